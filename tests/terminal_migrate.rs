//! `pyworker migrate` on a real terminal: the questions, the review, and how it is left.
//! Border: the program as a user has it in front of him; nothing of the library is called.
#![cfg(unix)]
#[allow(dead_code, reason = "other tests of terminals use the rest")]
#[path = "support/terminal/mod.rs"]
mod terminal;

use terminal::{Place, Terminal, read};

const INTERRUPT: &str = "\x03";
const RULES: [&str; 5] = ["migrate", "--codemods", "rules", "--select", "ACME"];
const ENTRY: &str =
    "from log import note\n\n\ndef start():\n    print(\"a request\")\n    note(\"seen\")\n    print(1)\n";
const LOG: &str = "def count(rows):\n    return fetch_count(rows)\n";

/// A project with three safe changes in two files and one to review.
fn project() -> Place {
    let place = Place::new();
    let rule = |code: &str, from: &str, to: &str, safety: &str| {
        format!(
            "code = \"{code}\"\nname = \"{from}-is-{to}\"\nsummary = \"{from} becomes {to}\"\nwhy = \"So it is.\"\n\
             safety = \"{safety}\"\nneedles = [\"{from}\"]\nquery = \"(call function: (identifier) @name)\"\n\
             [[constraint]]\ncapture = \"name\"\nequals = \"{from}\"\n[[rewrite]]\ncapture = \"name\"\nwith = \"{to}\"\n"
        )
    };
    for (path, text) in [
        ("wrangler.toml", "name = \"notes\"\nmain = \"src/entry.py\"\ncompatibility_date = \"2026-11-17\"\n"),
        ("src/entry.py", ENTRY),
        ("src/log.py", LOG),
        ("rules/one/rule.toml", &rule("ACME001", "print", "say", "safe")),
        ("rules/one/page.md", "# ACME001 print-is-say\n\nThe page.\n"),
        ("rules/two/rule.toml", &rule("ACME002", "fetch_count", "len", "review")),
        ("rules/three/rule.toml", &rule("ACME003", "note", "remark", "safe")),
    ] {
        let path = place.work.join(path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("made");
        std::fs::write(path, text).expect("written");
    }
    place
}

fn start(place: &Place, environment: &[(&str, &str)], size: (u16, u16)) -> Terminal {
    place.start_program(env!("CARGO_BIN_EXE_pyworker"), &RULES, environment, size)
}

/// The entry module with all safe changes; the import has lost its last use.
const CHANGED: &str = "def start():\n    say(\"a request\")\n    remark(\"seen\")\n    say(1)\n";

fn is_untouched(place: &Place) -> bool {
    read(&place.work, "src/entry.py") == ENTRY && read(&place.work, "src/log.py") == LOG
}

#[test]
fn the_overview_and_yes() {
    let place = project();
    let mut terminal = start(&place, &[], (80, 24));
    terminal.wait_for("[q]uit");
    assert_eq!(
        terminal.lines(),
        "\
notes  wrangler.toml → src/entry.py
  written for today's API (compatibility date 2026-11-17, no
  workers-runtime-sdk)

  src/entry.py   3 changes     print-is-say, note-is-remark
  src/log.py     1 to review   fetch_count becomes len

│ 3 safe, 1 to review, 0 by hand.  [y] apply  [d]iff  [r]eview one by one
│ [q]uit"
    );
    assert!(is_untouched(&place));
    terminal.keys("y");
    assert_eq!(terminal.end(), 0);
    let end = terminal.lines();
    assert!(end.contains("Applied 3 changes in 1 file. Undo: pyworker undo"), "{end}");
    assert!(end.contains("To make those that need review too: --unsafe ACME002"), "{end}");
    assert!(terminal.has_cursor());
    assert_eq!(read(&place.work, "src/entry.py"), CHANGED);
}

#[test]
fn quitting_writes_nothing() {
    let place = project();
    let mut terminal = start(&place, &[], (80, 24));
    terminal.answer("[q]uit", "q");
    assert_eq!(terminal.end(), 1);
    assert!(terminal.lines().ends_with("Nothing was written."), "{}", terminal.lines());
    assert!(is_untouched(&place) && !place.work.join(".pyworker").exists());
}

#[test]
fn the_diff_in_between() {
    let place = project();
    let mut terminal = start(&place, &[], (80, 40));
    terminal.answer("[q]uit", "d");
    terminal.wait_for("+    say(\"a request\")");
    assert!(terminal.lines().contains("-    print(\"a request\")"));
    terminal.keys("q");
    assert_eq!(terminal.end(), 1);
    assert!(is_untouched(&place));
}

#[test]
fn one_by_one() {
    let place = project();
    let mut terminal = start(&place, &[], (80, 60));
    terminal.answer("[q]uit", "r");
    terminal.wait_for("[?] explain");
    let screen = terminal.lines();
    let card: Vec<&str> = screen.lines().skip_while(|line| !line.starts_with("[1/4]")).collect();
    assert_eq!(
        card.join("\n"),
        "\
[1/4] ACME001 print-is-say · safe · src/entry.py:5
  print becomes say
  So it is.

@@ line 2 @@


 def start():
-    print(\"a request\")
+    say(\"a request\")
     note(\"seen\")
     print(1)

│ [y]es  [n]o  [a]ll ACME001  [f]ile  [b]ack  [e]dit  [?] explain  [q]uit"
    );
    terminal.keys("?");
    terminal.wait_for("The page.");
    terminal.keys("n");
    terminal.answer("[2/4] ACME001", "b");
    terminal.wait_for("src/entry.py:5 (no)");
    terminal.keys("n");
    terminal.wait_for("src/entry.py:7\n");
    terminal.keys("y");
    terminal.answer("[3/4] ACME003", "y");
    terminal.answer("[4/4] ACME002 fetch_count-is-len · to review", "y");
    terminal.wait_for("src/log.py     1 change");
    assert!(is_untouched(&place), "nothing is written before the last question");
    terminal.answer("[q]uit", "y");
    assert_eq!(terminal.end(), 0);
    let entry = CHANGED.replace("say(\"a request\")", "print(\"a request\")");
    assert_eq!(read(&place.work, "src/entry.py"), entry);
    assert_eq!(read(&place.work, "src/log.py"), LOG.replace("fetch_count", "len"));
    assert!(terminal.lines().contains("Applied 3 changes in 2 files"));
}

#[test]
fn all_of_a_rule_and_all_of_a_file() {
    let place = project();
    let mut terminal = start(&place, &[], (80, 60));
    terminal.answer("[q]uit", "r");
    terminal.answer("[1/4] ACME001", "a");
    terminal.answer("[3/4] ACME003", "f");
    terminal.answer("[4/4] ACME002", "\r");
    terminal.wait_for("src/log.py     1 to review");
    terminal.answer("[q]uit", "y");
    assert_eq!(terminal.end(), 0);
    assert_eq!(read(&place.work, "src/log.py"), LOG, "the bare Enter key says no to what needs a review");
}

#[test]
fn decisions_survive_an_interruption() {
    for leave in ["q", INTERRUPT] {
        let place = project();
        let mut terminal = start(&place, &[], (80, 60));
        terminal.answer("[q]uit", "r");
        terminal.answer("[1/4] ACME001", "n");
        terminal.wait_for("[2/4] ACME001");
        terminal.keys(leave);
        if leave == "q" {
            terminal.wait_for("The decisions are kept for the next run.");
            terminal.answer("[q]uit", "q");
        }
        assert_eq!(terminal.end(), if leave == "q" { 1 } else { 130 });
        assert!(is_untouched(&place) && terminal.has_cursor());
        let mut again = start(&place, &[], (80, 60));
        again.answer("Kept from an earlier review: 1 decision.", "c");
        again.wait_for("src/entry.py   2 changes, 1 not made");
        again.answer("[q]uit", "r");
        again.wait_for("[2/4] ACME001");
        again.keys("q");
        again.wait_for("kept for the next run");
        again.answer("[q]uit", "y");
        assert_eq!(again.end(), 0);
        assert!(read(&place.work, "src/entry.py").contains("print(\"a request\")"));
        let kept = std::fs::read_dir(place.work.join(".pyworker/journal")).expect("there");
        let names: Vec<_> = kept.map(|entry| entry.expect("an entry").file_name()).collect();
        assert!(names.iter().all(|name| !name.to_string_lossy().contains("review")), "{names:?}");
    }
}

#[test]
fn an_edited_change_is_verified_and_made() {
    let place = project();
    let tools = place.programs(&[
        ("good", "sed -i 's/say(\"a request\")/say(\"hello\")/' \"$1\""),
        ("bad", "echo 'def' >> \"$1\""),
        ("fails", "exit 3"),
    ]);
    let path = format!("{tools}:/usr/bin:/bin");
    for (editor, told) in [
        ("fails", "Not taken: `fails` failed (exit status: 3)"),
        ("bad", "Not taken: the result is not valid Python"),
        ("true", "Nothing was edited."),
    ] {
        let mut terminal = start(&place, &[("EDITOR", editor), ("PATH", &path)], (100, 60));
        terminal.answer("[q]uit", "r");
        terminal.answer("[1/4]", "e");
        terminal.wait_for(told);
        terminal.keys("q");
        terminal.wait_for("[r]eview one");
        terminal.keys("q");
        assert_eq!(terminal.end(), 1);
    }
    let mut terminal = start(&place, &[("EDITOR", "good"), ("PATH", &path)], (80, 60));
    terminal.answer("[q]uit", "r");
    terminal.answer("[1/4]", "e");
    terminal.wait_for("(edited)");
    terminal.wait_for("+    say(\"hello\")");
    terminal.keys("a");
    terminal.answer("[3/4]", "y");
    terminal.answer("[4/4]", "n");
    terminal.wait_for("src/log.py     1 to review");
    terminal.answer("[q]uit", "y");
    assert_eq!(terminal.end(), 0);
    assert_eq!(read(&place.work, "src/entry.py"), CHANGED.replace("a request", "hello"));
}

#[test]
fn wide_terminals_show_old_and_new_beside_each_other() {
    let place = project();
    let mut terminal = start(&place, &[], (160, 40));
    terminal.answer("[q]uit", "r");
    terminal.wait_for("[?] explain");
    let screen = terminal.lines();
    let row = screen.lines().find(|line| line.contains("say(")).expect("the changed line");
    assert!(row.starts_with("-  5     print(\"a request\")") && row.contains("│ +  5     say(\"a request\")"), "{row}");
}

#[test]
fn what_git_does_not_have_is_asked_about() {
    let place = project();
    for arguments in [&["init", "-q"][..], &["add", "rules"]] {
        let done = std::process::Command::new("git").args(arguments).current_dir(&place.work).status();
        assert!(done.expect("git runs").success());
    }
    let mut terminal = start(&place, &[], (80, 40));
    terminal.answer("[q]uit", "y");
    terminal.answer("src/entry.py has changes that git does not have.", "b");
    terminal.wait_for("`pyworker undo` brings them back.");
    assert!(is_untouched(&place));
    terminal.keys("y");
    terminal.wait_for("[b]ack");
    terminal.keys("w");
    assert_eq!(terminal.end(), 0);
    assert!(!is_untouched(&place));
}

#[test]
fn a_plain_terminal_is_asked_line_by_line() {
    let place = project();
    let mut terminal = start(&place, &[("TERM", "dumb")], (80, 60));
    terminal.answer("[y] apply  [d]iff  [r]eview one by one  [q]uit:", "review one by one\n");
    terminal.answer("[1/4] ACME001", "a\n");
    terminal.answer("[3/4] ACME003", "y\n");
    terminal.answer("[4/4] ACME002", "n\n");
    terminal.wait_for("src/log.py     1 to review");
    terminal.keys("y\n");
    assert_eq!(terminal.end(), 0);
    assert!(!terminal.printed.contains(&0x1b), "no escape sequence on a dumb terminal");
    assert!(read(&place.work, "src/entry.py").contains("say(1)"));
}

#[test]
fn a_pipe_gets_the_diff_without_a_question() {
    let place = project();
    let script = format!("{} {} | git apply", env!("CARGO_BIN_EXE_pyworker"), RULES.join(" "));
    let mut terminal = place.start_program("/bin/sh", &["-c", &script], &[], (80, 40));
    assert_eq!(terminal.end(), 0);
    assert_eq!(read(&place.work, "src/entry.py"), CHANGED);
}
