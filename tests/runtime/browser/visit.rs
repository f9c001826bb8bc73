//! Opens one page in all views and collects what is wrong with it.
//! Border: what can be measured; whether a page is beautiful is for a person, who gets screenshots.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::chromium::Chromium;
use super::devtools::{DevTools, Event};
use super::view::{VIEWS, View};
use crate::rig::error::Error;
use crate::rig::files;

/// Names a directory for screenshots.
const SCREENSHOTS: &str = "PYWORKER_SCREENSHOTS";

/// The longest until a text has to be on the page.
const PATIENCE: Duration = Duration::from_secs(15);

/// Runs in the page and gives `{ text, problems }`.
const AUDIT: &str = include_str!("audit.js");

/// Waits for the images that are in sight, and gives those that could not be shown.
const IMAGES: &str = include_str!("images.js");

/// Roles that people operate, which therefore need a name.
const NAMED_ROLES: [&str; 14] = [
    "button",
    "checkbox",
    "combobox",
    "dialog",
    "image",
    "img",
    "link",
    "listbox",
    "menuitem",
    "radio",
    "searchbox",
    "slider",
    "switch",
    "textbox",
];

/// What is opened, and what has to be on it.
pub struct Visit<'a> {
    /// The whole address.
    pub url: &'a str,
    /// The status that the page comes with.
    pub status: u16,
    /// Headers of the request.
    pub headers: &'a [(String, String)],
    /// What is done on the page once it is there.
    pub script: Option<&'a str>,
    /// What can be read on the page, after the script.
    pub texts: &'a [String],
    /// What can be read on it without scripts; the same if there is no script to run.
    pub texts_without_scripts: &'a [String],
}

/// A browser, ready for visits.
pub struct Browser {
    tools: DevTools,
    /// Ends when the value does.
    _process: Chromium,
}

impl Browser {
    /// Starts the browser of this machine.
    pub fn start() -> Result<Browser, Error> {
        let mut process = Chromium::start()?;
        let (authority, path) = process.socket()?;
        Ok(Browser { tools: DevTools::connect(&authority, &path)?, _process: process })
    }

    /// Opens the page in every view. Gives its text in the last one, or an error with all that is wrong.
    pub fn look_over(&mut self, visit: &Visit<'_>) -> Result<String, Error> {
        let mut wrong = Vec::new();
        let mut text = String::new();
        for view in VIEWS {
            // A context of its own: no cookies and no cache of the views before.
            let context = self.tools.call("", "Target.createBrowserContext", json!({}))?;
            let context = &context["browserContextId"];
            let seen = Page::open(&mut self.tools, context, visit, view)?.look(visit, view)?;
            self.tools.call("", "Target.disposeBrowserContext", json!({ "browserContextId": context }))?;
            wrong.extend(seen.problems.into_iter().map(|problem| format!("{view}: {problem}")));
            text = seen.text;
        }
        if wrong.is_empty() { Ok(text) } else { Err(Error::Page { url: visit.url.to_owned(), wrong }) }
    }
}

struct Seen {
    text: String,
    problems: Vec<String>,
}

struct Page<'a> {
    tools: &'a mut DevTools,
    session: String,
}

impl<'a> Page<'a> {
    fn open(tools: &'a mut DevTools, context: &Value, visit: &Visit<'_>, view: View) -> Result<Page<'a>, Error> {
        let target =
            tools.call("", "Target.createTarget", json!({ "url": "about:blank", "browserContextId": context }))?;
        let attach = json!({ "targetId": target["targetId"], "flatten": true });
        let attached = tools.call("", "Target.attachToTarget", attach)?;
        let session = attached["sessionId"].as_str().unwrap_or_default().to_owned();
        let mut page = Page { tools, session };
        for domain in ["Page", "Runtime", "Log", "Network", "Accessibility"] {
            page.call(&format!("{domain}.enable"), json!({}))?;
        }
        for (method, params) in view.commands() {
            page.call(method, params)?;
        }
        let headers: serde_json::Map<String, Value> =
            visit.headers.iter().map(|(name, value)| (name.clone(), json!(value))).collect();
        page.call("Network.setExtraHTTPHeaders", json!({ "headers": headers }))?;
        page.call("Page.navigate", json!({ "url": visit.url }))?;
        page.tools.wait(&page.session, "Page.loadEventFired")?;
        Ok(page)
    }

    fn look(mut self, visit: &Visit<'_>, view: View) -> Result<Seen, Error> {
        let arrival = self.tools.take_events(&self.session);
        let mut problems: Vec<String> = arrival.iter().filter_map(|event| other_status(event, visit)).collect();
        // An error is meant if the page itself is to be one.
        let meant = if visit.status >= 400 { vec![visit.url] } else { Vec::new() };
        problems.extend(arrival.iter().filter_map(|event| complaint(event, &meant)));
        if let Some(script) = visit.script.filter(|_| view.has_scripts) {
            self.evaluate(&format!("(async () => {{ {script} }})()"))?;
        }
        let wanted = if view.has_scripts || visit.script.is_none() { visit.texts } else { visit.texts_without_scripts };
        // What the server sends is there at once; what a script does may take a while.
        let patience = if visit.script.is_some() { PATIENCE } else { Duration::ZERO };
        let end = Instant::now() + patience;
        let text = loop {
            let audit = match self.evaluate(AUDIT) {
                Ok(audit) => audit,
                // A page that is on its way to another one answers nothing.
                Err(_) if Instant::now() < end => Value::Null,
                Err(error) => return Err(error),
            };
            let text = audit["text"].as_str().unwrap_or_default().to_owned();
            if wanted.iter().all(|part| text.contains(part)) || Instant::now() > end {
                problems.extend(strings(&audit["problems"]));
                break text;
            }
            std::thread::sleep(Duration::from_millis(100));
        };
        let missing = wanted.iter().filter(|part| !text.contains(*part));
        problems.extend(missing.map(|part| format!("{part:?} cannot be read")));
        problems.extend(strings(&self.evaluate(IMAGES)?));
        problems.extend(self.nameless()?);
        let later = self.tools.take_events(&self.session);
        // So is one to which a script has led.
        let meant: Vec<&str> = later.iter().filter_map(document).map(|(url, _)| url).collect();
        problems.extend(later.iter().filter_map(|event| complaint(event, &meant)));
        self.screenshot(visit, view)?;
        Ok(Seen { text, problems })
    }

    /// What people operate and what has no name.
    fn nameless(&mut self) -> Result<Vec<String>, Error> {
        let tree = self.call("Accessibility.getFullAXTree", json!({}))?;
        let nodes = tree["nodes"].as_array().cloned().unwrap_or_default();
        let is_nameless = |node: &&Value| {
            let role = node["role"]["value"].as_str().unwrap_or_default();
            let name = node["name"]["value"].as_str().unwrap_or_default();
            node["ignored"] != true && NAMED_ROLES.contains(&role) && name.trim().is_empty()
        };
        Ok(nodes.iter().filter(is_nameless).map(|node| format!("a {} without a name", node["role"]["value"])).collect())
    }

    fn screenshot(&mut self, visit: &Visit<'_>, view: View) -> Result<(), Error> {
        let Some(directory) = std::env::var_os(SCREENSHOTS).map(PathBuf::from) else { return Ok(()) };
        let shot = self.call("Page.captureScreenshot", json!({ "captureBeyondViewport": true }))?;
        let path = visit.url.splitn(4, '/').nth(3).unwrap_or_default();
        let name: String =
            path.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '-' }).collect();
        files::create_directory(&directory)?;
        let script = if visit.script.is_some() { "-done" } else { "" };
        let bytes = base64(shot["data"].as_str().unwrap_or_default());
        files::write(&directory.join(format!("page-{name}{script}-{view}.png")), &bytes)
    }

    fn evaluate(&mut self, expression: &str) -> Result<Value, Error> {
        let params = json!({ "expression": expression, "awaitPromise": true, "returnByValue": true });
        let mut answer = self.call("Runtime.evaluate", params)?;
        match answer.get("exceptionDetails") {
            Some(details) => {
                let reason = details["exception"]["description"].to_string();
                Err(Error::NoAnswer { request: "a script in the page".to_owned(), reason })
            }
            None => Ok(answer["result"]["value"].take()),
        }
    }

    fn call(&mut self, method: &str, params: Value) -> Result<Value, Error> {
        self.tools.call(&self.session, method, params)
    }
}

/// What an event complains about, if it does. `meant` are pages that are to be errors.
fn complaint(event: &Event, meant: &[&str]) -> Option<String> {
    let params = &event.params;
    match event.method.as_str() {
        "Runtime.exceptionThrown" => {
            Some(format!("an exception: {}", params["exceptionDetails"]["exception"]["description"]))
        }
        "Runtime.consoleAPICalled" if params["type"] == "error" => Some(format!("console.error: {}", params["args"])),
        "Log.entryAdded" if params["entry"]["level"] == "error" => {
            let entry = &params["entry"];
            let (text, url) = (entry["text"].as_str().unwrap_or_default(), entry["url"].as_str().unwrap_or_default());
            (!meant.contains(&url)).then(|| format!("{text} ({url})"))
        }
        _ => None,
    }
}

/// The address and the status of a page that has arrived.
fn document(event: &Event) -> Option<(&str, &Value)> {
    let response = &event.params["response"];
    let is_document = event.method == "Network.responseReceived" && event.params["type"] == "Document";
    response["url"].as_str().filter(|_| is_document).map(|url| (url, &response["status"]))
}

/// The status with which the page came, if it is not the one that is meant.
fn other_status(event: &Event, visit: &Visit<'_>) -> Option<String> {
    let (_, status) = document(event).filter(|(url, _)| *url == visit.url)?;
    (*status != visit.status).then(|| format!("status {} expected, {status} found", visit.status))
}

fn strings(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// Decodes base64 without line ends, as DevTools write it.
fn base64(text: &str) -> Vec<u8> {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0);
    for value in text.bytes().filter_map(|byte| LETTERS.iter().position(|letter| *letter == byte)) {
        bits = bits << 6 | u32::try_from(value).unwrap_or_default();
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count & 0xff) as u8);
        }
    }
    bytes
}
