//! The first page, and the pages of what entries have in common.
//! Border: lists; one entry has a page of its own.
use super::content::Site;
use super::facets::Facet;
use super::html::Html;
use super::layout::{self, Depth};
use crate::catalog::EntryKind;

/// The first page: everything, by kind, and the ways to group it.
pub fn front(site: &Site, facets: &[Facet]) -> String {
    let mut main = Html::new().word("h1", &[], &site.title).line();
    if !site.summary.is_empty() {
        main = main.word("p", &[("class", "lead")], &site.summary).line();
    }
    main = main.then(search());
    for kind in EntryKind::ALL {
        let entries: Vec<_> = site.entries.iter().filter(|entry| entry.entry.kind == kind).collect();
        if !entries.is_empty() {
            let list = layout::entries(entries.into_iter(), Depth::Top);
            main = main
                .element("section", &[("class", "kind")], |html| {
                    html.line().word("h2", &[], kind.title()).line().then(list)
                })
                .line();
        }
    }
    main = facets.iter().fold(main, |main, facet| main.then(groups(facet)));
    layout::page(site, &site.title, Depth::Top, true, main)
}

/// The page of one group.
pub fn group(site: &Site, facet: &Facet, name: &str, members: &[usize]) -> String {
    let heading = facet.heading(name);
    let number = if members.len() == 1 { "1 entry.".to_owned() } else { format!("{} entries.", members.len()) };
    let entries = members.iter().filter_map(|index| site.entries.get(*index));
    let main = Html::new()
        .word("h1", &[], &heading)
        .line()
        .word("p", &[("class", "lead")], &number)
        .line()
        .then(layout::entries(entries, Depth::Below));
    layout::page(site, &heading, Depth::Below, false, main)
}

/// Shown by the script that makes it work; without one the page is a list, and the browser searches in it.
fn search() -> Html {
    Html::new()
        .element("search", &[("id", "search"), ("hidden", "")], |html| {
            html.line()
                .word("label", &[("for", "words")], "Search")
                .empty(
                    "input",
                    &[("type", "search"), ("id", "words"), ("autocomplete", "off"), ("spellcheck", "false")],
                )
                .word("p", &[("id", "found"), ("role", "status")], "")
                .line()
        })
        .line()
}

fn groups(facet: &Facet) -> Html {
    if facet.groups.is_empty() {
        return Html::new();
    }
    let items = |html: Html| {
        facet.groups.iter().fold(html.line(), |html, (name, members)| {
            let page = facet.page(name);
            html.element("li", &[], |html| html.link(page.as_str(), name).text(&format!(" {}", members.len()))).line()
        })
    };
    Html::new()
        .element("nav", &[("aria-label", facet.title)], |html| {
            html.line().word("h2", &[], facet.title).line().element("ul", &[("class", "groups")], items).line()
        })
        .line()
}
