//! The page of one template, layer or set of codemods.
//! Border: lays out what its manifest, its index and its README say.
use std::collections::BTreeMap;

use super::content::{Site, SiteEntry};
use super::facets::Facet;
use super::html::Html;
use super::layout::{self, Depth};
use super::{markdown, names};
use crate::catalog::{EntryKind, Stage};
use crate::template::{Default, Docs, MigrationStep, Question, Template};
use crate::text::shell_line;

/// The page of an entry.
pub fn page(site: &Site, entry: &SiteEntry, facets: &[Facet]) -> String {
    let about = &entry.entry;
    let mut main = Html::new()
        .word("h1", &[], &about.title)
        .line()
        .word("p", &[("class", "lead")], &about.summary)
        .line()
        .then(replaced(site, entry))
        .element("pre", &[("class", "command")], |html| html.word("code", &[], &entry.command()))
        .line()
        .then(facts(site, entry, facets));
    if let Some(template) = &entry.template {
        main = main.then(docs(&template.manifest.docs)).then(questions(template)).then(commands(template));
    }
    main = main.then(rules(entry));
    if let Some(template) = &entry.template {
        main = main.then(files(template));
    }
    if let Some(readme) = &entry.readme {
        let body = markdown::render(markdown::without_title(readme), 3);
        main = main.then(section("README", body));
    }
    main = main.then(versions(entry));
    layout::page(site, &about.title, Depth::Below, false, main)
}

fn section(title: &str, inside: Html) -> Html {
    if inside.is_empty() {
        return inside;
    }
    Html::new().element("section", &[], |html| html.line().word("h2", &[], title).line().then(inside).line()).line()
}

/// What to use instead of something that is deprecated.
fn replaced(site: &Site, entry: &SiteEntry) -> Html {
    let Stage::Deprecated { replaced_by } = &entry.entry.stage else { return Html::new() };
    let text = Html::new().text("This is deprecated");
    let text = match replaced_by {
        None => text.text("."),
        Some(other) => {
            let text = text.text("; use ");
            let known = site.entries.iter().find(|known| {
                known.entry.catalog == entry.entry.catalog
                    && known.entry.id == *other
                    && known.entry.id != entry.entry.id
            });
            match known {
                Some(known) => {
                    let page = names::entry(&known.entry.catalog, known.entry.kind, &known.entry.id);
                    text.link(&Depth::Below.to(page.as_str()), &known.entry.title)
                }
                None => text.word("code", &[], other),
            }
            .text(" instead.")
        }
    };
    Html::new().element("p", &[("class", "notice")], |html| html.then(text)).line()
}

fn facts(site: &Site, entry: &SiteEntry, facets: &[Facet]) -> Html {
    let about = &entry.entry;
    let group = |key: &str, name: &str| {
        let page = facets.iter().find(|facet| facet.key == key).map(|facet| facet.page(name));
        match page {
            Some(page) => Html::new().link(&Depth::Below.to(page.as_str()), name),
            None => Html::new().text(name),
        }
    };
    let mut rows: Vec<(&str, Html)> = vec![("Name", Html::new().word("code", &[], &entry.name))];
    rows.push(("Kind", Html::new().text(&about.kind.to_string())));
    rows.push(("Version", Html::new().text(&entry.version)));
    rows.push(("Stage", group("stage", about.stage.name())));
    if let Some(owner) = &about.owner {
        rows.push(("Owner", group("owner", owner)));
    }
    if !about.tags.is_empty() {
        let mut tags = Html::new();
        for (index, tag) in about.tags.iter().enumerate() {
            tags = if index > 0 { tags.text(", ") } else { tags }.then(group("tag", tag));
        }
        rows.push(("Tags", tags));
    }
    if let Some(template) = &entry.template {
        let related = |ids: Vec<&str>| {
            ids.iter().enumerate().fold(Html::new(), |html, (index, id)| {
                let html = if index > 0 { html.text(", ") } else { html };
                html.then(link_to(site, entry, id))
            })
        };
        let manifest = &template.manifest;
        if !manifest.needs.is_empty() {
            rows.push(("Needs", related(manifest.needs.iter().map(|need| need.text.as_str()).collect())));
        }
        if let Some(preset) = &manifest.preset {
            rows.push(("Made of", related(preset.layers.iter().map(|layer| layer.text.as_str()).collect())));
        }
    }
    if let Some(source) = &entry.source {
        rows.push(("Source", Html::new().word("code", &[], source)));
    }
    rows.push(("Content", Html::new().word("code", &[], &format!("sha256:{}", entry.hash))));
    let list = |html: Html| {
        rows.into_iter().fold(html.line(), |html, (name, value)| {
            html.word("dt", &[], name).element("dd", &[], |html| html.then(value)).line()
        })
    };
    Html::new().element("dl", &[("class", "facts")], list).line()
}

/// A layer of the same catalog, linked if it has a page.
fn link_to(site: &Site, from: &SiteEntry, id: &str) -> Html {
    let is_meant = |known: &&SiteEntry| known.entry.id == id && known.entry.kind == EntryKind::Layer;
    let own = |known: &&SiteEntry| known.entry.catalog == from.entry.catalog;
    let mut candidates = site.entries.iter().filter(is_meant).collect::<Vec<_>>();
    candidates.sort_by_key(|known| !own(known));
    match candidates.first() {
        Some(known) => {
            let page = names::entry(&known.entry.catalog, known.entry.kind, &known.entry.id);
            Html::new().link(&Depth::Below.to(page.as_str()), id)
        }
        None => Html::new().text(id),
    }
}

fn docs(docs: &Docs) -> Html {
    let about = docs.about.as_ref().map(|about| section("About", markdown::render(about, 3)));
    let list = |title: &str, lines: &[String]| match lines.is_empty() {
        true => Html::new(),
        false => {
            let text: String = lines.iter().map(|line| format!("- {line}\n")).collect();
            section(title, markdown::render(&text, 3))
        }
    };
    about
        .unwrap_or_default()
        .then(list("Bindings", &docs.bindings))
        .then(list("Routes", &docs.routes))
        .then(docs.costs.as_ref().map(|costs| section("Costs", markdown::render(costs, 3))).unwrap_or_default())
        .then(list("Limits", &docs.limits))
}

fn questions(template: &Template) -> Html {
    let rows = template.manifest.questions.iter().fold(Html::new(), |html, question| html.then(question_row(question)));
    if rows.is_empty() {
        return rows;
    }
    let table = |html: Html| {
        let head = ["Question", "", "Default"];
        html.line()
            .element("thead", &[], |html| {
                html.element("tr", &[], |html| {
                    head.iter().fold(html, |html, title| match title.is_empty() {
                        true => html.word("th", &[("scope", "col")], "What is asked"),
                        false => html.word("th", &[("scope", "col")], title),
                    })
                })
            })
            .line()
            .element("tbody", &[], |html| html.line().then(rows))
            .line()
    };
    section("Questions", scrolled("Questions", Html::new().element("table", &[], table)))
}

/// A table that is wider than a phone can be moved by itself, also with the keyboard.
fn scrolled(name: &str, table: Html) -> Html {
    let attributes = [("class", "scroll"), ("role", "region"), ("aria-label", name), ("tabindex", "0")];
    Html::new().element("div", &attributes, |html| html.then(table))
}

fn question_row(question: &Question) -> Html {
    let default = match &question.default {
        Some(Default::Value(value)) => Html::new().word("code", &[], &value.to_string()),
        Some(Default::Rendered(text)) => Html::new().word("code", &[], &text.text),
        None => Html::new().text("none"),
    };
    let choices: Vec<&str> = question.kind.choices().iter().map(|choice| choice.value.as_str()).collect();
    let asked = |html: Html| {
        let mut html = html.text(&question.prompt);
        if let Some(help) = &question.help {
            html = html.word("p", &[("class", "faint")], help);
        }
        if !choices.is_empty() {
            html = html.word("p", &[("class", "faint")], &format!("One of: {}", choices.join(", ")));
        }
        if let Some(when) = &question.when {
            html = html.word("p", &[("class", "faint")], &format!("Asked if {}", when.text));
        }
        html
    };
    Html::new()
        .element("tr", &[], |html| {
            html.element("th", &[("scope", "row")], |html| html.word("code", &[], &question.name))
                .element("td", &[], asked)
                .element("td", &[], |html| html.then(default))
        })
        .line()
}

/// What it wants to have run, which is worth knowing before it is asked.
fn commands(template: &Template) -> Html {
    let manifest = &template.manifest;
    let line = |words: &[crate::template::Expression]| {
        shell_line(&words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>())
    };
    let mut lines: Vec<(String, Option<String>)> =
        manifest.commands.iter().map(|command| (line(&command.argv), command.note.clone())).collect();
    for migration in &manifest.migrations {
        for step in &migration.steps {
            if let MigrationStep::Run(command) = step {
                lines.push((line(&command.argv), Some(format!("when a project passes {}", migration.version))));
            }
        }
    }
    if lines.is_empty() {
        return Html::new();
    }
    let list = |html: Html| {
        lines.iter().fold(html.line(), |html, (line, note)| {
            html.element("li", &[], |html| {
                let html = html.word("code", &[], line);
                match note {
                    Some(note) => html.text(": ").text(note),
                    None => html,
                }
            })
            .line()
        })
    };
    let intro = Html::new().word("p", &[], "It asks for these to be run; they are, if you agree.").line();
    section("Commands", intro.element("ul", &[], list))
}

fn rules(entry: &SiteEntry) -> Html {
    if entry.rules.is_empty() {
        return Html::new();
    }
    let list = |html: Html| {
        entry.rules.iter().fold(html.line(), |html, (code, name, summary)| {
            html.element("li", &[], |html| html.word("code", &[], code).text(&format!(" {name}: {summary}"))).line()
        })
    };
    section("Rules", Html::new().element("ul", &[], list))
}

/// A directory of the file tree.
#[derive(Default)]
struct Directory<'a> {
    directories: BTreeMap<&'a str, Directory<'a>>,
    files: Vec<(&'a str, bool)>,
}

impl Directory<'_> {
    fn html(&self) -> Html {
        let list = |html: Html| {
            let html = self.directories.iter().fold(html, |html, (name, directory)| {
                html.element("li", &[], |html| html.word("code", &[], &format!("{name}/")).then(directory.html()))
            });
            self.files.iter().fold(html, |html, (name, is_merged)| {
                html.element("li", &[], |html| {
                    let html = html.word("code", &[], name);
                    if *is_merged { html.text(" merged into yours") } else { html }
                })
            })
        };
        Html::new().element("ul", &[("class", "tree")], list)
    }
}

fn files(template: &Template) -> Html {
    let whole = template.files.iter().map(|file| (file.path(), false));
    let merged = template.fragments.iter().map(|(kind, _)| (kind.name().to_owned(), true));
    let mut paths: Vec<(String, bool)> = whole.chain(merged).collect();
    paths.sort();
    if paths.is_empty() {
        return Html::new();
    }
    let mut top = Directory::default();
    for (path, is_merged) in &paths {
        let mut parts: Vec<&str> = path.split('/').collect();
        let Some(name) = parts.pop() else { continue };
        let directory =
            parts.into_iter().fold(&mut top, |directory, part| directory.directories.entry(part).or_default());
        directory.files.push((name, *is_merged));
    }
    section("Files", top.html())
}

fn versions(entry: &SiteEntry) -> Html {
    let list = |html: Html| {
        entry.changes.iter().fold(html, |html, (version, changes)| {
            let lines: String = changes.iter().map(|change| format!("- {}\n", change.replace('\n', " "))).collect();
            html.word("h3", &[], version).line().then(markdown::render(&lines, 4))
        })
    };
    section("Versions", list(Html::new()))
}
