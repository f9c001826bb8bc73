//! Walks through a template's questions: which are asked, what is recommended, what is missing.
//! Border: the same walk for prompts, flags, environment and files; it does not ask.
use super::{
    AnswerProblem, AnswerTrouble, Answered, Answers, Default, Expression, Given, GivenAnswer, Invalid, Manifest,
    Question, QuestionKind, TemplateError, TemplatePlace, Value, Variables, expression,
};
use crate::text::closest;

/// What becomes of a question without an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Defaults {
    /// Its default is taken.
    Accept,
    /// It is missing.
    Refuse,
}

/// The questions of one template, or of several that go together, with the variables that the tool provides.
#[derive(Debug, Clone)]
pub struct Questionnaire<'template> {
    manifests: Vec<&'template Manifest>,
    built_in: Variables,
}

impl<'template> Questionnaire<'template> {
    /// A walk through the questions of `manifest`.
    pub fn new(manifest: &'template Manifest, built_in: Variables) -> Self {
        Self::over([manifest], built_in)
    }

    /// A walk through the questions of all `manifests`, one after the other; no two have a name in common.
    pub fn over(manifests: impl IntoIterator<Item = &'template Manifest>, built_in: Variables) -> Self {
        Self { manifests: manifests.into_iter().collect(), built_in }
    }

    /// The questions, in the order in which they are put.
    pub fn questions(&self) -> impl Iterator<Item = &'template Question> + '_ {
        self.manifests.iter().flat_map(|manifest| &manifest.questions)
    }

    /// The variables before the first question.
    pub fn start(&self) -> Variables {
        self.built_in.clone()
    }

    /// Whether a question is asked, given the answers before it.
    ///
    /// # Errors
    /// When the condition cannot be evaluated.
    pub fn applies(&self, question: &Question, variables: &Variables) -> Result<bool, TemplateError> {
        match &question.when {
            None => Ok(true),
            Some(when) => {
                expression::holds(&when.text, variables).map_err(|message| self.render_error(question, when, message))
            }
        }
    }

    /// The recommended answer, given the answers before it.
    ///
    /// # Errors
    /// When it cannot be rendered.
    pub fn default(&self, question: &Question, variables: &Variables) -> Result<Option<Value>, TemplateError> {
        match &question.default {
            None => Ok(None),
            Some(Default::Value(value)) => Ok(Some(value.clone())),
            Some(Default::Rendered(text)) => {
                let filled = expression::fill(&text.text, variables)
                    .map_err(|message| self.render_error(question, text, message))?;
                // A default that does not fit here is none: the question is asked, or missing.
                Ok(question.read(&filled).ok())
            }
        }
    }

    /// The value that a question which is not asked leaves for conditions and files; texts stay undefined, so that
    /// printing one is an error.
    pub fn absent(question: &Question) -> Option<Value> {
        match question.kind {
            QuestionKind::Bool => Some(Value::Bool(false)),
            QuestionKind::MultiChoice(_) => Some(Value::List(Vec::new())),
            _ => None,
        }
    }

    /// Makes a complete set of answers, or lists everything that is missing or wrong.
    ///
    /// # Errors
    /// [`TemplateError::Answers`] with all problems at once; other errors are the template's own.
    pub fn complete(&self, given: &Given, defaults: Defaults) -> Result<Answers, TemplateError> {
        let mut walk = Walk {
            variables: self.start(),
            recorded: std::collections::BTreeMap::new(),
            chosen: Vec::new(),
            secrets: Vec::new(),
            trouble: self.unknown(given),
        };
        for question in self.questions() {
            self.step(question, given, defaults, &mut walk)?;
        }
        if !walk.trouble.is_empty() {
            return Err(TemplateError::Answers(walk.trouble));
        }
        for manifest in &self.manifests {
            for computed in &manifest.computed {
                let value = expression::fill(&computed.value.text, &walk.variables)
                    .map_err(|message| located(Some(manifest), &computed.value, message))?;
                walk.variables.insert(computed.name.clone(), Value::Text(value));
            }
        }
        Ok(Answers {
            recorded: walk.recorded,
            chosen: walk.chosen,
            secrets: walk.secrets,
            built_in: self.start(),
            variables: walk.variables,
        })
    }

    /// The commands that the templates recommend after these answers, each with its note: those of layers come before
    /// those of what they are laid on, because they prepare something.
    ///
    /// # Errors
    /// When one cannot be rendered.
    pub fn next(&self, answers: &Answers) -> Result<Vec<(String, Option<String>)>, TemplateError> {
        let mut commands: Vec<(String, Option<String>)> = Vec::new();
        let (base, layers) = match self.manifests.split_first() {
            Some((base, layers)) => (Some(base), layers),
            None => (None, &[][..]),
        };
        for manifest in layers.iter().chain(base) {
            for next in &manifest.next {
                if let Some(when) = &next.when
                    && !expression::holds(&when.text, &answers.variables)
                        .map_err(|message| located(Some(manifest), when, message))?
                {
                    continue;
                }
                let command = expression::fill(&next.command.text, &answers.variables)
                    .map_err(|message| located(Some(manifest), &next.command, message))?;
                if !commands.iter().any(|(known, _)| *known == command) {
                    commands.push((command, next.note.clone()));
                }
            }
        }
        Ok(commands)
    }

    fn unknown(&self, given: &Given) -> Vec<AnswerTrouble> {
        let names = || self.questions().map(|question| question.name.as_str());
        given
            .iter()
            // What a project said before, or a preset says, about layers that are not there is no mistake.
            .filter(|(_, (_, source))| *source != Answered::Before)
            .filter(|(name, _)| !names().any(|known| known == *name))
            .map(|(name, (_, source))| AnswerTrouble {
                name: name.to_owned(),
                prompt: None,
                problem: AnswerProblem::Unknown {
                    from: source.clone(),
                    meant: closest(name, names()).map(str::to_owned),
                },
            })
            .collect()
    }

    fn step(
        &self,
        question: &Question,
        given: &Given,
        defaults: Defaults,
        walk: &mut Walk,
    ) -> Result<(), TemplateError> {
        // After a problem the variables may have holes; a condition that cannot be evaluated then is no news.
        let applies = match self.applies(question, &walk.variables) {
            Err(_) if !walk.trouble.is_empty() => return Ok(()),
            other => other?,
        };
        let answer = given.get(&question.name);
        if !applies {
            match answer {
                Some((_, source @ (Answered::Flag | Answered::File(_)))) if walk.trouble.is_empty() => {
                    let when = question.when.as_ref().map(|when| when.text.clone()).unwrap_or_default();
                    walk.add(question, AnswerProblem::NotAsked { from: source.clone(), when });
                }
                _ => {}
            }
            if let Some(value) = Self::absent(question) {
                walk.variables.insert(question.name.clone(), value);
            }
            return Ok(());
        }
        let default = match self.default(question, &walk.variables) {
            Err(_) if !walk.trouble.is_empty() => None,
            other => other?,
        };
        let value = match answer {
            Some((answer, source)) => match question.take(answer) {
                Ok(value) => Some(value),
                Err(reason) => {
                    let shown = match answer {
                        GivenAnswer::Text(text) => text.clone(),
                        GivenAnswer::Value(value) => value.to_string(),
                        GivenAnswer::NotText => String::new(),
                    };
                    let given = (!question.is_secret() && reason != Invalid::Long).then_some(shown);
                    walk.add(question, AnswerProblem::Invalid { given, from: source.clone(), reason });
                    default.clone()
                }
            },
            None => {
                if defaults == Defaults::Refuse || default.is_none() {
                    let default = default.as_ref().map(Value::to_string);
                    walk.add(question, AnswerProblem::Missing { default });
                }
                default.clone()
            }
        };
        if let Some(value) = value {
            walk.take(question, value, default.as_ref());
        }
        Ok(())
    }

    fn render_error(&self, question: &Question, expression: &Expression, message: String) -> TemplateError {
        let has = |manifest: &&&Manifest| manifest.questions.iter().any(|known| known.name == question.name);
        located(self.manifests.iter().find(has).copied(), expression, message)
    }
}

/// An error with its place; a question that stands in no manifest is its own place.
fn located(manifest: Option<&Manifest>, expression: &Expression, message: String) -> TemplateError {
    let place = match manifest {
        Some(manifest) => *manifest.place(expression.range.clone()),
        None => TemplatePlace {
            path: camino::Utf8PathBuf::new(),
            text: expression.text.clone(),
            range: 0..expression.text.len(),
        },
    };
    TemplateError::Render { place: Box::new(place), message }
}

/// The state of one walk.
struct Walk {
    variables: Variables,
    recorded: std::collections::BTreeMap<String, Value>,
    chosen: Vec<(String, Value)>,
    secrets: Vec<String>,
    trouble: Vec<AnswerTrouble>,
}

impl Walk {
    fn add(&mut self, question: &Question, problem: AnswerProblem) {
        self.trouble.push(AnswerTrouble {
            name: question.name.clone(),
            prompt: Some(question.prompt.clone()),
            problem,
        });
    }

    fn take(&mut self, question: &Question, value: Value, default: Option<&Value>) {
        if question.is_secret() {
            self.secrets.push(question.name.clone());
        } else {
            if default != Some(&value) {
                self.chosen.push((question.name.clone(), value.clone()));
            }
            self.recorded.insert(question.name.clone(), value.clone());
        }
        self.variables.insert(question.name.clone(), value);
    }
}

#[cfg(test)]
#[path = "questionnaire_tests.rs"]
mod tests;
