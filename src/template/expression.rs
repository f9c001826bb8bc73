//! The template language: conditions, values and paths.
//! Border: the only file, beside `render`, that knows the engine; strict about names that are not there.
use std::collections::BTreeMap;

use heck::{ToKebabCase, ToPascalCase, ToSnakeCase};
use tera::{Context, ErrorKind, Kwargs, State, Tera};

use super::Value;
use super::budget::{BUDGET, Bounded, Overrun, within};

/// What a text is to the engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// `a and b == "c"`, without braces.
    Condition,
    /// A text with `{{ … }}` in it.
    Text,
}

impl Form {
    const CONDITION_START: &'static str = "{% if ";
    const CONDITION_END: &'static str = " %}1{% endif %}";

    fn source(self, text: &str) -> Result<String, String> {
        match self {
            // It must not end the tag that it is put into, and begin others.
            Self::Condition if ["%}", "{%", "{{", "{#"].iter().any(|tag| text.contains(tag)) => {
                Err("a condition is an expression, without `{{` and `{%`".to_owned())
            }
            Self::Condition => Ok(format!("{}{text}{}", Self::CONDITION_START, Self::CONDITION_END)),
            Self::Text => Ok(text.to_owned()),
        }
    }
}

/// The variables that can be used, with their values.
pub type Variables = BTreeMap<String, Value>;

/// The engine's form of variables.
pub(super) fn context(variables: &Variables) -> Context {
    let mut context = Context::new();
    for (name, value) in variables {
        context.insert_value(name.clone(), value.to_tera());
    }
    context
}

/// An engine with the filters that templates of this tool may use.
pub(super) fn engine() -> Tera {
    let mut engine = Tera::default();
    engine.register_filter("json", |value: &tera::Value, _: Kwargs, _: &State<'_>| json(value));
    engine.register_filter("toml", |value: &tera::Value, _: Kwargs, _: &State<'_>| toml(value));
    engine.register_filter("python", |value: &tera::Value, _: Kwargs, _: &State<'_>| python(value));
    engine.register_filter("kebab_case", |text: &str, _: Kwargs, _: &State<'_>| text.to_kebab_case());
    engine.register_filter("snake_case", |text: &str, _: Kwargs, _: &State<'_>| text.to_snake_case());
    engine.register_filter("pascal_case", |text: &str, _: Kwargs, _: &State<'_>| text.to_pascal_case());
    engine
}

/// A literal of JSON; JSONC and JavaScript read it the same way.
fn json(value: &tera::Value) -> tera::TeraResult<tera::Value> {
    let text = serde_json::to_string(value).map_err(|error| tera::Error::message(error.to_string()))?;
    Ok(tera::Value::safe_string(&text))
}

/// A literal of TOML.
fn toml(value: &tera::Value) -> tera::TeraResult<tera::Value> {
    let literal = serde_json::to_value(value)
        .ok()
        .and_then(|value| match value {
            serde_json::Value::Bool(value) => Some(Value::Bool(value)),
            serde_json::Value::Number(value) => value.as_i64().map(Value::Integer),
            serde_json::Value::String(value) => Some(Value::Text(value)),
            serde_json::Value::Array(values) => {
                values.iter().map(|value| value.as_str().map(str::to_owned)).collect::<Option<_>>().map(Value::List)
            }
            _ => None,
        })
        .ok_or_else(|| tera::Error::message("the filter `toml` takes texts, whole numbers, yes or no, and lists"))?;
    Ok(tera::Value::safe_string(literal.to_toml().to_string().trim()))
}

/// A literal of Python.
fn python(value: &tera::Value) -> tera::TeraResult<tera::Value> {
    let text = match value.as_bool() {
        Some(true) => "True".to_owned(),
        Some(false) => "False".to_owned(),
        None if value.is_none() => "None".to_owned(),
        // Texts, numbers and lists of texts are written alike in JSON and in Python.
        None => serde_json::to_string(value).map_err(|error| tera::Error::message(error.to_string()))?,
    };
    Ok(tera::Value::safe_string(&text))
}

/// The variables that a text uses, sorted.
///
/// # Errors
/// When it cannot be parsed; the engine's words.
pub(super) fn variables(text: &str, form: Form) -> Result<Vec<String>, String> {
    let mut engine = engine();
    engine.add_raw_template("x", &form.source(text)?).map_err(|error| message(&error))?;
    let used = engine.get_template_variables("x").map_err(|error| message(&error))?;
    let mut used: Vec<String> = used.into_iter().map(str::to_owned).collect();
    used.sort();
    Ok(used)
}

/// The variables that a text with `{{ … }}` in it uses, sorted.
///
/// # Errors
/// When it cannot be parsed; the engine's words.
pub fn names_in_text(text: &str) -> Result<Vec<String>, String> {
    variables(text, Form::Text)
}

/// The variables that a condition uses, sorted.
///
/// # Errors
/// When it cannot be parsed; the engine's words.
pub fn names_in_condition(text: &str) -> Result<Vec<String>, String> {
    variables(text, Form::Condition)
}

/// Whether a condition holds.
///
/// # Errors
/// When it cannot be evaluated; the engine's words.
pub(super) fn holds(condition: &str, variables: &Variables) -> Result<bool, String> {
    render(condition, Form::Condition, variables).map(|text| !text.is_empty())
}

/// A text with its variables put in.
///
/// # Errors
/// When it cannot be rendered; the engine's words.
pub fn fill(text: &str, variables: &Variables) -> Result<String, String> {
    render(text, Form::Text, variables)
}

fn render(text: &str, form: Form, variables: &Variables) -> Result<String, String> {
    let (source, context) = (form.source(text)?, context(variables));
    if is_linear(text) {
        return engine().render_str(&source, &context, false).map_err(|error| message(&error));
    }
    let rendered = within(BUDGET, move || {
        let mut output = Bounded::to(BUDGET.output);
        match engine().render_str_to(&source, &context, false, &mut output) {
            Ok(()) => Ok(String::from_utf8_lossy(&output.bytes).into_owned()),
            Err(_) if output.is_full => Err(Overrun::Output.to_string()),
            Err(error) => Err(message(&error)),
        }
    });
    rendered.map_err(|overrun| overrun.to_string())?
}

/// Whether what comes of a text is not much longer than the text and the answers: it has neither tags nor filters.
fn is_linear(text: &str) -> bool {
    !text.contains("{%") && !text.contains(['|', '~', '('])
}

/// The engine's words for an error, without its picture of the place.
pub(super) fn message(error: &tera::Error) -> String {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => report.message().to_owned(),
        other => other.to_string().lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given() -> Variables {
        Variables::from([
            ("name".to_owned(), Value::Text("a \"b\" é".to_owned())),
            ("on".to_owned(), Value::Bool(true)),
            ("count".to_owned(), Value::Integer(3)),
            ("data".to_owned(), Value::List(vec!["d1".into(), "kv".into()])),
        ])
    }

    #[test]
    fn conditions() {
        let holds = |condition: &str| holds(condition, &given()).expect(condition);
        assert!(holds("on and count == 3"));
        assert!(holds("\"kv\" in data"));
        assert!(!holds("not on or \"r2\" in data"));
    }

    #[test]
    fn a_condition_cannot_bring_tags() {
        for text in ["true %}{% endif %}{% for x in data %}1{% endfor %}{% if true", "{{ name }}", "on {# x #}"] {
            assert!(super::holds(text, &given()).is_err(), "{text}");
            assert!(variables(text, Form::Condition).is_err(), "{text}");
        }
    }

    #[test]
    fn what_comes_to_too_much_is_given_up_on() {
        // Each step makes ten of one: a short text that would fill any memory.
        let mut text = "{{ 'aaaaaaaaaa'".to_owned();
        text.push_str(&" | replace(from='a', to='aaaaaaaaaa')".repeat(7));
        text.push_str(" }}");
        assert_eq!(fill(&text, &given()), Err(Overrun::Output.to_string()));
    }

    #[test]
    fn used_variables_are_found_without_evaluating() {
        assert_eq!(variables("a and b == c", Form::Condition), Ok(vec!["a".into(), "b".into(), "c".into()]));
        assert_eq!(
            variables("{% for x in list %}{{ x }}{% endfor %}{% set y = 1 %}{{ y }}", Form::Text),
            Ok(vec!["list".into()])
        );
        assert!(variables("a ==", Form::Condition).is_err());
    }

    #[test]
    fn texts_are_not_escaped_and_unknown_names_are_errors() {
        assert_eq!(fill("<{{ name }}>", &given()), Ok("<a \"b\" é>".into()));
        assert!(fill("{{ nmae }}", &given()).is_err());
    }

    #[test]
    fn literals_of_three_languages() {
        let filled = |text: &str| fill(text, &given()).expect(text);
        assert_eq!(filled("{{ name | json }} {{ data | json }}"), r#""a \"b\" é" ["d1","kv"]"#);
        assert_eq!(filled("{{ name | toml }} {{ data | toml }}"), r#"'a "b" é' ["d1", "kv"]"#);
        assert_eq!(filled("{{ on | python }} {{ name | python }} {{ count | python }}"), r#"True "a \"b\" é" 3"#);
        assert_eq!(filled("{{ 'Notes api' | pascal_case }} {{ 'Notes api' | snake_case }}"), "NotesApi notes_api");
    }
}
