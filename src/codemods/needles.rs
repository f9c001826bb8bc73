//! The byte strings without which no codemod changes a Python file.
//! Border: a search over bytes, derived from the codemods' own lists.
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::registry;

static SEARCH: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let needles: Vec<&str> = registry::built_in().iter().flat_map(|codemod| codemod.meta().needles).copied().collect();
    AhoCorasick::new(needles).ok()
});

/// Whether a Python file may be changed by some codemod.
pub fn any(bytes: &[u8]) -> bool {
    // Without a search everything is read: slow, never wrong.
    SEARCH.as_ref().is_none_or(|search| search.is_match(bytes))
}
