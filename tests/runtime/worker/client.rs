//! Asks a worker over HTTP.
//! Border: one request, one answer, no redirects followed, nothing kept between requests.

use std::time::Duration;

use ureq::Agent;
use ureq::http::Request;

use super::answer::Answer;
use crate::rig::error::Error;

/// The longest a worker may take for one answer.
const LIMIT: Duration = Duration::from_secs(60);

/// The largest answer.
const BODY: u64 = 256 * 1024 * 1024;

/// A client that reports every answer as it is.
pub struct Client {
    agent: Agent,
}

/// One request to be made.
#[derive(Debug, Clone, Default)]
pub struct Ask<'a> {
    /// The method.
    pub method: &'a str,
    /// The whole address.
    pub url: String,
    /// Header fields.
    pub headers: &'a [(String, String)],
    /// The body; none at all is not the same as an empty one.
    pub body: Option<Vec<u8>>,
}

impl Client {
    /// A new client.
    pub fn new() -> Client {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .allow_non_standard_methods(true)
            .timeout_global(Some(LIMIT))
            .max_idle_connections(0)
            .user_agent("pyworker-rig")
            .accept("*/*")
            // Bodies as the worker made them; some workers pass on compressed ones all the same, and those are decoded.
            .accept_encoding("identity")
            .build();
        Client { agent: config.into() }
    }

    /// Makes the request.
    pub fn ask(&self, ask: &Ask<'_>) -> Result<Answer, Error> {
        let failed = |reason: String| Error::NoAnswer { request: format!("{} {}", ask.method, ask.url), reason };
        let mut builder = Request::builder().method(ask.method).uri(&ask.url);
        for (name, value) in ask.headers {
            builder = builder.header(name, value);
        }
        let response = match &ask.body {
            Some(body) => {
                let request = builder.body(body.as_slice()).map_err(|error| failed(error.to_string()))?;
                self.agent.run(request)
            }
            None => self.agent.run(builder.body(()).map_err(|error| failed(error.to_string()))?),
        };
        let mut response = response.map_err(|error| failed(error.to_string()))?;
        let mut headers: Vec<(String, String)> = response
            .headers()
            .iter()
            .map(|(name, value)| (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
            .collect();
        headers.sort();
        let body =
            response.body_mut().with_config().limit(BODY).read_to_vec().map_err(|error| failed(error.to_string()))?;
        Ok(Answer { status: response.status().as_u16(), headers, body })
    }
}
