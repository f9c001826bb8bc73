//! What a draft promises for any text and any edits.
//! Border: tests only.
use proptest::prelude::*;

use super::{Draft, Edit, Edited, Intent, Move, verify};

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(
        prop_oneof![Just("a"), Just("bc"), Just("é"), Just("→"), Just("𝄞"), Just("\n"), Just("\r\n"), Just("    ")],
        0..40,
    )
    .prop_map(|parts| parts.concat())
}

/// Edits whose ends are borders of characters, or any offsets at all.
fn edits(most: usize) -> impl Strategy<Value = Vec<(usize, usize, String)>> {
    prop::collection::vec((0usize..130, 0usize..12, "[xyé\n]{0,4}"), 0..most)
}

fn on(text: &str, edits: &[(usize, usize, String)]) -> Vec<Edit> {
    let border = |mut offset: usize| {
        offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    };
    edits
        .iter()
        .map(|(start, length, new)| Edit::replace(border(*start)..border(start + length), new.clone()))
        .filter(|edit| edit.start <= edit.end)
        .collect()
}

proptest! {
    #[test]
    fn bytes_outside_of_the_edits_are_equal(text in text(), groups in prop::collection::vec(edits(4), 0..6)) {
        let mut draft = Draft::new(&text);
        for group in &groups {
            let before = draft.finish();
            if draft.add(&on(&text, group)).is_err() {
                prop_assert_eq!(draft.finish(), before, "a refused group leaves nothing behind");
            }
        }
        let after = draft.finish();
        let edited = Edited {
            path: "x".into(),
            before: &text,
            after: &after,
            edits: Some(draft.edits()),
            intent: Intent::Shrink,
        };
        prop_assert_eq!(verify(&edited, &[]), Ok(()));
    }

    #[test]
    fn any_offsets_at_all_are_taken_or_refused_without_harm(text in text(), wild in edits(6)) {
        let mut draft = Draft::new(&text);
        for (start, length, new) in wild {
            let _ = draft.add(&[Edit { start, end: (start + length).saturating_sub(3), text: new }]);
        }
        draft.finish();
    }

    #[test]
    fn the_order_of_groups_does_not_matter_where_they_do_not_touch(text in text(), wild in edits(8), seed in any::<u64>()) {
        // Keeps only edits with a byte between them, each a group of its own.
        let mut apart: Vec<Edit> = Vec::new();
        let mut sorted = on(&text, &wild);
        sorted.sort_by_key(|edit| (edit.start, edit.end));
        for edit in sorted {
            if apart.last().is_none_or(|last| last.end < edit.start) {
                apart.push(edit);
            }
        }
        let make = |groups: &[Edit]| {
            let mut draft = Draft::new(&text);
            for edit in groups {
                draft.add(std::slice::from_ref(edit)).expect("they do not touch");
            }
            draft.finish()
        };
        let mut shuffled = apart.clone();
        for index in (1..shuffled.len()).rev() {
            shuffled.swap(index, (seed.rotate_left(index as u32) % (index as u64 + 1)) as usize);
        }
        prop_assert_eq!(make(&apart), make(&shuffled));
    }

    #[test]
    fn adding_the_same_group_again_changes_nothing(text in text(), group in edits(5)) {
        let group = on(&text, &group);
        let mut once = Draft::new(&text);
        prop_assume!(once.add(&group).is_ok());
        let mut twice = once.clone();
        prop_assert_eq!(twice.add(&group), Ok(()));
        prop_assert_eq!(once.finish(), twice.finish());
    }

    #[test]
    fn a_move_keeps_every_character(text in text(), start in 0usize..60, length in 1usize..20, to in 0usize..120) {
        let range = on(&text, &[(start, length, String::new()), (to, 0, String::new())]);
        prop_assume!(range.len() == 2);
        let moved = Move { start: range[0].start, end: range[0].end, to: range[1].start, before: String::new(), after: String::new() };
        let mut draft = Draft::new(&text);
        let sorted = |text: &str| { let mut all: Vec<char> = text.chars().collect(); all.sort_unstable(); all };
        if draft.add_moving(&[moved], &[]).is_ok() {
            prop_assert_eq!(sorted(&draft.finish()), sorted(&text));
        } else {
            prop_assert_eq!(draft.finish(), text);
        }
    }
}
