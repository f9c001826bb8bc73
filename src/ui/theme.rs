//! Colours and signs.
//! Border: looks only; words carry the meaning, so everything reads the same without it.
use console::{Style, StyledObject};

/// How one stream looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    colour: bool,
    unicode: bool,
}

impl Theme {
    /// A theme for a stream that has, or has not, colour and characters outside ASCII.
    pub fn new(colour: Colour, signs: Signs) -> Self {
        Self { colour: colour == Colour::On, unicode: signs == Signs::Unicode }
    }

    fn paint<D>(self, style: Style, text: D) -> StyledObject<D> {
        style.force_styling(self.colour).apply_to(text)
    }

    /// A question, a heading.
    pub fn strong<D>(self, text: D) -> StyledObject<D> {
        self.paint(Style::new().bold(), text)
    }

    /// Something less important.
    pub fn faint<D>(self, text: D) -> StyledObject<D> {
        self.paint(Style::new().dim(), text)
    }

    /// An answer, a path, a command to type.
    pub fn accent<D>(self, text: D) -> StyledObject<D> {
        self.paint(Style::new().cyan(), text)
    }

    /// Something that went well; an added line.
    pub fn good<D>(self, text: D) -> StyledObject<D> {
        self.paint(Style::new().green(), text)
    }

    /// Something that went wrong; a removed line.
    pub fn bad<D>(self, text: D) -> StyledObject<D> {
        self.paint(Style::new().red(), text)
    }

    /// Something to look at.
    pub fn warning<D>(self, text: D) -> StyledObject<D> {
        self.paint(Style::new().yellow(), text)
    }

    /// A part of a line of a diff, by the line's sign; what `changed` in it stands out.
    pub fn diff(self, sign: char, part: &str, changed: bool) -> String {
        let style = match sign {
            '-' => Style::new().red(),
            '+' => Style::new().green(),
            _ => return part.to_owned(),
        };
        self.paint(if changed { style.reverse() } else { style }, part).to_string()
    }

    /// Before a settled line.
    pub fn settled(self) -> &'static str {
        if self.unicode { "◇" } else { "o" }
    }

    /// Before a line that is being worked on, and before the last one.
    pub fn active(self) -> &'static str {
        if self.unicode { "◆" } else { "*" }
    }

    /// Before a line that belongs to the one above.
    pub fn rail(self) -> &'static str {
        if self.unicode { "│" } else { "|" }
    }

    /// Before the focused row of a list.
    pub fn focus(self) -> &'static str {
        if self.unicode { "❯" } else { ">" }
    }

    /// A row of a list that is checked.
    pub fn checked(self) -> &'static str {
        if self.unicode { "◼" } else { "[x]" }
    }

    /// A row of a list that is not checked.
    pub fn unchecked(self) -> &'static str {
        if self.unicode { "◻" } else { "[ ]" }
    }

    /// Between two facts in one line.
    pub fn dot(self) -> &'static str {
        if self.unicode { "·" } else { "-" }
    }

    /// From one thing to another.
    pub fn arrow(self) -> &'static str {
        if self.unicode { "→" } else { "->" }
    }

    /// Whether the stream has colour.
    pub fn has_colour(self) -> bool {
        self.colour
    }

    /// Whether the stream shows characters outside ASCII.
    pub fn has_unicode(self) -> bool {
        self.unicode
    }
}

/// Whether a stream has colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// It has.
    On,
    /// It has not.
    Off,
}

impl From<bool> for Colour {
    fn from(on: bool) -> Self {
        if on { Self::On } else { Self::Off }
    }
}

/// Which signs a stream can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signs {
    /// Any character.
    Unicode,
    /// ASCII.
    Ascii,
}

impl From<bool> for Signs {
    fn from(unicode: bool) -> Self {
        if unicode { Self::Unicode } else { Self::Ascii }
    }
}
