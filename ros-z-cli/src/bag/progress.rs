//! [`Progress`]: a line on the terminal that shows how a command proceeds. Nothing without a terminal.

use crate::units::size_text;
use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

/// The time between two updates.
const INTERVAL: Duration = Duration::from_millis(500);

/// Shows messages, rate and losses on the standard error.
#[derive(Debug)]
pub(crate) struct Progress {
    is_shown: bool,
    shown: Instant,
    bytes: u64,
    messages: u64,
    width: usize,
}

impl Progress {
    pub(crate) fn new(is_wanted: bool) -> Self {
        Self {
            is_shown: is_wanted && std::io::stderr().is_terminal(),
            shown: Instant::now(),
            bytes: 0,
            messages: 0,
            width: 0,
        }
    }

    /// Updates the line, at most twice a second. `state` is displayed after the totals.
    pub(crate) fn update(&mut self, messages: u64, bytes: u64, state: impl FnOnce() -> String) {
        let elapsed = self.shown.elapsed();
        if !self.is_shown || elapsed < INTERVAL {
            return;
        }
        let per_second = |count: u64| (count as f64 / elapsed.as_secs_f64()) as u64;
        let line = format!(
            "{messages} messages, {}/s, {} in all, {}/s{}",
            per_second(messages - self.messages.min(messages)),
            size_text(bytes),
            size_text(per_second(bytes - self.bytes.min(bytes))),
            state()
        );
        self.print(&line);
        (self.shown, self.messages, self.bytes) = (Instant::now(), messages, bytes);
    }

    /// Removes the line.
    pub(crate) fn clear(&mut self) {
        if self.is_shown && self.width > 0 {
            self.print("");
        }
    }

    fn print(&mut self, line: &str) {
        // Without a standard error nobody sees the line.
        let _ = write!(std::io::stderr(), "\r{line:<width$}\r", width = self.width);
        self.width = line.len();
    }
}
