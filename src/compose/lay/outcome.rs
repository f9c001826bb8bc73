//! What laying comes to: the files that each template touched, its change, and the record.
//! Border: puts together what was laid; lays nothing itself.
use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};

use super::{Laying, rule};
use crate::compose::laid::Laid;
use crate::compose::record::RecordedTemplate;
use crate::plan::{Change, ChangeId, Content, FilePreview, Place, Rule, Safety};
use crate::project::Snapshot;
use crate::template::{RECORD, Template};

/// The files that one template touches, as they were before it.
#[derive(Default)]
pub(super) struct Touched {
    /// Each as it was.
    before: BTreeMap<Utf8PathBuf, Option<Content>>,
    /// Those that the template wrote as whole files.
    pub written: Vec<Utf8PathBuf>,
}

impl Touched {
    pub(super) fn note(&mut self, tree: &Snapshot, path: &Utf8Path) {
        if !self.before.contains_key(path) {
            self.before.insert(path.to_owned(), tree.read(path));
        }
    }
}

impl Laying<'_> {
    pub(super) fn recorded(&mut self, template: &Template, touched: &Touched) {
        let mut entry = RecordedTemplate::of(template, &self.request.answers.recorded);
        entry.files = touched.written.iter().map(|path| (path.clone(), String::new())).collect();
        self.record.templates.push(entry);
    }

    pub(super) fn change(&mut self, template: &Template, reason: String, touched: Touched) {
        self.push(rule(template), template.manifest.title.clone(), reason, 0, touched);
    }

    pub(super) fn push(&mut self, rule: Rule, title: String, reason: String, occurrence: usize, touched: Touched) {
        let previews: Vec<FilePreview> = touched
            .before
            .into_iter()
            .filter_map(|(path, before)| {
                let after = self.tree.read(&path);
                (before != after).then_some(FilePreview { path, before, after })
            })
            .collect();
        if previews.is_empty() {
            return;
        }
        let change = Change {
            id: ChangeId::new(&rule, Utf8Path::new(""), &title, occurrence),
            rule,
            title,
            reason,
            safety: Safety::Safe,
            place: Place::file(""),
            needs: Vec::new(),
            accepted: true,
            previews: Vec::new().into(),
        };
        self.changes.push((change, previews));
    }

    /// Writes the record, if anything changed.
    pub(super) fn finish(mut self) -> Laid {
        let is_changed = !self.changes.is_empty() || self.record.templates.len() != self.request.record.templates.len();
        if is_changed {
            for template in &mut self.record.templates {
                for (path, hash) in &mut template.files {
                    let before = self.request.tree.read(path).map(|content| content.hash());
                    // A file that somebody changed keeps the hash that shows it.
                    if (hash.is_empty() || before.as_ref() == Some(hash))
                        && let Some(after) = self.tree.read(path)
                    {
                        *hash = after.hash();
                    }
                }
                template.files.retain(|_, hash| !hash.is_empty());
            }
            let path = Utf8Path::new(RECORD);
            let before = self.tree.read(path);
            let after = Some(Content::from(self.record.text()));
            self.tree.set(path, after.clone());
            // The record belongs to the first change: without it the others cannot be recorded.
            if let Some((_, previews)) = self.changes.first_mut()
                && before != after
            {
                previews.push(FilePreview { path: path.to_owned(), before, after });
            }
        }
        let changes = self.changes.into_iter();
        let changes = changes.map(|(change, previews)| Change { previews: previews.into(), ..change }).collect();
        Laid {
            tree: self.tree,
            changes,
            findings: self.findings,
            clashes: self.clashes,
            record: self.record,
            modes: self.modes,
        }
    }
}
