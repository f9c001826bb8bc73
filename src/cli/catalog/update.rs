//! `pyworker catalog update [NAME…]`.
//! Border: prints what `catalog` found out.
use std::collections::BTreeMap;

use camino::Utf8Path;
use clap::Args;
use serde::Serialize;

use crate::catalog::{CatalogError, News};
use crate::cli::{Error, Exit, Session, catalogs};
use crate::ui::Theme;

/// Fetch the catalogs, and say what is new in them
///
/// A version that is not what it was when it was first seen here is an error.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The catalogs; all of them without a name
    names: Vec<String>,
    /// Take what is there now, also where a tag was moved or a version was changed
    #[arg(long)]
    accept_moved: bool,
}

#[derive(Serialize)]
struct Document<'news> {
    command: &'static str,
    catalogs: Vec<Updated<'news>>,
}

#[derive(Debug, Serialize)]
struct Updated<'news> {
    name: &'news str,
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<&'news str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    commit: Option<&'news str>,
    new: BTreeMap<&'news str, Vec<String>>,
    gone: &'news [String],
    accepted: Vec<String>,
}

impl Arguments {
    pub(super) fn run(self, session: &Session) -> Result<Exit, Error> {
        let catalog = catalogs::open(Utf8Path::new("."), false, session)?;
        let names = if self.names.is_empty() { catalog.allowed_names() } else { self.names };
        let mut all = Vec::new();
        for name in &names {
            all.push(catalog.refresh(name, self.accept_moved)?);
        }
        catalogs::tell(&catalog, session);
        let theme = session.printer.stdout_theme();
        let text: String = all.iter().map(|news| lines(news, self.accept_moved, theme)).collect();
        session.printer.result(&text).map_err(Error::Output)?;
        let moved = all.iter().flat_map(|news| &news.moved).next().filter(|_| !self.accept_moved);
        if let Some(moved) = moved {
            return Err(CatalogError::Moved(Box::new(moved.clone())).into());
        }
        let document = Document { command: "catalog update", catalogs: all.iter().map(updated).collect() };
        session.printer.json(&document).map_err(Error::Output)?;
        Ok(Exit::Done)
    }
}

fn updated(news: &News) -> Updated<'_> {
    let versions = |versions: &Vec<semver::Version>| versions.iter().map(ToString::to_string).collect();
    Updated {
        name: &news.name,
        before: news.before.as_deref(),
        commit: news.commit.as_deref(),
        new: news.new.iter().map(|(entry, new)| (entry.as_str(), versions(new))).collect(),
        gone: &news.gone,
        accepted: news.moved.iter().map(|moved| format!("{}@{}", moved.id, moved.version)).collect(),
    }
}

fn lines(news: &News, accepted: bool, theme: Theme) -> String {
    let short = |commit: &str| commit.chars().take(10).collect::<String>();
    let state = match (&news.before, &news.commit) {
        (Some(before), Some(commit)) => format!("{} -> {}", short(before), short(commit)),
        (None, Some(commit)) => short(commit),
        _ => "nothing to fetch".to_owned(),
    };
    let mut text = format!("{} {}\n", theme.accent(&news.name), theme.faint(format!("({state})")));
    for (entry, versions) in &news.new {
        let versions: Vec<String> = versions.iter().map(ToString::to_string).collect();
        text.push_str(&format!("  {} {entry} {}\n", theme.good("new:"), versions.join(", ")));
    }
    for gone in &news.gone {
        text.push_str(&format!("  {} {gone}\n", theme.warning("gone:")));
    }
    for moved in &news.moved {
        let what = if accepted { theme.warning("accepted as it is now:") } else { theme.bad("moved:") };
        text.push_str(&format!("  {what} {} {}\n", moved.id, moved.version));
    }
    text
}
