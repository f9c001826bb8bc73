//! How far something long has come, on a line that goes away.
//! Border: only for terminals, and only for what takes more than a moment.
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use super::count;

/// What takes less than this is not worth a line.
const MOMENT: Duration = Duration::from_secs(1);
/// How often the line is drawn.
const PAUSE: Duration = Duration::from_millis(100);

/// Counts steps of several threads and shows them.
pub struct Progress {
    shows: bool,
    noun: &'static str,
    total: usize,
    done: AtomicUsize,
    begun: Instant,
    /// When the line was drawn last, if it stands on the screen.
    drawn: Mutex<Option<Instant>>,
}

impl Progress {
    /// Counts to `total`; shows the counts only if `shows`.
    pub(super) fn new(shows: bool, total: usize, noun: &'static str) -> Self {
        let (done, drawn) = (AtomicUsize::new(0), Mutex::new(None));
        Self { shows, noun, total, done, begun: Instant::now(), drawn }
    }

    /// One step is done.
    pub fn step(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        let elapsed = self.begun.elapsed();
        if !self.shows || elapsed < MOMENT {
            return;
        }
        // Whoever draws right now draws for the others too.
        let Ok(mut drawn) = self.drawn.try_lock() else { return };
        if drawn.is_some_and(|last| last.elapsed() < PAUSE) {
            return;
        }
        let terminal = console::Term::stderr();
        if drawn.is_some() {
            let _ = terminal.clear_last_lines(1);
        }
        let _ = terminal.write_line(&line(done, self.total, self.noun, elapsed));
        *drawn = Some(Instant::now());
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.drawn.get_mut().is_ok_and(|drawn| drawn.is_some()) {
            // If the terminal is gone there is no line to take back.
            let _ = console::Term::stderr().clear_last_lines(1);
        }
    }
}

/// `120 of 300 Workers, about 4 seconds left`.
fn line(done: usize, total: usize, noun: &str, elapsed: Duration) -> String {
    let left = total.saturating_sub(done);
    let seconds = elapsed.as_secs_f64() * left as f64 / done.max(1) as f64;
    let left = match seconds.round() as usize {
        0 => "nearly done".to_owned(),
        seconds @ 1..90 => format!("about {} left", count(seconds, "second")),
        seconds => format!("about {} left", count((seconds + 30) / 60, "minute")),
    };
    format!("{done} of {}, {left}", count(total, noun))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_is_guessed_from_what_is_done() {
        let line = |done, seconds| line(done, 300, "Worker", Duration::from_secs(seconds));
        assert_eq!(line(100, 2), "100 of 300 Workers, about 4 seconds left");
        assert_eq!(line(100, 60), "100 of 300 Workers, about 2 minutes left");
        assert_eq!(line(299, 2), "299 of 300 Workers, nearly done");
        assert_eq!(line(200, 2), "200 of 300 Workers, about 1 second left");
    }
}
