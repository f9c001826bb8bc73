//! `pyworker update` on a real terminal: new questions, the overview, the review file by file, and how it is left.
//! Border: the program as a user has it in front of him; nothing of the library is called.
#![cfg(unix)]
#[allow(dead_code, reason = "other tests of terminals use the rest")]
#[path = "support/terminal/mod.rs"]
mod terminal;

use std::path::Path;

use terminal::{Place, Terminal, read};

const INTERRUPT: &str = "\x03";

/// A project at 1.0.0, beside the catalog of its team.
fn project(fixture: &str) -> Place {
    let place = Place::new();
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    copy(&fixtures.join(fixture), &place.work);
    let team = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/team-catalog");
    copy(&team, &place.work.parent().expect("a parent").join("team"));
    place
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("made");
    for entry in std::fs::read_dir(from).expect("readable") {
        let entry = entry.expect("readable");
        let target = to.join(entry.file_name());
        if entry.file_type().expect("known").is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("copied");
        }
    }
}

fn start(place: &Place, arguments: &[&str]) -> Terminal {
    place.start_program(env!("CARGO_BIN_EXE_pyworker"), arguments, &[], (80, 40))
}

#[test]
fn a_new_question_is_asked_then_the_overview_is_shown() {
    let place = project("site-1.0.0");
    let mut terminal = start(&place, &["update"]);
    terminal.answer("Whom do visitors write to?", "nobody\r");
    terminal.wait_for("An address like team@example.com.");
    terminal.keys("\x15team@example.com\r");
    terminal.wait_for("[q]uit");
    let screen = terminal.lines();
    assert!(screen.contains("team/site  1.0.0 → 1.1.0"), "{screen}");
    assert!(screen.contains("src/pages/contact.py    a new file"), "{screen}");
    assert!(screen.contains("10 files: 2 new, 8 changed."), "{screen}");
    assert!(!place.work.join("src/pages/contact.py").exists());
    terminal.keys("y");
    assert_eq!(terminal.end(), 0);
    assert!(terminal.lines().contains("Updated. Undo: pyworker undo"), "{}", terminal.lines());
    assert!(terminal.has_cursor());
    assert!(read(&place.work, "src/pages/contact.py").contains("Write to team@example.com."));
    assert!(read(&place.work, ".pyworker.toml").contains("contact = \"team@example.com\""));
}

#[test]
fn a_file_that_is_declined_stays_and_is_offered_again() {
    let place = project("api-1.0.0");
    let readme = read(&place.work, "README.md");
    let mut terminal = start(&place, &["update", "--to", "1.1.0", "--set", "origin=*"]);
    terminal.answer("[q]uit", "r");
    // The third file is the README; then everything else of that template.
    for number in 1..=3 {
        terminal.answer(&format!("[{number}/11]"), if number == 3 { "n" } else { "y" });
    }
    terminal.answer("[4/11]", "a");
    terminal.wait_for("(left out)");
    terminal.answer("10 files: 2 new, 8 changed.", "y");
    assert_eq!(terminal.end(), 0);
    assert_eq!(read(&place.work, "README.md"), readme);
    assert!(read(&place.work, "src/router.py").contains("def methods("));

    let mut terminal = start(&place, &["update", "--to", "1.1.0"]);
    terminal.wait_for("README.md   the new version");
    terminal.answer("1 file: 1 changed.", "q");
    assert_eq!(terminal.end(), 1);
    assert_eq!(read(&place.work, "README.md"), readme);
}

#[test]
fn an_interruption_at_a_question_writes_nothing() {
    let place = project("site-1.0.0");
    let before = read(&place.work, ".pyworker.toml");
    let mut terminal = start(&place, &["update"]);
    terminal.answer("Whom do visitors write to?", INTERRUPT);
    assert_eq!(terminal.end(), 130);
    assert!(terminal.has_cursor());
    assert_eq!(read(&place.work, ".pyworker.toml"), before);
    assert!(!place.work.join("src/pages/contact.py").exists());
}
