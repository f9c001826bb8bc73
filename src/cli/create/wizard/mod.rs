//! The questions, one after the other, with a way back from each; a review; then the work.
//! Border: the flow; what is decided is kept in `decisions`, how each screen is put stands in `screens`.
mod decisions;
mod layers;
mod picks;
mod screens;

use super::finish;
use super::memory::Memory;
use super::project::Project;
use super::request::Request;
use super::work::Wanted;
use crate::catalog::Catalog;
use crate::cli::{Error, Exit, Session, catalogs};
use crate::ui::{Menu, MenuKey, Prompter, Reply, Theme};
use decisions::{Decisions, Stage};

/// Asks, shows, and writes if the user says so.
pub(super) fn run(request: Request, catalog: Catalog, session: &mut Session) -> Result<Exit, Error> {
    if let Some(directory) = &request.directory {
        finish::recover(directory, session)?;
    }
    let theme = session.printer.stderr_theme();
    let mut decisions = Decisions::new(request, catalog, Memory::read())?;
    let asked = ask(&mut decisions, session.prompter.as_mut(), theme)?;
    catalogs::tell(&decisions.catalog, session);
    match asked {
        Some((project, steps)) => {
            finish::recover(&project.directory, session)?;
            let exit = finish::run(&project, &decisions.same_again()?, &steps, session)?;
            finish::remember(&project);
            Ok(exit)
        }
        None => {
            session.printer.note("Nothing was written.");
            Ok(Exit::Open)
        }
    }
}

/// Asks until the project is decided; nothing if the user quits.
fn ask(
    decisions: &mut Decisions,
    prompter: &mut dyn Prompter,
    theme: Theme,
) -> Result<Option<(Project, Vec<Wanted>)>, Error> {
    let introduction =
        format!("Nothing is written before the review. {} goes back, Ctrl-C leaves.", prompter.way_back());
    prompter.say(&theme.faint(introduction).to_string());
    let mut history: Vec<Stage> = Vec::new();
    loop {
        let stage = decisions.next_stage()?;
        let reply = match stage {
            Stage::Review => match review(decisions, prompter, theme)? {
                Review::Write(project, steps) => return Ok(Some((*project, steps))),
                Review::Quit => return Ok(None),
                Review::Back => Reply::Back,
            },
            stage => screens::put(decisions, stage, prompter)?,
        };
        match reply {
            Reply::Answer(()) => history.push(stage),
            Reply::Back => {
                if let Some(stage) = history.pop() {
                    decisions.forget(stage);
                    prompter.retract();
                }
            }
        }
    }
}

fn review(decisions: &Decisions, prompter: &mut dyn Prompter, theme: Theme) -> Result<Review, Error> {
    let project = decisions.project()?;
    let prompt = format!("{}, nothing written yet", finish::files(project.plan.files.len()));
    let keys = [
        MenuKey { key: 'w', label: "write" },
        MenuKey { key: 't', label: "tree" },
        MenuKey { key: 'b', label: "back" },
        MenuKey { key: 'q', label: "quit" },
    ];
    let menu = Menu { prompt: &prompt, keys: &keys, default: Some('w'), back: Some('b') };
    loop {
        match prompter.menu(&menu)? {
            'w' => {
                let wanted = decisions.wanted()?;
                return Ok(Review::Write(Box::new(project), wanted));
            }
            't' => prompter.say(&finish::drawn(&project, theme)),
            'b' => return Ok(Review::Back),
            _ => return Ok(Review::Quit),
        }
    }
}

/// What the user said to the review.
enum Review {
    Write(Box<Project>, Vec<Wanted>),
    Back,
    Quit,
}

#[cfg(test)]
mod tests;
