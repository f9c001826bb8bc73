//! Every way out of the target that is known, and that ordinary paths pass.
//! Border: tests of `jail`.
use proptest::prelude::*;

use super::*;

fn refused(path: &str) -> PathProblem {
    check_path(path).expect_err(path)
}

#[test]
fn ordinary_paths_pass() {
    for path in [
        "src/entry.py",
        ".github/workflows/ci.yml",
        ".gitignore",
        ".gitattributes",
        ".dev.vars.example",
        "público/página.html",
        "a b/c d.txt",
        "console/contact.py",
        "src/community.py",
        "auxiliary.md",
        "docs/pyworker.toml",
        "pywork.py",
        "git~x",
    ] {
        assert_eq!(check_path(path), Ok(Utf8PathBuf::from(path)), "{path}");
    }
}

#[test]
fn dots_are_refused() {
    assert_eq!(refused("../x"), PathProblem::Dots { segment: "..".into() });
    assert_eq!(refused("a/../b"), PathProblem::Dots { segment: "..".into() });
    assert_eq!(refused("a/.."), PathProblem::Dots { segment: "..".into() });
    assert_eq!(refused("./a"), PathProblem::Dots { segment: ".".into() });
    assert_eq!(refused("a/..."), PathProblem::Tail { segment: "...".into() });
}

#[test]
fn absolute_paths_are_refused() {
    for path in ["/etc/passwd", "\\\\server\\share", "\\x", "C:/x", "c:x", "C:\\x"] {
        assert_eq!(refused(path), PathProblem::Absolute, "{path}");
    }
}

#[test]
fn empty_parts_are_refused() {
    for path in ["", "a//b", "a/"] {
        assert_eq!(refused(path), PathProblem::Empty, "{path}");
    }
}

#[test]
fn characters_that_some_system_cannot_have_are_refused() {
    for character in ['\0', '\n', '\u{7f}', '\\', ':', '*', '?', '"', '<', '>', '|', '\u{202e}', '\u{feff}'] {
        assert_eq!(refused(&format!("ab{character}c")), PathProblem::Character { character });
    }
}

#[test]
fn device_names_are_refused_with_any_extension_and_case() {
    for path in ["con", "src/NUL.txt", "aux.tar.gz", "Com1", "lpt9.py", "COM¹", "conin$", "nul .txt"] {
        assert!(matches!(refused(path), PathProblem::Reserved { .. }), "{path}");
    }
}

#[test]
fn names_that_windows_shortens_are_refused() {
    for path in ["a.", "dir /file", "a. ."] {
        assert!(matches!(refused(path), PathProblem::Tail { .. }), "{path}");
    }
}

#[test]
fn the_directory_of_git_is_refused_in_every_spelling() {
    for path in [
        ".git/hooks/pre-commit",
        ".GIT/config",
        "a/.Git",
        ".git",
        ".git./x",
        ".git /x",
        "git~1/config",
        "GIT~12",
        "a/Git~1.x",
    ] {
        assert!(matches!(refused(path), PathProblem::Git { .. }), "{path}");
    }
    assert!(matches!(refused(".g\u{200c}it/config"), PathProblem::Character { .. }));
}

#[test]
fn the_record_belongs_to_the_tool() {
    for path in [
        ".pyworker.toml",
        ".PyWorker.toml",
        ".pyworker/journal/done/0001/record.json",
        "services/api/.pyworker.toml",
        "a/.PYWORKER/x",
        ".pyworker.toml/x",
        "PYWORK~1.TOM",
        "pywork~2/journal",
    ] {
        assert!(matches!(refused(path), PathProblem::Own { .. }), "{path}");
    }
}

#[test]
fn long_names_are_refused() {
    assert_eq!(refused(&"a".repeat(256)), PathProblem::Long);
    assert_eq!(refused(&["abcdefg"; 200].join("/")), PathProblem::Long);
}

fn set(paths: &[&str]) -> Result<(), SetProblem> {
    check_set(paths.iter().map(Utf8Path::new))
}

#[test]
fn paths_that_fit_together_pass() {
    assert_eq!(set(&["src/a.py", "src/b.py", "src/sub/a.py", "README.md"]), Ok(()));
}

#[test]
fn the_same_path_twice_is_refused() {
    assert_eq!(set(&["a", "a"]), Err(SetProblem::Twice { path: "a".into() }));
}

#[test]
fn paths_that_differ_in_case_alone_are_refused() {
    assert_eq!(
        set(&["README.md", "readme.md"]),
        Err(SetProblem::Case { one: "README.md".into(), other: "readme.md".into() })
    );
    assert_eq!(set(&["src/a", "SRC/b"]), Err(SetProblem::Case { one: "src".into(), other: "SRC".into() }));
    assert_eq!(set(&["É/a", "é/b"]), Err(SetProblem::Case { one: "É".into(), other: "é".into() }));
    assert_eq!(set(&["Docs", "docs/a"]), Err(SetProblem::Case { one: "Docs".into(), other: "docs".into() }));
}

#[test]
fn paths_that_are_spelt_in_two_ways_are_refused() {
    assert_eq!(
        set(&["caf\u{e9}/a", "cafe\u{301}/b"]),
        Err(SetProblem::Spelling { one: "caf\u{e9}".into(), other: "cafe\u{301}".into() })
    );
    assert!(matches!(set(&["CAF\u{c9}.txt", "cafe\u{301}.txt"]), Err(SetProblem::Spelling { .. })));
    assert!(matches!(set(&["stra\u{df}e", "STRASSE"]), Err(SetProblem::Spelling { .. })));
}

#[test]
fn a_file_cannot_be_a_directory_too() {
    assert_eq!(set(&["a/b", "a"]), Err(SetProblem::Nested { path: "a".into() }));
}

#[test]
fn nothing_on_the_disk_is_overwritten_or_followed() {
    let directory = tempfile::tempdir().expect("a directory");
    let root = Utf8Path::from_path(directory.path()).expect("a UTF-8 path");
    std::fs::create_dir(root.join("src")).expect("a directory");
    std::fs::write(root.join("file"), "x").expect("a file");
    let check = |path: &str| check_target(root, Utf8Path::new(path));
    assert!(check("src/entry.py").is_ok());
    assert!(check("new/deep/entry.py").is_ok());
    assert!(matches!(check("file"), Err(TargetProblem::Exists { path }) if path == "file"));
    assert!(matches!(check("src"), Err(TargetProblem::Exists { path }) if path == "src"));
    assert!(matches!(check("file/x"), Err(TargetProblem::NotADirectory { path }) if path == "file"));
}

#[cfg(unix)]
#[test]
fn a_symbolic_link_on_the_way_is_refused() {
    let directory = tempfile::tempdir().expect("a directory");
    let outside = tempfile::tempdir().expect("a directory");
    let root = Utf8Path::from_path(directory.path()).expect("a UTF-8 path");
    std::os::unix::fs::symlink(outside.path(), root.join("src")).expect("a link");
    std::os::unix::fs::symlink("/nowhere", root.join("dangling")).expect("a link");
    let check = |path: &str| check_target(root, Utf8Path::new(path));
    assert!(matches!(check("src/entry.py"), Err(TargetProblem::Symlink { path }) if path == "src"));
    assert!(matches!(check("dangling/x"), Err(TargetProblem::Symlink { path }) if path == "dangling"));
    assert!(matches!(check("dangling"), Err(TargetProblem::Exists { path }) if path == "dangling"));
}

proptest! {
    /// Whatever passes stays below the root, on this system and, as text, on Windows.
    #[test]
    fn what_passes_stays_inside(path in "[a-cA-C./\\\\: ~\u{0}\u{200c}git1]{0,16}") {
        if let Ok(checked) = check_path(&path) {
            prop_assert!(checked.is_relative());
            prop_assert_eq!(checked.as_str(), path.as_str());
            let normal = checked.components().all(|part| matches!(part, camino::Utf8Component::Normal(_)));
            prop_assert!(normal);
            prop_assert!(!path.contains('\\') && !path.contains(':') && !path.contains('\0'));
            for part in path.split('/') {
                prop_assert!(!part.is_empty() && !part.ends_with('.') && !part.ends_with(' '));
                prop_assert!(!part.eq_ignore_ascii_case(".git"));
            }
        }
    }

    /// Any text at all: an answer, never a panic.
    #[test]
    fn any_text_gets_an_answer(path in "\\PC*") {
        let _ = check_path(&path);
    }

    /// Ordinary names always pass, so the jail does not stand in the way.
    #[test]
    fn ordinary_names_pass(parts in proptest::collection::vec("[a-z]{4,8}(_[a-z]{2,5})?(\\.[a-z]{2,4})?", 1..5)) {
        prop_assert!(check_path(&parts.join("/")).is_ok());
    }
}
