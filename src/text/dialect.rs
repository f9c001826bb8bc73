//! How a file writes its lines.
//! Border: what most of the file does; never a judgement.

/// How lines end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Newline {
    /// `\n`
    #[default]
    LineFeed,
    /// `\r\n`
    CarriageReturnLineFeed,
    /// `\r`
    CarriageReturn,
}

impl Newline {
    /// The most common line end of `text`; line feeds without a sign.
    pub fn of(text: &str) -> Self {
        newline(text)
    }

    /// The characters themselves.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::LineFeed => "\n",
            Self::CarriageReturnLineFeed => "\r\n",
            Self::CarriageReturn => "\r",
        }
    }
}

/// One step of indentation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Indent {
    /// So many spaces.
    Spaces(usize),
    /// One tab.
    Tab,
}

impl Default for Indent {
    fn default() -> Self {
        Self::Spaces(4)
    }
}

impl Indent {
    /// One step, as text.
    pub fn unit(self) -> String {
        match self {
            Self::Spaces(count) => " ".repeat(count),
            Self::Tab => "\t".to_owned(),
        }
    }
}

/// How a file writes its lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Dialect {
    /// The most common line end.
    pub newline: Newline,
    /// One step of indentation, read from the smallest indented lines.
    pub indent: Indent,
}

impl Dialect {
    /// Reads the dialect of `text`; a text without a sign gets line feeds and four spaces.
    pub fn of(text: &str) -> Self {
        Self { newline: newline(text), indent: indent(text) }
    }
}

fn newline(text: &str) -> Newline {
    let bytes = text.as_bytes();
    let (mut feeds, mut pairs, mut returns) = (0usize, 0usize, 0usize);
    for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
        match bytes[at] {
            b'\r' if bytes.get(at + 1) == Some(&b'\n') => pairs += 1,
            b'\r' => returns += 1,
            b'\n' if at > 0 && bytes[at - 1] == b'\r' => {}
            _ => feeds += 1,
        }
    }
    if pairs > feeds && pairs >= returns {
        Newline::CarriageReturnLineFeed
    } else if returns > feeds {
        Newline::CarriageReturn
    } else {
        Newline::LineFeed
    }
}

/// Counts how far each line is indented more than the line before it; the most common step wins.
fn indent(text: &str) -> Indent {
    let mut tabs = 0usize;
    let mut steps = [0usize; 9];
    let mut before = 0usize;
    let bytes = text.as_bytes();
    let ends = memchr::memchr2_iter(b'\n', b'\r', bytes).chain(std::iter::once(bytes.len()));
    let mut start = 0;
    for end in ends {
        let line = &bytes[start..end];
        start = end + 1;
        let width = line.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\x0c')).count();
        if matches!(line.get(width), None | Some(b'#')) {
            continue;
        }
        if memchr::memchr(b'\t', &line[..width]).is_some() {
            tabs += 1;
            continue;
        }
        if width > before && width - before < steps.len() {
            steps[width - before] += 1;
        }
        before = width;
    }
    let (best, count) = steps
        .iter()
        .enumerate()
        .fold((4, 0), |best, (step, count)| if *count > best.1 { (step, *count) } else { best });
    if tabs > 0 && tabs >= steps.iter().sum::<usize>() {
        Indent::Tab
    } else if count > 0 {
        Indent::Spaces(best)
    } else {
        Indent::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> (Newline, Indent) {
        let Dialect { newline, indent } = Dialect::of(text);
        (newline, indent)
    }

    #[test]
    fn the_most_common_line_end_wins() {
        assert_eq!(of("").0, Newline::LineFeed);
        assert_eq!(of("a\r\nb\r\nc\n").0, Newline::CarriageReturnLineFeed);
        assert_eq!(of("a\rb\rc\n").0, Newline::CarriageReturn);
        assert_eq!(of("a\nb\r\n").0, Newline::LineFeed);
    }

    #[test]
    fn the_most_common_step_wins() {
        assert_eq!(of("").1, Indent::Spaces(4));
        assert_eq!(of("if a:\n  b\n  if c:\n    d\n").1, Indent::Spaces(2));
        assert_eq!(of("if a:\n\tb\n\tc\n").1, Indent::Tab);
        assert_eq!(of("if a:\r\n   b\r\nif c:\r\n   d\r\n").1, Indent::Spaces(3));
        assert_eq!(of("# note\n        # far away\nif a:\n    b\n").1, Indent::Spaces(4));
    }
}
