//! A project that is completely decided: where, what, with which answers.
//! Border: data and the plan made of it; nothing is written here.
use camino::{Utf8Path, Utf8PathBuf};

use super::chosen::{BASE, Chosen};
use super::next::Command;
use super::request::Request;
use super::{next, target};
use crate::cli::Error;
use crate::cli::trust::Asked;
use crate::compose::{Base, ClashChoices, LayRequest, Record, lay};
use crate::plan::Plan;
use crate::project::Snapshot;
use crate::template::{
    Answers, NameProblem, ProjectName, TargetProblem, TemplateError, check_set, check_target, commands,
};
use crate::text::shell_line;

/// A decided project with its plan.
pub(super) struct Project {
    /// Where it goes.
    pub directory: Utf8PathBuf,
    /// Its name.
    pub name: ProjectName,
    /// What it is made of.
    pub chosen: Chosen,
    /// With which answers.
    pub answers: Answers,
    /// What will be written.
    pub plan: Plan,
    /// What its templates recommend to run next.
    pub next: Vec<Command>,
    /// The commands that its templates ask for, without those that are run anyway.
    pub asked: Vec<Asked>,
}

impl Project {
    /// Makes the plan.
    pub fn new(directory: Utf8PathBuf, name: ProjectName, chosen: Chosen, answers: Answers) -> Result<Self, Error> {
        let plan = plan(&directory, &chosen, &answers)?;
        let next = next::recommended(&chosen.questionnaire(name.variables()), &answers)?;
        let mut asked = Vec::new();
        for template in chosen.templates() {
            let commands = commands(template, &answers.variables)?;
            asked.extend(Asked::of(template, commands).and_then(Asked::without_steps));
        }
        Ok(Self { directory, name, chosen, answers, plan, next, asked })
    }

    /// The command that makes the same project again without asking.
    pub fn again(&self, request: &Request) -> String {
        let mut words = self.again_words(request);
        words.extend(request.trust.words());
        words.push("--yes".to_owned());
        shell_line(&words)
    }

    /// The same without consent.
    pub fn again_words(&self, request: &Request) -> Vec<String> {
        let mut words: Vec<String> = request.program.split(' ').map(str::to_owned).collect();
        words.push(self.directory.to_string());
        let with: Vec<String> = request.with.iter().map(ToString::to_string).collect();
        if request.template_text.is_some() || with.is_empty() || self.chosen.id() != BASE {
            let template = request.template_text.clone().unwrap_or_else(|| self.chosen.id().to_owned());
            words.extend(["--template".to_owned(), template]);
        }
        if !with.is_empty() {
            words.extend(["--with".to_owned(), with.join(",")]);
        }
        if target::own_name(&self.directory).as_deref() != Some(self.name.as_str()) {
            words.extend(["--name".to_owned(), self.name.as_str().to_owned()]);
        }
        for (name, value) in &self.answers.chosen {
            words.extend(["--set".to_owned(), format!("{name}={value}")]);
        }
        if !request.steps.iter().any(|step| step.is_git()) {
            words.push("--no-git".to_owned());
        }
        if !request.installs() {
            words.push("--no-install".to_owned());
        }
        words
    }
}

/// The plan of a new project; nothing that is in the directory is touched.
fn plan(directory: &Utf8Path, chosen: &Chosen, answers: &Answers) -> Result<Plan, Error> {
    // In a directory that is not there nothing can be in the way.
    let is_there = directory.symlink_metadata().is_ok();
    let tree = if is_there { Snapshot::of(directory) } else { Snapshot::in_memory(directory) };
    let laid = lay(&LayRequest {
        tree: &tree,
        base: Base::New(&chosen.base),
        composition: &chosen.composition,
        answers,
        ground: None,
        record: &Record::default(),
        choices: &ClashChoices::default(),
    })?;
    if let Some(clash) = laid.clashes.first() {
        return Err(TemplateError::from(TargetProblem::Exists { path: clash.path.clone() }).into());
    }
    let plan = laid.plan(directory);
    let paths = || plan.files.iter().map(|file| file.path.as_path());
    check_set(paths()).map_err(TemplateError::from)?;
    if is_there {
        for path in paths() {
            check_target(directory, path).map_err(TemplateError::from)?;
        }
    }
    Ok(plan)
}

/// The project's name: the one that was asked for, or the directory's.
pub(super) fn name(wanted: Option<&str>, directory: &Utf8Path) -> (String, Result<ProjectName, NameProblem>) {
    let name = match wanted {
        Some(name) => name.to_owned(),
        None => target::own_name(directory).unwrap_or_default(),
    };
    let checked = ProjectName::new(&name);
    (name, checked)
}
