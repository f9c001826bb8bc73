//! The compatibility flags that matter to Python Workers: since when they are implied, and what they do.
//! Border: facts; which of them a configuration has is `wrangler`'s work.

/// What becomes of a flag in a configuration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FlagStanding {
    /// Needed whatever the date.
    Required,
    /// Implied from this compatibility date (`YYYY-MM-DD`) on, and redundant then.
    ImpliedSince(&'static str),
    /// Without effect; the runtime may even refuse it.
    Obsolete,
    /// Brings back behaviour that today's code does not expect.
    BringsBack {
        /// The behaviour's flag.
        opposite: &'static str,
    },
}

/// One flag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PythonFlag {
    /// As it is written in `compatibility_flags`.
    pub name: &'static str,
    /// What becomes of it.
    pub standing: FlagStanding,
    /// What it switches on, in a few words.
    pub effect: &'static str,
}

const fn flag(name: &'static str, standing: FlagStanding, effect: &'static str) -> PythonFlag {
    PythonFlag { name, standing, effect }
}

/// Every flag that is known here; the implied ones in order of their dates.
pub const PYTHON_FLAGS: &[PythonFlag] = &[
    flag("python_workers", FlagStanding::Required, "Python modules run at all"),
    flag(
        "python_workers_force_new_vendor_path",
        FlagStanding::ImpliedSince("2025-08-11"),
        "packages are imported from python_modules/; src/vendor is no longer on sys.path",
    ),
    flag(
        "python_no_global_handlers",
        FlagStanding::ImpliedSince("2025-08-14"),
        "handlers are methods of class Default(WorkerEntrypoint); module-level on_fetch is no longer called",
    ),
    flag("python_workflows", FlagStanding::ImpliedSince("2025-09-20"), "Workflows without the experimental flag"),
    flag("python_workers_20250116", FlagStanding::ImpliedSince("2025-09-29"), "Python 3.13"),
    flag(
        "python_dedicated_snapshot",
        FlagStanding::ImpliedSince("2025-10-16"),
        "a memory snapshot is taken for each worker at deploy time",
    ),
    flag(
        "python_check_rng_state",
        FlagStanding::ImpliedSince("2025-12-16"),
        "entropy used while modules are imported fails the deploy",
    ),
    flag(
        "python_request_headers_preserve_commas",
        FlagStanding::ImpliedSince("2026-02-17"),
        "header values keep their commas",
    ),
    flag(
        "python_workflows_implicit_dependencies",
        FlagStanding::ImpliedSince("2026-02-25"),
        "Workflow steps find their dependencies by parameter name",
    ),
    flag(
        "enable_python_external_sdk",
        FlagStanding::ImpliedSince("2026-04-21"),
        "the SDK comes from python_modules/, the runtime ships none",
    ),
    flag(
        "python_process_pth_files",
        FlagStanding::ImpliedSince("2026-05-26"),
        ".pth files in python_modules/ are processed",
    ),
    flag("python_workers_314", FlagStanding::ImpliedSince("2026-09-08"), "Python 3.14"),
    flag("python_workers_durable_objects", FlagStanding::Obsolete, "nothing any more: Durable Objects need no flag"),
    flag("python_external_packages", FlagStanding::Obsolete, "nothing any more: packages need no flag"),
    flag(
        "disable_python_no_global_handlers",
        FlagStanding::BringsBack { opposite: "python_no_global_handlers" },
        "module-level handlers are called, and on a class the method on_fetch",
    ),
    flag("disable_python_workflows", FlagStanding::BringsBack { opposite: "python_workflows" }, "no Workflows"),
    flag("no_python_workers_20250116", FlagStanding::BringsBack { opposite: "python_workers_20250116" }, "Python 3.12"),
    flag(
        "disable_python_dedicated_snapshot",
        FlagStanding::BringsBack { opposite: "python_dedicated_snapshot" },
        "no memory snapshot of its own",
    ),
    flag(
        "disable_python_check_rng_state",
        FlagStanding::BringsBack { opposite: "python_check_rng_state" },
        "entropy while importing is not looked for",
    ),
    flag(
        "disable_python_request_headers_preserve_commas",
        FlagStanding::BringsBack { opposite: "python_request_headers_preserve_commas" },
        "header values are split at commas",
    ),
    flag(
        "no_python_workflows_implicit_dependencies",
        FlagStanding::BringsBack { opposite: "python_workflows_implicit_dependencies" },
        "Workflow steps name their dependencies with depends=[...]",
    ),
    flag(
        "disable_python_external_sdk",
        FlagStanding::BringsBack { opposite: "enable_python_external_sdk" },
        "the SDK that was frozen in the runtime",
    ),
    flag(
        "disable_python_process_pth_files",
        FlagStanding::BringsBack { opposite: "python_process_pth_files" },
        ".pth files are not processed",
    ),
    flag("no_python_workers_314", FlagStanding::BringsBack { opposite: "python_workers_314" }, "Python 3.13"),
];

/// What is known about the flag of that name.
pub fn python_flag(name: &str) -> Option<&'static PythonFlag> {
    PYTHON_FLAGS.iter().find(|flag| flag.name == name)
}

/// The Python flags that raising the compatibility date from `before` (`None`: there was none) to `after` switches on.
pub fn switched_on(before: Option<&str>, after: &str) -> impl Iterator<Item = &'static PythonFlag> {
    PYTHON_FLAGS.iter().filter(move |flag| match flag.standing {
        // Dates in this form sort as text.
        FlagStanding::ImpliedSince(since) => before.is_none_or(|before| before < since) && since <= after,
        _ => false,
    })
}

/// Whether `name` says nothing at compatibility date `date`: it is obsolete, or implied by the date.
pub fn is_redundant(name: &str, date: &str) -> bool {
    python_flag(name).is_some_and(|flag| match flag.standing {
        FlagStanding::Obsolete => true,
        FlagStanding::ImpliedSince(since) => since <= date,
        FlagStanding::Required | FlagStanding::BringsBack { .. } => false,
    })
}

/// Whether `date` is a calendar date in the form `YYYY-MM-DD`.
pub fn is_date(date: &str) -> bool {
    let bytes = date.as_bytes();
    let digits = |range: std::ops::Range<usize>| date.get(range).and_then(|part| part.parse::<u32>().ok());
    let shaped = bytes.len() == 10
        && bytes
            .iter()
            .enumerate()
            .all(|(at, byte)| if at == 4 || at == 7 { *byte == b'-' } else { byte.is_ascii_digit() });
    let (Some(year), Some(month), Some(day), true) = (digits(0..4), digits(5..7), digits(8..10), shaped) else {
        return false;
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let longest = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return false,
    };
    (1..=longest).contains(&day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::platform::COMPATIBILITY_DATE;

    #[test]
    fn the_table_is_in_order_and_complete() {
        let dates: Vec<&str> = PYTHON_FLAGS
            .iter()
            .filter_map(|flag| match flag.standing {
                FlagStanding::ImpliedSince(since) => Some(since),
                _ => None,
            })
            .collect();
        assert!(dates.is_sorted() && dates.iter().all(|date| is_date(date) && *date <= COMPATIBILITY_DATE));
        for flag in PYTHON_FLAGS {
            if let FlagStanding::BringsBack { opposite } = flag.standing {
                assert!(python_flag(opposite).is_some(), "{opposite}");
            }
        }
    }

    #[test]
    fn a_jump_of_the_date_switches_flags_on() {
        let names = |before, after| switched_on(before, after).map(|flag| flag.name).collect::<Vec<_>>();
        assert_eq!(names(Some("2025-08-13"), "2025-08-14"), ["python_no_global_handlers"]);
        assert_eq!(names(Some("2025-08-14"), "2025-08-14"), Vec::<&str>::new());
        assert_eq!(names(None, COMPATIBILITY_DATE).len(), 11);
        assert!(is_redundant("python_external_packages", "2024-01-01"));
        assert!(!is_redundant("python_workflows", "2025-09-19") && is_redundant("python_workflows", "2025-09-20"));
        assert!(!is_redundant("nodejs_compat", COMPATIBILITY_DATE));
    }

    #[test]
    fn dates_are_dates() {
        assert!(is_date("2024-02-29") && is_date("2026-11-17"));
        for bad in ["2023-02-29", "2026-13-01", "2026-1-1", "26-01-01", "2026/01/01", "２０26-01-0", "2026-01-00", ""]
        {
            assert!(!is_date(bad), "{bad}");
        }
    }
}
