//! Makes the Pyodide bundle that workerd reads, from the files of the npm package `pyodide`.
//! Border: reads three files and writes one; encoding is `capnp`, the changes to the glue are `glue`.

use std::path::Path;

use super::capnp::{self, Content, Module};
use super::error::Error;
use super::files;
use super::glue;

/// The name under which workerd looks for the bundle of the version `dev`.
pub const FILE_NAME: &str = "pyodide_dev.capnp.bin";

/// Writes the bundle into `directory`.
pub fn write(pyodide: &Path, directory: &Path) -> Result<(), Error> {
    let glue = glue::adapt(&files::read_text(&pyodide.join("pyodide.asm.mjs"))?)?;
    let modules = [
        Module { name: "pyodideRuntime-internal:pyodide.asm", content: Content::Source(glue.into_bytes()) },
        Module {
            name: "pyodideRuntime-internal:pyodide.asm.wasm",
            content: Content::Wasm(files::read(&pyodide.join("pyodide.asm.wasm"))?),
        },
        Module {
            name: "pyodideRuntime-internal:python_stdlib.zip",
            content: Content::Data(files::read(&pyodide.join("python_stdlib.zip"))?),
        },
    ];
    files::create_directory(directory)?;
    files::write(&directory.join(FILE_NAME), &capnp::bundle(&modules))
}
