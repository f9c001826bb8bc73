//! A small HTTP server on loopback that workers can call, and that says what it was asked.
//! Border: part of the test, not of the worker; one request per connection.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use serde_json::{Map, Value, json};

use crate::rig::error::Error;

/// The largest body that is read.
const LARGEST: u64 = 1 << 20;

/// A running target. `/status/418` answers with that status, `/redirect` leads to `/`, `/text` is plain text, anything
/// else says in JSON what it was asked: method, path, headers and body.
pub struct Target {
    address: String,
    ended: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Target {
    /// Starts a target on a free port.
    pub fn start() -> Result<Target, Error> {
        let failed = |source| Error::Start { program: "the target of outgoing requests".to_owned(), source };
        let listener = TcpListener::bind("127.0.0.1:0").map_err(failed)?;
        let address = format!("http://{}", listener.local_addr().map_err(failed)?);
        let ended = Arc::new(AtomicBool::new(false));
        let seen = Arc::clone(&ended);
        let thread = std::thread::spawn(move || {
            for stream in listener.incoming() {
                if seen.load(Ordering::SeqCst) {
                    return;
                }
                // A connection that breaks is the worker's affair; its own answer will show it.
                let _ = stream.and_then(serve);
            }
        });
        Ok(Target { address, ended, thread: Some(thread) })
    }

    /// The address, without a slash at its end.
    pub fn address(&self) -> &str {
        &self.address
    }
}

impl Drop for Target {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::SeqCst);
        // Wakes the thread, which waits for a connection.
        let woken = TcpStream::connect(self.address.trim_start_matches("http://")).is_ok();
        if let Some(thread) = self.thread.take().filter(|_| woken) {
            let _ = thread.join();
        }
    }
}

fn serve(stream: TcpStream) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let mut words = line.split_whitespace();
    let (method, path) = (words.next().unwrap_or_default().to_owned(), words.next().unwrap_or("/").to_owned());
    let mut headers = Map::new();
    loop {
        let mut field = String::new();
        if reader.read_line(&mut field)? == 0 || field.trim().is_empty() {
            break;
        }
        if let Some((name, value)) = field.split_once(':') {
            headers.insert(name.to_lowercase(), json!(value.trim()));
        }
    }
    let body = read_body(&mut reader, &headers)?;
    headers.retain(|name, _| !matches!(name.as_str(), "host" | "connection" | "transfer-encoding" | "content-length"));

    let (status, content_type, extra, answer) = match path.strip_prefix("/status/") {
        Some(status) => (status.to_owned(), "text/plain", "", format!("status {status}")),
        None if path == "/redirect" => ("302".to_owned(), "text/plain", "Location: /\r\n", String::new()),
        None if path == "/text" => ("200".to_owned(), "text/plain", "", "plain text".to_owned()),
        None => {
            let seen = json!({ "method": method, "path": path, "headers": headers, "body": body });
            ("200".to_owned(), "application/json", "", seen.to_string())
        }
    };
    let length = answer.len();
    let head = format!(
        "HTTP/1.1 {status} Said\r\nContent-Type: {content_type}\r\nContent-Length: {length}\r\n{extra}Connection: close\r\n\r\n"
    );
    let mut stream = stream;
    stream.write_all(head.as_bytes())?;
    stream.write_all(answer.as_bytes())
}

fn read_body(reader: &mut BufReader<TcpStream>, headers: &Map<String, Value>) -> std::io::Result<String> {
    let text = |name: &str| headers.get(name).and_then(Value::as_str).unwrap_or_default();
    let mut body = Vec::new();
    if text("transfer-encoding").eq_ignore_ascii_case("chunked") {
        loop {
            let mut size = String::new();
            reader.read_line(&mut size)?;
            let size = u64::from_str_radix(size.trim(), 16).unwrap_or(0).min(LARGEST);
            reader.take(size).read_to_end(&mut body)?;
            reader.read_line(&mut String::new())?;
            if size == 0 {
                break;
            }
        }
    } else {
        let length = text("content-length").parse().unwrap_or(0).min(LARGEST);
        reader.take(length).read_to_end(&mut body)?;
    }
    Ok(String::from_utf8_lossy(&body).into_owned())
}
