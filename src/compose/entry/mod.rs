//! Lays a layer's `merge/entry.py` into the worker's entry module, piece by piece, through the syntax tree.
//! Border: text in, text out. A piece that cannot be placed safely is left out and said; nothing else is touched.

mod adapt;
mod compare;
mod fragment;
mod layout;
mod method;
mod piece;
mod signature;
mod statements;
mod whole;

use std::collections::BTreeSet;

use crate::plan::{Draft, Edit};
use crate::python::{Module, NewImport, import_statement_edits, new_problems_in};
use crate::text::Source;

pub use fragment::EntryFragment;
use fragment::Piece;
pub(super) use statements::own_code;

/// Why a piece could not be placed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Obstacle {
    /// A handler with too few parameters: the runtime's call fails already.
    #[error("`{method}` takes {takes} argument{}, and the runtime passes {passes}", if *takes == 1 { "" } else { "s" })]
    Arity {
        /// The method.
        method: String,
        /// Without `self`.
        takes: usize,
        /// Without `self`.
        passes: usize,
    },
    /// Handlers at module level.
    #[error("the worker has module-level handlers (`{handler}`)")]
    OldHandlers {
        /// The first of them.
        handler: String,
    },
    /// The entrypoint class comes from elsewhere, or is another name for a class.
    #[error("`{class}` is not a class that this file defines")]
    ClassElsewhere {
        /// Its name.
        class: String,
    },
    /// A method in a shape that is not edited.
    #[error("`{method}` {why}")]
    Shape {
        /// The method.
        method: String,
        /// What it is, as the rest of a sentence.
        why: &'static str,
    },
    /// Names that cannot be told apart.
    #[error("its names clash with names of the module")]
    Names,
    /// The result would be no Python.
    #[error("the result would not be valid: {message}")]
    Invalid {
        /// From the strict check.
        message: String,
    },
}

/// A piece that somebody has to put in by hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unplaced {
    /// What it is: `method fetch`.
    pub what: String,
    /// The code, as the layer has it.
    pub code: String,
    /// Where it goes, in words.
    pub whereto: String,
    /// The byte of the module that it is about.
    pub offset: usize,
    /// Why it was not put there.
    pub obstacle: Obstacle,
}

/// Which pieces are laid.
#[derive(Debug, Clone, Copy)]
pub enum Pass<'a> {
    /// All of them.
    All,
    /// Only decorators, around these methods.
    Decorators(&'a BTreeSet<String>),
}

/// What became of a module.
#[derive(Debug, Clone, Default)]
pub struct Merged {
    /// Methods of the entrypoint class that were made.
    pub created: BTreeSet<String>,
    /// What has to be done by hand.
    pub unplaced: Vec<Unplaced>,
}

/// What is known about the module beside its text.
pub struct Surroundings<'a> {
    /// The fragments of layers that were laid before: their statements stay in front.
    pub earlier: &'a [EntryFragment],
    /// Which modules are the project's own.
    pub is_own: &'a dyn Fn(&str) -> bool,
}

/// What a piece comes to.
enum Step {
    /// It is there already, or not wanted.
    Nothing,
    /// Edits of the module as it is.
    Edits { edits: Vec<Edit>, imports: Vec<NewImport>, created: Vec<String> },
}

/// Lays `fragment` into `entry`, which becomes the result.
pub fn merge(entry: &mut Module, fragment: &EntryFragment, surroundings: &Surroundings<'_>, pass: Pass<'_>) -> Merged {
    let mut merged = Merged::default();
    for piece in fragment.pieces() {
        match lay(entry, fragment, piece, surroundings, pass) {
            Ok(None) => {}
            Ok(Some((module, created))) => {
                *entry = module;
                merged.created.extend(created);
            }
            Err(obstacle) => merged.unplaced.push(piece::unplaced(entry, fragment, piece, obstacle)),
        }
    }
    merged
}

/// The module with one piece, and the methods that were made; `None` if nothing is to be done.
fn lay(
    entry: &Module,
    fragment: &EntryFragment,
    piece: Piece,
    surroundings: &Surroundings<'_>,
    pass: Pass<'_>,
) -> Result<Option<(Module, Vec<String>)>, Obstacle> {
    let Step::Edits { edits, imports, created } = piece::place(entry, fragment, piece, surroundings, pass)? else {
        return Ok(None);
    };
    if imports.is_empty() {
        return Ok(edited(entry, &edits)?.map(|module| (module, created)));
    }
    // Imports first: the piece is placed in the module as it is with them.
    let import_edits = import_statement_edits(entry, &imports, surroundings.is_own);
    let Some(with_imports) = edited(entry, &import_edits)? else { return Ok(None) };
    match piece::place(&with_imports, fragment, piece, surroundings, pass)? {
        Step::Edits { edits, imports, created } if imports.is_empty() => {
            let module = edited(&with_imports, &edits)?.unwrap_or(with_imports);
            Ok(Some((module, created)))
        }
        Step::Edits { .. } => Err(Obstacle::Names),
        Step::Nothing => Ok(Some((with_imports, Vec::new()))),
    }
}

/// The module with edits; `None` if there are none.
fn edited(entry: &Module, edits: &[Edit]) -> Result<Option<Module>, Obstacle> {
    let invalid = |message: String| Obstacle::Invalid { message };
    let mut draft = Draft::new(entry.text());
    draft.add(edits).map_err(|refusal| invalid(refusal.to_string()))?;
    if draft.is_empty() {
        return Ok(None);
    }
    let source = Source { text: draft.finish(), ..entry.source.clone() };
    let module = Module::parse(source).map_err(|error| invalid(error.to_string()))?;
    check(entry, &module)?;
    Ok(Some(module))
}

/// The strict check of a result, before anything is kept.
fn check(entry: &Module, result: &Module) -> Result<(), Obstacle> {
    let invalid = |message: String| Obstacle::Invalid { message };
    if let Some(problem) = new_problems_in(entry.text(), result).into_iter().next() {
        return Err(invalid(problem.message));
    }
    entry.source.encode(result.text()).map(drop).map_err(|error| invalid(error.to_string()))
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
