//! PW501: the compatibility date, raised to the one that today's API needs.
//! Border: dates; flags are PW502's.
use crate::config::flags;
use crate::plan::{Rule, Safety};

use super::configuration::{Configuration, listed, target_date};
use super::{Codemod, Context, Era, Meta, Proposal, Proposals};

/// The codemod.
pub struct CompatibilityDate;

static META: Meta = Meta {
    rule: Rule::new("PW501", "compatibility-date"),
    summary: "compatibility_date is raised to the date that today's API needs",
    page: include_str!("../../codemods/PW501-compatibility-date/page.md"),
    needles: &[],
};

impl Codemod for CompatibilityDate {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn companions(&self, context: &Context<'_>) -> &'static [&'static str] {
        if context.facts.era == Era::C { &[] } else { &["PW2", "PW304", "PW4"] }
    }

    fn propose(&self, context: &Context<'_>, proposals: &mut Proposals) {
        let target = target_date(context);
        let Some(Configuration { file, config }) = context.facts.configuration(context) else { return };
        for bad in config.bad_dates() {
            proposals.obstacle(
                &META.rule,
                file.place(bad.range.start),
                format!("`{}` is not a date like {target}, so nobody can say what it switches on", bad.text),
                format!("write compatibility_date = \"{target}\""),
            );
        }
        let edits = match config.raise_dates(target) {
            Ok(edits) => edits,
            Err(error) => {
                let step = format!("set compatibility_date to {target} by hand");
                proposals.obstacle(&META.rule, file.place(0), error.to_string(), step);
                return;
            }
        };
        if edits.is_empty() {
            return;
        }
        let mut old: Vec<String> = Vec::new();
        for date in config.compatibility_dates() {
            if flags::is_date(&date.text) && date.text.as_str() < target && !old.contains(&date.text) {
                old.push(date.text);
            }
        }
        // No date at the top: whatever the runtime's oldest behaviour is.
        let top_missing = config.compatibility_date().is_none();
        let oldest = if top_missing { None } else { old.iter().min().map(String::as_str) };
        let on: Vec<&flags::PythonFlag> = flags::switched_on(oldest, target).collect();
        let names: Vec<String> = on.iter().map(|flag| flag.name.to_owned()).collect();
        let crosses = |name: &str| on.iter().any(|flag| flag.name == name);
        let mut needs = Vec::new();
        if crosses("python_no_global_handlers") {
            needs.extend(["PW101", "PW102", "PW104"]);
        }
        if crosses("python_workflows_implicit_dependencies") {
            needs.push("PW105");
        }
        if crosses("enable_python_external_sdk") {
            needs.push("PW510");
        }
        let count = names.len();
        let reason = match count {
            0 => format!(
                "{target} is the date that this tool knows the runtime by; it switches on no further Python flag."
            ),
            1 => format!("Today's API is the one of this date; the jump switches on the Python flag {}.", names[0]),
            _ => format!(
                "Today's API is the one of this date; the jump switches on {count} Python flags: {}.",
                listed(&names)
            ),
        };
        let title = match (top_missing, old.is_empty()) {
            (true, true) => format!("compatibility_date {target} is set"),
            (true, false) => format!("compatibility_date {target} is set, {} → {target}", listed(&old)),
            (false, _) => format!("compatibility_date {} → {target}", listed(&old)),
        };
        proposals.change(Proposal {
            rule: META.rule.clone(),
            place: file.place(config.compatibility_place().start),
            subject: old.join(" "),
            title,
            reason,
            safety: Safety::Safe,
            needs,
            actions: vec![file.edit(edits)],
        });
    }
}
