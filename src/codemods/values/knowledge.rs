//! What is known of the places in which values come together: names, parameters, results, attributes.
//! Border: lets values grow and remembers when, and who looked at what; how values come about is `analysis`' work.
use std::cell::RefCell;

use ruff_python_ast::name::Name;
use ruff_text_size::TextSize;
use rustc_hash::FxHashMap;

use crate::python::BindingId;

use super::project::FileId;
use super::value::{ClassId, FunctionId, Value};

/// A place in which values come together.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Slot {
    /// A name of a file, wherever it is assigned.
    Binding(FileId, BindingId),
    /// The parameter that stands there.
    Parameter(FileId, TextSize),
    /// What a function returns.
    Returns(FunctionId),
    /// What a generator yields.
    Yields(FunctionId),
    /// An attribute of the objects of a class.
    Attribute(ClassId, Name),
}

/// A point in the course of the analysis.
pub type Moment = usize;

/// What is known so far. It only grows.
#[derive(Debug, Default)]
pub struct Knowledge {
    known: FxHashMap<Slot, (Value, Moment)>,
    now: Moment,
    /// When the bases of a class were last found.
    classes: Moment,
    read: RefCell<Vec<Slot>>,
}

impl Knowledge {
    /// What is known of a place, which is remembered as one that was looked at.
    pub fn read(&self, slot: Slot) -> Value {
        let value = self.known.get(&slot).map(|(value, _)| value.clone()).unwrap_or_default();
        self.read.borrow_mut().push(slot);
        value
    }

    /// A value gets to a place.
    pub fn add(&mut self, slot: Slot, value: &Value) {
        let (known, since) = self.known.entry(slot).or_default();
        if known.grow(value) {
            self.now += 1;
            *since = self.now;
        }
    }

    /// A class turns out to have another base.
    pub fn add_base(&mut self) {
        self.now += 1;
        self.classes = self.now;
    }

    /// The present.
    pub fn now(&self) -> Moment {
        self.now
    }

    /// The places that were looked at since this was asked last.
    pub fn take_read(&self) -> Vec<Slot> {
        self.read.take()
    }

    /// Whether something of what was read is news since `then`.
    pub fn has_news(&self, read: &[Slot], then: Moment) -> bool {
        let is_newer = |slot: &Slot| self.known.get(slot).is_some_and(|(_, since)| *since > then);
        self.classes > then || read.iter().any(is_newer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_read_and_grew_afterwards_is_news() {
        let mut knowledge = Knowledge::default();
        let (returns, yields) = (Slot::Returns(FunctionId(0)), Slot::Yields(FunctionId(0)));
        let began = knowledge.now();
        assert_eq!(knowledge.read(returns.clone()), Value::Nothing);
        let read = knowledge.take_read();
        knowledge.add(yields, &Value::Data);
        assert!(!knowledge.has_news(&read, began), "nobody looked there");
        knowledge.add(returns.clone(), &Value::JS);
        assert!(knowledge.has_news(&read, began));
        let began = knowledge.now();
        knowledge.add(returns, &Value::JS);
        assert!(!knowledge.has_news(&read, began), "that was known");
        knowledge.add_base();
        assert!(knowledge.has_news(&[], began));
    }
}
