//! What all pages have: head, header, list of entries, footer.
//! Border: the frame; what stands in it is the pages' business.
use base64::Engine as _;
use sha2::{Digest as _, Sha256};

use super::content::{Site, SiteEntry};
use super::html::Html;
use super::names;
use crate::catalog::Stage;

/// The style of all pages.
pub const STYLE: &str = include_str!("assets/site.css");
/// What searches, where scripts run.
pub const SCRIPT: &str = include_str!("assets/search.js");

/// Where a page stands, so that its links find the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// At the top.
    Top,
    /// In a directory.
    Below,
}

impl Depth {
    /// A link to a page, which is named from the top.
    pub fn to(self, page: &str) -> String {
        match self {
            Self::Top => page.to_owned(),
            Self::Below => format!("../{page}"),
        }
    }
}

/// A whole page around its main part.
pub fn page(site: &Site, title: &str, depth: Depth, has_search: bool, main: Html) -> String {
    let whole_title = if title == site.title { title.to_owned() } else { format!("{title} · {}", site.title) };
    let policy = format!(
        "default-src 'none'; style-src '{}'; script-src '{}'; img-src data:; base-uri 'none'; form-action 'none'",
        digest(STYLE),
        digest(SCRIPT)
    );
    let head = |html: Html| {
        let html = html
            .line()
            .empty("meta", &[("charset", "utf-8")])
            .line()
            .empty("meta", &[("http-equiv", "Content-Security-Policy"), ("content", &policy)])
            .line()
            .empty("meta", &[("name", "viewport"), ("content", "width=device-width, initial-scale=1")])
            .line()
            .empty("meta", &[("name", "color-scheme"), ("content", "light dark")])
            .line()
            .empty("link", &[("rel", "icon"), ("href", "data:,")])
            .line()
            .word("title", &[], &whole_title)
            .line();
        html.then(Html::trusted(format!("<style>{STYLE}</style>\n")))
    };
    let body = |html: Html| {
        let html = html
            .line()
            .element("a", &[("class", "skip"), ("href", "#main")], |html| html.text("Skip to the content"))
            .line()
            .element("header", &[], |html| html.link(&depth.to("index.html"), &site.title))
            .line()
            .element("main", &[("id", "main")], |html| html.line().then(main))
            .line();
        match has_search {
            true => html.then(Html::trusted(format!("<script>{SCRIPT}</script>\n"))),
            false => html,
        }
    };
    let document = Html::trusted("<!doctype html>\n".to_owned())
        .element("html", &[("lang", "en")], |html| {
            html.line().element("head", &[], head).line().element("body", &[], body).line()
        })
        .line();
    document.into_string()
}

/// What lets a page run this text and no other.
fn digest(text: &str) -> String {
    format!("sha256-{}", base64::engine::general_purpose::STANDARD.encode(Sha256::digest(text.as_bytes())))
}

/// Entries as a list.
pub fn entries<'a>(entries: impl Iterator<Item = &'a SiteEntry>, depth: Depth) -> Html {
    Html::new()
        .element("ul", &[("class", "entries")], |html| {
            entries.fold(html.line(), |html, entry| html.then(item(entry, depth)))
        })
        .line()
}

fn item(entry: &SiteEntry, depth: Depth) -> Html {
    let about = &entry.entry;
    let page = names::entry(&about.catalog, about.kind, &about.id);
    // What is searched: everything that is said here, and the tags.
    let words = format!(
        "{} {} {} {} {} {}",
        entry.name,
        about.title,
        about.summary,
        about.tags.join(" "),
        about.owner.as_deref().unwrap_or_default(),
        about.kind
    )
    .to_lowercase();
    Html::new()
        .element("li", &[("data-words", &words)], |html| {
            html.element("p", &[("class", "name")], |html| {
                html.link(&depth.to(page.as_str()), &about.title)
                    .text(" ")
                    .word("code", &[], &entry.name)
                    .then(stage(&about.stage))
            })
            .word("p", &[], &about.summary)
        })
        .line()
}

/// A word about how far something is, where that is not what one expects.
pub fn stage(stage: &Stage) -> Html {
    match stage {
        Stage::Stable => Html::new(),
        stage => Html::new().text(" ").word("span", &[("class", "stage")], stage.name()),
    }
}
