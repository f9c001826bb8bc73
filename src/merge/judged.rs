//! A merge by lines that somebody who knows the language has to accept.
//! Border: finds the changes that he does not accept and makes conflicts of them; what is acceptable he knows.
use std::collections::BTreeMap;

use super::{Conflict, ConflictKind, Labels, MergedFileText, Region, Side, Versions};
use crate::plan::bisect;

/// Renders a merge. Changes of the new version that `judge` does not accept in it become conflicts; at conflicts he sees
/// the user's lines.
pub fn merge_judged(
    versions: &Versions,
    mut regions: Vec<Region<'_>>,
    judge: &dyn Fn(&str) -> Result<(), String>,
    labels: &Labels,
) -> MergedFileText {
    let taken: Vec<usize> = (0..regions.len()).filter(|index| regions[*index].side == Side::Theirs).collect();
    let text_with = |taken: &[&usize]| -> String {
        let lines = regions.iter().enumerate().flat_map(|(index, region)| match region.side {
            Side::Theirs if !taken.contains(&&index) => region.ours.clone(),
            _ => region.result(),
        });
        lines.collect()
    };
    let found = bisect(&taken, |taken| judge(&text_with(taken)));
    let reasons: BTreeMap<usize, String> = found.guilty.into_iter().map(|(index, reason)| (*index, reason)).collect();
    for index in reasons.keys() {
        regions[*index].side = Side::Conflict;
    }
    let merged = versions.render(&regions, labels);
    let in_conflict = regions.iter().enumerate().filter(|(_, region)| region.side == Side::Conflict);
    let conflicts = in_conflict.zip(&merged.conflicts).map(|((index, _), line)| Conflict {
        line: *line,
        kind: match reasons.get(&index) {
            Some(reason) => ConflictKind::Broken { reason: reason.clone() },
            None => ConflictKind::Lines,
        },
    });
    MergedFileText { conflicts: conflicts.collect(), text: merged.text, left_removed: Vec::new() }
}
