//! PW521: workflows, Makefiles, Dockerfiles and shell scripts that call wrangler.
//! Border: lines; nothing is parsed as YAML and nothing is written anew.
use camino::Utf8Path;

use crate::config::scripts::{self, ScriptKind};
use crate::config::workflow;
use crate::plan::{Edit, Rule, Safety};

use super::command_scope::{Call, judge};
use super::configuration::TextFile;
use super::packaging::command_files;
use super::{Codemod, Context, Meta, Proposal, Proposals};

/// The codemod.
pub struct CommandFiles;

static META: Meta = Meta {
    rule: Rule::new("PW521", "command-files"),
    summary: "workflows, Makefiles, Dockerfiles and scripts call pywrangler where wrangler dev or deploy was called",
    page: include_str!("../../codemods/PW521-command-files/page.md"),
    needles: &[],
};

impl Codemod for CommandFiles {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, context: &Context<'_>, proposals: &mut Proposals) {
        if context.worker.config.is_none() {
            return;
        }
        for path in command_files(context) {
            let (Some(kind), Some(file)) = (scripts::kind_of(path.as_str()), TextFile::read(context, &path)) else {
                continue;
            };
            propose_file(context, &file, kind, proposals);
        }
    }
}

/// The directory in which the commands of a file run.
fn base(path: &Utf8Path, kind: ScriptKind) -> &Utf8Path {
    match kind {
        // CI runs at the root of the repository.
        ScriptKind::Workflow | ScriptKind::Yaml => {
            let root = path.as_str().find(".github/").or_else(|| path.as_str().find(".circleci/"));
            match root {
                Some(at) => Utf8Path::new(path.as_str()[..at].trim_end_matches('/')),
                None => path.parent().unwrap_or(Utf8Path::new("")),
            }
        }
        // Scripts in a folder of their own are run from beside it.
        ScriptKind::Shell => {
            let parent = path.parent().unwrap_or(Utf8Path::new(""));
            match parent.file_name() {
                Some("scripts" | "script" | "bin" | "ci") => parent.parent().unwrap_or(Utf8Path::new("")),
                _ => parent,
            }
        }
        ScriptKind::Makefile | ScriptKind::Dockerfile => path.parent().unwrap_or(Utf8Path::new("")),
    }
}

fn propose_file(context: &Context<'_>, file: &TextFile, kind: ScriptKind, proposals: &mut Proposals) {
    let found = scripts::find(&file.text, kind);
    for action in &found.actions {
        proposals.manual(
            &META.rule,
            file.place(action.start),
            "cloudflare/wrangler-action calls wrangler, which does not vendor packages and the SDK",
            "bring uv with astral-sh/setup-uv and run `uv run pywrangler deploy` with CLOUDFLARE_API_TOKEN in its environment",
        );
    }
    for variable in &found.variables {
        proposals.manual(
            &META.rule,
            file.place(variable.start),
            format!("`{}` calls wrangler wherever the variable is used", scripts::line_of(&file.text, variable.start)),
            "use `uv run pywrangler` for dev and deploy; other subcommands may go on calling wrangler",
        );
    }
    let mut edits: Vec<Edit> = Vec::new();
    let mut starts: Vec<usize> = Vec::new();
    let mut safety = Safety::Safe;
    let mut unclear = false;
    for call in &found.calls {
        match judge(context, call, base(&file.path, kind)) {
            Call::Change(own, own_safety) => {
                starts.push(call.range.start);
                edits.extend(own);
                unclear |= own_safety > Safety::Safe;
                safety = safety.max(own_safety);
            }
            Call::Manual(unsupported) => proposals.manual(
                &META.rule,
                file.place(call.range.start),
                unsupported.reason(),
                unsupported.next_step(),
            ),
            Call::Other => {}
        }
    }
    let Some(first) = starts.first().copied() else { return };
    if kind == ScriptKind::Workflow {
        edits.extend(workflow::set_up_uv(&file.text, &starts));
    }
    let brings_uv = match kind {
        ScriptKind::Workflow | ScriptKind::Makefile | ScriptKind::Shell => true,
        // Images and other CI have no uv of their own, and where it comes from is for a person to say.
        ScriptKind::Dockerfile | ScriptKind::Yaml => file.text.contains("uv"),
    };
    if !brings_uv {
        safety = safety.max(Safety::Review);
    }
    let count = starts.len();
    let name = file.path.file_name().unwrap_or_default();
    let calls = if count == 1 { "a call of wrangler goes" } else { "calls of wrangler go" };
    let mut reason = "wrangler alone does not vendor packages and the SDK; pywrangler does.".to_owned();
    if !brings_uv {
        reason.push_str(" It needs uv, which nothing here installs yet.");
    }
    if unclear {
        reason.push_str(" Which worker it is about, or where from, is only known when it runs.");
    }
    proposals.change(Proposal {
        rule: META.rule.clone(),
        place: file.place(first),
        subject: starts.iter().map(|start| scripts::line_of(&file.text, *start)).collect::<Vec<_>>().join("\n"),
        title: format!("{name}: {calls} through pywrangler"),
        reason,
        safety,
        needs: vec!["PW510"],
        actions: vec![file.edit(edits)],
    });
}
