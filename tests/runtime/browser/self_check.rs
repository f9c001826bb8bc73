//! Shows that a bad page is noticed: one that has everything wrong that can be found.
//! Border: a check of these tests themselves; the browser has to be there for it.

use super::{Browser, Visit};
use crate::rig::error::Error;

const BAD_PAGE: &str = include_str!("bad_page.html");

/// What has to be said about it, in the first view that shows it.
const PROBLEMS: [&str; 17] = [
    "390-light-without-scripts: the page does not say its language",
    "390-light-without-scripts: the page has no title",
    "390-light-without-scripts: the page has no viewport",
    "390-light-without-scripts: 2 headings of the first level",
    "390-light-without-scripts: 0 main parts",
    "390-light-without-scripts: <h3> \"Too deep\" leaves out a level of headings",
    "390-light-without-scripts: the id twice is there several times",
    "390-dark: text of <p> \"Pale text\": contrast 1.92, at least 4.5 is needed",
    "1280-light: wider than the window by",
    "390-light: <button#twice> is too small to hit",
    "390-light: border of <input#twice>: contrast 1.16, at least 3 is needed",
    "1280-dark: the image data:image/png;base64,AAAA is not shown",
    "390-light: a \"button\" without a name",
    "390-light: a \"textbox\" without a name",
    "390-light: console.error:",
    "390-light: an exception:",
    "390-light: \"a text\" cannot be read",
];

/// Looks the bad page over.
pub fn check_bad_page() -> Result<(), String> {
    let url = format!("data:text/html;charset=utf-8,{}", percent_encoded(BAD_PAGE));
    let visit = Visit {
        url: &url,
        status: 200,
        headers: &[],
        script: None,
        texts: &["Wide".to_owned(), "a text".to_owned()],
        texts_without_scripts: &[],
    };
    let found = Browser::start().and_then(|mut browser| browser.look_over(&visit));
    let wrong = match found {
        Ok(_) => return Err("nothing was found to be wrong".to_owned()),
        Err(Error::Page { wrong, .. }) => wrong,
        Err(error) => return Err(error.to_string()),
    };
    let missed = PROBLEMS.iter().filter(|problem| !wrong.iter().any(|found| found.starts_with(*problem)));
    let missed: Vec<&str> = missed.copied().collect();
    if missed.is_empty() {
        Ok(())
    } else {
        Err(format!("not noticed:\n  {}\nfound:\n  {}", missed.join("\n  "), wrong.join("\n  ")))
    }
}

fn percent_encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}
