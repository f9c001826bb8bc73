//! PW503: what is left of packages that were vendored into `src/vendor`.
//! Border: configuration and reports; declaring the packages is PW510's.
use camino::{Utf8Path, Utf8PathBuf};

use crate::plan::{Place, Rule, Safety};

use super::configuration::{Configuration, listed};
use super::{Codemod, Context, Meta, Proposal, Proposals};

/// The codemod.
pub struct VendorRules;

static META: Meta = Meta {
    rule: Rule::new("PW503", "vendor-rules"),
    summary: "rules about src/vendor go: pywrangler vendors into python_modules",
    page: include_str!("../../codemods/PW503-vendor-rules/page.md"),
    needles: &[],
};

impl Codemod for VendorRules {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn propose(&self, context: &Context<'_>, proposals: &mut Proposals) {
        if let Some(configuration) = context.facts.configuration(context) {
            rules(configuration, proposals);
        }
        for folder in folders(context) {
            folder_finding(context, &folder, proposals);
        }
        for (path, module) in context.modules.iter() {
            let text = module.text();
            let Some(at) = text.find("sys.path") else { continue };
            let line = text[at..].lines().next().unwrap_or_default();
            if line.contains("vendor") {
                let offset = u32::try_from(at).unwrap_or_default().into();
                proposals.manual(
                    &META.rule,
                    super::place(path, module, offset),
                    "packages are no longer imported from a vendor folder",
                    "remove the line: python_modules is on sys.path by itself",
                );
            }
        }
    }
}

fn rules(configuration: &Configuration, proposals: &mut Proposals) {
    let Configuration { file, config } = configuration;
    let mentions = config.vendor_paths();
    for mention in mentions.iter().filter(|mention| !mention.is_rule) {
        proposals.manual(
            &META.rule,
            file.place(mention.text.range.start),
            format!(
                "`{}` speaks of the old vendor folder; pywrangler vendors packages into python_modules",
                mention.text.text
            ),
            "remove it, or name python_modules instead",
        );
    }
    let Some(first) = mentions.iter().find(|mention| mention.is_rule) else { return };
    match config.remove_vendor_rules() {
        Ok(edits) if !edits.is_empty() => proposals.change(Proposal {
            rule: META.rule.clone(),
            place: file.place(first.text.range.start),
            subject: first.text.text.clone(),
            title: "rules about the vendor folder are removed".to_owned(),
            reason: "Packages in python_modules are bundled without a rule, and since 2025-08-11 src/vendor is not on sys.path.".to_owned(),
            safety: Safety::Safe,
            needs: vec!["PW501", "PW510"],
            actions: vec![file.edit(edits)],
        }),
        Ok(_) => {}
        Err(error) => proposals.manual(
            &META.rule,
            file.place(first.text.range.start),
            error.to_string(),
            "remove the rule about the vendor folder by hand",
        ),
    }
}

/// The vendor folders of the worker that hold installed packages.
fn folders(context: &Context<'_>) -> Vec<Utf8PathBuf> {
    let mut found = Vec::new();
    for base in [&context.worker.directory, &context.worker.import_root] {
        let folder = base.join("vendor");
        if !found.contains(&folder) && !packages(context, &folder).is_empty() {
            found.push(folder);
        }
    }
    found
}

/// The names of the packages installed into a folder, from the records beside them.
fn packages(context: &Context<'_>, folder: &Utf8Path) -> Vec<String> {
    let names = context.files.list(folder);
    let names = names.iter().filter(|(_, is_directory)| **is_directory);
    names
        .filter_map(|(name, _)| {
            let record = name.strip_suffix(".dist-info")?;
            Some(record.rsplit_once('-').map_or(record, |(package, _)| package).to_owned())
        })
        .collect()
}

fn folder_finding(context: &Context<'_>, folder: &Utf8Path, proposals: &mut Proposals) {
    let names = packages(context, folder);
    proposals.manual(
        &META.rule,
        Place::file(folder.to_owned()),
        format!("{folder} holds installed packages, which the runtime no longer imports: {}", listed(&names)),
        format!("see that [project].dependencies names those that the worker imports itself, then delete {folder}"),
    );
}
