//! Calls of wrangler in shell commands, and what they become now that pywrangler vendors packages first.
//! Border: command text wherever it stands; which part of a file is a command is said by the caller.
use std::ops::Range;

use crate::plan::Edit;

/// One call of wrangler.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invocation {
    /// From the launcher (`npx`) to the subcommand.
    pub range: Range<usize>,
    /// The subcommand, for example `dev`.
    pub subcommand: String,
    /// What `-c` or `--config` names.
    pub config: Option<Argument>,
    /// The directory that a `cd` before it in the same command goes to.
    pub directory: Option<String>,
    /// Whether another argument looks like a path.
    pub has_paths: bool,
    /// What becomes of it.
    pub verdict: Verdict,
}

/// An option with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Argument {
    /// The value.
    pub value: String,
    /// The bytes of option and value, and the space before them.
    pub range: Range<usize>,
}

/// What becomes of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// pywrangler must make the call: it vendors the packages first.
    Replace(Edit),
    /// wrangler may go on making it: it needs no packages.
    Keep,
    /// pywrangler must make the call, but does not take what is asked for.
    Unsupported(Unsupported),
}

/// Why a call cannot be handed to pywrangler as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unsupported {
    /// `dev --remote`: refused for Python Workers.
    RemoteDevelopment,
    /// Options before the subcommand.
    LeadingOption,
    /// Options of `types` that pywrangler's own command does not have.
    TypesOption,
}

impl Unsupported {
    /// The reason, as a sentence.
    pub fn reason(self) -> &'static str {
        match self {
            Self::RemoteDevelopment => "pywrangler refuses dev --remote for Python Workers",
            Self::LeadingOption => "pywrangler takes no wrangler options before the subcommand",
            Self::TypesOption => "pywrangler types only takes --outdir and --config",
        }
    }

    /// What to do instead.
    pub fn next_step(self) -> &'static str {
        match self {
            Self::RemoteDevelopment => {
                "run `uv run pywrangler dev` and set \"remote\": true on the bindings that need the real service"
            }
            Self::LeadingOption => "put the options behind the subcommand and call `uv run pywrangler`",
            Self::TypesOption => "call `uv run pywrangler types` with --outdir or --config only",
        }
    }
}

/// Subcommands that bundle the worker, for which pywrangler vendors packages first.
const BUNDLING: [&str; 5] = ["dev", "deploy", "publish", "versions", "preview"];

/// What now makes the call.
pub const LAUNCHER: &str = "uv run pywrangler";

#[derive(Debug, Clone)]
struct Word<'a> {
    text: &'a str,
    range: Range<usize>,
    /// Whether a command may begin here: nothing, an operator or a quote stands before it.
    leads: bool,
}

/// Finds the calls of wrangler in `region` of `text`, which holds shell commands.
pub fn wrangler_calls(text: &str, region: Range<usize>) -> Vec<Invocation> {
    let words = words(text, region);
    let mut found = Vec::new();
    for (index, word) in words.iter().enumerate() {
        if !is_wrangler(word.text) {
            continue;
        }
        let Some(first) = command_start(&words, index) else { continue };
        let arguments: Vec<&Word<'_>> = words[index + 1..].iter().take_while(|word| !word.leads).collect();
        let Some(subcommand) = arguments.first() else { continue };
        let start = words[first].range.start;
        let name = subcommand.text;
        let options = || arguments[1..].iter().map(|word| word.text).take_while(|option| *option != "--");
        let verdict = if name.starts_with('-') {
            let bundles = arguments.iter().any(|word| BUNDLING.contains(&word.text));
            if bundles { Verdict::Unsupported(Unsupported::LeadingOption) } else { Verdict::Keep }
        } else if name == "dev" && options().any(|option| matches!(option, "--remote" | "-r" | "--remote=true")) {
            Verdict::Unsupported(Unsupported::RemoteDevelopment)
        } else if name == "types" {
            let known = ["-o", "--outdir", "-c", "--config"];
            let strange = options()
                .any(|option| option.starts_with('-') && !known.contains(&option.split('=').next().unwrap_or(option)));
            let positional = arguments.get(1).is_some_and(|word| !word.text.starts_with('-'));
            if strange || positional {
                Verdict::Unsupported(Unsupported::TypesOption)
            } else {
                Verdict::Replace(Edit::replace(start..word.range.end, LAUNCHER))
            }
        } else if name == "publish" {
            // The name that deploy had before wrangler 3.
            Verdict::Replace(Edit::replace(start..subcommand.range.end, format!("{LAUNCHER} deploy")))
        } else if BUNDLING.contains(&name) {
            Verdict::Replace(Edit::replace(start..word.range.end, LAUNCHER))
        } else {
            Verdict::Keep
        };
        let config = config_argument(&arguments);
        let has_paths = arguments.iter().enumerate().any(|(at, word)| {
            let is_config = config.as_ref().is_some_and(|config| config.range.contains(&word.range.start));
            at > 0 && !is_config && (word.text.contains('/') || word.text.starts_with('.'))
        });
        found.push(Invocation {
            range: start..subcommand.range.end,
            subcommand: name.to_owned(),
            config,
            directory: directory_before(&words[..first]),
            has_paths,
            verdict,
        });
    }
    found
}

fn config_argument(arguments: &[&Word<'_>]) -> Option<Argument> {
    let (at, word) = arguments
        .iter()
        .enumerate()
        .find(|(_, word)| matches!(word.text.split('=').next(), Some("-c" | "--config")))?;
    let before = arguments.get(at.checked_sub(1)?)?.range.end;
    match word.text.split_once('=') {
        Some((_, value)) => Some(Argument { value: value.to_owned(), range: before..word.range.end }),
        None => {
            let value = arguments.get(at + 1)?;
            Some(Argument { value: value.text.to_owned(), range: before..value.range.end })
        }
    }
}

/// Where the `cd` commands among `words` lead.
fn directory_before(words: &[Word<'_>]) -> Option<String> {
    let mut directory: Option<String> = None;
    for (at, word) in words.iter().enumerate() {
        let Some(target) = words.get(at + 1) else { break };
        if word.text == "cd" && word.leads && !target.leads {
            directory = Some(match directory {
                Some(before) if !target.text.starts_with('/') => format!("{before}/{}", target.text),
                _ => target.text.to_owned(),
            });
        }
    }
    directory
}

/// Where a line that only changes the directory leads.
pub fn changed_directory(text: &str, region: Range<usize>) -> Option<String> {
    directory_before(&words(text, region))
}

pub(super) fn is_wrangler(word: &str) -> bool {
    let name = word.rsplit_once("/.bin/").map_or(word, |(_, name)| name);
    let name = name.strip_prefix("@cloudflare/").unwrap_or(name);
    let name = name.split_once('@').map_or(name, |(name, _)| name);
    name == "wrangler"
}

/// The first word of the call whose program stands at `index`; `None` if no command can begin there.
fn command_start(words: &[Word<'_>], index: usize) -> Option<usize> {
    let mut first = index;
    let before = |at: usize| (!words[at].leads).then(|| at.checked_sub(1)).flatten();
    // Options of the launcher: `npx --yes wrangler`.
    let mut at = index;
    while let Some(earlier) = before(at).filter(|earlier| words[*earlier].text.starts_with('-')) {
        at = earlier;
    }
    if let Some(earlier) = before(at) {
        match words[earlier].text {
            "npx" | "bunx" | "pnpm" | "yarn" | "pnpx" => first = earlier,
            "exec" | "dlx" | "run" | "x" => {
                let manager = before(earlier).map(|manager| (manager, words[manager].text));
                match (manager, words[earlier].text) {
                    // `npm run wrangler` runs a script of that name.
                    (Some((_, "npm")), "run") => return None,
                    (Some((manager, "npm" | "pnpm" | "yarn" | "bun")), _) => first = manager,
                    _ => {}
                }
            }
            _ => {}
        }
    }
    // Only variables and words that run a command may stand before it.
    let mut at = first;
    while !words[at].leads {
        let earlier = at.checked_sub(1)?;
        let word = words[earlier].text;
        let assignment = word.split_once('=').is_some_and(|(name, _)| {
            !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        });
        let runs = matches!(
            word,
            "time" | "exec" | "command" | "env" | "sudo" | "cross-env" | "then" | "do" | "else" | "!" | "dotenv" | "--"
        );
        if !(assignment || runs) {
            return None;
        }
        at = earlier;
    }
    Some(first)
}

fn words(text: &str, region: Range<usize>) -> Vec<Word<'_>> {
    let Some(part) = text.get(region.clone()) else { return Vec::new() };
    let mut words: Vec<Word<'_>> = Vec::new();
    let mut leads = true;
    let mut printed = false;
    let mut quoted = false;
    let mut start: Option<usize> = None;
    let mut close = |start: &mut Option<usize>, end: usize, leads: &mut bool| {
        if let Some(from) = start.take() {
            words.push(Word { text: &part[from..end], range: region.start + from..region.start + end, leads: *leads });
            *leads = false;
            return Some(&part[from..end]);
        }
        None
    };
    let mut characters = part.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        match character {
            ' ' | '\t' => {
                if let Some("echo" | "printf") = close(&mut start, at, &mut leads) {
                    printed = true;
                }
            }
            // A line that goes on.
            '\\' if matches!(characters.peek(), Some((_, '\n' | '\r'))) => {
                close(&mut start, at, &mut leads);
                while characters.next_if(|(_, next)| matches!(next, '\n' | '\r')).is_some() {}
            }
            '\n' | '\r' | ';' | '|' | '&' | '(' | ')' | '{' | '}' => {
                close(&mut start, at, &mut leads);
                if !(printed && quoted) {
                    leads = true;
                    printed = false;
                }
            }
            '"' | '\'' | '`' | '\\' => {
                let opens = start.is_none();
                close(&mut start, at, &mut leads);
                if character != '\\' {
                    quoted = !quoted;
                }
                // A quoted command: `concurrently "wrangler dev"`. What is only printed is none.
                leads |= opens && !printed;
            }
            _ => {
                start.get_or_insert(at);
            }
        }
    }
    close(&mut start, part.len(), &mut leads);
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Draft;

    fn rewritten(text: &str) -> String {
        let mut draft = Draft::new(text);
        for call in wrangler_calls(text, 0..text.len()) {
            if let Verdict::Replace(edit) = call.verdict {
                draft.add(&[edit]).unwrap();
            }
        }
        draft.finish()
    }

    #[test]
    fn calls_that_bundle_are_handed_to_pywrangler() {
        for (before, after) in [
            ("wrangler dev", "uv run pywrangler dev"),
            ("npx wrangler deploy --env staging", "uv run pywrangler deploy --env staging"),
            ("npx --yes wrangler@3.78 dev --port 1", "uv run pywrangler dev --port 1"),
            ("npx wrangler publish", "uv run pywrangler deploy"),
            ("pnpm wrangler dev", "uv run pywrangler dev"),
            ("pnpm exec wrangler dev", "uv run pywrangler dev"),
            ("yarn dlx wrangler dev", "uv run pywrangler dev"),
            ("bunx wrangler versions upload", "uv run pywrangler versions upload"),
            ("./node_modules/.bin/wrangler dev", "uv run pywrangler dev"),
            ("npm exec -- wrangler dev", "uv run pywrangler dev"),
            ("wrangler types", "uv run pywrangler types"),
            ("CI=1 npx wrangler dev && npx wrangler deploy", "CI=1 uv run pywrangler dev && uv run pywrangler deploy"),
            ("npm run build; wrangler dev", "npm run build; uv run pywrangler dev"),
            (
                "concurrently \\\"wrangler dev\\\" \\\"vite\\\"",
                "concurrently \\\"uv run pywrangler dev\\\" \\\"vite\\\"",
            ),
            ("cd api && \\\n  npx wrangler \\\n  deploy", "cd api && \\\n  uv run pywrangler \\\n  deploy"),
            ("out=$(npx wrangler deploy)", "out=$(uv run pywrangler deploy)"),
            ("if true; then npx wrangler dev; fi", "if true; then uv run pywrangler dev; fi"),
        ] {
            assert_eq!(rewritten(before), after, "{before}");
            assert_eq!(rewritten(after), after, "{after}");
        }
    }

    #[test]
    fn configurations_and_directories_are_read() {
        let text = "cd apps && cd ./api; npx wrangler dev -c conf/wrangler.toml --persist-to ../x";
        let call = &wrangler_calls(text, 0..text.len())[0];
        assert_eq!(call.directory.as_deref(), Some("apps/./api"));
        let config = call.config.as_ref().unwrap();
        assert_eq!(
            (config.value.as_str(), &text[config.range.clone()]),
            ("conf/wrangler.toml", " -c conf/wrangler.toml")
        );
        assert!(call.has_paths);
        let text = "wrangler deploy --config=a.toml --env x";
        let call = &wrangler_calls(text, 0..text.len())[0];
        assert_eq!(call.config.as_ref().map(|config| config.value.as_str()), Some("a.toml"));
        assert!(call.directory.is_none() && !call.has_paths);
    }

    #[test]
    fn everything_else_stays() {
        for text in [
            "wrangler tail",
            "npx wrangler d1 execute DB --file=x.sql",
            "npx wrangler secret put TOKEN",
            "npm install wrangler dev-tools",
            "npm install -D wrangler",
            "pip install wrangler dev",
            "uv run pywrangler dev",
            "uvx --from workers-py pywrangler dev",
            "echo \"wrangler dev starts\"",
            "echo wrangler dev",
            "npm run wrangler dev",
            "cat wrangler.toml",
            "my-wrangler dev",
            "wrangler --version",
            "wrangler",
            "",
        ] {
            assert_eq!(rewritten(text), text);
        }
    }

    #[test]
    fn what_pywrangler_does_not_take_is_said() {
        for (text, wanted) in [
            ("wrangler dev --remote", Unsupported::RemoteDevelopment),
            ("npx wrangler dev --port 1 -r", Unsupported::RemoteDevelopment),
            ("wrangler --config x.toml dev", Unsupported::LeadingOption),
            ("wrangler types --env-interface Env", Unsupported::TypesOption),
            ("wrangler types ./types.d.ts", Unsupported::TypesOption),
        ] {
            let calls = wrangler_calls(text, 0..text.len());
            assert_eq!(calls[0].verdict, Verdict::Unsupported(wanted), "{text}");
        }
    }
}
