//! The one place where versions of the platform stand: compatibility date, Python, SDK, tools.
//! Border: facts only; templates, codemods and checks take them from here and from nowhere else.

/// The compatibility date that generated and migrated workers get.
pub const COMPATIBILITY_DATE: &str = "2026-11-17";

/// `requires-python` of a project: one version older than the worker's own, so that tests outside the runtime run
/// where the newest interpreter is not installed yet.
pub const REQUIRES_PYTHON: &str = ">=3.13";

/// The SDK, `workers-runtime-sdk` on PyPI.
pub const WORKERS_RUNTIME_SDK: &str = "1.9.5";

/// The command line tool, `workers-py` on PyPI, which brings `pywrangler`.
pub const WORKERS_PY: &str = "1.17.9";

/// `wrangler` on npm.
pub const WRANGLER: &str = "4.164.0";

/// The oldest `wrangler` that this `workers-py` works with.
pub const WRANGLER_MINIMUM: &str = "4.127.1";

/// The oldest `workers-py` that vendors the SDK.
pub const WORKERS_PY_MINIMUM: &str = "1.9";

/// The oldest `workers-runtime-sdk` whose bindings all return native Python values.
pub const WORKERS_RUNTIME_SDK_MINIMUM: &str = "1.9";

/// The oldest uv that this `workers-py` works with.
pub const UV_MINIMUM: &str = "0.13.4";

/// The oldest Node.js that this wrangler works with.
pub const NODE_MINIMUM: &str = "22.12";

/// Python's versions in the runtime, each with the first compatibility date that selects it; ascending.
const PYTHON_SINCE: [(&str, &str); 3] = [("", "3.12"), ("2025-09-29", "3.13"), ("2026-09-08", "3.14")];

/// The Python that a compatibility date (`YYYY-MM-DD`) selects.
pub fn python_version(compatibility_date: &str) -> &'static str {
    // Dates in this form sort as text.
    PYTHON_SINCE
        .iter()
        .rev()
        .find(|(since, _)| *since <= compatibility_date)
        .map_or(PYTHON_SINCE[0].1, |(_, version)| version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_date_selects_the_python() {
        assert_eq!(python_version("2024-03-01"), "3.12");
        assert_eq!(python_version("2025-09-28"), "3.12");
        assert_eq!(python_version("2025-09-29"), "3.13");
        assert_eq!(python_version("2026-09-08"), "3.14");
        assert_eq!(python_version(COMPATIBILITY_DATE), "3.14");
    }

    #[test]
    fn projects_accept_the_python_of_their_worker() {
        let minimum: u32 = REQUIRES_PYTHON.trim_start_matches(">=3.").parse().expect("a minor version");
        let worker: u32 = python_version(COMPATIBILITY_DATE).trim_start_matches("3.").parse().expect("a minor version");
        assert!(minimum <= worker);
    }
}
