//! Projects of many kinds are made, and checked with what they bring themselves; nothing is started.
//! Border: every preset, every layer alone, and large combinations; what they answer is tested in `generated`.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use jsonc_parser::ParseOptions;
use libtest_mimic::{Failed, Trial};

use super::session::rig;
use super::{failed, named_directories, repository};
use crate::rig::error::Error;
use crate::rig::paths::Paths;
use crate::rig::{commands, files};
use crate::worker::tools::Tools;

/// Time for making one project.
const LIMIT: Duration = Duration::from_secs(60);

/// Combinations that presets are not: their names, layers and answers. A layer `*` stands for all.
const COMBINATIONS: [(&str, &str, &[&str]); 7] = [
    ("everything", "*", &[]),
    ("everything without tests", "*,-tests", &[]),
    (
        "web and quality",
        "jinja-ssr,static-assets,fastapi,auth,html-rewriter,cors,security-headers,tests,github-actions,observability,openapi",
        &[
            "fastapi_prefix=/api/v2",
            "cors_origins=https://app.example http://localhost:3000",
            "jinja_ssr_site_name=A \"Site\"",
        ],
    ),
    (
        "handlers",
        "fetch,scheduled,queue,email,durable-object,chat,workflow,tests,github-actions",
        &["fetch_example=true"],
    ),
    (
        "data and compute",
        "d1,kv,r2,vectorize-search,hyperdrive,analytics-engine,workers-ai,service-binding,rate-limit,images,tests,openapi",
        &[],
    ),
    (
        "files first",
        "static-assets,r2,chat,auth,openapi,fastapi,tests,github-actions",
        &["static_assets_not_found=404-page"],
    ),
    ("an application in the browser", "static-assets,kv,tests", &["static_assets_not_found=single-page-application"]),
];

/// What is made and checked.
struct Project {
    name: String,
    /// For `create-pyworker`.
    arguments: Vec<String>,
    with_types: bool,
}

/// One test for each project.
pub fn trials() -> Result<Vec<Trial>, Error> {
    let mut projects = Vec::new();
    let mut layers = Vec::new();
    for (name, directory) in named_directories(&repository().join("templates"))? {
        let manifest = files::read_text(&directory.join("template.toml"))?;
        if let Some(preset) = name.strip_prefix("preset-") {
            projects.push(Project {
                name: format!("preset {preset}"),
                arguments: vec!["--template".to_owned(), preset.to_owned()],
                with_types: true,
            });
        } else if manifest.contains("\nkind = \"feature\"\n") {
            layers.push(name);
        }
    }
    for layer in layers.iter().filter(|layer| *layer != "tests") {
        // Types take longest, and those of each layer are checked in the combinations.
        let arguments = arguments(&[layer.as_str(), "tests"], &[]);
        projects.push(Project { name: format!("layer {layer}"), arguments, with_types: false });
    }
    for (name, wanted, answers) in COMBINATIONS {
        let mut chosen: Vec<&str> = Vec::new();
        for layer in wanted.split(',') {
            match (layer, layer.strip_prefix('-')) {
                ("*", _) => chosen.extend(layers.iter().map(String::as_str)),
                (_, Some(without)) => chosen.retain(|layer| *layer != without),
                _ => chosen.push(layer),
            }
        }
        let arguments = arguments(&chosen, answers);
        projects.push(Project { name: name.to_owned(), arguments, with_types: true });
    }
    let trial = |project: Project| Trial::test(format!("checked/{}", project.name), move || make_and_check(&project));
    Ok(projects.into_iter().map(trial).collect())
}

fn arguments(layers: &[&str], answers: &[&str]) -> Vec<String> {
    let mut arguments = vec!["--template".to_owned(), "worker".to_owned(), "--with".to_owned(), layers.join(",")];
    arguments.extend(answers.iter().flat_map(|answer| ["--set".to_owned(), (*answer).to_owned()]));
    arguments
}

fn make_and_check(project: &Project) -> Result<(), Failed> {
    let paths = &rig()?.paths;
    // Not below the repository: tools that look upwards for a git work tree or a config must find none.
    let directory = tempfile::Builder::new().prefix("pyworker-checked-").tempdir().map_err(failed)?;
    let place = directory.path().join("project");
    let mut make = Command::new(env!("CARGO_BIN_EXE_create-pyworker"));
    make.arg(&place).args(&project.arguments).args(["--yes", "--no-git", "--no-install"]);
    commands::run(&mut make, LIMIT).map_err(failed)?;
    check(paths, &place, project.with_types).map_err(|error| {
        let kept = directory.keep();
        failed(format!("{error}\nkept in {}", kept.display()))
    })
}

fn check(paths: &Paths, project: &Path, with_types: bool) -> Result<(), Error> {
    let tools = Tools { paths, project: project.to_owned() };
    tools.run("ruff check --no-cache", &[])?;
    tools.run("ruff format --no-cache --check", &[])?;
    if with_types {
        tools.run("pyright --warnings", &[])?;
    }
    tools.run("pytest -q", &[])?;
    let schema = paths.npm().join("node_modules/wrangler/config-schema.json");
    let config = plain_config(project)?;
    tools.run(&format!("check schema {} {}", schema.display(), config.display()), &[])?;
    if project.join(".github/workflows/ci.yml").is_file() {
        tools.run("check workflow .github/workflows/ci.yml", &[])?;
    }
    Ok(())
}

/// The wrangler configuration without comments, beside the project.
fn plain_config(project: &Path) -> Result<PathBuf, Error> {
    let path = project.join("wrangler.jsonc");
    let text = files::read_text(&path)?;
    let parsed: Result<serde_json::Value, _> = jsonc_parser::parse_to_serde_value(&text, &ParseOptions::default());
    let value = parsed.map_err(|error| Error::Content { path, reason: error.to_string() })?;
    let plain = project.with_extension("json");
    files::write(&plain, value.to_string().as_bytes())?;
    Ok(plain)
}
