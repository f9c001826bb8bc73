//! Every combination of choices, rendered and read: what no single test thinks of.
//! Border: choices and yes or no are varied; texts and numbers are the defaults, those of a test, or stand-ins.
use rayon::prelude::*;

use super::description::Description;
use super::subject::Subject;
use super::{Fault, syntax};
use crate::authoring::Workshop;
use crate::catalog::IndexEntry;
use crate::template::{Answered, Given, GivenAnswer, Question, QuestionKind, Questionnaire, Value, Variables};

/// How many combinations are run if nobody says.
pub const LIMIT: usize = 256;
/// How many are counted: more are not told apart.
const COUNTED: usize = 100_000;
/// Of more choices than this not every set is tried, but none, each alone, and all together.
const SETS: usize = 4;
/// For texts that have no default.
const STAND_IN: &str = "sample";

/// The combinations of one entry.
#[derive(Debug)]
pub struct Matrix {
    /// How many there are.
    pub total: usize,
    /// Whether there are more than were counted.
    pub more: bool,
    /// Those that were run.
    pub combinations: Vec<Combination>,
}

/// One combination that was run.
#[derive(Debug)]
pub struct Combination {
    /// The answers that were varied, as they are typed after `--set`.
    pub answers: Vec<(String, Value)>,
    /// What is wrong, if anything is.
    pub fault: Option<Fault>,
}

/// What a walk has answered so far.
#[derive(Clone, Default)]
struct Walk {
    given: Given,
    varied: Vec<(String, Value)>,
}

/// Runs up to `limit` combinations, evenly chosen from all.
///
/// # Errors
/// When the entry cannot be put together at all.
pub fn matrix(workshop: &Workshop, entry: &IndexEntry, limit: usize) -> Result<Matrix, Fault> {
    let subject = Subject::new(workshop, entry, &Description::empty()?, super::Files::new())?;
    let told = super::answers(workshop, entry);
    let walk = subject.questionnaire();
    let questions: Vec<&Question> = walk.questions().collect();
    let mut found = Vec::new();
    vary(
        &Varied { subject: &subject, walk: &walk, told: &told },
        &questions,
        walk.start(),
        Walk::default(),
        &mut found,
    )?;
    let (total, more) = (found.len().min(COUNTED), found.len() > COUNTED);
    let run = total.min(limit.max(1));
    let chosen: Vec<Walk> = evenly(run, total).map(|number| found[number].clone()).collect();
    let combinations = chosen
        .into_par_iter()
        .map(|walk| {
            let fault = match subject.files(&walk.given) {
                Err(fault) => Some(fault),
                Ok(files) => Some(syntax::faults(&files)).filter(|faults| !faults.is_empty()).map(Fault::Syntax),
            };
            Combination { answers: walk.varied, fault }
        })
        .collect();
    Ok(Matrix { total, more, combinations })
}

/// `run` of the numbers below `total`, the first and the last among them.
fn evenly(run: usize, total: usize) -> impl Iterator<Item = usize> {
    (0..run).map(move |number| number * (total - 1) / (run - 1).max(1))
}

/// What is varied, and the answers that tests give.
struct Varied<'a> {
    subject: &'a Subject,
    walk: &'a Questionnaire<'a>,
    told: &'a [Given],
}

impl Varied<'_> {
    /// The first answer of a test that fits.
    fn told(&self, question: &Question) -> Option<Value> {
        self.told.iter().find_map(|given| question.take(&given.get(&question.name)?.0).ok())
    }
}

fn vary(
    of: &Varied<'_>,
    questions: &[&Question],
    variables: Variables,
    so_far: Walk,
    found: &mut Vec<Walk>,
) -> Result<(), Fault> {
    let Some((question, rest)) = questions.split_first() else {
        found.push(so_far);
        return Ok(());
    };
    if !of.walk.applies(question, &variables)? {
        let mut variables = variables;
        if let Some(value) = Questionnaire::absent(question) {
            variables.insert(question.name.clone(), value);
        }
        return vary(of, rest, variables, so_far, found);
    }
    let values = match of.subject.is_own(question) && of.subject.decided(&question.name).is_none() {
        true => values(question),
        false => Vec::new(),
    };
    if values.is_empty() {
        let (mut variables, mut so_far) = (variables, so_far);
        let default = match of.subject.decided(&question.name) {
            Some(value) => Some(value.clone()),
            None => of.walk.default(question, &variables)?,
        };
        // Without a value that fits, the run says that the answer is missing.
        if let Some(value) = default.or_else(|| of.told(question)).or_else(|| stand_in(question)) {
            so_far.given.add(&question.name, GivenAnswer::Value(value.clone()), Answered::Flag);
            variables.insert(question.name.clone(), value);
        }
        return vary(of, rest, variables, so_far, found);
    }
    for value in values {
        if found.len() > COUNTED {
            break;
        }
        let (mut variables, mut next) = (variables.clone(), so_far.clone());
        variables.insert(question.name.clone(), value.clone());
        next.given.add(&question.name, GivenAnswer::Value(value.clone()), Answered::Flag);
        next.varied.push((question.name.clone(), value));
        vary(of, rest, variables, next, found)?;
    }
    Ok(())
}

/// The answers that are tried; none if the question has no list.
fn values(question: &Question) -> Vec<Value> {
    match &question.kind {
        QuestionKind::Bool => vec![Value::Bool(false), Value::Bool(true)],
        QuestionKind::Choice(choices) => choices.iter().map(|choice| Value::Text(choice.value.clone())).collect(),
        QuestionKind::MultiChoice(choices) => {
            let all: Vec<String> = choices.iter().map(|choice| choice.value.clone()).collect();
            sets(&all).into_iter().map(Value::List).collect()
        }
        _ => Vec::new(),
    }
}

fn sets(all: &[String]) -> Vec<Vec<String>> {
    if all.len() <= SETS {
        let chosen = |mask: usize| {
            all.iter().enumerate().filter(move |(at, _)| mask >> at & 1 == 1).map(|(_, value)| value.clone()).collect()
        };
        return (0..1 << all.len()).map(chosen).collect();
    }
    let alone = all.iter().map(|value| vec![value.clone()]);
    std::iter::once(Vec::new()).chain(alone).chain([all.to_vec()]).collect()
}

fn stand_in(question: &Question) -> Option<Value> {
    let value = match question.kind {
        QuestionKind::Integer => Value::Integer(1),
        _ => Value::Text(STAND_IN.to_owned()),
    };
    question.check(value).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_takes_the_first_the_last_and_some_between() {
        assert_eq!(evenly(3, 9).collect::<Vec<_>>(), [0, 4, 8]);
        assert_eq!(evenly(1, 9).collect::<Vec<_>>(), [0]);
        assert_eq!(evenly(4, 4).collect::<Vec<_>>(), [0, 1, 2, 3]);
    }

    #[test]
    fn sets_of_choices() {
        let all: Vec<String> = ["a", "b", "c", "d", "e"].map(str::to_owned).into();
        assert_eq!(sets(&all[..2]), [vec![], vec!["a".to_owned()], vec!["b".to_owned()], all[..2].to_vec()]);
        assert_eq!(sets(&all[..4]).len(), 16);
        assert_eq!(sets(&all).len(), 7);
    }
}
