//! What a run of `pyworker migrate` is to do.
//! Border: all doubt about options ends here; nothing is read but the clock and the directory.
use std::time::{SystemTime, UNIX_EPOCH};

use camino::{Utf8Path, Utf8PathBuf};

use super::error::MigrateError;
use super::rules::RuleBook;
use super::{Arguments, Form, Style};
use crate::cli::scope::Scope;
use crate::cli::{Error, Session};
use crate::codemods::{ConfigFormat, HandlerStyle, Needs, Options, Reading};
use crate::plan::Decisions;
use crate::ui::{Detail, Format};

/// What to do with the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mode {
    /// Show it and ask.
    Ask,
    /// Show the diff.
    DryRun,
    /// Only say what there is.
    Check,
    /// Write it.
    Write,
    /// Store it in a file.
    Store(Utf8PathBuf),
}

/// In which form the result is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Output {
    /// For people.
    Text,
    /// One JSON document.
    Json,
    /// SARIF.
    Sarif,
    /// GitHub's annotations.
    Github,
}

/// Whether files may be written that git does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dirty {
    /// They may not.
    Refuse,
    /// They may.
    Allow,
}

/// What a file that could not be handled means for the exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strictness {
    /// It is one of the things that are left.
    Lenient,
    /// The run fails.
    Strict,
}

/// Whether Python in Markdown is migrated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Documents {
    /// It is not.
    Left,
    /// It is.
    Migrated,
}

/// A run of `pyworker migrate`.
#[derive(Debug, Clone)]
pub struct Request {
    /// The directory in which the command runs.
    pub current: Utf8PathBuf,
    /// Where it takes place.
    pub scope: Scope,
    /// What to do with the plan.
    pub mode: Mode,
    /// A plan to read instead of making one.
    pub stored: Option<Utf8PathBuf>,
    /// What is proposed.
    pub options: Options,
    /// What is decided beforehand.
    pub decisions: Decisions,
    /// About Markdown files.
    pub documents: Documents,
    /// At most so many changes.
    pub limit: Option<usize>,
    /// About files that git does not have.
    pub dirty: Dirty,
    /// About files that could not be handled.
    pub strictness: Strictness,
    /// The form of the result.
    pub output: Output,
    /// How much the report says.
    pub detail: Detail,
    /// The command that writes what this one shows.
    pub to_write: String,
}

impl Request {
    /// Converts the options.
    ///
    /// # Errors
    /// Paths, codes and dates that mean nothing.
    pub fn new(arguments: Arguments, book: &RuleBook, session: &mut Session) -> Result<Self, Error> {
        let to_write = arguments.to_write();
        let current = std::env::current_dir().map_err(MigrateError::NoCurrentDirectory)?;
        let current = Utf8PathBuf::from_path_buf(current).map_err(|path| {
            let error = format!("{} is not UTF-8", path.display());
            MigrateError::NoCurrentDirectory(std::io::Error::new(std::io::ErrorKind::InvalidData, error))
        })?;
        let scope = Scope::of(&current, &arguments.paths).map_err(MigrateError::from)?;
        let output = match arguments.format {
            _ if session.printer.is_json() => Output::Json,
            Form::Text => Output::Text,
            Form::Json => Output::Json,
            Form::Sarif => Output::Sarif,
            Form::Github => Output::Github,
        };
        if output == Output::Json {
            session.printer = session.printer.clone().with_format(Format::Json);
        }
        // A diff that goes into a pipe is wanted as it is, whoever sits at the terminal.
        let can_ask = session.can_ask() && output == Output::Text && session.terminal.stdout;
        let mode = match arguments.plan {
            Some(file) => Mode::Store(file),
            None if arguments.check => Mode::Check,
            None if arguments.diff => Mode::DryRun,
            None if arguments.write || arguments.apply.is_some() => Mode::Write,
            None if can_ask => Mode::Ask,
            None => Mode::DryRun,
        };
        let options = Options {
            select: book.check("--select", &arguments.select)?,
            ignore: book.check("--ignore", &arguments.ignore)?,
            style: match arguments.style {
                Style::Inline => HandlerStyle::Inline,
                Style::Delegate => HandlerStyle::Delegate,
            },
            compatibility_date: arguments.compatibility_date.map(date).transpose()?,
            config_format: if arguments.to_jsonc { ConfigFormat::Jsonc } else { ConfigFormat::Keep },
            needs: Needs::Kept,
            reading: Reading::Needles,
        };
        let decisions = Decisions {
            unsafe_rules: expand(book, &book.check("--unsafe", &arguments.unsafe_rules)?),
            ..Decisions::default()
        };
        Ok(Self {
            current,
            scope,
            mode,
            stored: arguments.apply,
            options,
            decisions,
            documents: if arguments.markdown { Documents::Migrated } else { Documents::Left },
            limit: arguments.max_changes,
            dirty: if arguments.allow_dirty { Dirty::Allow } else { Dirty::Refuse },
            strictness: if arguments.strict { Strictness::Strict } else { Strictness::Lenient },
            output,
            to_write,
            detail: if arguments.verbose { Detail::Everything } else { Detail::Left },
        })
    }

    /// A file that was named on the command line.
    pub fn named(&self, path: &Utf8Path) -> Utf8PathBuf {
        self.current.join(path)
    }
}

/// The codes that begin with one of these.
fn expand(book: &RuleBook, prefixes: &[String]) -> Vec<String> {
    let names = book.names();
    names.into_iter().filter(|code| prefixes.iter().any(|prefix| code.starts_with(prefix))).collect()
}

/// A date in the form of wrangler, not in the future.
fn date(text: String) -> Result<String, MigrateError> {
    let parts: Vec<&str> = text.split('-').collect();
    let number = |part: &str, digits: usize| {
        (part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit())).then(|| part.parse::<i64>().ok())?
    };
    let parsed = match parts.as_slice() {
        [year, month, day] => (|| Some((number(year, 4)?, number(month, 2)?, number(day, 2)?)))(),
        _ => None,
    };
    let today = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs() / 86400);
    let is_good = parsed.is_some_and(|(year, month, day)| {
        let lengths = [31, if is_leap(year) { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
        let length = usize::try_from(month - 1).ok().and_then(|index| lengths.get(index));
        // The date begins earlier in the east: a day of grace.
        length.is_some_and(|length| (1..=*length).contains(&day))
            && days(year, month, day) <= i64::try_from(today).unwrap_or(i64::MAX) + 1
    });
    if is_good { Ok(text) } else { Err(MigrateError::BadDate { text }) }
}

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// Days since 1970-01-01.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + (153 * month + 2) / 5 + day - 1 - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_exists_and_is_not_in_the_future() {
        for good in ["2024-02-29", "2026-01-31", "1999-12-31"] {
            assert_eq!(date(good.to_owned()).expect("a date"), good);
        }
        for bad in ["2025-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "26-01-01", "2026/01/01", "", "9999-01-01"]
        {
            assert!(matches!(date(bad.to_owned()), Err(MigrateError::BadDate { .. })), "{bad}");
        }
        assert_eq!((days(1970, 1, 1), days(2000, 3, 1), days(2026, 11, 17)), (0, 11_017, 20_774));
    }
}
