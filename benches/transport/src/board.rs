//! The arrival of messages at up to eight receiving processes, in shared memory. A receiver records when it has a
//! message that requests an answer, and the last receiver wakes the sender. So no contestant needs a way back.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use rustix::time::{ClockId, clock_gettime};

use crate::answer::Answer;
use crate::shared_memory::{Shared, Word, sleep_at_most, wake, wake_all};

/// Maximum number of receivers.
pub const RECEIVERS: usize = 8;

/// How long a polling receiver sleeps at most, until it asks whether the bench is over.
const NAP: Duration = Duration::from_millis(100);

#[repr(C)]
pub struct Board {
    /// The turn of a contestant. Polling receivers of the others sleep here.
    turn: Word,
    /// The number of receivers that will answer.
    expected: Word,
    /// The number of receivers that have answered. The sender sleeps here.
    answered: Word,
    records: [Record; RECEIVERS],
}

/// The latest answer of a receiver.
#[repr(C, align(64))]
struct Record {
    tag: AtomicU64,
    messages: AtomicU64,
    in_shm: AtomicU64,
    /// The time of the arrival, and the CPU time of the process, in nanoseconds.
    time: AtomicU64,
    cpu: AtomicU64,
}

// SAFETY: all fields are atomic integers, and no alignment is larger than a cache line.
unsafe impl Shared for Board {}

/// The answers of all receivers to a message.
pub struct Arrival {
    pub answers: Vec<Answer>,
    /// The time when the last receiver had the message, on the clock of [`now`].
    pub last: Duration,
    /// The CPU time of all receivers so far, as of the latest report.
    pub cpu: Duration,
}

/// Returns the time since the start of the machine.
pub fn now() -> Duration {
    clock(ClockId::Monotonic)
}

/// Returns the CPU time of this process so far, user and system.
pub fn cpu() -> Duration {
    clock(ClockId::ProcessCPUTime)
}

fn clock(id: ClockId) -> Duration {
    let time = clock_gettime(id);
    Duration::new(time.tv_sec.unsigned_abs(), time.tv_nsec as u32)
}

impl Board {
    /// Expects answers from that many receivers to the next message that requests them.
    pub fn expect(&self, receivers: usize) {
        self.expected.0.store(receivers as u32, Ordering::SeqCst);
        self.answered.0.store(0, Ordering::SeqCst);
    }

    /// Records the answer of a receiver to a message that it had at `time`.
    pub fn record(&self, receiver: usize, answer: Answer, time: Duration, has_report: bool) {
        let Some(record) = self.records.get(receiver) else {
            return;
        };
        record.tag.store(answer.tag.into(), Ordering::Relaxed);
        record.messages.store(answer.messages as u64, Ordering::Relaxed);
        record.in_shm.store(answer.in_shm as u64, Ordering::Relaxed);
        record.time.store(time.as_nanos() as u64, Ordering::Relaxed);
        if has_report {
            record.cpu.store(cpu().as_nanos() as u64, Ordering::Relaxed);
        }
        let answered = self.answered.0.fetch_add(1, Ordering::SeqCst) + 1;
        if answered == self.expected.0.load(Ordering::SeqCst) {
            wake(&self.answered.0);
        }
    }

    /// Waits until all receivers have answered a message of this tag, and returns their answers.
    pub fn wait(&self, tag: u8, patience: Duration) -> Option<Arrival> {
        let start = Instant::now();
        let expected = self.expected.0.load(Ordering::SeqCst);
        loop {
            let answered = self.answered.0.load(Ordering::SeqCst);
            if answered >= expected {
                break;
            }
            let left = patience.checked_sub(start.elapsed())?;
            sleep_at_most(&self.answered.0, answered, left);
        }
        let records = &self.records[..expected as usize];
        let sum = |pick: fn(&Record) -> &AtomicU64| {
            records
                .iter()
                .map(move |record| pick(record).load(Ordering::Relaxed))
        };
        let answer = |record: &Record| Answer {
            tag: record.tag.load(Ordering::Relaxed) as u8,
            messages: record.messages.load(Ordering::Relaxed) as usize,
            in_shm: record.in_shm.load(Ordering::Relaxed) as usize,
            kept: 0,
        };
        let answers: Vec<Answer> = records.iter().map(answer).collect();
        answers.iter().all(|answer| answer.tag == tag).then(|| Arrival {
            answers,
            last: Duration::from_nanos(sum(|record| &record.time).max().unwrap_or(0)),
            cpu: Duration::from_nanos(sum(|record| &record.cpu).sum()),
        })
    }

    /// Starts the turn of a contestant.
    pub fn start_turn(&self, turn: u32) {
        self.turn.0.store(turn, Ordering::SeqCst);
        wake_all(&self.turn.0);
    }

    pub fn turn(&self) -> u32 {
        self.turn.0.load(Ordering::Relaxed)
    }

    /// Sleeps for a moment, unless the turn is another one already.
    pub fn sleep_while(&self, turn: u32) {
        sleep_at_most(&self.turn.0, turn, NAP);
    }
}
