//! Calls that make responses.
//! Border: finds them; what becomes of them is the planner's.
use camino::Utf8Path;
use ruff_python_ast::{Expr, ExprCall};
use ruff_text_size::{Ranged, TextRange};

use super::nodes::NodeId;
use super::project::Project;

/// Whose `Response` is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Style {
    /// JavaScript's, from `js`.
    JavaScript,
    /// The SDK's, from `workers`.
    Sdk,
}

/// How a response is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// `Response.new(body, init)` or `Response(body, …)`
    Constructor,
    /// `Response.json(data, init)`
    Json,
    /// `Response.redirect(url, status)`
    Redirect,
}

/// One call.
#[derive(Debug, Clone, Copy)]
pub struct ResponseCall<'a> {
    /// The file it stands in.
    pub path: &'a Utf8Path,
    /// Where in the file's index.
    pub node: NodeId,
    /// The call.
    pub call: &'a ExprCall,
    /// Whose class it is.
    pub style: Style,
    /// Which of its functions.
    pub form: Form,
}

impl ResponseCall<'_> {
    /// Tells calls apart.
    pub fn key(&self) -> (String, TextRange) {
        (self.path.to_string(), self.call.range())
    }
}

/// All calls, in order of files and of their nodes.
pub fn find<'a>(project: &Project<'a>) -> Vec<ResponseCall<'a>> {
    let mut found = Vec::new();
    for file in project.files() {
        for (node, details) in file.nodes.iter() {
            let Expr::Call(call) = details.expression else { continue };
            let Some(name) = file.module.scopes.qualified(&call.func) else { continue };
            let (style, form) = match name.as_str() {
                "js.Response.new" => (Style::JavaScript, Form::Constructor),
                "js.Response.json" => (Style::JavaScript, Form::Json),
                "js.Response.redirect" => (Style::JavaScript, Form::Redirect),
                "workers.Response" => (Style::Sdk, Form::Constructor),
                "workers.Response.json" | "workers.Response.from_json" => (Style::Sdk, Form::Json),
                _ => continue,
            };
            found.push(ResponseCall { path: file.path, node, call, style, form });
        }
    }
    found
}
