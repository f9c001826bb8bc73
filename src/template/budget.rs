//! How long rendering may take, how much memory it may use, and how much may come of it.
//! Border: runs a piece of work beside the program and gives up on it; what the work is, is the caller's business.
//!
//! A template is data, but its language has loops: some lines can ask for more than any machine has. Work that is given
//! up on is not waited for: the program reports it and ends.
use std::io;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant};

/// What a piece of work may use.
#[derive(Debug, Clone, Copy)]
pub(super) struct Budget {
    /// How long it may take.
    pub time: Duration,
    /// Bytes that the program may grow by meanwhile, where the system tells.
    pub memory: u64,
    /// Bytes of one text.
    pub output: usize,
}

/// Far more than any real template needs.
pub(super) const BUDGET: Budget =
    Budget { time: Duration::from_secs(20), memory: 1024 * 1024 * 1024, output: 16 * 1024 * 1024 };

/// Why work was given up on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum Overrun {
    #[error("this takes more than {} seconds to render", BUDGET.time.as_secs())]
    Time,
    #[error("this takes more than {} MiB of memory to render", BUDGET.memory / 1024 / 1024)]
    Memory,
    #[error("this comes to more than {} MiB", BUDGET.output / 1024 / 1024)]
    Output,
    #[error("this cannot be rendered")]
    Lost,
}

/// Does the work, as long as it keeps within the budget.
pub(super) fn within<T: Send + 'static>(
    budget: Budget,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Overrun> {
    let begun = Instant::now();
    let before = resident();
    let (sender, receiver) = mpsc::channel();
    std::thread::Builder::new()
        .name("render".to_owned())
        .spawn(move || {
            // Nobody listens any more if it was given up on.
            let _ = sender.send(work());
        })
        .map_err(|_| Overrun::Lost)?;
    let mut pause = Duration::from_millis(1);
    loop {
        match receiver.recv_timeout(pause) {
            Ok(done) => return Ok(done),
            Err(RecvTimeoutError::Disconnected) => return Err(Overrun::Lost),
            Err(RecvTimeoutError::Timeout) => {}
        }
        if begun.elapsed() > budget.time {
            return Err(Overrun::Time);
        }
        if let (Some(before), Some(now)) = (before, resident())
            && now.saturating_sub(before) > budget.memory
        {
            return Err(Overrun::Memory);
        }
        pause = (pause * 2).min(Duration::from_millis(10));
    }
}

/// What this process has in memory, in bytes.
#[cfg(target_os = "linux")]
fn resident() -> Option<u64> {
    let pages = std::fs::read_to_string("/proc/self/statm").ok()?;
    let pages: u64 = pages.split(' ').nth(1)?.parse().ok()?;
    Some(pages * rustix::param::page_size() as u64)
}

/// Other systems do not tell in a file; there the time is all that bounds it.
#[cfg(not(target_os = "linux"))]
fn resident() -> Option<u64> {
    None
}

/// Takes bytes up to a limit.
#[derive(Debug, Default)]
pub(super) struct Bounded {
    /// What was written.
    pub bytes: Vec<u8>,
    limit: usize,
    /// Whether more was to be written.
    pub is_full: bool,
}

impl Bounded {
    /// Takes so many bytes.
    pub fn to(limit: usize) -> Self {
        Self { bytes: Vec::new(), limit, is_full: false }
    }
}

impl io::Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > self.limit {
            self.is_full = true;
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    const SMALL: Budget = Budget { time: Duration::from_millis(20), memory: 64 * 1024 * 1024, output: 8 };

    #[test]
    fn work_within_the_budget_is_done() {
        assert_eq!(within(BUDGET, || 6 * 7), Ok(42));
    }

    #[test]
    fn work_that_takes_too_long_is_given_up_on() {
        let (_keep, never) = mpsc::channel::<()>();
        let waiting = move || never.recv_timeout(Duration::from_secs(5)).is_ok();
        assert_eq!(within(SMALL, waiting), Err(Overrun::Time));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn work_that_takes_too_much_memory_is_given_up_on() {
        let budget = Budget { time: Duration::from_secs(20), ..SMALL };
        let growing = || {
            let mut all: Vec<Vec<u8>> = Vec::new();
            for _ in 0..100 {
                all.push(vec![1; 8 * 1024 * 1024]);
                std::thread::sleep(Duration::from_millis(20));
            }
            all.len()
        };
        assert_eq!(within(budget, growing), Err(Overrun::Memory));
    }

    #[test]
    fn a_text_is_taken_up_to_its_limit() {
        let mut bounded = Bounded::to(SMALL.output);
        assert!(bounded.write_all(b"12345678").is_ok());
        assert!(!bounded.is_full);
        assert!(bounded.write_all(b"9").is_err());
        assert!(bounded.is_full);
        assert_eq!(bounded.bytes, b"12345678");
    }
}
