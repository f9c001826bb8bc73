//! Rendering: bytes, names, conditions, and mistakes with their place.
//! Border: tests of `render`.
use std::borrow::Cow;

use super::*;
use crate::template::{Answered, Defaults, Given, GivenAnswer, Origin, ProjectName, Questionnaire, SetProblem};

const HEAD: &str = "id = \"x\"\nkind = \"project\"\nversion = \"1.2.3\"\ntitle = \"T\"\nsummary = \"S\"\n\
    [[question]]\nname = \"module\"\ntype = \"text\"\nprompt = \"Module\"\ndefault = \"app\"\n\
    [[question]]\nname = \"docs\"\ntype = \"bool\"\nprompt = \"Docs\"\ndefault = false\n";

fn template(manifest: &str, files: &[(&str, &str)]) -> Template {
    let origin = Origin { source: "built-in".into(), commit: None, directory: "templates/x".into() };
    let mut entries = vec![(Utf8PathBuf::from("template.toml"), Cow::Owned(format!("{HEAD}{manifest}").into_bytes()))];
    for (path, text) in files {
        entries.push((Utf8PathBuf::from(format!("files/{path}")), Cow::Owned(text.as_bytes().to_vec())));
    }
    Template::load(origin, entries).expect("the sample is right")
}

fn answers(template: &Template, pairs: &[(&str, &str)]) -> Answers {
    let mut given = Given::default();
    for (name, text) in pairs {
        given.add(*name, GivenAnswer::Text((*text).to_owned()), Answered::Flag);
    }
    let name = ProjectName::new("notes-api").expect("a valid name");
    Questionnaire::new(&template.manifest, name.variables()).complete(&given, Defaults::Accept).expect("complete")
}

fn rendered(template: &Template, pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    render(template, &answers(template, pairs))
        .expect("rendered")
        .into_iter()
        .map(|file| (file.path.into_string(), String::from_utf8(file.content).expect("text")))
        .collect()
}

fn only(text: &str) -> String {
    let template = template("", &[("a.txt.tera", text)]);
    rendered(&template, &[]).remove(0).1
}

fn error(template: &Template, pairs: &[(&str, &str)]) -> TemplateError {
    render(template, &answers(template, pairs)).expect_err("a mistake")
}

#[test]
fn only_files_with_the_suffix_are_rendered() {
    let workflow = "run: echo ${{ secrets.TOKEN }} {% raw %}\n";
    let template = template("", &[("dot-github/ci.yml", workflow), ("name.txt.tera", "{{ project_name }}")]);
    assert_eq!(
        rendered(&template, &[]),
        vec![(".github/ci.yml".into(), workflow.into()), ("name.txt".into(), "notes-api".into())]
    );
}

#[test]
fn line_ends_and_final_newlines_stay_byte_by_byte() {
    for text in ["a\n", "a", "a\n\n\n", "a\r\nb\r\n", "\n\na", "", "a \t\n", "é\u{feff}\n"] {
        assert_eq!(only(text), text, "{text:?}");
    }
    assert_eq!(only("{{ module }}\r\n{{ module }}\n"), "app\r\napp\n");
    assert_eq!(only("{% if docs %}x{% endif %}\n"), "\n");
    assert_eq!(only("a\n{%- if docs %}\nx{% endif %}\nb\n"), "a\nb\n");
}

#[test]
fn only_html_is_escaped() {
    let template = template(
        "",
        &[("a.html.tera", "{{ module }}"), ("a.py.tera", "{{ module }}"), ("b.toml.tera", "x = {{ module | toml }}")],
    );
    let files = rendered(&template, &[("module", "a<\"b\"")]);
    assert_eq!(files[0].1, "a&lt;&quot;b&quot;");
    assert_eq!(files[1].1, "a<\"b\"");
    assert_eq!(files[2].1, "x = 'a<\"b\"'");
}

#[test]
fn bytes_that_are_no_text_are_copied() {
    let origin = Origin { source: "built-in".into(), commit: None, directory: "templates/x".into() };
    let image: &[u8] = b"\x89PNG\r\n\x1a\n\x00\xff";
    let entries = vec![
        (Utf8PathBuf::from("template.toml"), Cow::Owned(HEAD.as_bytes().to_vec())),
        (Utf8PathBuf::from("files/logo.png"), Cow::Borrowed(image)),
    ];
    let template = Template::load(origin, entries).expect("the sample is right");
    assert_eq!(render(&template, &answers(&template, &[])).expect("rendered")[0].content, image);
}

#[test]
fn rules_leave_files_out() {
    let template = template(
        "[[file]]\npath = \"docs/**\"\nwhen = \"docs\"\n",
        &[("docs/a.md", "a"), ("docs/b/c.md", "c"), ("run.sh", "#!/bin/sh\n")],
    );
    assert_eq!(rendered(&template, &[]).len(), 1);
    assert_eq!(rendered(&template, &[("docs", "yes")]).len(), 3);
}

#[test]
fn scripts_are_executable_and_rules_say_otherwise() {
    let template = template(
        "[[file]]\npath = \"lib/*\"\nexecutable = false\n[[file]]\npath = \"lib/tool\"\nexecutable = true\n",
        &[
            ("lib/module.py", "#!/usr/bin/env python3\n"),
            ("lib/tool", "MZ"),
            ("run.sh", "#!/bin/sh\n"),
            ("x.py", "x\n"),
        ],
    );
    let files = render(&template, &answers(&template, &[])).expect("rendered");
    let modes: Vec<_> = files.iter().map(|file| (file.path.as_str(), file.mode == FileMode::Executable)).collect();
    assert_eq!(modes, [("lib/module.py", false), ("lib/tool", true), ("run.sh", true), ("x.py", false)]);
}

#[test]
fn segments_of_paths_are_rendered() {
    let template = template("", &[("src/{{ module }}/{{ package_name }}.py", "")]);
    assert_eq!(rendered(&template, &[])[0].0, "src/app/notes_api.py");
}

#[test]
fn a_rendered_path_cannot_leave_or_deepen_its_place() {
    let template = template("", &[("src/{{ module }}/x.py", "")]);
    let problem = |value: &str| match error(&template, &[("module", value)]) {
        TemplateError::Path { path, problem, .. } => {
            assert_eq!(path, "templates/x/files/src/{{ module }}/x.py");
            problem
        }
        other => panic!("{other:?}"),
    };
    assert_eq!(problem(".."), PathProblem::Dots { segment: "..".into() });
    assert_eq!(problem("../../etc"), PathProblem::Character { character: '/' });
    assert_eq!(problem("a/b"), PathProblem::Character { character: '/' });
    assert_eq!(problem("C:x"), PathProblem::Character { character: ':' });
    assert_eq!(problem(".git"), PathProblem::Git { segment: ".git".into() });
    assert_eq!(problem("nul"), PathProblem::Reserved { segment: "nul".into() });
}

#[test]
fn rendered_paths_that_clash_are_refused() {
    let template = template("", &[("{{ module }}.py", ""), ("App.py", "")]);
    assert!(matches!(error(&template, &[]), TemplateError::Set(SetProblem::Case { .. })));
    assert!(matches!(error(&template, &[("module", "App")]), TemplateError::Set(SetProblem::Twice { .. })));
}

#[test]
fn a_syntax_mistake_has_its_file_and_place() {
    let template = template("", &[("a.py.tera", "x = 1\n{% if docs %}\n")]);
    match error(&template, &[]) {
        TemplateError::Render { place, message } => {
            assert_eq!(place.path, "templates/x/files/a.py.tera");
            assert!(place.range.start >= "x = 1\n".len(), "{:?}", place.range);
            assert!(!message.contains('\n'), "{message}");
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_unknown_variable_is_found_in_branches_that_are_not_taken_too() {
    let template = template("", &[("a.py.tera", "# modul\n{% if docs %}{{ modul }}{% endif %}\n")]);
    match error(&template, &[]) {
        TemplateError::UnknownVariable { place, name, meant } => {
            assert_eq!((name.as_str(), meant.as_deref()), ("modul", Some("module")));
            assert_eq!(place.range, 24..29);
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_variable_without_a_value_is_an_error_where_it_is_printed() {
    let manifest =
        "[[question]]\nname = \"site\"\ntype = \"text\"\nprompt = \"Site\"\ndefault = \"s\"\nwhen = \"docs\"\n";
    let template = template(manifest, &[("a.py.tera", "a\n{{ site }}\n")]);
    match error(&template, &[]) {
        TemplateError::Render { place, .. } => assert_eq!(&place.text[place.range.clone()], "site"),
        other => panic!("{other:?}"),
    }
    assert_eq!(rendered(&template, &[("docs", "yes")])[0].1, "a\ns\n");
}

#[test]
fn a_rule_that_matches_no_file_is_a_mistake() {
    let origin = Origin { source: "built-in".into(), commit: None, directory: "templates/x".into() };
    let text = format!("{HEAD}[[file]]\npath = \"docs/*.md\"\nwhen = \"docs\"\n");
    let entries = vec![(Utf8PathBuf::from("template.toml"), Cow::Owned(text.into_bytes()))];
    match Template::load(origin, entries) {
        Err(TemplateError::Manifest { place, problem: crate::template::ManifestProblem::NoMatch }) => {
            assert_eq!(&place.text[place.range.clone()], "\"docs/*.md\"");
        }
        other => panic!("{other:?}"),
    }
}
