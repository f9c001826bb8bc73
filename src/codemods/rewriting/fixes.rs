//! Collects the edits of one codemod and makes proposals of them, one for each statement.
//! Border: grouping and wording; what is edited is decided by the codemods.
use std::collections::BTreeMap;

use camino::Utf8Path;
use ruff_text_size::TextSize;

use crate::codemods::handlers_to_class::HandlersToClass;
use crate::codemods::shared::Walked;
use crate::codemods::{Action, ClassRole, Context, Era, Import, Proposal, Proposals, place};
use crate::plan::{Edit, Rule, Safety};
use crate::python::Module;

use super::Site;

/// One thing to change.
#[derive(Debug)]
pub struct Fix {
    /// What it does, for example "`payload.name` becomes a subscript".
    pub title: String,
    /// Why.
    pub reason: String,
    /// How much trust it needs.
    pub safety: Safety,
    /// Its edits.
    pub edits: Vec<Edit>,
    /// A name that it needs.
    pub import: Option<Import>,
}

impl Fix {
    /// A change that keeps behaviour.
    pub fn safe(title: impl Into<String>, reason: impl Into<String>, edits: Vec<Edit>) -> Self {
        Self { title: title.into(), reason: reason.into(), safety: Safety::Safe, edits, import: None }
    }

    /// A change to look at.
    pub fn review(title: impl Into<String>, reason: impl Into<String>, edits: Vec<Edit>) -> Self {
        Self { safety: Safety::Review, ..Self::safe(title, reason, edits) }
    }

    /// The same, with an import.
    pub fn importing(mut self, import: Option<Import>) -> Self {
        self.import = import;
        self
    }
}

/// The changes of one statement.
struct Group {
    at: TextSize,
    fixes: Vec<Fix>,
}

/// The changes of one file.
pub struct Fixes<'a> {
    rule: &'a Rule,
    path: &'a Utf8Path,
    module: &'a Module,
    groups: BTreeMap<(TextSize, bool), Group>,
}

impl<'a> Fixes<'a> {
    /// No changes yet.
    pub fn new(rule: &'a Rule, path: &'a Utf8Path, module: &'a Module) -> Self {
        Self { rule, path, module, groups: BTreeMap::new() }
    }

    /// Adds a change at a site.
    pub fn add(&mut self, site: &Site<'_, '_>, fix: Fix) {
        use ruff_text_size::Ranged;
        self.add_at(site.statement(), site.expression.start(), fix);
    }

    /// Adds a change to the statement that begins at `statement`.
    pub fn add_at(&mut self, statement: TextSize, at: TextSize, fix: Fix) {
        let key = (statement, fix.safety == Safety::Safe);
        let group = self.groups.entry(key).or_insert_with(|| Group { at, fixes: Vec::new() });
        group.at = group.at.min(at);
        group.fixes.push(fix);
    }

    /// Reports something to do by hand.
    pub fn manual(
        &self,
        proposals: &mut Proposals,
        at: TextSize,
        reason: impl Into<String>,
        next_step: impl Into<String>,
    ) {
        proposals.manual(self.rule, place(self.path, self.module, at), reason, next_step);
    }

    /// Makes proposals.
    pub fn propose(self, context: &Context<'_>, proposals: &mut Proposals) {
        for Group { at, fixes } in self.groups.into_values() {
            let Some(first) = fixes.first() else { continue };
            let safety = first.safety;
            let mut titles: Vec<&str> = Vec::new();
            let mut reasons: Vec<&str> = Vec::new();
            for fix in &fixes {
                if !titles.contains(&fix.title.as_str()) {
                    titles.push(&fix.title);
                }
                if !reasons.contains(&fix.reason.as_str()) {
                    reasons.push(&fix.reason);
                }
            }
            let title = match titles.as_slice() {
                [one] => (*one).to_owned(),
                [one, two] => format!("{one}; {two}"),
                [one, rest @ ..] => format!("{one}, and {} more", rest.len()),
                [] => continue,
            };
            let reason = reasons.join(" ");
            let mut edits: Vec<Edit> = Vec::new();
            let mut imports: Vec<Import> = Vec::new();
            for fix in fixes {
                for edit in fix.edits {
                    if !edits.contains(&edit) {
                        edits.push(edit);
                    }
                }
                imports.extend(fix.import);
            }
            let mut actions = vec![Action::edit(self.path, edits)];
            if !imports.is_empty() {
                actions.push(Action::Imports { path: self.path.to_owned(), add: imports, retire: Vec::new() });
            }
            proposals.change(Proposal {
                rule: self.rule.clone(),
                place: place(self.path, self.module, at),
                subject: line_at(self.module, at),
                title,
                reason,
                safety,
                needs: needs(context),
                actions,
            });
        }
    }
}

/// Visits every expression of the files that the entry module reaches, and proposes what was found in each.
pub fn each_site<'a>(
    context: &Context<'a>,
    rule: &Rule,
    proposals: &mut Proposals,
    visit: &mut dyn FnMut(&Site<'_, 'a>, &mut Fixes<'_>, &mut Proposals),
) {
    if !is_possible(context) {
        return;
    }
    for Walked { path, module, walk } in context.walks() {
        let values = context.facts.values(context).file(path);
        let mut fixes = Fixes::new(rule, path, module);
        walk.each(&mut |expression, ancestors| {
            let site = Site { path, module, values, expression, ancestors };
            visit(&site, &mut fixes, proposals);
        });
        fixes.propose(context, proposals);
    }
}

/// The line at a byte, without its indentation: the identity of a change across runs.
fn line_at(module: &Module, at: TextSize) -> String {
    let line = module.lines.line(at.to_usize());
    module.text()[module.lines.start(line)..module.lines.end(line)].trim().to_owned()
}

/// Whether values become what the SDK gives: handlers that stay global keep their raw objects, and PW101 says why.
pub fn is_possible(context: &Context<'_>) -> bool {
    context.facts.era != Era::A || HandlersToClass::is_possible(context)
}

/// The changes without which a worker's values stay raw: handlers and classes of the old era have to move.
fn needs(context: &Context<'_>) -> Vec<&'static str> {
    let mut needs = Vec::new();
    if !context.facts.globals.is_empty() {
        needs.push("PW101");
    }
    if context.facts.classes.iter().any(|class| class.role == ClassRole::DurableObject && !class.derives) {
        needs.push("PW104");
    }
    // Without today's SDK beside them, classes get raw values too.
    if context.facts.era == Era::B {
        needs.push("PW510");
    }
    needs
}
