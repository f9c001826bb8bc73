//! Words for commands of templates that nobody has agreed to.
//! Border: see `wording`.
use crate::cli::trust::TrustError;
use crate::ui::Report;

pub(super) fn report(error: &TrustError) -> Report {
    match error {
        TrustError::Undecided { asked, example } => {
            let names: Vec<String> = asked.iter().map(|asked| asked.name.clone()).collect();
            let what = if names.len() == 1 { "asks" } else { "ask" };
            let title = format!("{} {what} for commands that nobody has agreed to", super::list(&names));
            let mut report = Report::new("commands-not-trusted", title);
            for asked in asked {
                report = report.detail(format!("from {}, sha256:{}", asked.source, asked.hash));
                for line in &asked.lines {
                    report = report.detail(format!("  {line}"));
                }
            }
            report
                .detail("nothing was written and nothing was run")
                .hint(format!("to agree: `{example}`; with --no-commands they are left out"))
        }
        TrustError::Left => Report::new("commands-not-trusted", "the commands were not agreed to")
            .detail("nothing was written and nothing was run"),
    }
}
