//! `package.json`: scripts that call wrangler, and the version of wrangler.
//! Border: these two; everything else in the file is somebody else's.
use super::commands::{self, Invocation};
use super::document::{Document, Format};
use super::error::{EditError, ParseError};
use super::node::{Node, Step};
use super::platform;
use super::value::Value;
use crate::plan::Edit;

/// A parsed package.json.
#[derive(Debug, Clone)]
pub struct PackageJson {
    document: Document,
}

/// A script that calls wrangler.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScriptCall {
    /// The script's name.
    pub script: String,
    /// The call.
    pub call: Invocation,
}

/// The version of wrangler that a project asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WranglerVersion {
    /// `dependencies` or `devDependencies`.
    pub table: &'static str,
    /// As it is written, for example `^3.78.0`.
    pub version: String,
    /// Whether pywrangler refuses to work with the oldest version it allows.
    pub is_too_old: bool,
    /// Its bytes.
    pub range: std::ops::Range<usize>,
}

impl PackageJson {
    /// Parses a package.json.
    ///
    /// # Errors
    /// The first fault, with its place.
    pub fn parse(text: impl Into<String>) -> Result<Self, ParseError> {
        Ok(Self { document: Document::parse(text, Format::Json)? })
    }

    /// The document with its places.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The scripts' calls of wrangler.
    pub fn calls(&self) -> Vec<ScriptCall> {
        let mut found = Vec::new();
        for entry in self.document.root().at(&["scripts"]).map(Node::entries).unwrap_or_default() {
            if entry.value.as_text().is_none() {
                continue;
            }
            let inside = entry.value.range.start + 1..entry.value.range.end.saturating_sub(1);
            let calls = commands::wrangler_calls(self.document.text(), inside);
            found.extend(calls.into_iter().map(|call| ScriptCall { script: entry.key.clone(), call }));
        }
        found
    }

    /// The version of wrangler that is asked for.
    pub fn wrangler(&self) -> Option<WranglerVersion> {
        ["devDependencies", "dependencies"].into_iter().find_map(|table| {
            let node = self.document.root().at(&[table, "wrangler"])?;
            let version = node.as_text()?.to_owned();
            let is_too_old = lowest(&version).is_some_and(|lowest| {
                semver::Version::parse(platform::WRANGLER_MINIMUM).is_ok_and(|minimum| lowest < minimum)
            });
            Some(WranglerVersion { table, version, is_too_old, range: node.range.clone() })
        })
    }

    /// Raises wrangler to a version that pywrangler works with, if it is older.
    ///
    /// # Errors
    /// There is something else in its place.
    pub fn raise_wrangler(&self) -> Result<Vec<Edit>, EditError> {
        match self.wrangler() {
            Some(wrangler) if wrangler.is_too_old => {
                let path = [Step::Key(wrangler.table), Step::Key("wrangler")];
                self.document.replace(&path, &Value::Text(format!("^{}", platform::WRANGLER_MINIMUM)))
            }
            _ => Ok(Vec::new()),
        }
    }
}

/// The lowest version that an npm range such as `^3.78.0` allows; `None` for tags, URLs and ranges without one.
fn lowest(range: &str) -> Option<semver::Version> {
    let bare = range.trim().trim_start_matches(['^', '~', '=', 'v', ' ']);
    let bare = bare.strip_prefix(">=").unwrap_or(bare).trim();
    let bare = bare.split([' ', '|', ',']).next()?;
    let mut parts = bare.splitn(3, '.').map(|part| if matches!(part, "x" | "X" | "*") { "0" } else { part });
    let (major, minor, patch) = (parts.next()?, parts.next().unwrap_or("0"), parts.next().unwrap_or("0"));
    semver::Version::parse(&format!("{major}.{minor}.{patch}")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::commands::Verdict;
    use crate::plan::Draft;

    #[test]
    fn scripts_and_the_version_are_changed_in_place() {
        let text = "{\n\t\"scripts\": {\n\t\t\"dev\": \"wrangler dev\",\n\t\t\"all\": \"concurrently \\\"wrangler dev\\\" vite\",\n\t\t\"db\": \"wrangler d1 execute x\"\n\t},\n\t\"devDependencies\": { \"wrangler\": \"^3.78.0\" }\n}\n";
        let package = PackageJson::parse(text).unwrap();
        let mut draft = Draft::new(text);
        for call in package.calls() {
            if let Verdict::Replace(edit) = call.call.verdict {
                draft.add(&[edit]).unwrap();
            }
        }
        draft.add(&package.raise_wrangler().unwrap()).unwrap();
        let after = draft.finish();
        assert_eq!(
            after,
            text.replace("wrangler dev", "uv run pywrangler dev")
                .replace("^3.78.0", &format!("^{}", platform::WRANGLER_MINIMUM))
        );
        let again = PackageJson::parse(after).unwrap();
        assert!(again.raise_wrangler().unwrap().is_empty());
        assert!(again.calls().iter().all(|call| call.call.verdict == Verdict::Keep));
    }

    #[test]
    fn versions_are_compared() {
        for (version, is_too_old) in [
            ("^3.78.0", true),
            ("^4.9.1", true),
            ("~4.127.0", true),
            ("4", true),
            (">=3 <5", true),
            ("^4.127.1", false),
            ("4.164.0", false),
            ("^5.0.0-beta.1", false),
            ("latest", false),
            ("*", true),
            ("workspace:^", false),
            ("", false),
        ] {
            let package =
                PackageJson::parse(format!("{{\"devDependencies\": {{\"wrangler\": \"{version}\"}}}}")).unwrap();
            assert_eq!(package.wrangler().map(|wrangler| wrangler.is_too_old), Some(is_too_old), "{version}");
        }
    }
}
