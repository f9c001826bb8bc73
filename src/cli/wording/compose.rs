//! Words for layers that do not go together.
//! Border: see `wording`.
use super::list;
use crate::compose::{ComposeError, Incompatible, ModuleTaken};
use crate::ui::Report;

/// Words layers that cannot be composed.
pub(super) fn report(error: &ComposeError) -> Report {
    let report = match error {
        // Its own report says the rest.
        ComposeError::Template(error) => return super::template::report(error),
        ComposeError::Incompatible(found) => incompatible(found),
        ComposeError::Circle { layers } => {
            Report::new("layers-circle", format!("the layers {} need each other in a circle", list(layers)))
                .detail("this is a mistake in their manifests (`needs`, `after`)")
        }
        ComposeError::NameTaken { name, one, other } => {
            Report::new("layers-name", format!("the layers `{one}` and `{other}` both have a question `{name}`"))
                .detail("this is a mistake in their manifests: names are the same for all layers of a project")
        }
        ComposeError::ModulesTaken(found) => modules_taken(found),
        ComposeError::NoWorker => Report::new("no-worker", "there is no wrangler configuration with a Python `main`")
            .detail("layers are laid over a Worker"),
        ComposeError::Outside { main } => {
            Report::new("main-outside", format!("the entry module {main} lies outside of the Worker's directory"))
                .detail("layers are laid over a Worker whose code is below its wrangler configuration")
        }
    };
    report.detail("nothing was written")
}

fn incompatible(found: &[Incompatible]) -> Report {
    let pair = |one: &Incompatible| format!("`{}` and `{}` cannot be combined", one.layer, one.other);
    let title = match found {
        [one] => pair(one),
        many => format!("{} pairs of layers cannot be combined", many.len()),
    };
    let mut report = Report::new("layers-conflict", title);
    for one in found {
        report =
            report.detail(if found.len() > 1 { format!("{}: {}", pair(one), one.reason) } else { one.reason.clone() });
        for (layer, why) in &one.because {
            report = report.detail(format!("`{layer}`: {why}"));
        }
    }
    report.hint("leave one of the two out")
}

fn modules_taken(found: &[ModuleTaken]) -> Report {
    let title = match found {
        [one] => format!("the layer `{}` brings {}, and {} is there", one.layer, one.wanted, one.present),
        many => format!("{} layers bring modules whose names are taken", many.len()),
    };
    let mut report = Report::new("module-taken", title);
    if found.len() > 1 {
        for one in found {
            report = report.detail(format!("`{}` brings {}, and {} is there", one.layer, one.wanted, one.present));
        }
    }
    report
        .detail(
            "Python imports a package and never a module of the same name beside it, so one of the two would be lost",
        )
        .hint("give your module another name, with its imports, then lay the layer again")
}

/// Why layers cannot be composed, in one line, for a row of a list.
pub(in crate::cli) fn reason(error: &ComposeError) -> String {
    match error {
        ComposeError::Incompatible(found) => {
            let each: Vec<String> = found
                .iter()
                .map(|one| format!("`{}` and `{}` cannot be combined: {}", one.layer, one.other, one.reason))
                .collect();
            each.join("; ")
        }
        other => other.to_string(),
    }
}
