//! A project that is completely decided: where, what, with which answers.
//! Border: data and the plan made of it; nothing is written here.
use camino::Utf8PathBuf;

use super::next::Command;
use super::request::Request;
use super::{next, target};
use crate::cli::Error;
use crate::plan::Plan;
use crate::template::{Answers, Layer, NameProblem, ProjectName, Questionnaire, Template, propose};
use crate::text::shell_line;

/// A decided project with its plan.
pub(super) struct Project {
    /// Where it goes.
    pub directory: Utf8PathBuf,
    /// Its name.
    pub name: ProjectName,
    /// What it starts from.
    pub template: Template,
    /// With which answers.
    pub answers: Answers,
    /// What will be written.
    pub plan: Plan,
    /// What its template recommends to run next.
    pub next: Vec<Command>,
}

impl Project {
    /// Makes the plan.
    pub fn new(directory: Utf8PathBuf, name: ProjectName, template: Template, answers: Answers) -> Result<Self, Error> {
        let plan = propose(&directory, &[Layer { template: &template, answers: &answers }])?;
        let next = next::recommended(&Questionnaire::new(&template.manifest, name.variables()), &answers)?;
        Ok(Self { directory, name, template, answers, plan, next })
    }

    /// The command that makes the same project again without asking.
    pub fn again(&self, request: &Request) -> String {
        let mut words: Vec<String> = request.program.split(' ').map(str::to_owned).collect();
        words.push(self.directory.to_string());
        let manifest = &self.template.manifest;
        let template = request.template_text.clone().unwrap_or_else(|| manifest.id.clone());
        words.extend(["--template".to_owned(), template]);
        if target::own_name(&self.directory).as_deref() != Some(self.name.as_str()) {
            words.extend(["--name".to_owned(), self.name.as_str().to_owned()]);
        }
        for (name, value) in &self.answers.chosen {
            words.extend(["--set".to_owned(), format!("{name}={value}")]);
        }
        if !request.steps.iter().any(|step| step.is_git()) {
            words.push("--no-git".to_owned());
        }
        if request.steps.iter().all(|step| step.is_git()) {
            words.push("--no-install".to_owned());
        }
        words.push("--yes".to_owned());
        shell_line(&words)
    }
}

/// The project's name: the one that was asked for, or the directory's.
pub(super) fn name(wanted: Option<&str>, directory: &camino::Utf8Path) -> (String, Result<ProjectName, NameProblem>) {
    let name = match wanted {
        Some(name) => name.to_owned(),
        None => target::own_name(directory).unwrap_or_default(),
    };
    let checked = ProjectName::new(&name);
    (name, checked)
}
