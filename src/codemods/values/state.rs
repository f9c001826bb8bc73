//! What local names hold at one point of a function.
//! Border: a map that is cheap to copy, because every branch starts from a copy; joining values is `value`'s work.
use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::python::BindingId;

use super::value::Value;

/// Names and their values; copies share them until one is changed.
#[derive(Debug, Clone, Default)]
pub struct State(Rc<FxHashMap<BindingId, Value>>);

impl State {
    /// What a name holds, if it was assigned.
    pub fn get(&self, binding: BindingId) -> Option<&Value> {
        self.0.get(&binding)
    }

    /// Gives a name a value.
    pub fn set(&mut self, binding: BindingId, value: Value) {
        if self.get(binding) != Some(&value) {
            Rc::make_mut(&mut self.0).insert(binding, value);
        }
    }

    /// Joins another state into this one.
    pub fn merge(&mut self, other: &Self) {
        if Rc::ptr_eq(&self.0, &other.0) {
            return;
        }
        for (binding, value) in other.0.iter() {
            match self.get(*binding) {
                Some(known) if known == value => {}
                Some(known) => {
                    let joined = known.join(value);
                    self.set(*binding, joined);
                }
                None => self.set(*binding, value.clone()),
            }
        }
    }

    /// Adds the names of another state that this one does not have.
    pub fn add_new_of(&mut self, other: &Self) {
        if Rc::ptr_eq(&self.0, &other.0) {
            return;
        }
        for (binding, value) in other.0.iter().filter(|(binding, _)| !self.0.contains_key(binding)).collect::<Vec<_>>()
        {
            self.set(*binding, value.clone());
        }
    }
}

impl PartialEq for State {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0) || self.0 == other.0
    }
}
