//! The options about commands of templates.
//! Border: clap types; what they decide is worked out in `decide`.
use clap::Args;

use crate::catalog::{SHORTEST_HASH, is_hash_of};

/// What can be said beforehand about commands that templates ask for.
#[derive(Debug, Clone, Default, Args)]
pub(in crate::cli) struct TrustArguments {
    /// Run the commands of the template with this content hash; can be given many times
    #[arg(long, value_name = "HASH", value_parser = hash, conflicts_with = "no_commands")]
    trust: Vec<String>,
    /// Leave out the commands that templates ask for
    #[arg(long)]
    no_commands: bool,
}

impl TrustArguments {
    /// Whether all commands are left out.
    pub fn leaves_out(&self) -> bool {
        self.no_commands
    }

    /// Whether the content with this hash is trusted.
    pub fn trusts(&self, content: &str) -> bool {
        self.trust.iter().any(|hash| is_hash_of(hash, content))
    }

    /// As they are typed.
    pub fn words(&self) -> Vec<String> {
        let mut words: Vec<String> = self.trust.iter().flat_map(|hash| ["--trust".to_owned(), hash.clone()]).collect();
        words.extend(self.no_commands.then(|| "--no-commands".to_owned()));
        words
    }
}

/// Enough of a hash to mean one content.
fn hash(text: &str) -> Result<String, String> {
    let digits = text.strip_prefix("sha256:").unwrap_or(text);
    let is_hash = (SHORTEST_HASH..=64).contains(&digits.len())
        && digits.chars().all(|digit| digit.is_ascii_digit() || matches!(digit, 'a'..='f'));
    if is_hash {
        Ok(text.to_owned())
    } else {
        Err(format!("a hash is sha256: and hexadecimal digits, at least the first {SHORTEST_HASH} of them"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_hash_can_be_trusted() {
        assert!(hash("0123456789ab").is_ok());
        assert!(hash(&format!("sha256:{}", "a".repeat(64))).is_ok());
        for text in ["", "all", "gh:acme/x", "0123456789a", "0123456789AB", &"a".repeat(65)] {
            assert!(hash(text).is_err(), "{text}");
        }
    }
}
