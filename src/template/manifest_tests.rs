//! Manifests that are right, and every mistake with its place.
//! Border: tests of `manifest_reader`.
use super::*;
use crate::template::Group;

const HEAD: &str = "id = \"x\"\nkind = \"project\"\nversion = \"1.2.3\"\ntitle = \"T\"\nsummary = \"S\"\n";

fn mistake(rest: &str) -> (String, String) {
    mistake_in(&format!("{HEAD}{rest}"))
}

/// The text that the place shows, and the problem in words.
fn mistake_in(text: &str) -> (String, String) {
    match read(&ManifestText::of("template.toml", text)) {
        Err(TemplateError::Manifest { place, problem }) => {
            (place.text[place.range.clone()].to_owned(), problem.to_string())
        }
        other => panic!("{other:?}"),
    }
}

fn question(rest: &str) -> String {
    format!("[[question]]\nname = \"q\"\nprompt = \"Q\"\n{rest}")
}

fn says(found: (String, String), place: &str, words: &str) {
    assert_eq!((found.0.as_str(), found.1.as_str()), (place, words));
}

#[test]
fn a_whole_manifest() {
    let text = format!(
        "{HEAD}\n{}\n[[computed]]\nname = \"label\"\nvalue = \"{{{{ q }}}}!\"\n\n\
         [[file]]\npath = \"src/**/*.py\"\nwhen = \"q == 'a'\"\nexecutable = true\n",
        question(
            "type = \"choice\"\nhelp = \"H\"\nchoices = [{ value = \"a\", title = \"A\", help = \"first\" }, { value = \"b\" }]\ndefault = \"b\""
        )
    );
    let manifest = read(&ManifestText::of("template.toml", &text)).expect("a right manifest");
    assert_eq!(
        (manifest.id.as_str(), manifest.kind, manifest.version.to_string()),
        ("x", Kind::Project, "1.2.3".into())
    );
    assert_eq!(manifest.questions[0].kind.choices()[1].title, "b");
    assert_eq!(manifest.questions[0].default, Some(Default::Value(Value::Text("b".into()))));
    assert_eq!(manifest.variables().collect::<Vec<_>>(), ["q", "label"]);
    assert!(manifest.files[0].matcher.is_match("src/app/x.py") && manifest.files[0].executable == Some(true));
    assert!(!manifest.files[0].matcher.is_match("tests/x.py"));
}

#[test]
fn syntax() {
    let (_, words) = mistake("[[question\n");
    assert!(!words.is_empty());
    says(mistake("id = \"y\"\n"), "id", "duplicate key");
}

#[test]
fn unknown_keys_come_with_what_was_meant() {
    let text = format!("{HEAD}{}", question("type = \"text\"\nhepl = \"x\"\n"));
    match read(&ManifestText::of("t", &text)) {
        Err(TemplateError::Manifest { place, problem: ManifestProblem::UnknownKey { key, meant, .. } }) => {
            assert_eq!((key.as_str(), meant.as_deref()), ("hepl", Some("help")));
            assert_eq!(&place.text[place.range.clone()], "hepl");
        }
        other => panic!("{other:?}"),
    }
    says(mistake("[layer]\nx = 1\n"), "layer", "unknown key `layer`");
}

#[test]
fn keys_that_have_to_be_there() {
    says(mistake_in("id = \"x\"\n"), "", "the key `kind` is missing");
    says(mistake("[[question]]\nname = \"q\"\n"), "[[question]]", "the key `type` is missing");
}

#[test]
fn types() {
    says(mistake(&question("type = 3")), "3", "`type` has to be a text, this is a number");
    says(
        mistake("question = \"x\""),
        "\"x\"",
        "`question` has to be a list of tables, each under its own [[…]], this is a text",
    );
    says(
        mistake(&question("type = \"text\"\ndefault = 1.5")),
        "1.5",
        "`default` has to be a text, a number, true or false, or a list of texts, this is a number with a fraction",
    );
    says(
        mistake(&question("type = \"choice\"\nchoices = [\"a\"]")),
        "\"a\"",
        "`choices` has to be a list of tables, this is a text",
    );
    says(mistake("[[file]]\npath = \"\""), "\"\"", "`path` must not be empty");
}

#[test]
fn words_versions_and_names() {
    says(mistake_in(&HEAD.replace("project", "layer")), "\"layer\"", "`layer` is not one of project, feature, preset");
    let (place, words) = mistake_in(&HEAD.replace("1.2.3", "1.2"));
    assert_eq!(place, "\"1.2\"");
    assert!(words.starts_with("not a version: "), "{words}");
    says(
        mistake_in(&HEAD.replace("\"x\"", "\"X y\"")),
        "\"X y\"",
        "an id has small letters, digits and `-`, and begins with a letter",
    );
    says(
        mistake("[[question]]\nname = \"A-b\"\ntype = \"text\"\nprompt = \"P\""),
        "\"A-b\"",
        "a name has small letters, digits and `_`, and begins with a letter",
    );
    says(
        mistake("[[question]]\nname = \"project_name\"\ntype = \"text\"\nprompt = \"P\""),
        "\"project_name\"",
        "the name `project_name` is taken",
    );
    says(mistake(&question("type = \"choice\"\nchoices = []")), "[]", "`choices` has to have entries");
}

#[test]
fn keys_that_do_not_go_with_the_type() {
    says(mistake(&question("type = \"choice\"")), "\"choice\"", "the type `choice` needs `choices`");
    says(
        mistake(&question("type = \"text\"\nchoices = [{ value = \"a\" }]")),
        "[{ value = \"a\" }]",
        "`choices` does not go with the type `text`",
    );
    says(
        mistake(&question("type = \"secret\"\ndefault = \"x\"")),
        "\"x\"",
        "`default` does not go with the type `secret`",
    );
    says(
        mistake(&question("type = \"bool\"\nrule = { pattern = \"a\", message = \"m\" }")),
        "{ pattern = \"a\", message = \"m\" }",
        "`rule` does not go with the type `bool`",
    );
}

#[test]
fn a_default_has_to_pass_the_question_itself() {
    says(
        mistake(&question("type = \"int\"\ndefault = \"many\"")),
        "\"many\"",
        "this default is not allowed: a whole number is needed",
    );
    says(
        mistake(&question(
            "type = \"text\"\ndefault = \"AB\"\nrule = { pattern = \"[a-z]+\", message = \"small letters\" }",
        )),
        "\"AB\"",
        "this default is not allowed: small letters",
    );
}

#[test]
fn expressions_parse_and_use_what_is_there_already() {
    let (place, words) = mistake(&question("type = \"text\"\nwhen = \"a ==\""));
    assert_eq!(place, "\"a ==\"");
    assert!(!words.is_empty());
    says(mistake(&question("type = \"text\"\nwhen = \"q\"")), "\"q\"", "`q` is not known here yet: it comes later");
    let two = format!(
        "{}{}",
        question("type = \"text\"\nwhen = \"r\"\n"),
        "[[question]]\nname = \"r\"\ntype = \"bool\"\nprompt = \"R\""
    );
    says(mistake(&two), "\"r\"", "`r` is not known here yet: it comes later");
    says(
        mistake(&question("type = \"text\"\ndefault = \"{{ prject_name }}\"")),
        "\"{{ prject_name }}\"",
        "there is no variable `prject_name` here",
    );
    says(mistake("[[file]]\npath = \"a\"\nwhen = \"later\""), "\"later\"", "there is no variable `later` here");
}

#[test]
fn patterns() {
    let (place, words) = mistake(&question("type = \"text\"\nrule = { pattern = \"(a\", message = \"m\" }"));
    assert_eq!(place, "\"(a\"");
    assert_eq!(words, "not a pattern: unclosed group");
    let (place, words) = mistake("[[file]]\npath = \"a[\"");
    assert_eq!(place, "\"a[\"");
    assert!(words.starts_with("not a pattern: "), "{words}");
}

#[test]
fn the_manifest_of_the_documentation_is_right() {
    let page = include_str!("../../docs/templates.md");
    let (_, rest) = page.split_once("```toml\n").expect("a manifest in the page");
    let (text, _) = rest.split_once("```").expect("its end");
    let manifest = read(&ManifestText::of("template.toml", text)).expect("a right manifest");
    assert_eq!(manifest.variables().collect::<Vec<_>>(), ["store", "database", "label"]);
}

fn layer(rest: &str) -> String {
    let head = HEAD.replace("project", "feature");
    format!("{head}group = \"data\"\n{rest}")
}

fn read_text(text: &str) -> Manifest {
    read(&ManifestText::of("template.toml", text)).expect("a right manifest")
}

#[test]
fn a_layer_says_what_it_has_to_do_with_others() {
    let text = layer(
        "needs = [\"fetch\", \"d1\"]\nafter = [\"tests\"]\nconflicts = [{ layer = \"fastapi\", reason = \"R\" }]\n\
         [docs]\nabout = \"\"\"\nA.\n\"\"\"\nbindings = [\"B\"]\ncosts = \"C\"\nlimits = [\"L\"]\nroutes = [\"GET /\"]\n",
    );
    let manifest = read_text(&text);
    assert_eq!((manifest.kind, manifest.group), (Kind::Feature, Some(Group::Data)));
    assert_eq!(manifest.needs.iter().map(|need| need.text.as_str()).collect::<Vec<_>>(), ["fetch", "d1"]);
    assert_eq!((manifest.conflicts[0].layer.text.as_str(), manifest.conflicts[0].reason.as_str()), ("fastapi", "R"));
    assert_eq!(&text[manifest.after[0].range.clone()], "\"tests\"");
    assert_eq!(manifest.docs.about.as_deref(), Some("A."));
    assert_eq!(manifest.docs.routes, ["GET /"]);
}

#[test]
fn names_of_needed_layers_are_looked_at_later() {
    let question = question("type = \"text\"\ndefault = \"{{ kv_binding }}\"");
    let manifest = read_text(&layer(&format!("needs = [\"kv\"]\n{question}")));
    assert_eq!(manifest.foreign.iter().map(|name| name.text.as_str()).collect::<Vec<_>>(), ["kv_binding"]);
    let (place, words) = mistake_in(&layer(&question));
    says((place, words), "\"{{ kv_binding }}\"", "there is no variable `kv_binding` here");
    assert!(read_text(&layer("[[file]]\npath = \"a\"\nwhen = \"'tests' in layers\"\n")).foreign.is_empty());
}

#[test]
fn mistakes_in_relations() {
    says(mistake_in(&HEAD.replace("project", "feature")), "", "the key `group` is missing");
    says(mistake_in(&layer("needs = [\"x\"]")), "\"x\"", "`needs` names the layer itself");
    says(mistake_in(&layer("after = [\"a\", \"a\"]")), "\"a\"", "the name `a` is taken");
    says(mistake_in(&layer("needs = \"a\"")), "\"a\"", "`needs` has to be a list of texts, this is a text");
    says(mistake_in(&layer("needs = [1]")), "1", "`needs` has to be a list of texts, this is a number");
    says(mistake_in(&layer("conflicts = [{ layer = \"a\" }]")), "{ layer = \"a\" }", "the key `reason` is missing");
    says(
        mistake_in(&layer("needs = [\"a\"]\nconflicts = [{ layer = \"a\", reason = \"R\" }]")),
        "\"a\"",
        "the name `a` is taken",
    );
    says(mistake("needs = [\"a\"]"), "needs", "`needs` is nothing that a project has");
    says(mistake("base = \"a\""), "base", "`base` is nothing that a project has");
}

#[test]
fn a_preset_names_a_base_layers_and_answers() {
    let head = HEAD.replace("project", "preset");
    let manifest = read_text(&format!(
        "{head}base = \"worker\"\nlayers = [\"fetch\", \"d1\"]\n[answers]\nd1_database = \"notes\"\nmany = [\"a\"]\n"
    ));
    let preset = manifest.preset.expect("a preset");
    assert_eq!(preset.base.text, "worker");
    assert_eq!(preset.layers.len(), 2);
    assert_eq!(preset.answers[0].value, Value::Text("notes".into()));
    says(
        mistake_in(&format!("{head}base = \"worker\"\n{}", question("type = \"int\""))),
        "question",
        "`question` is nothing that a preset has",
    );
    says(mistake_in(&head), "", "the key `base` is missing");
    says(
        mistake_in(&format!("{head}base = \"w\"\n[answers]\na = 1.5\n")),
        "1.5",
        "`a` has to be a text, a number, true or false, or a list of texts, this is a number with a fraction",
    );
}
