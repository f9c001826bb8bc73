//! A patch in git's format: what `git apply` reads and a reviewer knows.
//! Border: exact bytes without colours; context lines are counted, hunks are made in `hunk`.
use camino::{Utf8Path, Utf8PathBuf};

use super::{Hunk, LineKind, binary, hunks, quote};
use crate::plan::{Content, FileMode, FileOutcome, FilePreview};

/// How a patch is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiffOptions {
    /// Equal lines around each difference. `git apply` wants at least one.
    pub context: usize,
    /// What stands before every path: git reads paths from the top of the work tree.
    pub prefix: Utf8PathBuf,
}

impl Default for DiffOptions {
    fn default() -> Self {
        Self { context: 3, prefix: Utf8PathBuf::new() }
    }
}

/// The patch for all `files`, in their order.
pub fn unified_files(files: &[FileOutcome], options: &DiffOptions) -> Vec<u8> {
    let mut out = Vec::new();
    for file in files {
        unified_file(&mut out, file, options);
    }
    out
}

/// Appends the patch for one file.
pub fn unified_file(out: &mut Vec<u8>, file: &FileOutcome, options: &DiffOptions) {
    let modes = Modes { new: file.mode, change: file.mode_change.filter(|_| file.before.is_some()) };
    write(out, &file.path, file.before.as_ref(), file.after.as_ref(), modes, options);
}

/// Appends the patch that shows a single change in one file.
pub fn unified_preview(out: &mut Vec<u8>, preview: &FilePreview, options: &DiffOptions) {
    write(out, &preview.path, preview.before.as_ref(), preview.after.as_ref(), Modes::default(), options);
}

/// The mode of a new file, and what becomes of that of an old one.
#[derive(Debug, Clone, Copy, Default)]
struct Modes {
    new: FileMode,
    change: Option<FileMode>,
}

fn digits(mode: FileMode) -> &'static str {
    match mode {
        FileMode::Regular => "100644",
        FileMode::Executable => "100755",
    }
}

fn write(
    out: &mut Vec<u8>,
    path: &Utf8Path,
    before: Option<&Content>,
    after: Option<&Content>,
    modes: Modes,
    options: &DiffOptions,
) {
    let (old, new) = (before.map_or(&b""[..], Content::bytes), after.map_or(&b""[..], Content::bytes));
    if before.is_some() == after.is_some() && old == new && modes.change.is_none() {
        return;
    }
    let path = options.prefix.join(path);
    // Git reads forward slashes on every system.
    let path = if cfg!(windows) { path.as_str().replace('\\', "/") } else { path.into_string() };
    let (old_name, new_name) = (quote::name("a/", &path), quote::name("b/", &path));
    let mut line = |text: String| {
        out.extend_from_slice(text.as_bytes());
        out.push(b'\n');
    };
    line(format!("diff --git {old_name} {new_name}"));
    if before.is_none() {
        line(format!("new file mode {}", digits(modes.new)));
    } else if after.is_none() {
        line(format!("deleted file mode {}", digits(modes.new)));
    } else if let Some(mode) = modes.change {
        let other = if mode == FileMode::Executable { FileMode::Regular } else { FileMode::Executable };
        line(format!("old mode {}", digits(other)));
        line(format!("new mode {}", digits(mode)));
        if old == new {
            return;
        }
    }
    if binary::is_binary(old) || binary::is_binary(new) {
        let (old_id, new_id) =
            (binary::object_id(before.map(Content::bytes)), binary::object_id(after.map(Content::bytes)));
        line(format!("index {old_id}..{new_id}"));
        binary::write_patch(out, old, new);
        return;
    }
    let hunks = hunks(old, new, options.context);
    if hunks.is_empty() {
        return; // An empty file comes or goes: the header says it all.
    }
    // A name with a space ends with a tab, so that it is not cut at the space.
    let end = |name: &str| if name.contains(' ') && !name.starts_with('"') { "\t" } else { "" };
    match before {
        Some(_) => line(format!("--- {old_name}{}", end(&old_name))),
        None => line("--- /dev/null".to_owned()),
    }
    match after {
        Some(_) => line(format!("+++ {new_name}{}", end(&new_name))),
        None => line("+++ /dev/null".to_owned()),
    }
    for hunk in &hunks {
        write_hunk(out, hunk);
    }
}

fn write_hunk(out: &mut Vec<u8>, hunk: &Hunk) {
    // An empty range is named by the line before it, any other by its first line.
    let range = |start: usize, count: usize| match count {
        0 => format!("{start},0"),
        1 => format!("{}", start + 1),
        _ => format!("{},{count}", start + 1),
    };
    let old = range(hunk.old_start, hunk.old_count);
    let new = range(hunk.new_start, hunk.new_count);
    out.extend_from_slice(format!("@@ -{old} +{new} @@\n").as_bytes());
    for line in &hunk.lines {
        out.push(match line.kind {
            LineKind::Same => b' ',
            LineKind::Removed => b'-',
            LineKind::Added => b'+',
        });
        out.extend_from_slice(line.bytes);
        if !line.bytes.ends_with(b"\n") {
            out.extend_from_slice(b"\n\\ No newline at end of file\n");
        }
    }
}

#[cfg(test)]
mod tests {
    use std::process::{Command, Stdio};

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_mode_can_change_alone() {
        let shown = |file: &FileOutcome| {
            let mut out = Vec::new();
            unified_file(&mut out, file, &DiffOptions::default());
            String::from_utf8(out).expect("UTF-8")
        };
        let same = outcome("run", Some(b"x\n"), Some(b"x\n"));
        assert_eq!(shown(&same), "");
        let executable = FileOutcome { mode_change: Some(FileMode::Executable), ..same };
        assert_eq!(shown(&executable), "diff --git a/run b/run\nold mode 100644\nnew mode 100755\n");
        let both = FileOutcome { after: Some(Content::from("y\n")), ..executable };
        assert!(shown(&both).contains("new mode 100755\n--- a/run\n+++ b/run\n@@"), "{}", shown(&both));
    }

    fn outcome(path: &str, before: Option<&[u8]>, after: Option<&[u8]>) -> FileOutcome {
        FileOutcome {
            path: path.into(),
            before: before.map(Content::from),
            after: after.map(Content::from),
            mode: FileMode::Regular,
            mode_change: None,
        }
    }

    fn text(files: &[FileOutcome]) -> String {
        String::from_utf8_lossy(&unified_files(files, &DiffOptions::default())).into_owned()
    }

    #[test]
    fn a_changed_file_has_git_headers_and_three_lines_around() {
        let file = outcome("src/entry.py", Some(b"1\n2\n3\n4\n5\n6\n7\n8\n"), Some(b"1\n2\n3\n4\nfive\n6\n7\n8\n"));
        assert_eq!(
            text(&[file]),
            "diff --git a/src/entry.py b/src/entry.py\n--- a/src/entry.py\n+++ b/src/entry.py\n\
             @@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n"
        );
    }

    #[test]
    fn created_and_deleted_files_say_so() {
        assert_eq!(
            text(&[outcome("new", None, Some(b"a\n")), outcome("old", Some(b"b"), None)]),
            "diff --git a/new b/new\nnew file mode 100644\n--- /dev/null\n+++ b/new\n@@ -0,0 +1 @@\n+a\n\
             diff --git a/old b/old\ndeleted file mode 100644\n--- a/old\n+++ /dev/null\n\
             @@ -1 +0,0 @@\n-b\n\\ No newline at end of file\n"
        );
        assert_eq!(text(&[outcome("empty", None, Some(b""))]), "diff --git a/empty b/empty\nnew file mode 100644\n");
    }

    #[test]
    fn paths_stand_under_the_prefix() {
        let options = DiffOptions { prefix: "workers/notes".into(), ..DiffOptions::default() };
        let diff = unified_files(&[outcome("a.py", Some(b"1\n"), Some(b"2\n"))], &options);
        assert!(diff.starts_with(b"diff --git a/workers/notes/a.py b/workers/notes/a.py\n"));
    }

    /// Applies the patch with the real git, in a directory of its own without a repository.
    fn applied_by_git(files: &[FileOutcome], options: &DiffOptions) {
        let directory = tempfile::tempdir().expect("a temporary directory");
        for file in files {
            if let Some(before) = &file.before {
                let path = directory.path().join(&file.path);
                std::fs::create_dir_all(path.parent().expect("a parent")).expect("the directory is made");
                std::fs::write(path, before.bytes()).expect("the file is written");
            }
        }
        let patch = unified_files(files, options);
        let mut git = Command::new("git")
            .args(["apply", "--whitespace=nowarn", "-"])
            .current_dir(directory.path())
            .env("GIT_CEILING_DIRECTORIES", directory.path().parent().expect("a parent"))
            .stdin(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("git runs");
        std::io::Write::write_all(&mut git.stdin.take().expect("a pipe"), &patch).expect("git reads the patch");
        let done = git.wait_with_output().expect("git ends");
        assert!(
            done.status.success(),
            "git refused: {}\n{}",
            String::from_utf8_lossy(&done.stderr),
            String::from_utf8_lossy(&patch)
        );
        for file in files {
            let found = std::fs::read(directory.path().join(&file.path)).ok();
            assert_eq!(
                found.as_deref().map(Content::from),
                file.after,
                "{}\n{}",
                file.path,
                String::from_utf8_lossy(&patch)
            );
        }
    }

    fn line() -> impl Strategy<Value = Vec<u8>> {
        let words = prop_oneof![
            Just(b"".to_vec()),
            Just(b"    return 1".to_vec()),
            Just(b"-- a/x".to_vec()),
            Just(b"++ b/x".to_vec()),
            Just(b"@@ -1 +1 @@".to_vec()),
            Just(b"\\ No newline at end of file".to_vec()),
            Just("größe = '→'".as_bytes().to_vec()),
            Just(b"caf\xe9 \xff\xfe".to_vec()),
            Just(b"\ttab  ".to_vec()),
            Just(b"\x0c".to_vec()),
            Just(b"mid\rdle".to_vec()),
            proptest::collection::vec(1u8..=255, 0..6).prop_map(|mut bytes| {
                bytes.retain(|byte| *byte != b'\n');
                bytes
            }),
        ];
        let ends = prop_oneof![6 => Just(&b"\n"[..]), 2 => Just(&b"\r\n"[..]), 1 => Just(&b"\r\r\n"[..])];
        (words, ends).prop_map(|(mut line, end)| {
            line.extend_from_slice(end);
            line
        })
    }

    fn lines() -> impl Strategy<Value = Vec<Vec<u8>>> {
        proptest::collection::vec(line(), 0..25)
    }

    fn joined(lines: &[Vec<u8>], final_newline: bool) -> Vec<u8> {
        let mut bytes = lines.concat();
        if !final_newline {
            while bytes.last().is_some_and(|byte| matches!(byte, b'\n' | b'\r')) {
                bytes.pop();
            }
        }
        bytes
    }

    /// Two contents that share many lines, or are about nothing of the other; either may be missing or binary.
    fn contents() -> impl Strategy<Value = (Option<Vec<u8>>, Option<Vec<u8>>)> {
        let related = (lines(), proptest::collection::vec((0usize..25, 0usize..3, line()), 0..6), any::<[bool; 2]>())
            .prop_map(|(old, edits, ends)| {
                let mut new = old.clone();
                for (at, what, line) in edits {
                    let at = at.min(new.len());
                    match what {
                        0 => new.insert(at, line),
                        1 if at < new.len() => drop(new.remove(at)),
                        _ if at < new.len() => new[at] = line,
                        _ => {}
                    }
                }
                (Some(joined(&old, ends[0])), Some(joined(&new, ends[1])))
            });
        let one_sided = (lines(), any::<[bool; 2]>()).prop_map(|(text, flags)| {
            let bytes = Some(joined(&text, flags[0]));
            if flags[1] { (bytes, None) } else { (None, bytes) }
        });
        let raw = || proptest::collection::vec(any::<u8>(), 0..200);
        let binary = (raw(), raw()).prop_map(|(old, new)| (Some(old), Some(new)));
        let large = (0usize..3, any::<u8>()).prop_map(|(kind, byte)| {
            let big: Vec<u8> = (0..70_000u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
            match kind {
                0 => (None, Some(big)),
                1 => (Some(big), None),
                _ => (Some(big.clone()), Some([&big[..], &[byte]].concat())),
            }
        });
        prop_oneof![8 => related, 3 => one_sided, 2 => binary, 1 => large]
    }

    fn path() -> impl Strategy<Value = String> {
        prop_oneof![
            4 => Just("src/entry.py".to_owned()),
            1 => Just("mit leerzeichen/größe und mehr.py".to_owned()),
            1 => Just("quote\"back\\slash\ttab".to_owned()),
            1 => Just("line\nfeed\u{1}\u{7f}\u{85}".to_owned()),
            1 => Just(" leading and trailing ".to_owned()),
            1 => Just("b/x b/x".to_owned()),
            1 => "[a-zA-Z0-9 '\"\\\\$&*äß→.-]{1,12}".prop_map(|name| format!("d/{name}x")),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(160))]

        #[test]
        fn git_apply_makes_every_byte(content in contents(), path in path(), context in 1usize..5) {
            let (before, after) = content;
            prop_assume!(before != after);
            let file = outcome(&path, before.as_deref(), after.as_deref());
            applied_by_git(&[file], &DiffOptions { context, ..DiffOptions::default() });
        }
    }

    #[test]
    fn several_files_make_one_patch() {
        applied_by_git(
            &[
                outcome("a.py", Some(b"1\r\n2\r\n"), Some(b"1\r\n3\r\n")),
                outcome("b/c.py", None, Some(b"new")),
                outcome("b/empty", None, Some(b"")),
                outcome("d/gone.txt", Some(b"old\n"), None),
                outcome("d/was-empty", Some(b""), None),
                outcome("icon.png", Some(b"\0\x01"), Some(b"\0\x02")),
                outcome("latin.py", Some(b"# caf\xe9\nx = 1\n"), Some(b"# caf\xe9\nx = 2\n")),
            ],
            &DiffOptions::default(),
        );
    }
}
