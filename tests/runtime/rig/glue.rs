//! Adapts Pyodide's JavaScript glue to workerd, which compiles, reads clocks and loads libraries in its own way.
//! Border: text to text; where the glue comes from and where it goes is the business of `bundle`.

use super::error::Error;

/// One kind of place in the glue, with what has to stand there instead.
struct Replacement {
    find: &'static str,
    replace: &'static str,
    /// How often it occurs. A different number means a different Pyodide, to be looked at again by a person.
    count: usize,
}

const IMPORTS: &str = "import { addEventListener, getRandomValues, location, monotonicDateNow, newWasmModule, \
                       patchedLoadLibData, wasmInstantiate } from \"pyodide-internal:builtin_wrappers\";\n";

const REFUSE_EVALUATION: &str = "(() => { throw new Error(\"eval is not available in workerd\"); })()";

const LOAD_LIBRARY: &str = "(flags.loadAsync \
                            ? Promise.resolve(patchedLoadLibData(Module, libName, flags.rpath)) \
                            : patchedLoadLibData(Module, libName, flags.rpath))";

const REPLACEMENTS: &[Replacement] = &[
    Replacement { find: "new WebAssembly.Module(", replace: "newWasmModule(", count: 4 },
    Replacement { find: "WebAssembly.instantiate(", replace: "wasmInstantiate(", count: 2 },
    Replacement { find: "Date.now", replace: "monotonicDateNow", count: 22 },
    Replacement { find: "crypto.getRandomValues(view)", replace: "getRandomValues(Module, view)", count: 1 },
    Replacement { find: "eval(func)", replace: REFUSE_EVALUATION, count: 2 },
    Replacement { find: "eval(data)", replace: REFUSE_EVALUATION, count: 1 },
    Replacement { find: "eval(UTF8ToString(ptr))", replace: REFUSE_EVALUATION, count: 3 },
    // Two calls; the definition is followed by its body and stays, unused.
    Replacement { find: "return loadLibData().then(", replace: "return {load}.then(", count: 1 },
    Replacement { find: "loadWebAssemblyModule(loadLibData(),", replace: "loadWebAssemblyModule({load},", count: 1 },
    Replacement {
        find: "alignMemory(getMemory(metadata.memorySize+memAlign),memAlign)",
        replace: "alignMemory(Module.getMemoryPatched(Module,libName,metadata.memorySize+memAlign),memAlign)",
        count: 1,
    },
    Replacement {
        find: "export default _createPyodideModule;",
        replace: "export default _createPyodideModule;export { _createPyodideModule };",
        count: 1,
    },
];

/// The glue as workerd needs it.
pub fn adapt(glue: &str) -> Result<String, Error> {
    let mut adapted = glue.to_owned();
    for replacement in REPLACEMENTS {
        let found = adapted.matches(replacement.find).count();
        if found != replacement.count {
            return Err(Error::UnexpectedGlue {
                text: replacement.find.to_owned(),
                expected: replacement.count,
                found,
            });
        }
        let by = replacement.replace.replace("{load}", LOAD_LIBRARY);
        adapted = adapted.replace(replacement.find, &by);
    }
    Ok(format!("{IMPORTS}{adapted}"))
}

/// The adaptation refuses a glue in which a place is missing, and names it.
pub fn check_refusal() -> Result<(), String> {
    match adapt("export default _createPyodideModule;") {
        Err(Error::UnexpectedGlue { text, expected: 4, found: 0 }) if text == "new WebAssembly.Module(" => Ok(()),
        other => Err(format!("a glue without its parts gave {other:?}")),
    }
}
