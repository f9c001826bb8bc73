//! What the runtime calls handlers for, and under which names.
//! Border: names and signatures of the platform, as seen in the real runtime.
use super::facts::ClassRole;

/// An event of the runtime.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Event {
    /// An HTTP request.
    Fetch,
    /// A cron trigger.
    Scheduled,
    /// A batch of queue messages.
    Queue,
    /// An email.
    Email,
    /// Events of another worker.
    Tail,
    /// The test command of the runtime.
    Test,
    /// A Durable Object's alarm.
    Alarm,
    /// A message on a hibernating WebSocket.
    WebSocketMessage,
    /// The end of a hibernating WebSocket.
    WebSocketClose,
    /// An error on a hibernating WebSocket.
    WebSocketError,
    /// A Workflow's run.
    Run,
}

impl Event {
    /// The method name that today's runtime calls.
    pub fn method(self) -> &'static str {
        match self {
            Self::Fetch => "fetch",
            Self::Scheduled => "scheduled",
            Self::Queue => "queue",
            Self::Email => "email",
            Self::Tail => "tail",
            Self::Test => "test",
            Self::Alarm => "alarm",
            Self::WebSocketMessage => "webSocketMessage",
            Self::WebSocketClose => "webSocketClose",
            Self::WebSocketError => "webSocketError",
            Self::Run => "run",
        }
    }

    /// The event of a module-level name, and whether the name alone is enough inside an entry module.
    pub fn of_global(name: &str) -> Option<(Self, bool)> {
        Some(match name {
            "on_fetch" | "onfetch" => (Self::Fetch, true),
            "on_scheduled" | "onscheduled" => (Self::Scheduled, true),
            "on_queue" | "onqueue" => (Self::Queue, true),
            "on_email" => (Self::Email, true),
            "on_tail" | "on_trace" => (Self::Tail, true),
            "on_test" => (Self::Test, true),
            "fetch" => (Self::Fetch, false),
            "scheduled" => (Self::Scheduled, false),
            "queue" => (Self::Queue, false),
            "email" => (Self::Email, false),
            "test" => (Self::Test, false),
            _ => return None,
        })
    }

    /// The event of a method of a class, under its old or its new name.
    pub fn of_method(role: ClassRole, name: &str) -> Option<Self> {
        let event = match name {
            "fetch" | "on_fetch" | "onfetch" => Self::Fetch,
            "scheduled" | "on_scheduled" => Self::Scheduled,
            "queue" | "on_queue" => Self::Queue,
            "email" | "on_email" => Self::Email,
            "tail" | "on_tail" => Self::Tail,
            "test" | "on_test" => Self::Test,
            "alarm" | "on_alarm" => Self::Alarm,
            "webSocketMessage" | "on_webSocketMessage" => Self::WebSocketMessage,
            "webSocketClose" | "on_webSocketClose" => Self::WebSocketClose,
            "webSocketError" | "on_webSocketError" => Self::WebSocketError,
            "run" | "on_run" => Self::Run,
            _ => return None,
        };
        let fits = match role {
            ClassRole::Entrypoint => {
                matches!(event, Self::Fetch | Self::Scheduled | Self::Queue | Self::Email | Self::Tail | Self::Test)
            }
            ClassRole::DurableObject => matches!(
                event,
                Self::Fetch | Self::Alarm | Self::WebSocketMessage | Self::WebSocketClose | Self::WebSocketError
            ),
            ClassRole::Workflow => event == Self::Run,
        };
        fits.then_some(event)
    }

    /// Whether the handler is given something before `env`.
    pub fn has_first_parameter(self) -> bool {
        self != Self::Alarm
    }

    /// Whether old code was handed `env` and `ctx` after the first parameter.
    pub fn has_environment(self) -> bool {
        self == Self::Fetch || self.names_environment()
    }

    /// Whether the runtime calls it with exactly three arguments, so that a method that takes fewer fails. Seen in the
    /// real runtime; `fetch` and `email` are called with as many as they take.
    pub fn is_called_strictly(self) -> bool {
        matches!(self, Self::Scheduled | Self::Queue)
    }

    /// Whether its method is written with `env=None, ctx=None`, which works however the runtime calls it.
    pub fn names_environment(self) -> bool {
        matches!(self, Self::Scheduled | Self::Queue | Self::Email | Self::Tail | Self::Test)
    }

    /// The name of the first parameter where the user gave none.
    pub fn first_parameter(self) -> &'static str {
        match self {
            Self::Fetch => "request",
            Self::Scheduled | Self::Test => "controller",
            Self::Queue => "batch",
            Self::Email => "message",
            Self::Tail => "events",
            Self::Alarm => "alarm_info",
            Self::WebSocketMessage | Self::WebSocketClose | Self::WebSocketError => "websocket",
            Self::Run => "event",
        }
    }
}
