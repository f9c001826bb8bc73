//! Whether a step can run here, found out before anything is written.
//! Border: asks programs for their version; starts nothing else.
use camino::Utf8Path;
use semver::Version;

use super::Step;
use super::program::{Ended, command, run};
use crate::config::platform;

/// Whether a step can run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Availability {
    /// It can.
    Ready,
    /// The project has nothing to do for it.
    NotNeeded,
    /// The project lies in a repository already.
    InsideRepository,
    /// git does not know whose commit it would be.
    NoAuthor,
    /// The program is not installed.
    NoProgram {
        /// Its name.
        program: &'static str,
    },
    /// The program is older than the project needs.
    Old {
        /// Its name.
        program: &'static str,
        /// Its version.
        found: String,
        /// The oldest that will do.
        needed: &'static str,
    },
}

/// Looks whether `step` can run in `root`, which may not exist yet and will have the files `has` says.
pub fn look(step: Step, root: &Utf8Path, has: &dyn Fn(&Utf8Path) -> bool) -> Availability {
    if step.needs().is_some_and(|file| !has(&file)) {
        return Availability::NotNeeded;
    }
    // Programs are asked where they will run, as far as that exists: version managers decide by directory.
    let existing = root.ancestors().find(|directory| directory.is_dir()).unwrap_or(Utf8Path::new("."));
    let existing = if existing.as_str().is_empty() { Utf8Path::new(".") } else { existing };
    let program = step.program();
    if !is_installed(program) {
        return Availability::NoProgram { program };
    }
    match step {
        Step::GitInit | Step::GitCommit if inside_repository(existing) => Availability::InsideRepository,
        Step::GitCommit if !has_author(existing) => Availability::NoAuthor,
        Step::UvSync => match version(program, existing) {
            None => Availability::NoProgram { program },
            Some(found) if is_older(&found, platform::UV_MINIMUM) => {
                Availability::Old { program, found, needed: platform::UV_MINIMUM }
            }
            Some(_) => Availability::Ready,
        },
        _ => Availability::Ready,
    }
}

/// Whether the program is on the search path; starting some of them takes longer than everything else here.
fn is_installed(program: &str) -> bool {
    let Some(path) = std::env::var_os("PATH") else { return false };
    let endings: &[&str] = if cfg!(windows) { &[".exe", ".cmd", ".bat"] } else { &[""] };
    std::env::split_paths(&path)
        .any(|directory| endings.iter().any(|ending| directory.join(format!("{program}{ending}")).is_file()))
}

/// What the program says of its version; `None` if it cannot be started.
fn version(program: &str, directory: &Utf8Path) -> Option<String> {
    let line = [program.to_owned(), "--version".to_owned()];
    match run(command(&line, directory)?, &|| false) {
        Ok(Ended::By(status, said)) if status.success() => Some(version_in(&said).unwrap_or_default()),
        _ => None,
    }
}

/// The first word that begins with a digit: `uv 0.13.4 (…)`, `git version 2.47.3`.
fn version_in(said: &str) -> Option<String> {
    said.split_whitespace().find(|word| word.starts_with(|first: char| first.is_ascii_digit())).map(str::to_owned)
}

/// A version that cannot be read is not called old.
fn is_older(found: &str, needed: &str) -> bool {
    match (Version::parse(found), Version::parse(needed)) {
        (Ok(found), Ok(needed)) => found < needed,
        _ => false,
    }
}

fn has_author(directory: &Utf8Path) -> bool {
    let line = ["git", "var", "GIT_COMMITTER_IDENT"].map(str::to_owned);
    let Some(command) = command(&line, directory) else { return false };
    matches!(run(command, &|| false), Ok(Ended::By(status, _)) if status.success())
}

fn inside_repository(directory: &Utf8Path) -> bool {
    let line = ["git", "rev-parse", "--is-inside-work-tree"].map(str::to_owned);
    let Some(command) = command(&line, directory) else { return false };
    matches!(run(command, &|| false), Ok(Ended::By(status, said)) if status.success() && said.trim() == "true")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_found_in_what_programs_say() {
        assert_eq!(version_in("uv 0.13.9 (x86_64)").as_deref(), Some("0.13.9"));
        assert_eq!(version_in("git version 2.47.3\n").as_deref(), Some("2.47.3"));
        assert_eq!(version_in("10.9.2\n").as_deref(), Some("10.9.2"));
        assert_eq!(version_in("unknown"), None);
    }

    #[test]
    fn old_is_only_what_is_known_to_be_old() {
        assert!(is_older("0.12.9", "0.13.4"));
        assert!(!is_older("0.13.4", "0.13.4"));
        assert!(!is_older("nightly", "0.13.4"));
    }

    #[test]
    fn a_step_without_its_file_is_not_needed_and_no_program_is_asked() {
        let found = look(Step::NpmInstall, Utf8Path::new("/nowhere/at-all"), &|_| false);
        assert_eq!(found, Availability::NotNeeded);
    }
}
