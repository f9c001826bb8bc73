//! A file's text and how it is stored.
//! Border: decoding and encoding, never lossy; no editing.

/// How the characters are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// ISO 8859-1, declared by a cookie (PEP 263).
    Latin1,
    /// ASCII, declared by a cookie: Python reads no other byte then.
    Ascii,
}

/// Bytes that cannot be read as text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// Not valid UTF-8, and nothing declares another encoding.
    #[error("byte {offset} is not valid UTF-8")]
    NotUtf8 {
        /// The first bad byte.
        offset: usize,
    },
    /// A cookie declares ASCII, and there is another byte.
    #[error("byte {offset} is not ASCII, which the file declares")]
    NotAscii {
        /// The first bad byte.
        offset: usize,
    },
    /// A UTF-8 byte order mark and a cookie for something else: Python refuses such a file.
    #[error("the file has a UTF-8 byte order mark and declares `{name}`")]
    Contradiction {
        /// As the cookie spells it.
        name: String,
    },
    /// A cookie declares an encoding that is not read here.
    #[error("the declared encoding `{name}` is not supported")]
    UnknownEncoding {
        /// As the cookie spells it.
        name: String,
    },
    /// A NUL byte: not a text file.
    #[error("byte {offset} is NUL")]
    Binary {
        /// The first NUL byte.
        offset: usize,
    },
}

/// Text that the file's encoding cannot hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{character}` cannot be written in the file's encoding")]
pub struct EncodeError {
    /// The first character that does not fit.
    pub character: char,
}

/// A decoded file. `text` has no byte order mark and keeps its line ends; all offsets elsewhere refer to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The characters.
    pub text: String,
    /// How they are stored.
    pub encoding: Encoding,
    /// Whether a UTF-8 byte order mark stands first.
    pub byte_order_mark: bool,
}

impl Source {
    /// Decodes UTF-8.
    ///
    /// # Errors
    /// Bytes that are not UTF-8, or NUL.
    pub fn decode(bytes: &[u8]) -> Result<Self, DecodeError> {
        let (byte_order_mark, rest) = match bytes.strip_prefix(b"\xef\xbb\xbf") {
            Some(rest) => (true, rest),
            None => (false, bytes),
        };
        let shift = bytes.len() - rest.len();
        if let Some(offset) = memchr::memchr(0, rest) {
            return Err(DecodeError::Binary { offset: offset + shift });
        }
        let text =
            std::str::from_utf8(rest).map_err(|error| DecodeError::NotUtf8 { offset: error.valid_up_to() + shift })?;
        Ok(Self { text: text.to_owned(), encoding: Encoding::Utf8, byte_order_mark })
    }

    /// Decodes Python source: UTF-8 unless a cookie in one of the first two lines says otherwise (PEP 263).
    ///
    /// # Errors
    /// Bytes that are not in the declared encoding, or an encoding that is not read here.
    pub fn decode_python(bytes: &[u8]) -> Result<Self, DecodeError> {
        let (has_mark, rest) = match bytes.strip_prefix(b"\xef\xbb\xbf") {
            Some(rest) => (true, rest),
            None => (false, bytes),
        };
        let Some(name) = cookie(rest) else {
            return Self::decode(bytes);
        };
        match Encoding::named(&name) {
            Some(Encoding::Utf8) => Self::decode(bytes),
            _ if has_mark => Err(DecodeError::Contradiction { name }),
            Some(encoding) => {
                if let Some(offset) = memchr::memchr(0, bytes) {
                    return Err(DecodeError::Binary { offset });
                }
                if let (Encoding::Ascii, Some(offset)) = (encoding, bytes.iter().position(|byte| !byte.is_ascii())) {
                    return Err(DecodeError::NotAscii { offset });
                }
                let text = bytes.iter().map(|byte| char::from(*byte)).collect();
                Ok(Self { text, encoding, byte_order_mark: false })
            }
            None => Err(DecodeError::UnknownEncoding { name }),
        }
    }

    /// Stores `text` the way this file was stored.
    ///
    /// # Errors
    /// A character that the encoding cannot hold.
    pub fn encode(&self, text: &str) -> Result<Vec<u8>, EncodeError> {
        match self.encoding {
            Encoding::Utf8 => {
                let mut bytes = Vec::with_capacity(text.len() + 3);
                if self.byte_order_mark {
                    bytes.extend_from_slice(b"\xef\xbb\xbf");
                }
                bytes.extend_from_slice(text.as_bytes());
                Ok(bytes)
            }
            Encoding::Latin1 | Encoding::Ascii => {
                let most = if self.encoding == Encoding::Ascii { 0x7f } else { 0xff };
                text.chars()
                    .map(|character| match u8::try_from(u32::from(character)) {
                        Ok(byte) if byte <= most => Ok(byte),
                        _ => Err(EncodeError { character }),
                    })
                    .collect()
            }
        }
    }
}

impl Encoding {
    /// What Python understands by a name; `None` for encodings that are not read here.
    fn named(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase().replace('_', "-");
        match name.as_str() {
            "utf-8" | "utf8" | "u8" | "utf" | "cp65001" | "utf8-ucs2" | "utf8-ucs4" => Some(Self::Utf8),
            "latin-1" | "latin1" | "latin" | "l1" | "iso-8859-1" | "iso8859-1" | "iso8859" | "iso-latin-1" | "8859"
            | "cp819" | "ibm819" | "csisolatin1" | "iso-ir-100" => Some(Self::Latin1),
            "ascii" | "us-ascii" | "us" | "646" | "iso646-us" | "ansi-x3.4-1968" | "cp367" | "ibm367" => {
                Some(Self::Ascii)
            }
            // As Python has it: `utf-8-unix` and `latin-1-dos` are what editors write.
            other if other.starts_with("utf-8-") => Some(Self::Utf8),
            other if ["latin-1-", "iso-8859-1-", "iso-latin-1-"].iter().any(|start| other.starts_with(start)) => {
                Some(Self::Latin1)
            }
            _ => None,
        }
    }
}

/// The encoding that a comment in one of the first two lines declares (PEP 263). The second line only counts if the
/// first is empty or a comment.
fn cookie(bytes: &[u8]) -> Option<String> {
    let mut rest = bytes;
    for _ in 0..2 {
        let end = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(rest.len());
        let (line, after) = rest.split_at(end);
        let content = line.trim_ascii_start();
        if !content.is_empty() && !content.starts_with(b"#") {
            return None;
        }
        if let Some(name) = declared(content) {
            return Some(name);
        }
        rest = after.strip_prefix(b"\r\n").unwrap_or(after.get(1..).unwrap_or_default());
    }
    None
}

/// The first name after `coding:` or `coding=` in a comment.
fn declared(comment: &[u8]) -> Option<String> {
    memchr::memmem::find_iter(comment, b"coding").find_map(|at| {
        let (sign, rest) = comment[at + b"coding".len()..].split_first()?;
        if !matches!(sign, b':' | b'=') {
            return None;
        }
        let name: String = rest
            .iter()
            .skip_while(|byte| matches!(byte, b' ' | b'\t'))
            .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
            .map(|byte| char::from(*byte))
            .collect();
        (!name.is_empty()).then_some(name)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn decode(bytes: &[u8]) -> Result<Source, DecodeError> {
        Source::decode_python(bytes)
    }

    #[test]
    fn a_cookie_counts_in_the_first_two_lines() {
        for text in [
            &b"# -*- coding: latin-1 -*-\nx = '\xe9'\n"[..],
            b"#!/usr/bin/python\r\n# vim: set fileencoding=iso-8859-1 :\r\nx = '\xe9'\r\n",
            b"\n  # encoding coding:\tLatin_1\nx = '\xe9'",
            b"\x0c# coding=latin-1-unix\rx = '\xe9'",
        ] {
            let source = decode(text).expect("latin");
            assert!(source.encoding == Encoding::Latin1 && source.text.contains("'é'"), "{source:?}");
            assert_eq!(source.encode(&source.text).expect("encodes"), text);
        }
        for text in [
            &b"x = 1\n# coding: latin-1\nx = '\xe9'"[..],
            b"\n\n# coding: latin-1\nx = '\xe9'",
            b"# coding latin-1\nx = '\xe9'",
            b"'coding: latin-1'; x = '\xe9'",
        ] {
            assert!(matches!(decode(text), Err(DecodeError::NotUtf8 { .. })), "{}", String::from_utf8_lossy(text));
        }
    }

    #[test]
    fn what_python_refuses_is_refused() {
        let refused = |text: &[u8]| decode(text).expect_err("refused");
        assert_eq!(refused(b"\xef\xbb\xbf# coding: latin-1\n"), DecodeError::Contradiction { name: "latin-1".into() });
        assert_eq!(refused(b"# coding: us-ascii\n'\xc3\xa9'"), DecodeError::NotAscii { offset: 20 });
        assert_eq!(refused(b"# coding: cp1252\n"), DecodeError::UnknownEncoding { name: "cp1252".into() });
        assert_eq!(refused(b"x = 1\0"), DecodeError::Binary { offset: 5 });
        assert_eq!(refused(b"x = '\xff'"), DecodeError::NotUtf8 { offset: 5 });
        assert!(decode(b"\xef\xbb\xbf# coding: utf-8-sig\n").is_ok_and(|source| source.byte_order_mark));
    }

    #[test]
    fn what_the_encoding_cannot_hold_is_not_written() {
        let ascii = decode(b"# coding: ascii\n").expect("ascii");
        assert_eq!(ascii.encode("é"), Err(EncodeError { character: 'é' }));
        let latin = decode(b"# coding: latin-1\n").expect("latin");
        assert_eq!(latin.encode("é→"), Err(EncodeError { character: '→' }));
    }

    proptest! {
        #[test]
        fn what_is_read_is_written_back_byte_for_byte(
            start in prop_oneof![Just(""), Just("# coding: latin-1\n"), Just("# coding: ascii\r\n"), Just("\u{feff}")],
            rest in prop::collection::vec(any::<u8>(), 0..40),
        ) {
            let bytes = [start.as_bytes(), &rest].concat();
            if let Ok(source) = Source::decode_python(&bytes) {
                prop_assert_eq!(source.encode(&source.text), Ok(bytes.clone()));
            }
            if let Ok(source) = Source::decode(&bytes) {
                prop_assert_eq!(source.encode(&source.text), Ok(bytes));
            }
        }
    }
}
