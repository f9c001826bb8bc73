//! PW520: scripts of `package.json` that call wrangler, and the version of wrangler they call.
//! Border: package.json; other files that run commands are PW521's.
use camino::Utf8Path;

use crate::config::package_json::PackageJson;
use crate::plan::{Edit, Rule, Safety};

use super::command_scope::{Call, judge};
use super::configuration::{TextFile, listed};
use super::packaging::directories_above;
use super::{Codemod, Context, Meta, Proposal, Proposals};

/// The codemod.
pub struct PackageScripts;

static META: Meta = Meta {
    rule: Rule::new("PW520", "package-scripts"),
    summary: "package.json scripts call pywrangler where wrangler dev or deploy was called",
    page: include_str!("../../codemods/PW520-package-scripts/page.md"),
    needles: &[],
};

impl Codemod for PackageScripts {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, context: &Context<'_>, proposals: &mut Proposals) {
        if context.worker.config.is_none() {
            return;
        }
        for directory in directories_above(context) {
            let Some(file) = TextFile::read(context, &directory.join("package.json")) else { continue };
            // A package.json that does not parse belongs to npm; it is not ours to report.
            let Ok(package) = PackageJson::parse(file.text.clone()) else { continue };
            propose_file(context, &file, &package, &directory, proposals);
        }
    }
}

fn propose_file(
    context: &Context<'_>,
    file: &TextFile,
    package: &PackageJson,
    directory: &Utf8Path,
    proposals: &mut Proposals,
) {
    let mut edits: Vec<Edit> = Vec::new();
    let mut scripts: Vec<String> = Vec::new();
    let mut safety = Safety::Safe;
    let mut uses = false;
    for script in package.calls() {
        match judge(context, &script.call, directory) {
            Call::Change(own, own_safety) => {
                edits.extend(own);
                safety = safety.max(own_safety);
                if !scripts.contains(&script.script) {
                    scripts.push(script.script);
                }
            }
            Call::Manual(unsupported) => proposals.manual(
                &META.rule,
                file.place(script.call.range.start),
                format!("{}: {}", script.script, unsupported.reason()),
                unsupported.next_step(),
            ),
            Call::Other => {}
        }
    }
    uses |= !edits.is_empty() || file.text.contains("pywrangler") && directory == context.worker.directory;
    let place = edits.first().map(|edit| edit.start);
    let mut title = match scripts.as_slice() {
        [] => String::new(),
        names => format!("{} in package.json: pywrangler instead of wrangler", listed(names)),
    };
    let mut raised = None;
    if let (true, Some(wrangler), Ok(version)) = (uses, package.wrangler(), package.raise_wrangler())
        && !version.is_empty()
    {
        raised = Some(wrangler.range.start);
        let to = format!("wrangler {} → ^{}", wrangler.version, crate::config::platform::WRANGLER_MINIMUM);
        title = if title.is_empty() { format!("package.json: {to}") } else { format!("{title}; {to}") };
        edits.extend(version);
    }
    let Some(start) = place.or(raised) else { return };
    proposals.change(Proposal {
        rule: META.rule.clone(),
        place: file.place(start),
        subject: title.clone(),
        title,
        reason: "wrangler alone does not vendor packages and the SDK; pywrangler does, then calls a wrangler that is new enough.".to_owned(),
        safety,
        needs: vec!["PW510"],
        actions: vec![file.edit(edits)],
    });
}
