//! The word somebody may have meant.
//! Border: compares spellings; what the words are for is the caller's business.

/// The candidate that is spelled most like `word`, if one is near enough to be a slip.
pub fn closest<'word>(word: &str, candidates: impl IntoIterator<Item = &'word str>) -> Option<&'word str> {
    let lower = word.to_lowercase();
    candidates
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(&lower, &candidate.to_lowercase()), candidate))
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|one, other| one.0.total_cmp(&other.0))
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_found_and_another_word_is_not() {
        assert_eq!(closest("serach", ["search", "minimal"]), Some("search"));
        assert_eq!(closest("SEARCH", ["search", "minimal"]), Some("search"));
        assert_eq!(closest("django", ["search", "minimal"]), None);
    }
}
