//! PW504: a configuration in the format and under the name that today's tools read: TOML to JSONC on request,
//! `wrangler.json` to `wrangler.jsonc` always.
//! Border: the file as a whole, once nothing else is to be changed in it.
use crate::config::Format;
use crate::config::wrangler::FlagChange;
use crate::plan::{Content, FileMode, Rule, Safety};

use super::configuration::{Configuration, target_date};
use super::{Action, Codemod, ConfigFormat, Context, Meta, Proposal, Proposals};

/// The codemod.
pub struct WranglerJsonc;

static META: Meta = Meta {
    rule: Rule::new("PW504", "wrangler-jsonc"),
    summary: "wrangler.json is called wrangler.jsonc; with --to-jsonc TOML becomes JSONC",
    page: include_str!("../../codemods/PW504-wrangler-jsonc/page.md"),
    needles: &[],
};

impl Codemod for WranglerJsonc {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, context: &Context<'_>, proposals: &mut Proposals) {
        let Some(configuration) = context.facts.configuration(context) else { return };
        let Configuration { file, config } = &configuration;
        let is_toml = config.document().format() == Format::Toml;
        let wanted = if is_toml {
            context.options.config_format == ConfigFormat::Jsonc && file.path.extension() == Some("toml")
        } else {
            file.path.file_name() == Some("wrangler.json")
        };
        let path = file.path.with_extension("jsonc");
        if !wanted || is_pending(context, configuration) {
            return;
        }
        if context.files.exists(&path) {
            proposals.manual(
                &META.rule,
                file.place(0),
                format!(
                    "{path} is there already, and {} beside it: wrangler and pywrangler read different ones",
                    file.path
                ),
                "keep one of the two",
            );
            return;
        }
        let text = if is_toml { config.to_jsonc() } else { file.text.clone() };
        let (title, reason) = if is_toml {
            (
                format!("{} becomes {}", file.path, path.file_name().unwrap_or_default()),
                "You asked for it. Keys, order and comments are the same.".to_owned(),
            )
        } else {
            (
                format!("{} becomes {}", file.path, path.file_name().unwrap_or_default()),
                "pywrangler looks for wrangler.jsonc and wrangler.toml only; it stops beside a wrangler.json."
                    .to_owned(),
            )
        };
        proposals.change(Proposal {
            rule: META.rule.clone(),
            place: file.place(0),
            subject: String::new(),
            title,
            reason,
            safety: Safety::Safe,
            needs: Vec::new(),
            actions: vec![
                Action::Create { path, content: Content::from(text.into_bytes()), mode: FileMode::Regular },
                Action::Delete { path: file.path.clone() },
            ],
        });
    }
}

/// Whether other changes of the file are still to come: they refer to the text as it is.
fn is_pending(context: &Context<'_>, configuration: &Configuration) -> bool {
    let config = &configuration.config;
    let target = target_date(context);
    let wants = |code| context.options.wants(code);
    let dates = wants("PW501") && config.raise_dates(target).is_ok_and(|edits| !edits.is_empty());
    let mut remove: Vec<String> = config.redundant_flags(target).into_iter().map(|flag| flag.flag.text).collect();
    remove.push("disable_python_no_global_handlers".to_owned());
    let change = FlagChange { add: vec!["python_workers".to_owned()], remove };
    let flags = wants("PW502") && config.change_flags(&change).is_ok_and(|edits| !edits.is_empty());
    let vendor = wants("PW503") && config.remove_vendor_rules().is_ok_and(|edits| !edits.is_empty());
    dates || flags || vendor
}
