//! One change after the other: yes, no, or something in between.
//! Border: questions and decisions; what the decisions make of the plan is the proposer's work.
use crate::plan::{Change, Decision, Decisions, FilePreview, Rule, Safety};

use super::report::place;
use super::safety_word;
use crate::ui::{DiffView, Menu, MenuKey, PromptError, Prompter, wrap};

/// What a review needs and cannot do by itself.
pub trait ReviewAid {
    /// The page of a rule.
    fn explain(&self, rule: &Rule) -> String;

    /// Lets the user rewrite the files of a change. `None`: nothing was rewritten.
    ///
    /// # Errors
    /// Why that did not work, or what is wrong with the result.
    fn edit(&mut self, change: &Change, decisions: &Decisions) -> Result<Option<Vec<FilePreview>>, String>;

    /// Called after every decision, so that none is lost.
    fn keep(&mut self, decisions: &Decisions);
}

/// How a review ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReviewEnd {
    /// Every change has its decision.
    Done,
    /// The user left before.
    Left,
}

/// Asks about every change that can be applied, beginning with the first that has no decision yet.
///
/// # Errors
/// When no answer came. The decisions so far are in `decisions`.
pub fn review(
    prompter: &mut dyn Prompter,
    changes: &[Change],
    decisions: &mut Decisions,
    view: DiffView,
    aid: &mut dyn ReviewAid,
) -> Result<ReviewEnd, PromptError> {
    let changes: Vec<&Change> = changes.iter().filter(|change| change.safety != Safety::Manual).collect();
    let mut at = changes.iter().position(|change| !decisions.changes.contains_key(&change.id)).unwrap_or(0);
    let mut show = true;
    while let Some(change) = changes.get(at) {
        if show {
            prompter.say(&card(change, (at + 1, changes.len()), decisions, view));
        }
        show = true;
        let all = format!("all {}", change.rule.code);
        let keys = [
            MenuKey { key: 'y', label: "yes" },
            MenuKey { key: 'n', label: "no" },
            MenuKey { key: 'a', label: &all },
            MenuKey { key: 'f', label: "file" },
            MenuKey { key: 'b', label: "back" },
            MenuKey { key: 'e', label: "edit" },
            MenuKey { key: '?', label: "explain" },
            MenuKey { key: 'q', label: "quit" },
        ];
        let default = if proposed(change, decisions) { 'y' } else { 'n' };
        match prompter.menu(&Menu { prompt: "", keys: &keys, default: Some(default), back: None })? {
            'y' => {
                decisions.changes.insert(change.id.clone(), Decision::Accept);
                at += 1;
            }
            'n' => {
                decisions.changes.insert(change.id.clone(), Decision::Reject);
                at += 1;
            }
            'a' => at = accept_all(&changes, at, decisions, |other| other.rule == change.rule),
            'f' => at = accept_all(&changes, at, decisions, |other| other.place.path == change.place.path),
            'b' => at = at.saturating_sub(1),
            'e' => match aid.edit(change, decisions) {
                Ok(Some(rewritten)) => {
                    decisions.rewritten.insert(change.id.clone(), rewritten);
                    decisions.changes.insert(change.id.clone(), Decision::Accept);
                }
                Ok(None) => prompter.say("Nothing was edited."),
                Err(reason) => {
                    prompter.say(&format!("{} {reason}", view.theme.bad("Not taken:")));
                    show = false;
                }
            },
            '?' => {
                prompter.say(&aid.explain(&change.rule));
                show = false;
            }
            _ => return Ok(ReviewEnd::Left),
        }
        aid.keep(decisions);
    }
    Ok(ReviewEnd::Done)
}

/// Accepts this change and all later ones of its kind that have no decision; returns where to go on.
fn accept_all(changes: &[&Change], at: usize, decisions: &mut Decisions, is_kind: impl Fn(&Change) -> bool) -> usize {
    decisions.changes.insert(changes[at].id.clone(), Decision::Accept);
    for change in changes[at..].iter().filter(|change| is_kind(change)) {
        decisions.changes.entry(change.id.clone()).or_insert(Decision::Accept);
    }
    let next = changes[at..].iter().position(|change| !decisions.changes.contains_key(&change.id));
    next.map_or(changes.len(), |offset| at + offset)
}

/// What the bare Enter key means for a change.
fn proposed(change: &Change, decisions: &Decisions) -> bool {
    match decisions.changes.get(&change.id) {
        Some(decision) => *decision == Decision::Accept,
        None => change.safety == Safety::Safe || change.accepted,
    }
}

/// Everything about one change that is needed to decide.
fn card(change: &Change, (number, of): (usize, usize), decisions: &Decisions, view: DiffView) -> String {
    let theme = view.theme;
    let dot = theme.dot();
    let Change { id, rule, title, reason, safety, place: at, .. } = change;
    let safety = match safety {
        Safety::Safe => theme.good(safety_word(*safety)),
        _ => theme.warning(safety_word(*safety)),
    };
    let mut at = place(at);
    if change.place.column > 0 {
        at.truncate(at.rfind(':').unwrap_or(at.len()));
    }
    let mut text = format!("\n[{number}/{of}] {} {dot} {safety} {dot} {}", theme.strong(rule), theme.accent(at));
    match decisions.changes.get(id) {
        Some(Decision::Accept) if decisions.rewritten.contains_key(id) => text.push_str(" (edited)"),
        Some(Decision::Accept) => text.push_str(" (yes)"),
        Some(Decision::Reject) => text.push_str(" (no)"),
        None => {}
    }
    for line in [title, reason].into_iter().flat_map(|text| wrap(text, view.columns.saturating_sub(2))) {
        text.push_str(&format!("\n  {line}"));
    }
    text.push_str("\n\n");
    let previews = decisions.rewritten.get(id).map_or_else(|| change.previews.files(), Vec::as_slice);
    match previews {
        [only] if only.before.is_some() && only.path == change.place.path => {
            text.push_str(&view.contents(only.before.as_ref(), only.after.as_ref()));
        }
        several => several.iter().for_each(|preview| text.push_str(&view.preview(preview))),
    }
    text
}
