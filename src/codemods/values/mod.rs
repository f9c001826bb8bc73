//! What the values of a worker are, today and in the old eras: the ground on which PW2xx and PW4xx stand.
//! Border: finds out and answers; proposes nothing.
mod analysis;
mod calls;
mod containers;
mod expressions;
mod external;
mod narrow;
mod platform;
mod project;
mod statements;
mod value;

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
    files: FxHashMap<String, FxHashMap<TextRange, Value>>,
    callees: FxHashMap<CallPlace, Vec<FunctionPlace>>,
    callers: FxHashMap<FunctionPlace, Vec<CallPlace>>,
    /// Functions that may be called from places that are not seen.
    escaped: FxHashSet<FunctionPlace>,
}

impl Values {
    /// Finds out about the worker of `context`.
    pub fn of(context: &Context<'_>) -> Self {
        let mut analysis = Analysis::of(context);
        let mut values = Self::default();
        for (file, known) in analysis.values.iter_mut().enumerate() {
            values.files.insert(analysis.project.files[file].0.as_str().to_owned(), std::mem::take(known));
        }
        let path = |file: usize| analysis.path(file).to_owned();
        let place = |id: value::FunctionId| {
            let function = &analysis.project.functions[id.0];
            FunctionPlace { path: path(function.file), range: function.range() }
        };
        for ((file, range), functions) in &analysis.calls {
            let call = CallPlace { path: path(*file), range: *range };
            for function in functions {
                let function = place(*function);
                values.callers.entry(function.clone()).or_default().push(call.clone());
                values.callees.entry(call.clone()).or_default().push(function);
            }
        }
        for index in 0..analysis.project.functions.len() {
            let id = value::FunctionId(index);
            if analysis.is_called_unseen(id) {
                values.escaped.insert(place(id));
            }
        }
        values
    }

    /// What an expression may be. [`Value::Nothing`] for code that is never reached.
    pub fn value(&self, path: &Utf8Path, expression: &impl Ranged) -> &Value {
        self.files.get(path.as_str()).and_then(|file| file.get(&expression.range())).unwrap_or(&Value::Nothing)
    }

    /// The functions of the project that a call may call.
    pub fn callees(&self, path: &Utf8Path, call: &impl Ranged) -> &[FunctionPlace] {
        let place = CallPlace { path: path.to_owned(), range: call.range() };
        self.callees.get(&place).map_or(&[], Vec::as_slice)
    }

    /// Every call of a function, if all of them are seen.
    pub fn callers(&self, path: &Utf8Path, function: TextRange) -> Option<&[CallPlace]> {
        let place = FunctionPlace { path: path.to_owned(), range: function };
        if self.escaped.contains(&place) {
            return None;
        }
        Some(self.callers.get(&place).map_or(&[], Vec::as_slice))
    }
}
