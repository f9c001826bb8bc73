//! The questions of `pyworker migrate` on a terminal.
//! Border: which question when; how they are put is `ui`'s, what they change the planner's.
use super::aid::Aid;
use super::error::MigrateError;
use super::memory;
use super::planner::{Planned, Planner};
use super::request::Request;
use super::rules::RuleBook;
use super::run::{Ending, check_dirty, finish, write};
use crate::cli::{Error, Exit, Session};
use crate::plan::{Decision, Decisions};
use crate::ui::{DiffView, Interaction, Layout, Menu, MenuKey, MigrationView, ReviewEnd, Tally, count, review};

/// Shows the plan and asks until it is written or left.
///
/// # Errors
/// When no answer came, and files that cannot be written.
pub fn run(request: &Request, planner: &Planner<'_>, book: &RuleBook, session: &mut Session) -> Result<Exit, Error> {
    let root = &request.scope.root;
    let mut decisions = resume(request, session)?;
    let mut planned = planner.plan(&decisions);
    overview(&planned, session);
    loop {
        let tally = Tally::of(&planned.plan);
        if tally.safe + tally.review == 0 {
            return finish(request, book, &planned, Ending::Checked, session);
        }
        let view = view(session);
        match ask(&planned, &tally, session)? {
            'y' => {
                match check_dirty(request, &planned) {
                    Err(MigrateError::Dirty { paths }) if !write_anyway(&paths, session)? => continue,
                    Err(MigrateError::Dirty { .. }) | Ok(()) => {}
                    Err(error) => return Err(error.into()),
                }
                write(request, &planned, "migrate", session)?;
                return finish(request, book, &planned, Ending::Written, session);
            }
            'd' => {
                let shown: Vec<String> = planned.plan.files.iter().map(|file| view.file(file)).collect();
                session.prompter.say(&shown.join("\n"));
            }
            'r' => {
                let mut aid = Aid { planner, book, root, theme: view.theme, columns: view.columns };
                let prompter = session.prompter.as_mut();
                let end = review(prompter, &planned.plan.changes, &mut decisions, view, &mut aid)?;
                planned = planner.plan(&decisions);
                if end == ReviewEnd::Left {
                    session.prompter.say("The decisions are kept for the next run.");
                }
                overview(&planned, session);
                say_left_out(&planned, &decisions, session);
            }
            _ => {
                session.printer.note("Nothing was written.");
                return Ok(Exit::Open);
            }
        }
    }
}

/// The decisions to begin with: those of an interrupted review, if they are still wanted.
fn resume(request: &Request, session: &mut Session) -> Result<Decisions, Error> {
    let Some(kept) = memory::recall(&request.scope.root) else {
        return Ok(request.decisions.clone());
    };
    let prompt = format!("Kept from an earlier review: {}.", count(kept.changes.len(), "decision"));
    let keys = [MenuKey { key: 'c', label: "continue with them" }, MenuKey { key: 's', label: "start over" }];
    match session.prompter.menu(&Menu { prompt: &prompt, keys: &keys, default: Some('c'), back: None })? {
        'c' => Ok(Decisions { unsafe_rules: request.decisions.unsafe_rules.clone(), ..kept }),
        _ => {
            memory::drop_all(&request.scope.root);
            Ok(request.decisions.clone())
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

fn overview(planned: &Planned, session: &mut Session) {
    let view = MigrationView { workers: &planned.workers, plan: &planned.plan };
    let text = view.summary(session.printer.stderr_theme(), session.terminal.columns);
    session.prompter.say(text.trim_end_matches('\n'));
    session.prompter.say("");
}

fn ask(planned: &Planned, tally: &Tally, session: &mut Session) -> Result<char, Error> {
    let prompt = tally.line(session.printer.stderr_theme());
    let mut keys = vec![
        MenuKey { key: 'y', label: "apply" },
        MenuKey { key: 'd', label: "diff" },
        MenuKey { key: 'r', label: "review one by one" },
        MenuKey { key: 'q', label: "quit" },
    ];
    if planned.plan.is_empty() {
        keys.retain(|key| !matches!(key.key, 'y' | 'd'));
    }
    Ok(session.prompter.menu(&Menu { prompt: &prompt, keys: &keys, default: None, back: None })?)
}

fn write_anyway(paths: &[camino::Utf8PathBuf], session: &mut Session) -> Result<bool, Error> {
    let names: Vec<&str> = paths.iter().map(|path| path.as_str()).collect();
    let what = if names.len() == 1 { "has changes" } else { "have changes" };
    session.prompter.say(&format!("{} {what} that git does not have.", names.join(", ")));
    let keys = [MenuKey { key: 'w', label: "write anyway" }, MenuKey { key: 'b', label: "back" }];
    let prompt = "`pyworker undo` brings them back.";
    Ok(session.prompter.menu(&Menu { prompt, keys: &keys, default: Some('b'), back: None })? == 'w')
}

/// Changes that were wanted and cannot be made without one that was not.
fn say_left_out(planned: &Planned, decisions: &Decisions, session: &mut Session) {
    let left_out: Vec<&str> = planned
        .plan
        .changes
        .iter()
        .filter(|change| !change.accepted && decisions.changes.get(&change.id) == Some(&Decision::Accept))
        .map(|change| change.title.as_str())
        .collect();
    if !left_out.is_empty() {
        let what = count(left_out.len(), "change");
        let text = format!("{what} cannot be made without one that was declined: {}", left_out.join("; "));
        session.prompter.say(&text);
    }
}
