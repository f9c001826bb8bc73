//! Markdown of others, as HTML that cannot do anything.
//! Border: one text in, one piece out. HTML in it is shown as text, images are named and not loaded, and only addresses of
//! pages and mail are links.
use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

use super::html::Html;

/// Renders a text; its first headings are of `level`, and none leaves out a level below it.
pub fn render(text: &str, level: usize) -> Html {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut filter = Filter { level, last: level - 1, headings: Vec::new(), links: Vec::new() };
    let events = Parser::new_ext(text, options).filter_map(|event| filter.pass(event)).flat_map(framed);
    let mut rendered = String::new();
    html::push_html(&mut rendered, events);
    Html::trusted(rendered)
}

/// A table that is wider than a phone can be moved by itself, also with the keyboard.
fn framed(event: Event<'_>) -> impl Iterator<Item = Event<'_>> {
    const BEGIN: &str = "<div class=\"scroll\" role=\"region\" aria-label=\"Table\" tabindex=\"0\">\n";
    let (before, after) = match &event {
        Event::Start(Tag::Table(_)) => (Some(BEGIN), None),
        Event::End(TagEnd::Table) => (None, Some("</div>\n")),
        _ => (None, None),
    };
    let own = |html: Option<&'static str>| html.map(|html| Event::Html(CowStr::Borrowed(html)));
    [own(before), Some(event), own(after)].into_iter().flatten()
}

/// The text of the first heading of the first level, which says what the page is.
pub fn without_title(text: &str) -> &str {
    match text.trim_start().strip_prefix("# ") {
        Some(rest) => rest.split_once('\n').map_or("", |(_, rest)| rest),
        None => text,
    }
}

struct Filter {
    /// The level of the first headings.
    level: usize,
    /// The level of the last heading.
    last: usize,
    /// The levels of headings that are open.
    headings: Vec<HeadingLevel>,
    /// For each link or image that is open: whether it is one in the page.
    links: Vec<bool>,
}

impl Filter {
    fn pass<'a>(&mut self, event: Event<'a>) -> Option<Event<'a>> {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => Some(Event::Text(visible(html))),
            Event::Text(text) => Some(Event::Text(visible(text))),
            Event::Code(text) => Some(Event::Code(visible(text))),
            // Their content comes as text of its own.
            Event::Start(Tag::HtmlBlock) => Some(Event::Start(Tag::Paragraph)),
            Event::End(TagEnd::HtmlBlock) => Some(Event::End(TagEnd::Paragraph)),
            Event::Start(Tag::Heading { level, .. }) => {
                let wanted = level as usize + self.level - 1;
                self.last = wanted.min(self.last + 1).min(6);
                let level = HeadingLevel::try_from(self.last).unwrap_or(HeadingLevel::H6);
                self.headings.push(level);
                let (id, classes, attrs) = (None, Vec::new(), Vec::new());
                Some(Event::Start(Tag::Heading { level, id, classes, attrs }))
            }
            Event::End(TagEnd::Heading(level)) => {
                Some(Event::End(TagEnd::Heading(self.headings.pop().unwrap_or(level))))
            }
            Event::Start(Tag::Link { link_type, dest_url, id, .. }) => {
                let is_link = is_allowed(&dest_url);
                self.links.push(is_link);
                let title = CowStr::Borrowed("");
                is_link.then_some(Event::Start(Tag::Link { link_type, dest_url, title, id }))
            }
            Event::End(TagEnd::Link) => self.links.pop().unwrap_or(false).then_some(Event::End(TagEnd::Link)),
            // What an image shows is said by its text, which stays.
            Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => None,
            other => Some(other),
        }
    }
}

/// A text without what turns it around.
fn visible(text: CowStr<'_>) -> CowStr<'_> {
    let turns = |character: char| matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if text.contains(turns) { text.replace(turns, "").into() } else { text }
}

/// Whether a link may lead there: pages and mail, said in full.
fn is_allowed(address: &str) -> bool {
    let Some((scheme, rest)) = address.split_once(':') else { return false };
    let is_page = matches!(scheme.to_ascii_lowercase().as_str(), "http" | "https") && rest.starts_with("//");
    let is_plain = !address.chars().any(|character| character.is_control() || character.is_whitespace());
    is_plain && (is_page || scheme.eq_ignore_ascii_case("mailto"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rendered(text: &str) -> String {
        render(text, 3).into_string()
    }

    #[test]
    fn html_is_shown_and_does_nothing() {
        let html = rendered("<script>alert(1)</script>\n\ntext <img src=x onerror=alert(1)> <b>x</b>\n\n<!-- x -->\n");
        assert!(!html.contains("<script") && !html.contains("<img") && !html.contains("<b>") && !html.contains("<!--"));
        assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "{html}");
        let html = rendered("<div>\n<iframe src=//x></iframe>\n</div>\n\n```\"><script>\nx\n```\n\n`<script>`");
        assert!(!html.contains("<iframe") && !html.contains("<div") && !html.contains("<script"), "{html}");
    }

    #[test]
    fn only_pages_and_mail_are_links() {
        for address in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "&#106;avascript:alert(1)",
            "java&#10;script:alert(1)",
            "<java script:alert(1)>",
            "data:text/html,x",
            "vbscript:x",
            "//evil.example",
            "file:///etc/passwd",
            "https:evil.example",
            "docs/other.md",
            "#place",
        ] {
            let html = rendered(&format!("[text]({address}) <{address}> [ref]\n\n[ref]: {address}\n"));
            assert!(!html.contains("href"), "{address}: {html}");
            assert!(html.contains("text"), "{html}");
        }
        let html = rendered("[a](https://acme.example/x?a=1&b=\"2)");
        assert!(html.contains("href=\"https://acme.example/x?a=1&amp;b=%222\""), "{html}");
        assert!(rendered("<mailto:a@acme.example>").contains("href=\"mailto:a@acme.example\""));
    }

    #[test]
    fn images_are_named_and_not_loaded() {
        let html =
            rendered("![a picture](https://acme.example/x.png \"title\") [![badge](b.svg)](https://acme.example)");
        assert!(!html.contains("<img") && !html.contains(".png") && !html.contains(".svg"), "{html}");
        assert!(html.contains("a picture") && html.contains(">badge</a>"), "{html}");
    }

    #[test]
    fn headings_fit_into_the_page() {
        let html = rendered("# One\n\n#### Deep\n\n## Two\n\n###### Six\n");
        assert_eq!(html, "<h3>One</h3>\n<h4>Deep</h4>\n<h4>Two</h4>\n<h5>Six</h5>\n");
        assert_eq!(without_title("# Title\n\nText"), "\nText");
        assert_eq!(without_title("Text"), "Text");
    }

    #[test]
    fn tables_are_moved_by_themselves() {
        let html = rendered("| a |\n|---|\n| b |\n");
        assert!(html.starts_with("<div class=\"scroll\"") && html.ends_with("</table>\n</div>\n"), "{html}");
    }

    #[test]
    fn text_is_not_turned_around() {
        assert!(!rendered("a \u{202e}b `\u{2066}c`").contains(['\u{202e}', '\u{2066}']));
    }
}
