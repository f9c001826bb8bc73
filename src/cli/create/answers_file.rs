//! `--answers FILE`: a TOML file with one key for each answer.
//! Border: reads and types; whether the answers fit is the questionnaire's decision.
use std::io::Read as _;
use std::ops::Range;

use camino::{Utf8Path, Utf8PathBuf};
use toml_edit::Document;

use crate::template::{Answered, Given, GivenAnswer, Value};

/// Bytes of a file of answers, at most.
const BYTES: u64 = 1024 * 1024;

/// Why a file of answers cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum AnswersFileError {
    /// It cannot be read.
    #[error("{path} cannot be read")]
    Unreadable {
        /// The file.
        path: Utf8PathBuf,
        /// As the system says.
        source: std::io::Error,
    },
    /// It is not TOML, or has a value that no answer can have.
    #[error("{path}: {message}")]
    Content {
        /// The file.
        path: Utf8PathBuf,
        /// Its text.
        text: String,
        /// Where.
        range: Range<usize>,
        /// What is wrong there.
        message: String,
    },
}

/// Adds the answers of a file.
pub(in crate::cli) fn add(path: &Utf8Path, given: &mut Given) -> Result<(), AnswersFileError> {
    let text = read(path).map_err(|source| AnswersFileError::Unreadable { path: path.to_owned(), source })?;
    let wrong = |range: Option<Range<usize>>, message: String| AnswersFileError::Content {
        path: path.to_owned(),
        text: text.clone(),
        range: range.unwrap_or(0..0),
        message,
    };
    let document =
        Document::parse(text.as_str()).map_err(|error| wrong(error.span(), error.message().trim().to_owned()))?;
    for (name, item) in document.iter() {
        let Some(value) = item.as_value().and_then(Value::from_toml) else {
            let message = "an answer is a text, a whole number, true or false, or a list of texts".to_owned();
            return Err(wrong(item.span(), message));
        };
        given.add(name, GivenAnswer::Value(value), Answered::File(path.to_owned()));
    }
    Ok(())
}

/// The text of the file, within reason: it may be a device or a pipe.
fn read(path: &Utf8Path) -> std::io::Result<String> {
    let mut text = String::new();
    std::fs::File::open(path)?.take(BYTES + 1).read_to_string(&mut text)?;
    if text.len() as u64 > BYTES {
        let message = format!("it has more than {BYTES} bytes");
        return Err(std::io::Error::new(std::io::ErrorKind::FileTooLarge, message));
    }
    Ok(text)
}
