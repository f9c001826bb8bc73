//! Merges one configuration file: by its structure, with markers where both sides changed the same value.
//! Border: text and values together; which files these are is `config_kind`'s knowledge.
use super::structure::{Structure, ValueConflict, display, find, merge_structure, remove, replace};
use super::{ConfigKind, Conflict, ConflictKind, Labels, MergedFileText, Side, Versions};
use crate::config::{Document, Editor, Format, Node, Value};

/// Three versions of a configuration file that all can be read.
pub struct ConfigVersions<'text> {
    /// What the file means.
    pub kind: ConfigKind,
    /// What both were made from; `None` if both sides made a file of that name.
    pub base: Option<(&'text str, Format)>,
    /// The user's.
    pub ours: (&'text str, Format),
    /// The new one.
    pub theirs: (&'text str, Format),
}

/// Merges them; `None` if one of them cannot be read, or cannot hold what it would have to: then lines are all there is.
pub fn merge_config(versions: &ConfigVersions<'_>, labels: &Labels) -> Option<MergedFileText> {
    let (ours_text, format) = versions.ours;
    let ours = read(ours_text, format)?;
    let theirs = read(versions.theirs.0, versions.theirs.1)?.model().0;
    let base = match versions.base {
        Some((text, format)) => read(text, format)?.model().0,
        None => Value::Table(Vec::new(), Vec::new()),
    };
    let mut merged = merge_structure(versions.kind, &base, &ours, &theirs).ok()?;
    if let Some(better) = by_lines_first(versions, &base, &theirs, &merged) {
        merged = better;
    }
    if !is_strict(versions.kind, ours_text, merged.document.text()) || loses_comments(&base, &ours, &merged.document) {
        return None;
    }
    let left_removed = merged.left_removed.clone();
    let (text, conflicts) = mark(versions.kind, &merged, labels)?;
    Some(MergedFileText { text, conflicts, left_removed })
}

fn read(text: &str, format: Format) -> Option<Document> {
    let document = Document::parse(text, format).ok()?;
    (document.root().as_table().is_some() && !has_duplicates(document.root())).then_some(document)
}

/// The same merge, begun on the text in which everything is merged that can be merged by lines: so comments and layout
/// of the new version come along. Only if the values are those that the structure demands.
fn by_lines_first(
    versions: &ConfigVersions<'_>,
    base: &Value,
    theirs: &Value,
    demanded: &Structure,
) -> Option<Structure> {
    let (base_text, base_format) = versions.base?;
    let format = versions.ours.1;
    if base_format != format || versions.theirs.1 != format {
        return None;
    }
    let lines = Versions::new(base_text, versions.ours.0, versions.theirs.0);
    let mut regions = lines.regions();
    for region in regions.iter_mut().filter(|region| region.side == Side::Conflict) {
        region.side = Side::Ours;
    }
    let text = lines.render(&regions, &Labels::default()).text;
    let merged = merge_structure(versions.kind, base, &read(&text, format)?, theirs).ok()?;
    let paths = |structure: &Structure| structure.conflicts.iter().map(|it| display(&it.path)).collect::<Vec<_>>();
    let is_demanded = merged.document.root().to_json() == demanded.document.root().to_json()
        && paths(&merged) == paths(demanded)
        && !has_duplicates(merged.document.root());
    // What the user removed is still known only to the merge that saw it.
    is_demanded.then(|| Structure { left_removed: demanded.left_removed.clone(), ..merged })
}

/// What is wrong with a merge by lines that is wrong with neither side.
///
/// # Errors
/// The fault, in words.
pub fn config_problem(format: Format, ours: &str, theirs: &str, merged: &str) -> Result<(), String> {
    let parse = |text| Document::parse(text, format);
    let is_good = |text| parse(text).is_ok_and(|document| !has_duplicates(document.root()));
    match parse(merged) {
        _ if !is_good(ours) || !is_good(theirs) => Ok(()),
        Err(error) => Err(error.message),
        Ok(document) if has_duplicates(document.root()) => Err("a key would stand there twice".to_owned()),
        Ok(_) => Ok(()),
    }
}

/// Whether a key stands twice in a table.
fn has_duplicates(node: &Node) -> bool {
    let entries = node.entries();
    entries.iter().enumerate().any(|(index, entry)| entries[..index].iter().any(|other| other.key == entry.key))
        || entries.iter().any(|entry| has_duplicates(&entry.value))
        || node.elements().iter().any(has_duplicates)
}

/// npm reads JSON without comments and trailing commas.
fn is_strict(kind: ConfigKind, before: &str, after: &str) -> bool {
    let is_json = |text: &str| serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok();
    kind != ConfigKind::PackageJson || !is_json(before) || is_json(after)
}

/// Whether a comment that the user wrote is gone, with the entry it stood at.
fn loses_comments(base: &Value, ours: &Document, merged: &Document) -> bool {
    let (mut before, mut mine, mut after) = (Vec::new(), Vec::new(), Vec::new());
    collect_comments(base, &mut before);
    collect_comments(&ours.model().0, &mut mine);
    collect_comments(&merged.model().0, &mut after);
    mine.iter().any(|comment| !before.contains(comment) && !after.contains(comment))
}

fn collect_comments(value: &Value, found: &mut Vec<String>) {
    let mut add = |comments: &crate::config::Comments, value: &Value| {
        let lines = comments.before.iter().chain(&comments.after).filter(|line| !line.trim().is_empty());
        found.extend(lines.cloned());
        collect_comments(value, found);
    };
    match value {
        Value::Array(elements, _) => elements.iter().for_each(|element| add(&element.comments, &element.value)),
        Value::Table(members, _) => members.iter().for_each(|member| add(&member.comments, &member.value)),
        _ => {}
    }
    if let Value::Array(_, tail) | Value::Table(_, tail) = value {
        found.extend(tail.iter().filter(|line| !line.trim().is_empty()).cloned());
    }
}

/// The text with markers at the conflicts: they are the lines in which the document differs from itself with the
/// other two values.
fn mark(kind: ConfigKind, merged: &Structure, labels: &Labels) -> Option<(String, Vec<Conflict>)> {
    let ours = merged.document.text();
    if merged.conflicts.is_empty() {
        return Some((ours.to_owned(), Vec::new()));
    }
    let base = with_values(kind, &merged.document, &merged.conflicts, |conflict| conflict.base.as_ref())?;
    let theirs = with_values(kind, &merged.document, &merged.conflicts, |conflict| conflict.theirs.as_ref())?;
    let versions = Versions::new(&base, ours, &theirs);
    let regions = versions.regions();
    let marked = versions.render(&regions, labels);
    if marked.conflicts.is_empty() {
        return None;
    }
    let last = marked.conflicts.len() - 1;
    let conflicts = merged.conflicts.iter().enumerate().map(|(index, conflict)| Conflict {
        // Values that stand on neighbouring lines share their markers.
        line: marked.conflicts[index.min(last)],
        kind: ConflictKind::Value {
            path: display(&conflict.path),
            ours: conflict.ours.clone(),
            theirs: conflict.theirs.as_ref().map(Value::to_json),
        },
    });
    Some((marked.text, conflicts.collect()))
}

/// The document's text with other values at the conflicts.
fn with_values<'merged>(
    kind: ConfigKind,
    document: &Document,
    conflicts: &'merged [ValueConflict],
    value: impl Fn(&'merged ValueConflict) -> Option<&'merged Value>,
) -> Option<String> {
    let mut editor = Editor::new(document);
    // From behind: the elements of a list are found by what they are known by, which a new value may change.
    for conflict in conflicts.iter().rev() {
        let found = find(kind, editor.document(), &conflict.path)?;
        match value(conflict) {
            Some(value) => replace(&mut editor, &found, value).ok()?,
            None => remove(&mut editor, &found).ok()?,
        }
    }
    Some(editor.document().text().to_owned())
}
