//! Rules of a team: any text is a rule or a list of mistakes with places, and a rule never breaks a file.
//! Border: one rule over one module; what rules are for is not asked.
use camino::{Utf8Path, Utf8PathBuf};
use pyworker::codemods::declarative::parse;
use pyworker::codemods::{Codemod, Options, migrate_with};
use pyworker::plan::{Content, Decisions};
use pyworker::project::{Snapshot, Worker};
use pyworker::python::Module;

const PYTHON: &str = "import requests as r\nfrom requests import get\n\n\nclass Default:\n\tasync def fetch(self, request):\n\t\tif request:\n\t\t\treturn r.get(\n\t\t\t\t\"x\"  # why\n\t\t\t)\n\t\treturn f\"{get('é')!r}\"\n";

/// Panics where something does not hold.
pub fn check(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let codemod = match parse(Utf8Path::new("rule.toml"), text, "") {
        Ok(codemod) => codemod,
        Err(faults) => {
            assert!(!faults.is_empty(), "refused without a reason");
            for fault in faults {
                let lines = text.split('\n').count();
                assert!(fault.place.line <= lines, "a place outside of the text: {fault:?}");
            }
            return;
        }
    };
    let mut files = Snapshot::of("/nowhere/at/all");
    files.set("entry.py", Some(Content::from(PYTHON)));
    let worker = Worker {
        name: "fuzz".to_owned(),
        directory: Utf8PathBuf::new(),
        config: None,
        main: Utf8PathBuf::from("entry.py"),
        import_root: Utf8PathBuf::new(),
        compatibility_date: None,
        compatibility_flags: Vec::new(),
        bindings: Default::default(),
        python_files: vec![Utf8PathBuf::from("entry.py")],
        neighbours: Vec::new(),
    };
    let codemods: [&dyn Codemod; 1] = [&codemod];
    let plan = migrate_with(&codemods, &[worker], &files, &Options::default(), &Decisions::default()).plan;
    for file in &plan.files {
        let after = file.after.as_ref().expect("no rule deletes files");
        let text = String::from_utf8_lossy(after.bytes());
        assert!(Module::read(after.bytes()).is_ok(), "the result is not Python:\n{text}");
    }
    assert!(!plan.findings.iter().any(|finding| finding.reason.contains("failed on this worker")));
}
