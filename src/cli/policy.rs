//! What a policy says about answers.
//! Border: puts prescribed answers among the given ones, and finds those that contradict; the policy itself is read by
//! `catalog`.
use crate::catalog::Decided;
use crate::template::{AnswerProblem, AnswerTrouble, Answered, Given, GivenAnswer, Question};

/// Puts the prescribed answers to these questions in the place of all others.
pub(super) fn prescribe<'question>(
    decided: &[Decided],
    questions: impl Iterator<Item = &'question Question>,
    given: &mut Given,
) {
    for (decided, _) in asked(decided, questions) {
        let source = Answered::Policy(decided.policy.clone());
        given.decide(&decided.name, GivenAnswer::Value(decided.value.clone()), source);
    }
}

/// Answers to these questions that were given, and are not those that are prescribed.
pub(super) fn contradictions<'question>(
    decided: &[Decided],
    questions: impl Iterator<Item = &'question Question>,
    given: &Given,
) -> Vec<AnswerTrouble> {
    let mut troubles = Vec::new();
    for (decided, question) in asked(decided, questions) {
        let Some((answer, from)) = given.get(&decided.name) else { continue };
        if question.take(answer).as_ref() != Ok(&decided.value) {
            troubles.push(AnswerTrouble {
                name: decided.name.clone(),
                prompt: Some(question.prompt.clone()),
                problem: AnswerProblem::Prescribed {
                    value: decided.value.to_string(),
                    policy: decided.policy.clone(),
                    from: from.clone(),
                },
            });
        }
    }
    troubles
}

fn asked<'a, 'question: 'a>(
    decided: &'a [Decided],
    questions: impl Iterator<Item = &'question Question> + 'a,
) -> impl Iterator<Item = (&'a Decided, &'question Question)> + 'a {
    questions.filter_map(|question| {
        decided.iter().find(|decided| decided.name == question.name).map(|decided| (decided, question))
    })
}
