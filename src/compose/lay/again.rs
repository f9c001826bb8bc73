//! What new layers bring about in templates that are there already.
//! Border: files that are wanted now and fragments that say more; new templates are laid in `lay`.
use camino::Utf8Path;

use super::{Laying, Touched, rule};
use crate::compose::ComposeError;
use crate::compose::entry::{EntryFragment, Pass};
use crate::compose::files;
use crate::compose::findings::Wording;
use crate::compose::fragments::{self, Context};
use crate::compose::ground::Ground;
use crate::plan::Content;
use crate::template::{FragmentKind, Renderer, Template};

impl Laying<'_> {
    /// What the new layers bring about in a template that is there already: files that are wanted now, and fragments
    /// that say more.
    pub(super) fn again(&mut self, template: &Template, ground: Option<&Ground>) -> Result<(), ComposeError> {
        let renderer = self.renderer(template)?;
        let mut touched = Touched::default();
        if self.request.composition.new_layers().next().is_some() {
            let old = renderer.files(&self.old_variables)?;
            for file in renderer.files(&self.variables)? {
                let path = ground.map_or_else(|| file.path.clone(), |ground| ground.path(&file.path));
                match old.iter().find(|known| known.path == file.path) {
                    None => self.place(&path, file.content.into(), file.mode, template, &mut touched)?,
                    Some(known) if known.content == file.content => {}
                    Some(known) => {
                        self.renew(&path, known.content.clone().into(), file.content.into(), template, &mut touched)?;
                    }
                }
            }
        }
        if let Some(ground) = ground {
            self.fragments_again(template, &renderer, ground, &mut touched)?;
        }
        let new: Vec<&str> = self.request.composition.new_layers().map(|layer| layer.id()).collect();
        let why = format!("what goes with {}", new.join(", "));
        if let Some(known) = self.record.templates.iter_mut().find(|known| known.id == template.manifest.id) {
            for path in &touched.written {
                known.files.entry(path.clone()).or_default();
            }
        }
        self.change(template, why, touched);
        Ok(())
    }

    fn fragments_again(
        &mut self,
        template: &Template,
        renderer: &Renderer<'_>,
        ground: &Ground,
        touched: &mut Touched,
    ) -> Result<(), ComposeError> {
        let rule = rule(template);
        let variables = self.variables.clone();
        for (kind, _) in &template.fragments {
            let (old, new) = (renderer.fragment(*kind, &self.old_variables)?, renderer.fragment(*kind, &variables)?);
            let is_same = old == new;
            if let (FragmentKind::Entry, Some(new)) = (kind, &new) {
                let fragment = EntryFragment::read(&template.manifest.id, new)?;
                if !is_same {
                    touched.note(&self.tree, &ground.main);
                    let earlier: Vec<EntryFragment> = self.fragments.iter().map(|(_, known)| known.clone()).collect();
                    let (_, created, remarks) =
                        fragments::entry(&mut self.tree, ground, &fragment, &earlier, Pass::All);
                    self.created.extend(created);
                    self.findings.extend(remarks.into_iter().map(|remark| Wording(&rule).finding(remark)));
                }
                self.fragments.push((rule.clone(), fragment));
            } else if !is_same {
                for path in [kind.name().into()].into_iter().chain(ground.config.clone()) {
                    touched.note(&self.tree, &path);
                }
                let context = Context { ground, variables: &variables };
                let (_, remarks) = fragments::lay(&mut self.tree, *kind, renderer, &context)?;
                self.findings.extend(remarks.into_iter().map(|remark| Wording(&rule).finding(remark)));
            }
        }
        Ok(())
    }

    /// A file that says more with the new layers: as it is now if nobody changed it, put together otherwise.
    fn renew(
        &mut self,
        path: &Utf8Path,
        old: Content,
        new: Content,
        template: &Template,
        touched: &mut Touched,
    ) -> Result<(), ComposeError> {
        // A file that the user took away stays away.
        let Some(present) = self.tree.read(path) else { return Ok(()) };
        touched.note(&self.tree, path);
        if present == old {
            self.tree.set(path, Some(new));
        } else if present != new
            && let Some((text, is_marked)) = files::update(&present, &old, &new, &template.manifest.id)
        {
            self.tree.set(path, Some(Content::from(text)));
            if is_marked {
                self.findings.push(Wording(&rule(template)).marked(path));
            }
        }
        Ok(())
    }
}
