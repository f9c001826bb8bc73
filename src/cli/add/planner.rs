//! From layers, a Worker and answers to a plan, again and again with changing answers.
//! Border: puts catalog, composition and questions together; shows and writes nothing.
use super::error::AddError;
use super::request::Request;
use super::target::Target;
use crate::catalog::{CatalogError, Recorded, Reference};
use crate::cli::trust::Asked;
use crate::cli::{Error, policy};
use crate::compose::{
    Base, ClashChoices, ComposeError, Composition, Laid, LayRequest, Present, RecordedTemplate, lay, resolve,
};
use crate::plan::{Finding, Place, Plan, Rule, Standing};
use crate::template::{
    AnswerProblem, AnswerTrouble, Answered, Answers, Defaults, Given, GivenAnswer, Kind, Manifest, Question,
    Questionnaire, RECORD, Template, TemplateError, Value, Variables, commands,
};

/// Everything that is decided before the answers.
pub(super) struct Planner<'a> {
    request: &'a Request,
    target: &'a Target,
    /// What the project started from, if that is known.
    base: Option<Template>,
    /// The layers, old and new.
    pub composition: Composition,
    findings: Vec<Finding>,
}

/// A plan with what it came from.
pub(super) struct Planned {
    /// What would be done; its root is the scope's.
    pub plan: Plan,
    /// The same, with what has to be decided.
    pub laid: Laid,
    /// The answers of all layers.
    pub answers: Answers,
}

/// What ends everything, or is listed with others.
enum Failure {
    Layer(CatalogError),
    Fatal(Error),
}

impl From<ComposeError> for Failure {
    fn from(error: ComposeError) -> Self {
        Self::Fatal(AddError::from(error).into())
    }
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Layer(error) => AddError::Layers(vec![error]).into(),
            Failure::Fatal(error) => error,
        }
    }
}

impl<'a> Planner<'a> {
    /// Loads the layers and those that they need.
    pub fn new(request: &'a Request, target: &'a Target) -> Result<Self, Error> {
        let catalog = &request.catalog;
        let load = |reference: &Reference| match catalog.load(reference, Kind::Feature) {
            Ok(template) => Ok(template),
            Err(CatalogError::Template(error)) => Err(Failure::Fatal(error.into())),
            // A name that means nothing is listed with others; what is wrong elsewhere is told alone.
            Err(error) if error.is_about_a_name() => Err(Failure::Layer(error)),
            Err(error) => Err(Failure::Fatal(error.into())),
        };
        let (mut wanted, mut missing) = (Vec::new(), Vec::new());
        for reference in &request.layers {
            match load(reference) {
                Ok(template) => wanted.push(template),
                Err(Failure::Layer(error)) => missing.push(error),
                Err(failure) => return Err(failure.into()),
            }
        }
        if !missing.is_empty() {
            return Err(AddError::Layers(missing).into());
        }
        let mut findings = Vec::new();
        let mut present = Vec::new();
        for layer in target.record.layers() {
            present.push(Present { id: layer.id.clone(), template: recorded(request, layer, &mut findings) });
        }
        let base = target.record.base().and_then(|base| recorded(request, base, &mut findings));
        let composition = resolve(wanted, present, |id| load(&Reference::to(id)))?;
        Ok(Self { request, target, base, composition, findings })
    }

    /// Whether all layers are there already.
    pub fn is_empty(&self) -> bool {
        self.composition.new_layers().next().is_none()
    }

    fn manifests(&self) -> impl Iterator<Item = &Manifest> {
        let layers = self.composition.layers.iter().map(|layer| &layer.template.manifest);
        self.base.iter().map(|base| &base.manifest).chain(layers)
    }

    /// The questions of all layers that can be had.
    pub fn questionnaire(&self) -> Questionnaire<'_> {
        let mut variables: Variables = self.target.variables();
        variables.insert("layers".to_owned(), Value::List(self.composition.ids.clone()));
        Questionnaire::over(self.manifests(), variables)
    }

    /// The questions of the new layers.
    pub fn new_questions(&self) -> impl Iterator<Item = &Question> {
        self.composition.new_layers().flat_map(|layer| &layer.template.manifest.questions)
    }

    /// What the new layers recommend to type next.
    pub fn next(&self, answers: &Answers) -> Result<Vec<(String, Option<String>)>, Error> {
        let mut commands: Vec<(String, Option<String>)> = Vec::new();
        for layer in self.composition.new_layers() {
            let questionnaire = Questionnaire::new(&layer.template.manifest, answers.built_in.clone());
            for (command, note) in questionnaire.next(answers)? {
                if !commands.iter().any(|(known, _)| *known == command) {
                    commands.push((command, note));
                }
            }
        }
        Ok(commands)
    }

    /// The commands that the new layers ask for.
    pub fn asked(&self, answers: &Answers) -> Result<Vec<Asked>, Error> {
        let mut all = Vec::new();
        for layer in self.composition.new_layers() {
            all.extend(Asked::of(&layer.template, commands(&layer.template, &answers.variables)?));
        }
        Ok(all)
    }

    /// Everything that is answered: recorded, given, and `prompted` just now.
    pub fn given(&self, prompted: &[(String, Value)]) -> Result<Given, AddError> {
        let mut given = Given::default();
        let mut decided = Vec::new();
        for (name, value) in self.target.record.answers() {
            if let Some((_, source)) = self.request.given.get(name) {
                let problem = AnswerProblem::Decided { from: source.clone(), value: value.to_string() };
                decided.push(AnswerTrouble { name: name.clone(), prompt: None, problem });
            }
            given.add(name, GivenAnswer::Value(value.clone()), Answered::Before);
        }
        if !decided.is_empty() {
            return Err(AddError::Answers(decided));
        }
        for (name, value) in prompted {
            given.add(name, GivenAnswer::Value(value.clone()), Answered::Prompt);
        }
        for (name, (answer, source)) in self.request.given.iter() {
            given.add(name, answer.clone(), source.clone());
        }
        for layer in self.composition.new_layers() {
            given.add_environment(&layer.template.manifest, |name| std::env::var_os(name));
        }
        let decided = self.request.catalog.decided();
        let contradictions = policy::contradictions(&decided, self.new_questions(), &given);
        if !contradictions.is_empty() {
            return Err(AddError::Answers(contradictions));
        }
        policy::prescribe(&decided, self.new_questions(), &mut given);
        Ok(given)
    }

    /// The plan with these answers.
    pub fn plan(&self, prompted: &[(String, Value)], choices: &ClashChoices) -> Result<Planned, Error> {
        let answers = match self.questionnaire().complete(&self.given(prompted)?, Defaults::Accept) {
            Ok(answers) => answers,
            Err(TemplateError::Answers(troubles)) => return Err(AddError::Answers(troubles).into()),
            Err(error) => return Err(error.into()),
        };
        let target = self.target;
        let mut laid = lay(&LayRequest {
            tree: &target.tree,
            base: self.base.as_ref().map_or(Base::Unknown, Base::Present),
            composition: &self.composition,
            answers: &answers,
            ground: Some(target.ground.clone()),
            record: &target.record,
            choices,
        })
        .map_err(AddError::from)?;
        laid.findings.extend(self.findings.iter().cloned());
        let plan = laid.plan_below(&self.request.scope.root, &target.worker.directory);
        Ok(Planned { plan, laid, answers })
    }
}

/// The template of a record, if it can still be had as it was.
fn recorded(request: &Request, recorded: &RecordedTemplate, findings: &mut Vec<Finding>) -> Option<Template> {
    let found = request.catalog.recorded(&Recorded {
        kind: recorded.kind.into(),
        id: &recorded.id,
        version: &recorded.version,
        source: &recorded.source,
        commit: recorded.commit.as_deref(),
        hash: &recorded.hash,
    });
    let template = found.ok();
    if template.is_none() {
        findings.push(Finding {
            rule: Rule { code: recorded.id.clone().into(), name: recorded.version.to_string().into() },
            standing: Standing::Note,
            place: Place::file(RECORD),
            reason: format!(
                "`{}` {} as it was laid cannot be had any more, so its files that go with new layers were not looked at",
                recorded.id, recorded.version
            ),
            next_step: None,
        });
    }
    template
}
