//! Files that run commands: GitHub workflows and other CI, Makefiles, Dockerfiles, shell scripts.
//! Border: looks at lines; nothing is parsed as YAML and nothing is written anew.
use std::ops::Range;

use super::commands::{self, Invocation, Verdict};
use super::trivia::{line_end, line_start, next_line};
use super::workflow::{is_step_key, step_directory};
use crate::plan::Edit;

/// What kind of file it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScriptKind {
    /// A workflow of GitHub Actions.
    Workflow,
    /// Another CI's YAML.
    Yaml,
    /// A Makefile or justfile.
    Makefile,
    /// A Dockerfile.
    Dockerfile,
    /// A shell script.
    Shell,
}

/// What was found in such a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ScriptFindings {
    /// Calls of wrangler.
    pub calls: Vec<Invocation>,
    /// Uses of `cloudflare/wrangler-action`.
    pub actions: Vec<Range<usize>>,
    /// Variables that hold a call without its subcommand: `WRANGLER = npx wrangler`.
    pub variables: Vec<Range<usize>>,
}

/// The kind of the file with that path, if it is one that runs commands.
pub fn kind_of(path: &str) -> Option<ScriptKind> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let extension = name.rsplit_once('.').map(|(_, extension)| extension);
    let is_yaml = matches!(extension, Some("yml" | "yaml"));
    if is_yaml && (path.starts_with(".github/workflows/") || path.contains("/.github/workflows/")) {
        return Some(ScriptKind::Workflow);
    }
    match name {
        "Makefile" | "makefile" | "GNUmakefile" | "justfile" | "Justfile" | ".justfile" => Some(ScriptKind::Makefile),
        ".gitlab-ci.yml" | "Taskfile.yml" | "Taskfile.yaml" | "bitbucket-pipelines.yml" | "azure-pipelines.yml" => {
            Some(ScriptKind::Yaml)
        }
        "config.yml" if path.ends_with(".circleci/config.yml") => Some(ScriptKind::Yaml),
        _ if name == "Dockerfile" || name.starts_with("Dockerfile.") || extension == Some("dockerfile") => {
            Some(ScriptKind::Dockerfile)
        }
        _ if matches!(extension, Some("sh" | "bash")) => Some(ScriptKind::Shell),
        _ if extension == Some("mk") => Some(ScriptKind::Makefile),
        _ => None,
    }
}

/// Looks for calls of wrangler. A directory that is only known when the file runs is given as `$`.
pub fn find(text: &str, kind: ScriptKind) -> ScriptFindings {
    let mut found = ScriptFindings::default();
    let mut at = 0;
    // Where `cd` lines and `working-directory` lead.
    let mut directory: Option<String> = None;
    while at < text.len() {
        let mut end = line_end(text, at);
        let line = &text[at..end];
        let content = line.trim_start();
        if content.starts_with('#') {
            at = next_line(text, at);
            continue;
        }
        if content.trim_start_matches("- ").trim_start().starts_with("uses:") && content.contains("wrangler-action") {
            found.actions.push(at + (line.len() - content.len())..end);
            at = next_line(text, at);
            continue;
        }
        if is_variable(content, kind) {
            found.variables.push(at + (line.len() - content.len())..end);
        }
        // A command goes on behind a backslash.
        while text[at..end].ends_with('\\') && next_line(text, end) > end && next_line(text, end) < text.len() {
            end = line_end(text, next_line(text, end));
        }
        let start = at + (line.len() - content.len());
        let command = command_offset(&text[start..end], kind);
        let region = start + command..end;
        if begins_block(content, kind) {
            directory = if kind == ScriptKind::Workflow { step_directory(text, at) } else { None };
        }
        let calls = match exec_form(text, region.clone(), kind) {
            Some(call) => vec![call],
            None => commands::wrangler_calls(text, region.clone()),
        };
        found.calls.extend(calls.into_iter().map(|mut call| {
            call.directory = joined(directory.as_deref(), call.directory.take());
            call
        }));
        if !matches!(kind, ScriptKind::Makefile | ScriptKind::Dockerfile) {
            directory = joined(directory.as_deref(), commands::changed_directory(text, region));
        }
        at = next_line(text, end);
        if at <= end {
            break;
        }
    }
    found
}

fn is_variable(content: &str, kind: ScriptKind) -> bool {
    if !matches!(kind, ScriptKind::Makefile | ScriptKind::Shell) {
        return false;
    }
    let Some((name, value)) = content.split_once('=') else { return false };
    let name = name.trim_end_matches([':', '?', '+']).trim();
    let name = name.strip_prefix("export ").unwrap_or(name);
    let last = value.trim().trim_matches(['"', '\'']).split_whitespace().last().unwrap_or_default();
    !name.is_empty()
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        && commands::is_wrangler(last)
}

fn joined(before: Option<&str>, then: Option<String>) -> Option<String> {
    match (before, then) {
        (Some(before), Some(then)) if !then.starts_with('/') => Some(format!("{before}/{then}")),
        (before, then) => then.or_else(|| before.map(str::to_owned)),
    }
}

/// Whether a new shell begins at this line.
fn begins_block(content: &str, kind: ScriptKind) -> bool {
    match kind {
        ScriptKind::Workflow | ScriptKind::Yaml => {
            content.starts_with("- ") || content.split_once(':').is_some_and(|(key, _)| is_step_key(key))
        }
        _ => false,
    }
}

/// How many bytes of a line stand before its command.
fn command_offset(line: &str, kind: ScriptKind) -> usize {
    let mut rest = line;
    match kind {
        ScriptKind::Workflow | ScriptKind::Yaml => {
            while let Some(after) = rest.strip_prefix("- ") {
                rest = after.trim_start();
            }
            // A key, unless it is part of the command.
            if let Some((key, value)) = rest.split_once(": ")
                && !key.is_empty()
                && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte))
            {
                rest = value.trim_start();
            }
        }
        ScriptKind::Makefile => rest = rest.trim_start_matches(['@', '-', '+']).trim_start(),
        ScriptKind::Dockerfile => {
            let word = rest.split_whitespace().next().unwrap_or_default();
            if matches!(word.to_ascii_uppercase().as_str(), "RUN" | "CMD" | "ENTRYPOINT") {
                rest = rest[word.len()..].trim_start();
            }
            while rest.starts_with("--") {
                let word = rest.split_whitespace().next().unwrap_or_default();
                rest = rest[word.len()..].trim_start();
            }
        }
        ScriptKind::Shell => {}
    }
    line.len() - rest.len()
}

/// A call written as a list of strings: `CMD ["npx", "wrangler", "dev"]`.
fn exec_form(text: &str, region: Range<usize>, kind: ScriptKind) -> Option<Invocation> {
    let part = &text[region.clone()];
    if kind != ScriptKind::Dockerfile || !part.starts_with('[') {
        return None;
    }
    let words: Vec<String> = serde_json::from_str(part.trim()).ok()?;
    let line = words.join(" ");
    let call = commands::wrangler_calls(&line, 0..line.len()).into_iter().next()?;
    let end = region.start + part.trim_end().len();
    let verdict = match call.verdict {
        Verdict::Replace(edit) => {
            let mut changed = line.clone();
            changed.replace_range(edit.start..edit.end, &edit.text);
            let words: Vec<String> =
                changed.split(' ').map(|word| serde_json::Value::String(word.to_owned()).to_string()).collect();
            // Words with spaces in them would be taken apart.
            if line.split(' ').count() != serde_json::from_str::<Vec<String>>(part.trim()).ok()?.len() {
                return None;
            }
            Verdict::Replace(Edit::replace(region.start..end, format!("[{}]", words.join(", "))))
        }
        other => other,
    };
    Some(Invocation { range: region.start..end, verdict, ..call })
}

/// The line of an offset, without the space around it.
pub fn line_of(text: &str, offset: usize) -> &str {
    text[line_start(text, offset)..line_end(text, offset)].trim()
}

/// Whether `text` reads a file of that name: `pip install -r requirements.txt`, `COPY requirements.txt .`.
pub fn mentions(text: &str, file_name: &str) -> Option<Range<usize>> {
    let mut from = 0;
    while let Some(length) = text[from..].find(file_name) {
        let start = from + length;
        let end = start + file_name.len();
        let boundary = |character: Option<char>| {
            character.is_none_or(|character| !(character.is_alphanumeric() || "-_.".contains(character)))
        };
        let before = text[..start].chars().next_back();
        // `./requirements.txt` is it, `cf-requirements.txt` is not.
        let path = before == Some('/');
        let line = text[line_start(text, start)..start].trim_start();
        if (boundary(before) || path) && boundary(text[end..].chars().next()) && !line.starts_with('#') {
            return Some(start..end);
        }
        from = end;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::workflow::set_up_uv;
    use crate::plan::Draft;

    fn rewritten(text: &str, kind: ScriptKind) -> String {
        let mut draft = Draft::new(text);
        let mut replaced = Vec::new();
        for call in find(text, kind).calls {
            if let Verdict::Replace(edit) = call.verdict {
                draft.add(&[edit]).unwrap();
                replaced.push(call.range.start);
            }
        }
        if kind == ScriptKind::Workflow {
            draft.add(&set_up_uv(text, &replaced)).unwrap();
        }
        draft.finish()
    }

    #[test]
    fn workflows_get_uv_and_call_pywrangler() {
        let text = "jobs:\n  deploy:\n    steps:\n      - uses: actions/checkout@v4\n      # npx wrangler deploy\n      - name: Deploy wrangler dev\n        working-directory: api\n        run: npx wrangler deploy # now\n      - run: |\n          cd x\n          npx wrangler deploy \\\n            --env staging\n  other:\n    steps:\n      - run: npx wrangler deploy\n";
        insta::assert_snapshot!(rewritten(text, ScriptKind::Workflow), @"
        jobs:
          deploy:
            steps:
              - uses: actions/checkout@v4
              # npx wrangler deploy
              - uses: astral-sh/setup-uv@v7
              - name: Deploy wrangler dev
                working-directory: api
                run: uv run pywrangler deploy # now
              - run: |
                  cd x
                  uv run pywrangler deploy \\
                    --env staging
          other:
            steps:
              - uses: astral-sh/setup-uv@v7
              - run: uv run pywrangler deploy
        ");
    }

    #[test]
    fn directories_are_known_where_they_are_said() {
        let text = "jobs:\n  a:\n    steps:\n      - run: npx wrangler deploy\n        working-directory: 'apps/a'\n      - run: |\n          cd apps/b\n          npx wrangler deploy\n      - run: npx wrangler deploy\n";
        let directories: Vec<Option<String>> =
            find(text, ScriptKind::Workflow).calls.into_iter().map(|call| call.directory).collect();
        assert_eq!(directories, [Some("apps/a".to_owned()), Some("apps/b".to_owned()), None]);
        let text = "defaults:\n  run:\n    working-directory: api\nsteps:\n  - run: npx wrangler deploy\n";
        assert_eq!(find(text, ScriptKind::Workflow).calls[0].directory.as_deref(), Some("$"));
        let text = "dev:\n\tcd api && npx wrangler dev\n\tnpx wrangler dev\n";
        let directories: Vec<Option<String>> =
            find(text, ScriptKind::Makefile).calls.into_iter().map(|call| call.directory).collect();
        assert_eq!(directories, [Some("api".to_owned()), None]);
    }

    #[test]
    fn actions_are_found() {
        let text = "steps:\n  - uses: cloudflare/wrangler-action@v3\n    with:\n      command: deploy\n";
        let found = find(text, ScriptKind::Workflow);
        assert_eq!(&text[found.actions[0].clone()], "- uses: cloudflare/wrangler-action@v3");
        assert!(found.calls.is_empty());
    }

    #[test]
    fn makefiles_dockerfiles_and_shell_scripts() {
        for (kind, before, after) in [
            (ScriptKind::Makefile, "dev:\n\t@npx wrangler dev\n", "dev:\n\t@uv run pywrangler dev\n"),
            (ScriptKind::Makefile, "X = wrangler dev\n", "X = wrangler dev\n"),
            (ScriptKind::Dockerfile, "RUN npx wrangler deploy\r\n", "RUN uv run pywrangler deploy\r\n"),
            (
                ScriptKind::Dockerfile,
                "CMD [\"npx\", \"wrangler\", \"dev\", \"--ip\", \"0.0.0.0\"]\n",
                "CMD [\"uv\", \"run\", \"pywrangler\", \"dev\", \"--ip\", \"0.0.0.0\"]\n",
            ),
            (
                ScriptKind::Shell,
                "#!/bin/sh\nset -e\nnpx wrangler publish",
                "#!/bin/sh\nset -e\nuv run pywrangler deploy",
            ),
            (
                ScriptKind::Yaml,
                "deploy:\n  script:\n    - npx wrangler deploy\n",
                "deploy:\n  script:\n    - uv run pywrangler deploy\n",
            ),
        ] {
            assert_eq!(rewritten(before, kind), after);
            assert_eq!(rewritten(after, kind), after);
        }
    }

    #[test]
    fn variables_with_half_a_call_are_found() {
        let text = "WRANGLER ?= npx wrangler\ndev:\n\t$(WRANGLER) dev\nX = wrangler.toml\n";
        let found = find(text, ScriptKind::Makefile);
        let variables: Vec<&str> = found.variables.iter().map(|range| &text[range.clone()]).collect();
        assert_eq!(variables, ["WRANGLER ?= npx wrangler"]);
        assert_eq!(find("export W='npx wrangler'\n", ScriptKind::Shell).variables.len(), 1);
    }

    #[test]
    fn files_are_known_by_their_paths() {
        for (path, kind) in [
            (".github/workflows/ci.yml", Some(ScriptKind::Workflow)),
            ("app/Makefile", Some(ScriptKind::Makefile)),
            ("Dockerfile.dev", Some(ScriptKind::Dockerfile)),
            ("scripts/deploy.sh", Some(ScriptKind::Shell)),
            ("config.yml", None),
            ("README.md", None),
        ] {
            assert_eq!(kind_of(path), kind, "{path}");
        }
    }

    #[test]
    fn mentions_of_files_are_whole_names() {
        assert!(mentions("pip install -r requirements.txt\n", "requirements.txt").is_some());
        assert!(mentions("COPY ./requirements.txt .", "requirements.txt").is_some());
        assert!(mentions("pip install -r cf-requirements.txt", "requirements.txt").is_none());
        assert!(mentions("# requirements.txt\nrequirements.txt.in", "requirements.txt").is_none());
    }

    #[test]
    fn no_text_is_too_strange() {
        for text in [
            "",
            "\\",
            "\\\n",
            "\\\r\n\\",
            "- ",
            "RUN",
            "RUN --x",
            "CMD [",
            "CMD [\"wrangler dev\"]",
            "\t@",
            "\u{e9}: wrangler dev",
        ] {
            for kind in [
                ScriptKind::Workflow,
                ScriptKind::Yaml,
                ScriptKind::Makefile,
                ScriptKind::Dockerfile,
                ScriptKind::Shell,
            ] {
                let _ = rewritten(text, kind);
            }
        }
    }
}
