//! The wizard on a real terminal: what stands on the screen, what keys do, and how it is left.
//! Border: the program as a user has it in front of him; nothing of the library is called.
#![cfg(unix)]
#[path = "support/terminal/mod.rs"]
mod terminal;

use terminal::{Place, Terminal, read};

const ENTER: &str = "\r";
const DOWN: &str = "\x1b[B";
const ESCAPE: &str = "\x1b";
const INTERRUPT: &str = "\x03";
const ALONE: [&str; 2] = ["--no-git", "--no-install"];

/// Up to the review, with the usual answers.
fn to_the_review(terminal: &mut Terminal) {
    terminal.answer("◆ Where should it go?", "notes\r");
    terminal.answer("◆ What should it start from?", ENTER);
    terminal.answer("◆ How do you want to start?", ENTER);
    terminal.wait_for("[w]rite");
}

#[test]
fn settled_answers_are_a_receipt() {
    let place = Place::new();
    let mut terminal = place.start(&ALONE, &[]);
    to_the_review(&mut terminal);
    assert_eq!(
        terminal.lines(),
        "\
Nothing is written before the review. Escape or < goes back, Ctrl-C leaves.
◇ Where should it go?           notes
◇ What should it start from?    Minimal Worker
◇ How do you want to start?     recommended
│ 10 files, nothing written yet  [w]rite  [t]ree  [b]ack  [q]uit"
    );
    assert!(place.is_empty());
    terminal.keys("w");
    assert_eq!(terminal.end(), 0);
    let end = terminal.lines();
    let end: Vec<&str> = end.lines().skip(4).collect();
    assert_eq!(
        end.join("\n"),
        "\
│ 10 files, nothing written yet  [w]rite  [t]ree  [b]ack  [q]uit
◆ Written: 10 files

Next
  cd notes
  uv sync
  npm install
  uv run pywrangler dev   http://localhost:8787
  uv run pytest

Same again: create-pyworker notes --template minimal --no-git --no-install --yes"
    );
    assert!(terminal.has_cursor());
    assert!(read(&place.work, "notes/wrangler.jsonc").contains("\"name\": \"notes\""));
}

/// Goes through the layers and picks none.
fn without_layers(terminal: &mut Terminal) {
    for group in ["Handlers", "Data", "Compute", "Web", "Quality"] {
        terminal.answer(&format!("◆ {group}"), ENTER);
    }
}

#[test]
fn a_list_shows_the_help_of_the_row_in_focus() {
    let place = Place::new();
    let mut terminal = place.start(&["notes"], &[]);
    terminal.wait_for("❯ Minimal Worker  One fetch handler");
    assert!(!terminal.has_cursor());
    assert!(!terminal.lines().contains("Documents with"));
    terminal.keys(DOWN);
    terminal.wait_for("❯ JSON API  Notes in D1");
    assert!(terminal.lines().lines().all(|line| line.chars().count() <= 80));
}

#[test]
fn escape_goes_back_and_the_receipt_shrinks() {
    let place = Place::new();
    let mut terminal = place.start(&ALONE, &[]);
    terminal.answer("◆ Where should it go?", "wrong\r");
    terminal.answer("◆ What should it start from?", ENTER);
    terminal.answer("◆ How do you want to start?", ESCAPE);
    terminal.answer("◆ What should it start from?", ESCAPE);
    terminal.wait_for("◆ Where should it go? (wrong)");
    assert!(!terminal.lines().contains('◇'), "{}", terminal.lines());
    to_the_review(&mut terminal);
    terminal.keys("b");
    terminal.answer("◆ How do you want to start?", DOWN);
    terminal.answer("❯ customise", ENTER);
    without_layers(&mut terminal);
    terminal.answer("◆ What the Worker is for", "Keeps notes\r");
    terminal.answer("[w]rite", "w");
    assert_eq!(terminal.end(), 0);
    assert!(read(&place.work, "notes/README.md").contains("Keeps notes"));
}

#[test]
fn a_wrong_answer_is_explained_and_asked_again() {
    let place = Place::new();
    std::fs::write(place.work.join("taken"), "").expect("a file");
    let mut terminal = place.start(&ALONE, &[]);
    terminal.answer("◆ Where should it go?", "taken\r");
    terminal.wait_for("│ taken is not a directory.");
    to_the_review(&mut terminal);
    assert!(!terminal.lines().contains("taken"), "{}", terminal.lines());
}

#[test]
fn control_c_at_every_question_leaves_terminal_and_disk_clean() {
    let questions = ["◆ Where should it go?", "◆ What should it start from?", "◆ How do you want to start?", "[w]rite"];
    for (count, last) in questions.iter().enumerate() {
        let place = Place::new();
        let mut terminal = place.start(&ALONE, &[]);
        for question in &questions[..count] {
            terminal.answer(question, ENTER);
        }
        terminal.answer(last, INTERRUPT);
        assert_eq!(terminal.end(), 130, "{last}");
        assert!(terminal.has_cursor(), "{last}");
        assert!(terminal.lines().ends_with("Cancelled; nothing was written."), "{}", terminal.lines());
        assert!(place.is_empty(), "{last}");
    }
}

#[test]
fn quitting_writes_nothing() {
    let place = Place::new();
    let mut terminal = place.start(&ALONE, &[]);
    to_the_review(&mut terminal);
    terminal.keys("q");
    assert_eq!(terminal.end(), 1);
    assert!(terminal.lines().ends_with("Nothing was written."), "{}", terminal.lines());
    assert!(place.is_empty());
}

#[test]
fn without_colour_the_words_are_the_same() {
    let place = Place::new();
    let mut terminal = place.start(&ALONE, &[("NO_COLOR", "1")]);
    to_the_review(&mut terminal);
    assert!(terminal.lines().contains("◇ Where should it go?           notes"));
    let colour = regex::Regex::new("\x1b\\[[0-9;]*m").expect("a pattern");
    let printed = String::from_utf8_lossy(&terminal.printed).into_owned();
    assert!(!colour.is_match(&printed), "{printed:?}");
    terminal.keys(INTERRUPT);
    assert_eq!(terminal.end(), 130);
}

#[test]
fn without_unicode_there_is_ascii() {
    let place = Place::new();
    let mut terminal = place.start(&ALONE, &[("LANG", "C")]);
    terminal.answer("* Where should it go?", "notes\r");
    terminal.wait_for("o Where should it go?           notes");
    assert!(terminal.lines().is_ascii(), "{}", terminal.lines());
}

#[test]
fn a_dumb_terminal_gets_numbered_prompts_and_no_escape_sequences() {
    for environment in [("TERM", "dumb"), ("ACCESSIBLE", "1")] {
        let place = Place::new();
        let mut terminal = place.start(&ALONE, &[environment, ("NO_COLOR", "1")]);
        terminal.answer("Where should it go? [./my-worker]:", "notes\r");
        terminal.answer("Number [1]:", "99\r");
        terminal.answer("`99` is not a number from 1 to 11.", "1\r");
        terminal.answer("  2. customise - ", "2\r");
        terminal.answer("Numbers, separated by commas; empty for none:", "<\r");
        terminal.answer("How do you want to start?", "1\r");
        terminal.answer("[w]rite  [t]ree  [b]ack  [q]uit [w]:", "w\r");
        assert_eq!(terminal.end(), 0, "{}", terminal.lines());
        assert!(!terminal.printed.contains(&0x1b), "there are escape sequences");
        assert!(read(&place.work, "notes/README.md").starts_with("# notes"));
    }
}

#[test]
fn the_last_answers_are_offered_again() {
    let place = Place::new();
    let mut terminal = place.start(&["one", "--template", "minimal", "--no-git", "--no-install"], &[]);
    terminal.answer("◆ How do you want to start?", DOWN);
    terminal.answer("❯ customise", ENTER);
    without_layers(&mut terminal);
    terminal.answer("◆ What the Worker is for", "Keeps notes\r");
    terminal.answer("[w]rite", "w");
    assert_eq!(terminal.end(), 0);
    let mut terminal = place.start(&["two", "--template", "minimal", "--no-git", "--no-install"], &[]);
    terminal.answer("❯ recommended", DOWN);
    terminal.answer("❯ same as last time", ENTER);
    terminal.answer("[w]rite", "w");
    assert_eq!(terminal.end(), 0);
    assert!(read(&place.work, "two/README.md").contains("Keeps notes"));
}

#[test]
fn work_that_cannot_be_done_says_why_and_the_rest_is_offered() {
    let place = Place::new();
    let programs = place.programs(&[("npm", "exit 0")]);
    let mut terminal = place.start(&["notes", "--template", "minimal"], &[("PATH", &programs)]);
    terminal.answer("◆ How do you want to start?", ENTER);
    terminal.wait_for("◆ And then? space chooses, enter goes on");
    assert!(terminal.lines().contains("◻ git repository  not available: git is not installed"), "{}", terminal.lines());
    assert!(terminal.lines().contains("◻ uv sync  not available: uv is not installed"), "{}", terminal.lines());
    assert!(terminal.lines().contains("◼ npm install"), "{}", terminal.lines());
    terminal.keys(" \r");
    terminal.wait_for("│ git repository cannot be chosen: git is not installed");
    terminal.keys(" \r");
    terminal.wait_for("◇ And then?                     npm install");
    terminal.answer("[w]rite", "w");
    assert_eq!(terminal.end(), 0);
    let end = terminal.lines();
    assert!(end.contains("◆ Written: 10 files · npm install"), "{end}");
    assert!(end.contains("│ No uv sync: uv is not installed."), "{end}");
    assert!(end.ends_with("Same again: create-pyworker notes --template minimal --yes"), "{end}");
}

#[test]
fn control_c_stops_the_work_and_leaves_the_files_complete() {
    let place = Place::new();
    let programs =
        place.programs(&[("uv", "if [ \"$1\" = --version ]; then echo uv 0.13.9; else exec /bin/sleep 60; fi")]);
    let arguments = ["notes", "--template", "minimal", "--no-git"];
    let mut terminal = place.start(&arguments, &[("PATH", &programs)]);
    terminal.answer("◆ How do you want to start?", ENTER);
    terminal.answer("◆ And then?", ENTER);
    terminal.answer("[w]rite", "w");
    terminal.answer("│ uv sync ...", INTERRUPT);
    assert_eq!(terminal.end(), 130);
    assert!(terminal.lines().contains("uv sync was interrupted; the files are complete."), "{}", terminal.lines());
    assert!(read(&place.work, "notes/.pyworker.toml").contains("id = \"worker\""));
}

#[test]
fn with_yes_nothing_is_asked_on_a_terminal() {
    let place = Place::new();
    let mut terminal = place.start(&["notes", "--template", "minimal", "--yes", "--no-git", "--no-install"], &[]);
    assert_eq!(terminal.end(), 0);
    assert!(terminal.lines().starts_with("◆ Written: 10 files"), "{}", terminal.lines());
}

#[test]
fn in_continuous_integration_nothing_is_asked_either() {
    let place = Place::new();
    let mut terminal = place.start(&["notes"], &[("CI", "true")]);
    assert_eq!(terminal.end(), 2);
    assert!(terminal.lines().contains("--template TEMPLATE"), "{}", terminal.lines());
    assert!(place.is_empty());
}
