//! The files of a template with those of the templates that it inherits from, and with its partials.
//! Border: which files; how texts of manifests are put together is `template`'s knowledge.
use camino::{Utf8Path, Utf8PathBuf};

use super::error::CatalogError;
use super::limits::{self, Excess};
use super::tree::{self, Tree};
use crate::template::{
    Expression, Head, MANIFEST, ManifestText, PARTIALS, TemplateError, TemplateFile, TemplatePlace, read_head,
};
use crate::text::closest;

/// The manifest of the template in a directory and its files, as if nothing were inherited.
///
/// # Errors
/// What cannot be read, parents and partials that are not there, and circles.
pub(super) fn assemble(
    tree: &dyn Tree,
    directory: &Utf8Path,
) -> Result<(ManifestText, Vec<TemplateFile>), CatalogError> {
    Assembly { tree, chain: Vec::new() }.of(directory)
}

/// The directories that a template inherits from, the nearest first; what cannot be found is told elsewhere.
pub(super) fn ancestors(tree: &dyn Tree, directory: &Utf8Path) -> Vec<Utf8PathBuf> {
    let mut found: Vec<Utf8PathBuf> = Vec::new();
    let mut directory = directory.to_owned();
    loop {
        let path = directory.join(MANIFEST);
        let head = tree::text(tree, &path).ok().flatten().and_then(|text| read_head(&path, &text).ok());
        let Some(parent) = head.and_then(|head| head.extends) else { return found };
        directory = beside(&directory, &parent);
        if found.contains(&directory) {
            return found;
        }
        found.push(directory.clone());
    }
}

/// Where a parent is: beside the template that names it.
fn beside(directory: &Utf8Path, parent: &Expression) -> Utf8PathBuf {
    directory.parent().unwrap_or(Utf8Path::new("")).join(&parent.text)
}

struct Assembly<'t> {
    tree: &'t dyn Tree,
    /// The directories on the way here.
    chain: Vec<Utf8PathBuf>,
}

impl Assembly<'_> {
    fn of(&mut self, directory: &Utf8Path) -> Result<(ManifestText, Vec<TemplateFile>), CatalogError> {
        let (text, head, mut files) = self.own(directory)?;
        let place = |expression: &Expression| text.place(expression.range.clone());
        for wanted in &head.partials {
            self.partials(wanted, &place, &mut files)?;
        }
        let Some(parent) = &head.extends else { return Ok((text, files)) };
        self.chain.push(directory.to_owned());
        if self.chain.len() > limits::ANCESTORS {
            return Err(CatalogError::Excess { place: self.tree.name(directory), excess: Excess::Ancestors });
        }
        let beside = beside(directory, parent);
        if let Some(first) = self.chain.iter().position(|known| *known == beside) {
            let names = self.chain[first..].iter().chain([&beside]);
            let chain = names.map(|path| path.file_name().unwrap_or_default().to_owned()).collect();
            return Err(CatalogError::Cycle { place: place(parent), chain });
        }
        if self.tree.find(&beside.join(MANIFEST))?.is_none() {
            let known = self.neighbours(directory)?;
            let meant = closest(&parent.text, known.iter().map(String::as_str)).map(str::to_owned);
            return Err(CatalogError::NoParent { place: place(parent), id: parent.text.clone(), meant });
        }
        let (inherited, from) = self.of(&beside)?;
        let taken: Vec<(bool, String)> = files.iter().map(TemplateFile::role).collect();
        files.extend(from.into_iter().filter(|file| !taken.contains(&file.role())));
        Ok((text.inheriting(&inherited), files))
    }

    /// What is in the directory itself.
    fn own(&self, directory: &Utf8Path) -> Result<(ManifestText, Head, Vec<TemplateFile>), CatalogError> {
        let files = tree::content(self.tree, directory)?;
        let shown = |path: &Utf8Path| self.tree.name(&directory.join(path));
        let path = shown(Utf8Path::new(MANIFEST));
        let manifest = files.iter().find(|(stored, _)| stored == MANIFEST);
        let Some((stored, bytes)) = manifest else { return Err(TemplateError::NoManifest { path }.into()) };
        limits::check_file(stored, bytes.len() as u64, limits::MANIFEST_BYTES)
            .map_err(|excess| CatalogError::Excess { place: self.tree.name(directory), excess })?;
        let text = std::str::from_utf8(bytes).map_err(|_| TemplateError::NotText { path: path.clone() })?;
        let head = read_head(&path, text)?;
        let text = ManifestText::of(path, text);
        let files = files.into_iter();
        let files = files.map(|(stored, content)| TemplateFile { shown: shown(&stored), stored, content }).collect();
        Ok((text, head, files))
    }

    /// Adds the partials of the catalog that a pattern matches; one of the template's own goes first.
    fn partials(
        &self,
        wanted: &Expression,
        place: &dyn Fn(&Expression) -> Box<TemplatePlace>,
        files: &mut Vec<TemplateFile>,
    ) -> Result<(), CatalogError> {
        let matcher = globset::GlobBuilder::new(&wanted.text).literal_separator(true).backslash_escape(false).build();
        let nothing = || CatalogError::NoPartial { place: place(wanted), pattern: wanted.text.clone() };
        let matcher = matcher.map_err(|_| nothing())?.compile_matcher();
        let mut all = tree::content(self.tree, Utf8Path::new(PARTIALS.trim_end_matches('/')))?;
        all.retain(|(path, _)| matcher.is_match(path));
        if all.is_empty() {
            return Err(nothing());
        }
        for (path, content) in all {
            let stored = Utf8Path::new(PARTIALS).join(path);
            if files.iter().all(|file| file.stored != stored) {
                files.push(TemplateFile { shown: self.tree.name(&stored), stored, content });
            }
        }
        Ok(())
    }

    /// The directories with a manifest beside one.
    fn neighbours(&self, directory: &Utf8Path) -> Result<Vec<String>, CatalogError> {
        let parent = directory.parent().unwrap_or(Utf8Path::new(""));
        let files = self.tree.list(parent)?;
        let manifests = files.iter().filter(|file| file.path.file_name() == Some(MANIFEST));
        let directories = manifests.filter_map(|file| file.path.parent().filter(|path| *path != directory));
        let direct = directories.filter(|path| path.parent() == Some(parent));
        Ok(direct.filter_map(|path| path.file_name().map(str::to_owned)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::super::directory_tree::DirectoryTree;
    use super::*;

    /// Templates `t0`, `t1` … where each extends the next.
    fn chain(count: usize) -> Result<usize, CatalogError> {
        let directory = tempfile::tempdir().expect("a directory");
        let root = Utf8Path::from_path(directory.path()).expect("UTF-8");
        for number in 0..count {
            let template = root.join(format!("t{number}"));
            std::fs::create_dir_all(template.join("files")).expect("made");
            std::fs::write(template.join(format!("files/{number}")), "x").expect("written");
            let extends = if number + 1 < count { format!("extends = \"t{}\"\n", number + 1) } else { String::new() };
            let manifest = format!("id = \"t{number}\"\nversion = \"1.0.0\"\n{extends}");
            std::fs::write(template.join(MANIFEST), manifest).expect("written");
        }
        let (_, files) = assemble(&DirectoryTree::open(root)?, Utf8Path::new("t0"))?;
        Ok(files.iter().filter(|file| file.stored.starts_with("files")).count())
    }

    #[test]
    fn a_chain_of_parents_has_an_end() {
        let most = limits::ANCESTORS + 1;
        assert_eq!(chain(most).expect("allowed"), most, "the files of all of them");
        let refused = chain(most + 1);
        assert!(matches!(refused, Err(CatalogError::Excess { excess: Excess::Ancestors, .. })), "{refused:?}");
    }
}
