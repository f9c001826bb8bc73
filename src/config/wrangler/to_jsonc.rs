//! Turns a TOML configuration into JSON with comments.
//! Border: the text only; renaming the file is a change of its own.
use super::WranglerConfig;
use crate::config::json::{self, Style};

impl WranglerConfig {
    /// The configuration as JSON with comments. Order, comments and blank lines come along.
    pub fn to_jsonc(&self) -> String {
        let document = self.document();
        let newline = document.newline();
        let (value, before, after) = document.model();
        let style = Style { indent: Some(""), unit: "  ", newline, width: 100 };
        let mut text = String::new();
        for line in before.iter().skip_while(|line| line.is_empty()) {
            if !line.is_empty() {
                text.push_str(&json::comment(line));
            }
            text.push_str(newline);
        }
        text.push_str(&json::render(&value, &style, 0));
        text.push_str(newline);
        for line in after.iter().filter(|line| !line.is_empty()) {
            text.push_str(&json::comment(line));
            text.push_str(newline);
        }
        text
    }
}
