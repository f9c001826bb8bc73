//! One step of a scenario.
//! Border: data and its reading; doing it is `run`.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::PathBuf;

use serde::Deserialize;
use serde_json::Value;

/// What is done in a step, and what must come of it.
#[derive(Debug, Clone)]
pub struct Step {
    /// What is done.
    pub action: Action,
    /// What the answer must be.
    pub expectation: Expectation,
    /// How the answers of two runs are compared.
    pub comparison: Comparison,
    /// JSON pointers into the answer, whose values later steps can use as `{name}`.
    pub save: BTreeMap<String, String>,
    /// Ask again until the body contains this.
    pub until: Option<String>,
}

/// What is done.
#[derive(Debug, Clone)]
pub enum Action {
    /// An HTTP request.
    Request {
        /// The method.
        method: String,
        /// Path and query.
        path: String,
        /// Header fields.
        headers: Vec<(String, String)>,
        /// The body.
        body: Option<Body>,
    },
    /// A page is opened in a browser, and looked over.
    Page {
        /// Path and query.
        path: String,
        /// Header fields.
        headers: Vec<(String, String)>,
        /// What is done on it.
        script: Option<String>,
        /// What can be read without scripts.
        without_scripts: Vec<String>,
    },
    /// The cron trigger fires.
    Cron {
        /// Its expression.
        cron: String,
    },
    /// An email arrives.
    Email(Email),
    /// The log must come to contain a text.
    Log {
        /// The text.
        text: String,
    },
    /// A tool of the rig is run in the project's copy and must succeed.
    Tool {
        /// The command line.
        line: String,
        /// Variables of its environment.
        environment: Vec<(String, String)>,
    },
    /// Opens a WebSocket.
    Open {
        /// Path and query.
        path: String,
        /// Header fields.
        headers: Vec<(String, String)>,
        /// The name by which later steps mean this connection.
        connection: String,
    },
    /// Sends a text message.
    Send {
        /// The connection.
        connection: String,
        /// The message.
        text: String,
    },
    /// Waits for the next message.
    Receive {
        /// The connection.
        connection: String,
    },
    /// Closes a WebSocket.
    Close {
        /// The connection.
        connection: String,
    },
}

/// The body of a request.
#[derive(Debug, Clone)]
pub enum Body {
    /// A text, with values that are filled in.
    Text(String),
    /// So many bytes of the sample.
    Sample(usize),
    /// A file; beside the scenario, if its path is relative.
    File(PathBuf),
}

/// An email that arrives.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Email {
    /// The envelope's sender.
    pub from: String,
    /// The envelope's recipient.
    pub to: String,
    /// The message, headers and all.
    pub raw: String,
}

/// What an answer must be.
#[derive(Debug, Clone, Default)]
pub struct Expectation {
    /// The status.
    pub status: u16,
    /// The whole body.
    pub body: Option<String>,
    /// The whole body: these places of the sample.
    pub sample: Option<Range<usize>>,
    /// The whole body, as JSON.
    pub json: Option<Value>,
    /// What the body, as JSON, has in it.
    pub has: Option<Value>,
    /// What the body has in it.
    pub contains: Vec<String>,
    /// What the body does not have in it.
    pub lacks: Vec<String>,
    /// Header fields.
    pub headers: BTreeMap<String, String>,
}

/// How the answers of two runs are compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Comparison {
    /// Status, headers and body are the same.
    Exact,
    /// Status and headers are the same, bodies are the same JSON value, apart from these JSON pointers.
    Json {
        /// JSON pointers whose values may differ.
        ignore: Vec<String>,
    },
    /// The status is the same.
    Status,
}

/// A step as it stands in the file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct RawStep {
    request: Option<String>,
    page: Option<String>,
    script: Option<String>,
    #[serde(default)]
    without_scripts: OneOrMore,
    cron: Option<String>,
    email: Option<Email>,
    log: Option<String>,
    run: Option<String>,
    #[serde(default)]
    environment: BTreeMap<String, String>,
    websocket: Option<String>,
    send: Option<String>,
    expect: Option<String>,
    receive: Option<String>,
    close: Option<String>,
    #[serde(rename = "as")]
    connection: Option<String>,
    on: Option<String>,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    body: Option<String>,
    body_bytes: Option<usize>,
    body_file: Option<PathBuf>,
    json: Option<Value>,
    status: Option<u16>,
    answer: Option<String>,
    answer_bytes: Option<Range<usize>>,
    answer_json: Option<Value>,
    answer_has: Option<Value>,
    #[serde(default)]
    answer_headers: BTreeMap<String, String>,
    #[serde(default)]
    contains: OneOrMore,
    #[serde(default)]
    lacks: OneOrMore,
    compare: Option<RawComparison>,
    #[serde(default)]
    ignore: Vec<String>,
    #[serde(default)]
    save: BTreeMap<String, String>,
    until: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum RawComparison {
    Exact,
    Json,
    Status,
}

#[derive(Debug, Default, Deserialize)]
#[serde(untagged)]
enum OneOrMore {
    #[default]
    None,
    One(String),
    More(Vec<String>),
}

impl OneOrMore {
    fn into_list(self) -> Vec<String> {
        match self {
            OneOrMore::None => Vec::new(),
            OneOrMore::One(text) => vec![text],
            OneOrMore::More(texts) => texts,
        }
    }
}

/// The name of a connection that is the only one.
const ONLY_CONNECTION: &str = "socket";

impl TryFrom<RawStep> for Step {
    type Error = String;

    fn try_from(raw: RawStep) -> Result<Step, String> {
        let mut headers = raw.headers;
        let mut bodies: Vec<Body> = raw.body.map(Body::Text).into_iter().collect();
        bodies.extend(raw.body_bytes.map(Body::Sample));
        bodies.extend(raw.body_file.map(Body::File));
        if let Some(json) = raw.json {
            headers.entry("content-type".to_owned()).or_insert_with(|| "application/json".to_owned());
            bodies.push(Body::Text(json.to_string()));
        }
        let body = bodies.pop();
        if !bodies.is_empty() {
            return Err("`body`, `body-bytes`, `body-file` and `json` are ways to say the same".to_owned());
        }
        let headers: Vec<(String, String)> = headers.into_iter().collect();
        let on = raw.on.unwrap_or_else(|| ONLY_CONNECTION.to_owned());
        let mut expected_message = None;
        let mut actions = Vec::new();
        if let Some(request) = raw.request {
            let Some((method, path)) = request.split_once(' ') else {
                return Err(format!("`request` must be a method and a path, is `{request}`"));
            };
            let (method, path) = (method.to_owned(), path.trim().to_owned());
            actions.push(Action::Request { method, path, headers: headers.clone(), body });
        }
        if let Some(path) = raw.page {
            let without_scripts = raw.without_scripts.into_list();
            if raw.script.is_none() && !without_scripts.is_empty() {
                return Err(
                    "`without-scripts` is for a page with a `script`; without one, `contains` is for both".to_owned()
                );
            }
            actions.push(Action::Page { path, headers: headers.clone(), script: raw.script, without_scripts });
        }
        actions.extend(raw.cron.map(|cron| Action::Cron { cron }));
        actions.extend(raw.email.map(Action::Email));
        actions.extend(raw.log.map(|text| Action::Log { text }));
        let environment = raw.environment.into_iter().collect();
        actions.extend(raw.run.map(|line| Action::Tool { line, environment }));
        if let Some(path) = raw.websocket {
            let connection = raw.connection.unwrap_or_else(|| ONLY_CONNECTION.to_owned());
            actions.push(Action::Open { path, headers, connection });
        }
        actions.extend(raw.send.map(|text| Action::Send { connection: on.clone(), text }));
        if let Some(text) = raw.expect {
            expected_message = Some(text);
            actions.push(Action::Receive { connection: on });
        }
        actions.extend(raw.receive.map(|connection| Action::Receive { connection }));
        actions.extend(raw.close.map(|connection| Action::Close { connection }));

        let count = actions.len();
        let (Some(action), 1) = (actions.pop(), count) else {
            return Err(format!(
                "it must do one thing of `request`, `page`, `cron`, `email`, `log`, `run`, `websocket`, `send`, `expect`, `receive`, \
                 `close`, and does {count}"
            ));
        };
        let comparison = match (raw.compare, raw.ignore) {
            (None | Some(RawComparison::Json), ignore) if !ignore.is_empty() => Comparison::Json { ignore },
            (_, ignore) if !ignore.is_empty() => {
                return Err("`ignore` needs `compare = \"json\"`".to_owned());
            }
            (None | Some(RawComparison::Exact), _) => Comparison::Exact,
            (Some(RawComparison::Json), ignore) => Comparison::Json { ignore },
            (Some(RawComparison::Status), _) => Comparison::Status,
        };
        let expectation = Expectation {
            status: raw.status.unwrap_or(200),
            body: raw.answer.or(expected_message),
            sample: raw.answer_bytes,
            json: raw.answer_json,
            has: raw.answer_has,
            contains: raw.contains.into_list(),
            lacks: raw.lacks.into_list(),
            headers: raw.answer_headers,
        };
        Ok(Step { action, expectation, comparison, save: raw.save, until: raw.until })
    }
}
