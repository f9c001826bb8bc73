//! Takes conversions off headers, where nothing else needs what they make.
//! Border: edits of values; calls and their options are the planner's.
use std::collections::{BTreeMap, BTreeSet};

use camino::Utf8Path;
use ruff_python_ast::Expr;
use ruff_text_size::{Ranged, TextRange};

use crate::plan::Edit;
use crate::python::bytes;

use super::calls::Style;
use super::destinations::Role;
use super::headers::{Conversion, Headers};
use super::layout;
use super::options::literal;
use super::planner::{CallPlan, Doubt, Obstacle, Planner};
use super::project::{Project, Spot};
use super::wrappers::{self, Made};

impl<'a> Planner<'_, 'a> {
    pub(super) fn headers(&self, path: &'a Utf8Path, value: &'a Expr, plan: &mut CallPlan) -> Result<(), Obstacle> {
        let headers = Headers::of(self.project, path, value);
        if let (Some(reason), false) = (&headers.unknown, self.judgement.trusting) {
            return Err(Obstacle { reason: format!("of its headers: {reason}"), doubt: Some(Doubt::Headers) });
        }
        for conversion in &headers.conversions {
            // The SDK takes JavaScript's `Headers` as they are: a call that is its already needs no change for them.
            let works =
                conversion.wrapped.made == Made::Headers && !makes_headers_of_dictionary(self.project, conversion);
            if works && self.judgement.style == Style::Sdk {
                continue;
            }
            let mut changes = CallPlan::default();
            match (self.take_off(conversion, &mut changes), conversion.wrapped.made) {
                (Ok(()), _) => {
                    for (path, edits) in changes.edits {
                        plan.edit(&path, edits);
                    }
                }
                (Err(_), Made::Headers) => {}
                (Err(obstacle), Made::Plain) => {
                    return Err(Obstacle { reason: obstacle.reason, doubt: Some(Doubt::Refused) });
                }
            }
        }
        Ok(())
    }

    /// Takes a conversion off, if what it makes is used for headers of responses alone.
    fn take_off(&self, conversion: &Conversion<'a>, plan: &mut CallPlan) -> Result<(), Obstacle> {
        let refuse = |reason: &str| Err(Obstacle::new(reason));
        let Some(file) = self.project.file(conversion.path) else { return refuse("its file is gone") };
        let Some(spot) = self.project.spot(conversion.path, conversion.expression) else {
            return refuse("it is not found again");
        };
        let is_headers = conversion.wrapped.made == Made::Headers;
        let mut sets = is_headers.then(Vec::new);
        let mut seen = BTreeSet::new();
        if !self.destinations.ends_in(spot, Role::Headers, &mut seen, &mut sets) {
            return refuse("its headers are converted in a way that other code needs");
        }
        let sets = sets.unwrap_or_default();
        match conversion.wrapped.inner {
            None => {
                plan.edit(conversion.path, [Edit::replace(bytes(conversion.expression), "{}")]);
                self.sets(&sets, &[], plan)
            }
            Some(inner) => {
                let made = Headers::of(self.project, conversion.path, inner);
                if made.unknown.is_some() || !made.conversions.is_empty() {
                    return refuse("what its headers are made of cannot be followed");
                }
                if !sets.is_empty() {
                    let Expr::Dict(dict) = inner else { return refuse("headers are set that come from elsewhere") };
                    let keys: Option<Vec<&str>> =
                        dict.items.iter().map(|item| item.key.as_ref().and_then(literal)).collect();
                    let Some(keys) = keys else { return refuse("headers are set beside names that are not literals") };
                    self.sets(&sets, &keys, plan)?;
                }
                let in_brackets =
                    file.nodes.parent(spot.node).is_some_and(|(_, around)| around.expression.is_call_expr());
                let on_one_line =
                    !file.module.slice(inner).contains(['\n', '\r']) && file.nodes.parent(spot.node).is_none();
                // Parentheses that held an operand together hold nothing any more.
                let range = if in_brackets || on_one_line { inner.range() } else { conversion.wrapped.range };
                let edits = layout::unwrap(file.module, conversion.expression.range(), range);
                let Some(edits) = edits else { return refuse("a comment stands inside the conversion of its headers") };
                plan.edit(conversion.path, edits);
                Ok(())
            }
        }
    }

    /// `headers.set(name, value)` becomes `headers[name] = value`. A dictionary knows nothing of upper and lower case,
    /// so two spellings of one name must not meet.
    fn sets(&self, sets: &[Spot<'a>], known: &[&'a str], plan: &mut CallPlan) -> Result<(), Obstacle> {
        let mut spellings: BTreeMap<String, &str> = BTreeMap::new();
        for key in known {
            spellings.insert(key.to_ascii_lowercase(), key);
        }
        for spot in sets {
            let file = self.project.file(spot.path).ok_or_else(|| Obstacle::new("its file is gone"))?;
            let Expr::Call(call) = file.nodes.get(spot.node).expression else {
                return Err(Obstacle::new("it is not found again"));
            };
            let ([key, value], Expr::Attribute(attribute)) = (&*call.arguments.args, call.func.as_ref()) else {
                return Err(Obstacle::new("headers are set in an unusual way"));
            };
            let name = literal(key).ok_or_else(|| Obstacle::new("headers are set whose names are not literals"))?;
            if spellings.insert(name.to_ascii_lowercase(), name).is_some_and(|known| known != name) {
                return Err(Obstacle::new("one header is set in two spellings"));
            }
            let gap = TextRange::new(key.end(), value.start());
            let end = TextRange::new(value.end(), call.end());
            let text = file.module.text();
            let plain =
                text[gap].trim() == "," && text[end].trim() == ")" && !text[call.range()].contains(['\n', '\r']);
            if !plain {
                return Err(Obstacle::new("headers are set in an unusual way"));
            }
            plan.edit(
                spot.path,
                [
                    Edit::replace(attribute.value.end().to_usize()..key.start().to_usize(), "["),
                    Edit::replace(bytes(&gap), "] = "),
                    Edit::delete(bytes(&end)),
                ],
            );
        }
        Ok(())
    }
}

/// Whether a conversion is `Headers.new` of a bare dictionary, which ends the worker.
fn makes_headers_of_dictionary<'a>(project: &Project<'a>, conversion: &Conversion<'a>) -> bool {
    let Expr::Call(call) = conversion.expression else { return false };
    let Some(argument) = call.arguments.args.first() else { return false };
    wrappers::unwrap(project, conversion.path, argument).is_none()
        && Headers::of(project, conversion.path, argument).dictionary
}
