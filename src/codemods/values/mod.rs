//! What the values of a worker are, today and in the old eras: the ground on which PW2xx and PW4xx stand.
//! Border: finds out and answers; proposes nothing.
mod analysis;
mod attributes;
mod branches;
mod calls;
mod containers;
mod expressions;
mod external;
mod invocation;
mod knowledge;
mod lookup;
mod methods;
mod narrow;
mod platform;
mod project;
mod state;
mod statements;
mod targets;
mod value;

use std::collections::BTreeSet;
use std::collections::hash_map::Entry;

use camino::{Utf8Path, Utf8PathBuf};
use ruff_text_size::{Ranged, TextRange};
use rustc_hash::{FxHashMap, FxHashSet};

pub use containers::literal_text;
pub use platform::{Bound, Platform};
pub use value::{Origins, Value};

use super::Context;
use analysis::Analysis;

/// A function of the project, as a place.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FunctionPlace {
    /// Its file.
    pub path: Utf8PathBuf,
    /// The whole `def` or `lambda`.
    pub range: TextRange,
}

/// A call, as a place.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CallPlace {
    /// Its file.
    pub path: Utf8PathBuf,
    /// The whole call.
    pub range: TextRange,
}

/// What each expression of a worker's files may be.
#[derive(Debug, Default)]
pub struct Values {
    files: FxHashMap<String, FileValues>,
    /// What is known of files that the entry module does not reach.
    nothing: FileValues,
}

/// What the expressions of one file may be.
#[derive(Debug, Default)]
pub struct FileValues {
    known: FxHashMap<TextRange, Value>,
    callees: FxHashMap<TextRange, Vec<FunctionPlace>>,
    callers: FxHashMap<TextRange, Vec<CallPlace>>,
    /// Functions that may be called from places that are not seen.
    escaped: FxHashSet<TextRange>,
}

impl FileValues {
    /// What an expression may be. [`Value::Nothing`] for code that is never reached.
    pub fn value(&self, expression: &impl Ranged) -> &Value {
        self.known.get(&expression.range()).unwrap_or(&Value::Nothing)
    }

    /// The functions of the project that a call may call.
    pub fn callees(&self, call: &impl Ranged) -> &[FunctionPlace] {
        self.callees.get(&call.range()).map_or(&[], Vec::as_slice)
    }

    /// Every call of a function, if all of them are seen.
    pub fn callers(&self, function: TextRange) -> Option<&[CallPlace]> {
        let is_seen = !self.escaped.contains(&function);
        is_seen.then(|| self.callers.get(&function).map(Vec::as_slice).unwrap_or_default())
    }
}

impl Values {
    /// Finds out about the worker of `context`.
    pub fn of(context: &Context<'_>) -> Self {
        let mut analysis = Analysis::of(context);
        let mut files: Vec<FileValues> = Vec::new();
        files.resize_with(analysis.project.files.len(), FileValues::default);
        let mut calls: FxHashMap<(usize, TextRange), BTreeSet<value::FunctionId>> = FxHashMap::default();
        for (file, unit) in analysis.finish() {
            for (range, function) in unit.calls {
                calls.entry((file, range)).or_default().insert(function);
            }
            let known = &mut files[file].known;
            known.reserve(unit.values.len());
            for (range, value) in unit.values {
                match known.entry(range) {
                    Entry::Vacant(slot) => drop(slot.insert(value)),
                    Entry::Occupied(mut slot) => drop(slot.get_mut().grow(&value)),
                }
            }
        }
        let path = |file: usize| analysis.path(file).to_owned();
        for ((file, range), functions) in &calls {
            let call = CallPlace { path: path(*file), range: *range };
            for id in functions {
                let function = &analysis.project.functions[id.0];
                let place = FunctionPlace { path: path(function.file), range: function.range() };
                files[function.file].callers.entry(place.range).or_default().push(call.clone());
                files[*file].callees.entry(*range).or_default().push(place);
            }
        }
        for (index, function) in analysis.project.functions.iter().enumerate() {
            if analysis.is_called_unseen(value::FunctionId(index)) {
                files[function.file].escaped.insert(function.range());
            }
        }
        let named = files.into_iter().enumerate();
        let files = named.map(|(file, values)| (analysis.path(file).as_str().to_owned(), values)).collect();
        Self { files, nothing: FileValues::default() }
    }

    /// What the expressions of a file may be.
    pub fn file(&self, path: &Utf8Path) -> &FileValues {
        self.files.get(path.as_str()).unwrap_or(&self.nothing)
    }
}
