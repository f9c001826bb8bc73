//! Takes the steps that templates declare between versions: in what the user has, and in what it came from.
//! Border: changes trees in memory; both are changed alike, so that the merge sees no difference where there is none.
use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};

use super::base::Base;
use super::user_tree::ProjectTree;
use super::{Release, Releases, UpdateError, config_keys};
use crate::codemods::{Options, migrate};
use crate::compose::Ground;
use crate::merge::{TreeFile, UserTree as _};
use crate::plan::{Content, Decisions, FileMode, Finding, Place, Rule, Standing};
use crate::project::{Snapshot, discover};
use crate::template::{Expression, Kind, MigrationStep, Requested, Variables, check_path, fill};

/// What the steps came to.
#[derive(Debug, Clone, Default)]
pub struct Migrated {
    /// Where files of the user's were before the steps, by where they are afterwards.
    pub origins: BTreeMap<Utf8PathBuf, Utf8PathBuf>,
    /// The names that files of the base have now, by those that they had.
    pub base_names: BTreeMap<Utf8PathBuf, Utf8PathBuf>,
    /// What was done, for people: the template's rule and its note.
    pub notes: Vec<(Rule, String)>,
    /// What could not be done.
    pub findings: Vec<Finding>,
    /// The commands that the steps ask for, by the place of their template among the releases.
    pub commands: Vec<(usize, Requested)>,
}

impl Migrated {
    /// The names that the user gave to files, by the names that the files have after the steps.
    pub fn renamed(&self, before: &BTreeMap<Utf8PathBuf, Utf8PathBuf>) -> BTreeMap<Utf8PathBuf, Utf8PathBuf> {
        let now = |path: &Utf8PathBuf| self.base_names.get(path).unwrap_or(path).clone();
        before.iter().map(|(from, to)| (now(from), to.clone())).collect()
    }
}

/// Takes all steps of all templates, in order.
///
/// # Errors
/// Steps that cannot be rendered, or that lead out of the project.
pub fn migrate_trees(
    releases: &Releases,
    variables: &Variables,
    ground: Option<&Ground>,
    base: &mut Base,
    user: &mut ProjectTree,
) -> Result<Migrated, UpdateError> {
    let mut migrated = Migrated::default();
    for (number, release) in releases.all.iter().enumerate() {
        let from = &release.recorded.version;
        for migration in release.new.manifest.migrations.iter().filter(|it| it.version > *from) {
            let rule = Rule { code: release.name.clone().into(), name: migration.version.to_string().into() };
            let mut taking = Taking {
                number,
                release,
                rule: &rule,
                variables,
                ground,
                base,
                user,
                migrated: &mut migrated,
                changed: false,
            };
            for step in &migration.steps {
                taking.take(step)?;
            }
            if let (true, Some(note)) = (taking.changed, &migration.note) {
                migrated.notes.push((rule, note.clone()));
            }
        }
    }
    Ok(migrated)
}

struct Taking<'a> {
    /// The place of the release among all.
    number: usize,
    release: &'a Release,
    rule: &'a Rule,
    variables: &'a Variables,
    ground: Option<&'a Ground>,
    base: &'a mut Base,
    user: &'a mut ProjectTree,
    migrated: &'a mut Migrated,
    changed: bool,
}

impl Taking<'_> {
    fn take(&mut self, step: &MigrationStep) -> Result<(), UpdateError> {
        match step {
            MigrationStep::Rename { from, to } => {
                let (from, to) = (self.path(from)?, self.path(to)?);
                self.rename(&from, &to);
            }
            MigrationStep::Move { from, to } => {
                let (from, to) = (self.path(from)?, self.path(to)?);
                let mut all: Vec<Utf8PathBuf> = self.base.files.keys().cloned().chain(self.user.files()).collect();
                all.retain(|path| path.starts_with(&from));
                all.sort();
                all.dedup();
                for path in all {
                    let rest = path.strip_prefix(&from).unwrap_or(&path).to_owned();
                    self.rename(&path, &to.join(rest));
                }
            }
            MigrationStep::Delete { path } => {
                let path = self.path(path)?;
                // What the template wrote goes, or is in conflict, because the new version does not have it.
                if !self.base.files.contains_key(&path) && self.user.file(&path).is_some() {
                    self.find(&path, "It is not needed any more.", Some("look whether you need it, and remove it"));
                }
            }
            MigrationStep::RenameKey { file, from, to } => {
                let edit = |text: &str, path: &Utf8Path| config_keys::rename(path, text, from, to);
                self.config(file, &edit, &format!("`{}` is `{}` now.", from.join("."), to.join(".")))?;
            }
            MigrationStep::RemoveKey { file, key } => {
                let edit = |text: &str, path: &Utf8Path| config_keys::remove(path, text, key);
                self.config(file, &edit, &format!("`{}` is not needed any more.", key.join(".")))?;
            }
            MigrationStep::SetKey { file, key, value } => {
                let edit = |text: &str, path: &Utf8Path| config_keys::set(path, text, key, value);
                self.config(file, &edit, &format!("`{}` is {value} now.", key.join(".")))?;
            }
            MigrationStep::Codemod { code } => self.codemod(code)?,
            // A command cannot be taken in memory; it is run when the files are written.
            MigrationStep::Run(command) => {
                let filled = command.fill(self.variables).map_err(|(_, message)| self.failed(message))?;
                self.migrated.commands.push((self.number, filled));
            }
        }
        Ok(())
    }

    fn failed(&self, reason: impl Into<String>) -> UpdateError {
        UpdateError::Migration {
            id: self.release.recorded.id.clone(),
            version: self.release.new.manifest.version.clone(),
            reason: reason.into(),
        }
    }

    /// The path of the project that a step means.
    fn path(&self, path: &Expression) -> Result<Utf8PathBuf, UpdateError> {
        let filled = fill(&path.text, self.variables).map_err(|message| self.failed(message))?;
        let checked =
            check_path(&filled).map_err(|problem| self.failed(format!("`{filled}` is refused: {problem}")))?;
        Ok(match self.ground {
            Some(ground) if self.release.recorded.kind == Kind::Feature => ground.path(&checked),
            _ => checked,
        })
    }

    fn find(&mut self, path: &Utf8Path, reason: &str, next_step: Option<&str>) {
        self.migrated.findings.push(Finding {
            rule: self.rule.clone(),
            standing: if next_step.is_some() { Standing::Manual } else { Standing::Note },
            place: Place::file(path),
            reason: reason.to_owned(),
            next_step: next_step.map(str::to_owned),
        });
    }

    fn rename(&mut self, from: &Utf8Path, to: &Utf8Path) {
        if let Some(file) = self.base.files.remove(from) {
            self.base.files.entry(to.to_owned()).or_insert(file);
            let names = &mut self.migrated.base_names;
            let first = names.iter().find(|(_, name)| *name == from).map(|(first, _)| first.clone());
            names.insert(first.unwrap_or_else(|| from.to_owned()), to.to_owned());
        }
        let Some(file) = self.user.file(from) else { return };
        if self.user.file(to).is_some() {
            let reason = format!("In the new version it is {to}, where you have something else.");
            self.find(from, &reason, Some("bring the two together"));
            return;
        }
        let origin = self.migrated.origins.remove(from).unwrap_or_else(|| from.to_owned());
        self.migrated.origins.insert(to.to_owned(), origin);
        self.put(from, None);
        self.put(to, Some(file));
    }

    fn put(&mut self, path: &Utf8Path, file: Option<TreeFile>) {
        self.changed = true;
        match &file {
            Some(file) => drop(self.user.modes.insert(path.to_owned(), file.mode)),
            None => drop(self.user.modes.remove(path)),
        }
        self.user.files.set(path, file.map(|file| file.content));
    }

    /// Changes a configuration on both sides; a wrangler configuration under whatever name it has.
    fn config(&mut self, file: &Expression, edit: config_keys::Edit<'_>, said: &str) -> Result<(), UpdateError> {
        let named = self.path(file)?;
        for path in config_keys::names(&named) {
            let old = self.base.files.get(&path).cloned().flatten();
            if let Some(file) = old
                && let Some(text) = text(&file.content)
                && let Ok(Some(edited)) = edit(text, &path)
            {
                let file = TreeFile { content: Content::from(edited), ..file };
                self.base.files.insert(path.clone(), Some(file));
            }
            let Some(file) = self.user.file(&path) else { continue };
            let edited = match text(&file.content) {
                Some(text) => edit(text, &path),
                None => Err(config_keys::KeyProblem::Unreadable),
            };
            match edited {
                Ok(None) => {}
                Ok(Some(edited)) => self.put(&path, Some(TreeFile { content: Content::from(edited), ..file })),
                Err(problem) => {
                    let reason = format!("{said} Here it is left as it is: {problem}.");
                    self.find(&path, &reason, Some("change it by hand"));
                }
            }
        }
        Ok(())
    }

    /// Applies one rule to the code on both sides.
    fn codemod(&mut self, code: &Expression) -> Result<(), UpdateError> {
        if !crate::codemods::registry::built_in().iter().any(|known| known.meta().rule.code == code.text) {
            return Err(self.failed(format!("there is no rule `{}`", code.text)));
        }
        let mut old = Snapshot::in_memory("");
        for (path, file) in &self.base.files {
            old.set(path.clone(), file.as_ref().map(|file| file.content.clone()));
        }
        for (path, content) in transformed(&old, &code.text) {
            if let Some(content) = content {
                let mode = self.base.files.get(&path).cloned().flatten().map_or(FileMode::Regular, |file| file.mode);
                self.base.files.insert(path, Some(TreeFile { content, mode }));
            } else {
                self.base.files.remove(&path);
            }
        }
        for (path, content) in transformed(&self.user.files.clone(), &code.text) {
            let mode = self.user.file(&path).map_or(FileMode::Regular, |file| file.mode);
            self.put(&path, content.map(|content| TreeFile { content, mode }));
        }
        Ok(())
    }
}

/// What a rule makes of the workers of a tree.
fn transformed(files: &Snapshot, code: &str) -> Vec<(Utf8PathBuf, Option<Content>)> {
    let Ok(found) = discover(files, &[Utf8PathBuf::new()]) else { return Vec::new() };
    let options = Options { select: vec![code.to_owned()], ..Options::default() };
    let decisions = Decisions { unsafe_rules: vec![code.to_owned()], ..Decisions::default() };
    let plan = migrate(&found.workers, files, &options, &decisions).plan;
    plan.files.into_iter().map(|file| (file.path, file.after)).collect()
}

fn text(content: &Content) -> Option<&str> {
    std::str::from_utf8(content.bytes()).ok()
}
