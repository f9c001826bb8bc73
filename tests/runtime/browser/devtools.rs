//! The DevTools protocol: commands to the browser and its pages, and the events that they report.
//! Border: messages in and out over one socket; what a page should be is `visit`.

use std::net::TcpStream;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tungstenite::{Message, WebSocket};

use crate::rig::error::Error;

/// The longest to wait for one message.
const LIMIT: Duration = Duration::from_secs(30);

/// A connection to the browser.
pub struct DevTools {
    socket: WebSocket<TcpStream>,
    last: u64,
    events: Vec<Event>,
}

/// Something that a page reports.
#[derive(Debug, Clone)]
pub struct Event {
    /// The page's session.
    pub session: String,
    /// Its name, like `Page.loadEventFired`.
    pub method: String,
    /// What it says.
    pub params: Value,
}

impl DevTools {
    /// Connects to the browser's own socket.
    pub fn connect(authority: &str, path: &str) -> Result<DevTools, Error> {
        let url = format!("ws://{authority}{path}");
        let failed = |reason: String| Error::NoAnswer { request: format!("the browser at {url}"), reason };
        let stream = TcpStream::connect(authority).map_err(|error| failed(error.to_string()))?;
        stream.set_read_timeout(Some(LIMIT)).map_err(|error| failed(error.to_string()))?;
        let (socket, _) = tungstenite::client(url.as_str(), stream).map_err(|error| failed(error.to_string()))?;
        Ok(DevTools { socket, last: 0, events: Vec::new() })
    }

    /// Gives a command to a page, or to the browser if `session` is empty, and waits for its result.
    pub fn call(&mut self, session: &str, method: &str, params: Value) -> Result<Value, Error> {
        self.last += 1;
        let id = self.last;
        let mut message = json!({ "id": id, "method": method, "params": params });
        if !session.is_empty() {
            message["sessionId"] = json!(session);
        }
        let failed = |reason: String| Error::NoAnswer { request: method.to_owned(), reason };
        self.socket.send(Message::text(message.to_string())).map_err(|error| failed(error.to_string()))?;
        loop {
            let mut answer = self.read().map_err(|error| failed(error.to_string()))?;
            if answer["id"] == id {
                return match answer.get("error") {
                    Some(error) => Err(failed(error.to_string())),
                    None => Ok(answer["result"].take()),
                };
            }
            self.keep(answer);
        }
    }

    /// Waits for an event of a page.
    pub fn wait(&mut self, session: &str, method: &str) -> Result<(), Error> {
        let end = Instant::now() + LIMIT;
        let failed = |reason: String| Error::NoAnswer { request: method.to_owned(), reason };
        while !self.events.iter().any(|event| event.session == session && event.method == method) {
            if Instant::now() > end {
                return Err(failed("it did not happen".to_owned()));
            }
            let message = self.read().map_err(|error| failed(error.to_string()))?;
            self.keep(message);
        }
        Ok(())
    }

    /// The events of a page so far; they are forgotten here.
    pub fn take_events(&mut self, session: &str) -> Vec<Event> {
        let (own, others) = std::mem::take(&mut self.events).into_iter().partition(|event| event.session == session);
        self.events = others;
        own
    }

    fn read(&mut self) -> Result<Value, tungstenite::Error> {
        loop {
            if let Message::Text(text) = self.socket.read()? {
                return Ok(serde_json::from_str(text.as_str()).unwrap_or_default());
            }
        }
    }

    fn keep(&mut self, mut message: Value) {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        if let Some(method) = message["method"].as_str().map(str::to_owned) {
            let params = message["params"].take();
            self.events.push(Event { session: text(&message["sessionId"]), method, params });
        }
    }
}
