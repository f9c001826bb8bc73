//! What a template says about the way from one of its versions to the next.
//! Border: data and how it is read; taking the steps is `update`'s work.
use std::ops::Range;

use camino::Utf8Path;
use semver::Version;

use super::expression::{self, Form};
use super::manifest_reader::Located;
use super::section::Section;
use super::{Command, Expression, ManifestProblem, Value, check_path, command};

/// Steps that are taken when a project passes a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Migration {
    /// The version that needs them.
    pub version: Version,
    /// Why, for the user.
    pub note: Option<String>,
    /// In the order in which they are taken.
    pub steps: Vec<MigrationStep>,
}

/// One step, in the project as the user has it. Paths are those of the template, and may have `{{ … }}` in them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MigrationStep {
    /// A file gets another name.
    Rename {
        /// The old path.
        from: Expression,
        /// The new one.
        to: Expression,
    },
    /// A directory gets another name, with everything in it.
    Move {
        /// The old path.
        from: Expression,
        /// The new one.
        to: Expression,
    },
    /// A file that is not needed any more.
    Delete {
        /// The path.
        path: Expression,
    },
    /// A key of a configuration gets another name; its value stays.
    RenameKey {
        /// The configuration's path.
        file: Expression,
        /// The keys that lead to the value.
        from: Vec<String>,
        /// Those that lead to it afterwards.
        to: Vec<String>,
    },
    /// A key of a configuration goes.
    RemoveKey {
        /// The configuration's path.
        file: Expression,
        /// The keys that lead to the value.
        key: Vec<String>,
    },
    /// A key of a configuration gets a value, unless the user gave it another one.
    SetKey {
        /// The configuration's path.
        file: Expression,
        /// The keys that lead to the value.
        key: Vec<String>,
        /// The value.
        value: Value,
    },
    /// A rule of `pyworker migrate` is applied to the code.
    Codemod {
        /// The rule's code.
        code: Expression,
    },
    /// A command is run when the files are written, if the user agrees.
    Run(Command),
}

/// The keys that say what a step does.
const VERBS: [&str; 8] = ["rename", "move", "delete", "rename_key", "remove_key", "set_key", "codemod", "run"];

/// Reads `[[migration]]` of a manifest whose own version is `own`.
pub(super) fn read(root: &mut Section<'_>, own: &Version) -> Result<Vec<Migration>, Located> {
    let mut migrations: Vec<Migration> = Vec::new();
    for mut section in root.tables("migration")? {
        let text = section.text("version")?;
        let problem = |message: String| (text.range.clone(), ManifestProblem::Version { message });
        let version = Version::parse(&text.text).map_err(|error| problem(error.to_string()))?;
        if version > *own {
            return Err(problem(format!("the template itself is at {own}")));
        }
        if migrations.last().is_some_and(|before| before.version >= version) {
            return Err(problem("each migration has a version of its own, in order".to_owned()));
        }
        let note = section.optional_text("note")?.map(|note| note.text);
        let Some((range, entries)) = section.inline_tables("steps")? else {
            return Err((text.range, ManifestProblem::MissingKey { key: "steps" }));
        };
        if entries.is_empty() {
            return Err((range, ManifestProblem::EmptyList { key: "steps" }));
        }
        let steps = entries.into_iter().map(|entry| step(entry, &range)).collect::<Result<_, _>>()?;
        section.end()?;
        migrations.push(Migration { version, note, steps });
    }
    Ok(migrations)
}

fn step(mut entry: Section<'_>, around: &Range<usize>) -> Result<MigrationStep, Located> {
    let Some(verb) = VERBS.into_iter().find(|verb| entry.has(verb)) else {
        return Err((
            entry.range().unwrap_or_else(|| around.clone()),
            ManifestProblem::NoStep { known: VERBS.to_vec() },
        ));
    };
    let step = match verb {
        "rename" => MigrationStep::Rename { from: path(&mut entry, "rename")?, to: path(&mut entry, "to")? },
        "move" => MigrationStep::Move { from: path(&mut entry, "move")?, to: path(&mut entry, "to")? },
        "delete" => MigrationStep::Delete { path: path(&mut entry, "delete")? },
        "rename_key" => MigrationStep::RenameKey {
            file: config(&mut entry)?,
            from: keys(&mut entry, "rename_key")?,
            to: keys(&mut entry, "to")?,
        },
        "remove_key" => MigrationStep::RemoveKey { file: config(&mut entry)?, key: keys(&mut entry, "remove_key")? },
        "set_key" => {
            let (file, key) = (config(&mut entry)?, keys(&mut entry, "set_key")?);
            let value = entry.optional_value("value")?;
            let missing = || (around.clone(), ManifestProblem::MissingKey { key: "value" });
            MigrationStep::SetKey { file, key, value: value.ok_or_else(missing)?.1 }
        }
        "run" => {
            let argv = command::argv(&mut entry)?;
            let note = entry.optional_text("note")?.map(|note| note.text);
            MigrationStep::Run(Command { argv, note, when: None })
        }
        _ => MigrationStep::Codemod { code: entry.text("codemod")? },
    };
    entry.end()?;
    Ok(step)
}

/// A path of the project; what it is rendered to is checked when it is.
fn path(entry: &mut Section<'_>, key: &'static str) -> Result<Expression, Located> {
    let path = entry.text(key)?;
    if path.text.contains("{{") {
        expression::variables(&path.text, Form::Text)
            .map_err(|message| (path.range.clone(), ManifestProblem::Expression { message }))?;
    } else {
        check_path(&path.text).map_err(|problem| {
            let message = problem.to_string();
            (path.range.clone(), ManifestProblem::Pattern { message })
        })?;
    }
    Ok(path)
}

/// The path of a configuration, JSON or TOML.
fn config(entry: &mut Section<'_>) -> Result<Expression, Located> {
    let file = path(entry, "file")?;
    match Utf8Path::new(&file.text).extension() {
        Some("json" | "jsonc" | "toml") => Ok(file),
        _ => {
            let message = "keys are in JSON and TOML files".to_owned();
            Err((file.range, ManifestProblem::Pattern { message }))
        }
    }
}

fn keys(entry: &mut Section<'_>, key: &'static str) -> Result<Vec<String>, Located> {
    let text = entry.text(key)?;
    let keys: Vec<String> = text.text.split('.').map(str::to_owned).collect();
    if keys.iter().any(String::is_empty) {
        let message = "keys are joined by dots: vars.TITLE".to_owned();
        return Err((text.range, ManifestProblem::Pattern { message }));
    }
    Ok(keys)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::{TemplateError, read_manifest};

    fn manifest(migration: &str) -> Result<Vec<Migration>, String> {
        let head = "id = \"x\"\nkind = \"project\"\nversion = \"2.0.0\"\ntitle = \"X\"\nsummary = \"X.\"\n";
        match read_manifest(&crate::template::ManifestText::of("template.toml", &format!("{head}{migration}"))) {
            Ok(manifest) => Ok(manifest.migrations),
            Err(TemplateError::Manifest { place, problem }) => {
                Err(format!("{problem}: {}", &place.text[place.range.clone()]))
            }
            Err(error) => Err(error.to_string()),
        }
    }

    #[test]
    fn every_step_is_read() {
        let migrations = manifest(
            "[[migration]]\nversion = \"1.5.0\"\nnote = \"why\"\nsteps = [\n\
             { rename = \"a.py\", to = \"{{ package_name }}/b.py\" },\n{ move = \"a\", to = \"b\" },\n{ delete = \"c\" },\n\
             { file = \"wrangler.jsonc\", rename_key = \"vars.A\", to = \"vars.B\" },\n\
             { file = \"pyproject.toml\", remove_key = \"tool.black\" },\n\
             { file = \"package.json\", set_key = \"scripts.dev\", value = \"x\" },\n{ codemod = \"PW101\" },\n\
             { run = [\"uv\", \"run\", \"x\"], note = \"why\" },\n]\n\
             [[migration]]\nversion = \"2.0.0\"\nsteps = [{ delete = \"x\" }]\n",
        );
        let migrations = migrations.expect("valid");
        assert_eq!((migrations.len(), migrations[0].steps.len()), (2, 8));
        assert_eq!(migrations[0].note.as_deref(), Some("why"));
    }

    #[test]
    fn mistakes_are_named_where_they_are() {
        let wrong = |rest: &str| manifest(&format!("[[migration]]\nversion = \"2.0.0\"\n{rest}\n")).expect_err("wrong");
        assert_eq!(wrong("steps = []"), "`steps` has to have entries: []");
        assert!(wrong("").contains("`steps` is missing"));
        assert!(wrong("steps = [{ to = \"x\" }]").contains("one of rename"));
        assert!(wrong("steps = [{ rename = \"../x\", to = \"x\" }]").ends_with("\"../x\""));
        assert!(wrong("steps = [{ rename = \"x\" }]").contains("`to` is missing"));
        assert!(wrong("steps = [{ delete = \"x\", to = \"y\" }]").contains("unknown key `to`"));
        assert!(wrong("steps = [{ file = \"a.py\", remove_key = \"x\" }]").contains("JSON and TOML"));
        assert!(wrong("steps = [{ file = \"a.json\", remove_key = \"x..y\" }]").contains("joined by dots"));
        let later = manifest("[[migration]]\nversion = \"3.0.0\"\nsteps = [{ delete = \"x\" }]\n");
        assert!(later.expect_err("later").contains("the template itself is at 2.0.0"));
    }
}
