//! Interprets what has more than one way through: conditions, loops, `try`, `match`.
//! Border: states of names along the ways; single statements are `statements`' work.
use ruff_python_ast::{ElifElseClause, ExceptHandler, Expr, MatchCase, Pattern, Stmt, StmtTry};

use super::analysis::{Analysis, Frame};
use super::containers::{self, iterate};
use super::state::State;
use super::value::Value;

impl<'a> Analysis<'a> {
    /// Interprets `if` and what follows it; says whether its end is reached.
    pub fn branches(
        &mut self,
        frame: &mut Frame,
        test: Option<&'a Expr>,
        body: &'a [Stmt],
        rest: &'a [ElifElseClause],
    ) -> bool {
        let Some(test) = test else { return self.block(frame, body) };
        self.evaluate(frame, test);
        let known = frame.narrowed.len();
        let before = frame.state.clone();
        self.narrow(frame, test, true);
        let through_body = self.block(frame, body);
        frame.narrowed.truncate(known);
        let after_body = std::mem::replace(&mut frame.state, before);
        self.narrow(frame, test, false);
        let through_rest = match rest.split_first() {
            Some((clause, rest)) => self.branches(frame, clause.test.as_ref(), &clause.body, rest),
            None => true,
        };
        frame.narrowed.truncate(known);
        match (through_body, through_rest) {
            (true, true) => frame.state.merge(&after_body),
            (true, false) => frame.state = after_body,
            (false, _) => {}
        }
        through_body || through_rest
    }

    /// Interprets a loop's round until its state settles; `else` and `break` join behind it.
    pub fn repeat(&mut self, frame: &mut Frame, orelse: &'a [Stmt], mut round: impl FnMut(&mut Self, &mut Frame)) {
        frame.exits.push(Vec::new());
        for _ in 0..4 {
            let before = frame.state.clone();
            round(self, frame);
            frame.state.merge(&before);
            let exits = frame.exits.last_mut().map(std::mem::take).unwrap_or_default();
            for state in &exits {
                frame.state.merge(state);
            }
            if frame.state == before {
                break;
            }
        }
        frame.exits.pop();
        self.block(frame, orelse);
    }

    /// Interprets `try`; an exception may leave its body anywhere.
    pub fn attempt(&mut self, frame: &mut Frame, attempt: &'a StmtTry) -> bool {
        let before = frame.state.clone();
        let mut through = self.block(frame, &attempt.body);
        let mut interrupted = frame.state.clone();
        interrupted.merge(&before);
        if through {
            through = self.block(frame, &attempt.orelse);
        } else {
            self.block(frame, &attempt.orelse);
        }
        let mut after = through.then(|| frame.state.clone());
        for handler in &attempt.handlers {
            let ExceptHandler::ExceptHandler(handler) = handler;
            frame.state = interrupted.clone();
            if let Some(kind) = &handler.type_ {
                self.evaluate(frame, kind);
            }
            if let Some(name) = &handler.name {
                self.assign_at(frame, name.range.start(), Value::Python);
            }
            if self.block(frame, &handler.body) {
                match &mut after {
                    Some(after) => after.merge(&frame.state),
                    None => after = Some(frame.state.clone()),
                }
            }
        }
        let through = after.is_some();
        frame.state = after.unwrap_or(interrupted);
        through & self.block(frame, &attempt.finalbody)
    }

    /// Interprets `match`; says whether its end is reached.
    pub fn match_statement(&mut self, frame: &mut Frame, subject: &'a Expr, cases: &'a [MatchCase]) -> bool {
        let value = self.evaluate(frame, subject);
        let before = frame.state.clone();
        let mut after: Option<State> = None;
        let mut is_exhaustive = false;
        for case in cases {
            frame.state = before.clone();
            self.pattern(frame, &case.pattern, &value);
            if let Some(guard) = &case.guard {
                self.evaluate(frame, guard);
            }
            is_exhaustive |= case.pattern.is_irrefutable() && case.guard.is_none();
            if self.block(frame, &case.body) {
                match &mut after {
                    Some(after) => after.merge(&frame.state),
                    None => after = Some(frame.state.clone()),
                }
            }
        }
        if !is_exhaustive {
            match &mut after {
                Some(after) => after.merge(&before),
                None => after = Some(before),
            }
        }
        let through = after.is_some();
        if let Some(after) = after {
            frame.state = after;
        }
        through
    }

    fn pattern(&mut self, frame: &mut Frame, pattern: &'a Pattern, value: &Value) {
        match pattern {
            Pattern::MatchValue(constant) => {
                self.evaluate(frame, &constant.value);
            }
            Pattern::MatchSingleton(_) => {}
            Pattern::MatchSequence(sequence) => {
                let plain = sequence.patterns.iter().all(|pattern| !pattern.is_match_star());
                for (index, pattern) in sequence.patterns.iter().enumerate() {
                    let item = match value {
                        Value::Tuple(items) if plain && items.len() == sequence.patterns.len() => items[index].clone(),
                        other => iterate(other),
                    };
                    self.pattern(frame, pattern, &item);
                }
            }
            Pattern::MatchMapping(mapping) => {
                for (key, pattern) in mapping.keys.iter().zip(&mapping.patterns) {
                    self.evaluate(frame, key);
                    let item = containers::item(value, containers::literal_text(key), None);
                    self.pattern(frame, pattern, &item);
                }
                if let Some(rest) = &mapping.rest {
                    self.assign_at(frame, rest.range.start(), value.clone());
                }
            }
            Pattern::MatchClass(class) => {
                self.evaluate(frame, &class.cls);
                let attributes = class.arguments.keywords.iter().map(|keyword| &keyword.pattern);
                for pattern in class.arguments.patterns.iter().chain(attributes) {
                    self.pattern(frame, pattern, &Value::UNKNOWN);
                }
            }
            Pattern::MatchStar(star) => {
                if let Some(name) = &star.name {
                    self.assign_at(frame, name.range.start(), Value::sequence(value.clone()));
                }
            }
            Pattern::MatchAs(capture) => {
                if let Some(inner) = &capture.pattern {
                    self.pattern(frame, inner, value);
                }
                if let Some(name) = &capture.name {
                    self.assign_at(frame, name.range.start(), value.clone());
                }
            }
            Pattern::MatchOr(either) => {
                for pattern in &either.patterns {
                    self.pattern(frame, pattern, value);
                }
            }
        }
    }
}
