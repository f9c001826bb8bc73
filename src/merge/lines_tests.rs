//! Tests of the line merge.
use proptest::prelude::*;

use super::*;

fn merge(base: &str, ours: &str, theirs: &str) -> MergedText {
    let versions = Versions::new(base, ours, theirs);
    versions.render(&versions.regions(), &Labels::default())
}

fn clean(base: &str, ours: &str, theirs: &str) -> String {
    let merged = merge(base, ours, theirs);
    assert!(merged.conflicts.is_empty(), "{}", merged.text);
    merged.text
}

#[test]
fn changes_in_different_places_come_together() {
    assert_eq!(clean("a\nb\nc\n", "A\nb\nc\n", "a\nb\nC\n"), "A\nb\nC\n");
    assert_eq!(clean("a\nb\nc\n", "a\nb\nc\nmine\n", "new\na\nb\nc\n"), "new\na\nb\nc\nmine\n");
    assert_eq!(clean("a\nb\nc\n", "a\nX\nc\n", "a\nX\nc\n"), "a\nX\nc\n");
}

#[test]
fn a_conflict_has_labelled_markers_and_all_three_versions() {
    let merged = merge("one\ntwo\nthree\n", "one\nmine\nthree\n", "one\nnew\nthree\n");
    assert_eq!(merged.text, "one\n<<<<<<< yours\nmine\n||||||| before\ntwo\n=======\nnew\n>>>>>>> new\nthree\n");
    assert_eq!(merged.conflicts, [2]);
}

#[test]
fn lines_that_both_sides_added_stand_outside_of_the_markers() {
    let merged = merge("x\n", "x\nsame\nmine\nend\n", "x\nsame\nnew\nend\n");
    assert_eq!(merged.text, "x\nsame\n<<<<<<< yours\nmine\n||||||| before\n=======\nnew\n>>>>>>> new\nend\n");
    assert_eq!(merged.conflicts, [3]);
}

#[test]
fn line_ends_are_merged_on_their_own() {
    assert_eq!(clean("a\nb\nc\n", "a\r\nb\r\nmine\r\n", "new\nb\nc\n"), "new\r\nb\r\nmine\r\n");
    assert_eq!(clean("a\nb\nc\n", "a\nb\nmine\n", "a\r\nb\r\nc\r\n"), "a\r\nb\r\nmine\r\n");
    let merged = merge("a\n", "b\r\n", "c\n");
    assert_eq!(merged.text.matches('\n').count(), merged.text.matches("\r\n").count(), "{:?}", merged.text);
    assert_eq!(clean("a\rb\r", "A\rb\r", "a\rb\rc\r"), "A\rb\rc\r");
    assert_eq!(clean("a\nb\nc\n", "a\r\nb\nc\n", "a\nb\nC\n"), "a\r\nb\nC\n", "a single odd line stays odd");
}

#[test]
fn the_final_line_end_is_merged_on_its_own() {
    assert_eq!(clean("a\nb\n", "a\nb", "a\nb\nc\n"), "a\nb\nc");
    assert_eq!(clean("a\nb", "a\nmine", "a\nb\n"), "a\nmine\n");
    assert_eq!(clean("a", "a\n", "new\na"), "new\na\n");
    assert_eq!(clean("c\n", "c\r\n\r\n", "a"), "a\r\n\r\n", "a blank line that the user added stays");
    let merged = merge("a", "b", "c");
    assert!(merged.text.ends_with(">>>>>>> new\n"), "a marker is a line: {:?}", merged.text);
}

#[test]
fn markers_are_longer_where_a_line_looks_like_one() {
    let merged = merge("a\n", "<<<<<<< HEAD\n", "=======\n");
    assert_eq!(merged.text, "<<<<<<<< yours\n<<<<<<< HEAD\n|||||||| before\na\n========\n=======\n>>>>>>>> new\n");
    assert!(merge("a\n", "==================\nTitle\n", "b\n").text.contains("\n===================\n"));
    assert!(merge("a\n", "<<<<<<<x\n", "b\n").text.starts_with("<<<<<<< yours\n"));
}

#[test]
fn a_label_cannot_add_lines() {
    let labels = Labels { theirs: "x\n>>>>>>> y".to_owned(), ..Labels::default() };
    let versions = Versions::new("a\n", "b\n", "c\n");
    let merged = versions.render(&versions.regions(), &labels);
    assert_eq!(merged.text.lines().count(), 7);
}

#[test]
fn union_keeps_what_both_added() {
    let versions = Versions::new("a\n", "a\nmine\nboth\n", "a\nnew\nboth\n");
    let mut regions = versions.regions();
    for region in regions.iter_mut().filter(|region| region.side == Side::Conflict) {
        assert!(region.only_adds());
        region.side = Side::Union;
    }
    assert_eq!(versions.render(&regions, &Labels::default()).text, "a\nmine\nnew\nboth\n");
    assert!(!Versions::new("a\n", "b\n", "a\nb\n").regions().iter().all(Region::only_adds));
}

fn text() -> impl Strategy<Value = String> {
    let line = prop_oneof![Just("a"), Just("b"), Just("c"), Just(""), Just("<<<<<<< x"), Just("======="), Just("é")];
    let end = prop_oneof![4 => Just("\n"), 1 => Just("\r\n")];
    (prop::collection::vec((line, end), 0..9), any::<bool>()).prop_map(|(lines, finished)| {
        let mut text: String = lines.iter().map(|(line, end)| format!("{line}{end}")).collect();
        if !finished {
            text.truncate(text.trim_end_matches(['\r', '\n']).len());
        }
        text
    })
}

/// Lines without their ends, counted.
fn counted(text: &str) -> std::collections::BTreeMap<&str, usize> {
    let mut counted = std::collections::BTreeMap::new();
    for line in lines(text) {
        *counted.entry(line.trim_end_matches(['\r', '\n'])).or_default() += 1;
    }
    counted
}

proptest! {
    #[test]
    fn without_changes_on_one_side_the_other_one_wins(base in text(), changed in text()) {
        prop_assert_eq!(clean(&base, &changed, &base), changed.clone());
        prop_assert_eq!(clean(&base, &base, &changed), changed);
    }

    #[test]
    fn the_same_change_on_both_sides_is_that_change(base in text(), changed in text()) {
        prop_assert_eq!(clean(&base, &changed, &changed), changed);
    }

    #[test]
    fn no_line_of_the_user_is_lost(base in text(), ours in text(), theirs in text()) {
        let merged = merge(&base, &ours, &theirs);
        let (before, after) = (counted(&base), counted(&merged.text));
        for (line, count) in counted(&ours) {
            let added = count.saturating_sub(before.get(line).copied().unwrap_or(0));
            prop_assert!(after.get(line).copied().unwrap_or(0) >= added, "{line:?} of {merged:?}");
        }
    }

    #[test]
    fn conflicts_are_where_they_are_said_to_be(base in text(), ours in text(), theirs in text()) {
        let merged = merge(&base, &ours, &theirs);
        let lines: Vec<&str> = lines(&merged.text);
        for line in merged.conflicts {
            prop_assert!(lines[line - 1].starts_with("<<<<<<<") && lines[line - 1].contains(" yours"));
        }
    }
}
