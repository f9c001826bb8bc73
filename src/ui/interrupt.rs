//! Ctrl-C: leaves with exit code 130, the terminal as it was, and never in the middle of a write.
//! Border: the signal and the terminal's state; what has to be finished first says so with a `Shelter`.
use std::process::exit;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The exit code of an interrupted run.
const INTERRUPTED: i32 = 130;

#[derive(Default)]
struct State {
    /// How many shelters stand.
    shelters: usize,
    /// Whether one ever stood, so something may have been written.
    worked: bool,
    /// Whether Ctrl-C came while one stood.
    pending: bool,
    #[cfg(unix)]
    input_modes: Option<rustix::termios::Termios>,
}

static STATE: Mutex<State> = Mutex::new(State {
    shelters: 0,
    worked: false,
    pending: false,
    #[cfg(unix)]
    input_modes: None,
});

fn state() -> MutexGuard<'static, State> {
    STATE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The handling of Ctrl-C in this process.
pub struct Interrupts;

impl Interrupts {
    /// Starts to listen. Where that is not possible Ctrl-C ends the process as the system does it.
    pub fn install() {
        #[cfg(unix)]
        {
            state().input_modes = rustix::termios::tcgetattr(rustix::stdio::stdin()).ok();
        }
        let _ = ctrlc::set_handler(|| {
            let mut state = state();
            if state.shelters > 0 {
                state.pending = true;
            } else {
                leave(&state);
            }
        });
    }

    /// While the shelter stands Ctrl-C is only remembered.
    pub fn shelter() -> Shelter {
        let mut state = state();
        state.shelters += 1;
        state.worked = true;
        Shelter(())
    }

    /// Whether Ctrl-C came while a shelter stood.
    pub fn pending() -> bool {
        state().pending
    }

    /// Leaves now: the terminal's modes and cursor are put back, one line says what happened.
    pub fn leave() -> ! {
        leave(&state())
    }
}

/// Work that Ctrl-C must not tear: see [`Interrupts::shelter`].
#[must_use = "the shelter stands until it is dropped"]
pub struct Shelter(());

impl Drop for Shelter {
    fn drop(&mut self) {
        state().shelters -= 1;
    }
}

/// The lock stays held until the process has ended, so that two threads cannot both leave.
fn leave(state: &State) -> ! {
    #[cfg(unix)]
    if let Some(modes) = &state.input_modes {
        let _ = rustix::termios::tcsetattr(rustix::stdio::stdin(), rustix::termios::OptionalActions::Now, modes);
    }
    let terminal = console::Term::stderr();
    if terminal.is_term() {
        let _ = terminal.show_cursor();
    }
    let words = if state.worked { "Interrupted." } else { "Cancelled; nothing was written." };
    let _ = terminal.write_line(&format!("\n{words}"));
    exit(INTERRUPTED)
}
