//! What the new versions want to have run.
//! Border: collects and renders; whether one is run is the user's decision, asked elsewhere.
use super::migrations::Migrated;
use super::{Releases, UpdateError};
use crate::template::{Answers, Requested, Template, commands};

/// By template: the commands of migrations, and those of layers that are new in the project.
pub(super) fn requested<'a>(
    releases: &'a Releases,
    migrated: &Migrated,
    answers: &Answers,
) -> Result<Vec<(&'a Template, Vec<Requested>)>, UpdateError> {
    let mut all = Vec::new();
    for (number, release) in releases.all.iter().enumerate() {
        let own = migrated.commands.iter().filter(|(of, _)| *of == number);
        all.push((&release.new, own.map(|(_, command)| command.clone()).collect()));
    }
    for template in &releases.needed {
        all.push((template, commands(template, &answers.variables)?));
    }
    all.retain(|(_, commands)| !Vec::is_empty(commands));
    Ok(all)
}
