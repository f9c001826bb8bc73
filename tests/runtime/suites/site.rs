//! The site of catalogs as people see it: every kind of page in the browser, from the files alone.
//! Border: what is on a page and that nothing on it runs; which files there are is shown by the black-box cases.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use libtest_mimic::{Failed, Trial};

use super::{failed, repository};
use crate::browser::{Browser, Visit};
use crate::rig::commands;
use crate::rig::error::Error;

/// The longest that making a site may take.
const LIMIT: Duration = Duration::from_secs(60);

/// Types into the field that searches.
const SEARCH: &str = "const field = document.getElementById('words'); field.focus(); field.value = 'durable object'; \
                      field.dispatchEvent(new Event('input'));";

/// A page: its path, what is done on it, what can be read then, and what without scripts.
type Page<'a> = (&'a str, Option<&'a str>, &'a [&'a str], &'a [&'a str]);

/// These tests.
pub fn trials() -> Vec<Trial> {
    vec![Trial::test("site/built-in", built_in), Trial::test("site/texts that try to be more", hostile)]
}

fn built_in() -> Result<(), Failed> {
    let pages: [Page<'_>; 5] = [
        ("index.html", Some(SEARCH), &["Durable", "found."], &["Templates", "Layers", "Tags", "Owners", "Stages"]),
        ("index.html", None, &["Templates", "Presets", "Layers"], &[]),
        ("entries/built-in--layer--d1.html", None, &["pyworker add d1", "Questions", "Files", "d1_database"], &[]),
        ("entries/built-in--preset--api.html", None, &["create-pyworker my-worker --template api", "Made of"], &[]),
        ("lists/tag-ai.html", None, &["Tagged ai"], &[]),
    ];
    look_over(&[], &pages)
}

/// Everything on these pages says what it was meant to run, so a console that says something fails the test.
fn hostile() -> Result<(), Failed> {
    let catalog = repository().join("tests/fixtures/hostile");
    let catalog = catalog.to_str().ok_or("the repository's path is not UTF-8")?;
    let script = "<script>console.error('api')</script>";
    let pages: [Page<'_>; 5] = [
        ("index.html", None, &[script, "deprecated", "beta"], &[]),
        (
            "entries/hostile--template--api.html",
            None,
            &[
                "<script>console.error('README')</script>",
                "<script>console.error('prompt')</script>",
                "<script>console.error(3)</script>",
                "<iframe",
                "a link",
                "er/",
                "create-pyworker my-worker --template hostile/api",
            ],
            &[],
        ),
        ("entries/hostile--template--old.html", None, &["This is deprecated; use API"], &[]),
        (
            "entries/hostile--layer--wide.html",
            None,
            &["ATitleWithout", "2.0.0-beta.1", "<script>console.error(8)"],
            &[],
        ),
        ("lists/stage-deprecated.html", None, &["Stage: deprecated", "1 entry."], &[]),
    ];
    look_over(&["--catalog", catalog], &pages)
}

fn look_over(arguments: &[&str], pages: &[Page<'_>]) -> Result<(), Failed> {
    let place = tempfile::tempdir().map_err(failed)?;
    let site = place.path().join("site");
    let mut command = Command::new(env!("CARGO_BIN_EXE_pyworker"));
    command.args(["catalog", "site"]).arg(&site).args(arguments).current_dir(place.path());
    command.env("HOME", place.path()).env_remove("XDG_CONFIG_HOME");
    commands::run(&mut command, LIMIT).map_err(failed)?;
    let mut browser = Browser::start().map_err(failed)?;
    let mut wrong = Vec::new();
    for page in pages {
        if let Err(error) = visit(&mut browser, &site, page) {
            wrong.push(format!("{}: {error}", page.0));
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(Failed::from(wrong.join("\n"))) }
}

fn visit(browser: &mut Browser, site: &Path, (page, script, texts, without): &Page<'_>) -> Result<(), Error> {
    let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let visit = Visit {
        url: &format!("file://{}", site.join(page).display()),
        status: 200,
        headers: &[],
        script: *script,
        texts: &owned(texts),
        texts_without_scripts: &owned(without),
    };
    browser.look_over(&visit).map(drop)
}
