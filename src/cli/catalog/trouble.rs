//! Findings and faults on the terminal: what is wrong, with its code and its place.
//! Border: layout; words come from `wording`.
use crate::cli::Session;
use crate::ui::Report;

/// All reports, one after the other, each with its code.
pub(super) fn findings(reports: &[&Report], session: &Session) -> String {
    let theme = session.printer.stdout_theme();
    reports.iter().map(|report| format!("{}\n", report.render_coded(theme, session.terminal.columns))).collect()
}
