//! Commands that a template wants to have run once its files are written.
//! Border: reads and renders them, word by word; whether one is run is the user's decision, asked elsewhere.
use super::expression::{self, Form, Variables};
use super::jail::is_unseen;
use super::manifest_reader::Located;
use super::section::Section;
use super::{Expression, ManifestProblem, Template, TemplateError};

/// A command as the manifest has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Command {
    /// The program and its arguments. No shell reads them; arguments may have `{{ … }}` in them and stay one word.
    pub argv: Vec<Expression>,
    /// What it is for.
    pub note: Option<String>,
    /// Run only if this is true.
    pub when: Option<Expression>,
}

/// A command with the answers put in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requested {
    /// The program and its arguments, exactly as they are handed over.
    pub argv: Vec<String>,
    /// What it is for.
    pub note: Option<String>,
}

/// Reads `run = ["program", "argument"]`; the names that its words use are returned for checking.
pub(super) fn argv(section: &mut Section<'_>) -> Result<Vec<Expression>, Located> {
    let argv = section.words("run")?;
    for word in &argv {
        if let Some(character) = word.text.chars().find(|character| is_unseen(*character)) {
            return Err((word.range.clone(), ManifestProblem::Unseen { character }));
        }
        expression::variables(&word.text, Form::Text)
            .map_err(|message| (word.range.clone(), ManifestProblem::Expression { message }))?;
    }
    match argv.first() {
        Some(program) if is_program(&program.text) => Ok(argv),
        Some(program) => Err((program.range.clone(), ManifestProblem::Program)),
        None if section.has("run") => {
            Err((section.range().unwrap_or_default(), ManifestProblem::EmptyList { key: "run" }))
        }
        None => section.missing("run"),
    }
}

/// A name that is looked for on the search path: no path, nothing that answers could change.
fn is_program(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_alphanumeric())
        && name.chars().all(|character| character.is_ascii_alphanumeric() || "-_.+".contains(character))
}

/// The commands of a template that apply with these answers.
///
/// # Errors
/// When a condition or a word cannot be rendered, or a word has characters that nobody would see.
pub fn commands(template: &Template, variables: &Variables) -> Result<Vec<Requested>, TemplateError> {
    let manifest = &template.manifest;
    let located = |expression: &Expression, message: String| TemplateError::Render {
        place: manifest.place(expression.range.clone()),
        message,
    };
    let mut requested = Vec::new();
    for command in &manifest.commands {
        if let Some(when) = &command.when
            && !expression::holds(&when.text, variables).map_err(|message| located(when, message))?
        {
            continue;
        }
        requested.push(command.fill(variables).map_err(|(word, message)| located(word, message))?);
    }
    Ok(requested)
}

impl Command {
    /// The command with the answers put in.
    ///
    /// # Errors
    /// The word that cannot be, and why.
    pub fn fill(&self, variables: &Variables) -> Result<Requested, (&Expression, String)> {
        let mut argv = Vec::new();
        for word in &self.argv {
            let filled = expression::fill(&word.text, variables).map_err(|message| (word, message))?;
            if let Some(character) = filled.chars().find(|character| is_unseen(*character)) {
                return Err((word, ManifestProblem::Unseen { character }.to_string()));
            }
            argv.push(filled);
        }
        Ok(Requested { argv, note: self.note.clone() })
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;
    use crate::template::{Origin, Value, read_manifest};

    const HEAD: &str = "id = \"x\"\nkind = \"project\"\nversion = \"1.0.0\"\ntitle = \"X\"\nsummary = \"X.\"\n\
                        [[question]]\nname = \"title\"\ntype = \"text\"\nprompt = \"Title\"\n";

    fn problem(command: &str) -> String {
        match read_manifest(&crate::template::ManifestText::of(
            "template.toml",
            &format!("{HEAD}[[command]]\n{command}\n"),
        )) {
            Err(TemplateError::Manifest { place, problem }) => {
                format!("{problem}: {}", &place.text[place.range.clone()])
            }
            other => panic!("{other:?}"),
        }
    }

    fn template(commands: &str) -> Template {
        let origin = Origin { source: "here".into(), commit: None, directory: "here".into() };
        let manifest = Cow::Owned(format!("{HEAD}{commands}").into_bytes());
        Template::load(origin, [("template.toml".into(), manifest)]).expect("valid")
    }

    fn title(text: &str) -> Variables {
        Variables::from([("title".to_owned(), Value::Text(text.to_owned()))])
    }

    #[test]
    fn an_answer_stays_one_word_whatever_it_holds() {
        let template = template(
            "[[command]]\nrun = [\"uv\", \"run\", \"name\", \"--title={{ title }}\"]\nnote = \"Names it\"\n\
             [[command]]\nrun = [\"npx\", \"x\", \"\"]\nwhen = \"title == 'y'\"\n",
        );
        let found = commands(&template, &title("a; rm -rf ~ \"$(x)\" --yes")).expect("rendered");
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].argv, ["uv", "run", "name", "--title=a; rm -rf ~ \"$(x)\" --yes"]);
        assert_eq!(found[0].note.as_deref(), Some("Names it"));
        let found = commands(&template, &title("y")).expect("rendered");
        assert_eq!(found[1].argv, ["npx", "x", ""]);
    }

    #[test]
    fn what_would_not_be_seen_is_refused() {
        assert!(problem("run = [\"echo\", \"a\\u202Eb\"]").starts_with("a command has no character '\\u{202e}'"));
        assert!(problem("run = [\"echo\", \"a\\nb\"]").starts_with("a command has no character '\\n'"));
        let template = template("[[command]]\nrun = [\"echo\", \"{{ title }}\"]\n");
        for text in ["a\u{1b}[2Kb", "a\u{200b}b", "a\rb"] {
            assert!(matches!(commands(&template, &title(text)), Err(TemplateError::Render { .. })), "{text:?}");
        }
    }

    #[test]
    fn the_program_is_a_name_and_nothing_else() {
        for program in ["./setup.sh", "/bin/sh", "a\\\\b", "-x", "{{ title }}", "a b", "..", "PATH=x"] {
            assert!(problem(&format!("run = [\"{program}\"]")).starts_with("a command begins with"), "{program}");
        }
        assert!(problem("run = [\"\"]").starts_with("a command begins with"));
        assert!(problem("run = []").starts_with("`run` has to have entries"));
        assert!(problem("run = \"rm -rf x\"").starts_with("`run` has to be"));
        assert!(problem("run = [\"a\", \"{{ nothing }}\"]").starts_with("there is no variable `nothing`"));
        assert!(problem("note = \"x\"").contains("`run` is missing"));
    }
}
