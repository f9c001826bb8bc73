//! pyproject.toml, package.json, requirements, ignore files and scripts: edits of what is read can be read again.
//! Border: one file at a time; what goes from one to another is PW510's.
use pyworker::config::package_json::PackageJson;
use pyworker::config::pyproject::{NewDependency, NewProject, Pyproject};
use pyworker::config::requirement::Requirement;
use pyworker::config::scripts::{self, ScriptKind};
use pyworker::config::{gitignore, requirements, workflow};
use pyworker::plan::{Draft, Edit};

/// Panics where something does not hold. The first byte decides what the text is.
pub fn check(data: &[u8]) {
    let Some((choice, text)) = data.split_first() else { return };
    let Ok(text) = std::str::from_utf8(text) else { return };
    match choice % 5 {
        0 => pyproject(text),
        1 => package_json(text),
        2 => {
            for line in requirements::parse(text) {
                assert!(line.range.end <= text.len());
                assert!(text.get(line.range.clone()).is_some(), "a line is cut inside a character");
            }
        }
        3 => {
            let after = edited(text, &gitignore::add_missing(text, &["python_modules/", ".venv/"]));
            assert_eq!(gitignore::add_missing(&after, &["python_modules/", ".venv/"]), [], "{after}");
        }
        _ => commands(text),
    }
}

fn pyproject(text: &str) {
    let Ok(project) = Pyproject::parse(text) else { return };
    let parse = |text: String| {
        Pyproject::parse(text.clone()).unwrap_or_else(|error| panic!("the result does not parse: {error:?}\n{text}"))
    };
    let new = |name: &str| NewDependency::new(Requirement { specifier: ">=1.9".to_owned(), ..Requirement::any(name) });
    for dependency in project.dependencies() {
        assert!(text.get(dependency.range.clone()).is_some());
        if let Some(requirement) = &dependency.requirement
            && let Ok(edits) = project.replace(&dependency, requirement)
        {
            parse(edited(text, &edits));
        }
    }
    let wanted = [new("workers-py"), new("workers-runtime-sdk")];
    let results = [
        project.add_dependencies(&wanted),
        project.add_development(&wanted),
        project.set_requires_python(">=3.13"),
        project.move_to_development(&["workers-py"], &wanted),
    ];
    for (index, edits) in results.into_iter().enumerate() {
        let Ok(edits) = edits else { continue };
        let after = parse(edited(text, &edits));
        let names: Vec<String> = after.dependencies().into_iter().map(|dependency| dependency.name).collect();
        assert!(index > 1 || names.iter().any(|name| name == "workers-py"), "{}", after.document().text());
    }
    if !project.has_project() {
        let edits = project.add_project(&NewProject {
            name: "fuzz",
            requires_python: ">=3.13",
            dependencies: &wanted,
            tail: &[],
            development: &wanted,
        });
        let after = edited(text, &edits);
        assert!(parse(after.clone()).has_project(), "{after}");
    }
}

fn package_json(text: &str) {
    let Ok(package) = PackageJson::parse(text) else { return };
    for call in package.calls() {
        assert!(text.get(call.call.range.clone()).is_some());
    }
    package.wrangler();
    if let Ok(edits) = package.raise_wrangler() {
        let after = edited(text, &edits);
        let after = PackageJson::parse(after.clone()).unwrap_or_else(|error| panic!("{error:?}\n{after}"));
        assert_eq!(after.raise_wrangler().expect("again"), []);
    }
}

fn commands(text: &str) {
    let kinds =
        [ScriptKind::Workflow, ScriptKind::Makefile, ScriptKind::Dockerfile, ScriptKind::Shell, ScriptKind::Yaml];
    for kind in kinds {
        let found = scripts::find(text, kind);
        for call in &found.calls {
            assert!(text.get(call.range.clone()).is_some());
        }
        let starts: Vec<usize> = found.calls.iter().map(|call| call.range.start).collect();
        edited(text, &workflow::set_up_uv(text, &starts));
    }
    scripts::mentions(text, "requirements.txt");
}

fn edited(text: &str, edits: &[Edit]) -> String {
    let mut draft = Draft::new(text);
    draft.add(edits).expect("edits that do not overlap");
    draft.finish()
}
