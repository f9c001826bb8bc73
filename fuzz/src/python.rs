//! The Python layer: whatever the bytes are, they are read or refused; edits of what is read give Python again.
//! Border: one file; codemods are `migrate`'s.
use pyworker::plan::Draft;
use pyworker::python::{
    Addition, ImportChange, Module, SiteKind, dedent_lines, import_edits, indent_lines, new_problems, new_problems_in,
    string_interiors,
};
use pyworker::text::Source;

/// Panics where something does not hold.
pub fn check(data: &[u8]) {
    let Ok(module) = Module::read(data) else { return };
    let text = module.text().to_owned();
    let written = module.source.encode(&text).expect("what was decoded can be encoded");
    assert_eq!(written, data, "reading and writing changes nothing");
    assert_eq!(new_problems(&text, &text), [], "a text has no problems that it did not have before");
    assert_eq!(new_problems_in(&text, &module), [], "parsed or not");
    names(&module);
    imports(&module);
    indentation(&module);
}

/// Every name has a place, and what reads it lies in the text.
fn names(module: &Module) {
    for (id, binding) in module.scopes.bindings() {
        assert_eq!(module.scopes.binding(id).name, binding.name);
        for read in &binding.reads {
            assert!(read.range.end().to_usize() <= module.text().len());
            module.position(read.range.start());
        }
        for site in &binding.sites {
            assert!(site.range.end().to_usize() <= module.text().len());
        }
    }
    for line in 0..module.lines.count() {
        let start = module.lines.start(line);
        assert!(module.text().is_char_boundary(start));
    }
}

/// Imports are added and removed, and the result is Python with exactly those names.
fn imports(module: &Module) {
    let aliases: Vec<_> = module
        .scopes
        .bindings()
        .flat_map(|(_, binding)| &binding.sites)
        .filter_map(|site| match &site.kind {
            SiteKind::Import(import) => Some(import.alias),
            _ => None,
        })
        .collect();
    for remove in [Vec::new(), aliases.iter().copied().step_by(2).collect(), aliases] {
        let add = ["Response", "WorkerEntrypoint as Base"].map(|member| Addition {
            module: "workers".to_owned(),
            member: member.to_owned(),
            near: None,
        });
        let change = ImportChange { add: add.into(), remove, before: None };
        let result = edited(module, &import_edits(module, &change));
        let parsed = parse(module, &result);
        assert!(
            parsed.scopes.lookup(parsed.scopes.module(), "Response").is_some(),
            "the name is there afterwards:\n{result}"
        );
    }
}

/// Every top-level statement can go one step in and out again; docstrings only move along inwards.
fn indentation(module: &Module) {
    let count = module.lines.count();
    let whole = module.syntax().range;
    if count == 0 || !string_interiors(module, whole).is_empty() {
        return;
    }
    let deeper = edited(module, &indent_lines(module, 0..count, "    "));
    // Under a header it is Python again, if it was: only what stands at the start of a file is special.
    let Ok(under) = Module::read(format!("if True:\n    pass\n{deeper}\n").as_bytes()) else { return };
    let lines = 2..under.lines.count();
    let back = edited(&under, &dedent_lines(&under, lines, "    "));
    let back = back.strip_prefix("if True:\n    pass\n").and_then(|back| back.strip_suffix('\n'));
    assert_eq!(back, Some(module.text()), "in and out again is where it was");
}

fn edited(module: &Module, edits: &[pyworker::plan::Edit]) -> String {
    let mut draft = Draft::new(module.text());
    draft.add(edits).expect("edits that do not overlap");
    draft.finish()
}

fn parse(module: &Module, text: &str) -> Module {
    let Source { encoding, byte_order_mark, .. } = module.source;
    Module::parse(Source { text: text.to_owned(), encoding, byte_order_mark })
        .unwrap_or_else(|error| panic!("the result is not Python: {error}\n{text}"))
}
