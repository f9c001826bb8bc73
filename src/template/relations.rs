//! What a manifest says about other templates, and for its page.
//! Border: reads and checks one manifest; whether the others exist is found out when they are composed.
use super::manifest_reader::{Located, check_id};
use super::section::Section;
use super::{Docs, Exclusion, Expression, Group, Kind, ManifestProblem, Preset, PresetAnswer};

/// What a layer says about others.
#[derive(Debug, Default)]
pub(super) struct Relations {
    pub(super) group: Option<Group>,
    pub(super) needs: Vec<Expression>,
    pub(super) conflicts: Vec<Exclusion>,
    pub(super) after: Vec<Expression>,
}

/// Reads `group`, `needs`, `conflicts` and `after`, which only layers have.
pub(super) fn read(root: &mut Section<'_>, id: &str, kind: Kind) -> Result<Relations, Located> {
    if kind != Kind::Feature {
        root.refuse(&["group", "needs", "conflicts", "after"], kind.as_str())?;
        return Ok(Relations::default());
    }
    let group = root.word("group", &Group::ALL.map(|group| (group.as_str(), group)))?;
    let needs = ids(root, "needs", Some(id))?;
    let mut conflicts: Vec<Exclusion> = Vec::new();
    for mut entry in root.inline_tables("conflicts")?.map(|(_, entries)| entries).unwrap_or_default() {
        let layer = entry.text("layer")?;
        let reason = entry.text("reason")?.text;
        entry.end()?;
        check(&layer, "conflicts", Some(id), conflicts.iter().map(|known| &known.layer))?;
        conflicts.push(Exclusion { layer, reason });
    }
    if let Some(both) = conflicts.iter().find(|other| needs.iter().any(|need| need.text == other.layer.text)) {
        let name = both.layer.text.clone();
        return Err((both.layer.range.clone(), ManifestProblem::NameTaken { name }));
    }
    let after = ids(root, "after", Some(id))?;
    Ok(Relations { group: Some(group), needs, conflicts, after })
}

/// Reads `[docs]`.
pub(super) fn docs(root: &mut Section<'_>) -> Result<Docs, Located> {
    let Some((_, mut section)) = root.inline_table("docs")? else {
        return Ok(Docs::default());
    };
    let texts = |texts: Vec<Expression>| texts.into_iter().map(|text| text.text).collect();
    let docs = Docs {
        about: section.optional_text("about")?.map(|about| about.text.trim().to_owned()),
        bindings: texts(section.texts("bindings")?),
        costs: section.optional_text("costs")?.map(|costs| costs.text.trim().to_owned()),
        limits: texts(section.texts("limits")?),
        routes: texts(section.texts("routes")?),
    };
    section.end()?;
    Ok(docs)
}

/// Reads `base`, `layers` and `[answers]`, which a preset has and nothing else.
pub(super) fn preset(root: &mut Section<'_>, kind: Kind) -> Result<Option<Preset>, Located> {
    if kind != Kind::Preset {
        root.refuse(&["base", "layers", "answers"], kind.as_str())?;
        return Ok(None);
    }
    root.refuse(&["question", "computed", "file", "next"], kind.as_str())?;
    let base = root.text("base")?;
    check(&base, "base", None, std::iter::empty())?;
    let layers = ids(root, "layers", None)?;
    let mut answers = Vec::new();
    if let Some((_, mut section)) = root.inline_table("answers")? {
        answers.extend(section.values()?.into_iter().map(|(name, value)| PresetAnswer { name, value }));
    }
    Ok(Some(Preset { base, layers, answers }))
}

/// Ids of other templates, each once.
fn ids(root: &mut Section<'_>, key: &'static str, own: Option<&str>) -> Result<Vec<Expression>, Located> {
    let ids = root.texts(key)?;
    for (index, id) in ids.iter().enumerate() {
        check(id, key, own, ids[..index].iter())?;
    }
    Ok(ids)
}

fn check<'known>(
    id: &Expression,
    key: &'static str,
    own: Option<&str>,
    mut known: impl Iterator<Item = &'known Expression>,
) -> Result<(), Located> {
    check_id(&id.text, &id.range)?;
    if own == Some(id.text.as_str()) {
        return Err((id.range.clone(), ManifestProblem::Itself { key }));
    }
    if known.any(|known| known.text == id.text) {
        return Err((id.range.clone(), ManifestProblem::NameTaken { name: id.text.clone() }));
    }
    Ok(())
}
