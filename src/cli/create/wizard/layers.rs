//! The screen on which the layers of one group are picked.
//! Border: puts the rows and says what does not go together; which layers do is `picks`' knowledge.
use super::decisions::Decisions;
use crate::cli::{Error, wording};
use crate::template::Group;
use crate::ui::{Prompter, Reply, Row, Select};

/// Asks for the layers of a group until they go together.
pub(super) fn put(decisions: &mut Decisions, group: Group, prompter: &mut dyn Prompter) -> Result<Reply<()>, Error> {
    let picks = &decisions.picks;
    let offered: Vec<_> = picks.of(group).map(|layer| layer.manifest.clone()).collect();
    let rows: Vec<Row> = picks
        .of(group)
        .map(|layer| Row {
            title: layer.manifest.title.clone(),
            help: Some(layer.manifest.summary.clone()),
            disabled: picks.obstacle(layer).map(|error| wording::compose::reason(&error)),
        })
        .collect();
    let mut wanted: Vec<String> = match picks.earlier(group) {
        Some(earlier) => earlier.to_vec(),
        None => decisions.started()?.asked(),
    };
    loop {
        let is_wanted = |row: &usize| wanted.contains(&offered[*row].id) && rows[*row].disabled.is_none();
        let chosen: Vec<usize> = (0..rows.len()).filter(is_wanted).collect();
        let question = Select { prompt: title(group), help: None, rows: &rows, chosen: &chosen };
        let picked = match prompter.select_many(&question)? {
            Reply::Back => return Ok(Reply::Back),
            Reply::Answer(picked) => picked,
        };
        let ids: Vec<String> =
            picked.iter().filter_map(|row| offered.get(*row)).map(|manifest| manifest.id.clone()).collect();
        match decisions.picks.check(group, &ids) {
            Ok(()) => {
                decisions.picks.pick(group, ids);
                return Ok(Reply::Answer(()));
            }
            Err(error) => {
                prompter.retract();
                prompter.say(&format!("{}.", wording::compose::reason(&error)));
                wanted = ids;
            }
        }
    }
}

/// What a group is called on the screen.
fn title(group: Group) -> &'static str {
    match group {
        Group::Handlers => "Handlers",
        Group::Data => "Data",
        Group::Compute => "Compute",
        Group::Web => "Web",
        Group::Quality => "Quality",
    }
}
