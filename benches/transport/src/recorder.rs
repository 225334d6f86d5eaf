//! Counts the messages of a receiver, and records its answers on the board.

use crate::answer::{COUNT, Counter, REPORT};
use crate::board::{self, Board};

/// The results of one receiver, for one topic or for several.
pub struct Recorder<S> {
    board: &'static Board,
    receiver: usize,
    counter: Counter<S>,
}

impl<S> Recorder<S> {
    pub fn new(board: &'static Board, receiver: usize) -> Self {
        Self {
            board,
            receiver,
            counter: Counter::new(),
        }
    }

    /// Counts a message with these ends, releases it, and answers if it requests that.
    pub fn take(&mut self, ends: (u8, u8), in_shm: bool, message: S) {
        let time = match ends.1 {
            COUNT => None,
            _ => Some(board::now()),
        };
        let answer = self.counter.take(ends, in_shm, message);
        if let Some((time, answer)) = time.zip(answer) {
            self.board.record(self.receiver, answer, time, ends.1 == REPORT);
        }
    }
}
