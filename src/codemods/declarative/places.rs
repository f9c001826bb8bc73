//! Where the values of a `rule.toml` stand, so that a mistake is shown where it was made.
//! Border: TOML; what a value means is checked elsewhere.
use std::ops::Range;

use toml_edit::{Document, Item};

/// A value: the names of tables and keys that lead to it, and places in lists.
#[derive(Debug, Clone, Copy)]
pub enum Step<'a> {
    /// The value of a key.
    Key(&'a str),
    /// One of a list of tables.
    Index(usize),
}

/// The places of a text that parses.
pub struct Places<'t> {
    text: &'t str,
    document: Option<Document<&'t str>>,
}

impl<'t> Places<'t> {
    /// Reads `text`; nothing has a place in one that does not parse.
    pub fn of(text: &'t str) -> Self {
        Self { text, document: Document::parse(text).ok() }
    }

    /// The bytes of a value, quotes included.
    pub fn of_value(&self, steps: &[Step<'_>]) -> Option<Range<usize>> {
        let mut item: &Item = self.document.as_ref()?.as_item();
        for step in steps {
            item = match step {
                Step::Key(name) => item.get(*name)?,
                Step::Index(index) => item.get(*index)?,
            };
        }
        item.span()
    }

    /// The byte of the file that stands for byte `offset` of a string.
    pub fn inside(&self, steps: &[Step<'_>], offset: usize) -> Option<usize> {
        let range = self.of_value(steps)?;
        let raw = self.text.get(range.clone())?;
        Some(range.start + raw_offset(raw, offset).unwrap_or(0))
    }
}

/// Where byte `wanted` of the value of a string stands in how it is written, quotes included.
fn raw_offset(raw: &str, wanted: usize) -> Option<usize> {
    let (quotes, is_literal) = ["\"\"\"", "'''", "\"", "'"]
        .into_iter()
        .find(|quotes| raw.starts_with(quotes))
        .map(|quotes| (quotes.len(), quotes.starts_with('\'')))?;
    let mut at = quotes;
    if quotes == 3 {
        // A line end directly after the quotes is not part of the value.
        at += ["\r\n", "\n"].into_iter().find(|end| raw[at..].starts_with(end)).map_or(0, str::len);
    }
    let mut value = 0;
    while value < wanted {
        let rest = raw.get(at..)?;
        let letter = rest.chars().next()?;
        if letter != '\\' || is_literal {
            at += letter.len_utf8();
            value += letter.len_utf8();
            continue;
        }
        let (written, stands_for) = match rest[1..].chars().next()? {
            'x' => (4, code_length(rest.get(2..4)?)?),
            'u' => (6, code_length(rest.get(2..6)?)?),
            'U' => (10, code_length(rest.get(2..10)?)?),
            letter if letter.is_whitespace() => (rest.len() - rest[1..].trim_start().len(), 0),
            letter => (1 + letter.len_utf8(), 1),
        };
        at += written;
        value += stands_for;
    }
    Some(at)
}

fn code_length(digits: &str) -> Option<usize> {
    char::from_u32(u32::from_str_radix(digits, 16).ok()?).map(char::len_utf8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_of_a_value_is_found_however_it_is_written() {
        fn at(raw: &str, wanted: usize) -> &str {
            &raw[raw_offset(raw, wanted).expect("a place")..]
        }
        assert_eq!(at("\"(call) @x\"", 6), " @x\"");
        assert_eq!(at("'(call) @x'", 6), " @x'");
        assert_eq!(at("\"\"\"\n(call) @x\"\"\"", 6), " @x\"\"\"");
        assert_eq!(at("'''\r\n(call) @x'''", 6), " @x'''");
        assert_eq!(at(r#""\t(\"a\" \u00e9) @x""#, 8), ") @x\"");
        assert_eq!(at("\"\"\"(call) \\\n   @x\"\"\"", 7), "\\\n   @x\"\"\"");
        assert_eq!(at("\"\"\"(call) \\\n   @x\"\"\"", 8), "x\"\"\"");
    }

    #[test]
    fn values_in_tables_and_lists_have_places() {
        let text = "a = 1\n[[rewrite]]\nwith = 'x'\n[[rewrite]]\nwith = 'y'\n";
        let places = Places::of(text);
        let range = places.of_value(&[Step::Key("rewrite"), Step::Index(1), Step::Key("with")]).expect("a place");
        assert_eq!(&text[range], "'y'");
        assert_eq!(places.of_value(&[Step::Key("missing")]), None);
    }
}
