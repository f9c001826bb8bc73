//! The questions of `pyworker update` on a terminal, once the merge is made.
//! Border: which question when; how they are put is `ui`'s, what they change the update's.
use super::aid::Aid;
use super::run::Run;
use crate::cli::migrate::MigrateError;
use crate::cli::trust::Asking;
use crate::cli::{Error, Exit, Session};
use crate::plan::Decisions;
use crate::ui::{DiffView, Interaction, Layout, Menu, MenuKey, review};
use crate::update::Update;

/// Shows the update and asks until it is written or left.
///
/// # Errors
/// When no answer came, and files that cannot be written.
pub(super) fn run(run: &Run<'_>, update: &Update<'_>, session: &mut Session) -> Result<Exit, Error> {
    let mut decisions = Decisions::default();
    let mut proposal = update.propose(&decisions);
    run.show(&proposal, session);
    loop {
        if proposal.plan.changes.is_empty() {
            return run.finish(&proposal, None, session);
        }
        let view = view(session);
        let mut keys = vec![
            MenuKey { key: 'y', label: "apply" },
            MenuKey { key: 'd', label: "diff" },
            MenuKey { key: 'r', label: "review file by file" },
            MenuKey { key: 'q', label: "quit" },
        ];
        if proposal.plan.is_empty() {
            keys.retain(|key| !matches!(key.key, 'y' | 'd'));
        }
        let prompt = run.line(&proposal, session);
        match session.prompter.menu(&Menu { prompt: &prompt, keys: &keys, default: None, back: None })? {
            'y' => {
                match run.check_dirty(&proposal.plan) {
                    Err(MigrateError::Dirty { paths }) if !write_anyway(&paths, session)? => continue,
                    Err(MigrateError::Dirty { .. }) | Ok(()) => {}
                    Err(error) => return Err(error.into()),
                }
                let decided = run.decide(Asking::Allowed, session)?;
                let done = run.write(&proposal, &decided, session)?;
                return run.finish(&proposal, Some(&done), session);
            }
            'd' => {
                let shown: Vec<String> = proposal.plan.files.iter().map(|file| view.file(file)).collect();
                session.prompter.say(&shown.join("\n"));
            }
            'r' => {
                let mut aid = Aid { templates: &run.templates, theme: view.theme };
                review(session.prompter.as_mut(), &proposal.plan.changes, &mut decisions, view, &mut aid)?;
                proposal = update.propose(&decisions);
                run.show(&proposal, session);
            }
            _ => {
                session.printer.note("Nothing was written.");
                return Ok(Exit::Open);
            }
        }
    }
}

fn view(session: &Session) -> DiffView {
    // Two columns are hard to follow for a screen reader.
    let layout = match session.terminal.interaction {
        Interaction::Rich => Layout::for_columns(session.terminal.columns),
        Interaction::Plain | Interaction::None => Layout::Unified,
    };
    DiffView { theme: session.printer.stderr_theme(), columns: session.terminal.columns, layout, context: 3 }
}

fn write_anyway(paths: &[camino::Utf8PathBuf], session: &mut Session) -> Result<bool, Error> {
    let names: Vec<&str> = paths.iter().map(|path| path.as_str()).collect();
    let what = if names.len() == 1 { "has changes" } else { "have changes" };
    session.prompter.say(&format!("{} {what} that git does not have.", names.join(", ")));
    let keys = [MenuKey { key: 'w', label: "write anyway" }, MenuKey { key: 'b', label: "back" }];
    let prompt = "`pyworker undo` brings them back.";
    Ok(session.prompter.menu(&Menu { prompt, keys: &keys, default: Some('b'), back: None })? == 'w')
}
