//! PW511: the lines of `.gitignore` for what pywrangler, uv and wrangler make.
//! Border: adds lines; never takes one away.
use crate::config::gitignore::{BUILD_PRODUCTS, append, missing};
use crate::plan::{Content, FileMode, Place, Rule, Safety};

use super::configuration::{TextFile, listed, newline};
use super::packaging::directories_above;
use super::{Action, Codemod, Context, Meta, Proposal, Proposals};

/// The codemod.
pub struct IgnoredProducts;

static META: Meta = Meta {
    rule: Rule::new("PW511", "ignored-products"),
    summary: ".gitignore names python_modules/, .venv-workers/, .venv/ and .wrangler/",
    page: include_str!("../../codemods/PW511-ignored-products/page.md"),
    needles: &[],
};

impl Codemod for IgnoredProducts {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, context: &Context<'_>, proposals: &mut Proposals) {
        if context.worker.config.is_none() {
            return;
        }
        let mut wanted: Vec<&str> = BUILD_PRODUCTS.to_vec();
        let mut nearest: Option<TextFile> = None;
        for directory in directories_above(context) {
            let path = directory.join(".gitignore");
            let Some(file) = TextFile::read(context, &path) else {
                if context.files.exists(&path) {
                    // Not text: nothing can be said about it.
                    return;
                }
                continue;
            };
            // A line that is bound to a directory above speaks of that one.
            let anchored = |line: &&str| directory != context.worker.directory && line.trim().starts_with('/');
            let text: String = file.text.lines().filter(|line| !anchored(line)).collect::<Vec<_>>().join("\n");
            wanted = missing(&text, &wanted);
            nearest.get_or_insert(file);
        }
        if wanted.is_empty() {
            return;
        }
        let names = listed(&wanted.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>());
        let (action, place) = match &nearest {
            Some(file) => (file.edit(append(&file.text, &wanted)), file.place(file.text.len())),
            None => {
                let path = context.worker.directory.join(".gitignore");
                let text: String = wanted.iter().map(|line| format!("{line}{}", newline(context))).collect();
                let content = Content::from(text.into_bytes());
                (Action::Create { path: path.clone(), content, mode: FileMode::Regular }, Place::file(path))
            }
        };
        proposals.change(Proposal {
            rule: META.rule.clone(),
            place,
            subject: names.clone(),
            title: format!(".gitignore: {names}"),
            reason: "They are made anew by uv, pywrangler and wrangler and do not belong into the repository."
                .to_owned(),
            safety: Safety::Safe,
            needs: Vec::new(),
            actions: vec![action],
        });
    }
}
