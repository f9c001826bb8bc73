//! HTML that is escaped by the way it is made.
//! Border: elements, attributes and text; what a page says is others' work.
use std::fmt::Write as _;

/// A piece of HTML.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Html(String);

impl Html {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// A piece that is known to be right: written in this program, or made by the Markdown parser.
    pub fn trusted(html: String) -> Self {
        Self(html)
    }

    /// Adds text.
    #[must_use]
    pub fn text(mut self, text: &str) -> Self {
        escape(text, &mut self.0);
        self
    }

    /// Adds another piece.
    #[must_use]
    pub fn then(mut self, other: Self) -> Self {
        self.0.push_str(&other.0);
        self
    }

    /// Adds an element around what `inside` makes.
    #[must_use]
    pub fn element(
        mut self,
        name: &'static str,
        attributes: &[(&'static str, &str)],
        inside: impl FnOnce(Self) -> Self,
    ) -> Self {
        self.begin(name, attributes);
        let mut whole = inside(self);
        // Writing to a text cannot fail.
        let _ = write!(whole.0, "</{name}>");
        whole
    }

    /// Adds an element without content, like `meta`.
    #[must_use]
    pub fn empty(mut self, name: &'static str, attributes: &[(&'static str, &str)]) -> Self {
        self.begin(name, attributes);
        self
    }

    /// Adds an element with text alone.
    #[must_use]
    pub fn word(self, name: &'static str, attributes: &[(&'static str, &str)], text: &str) -> Self {
        self.element(name, attributes, |html| html.text(text))
    }

    /// Adds a link.
    #[must_use]
    pub fn link(self, to: &str, text: &str) -> Self {
        self.word("a", &[("href", to)], text)
    }

    /// Ends the line, for people who read the source.
    #[must_use]
    pub fn line(mut self) -> Self {
        self.0.push('\n');
        self
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// As text.
    pub fn into_string(self) -> String {
        self.0
    }

    fn begin(&mut self, name: &'static str, attributes: &[(&'static str, &str)]) {
        let _ = write!(self.0, "<{name}");
        for (attribute, value) in attributes {
            let _ = write!(self.0, " {attribute}=\"");
            escape(value, &mut self.0);
            self.0.push('"');
        }
        self.0.push('>');
    }
}

fn escape(text: &str, into: &mut String) {
    for character in text.chars() {
        match character {
            '&' => into.push_str("&amp;"),
            '<' => into.push_str("&lt;"),
            '>' => into.push_str("&gt;"),
            '"' => into.push_str("&quot;"),
            '\'' => into.push_str("&#39;"),
            // Turns the text after it around, so that a page seems to say something else.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            character if character.is_control() && !matches!(character, '\n' | '\t') => into.push('\u{fffd}'),
            character => into.push(character),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_attributes_are_escaped() {
        let html = Html::new().element("p", &[("title", "\"><script>")], |html| html.text("<b>&'\u{202e}\0"));
        assert_eq!(html.into_string(), "<p title=\"&quot;&gt;&lt;script&gt;\">&lt;b&gt;&amp;&#39;\u{fffd}</p>");
        assert_eq!(Html::new().link("a.html", "A").into_string(), "<a href=\"a.html\">A</a>");
    }
}
