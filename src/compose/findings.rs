//! What a layer could not do by itself, as findings of a plan.
//! Border: one sentence for the matter and one for the next step; how findings are printed is `ui`'s business.
use camino::Utf8Path;

use super::entry::{Obstacle, Unplaced};
use super::fragments::Remark;
use super::structured::Difference;
use crate::plan::{Finding, Place, Rule, Standing};

fn quoted(names: &[String]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// Words for one layer.
pub(super) struct Wording<'a>(pub &'a Rule);

impl Wording<'_> {
    fn say(&self, standing: Standing, place: Place, reason: String, next_step: Option<String>) -> Finding {
        Finding { rule: self.0.clone(), standing, place, reason, next_step }
    }

    /// The finding of a remark.
    pub(super) fn finding(&self, remark: Remark) -> Finding {
        match remark {
            Remark::Differs { place, difference: Difference { key, present, wanted, .. } } => self.say(
                Standing::Manual,
                place,
                format!("`{key}` is {present}, and the layer has {wanted}: yours stays"),
                Some(format!("see whether the layer works with it; if it does not, make it {wanted}")),
            ),
            Remark::Refused { place, reason, code } => self.say(
                Standing::Manual,
                place.clone(),
                format!("{} was left alone: {reason}", place.path),
                Some(format!("put this there by hand:\n{code}")),
            ),
            Remark::NoConfig { place, code } => self.say(
                Standing::Manual,
                place,
                "the Worker has no wrangler configuration for what the layer needs".to_owned(),
                Some(format!("give it one with:\n{code}")),
            ),
            Remark::Overridden { place, environment, key } => self.say(
                Standing::Note,
                place,
                format!("env.{environment} has its own `{key}`, so what the layer adds to `{key}` does not reach it"),
                None,
            ),
            Remark::RunsMore { place, crons } => self.say(
                Standing::Manual,
                place,
                format!("`scheduled` has code of its own, which now runs at {}, too", quoted(&crons)),
                Some("compare `cron` of its first argument there, if that is too often".to_owned()),
            ),
            Remark::LeftBehind { place, environment, names } => self.say(
                Standing::Manual,
                place,
                format!("env.{environment} is new and has no {}: environments take neither bindings nor variables from the top", quoted(&names)),
                Some(format!("give env.{environment} its own, if the Worker needs them there")),
            ),
            Remark::Unplaced { place, unplaced } => self.unplaced(place, unplaced),
        }
    }

    fn unplaced(&self, place: Place, unplaced: Unplaced) -> Finding {
        let Unplaced { what, code, whereto, obstacle, .. } = unplaced;
        let migrate = match &obstacle {
            Obstacle::Arity { .. } | Obstacle::OldHandlers { .. } => {
                "run `pyworker migrate` and add the layer again, or "
            }
            _ => "",
        };
        self.say(
            Standing::Manual,
            place,
            format!("{what} was not put into the module: {obstacle}"),
            Some(format!("{migrate}put this {whereto}:\n{code}")),
        )
    }

    /// A file whose differences are marked.
    pub(super) fn marked(&self, path: &Utf8Path) -> Finding {
        self.say(
            Standing::Manual,
            Place::file(path),
            format!("{path} has both versions where they differ, between `<<<<<<<` and `>>>>>>>`"),
            Some("decide on each place and take the marks away".to_owned()),
        )
    }

    /// A file of the user that stays.
    pub(super) fn kept(&self, path: &Utf8Path) -> Finding {
        self.say(Standing::Skipped, Place::file(path), format!("{path} stays as it is"), None)
    }
}
