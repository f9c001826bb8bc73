//! Commands that templates ask for, on a real terminal: the question, its answers, and what is remembered of them.
//! Border: the program as a user has it in front of him; nothing of the library is called.
#![cfg(unix)]
#[allow(dead_code, reason = "other tests of terminals use the rest")]
#[path = "support/terminal/mod.rs"]
mod terminal;

use std::path::Path;

use terminal::{Place, Terminal, read};

const QUESTION: &str = "[y]es, run them  [n]o, leave them out  [q]uit";

/// A place with a catalog whose templates ask for commands, and a worker of it.
fn place() -> Place {
    let place = Place::new();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/agreed"), &place.work.join("acme"));
    let arguments = ["app", "--template", "./acme/templates/shop", "--yes", "--no-git", "--no-commands"];
    assert_eq!(place.start(&arguments, &[]).end(), 0);
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

fn pyworker(place: &Place, arguments: &[&str]) -> Terminal {
    place.start_program(env!("CARGO_BIN_EXE_pyworker"), arguments, &[], (110, 40))
}

/// `pyworker add` up to the question about the layer's command.
fn adding(place: &Place) -> Terminal {
    let mut terminal = pyworker(place, &["add", "./acme/layers/stamp", "app"]);
    terminal.answer("nothing written yet", "y");
    terminal
}

#[test]
fn the_command_is_shown_word_for_word_and_enter_agrees_to_nothing() {
    let place = place();
    let mut terminal = adding(&place);
    terminal.wait_for(QUESTION);
    let screen = terminal.lines();
    assert!(screen.contains("stamp 1.0.0 asks for commands"), "{screen}");
    assert!(screen.contains("\n  cp stamp.txt stamped.txt\n"), "{screen}");
    assert!(screen.contains("sha256:085b20e6a2741868c4f4db87"), "{screen}");
    assert!(!place.work.join("app/stamp.txt").exists(), "nothing is written before the answer");
    terminal.keys("\r");
    assert_eq!(terminal.end(), 0);
    assert!(terminal.lines().contains("Not run, though stamp 1.0.0 asks for it"), "{}", terminal.lines());
    assert!(place.work.join("app/stamp.txt").exists());
    assert!(!place.work.join("app/stamped.txt").exists());

    // The refusal is remembered: it is left out again, and nobody is asked.
    assert_eq!(pyworker(&place, &["undo", "app"]).end(), 0);
    let mut terminal = adding(&place);
    assert_eq!(terminal.end(), 0);
    assert!(!terminal.lines().contains(QUESTION), "{}", terminal.lines());
    assert!(!place.work.join("app/stamped.txt").exists());
}

#[test]
fn what_is_agreed_to_is_run_and_another_content_is_asked_about_again() {
    let place = place();
    let mut terminal = adding(&place);
    terminal.answer(QUESTION, "y");
    assert_eq!(terminal.end(), 0);
    assert!(terminal.lines().contains("Running: cp stamp.txt stamped.txt"), "{}", terminal.lines());
    assert_eq!(read(&place.work, "app/stamped.txt"), "stamp\n");

    let mut terminal = pyworker(&place, &["catalog", "trust", "list"]);
    assert_eq!(terminal.end(), 0);
    assert!(terminal.lines().contains("trusted  stamp 1.0.0  sha256:085b20e6a2741868"), "{}", terminal.lines());

    assert_eq!(pyworker(&place, &["undo", "app"]).end(), 0);
    let mut terminal = adding(&place);
    assert_eq!(terminal.end(), 0);
    assert!(!terminal.lines().contains(QUESTION), "{}", terminal.lines());

    assert_eq!(pyworker(&place, &["undo", "app"]).end(), 0);
    std::fs::write(place.work.join("acme/layers/stamp/files/stamp.txt"), "another stamp\n").expect("written");
    let mut terminal = adding(&place);
    terminal.answer(QUESTION, "\r");
    assert_eq!(terminal.end(), 0);
    assert_eq!(read(&place.work, "app/stamped.txt"), "stamp\n", "what was made before is the user's");
}

#[test]
fn who_quits_has_nothing_written_and_is_asked_again() {
    let place = place();
    for (keys, exit) in [("q", 4), ("\x03", 130)] {
        let mut terminal = adding(&place);
        terminal.answer(QUESTION, keys);
        assert_eq!(terminal.end(), exit);
        assert!(terminal.has_cursor());
        assert!(!place.work.join("app/stamp.txt").exists());
    }
}

#[test]
fn the_wizard_asks_before_it_writes() {
    let place = place();
    let arguments = ["shop", "--template", "./acme/templates/shop", "--no-git"];
    let mut terminal = place.start(&arguments, &[]);
    terminal.answer("How do you want to start?", "\r");
    terminal.answer("nothing written yet", "w");
    terminal.wait_for("cp title.txt Shop.txt");
    assert!(!place.work.join("shop").exists());
    terminal.answer(QUESTION, "y");
    assert_eq!(terminal.end(), 0);
    assert_eq!(read(&place.work, "shop/Shop.txt"), "Shop\n");
    assert!(place.work.join("shop/made").is_dir());
}

#[test]
fn an_update_asks_for_the_commands_on_the_way() {
    let place = place();
    copy(&place.work.join("acme/next/shop"), &place.work.join("acme/templates/shop"));
    let mut terminal = pyworker(&place, &["update", "app"]);
    terminal.answer("[q]uit", "y");
    terminal.wait_for("The title where it is looked for now");
    terminal.answer(QUESTION, "y");
    assert_eq!(terminal.end(), 0);
    assert_eq!(read(&place.work, "app/moved.txt"), "Shop\n");
    assert_eq!(read(&place.work, "app/about.txt"), "The shop is Shop.\n");
}
