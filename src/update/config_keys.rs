//! Renames, removes and sets keys of a configuration by their path; comments, order and layout stay.
//! Border: one text; which file it is, and on which side, is `migrations`' work.
use camino::{Utf8Path, Utf8PathBuf};

use crate::config::{Document, EditError, Editor, Member, Node, Spot, Step, Value, wrangler};
use crate::template;

/// Why a key was left as it is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyProblem {
    /// The file cannot be read.
    #[error("the file cannot be read")]
    Unreadable,
    /// The new name is there already.
    #[error("`{key}` is there already")]
    Taken {
        /// The new name.
        key: String,
    },
    /// The user has another value.
    #[error("it is {found}")]
    Different {
        /// The user's value.
        found: String,
    },
    /// The file cannot hold the change.
    #[error(transparent)]
    Edit(#[from] EditError),
}

/// What is done to the text of a configuration at a path; `None`: nothing.
pub type Edit<'a> = &'a dyn Fn(&str, &Utf8Path) -> Result<Option<String>, KeyProblem>;

/// The files that a name can mean: a wrangler configuration has three.
pub fn names(path: &Utf8Path) -> Vec<Utf8PathBuf> {
    let is_wrangler = path.file_name().is_some_and(|name| wrangler::FILE_NAMES.contains(&name));
    match path.parent() {
        Some(directory) if is_wrangler => wrangler::FILE_NAMES.iter().map(|name| directory.join(name)).collect(),
        _ => vec![path.to_owned()],
    }
}

/// Gives a key another name, at the top and in every environment of a wrangler configuration. `None`: it is not there.
pub fn rename(path: &Utf8Path, text: &str, from: &[String], to: &[String]) -> Result<Option<String>, KeyProblem> {
    edit(path, text, &|editor, above| {
        let (old, new) = (below(above, from), below(above, to));
        let (model, ..) = editor.document().model();
        let Some(member) = member(&model, &old) else { return Ok(()) };
        if editor.document().root().get(&steps(&new)).is_some() {
            return Err(KeyProblem::Taken { key: new.join(".") });
        }
        let (Some((name, table)), Some((old_name, old_table))) = (new.split_last(), old.split_last()) else {
            return Ok(());
        };
        let renamed = Member { key: name.clone(), ..member };
        if table == old_table {
            // Behind the old one, so that it stands where that stood.
            editor.insert(&steps(table), &renamed, Spot::After(old_name))?;
        } else {
            editor.set(&steps(&new), &renamed.value, Spot::Last)?;
        }
        editor.remove(&steps(&old))?;
        Ok(())
    })
}

/// Removes a key, at the top and in every environment. `None`: it is not there.
pub fn remove(path: &Utf8Path, text: &str, key: &[String]) -> Result<Option<String>, KeyProblem> {
    edit(path, text, &|editor, above| {
        let key = below(above, key);
        if editor.document().root().get(&steps(&key)).is_some() {
            editor.remove(&steps(&key))?;
        }
        Ok(())
    })
}

/// Gives a key a value at the top. `None`: it has it already.
pub fn set(path: &Utf8Path, text: &str, key: &[String], value: &template::Value) -> Result<Option<String>, KeyProblem> {
    edit(path, text, &|editor, above| {
        if !above.is_empty() {
            return Ok(());
        }
        let wanted = match value {
            template::Value::Bool(value) => Value::from(*value),
            template::Value::Integer(value) => Value::from(*value),
            template::Value::Text(value) => Value::from(value.as_str()),
            template::Value::List(values) => Value::array(values.iter().map(String::as_str)),
        };
        match editor.document().root().get(&steps(key)).map(Node::to_json) {
            Some(found) if found == wanted.to_json() => Ok(()),
            Some(found) => Err(KeyProblem::Different { found: found.to_string() }),
            None => Ok(editor.set(&steps(key), &wanted, Spot::Last)?),
        }
    })
}

/// What is done to the keys below one place: the top, or an environment.
type Change<'a> = &'a dyn Fn(&mut Editor, &[String]) -> Result<(), KeyProblem>;

fn edit(path: &Utf8Path, text: &str, change: Change<'_>) -> Result<Option<String>, KeyProblem> {
    let name = path.file_name().unwrap_or_default();
    let format = wrangler::format_of(name).ok_or(KeyProblem::Unreadable)?;
    let document = Document::parse(text, format).map_err(|_| KeyProblem::Unreadable)?;
    let mut places: Vec<Vec<String>> = vec![Vec::new()];
    if wrangler::FILE_NAMES.contains(&name) {
        let environments = document.root().at(&["env"]).map(Node::entries).unwrap_or_default();
        places.extend(environments.iter().map(|entry| vec!["env".to_owned(), entry.key.clone()]));
    }
    let mut editor = Editor::new(&document);
    for place in places {
        change(&mut editor, &place)?;
    }
    let edited = editor.document().text();
    Ok((edited != text).then(|| edited.to_owned()))
}

fn below(above: &[String], key: &[String]) -> Vec<String> {
    above.iter().chain(key).cloned().collect()
}

fn steps(keys: &[String]) -> Vec<Step<'_>> {
    keys.iter().map(|key| Step::Key(key)).collect()
}

fn member(value: &Value, keys: &[String]) -> Option<Member> {
    let (first, rest) = keys.split_first()?;
    let Value::Table(members, _) = value else { return None };
    let found = members.iter().find(|member| member.key == *first)?;
    if rest.is_empty() { Some(found.clone()) } else { member(&found.value, rest) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<String> {
        text.split('.').map(str::to_owned).collect()
    }

    fn rename(path: &str, text: &str, from: &str, to: &str) -> Result<Option<String>, KeyProblem> {
        super::rename(path.into(), text, &keys(from), &keys(to))
    }

    #[test]
    fn a_key_is_renamed_with_its_comment_and_in_environments() {
        let text = "{\n  \"vars\": {\n    // mine\n    \"A\": 1, // one\n    \"C\": 3\n  },\n  \"env\": { \"staging\": { \"vars\": { \"A\": 2 } } }\n}\n";
        let edited = rename("wrangler.jsonc", text, "vars.A", "vars.B").expect("fits").expect("changed");
        let document = Document::parse(edited.as_str(), crate::config::Format::Json).expect("parses");
        assert_eq!(
            document.root().to_json(),
            serde_json::json!({"vars": {"B": 1, "C": 3}, "env": {"staging": {"vars": {"B": 2}}}}),
            "{edited}"
        );
        assert!(edited.contains("// mine\n    \"B\": 1, // one\n"), "{edited}");
        assert_eq!(rename("wrangler.jsonc", text, "vars.X", "vars.Y"), Ok(None));
        assert_eq!(rename("wrangler.jsonc", text, "vars.A", "vars.C"), Err(KeyProblem::Taken { key: "vars.C".into() }));
        let moved = rename("pyproject.toml", "[a]\nx = 1\n", "a.x", "b.y").expect("fits").expect("changed");
        assert!(moved.contains("[b]\ny = 1"), "{moved}");
    }

    #[test]
    fn a_key_is_removed_and_set() {
        let text = "a = 1\nb = 2\n";
        assert_eq!(remove("x.toml".into(), text, &keys("a")), Ok(Some("b = 2\n".to_owned())));
        assert_eq!(remove("x.toml".into(), text, &keys("c")), Ok(None));
        let set =
            |key: &str, value: i64| super::set("x.toml".into(), text, &keys(key), &template::Value::Integer(value));
        assert_eq!(set("c", 3), Ok(Some("a = 1\nb = 2\nc = 3\n".to_owned())));
        assert_eq!(set("a", 1), Ok(None));
        assert_eq!(set("a", 3), Err(KeyProblem::Different { found: "1".into() }));
        assert_eq!(remove("x.toml".into(), "a = [", &keys("a")), Err(KeyProblem::Unreadable));
    }

    #[test]
    fn a_wrangler_configuration_has_three_names() {
        assert_eq!(names("wrangler.toml".into()), ["wrangler.json", "wrangler.jsonc", "wrangler.toml"]);
        assert_eq!(names("a/package.json".into()), ["a/package.json"]);
    }
}
