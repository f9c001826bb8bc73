//! PW502: compatibility flags that the date implies, that do nothing any more, or that bring old behaviour back.
//! Border: flags of Python; every other flag is left alone.
use crate::config::flags::{self, FlagStanding};
use crate::config::wrangler::{FlagChange, Placed};
use crate::plan::{Rule, Safety};

use super::configuration::{Configuration, listed, target_date};
use super::{Codemod, Context, Meta, Proposal, Proposals};

/// The codemod.
pub struct CompatibilityFlags;

static META: Meta = Meta {
    rule: Rule::new("PW502", "compatibility-flags"),
    summary: "python_workers is there; flags that are implied, obsolete or bring global handlers back go",
    page: include_str!("../../codemods/PW502-compatibility-flags/page.md"),
    needles: &[],
};

/// The flag that keeps global handlers alive.
const GLOBAL_HANDLERS: &str = "disable_python_no_global_handlers";

impl Codemod for CompatibilityFlags {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, context: &Context<'_>, proposals: &mut Proposals) {
        let Some(Configuration { file, config }) = context.facts.configuration(context) else { return };
        let target = target_date(context);
        let all = config.all_compatibility_flags();
        for placed in &all {
            let Some(flag) = flags::python_flag(&placed.text) else { continue };
            if let FlagStanding::BringsBack { opposite } = flag.standing
                && flag.name != GLOBAL_HANDLERS
            {
                let reason = format!("`{}` switches {opposite} off: {}", flag.name, flag.effect);
                proposals.note(&META.rule, file.place(placed.range.start), reason);
            }
        }
        let mut change = FlagChange { add: vec!["python_workers".to_owned()], remove: Vec::new() };
        let mut needs: Vec<&'static str> = Vec::new();
        let mut reasons: Vec<String> = Vec::new();
        for redundant in config.redundant_flags(target) {
            let name = redundant.flag.text;
            let environment = redundant.flag.environment.as_deref();
            if let FlagStanding::ImpliedSince(since) = redundant.standing {
                // Not implied by the date that stands there now.
                if config.date_of(environment).is_none_or(|date| date < since) {
                    needs.push("PW501");
                }
                reasons.push(format!("{name} is implied since {since}"));
            } else {
                reasons.push(format!("{name} does nothing any more"));
            }
            change.remove.push(name);
        }
        if all.iter().any(|flag| flag.text == GLOBAL_HANDLERS) {
            needs.extend(["PW101", "PW102", "PW104", "PW501"]);
            reasons.push(format!("{GLOBAL_HANDLERS} brings the global handlers back that the class replaces"));
            change.remove.push(GLOBAL_HANDLERS.to_owned());
        }
        if let Some(experimental) = all.iter().find(|flag| flag.text == "experimental") {
            let outlived = ["python_workflows", "python_workers_durable_objects"];
            let goes = |flag: &Placed| change.remove.contains(&flag.text);
            let plain = |flag: &Placed| {
                goes(flag)
                    || flag.text == "experimental"
                    || flag.text == "python_workers"
                    || flag.text.starts_with("nodejs_compat")
            };
            if all.iter().any(|flag| goes(flag) && outlived.contains(&flag.text.as_str())) && all.iter().all(plain) {
                reasons.push("experimental was only needed for them".to_owned());
                change.remove.push(experimental.text.clone());
            } else {
                proposals.note(
                    &META.rule,
                    file.place(experimental.range.start),
                    "`experimental` is for flags that are still experimental, and a worker with it cannot be deployed",
                );
            }
        }
        let lacks = [None]
            .into_iter()
            .chain(config.environments().map(Some))
            .any(|environment| !config.has_flag(environment, "python_workers"));
        if lacks {
            reasons.insert(0, "without python_workers no Python runs".to_owned());
        }
        let edits = match config.change_flags(&change) {
            Ok(edits) => edits,
            Err(error) => {
                let step = format!("add python_workers to compatibility_flags and remove {}", listed(&change.remove));
                proposals.obstacle(&META.rule, file.place(0), error.to_string(), step);
                return;
            }
        };
        if edits.is_empty() {
            return;
        }
        needs.sort_unstable();
        needs.dedup();
        change.remove.sort();
        change.remove.dedup();
        let title = match (lacks, change.remove.is_empty()) {
            (true, true) => "python_workers is added to compatibility_flags".to_owned(),
            (true, false) => {
                format!("python_workers is added to compatibility_flags, {} removed", listed(&change.remove))
            }
            (false, _) => format!("{} removed from compatibility_flags", listed(&change.remove)),
        };
        reasons.dedup();
        let place = all.first().map_or_else(|| config.compatibility_place().start, |flag| flag.range.start);
        proposals.change(Proposal {
            rule: META.rule.clone(),
            place: file.place(place),
            subject: all.iter().map(|flag| flag.text.as_str()).collect::<Vec<_>>().join(" "),
            title,
            reason: capitalised(&format!("{}.", listed(&reasons))),
            safety: Safety::Safe,
            needs,
            actions: vec![file.edit(edits)],
        });
    }
}

fn capitalised(sentence: &str) -> String {
    // A flag's name keeps its spelling.
    if sentence.split_whitespace().next().is_some_and(|word| word.contains('_')) {
        return sentence.to_owned();
    }
    let mut characters = sentence.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}
