//! A WebSocket connection to a worker.
//! Border: text messages in and out with a time limit; what they should say is `scenario`.

use std::net::TcpStream;
use std::time::Duration;

use tungstenite::client::IntoClientRequest;
use tungstenite::http::{HeaderName, HeaderValue};
use tungstenite::protocol::CloseFrame;
use tungstenite::protocol::frame::coding::CloseCode;
use tungstenite::{Message, WebSocket};

use crate::rig::error::Error;

/// The longest to wait for a message.
const LIMIT: Duration = Duration::from_secs(30);

/// An open connection.
pub struct Connection {
    url: String,
    socket: WebSocket<TcpStream>,
}

impl Connection {
    /// Opens a connection to `path` of the worker at `authority`.
    pub fn open(authority: &str, path: &str, headers: &[(String, String)]) -> Result<Connection, Error> {
        let url = format!("ws://{authority}{path}");
        let failed = |reason: String| Error::NoAnswer { request: format!("websocket {url}"), reason };
        let stream = TcpStream::connect(authority).map_err(|error| failed(error.to_string()))?;
        stream.set_read_timeout(Some(LIMIT)).map_err(|error| failed(error.to_string()))?;
        let mut request = url.as_str().into_client_request().map_err(|error| failed(error.to_string()))?;
        for (name, value) in headers {
            let name = HeaderName::try_from(name).map_err(|error| failed(error.to_string()))?;
            let value = HeaderValue::try_from(value).map_err(|error| failed(error.to_string()))?;
            request.headers_mut().insert(name, value);
        }
        let (socket, _) = tungstenite::client(request, stream).map_err(|error| failed(error.to_string()))?;
        Ok(Connection { url, socket })
    }

    /// Sends a text message.
    pub fn send(&mut self, text: &str) -> Result<(), Error> {
        let sent = self.socket.send(Message::text(text));
        sent.map_err(|error| self.failed(error.to_string()))
    }

    /// The next message; a close frame is given as `close CODE REASON`, bytes as `bytes [1, 2]`.
    pub fn receive(&mut self) -> Result<String, Error> {
        loop {
            match self.socket.read().map_err(|error| self.failed(error.to_string()))? {
                Message::Text(text) => return Ok(text.as_str().to_owned()),
                Message::Binary(bytes) => return Ok(format!("bytes {:?}", bytes.as_ref())),
                Message::Close(Some(frame)) => {
                    return Ok(format!("close {} {}", u16::from(frame.code), frame.reason));
                }
                Message::Close(None) => return Ok("close".to_owned()),
                Message::Ping(_) | Message::Pong(_) | Message::Frame(_) => {}
            }
        }
    }

    /// Closes the connection and waits for the worker to say so too.
    pub fn close(&mut self) -> Result<(), Error> {
        let frame = CloseFrame { code: CloseCode::Normal, reason: "bye".into() };
        self.socket.close(Some(frame)).map_err(|error| self.failed(error.to_string()))?;
        while self.socket.read().is_ok() {}
        Ok(())
    }

    fn failed(&self, reason: String) -> Error {
        Error::NoAnswer { request: format!("websocket {}", self.url), reason }
    }
}
