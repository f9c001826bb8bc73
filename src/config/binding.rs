//! The kinds of things a worker can be bound to.
//! Border: names and kinds; reading them out of a configuration is `wrangler`'s work.

/// What a name on `env` stands for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum BindingKind {
    /// A D1 database.
    D1,
    /// A KV namespace.
    Kv,
    /// An R2 bucket.
    R2,
    /// A queue that messages are sent to.
    Queue,
    /// Workers AI.
    Ai,
    /// A Vectorize index.
    Vectorize,
    /// A Durable Object namespace.
    DurableObject {
        /// The class, if the configuration names one.
        class: Option<String>,
    },
    /// A Workflow.
    Workflow {
        /// The class, if the configuration names one.
        class: Option<String>,
    },
    /// Another worker.
    Service,
    /// Static assets.
    Assets,
    /// A plain variable: a string.
    TextVariable,
    /// A variable that is a JSON value (arrives as a raw JavaScript object).
    JsonVariable,
    /// Hyperdrive, analytics, images, rate limits and whatever else there is, by its key in the configuration.
    Other(String),
}
