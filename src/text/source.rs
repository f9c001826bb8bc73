//! A file's text and how it is stored.
//! Border: decoding and encoding, never lossy; no editing.

/// How the characters are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// ISO 8859-1, declared by a cookie (PEP 263).
    Latin1,
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
        if bytes.starts_with(b"\xef\xbb\xbf") {
            return Self::decode(bytes);
        }
        let Some(name) = cookie(bytes) else {
            return Self::decode(bytes);
        };
        match name.to_ascii_lowercase().replace('_', "-").as_str() {
            "utf-8" | "utf8" | "u8" | "utf" | "ascii" | "us-ascii" | "utf-8-unix" | "utf-8-sig" => Self::decode(bytes),
            "latin-1" | "latin1" | "iso-8859-1" | "iso8859-1" | "l1" | "iso-latin-1" | "8859" | "cp819" => {
                if let Some(offset) = memchr::memchr(0, bytes) {
                    return Err(DecodeError::Binary { offset });
                }
                Ok(Self {
                    text: bytes.iter().map(|byte| char::from(*byte)).collect(),
                    encoding: Encoding::Latin1,
                    byte_order_mark: false,
                })
            }
            _ => Err(DecodeError::UnknownEncoding { name }),
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
            Encoding::Latin1 => text
                .chars()
                .map(|character| u8::try_from(u32::from(character)).map_err(|_| EncodeError { character }))
                .collect(),
        }
    }
}

/// The encoding named by a cookie, if one of the first two lines is a comment that has one.
fn cookie(bytes: &[u8]) -> Option<String> {
    for line in bytes.split(|byte| matches!(byte, b'\n' | b'\r')).filter(|line| !line.is_empty()).take(2) {
        let trimmed = line.trim_ascii_start();
        if !trimmed.starts_with(b"#") {
            return None;
        }
        let Some(at) = memchr::memmem::find(trimmed, b"coding") else {
            continue;
        };
        let rest = &trimmed[at + b"coding".len()..];
        let Some(rest) = rest.strip_prefix(b":").or_else(|| rest.strip_prefix(b"=")) else {
            continue;
        };
        let name: String = rest
            .trim_ascii_start()
            .iter()
            .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
            .map(|byte| char::from(*byte))
            .collect();
        if !name.is_empty() {
            return Some(name);
        }
    }
    None
}
