//! Lays a base and layers onto a tree, one after the other.
//! Border: a pure function; which layers, and with which answers, is decided before.

mod again;
mod outcome;

use std::collections::{BTreeMap, BTreeSet};

use camino::{Utf8Path, Utf8PathBuf};

use self::outcome::Touched;
use super::ComposeError;
use super::clash::{Clash, ClashChoices};
use super::consequences;
use super::entry::{EntryFragment, Pass};
use super::error::ModuleTaken;
use super::files::{self, Placed};
use super::findings::Wording;
use super::fragments::{self, Context};
use super::ground::Ground;
use super::laid::Laid;
use super::record::Record;
use super::resolve::{Composition, Reason, foreign_names};
use crate::config::WranglerConfig;
use crate::plan::{Change, Content, FileMode, FilePreview, Finding, Rule};
use crate::project::Snapshot;
use crate::template::{
    Answers, COMPOSITION_VARIABLES, ENVIRONMENT_VARIABLES, FragmentKind, Renderer, SetProblem, Template, TemplateError,
    Value, Variables,
};

/// The project template under the layers.
#[derive(Debug, Clone, Copy)]
pub enum Base<'a> {
    /// It is laid now.
    New(&'a Template),
    /// It is there.
    Present(&'a Template),
    /// The worker was made by somebody else, or its template cannot be had.
    Unknown,
}

/// What is laid onto what.
pub struct LayRequest<'a> {
    /// The files as they are; its root is the worker's directory.
    pub tree: &'a Snapshot,
    /// What is under the layers.
    pub base: Base<'a>,
    /// The layers.
    pub composition: &'a Composition,
    /// The answers to the questions of all of them.
    pub answers: &'a Answers,
    /// Where the worker has its code; found in the tree if it is not given.
    pub ground: Option<Ground>,
    /// What the project was made from so far.
    pub record: &'a Record,
    /// What becomes of files that are in the way.
    pub choices: &'a ClashChoices,
}

/// Lays everything, in order.
///
/// # Errors
/// Templates that cannot be rendered, refused paths, and a tree without a worker.
pub fn lay(request: &LayRequest<'_>) -> Result<Laid, ComposeError> {
    let mut laying = Laying::new(request);
    match request.base {
        Base::New(template) => laying.base(template)?,
        Base::Present(template) => laying.again(template, None)?,
        Base::Unknown => {}
    }
    if !request.composition.layers.is_empty() {
        let ground = match &request.ground {
            Some(ground) => ground.clone(),
            None => Ground::of_tree(&laying.tree)?,
        };
        laying.variables.extend(ground.variables());
        laying.old_variables.extend(ground.variables());
        let environments = fragments::environment_names(&laying.tree, &ground);
        for layer in request.composition.layers.iter() {
            match layer.reason {
                Reason::Present => laying.again(&layer.template, Some(&ground))?,
                _ => laying.layer(&layer.template, &layer.reason, &ground)?,
            }
        }
        laying.decorate(&ground)?;
        laying.new_environments(&ground, &environments)?;
        laying.left_behind(&ground);
    }
    if !laying.taken.is_empty() {
        return Err(ComposeError::ModulesTaken(laying.taken));
    }
    laying.check_case()?;
    Ok(laying.finish())
}

/// The work: what was laid so far.
struct Laying<'a> {
    request: &'a LayRequest<'a>,
    tree: Snapshot,
    variables: Variables,
    /// The same without the new layers.
    old_variables: Variables,
    /// Each with the files that it touches.
    changes: Vec<(Change, Vec<FilePreview>)>,
    findings: Vec<Finding>,
    clashes: Vec<Clash>,
    taken: Vec<ModuleTaken>,
    modes: BTreeMap<Utf8PathBuf, FileMode>,
    record: Record,
    fragments: Vec<(Rule, EntryFragment)>,
    created: BTreeSet<String>,
    /// Environments that came to be, each with the layer that brought it.
    brought: Vec<(String, Rule)>,
}

impl<'a> Laying<'a> {
    fn new(request: &'a LayRequest<'a>) -> Self {
        let list = |ids: Vec<String>| ("layers".to_owned(), Value::List(ids));
        let all = request.composition.ids.clone();
        let new: Vec<&str> = request.composition.new_layers().map(|layer| layer.id()).collect();
        let old = all.iter().filter(|id| !new.contains(&id.as_str())).cloned().collect();
        let mut variables = request.answers.variables.clone();
        // What is rendered once for each environment is rendered for the top first.
        variables.extend(ENVIRONMENT_VARIABLES.map(|name| (name.to_owned(), Value::Text(String::new()))));
        let mut old_variables = variables.clone();
        variables.extend([list(all)]);
        old_variables.extend([list(old)]);
        let mut record = request.record.clone();
        if record.variables.is_empty() {
            record.variables = request.answers.built_in.clone();
            // What depends on the layers and on where the code is stands in no record.
            record.variables.retain(|name, _| !COMPOSITION_VARIABLES.contains(&name.as_str()));
        }
        Self {
            request,
            tree: request.tree.clone(),
            variables,
            old_variables,
            changes: Vec::new(),
            findings: Vec::new(),
            clashes: Vec::new(),
            taken: Vec::new(),
            modes: BTreeMap::new(),
            record,
            fragments: Vec::new(),
            created: BTreeSet::new(),
            brought: Vec::new(),
        }
    }

    fn renderer<'t>(&self, template: &'t Template) -> Result<Renderer<'t>, TemplateError> {
        let foreign = foreign_names(&template.manifest.id, &self.request.composition.layers);
        Renderer::new(template, &foreign)
    }

    fn base(&mut self, template: &Template) -> Result<(), ComposeError> {
        let mut touched = Touched::default();
        for file in self.renderer(template)?.files(&self.variables)? {
            self.place(&file.path, file.content.into(), file.mode, template, &mut touched)?;
        }
        self.recorded(template, &touched);
        self.change(template, template.manifest.summary.clone(), touched);
        Ok(())
    }

    fn layer(&mut self, template: &Template, reason: &Reason, ground: &Ground) -> Result<(), ComposeError> {
        let mut touched = Touched::default();
        let renderer = self.renderer(template)?;
        for file in renderer.files(&self.variables)? {
            let path = ground.path(&file.path);
            let id = &template.manifest.id;
            if let Some(present) = files::same_module(&self.tree, ground.source(), &path)
                && self.taken.last().is_none_or(|known| known.layer != *id)
            {
                self.taken.push(ModuleTaken { layer: id.clone(), wanted: path.clone(), present });
            }
            self.place(&path, file.content.into(), file.mode, template, &mut touched)?;
        }
        let config = consequences::config(&self.tree, ground);
        self.fragments(template, &renderer, ground, &mut touched)?;
        self.consequences(&rule(template), config, ground);
        self.recorded(template, &touched);
        let why = match reason {
            Reason::NeededBy(id) => format!("{} (`{id}` needs it)", template.manifest.summary),
            Reason::Asked | Reason::Present => template.manifest.summary.clone(),
        };
        self.change(template, why, touched);
        Ok(())
    }

    fn fragments(
        &mut self,
        template: &Template,
        renderer: &Renderer<'_>,
        ground: &Ground,
        touched: &mut Touched,
    ) -> Result<(), ComposeError> {
        let rule = rule(template);
        let variables = self.variables.clone();
        let context = Context { ground, variables: &variables };
        for (kind, _) in &template.fragments {
            if *kind == FragmentKind::Entry {
                let Some(fragment) = renderer.fragment(*kind, &variables)? else { continue };
                let fragment = EntryFragment::read(&template.manifest.id, &fragment)?;
                touched.note(&self.tree, &ground.main);
                let earlier: Vec<EntryFragment> = self.fragments.iter().map(|(_, known)| known.clone()).collect();
                let (_, created, remarks) = fragments::entry(&mut self.tree, ground, &fragment, &earlier, Pass::All);
                self.created.extend(created);
                self.fragments.push((rule.clone(), fragment));
                self.findings.extend(remarks.into_iter().map(|remark| Wording(&rule).finding(remark)));
                continue;
            }
            for path in [kind.name().into()].into_iter().chain(ground.config.clone()) {
                touched.note(&self.tree, &path);
            }
            let is_new = !self.tree.exists(Utf8Path::new(kind.name()));
            let (changed, remarks) = fragments::lay(&mut self.tree, *kind, renderer, &context)?;
            if let Some(path) = changed.filter(|_| is_new && *kind != FragmentKind::Wrangler) {
                touched.written.push(path);
            }
            self.findings.extend(remarks.into_iter().map(|remark| Wording(&rule).finding(remark)));
        }
        Ok(())
    }

    /// What the layer's keys in the configuration mean for what the user has.
    fn consequences(&mut self, rule: &Rule, before: Option<WranglerConfig>, ground: &Ground) {
        let Some((before, after)) = before.zip(consequences::config(&self.tree, ground)) else { return };
        let known: Vec<&str> = before.environments().collect();
        let new = after.environments().filter(|name| !known.contains(name));
        self.brought.extend(new.map(|name| (name.to_owned(), rule.clone())));
        let layers: Vec<EntryFragment> = self.fragments.iter().map(|(_, known)| known.clone()).collect();
        let remark = consequences::runs_more(self.request.tree, ground, &layers, &before, &after);
        self.findings.extend(remark.map(|remark| Wording(rule).finding(remark)));
    }

    /// What the user's own configuration has and a new environment lacks, when every layer has given it its part.
    fn left_behind(&mut self, ground: &Ground) {
        let before = consequences::config(self.request.tree, ground);
        let Some((before, after)) = before.zip(consequences::config(&self.tree, ground)) else { return };
        let Some(path) = &ground.config else { return };
        for (environment, rule) in &self.brought {
            let remark = consequences::left_behind(path, environment, &before, &after);
            self.findings.extend(remark.map(|remark| Wording(rule).finding(remark)));
        }
    }

    /// Puts the decorators of all layers around the methods that later ones made.
    fn decorate(&mut self, ground: &Ground) -> Result<(), ComposeError> {
        if self.created.is_empty() {
            return Ok(());
        }
        let created = std::mem::take(&mut self.created);
        let decorating = std::mem::take(&mut self.fragments).into_iter().filter(|(_, fragment)| fragment.decorates());
        for (rule, fragment) in decorating {
            let mut touched = Touched::default();
            touched.note(&self.tree, &ground.main);
            let pass = Pass::Decorators(&created);
            let (is_changed, _, remarks) = fragments::entry(&mut self.tree, ground, &fragment, &[], pass);
            self.findings.extend(remarks.into_iter().map(|remark| Wording(&rule).finding(remark)));
            if is_changed {
                let why = "it decorates the methods that are new".to_owned();
                self.push(rule.clone(), format!("{} around new methods", rule.code), why, 1, touched);
            }
        }
        Ok(())
    }

    /// Environments that a layer has brought get what all layers have for environments.
    fn new_environments(&mut self, ground: &Ground, before: &[String]) -> Result<(), ComposeError> {
        let mut new = fragments::environment_names(&self.tree, ground);
        new.retain(|name| !before.contains(name));
        let Some(config) = ground.config.as_ref().filter(|_| !new.is_empty()) else { return Ok(()) };
        let request = self.request;
        let variables = self.variables.clone();
        for layer in &request.composition.layers {
            let mut touched = Touched::default();
            touched.note(&self.tree, config);
            let renderer = self.renderer(&layer.template)?;
            let context = Context { ground, variables: &variables };
            let (_, remarks) = fragments::environments(&mut self.tree, &renderer, &context, &new)?;
            let rule = rule(&layer.template);
            self.findings.extend(remarks.into_iter().map(|remark| Wording(&rule).finding(remark)));
            let title = format!("{} in env.{}", layer.template.manifest.title, new.join(", env."));
            self.push(rule, title, "environments do not take this over from the top".to_owned(), 2, touched);
        }
        Ok(())
    }

    fn place(
        &mut self,
        path: &Utf8Path,
        content: Content,
        mode: FileMode,
        template: &Template,
        touched: &mut Touched,
    ) -> Result<(), ComposeError> {
        let id = &template.manifest.id;
        touched.note(&self.tree, path);
        let is_new = !self.tree.exists(path);
        match files::place(&mut self.tree, path, content, id, self.request.choices) {
            Placed::Written => {
                touched.written.push(path.to_owned());
                if is_new && mode != FileMode::Regular {
                    self.modes.insert(path.to_owned(), mode);
                }
            }
            Placed::Same => touched.written.push(path.to_owned()),
            Placed::Marked => {
                touched.written.push(path.to_owned());
                self.findings.push(Wording(&rule(template)).marked(path));
            }
            Placed::Kept => self.findings.push(Wording(&rule(template)).kept(path)),
            Placed::Open(clash) => self.clashes.push(*clash),
        }
        Ok(())
    }

    /// New files have to be told apart from those that are there also where case does not count.
    fn check_case(&self) -> Result<(), ComposeError> {
        let is_new = |path: &&Utf8Path| self.request.tree.read(path).is_none();
        let new: Vec<&Utf8Path> = self.tree.changed().map(|(path, _)| path).filter(is_new).collect();
        match files::clash_in_case(&self.tree, &new) {
            Some((one, other)) => Err(TemplateError::Set(SetProblem::alike(&one, &other)).into()),
            None => Ok(()),
        }
    }
}

fn rule(template: &Template) -> Rule {
    let manifest = &template.manifest;
    Rule { code: manifest.id.clone().into(), name: manifest.version.to_string().into() }
}
