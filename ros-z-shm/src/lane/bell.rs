//! The bell of a subscriber: one futex word that every source of samples rings, and on which the subscriber waits. It
//! is in the memory of this process until the first lane needs it in shared memory.
//!
//! A thread announces itself each time before it sleeps. A publisher that rings wakes the threads of an announcement once:
//! further rings until the next announcement cost no system call, so a burst wakes a subscriber once and not for each sample.
//! Each publisher records for itself which announcements it has answered. If it dies, the others still wake the subscriber.

use super::system;
use crate::shm::sealed::SealedMemory;
use std::io;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

/// The futex words of a bell.
const RINGS: usize = 0;
const ANNOUNCED: usize = 1;

const NONCE: usize = 0;

/// The maximum length of the file of a bell.
const MAX_BYTES: usize = 4096;

/// A bell in shared memory.
#[doc(hidden)]
#[derive(Clone, Debug)]
pub struct SharedBell {
    memory: Arc<SealedMemory>,
    ringer: Arc<Ringer>,
}

/// A publisher that rings a bell, or this process.
#[derive(Debug, Default)]
struct Ringer {
    /// The number of announcements whose threads it has woken.
    woken: AtomicU32,
}

impl Ringer {
    /// Wakes the threads that wait, unless they are awake and have not announced themselves again.
    fn ring(&self, words: &[AtomicU32]) {
        let (rings, announced) = (&words[RINGS], &words[ANNOUNCED]);
        // The threads of these announcements have read the count of rings before it changes, so they do not sleep from now
        // on.
        let before = announced.load(Ordering::SeqCst);
        rings.fetch_add(1, Ordering::SeqCst);
        if announced.load(Ordering::SeqCst) != self.woken.load(Ordering::Relaxed) {
            system::wake(rings);
            // Threads that ring at the same time may leave an older number, which costs a call.
            self.woken.store(before, Ordering::Relaxed);
        }
    }
}

impl SharedBell {
    fn create(nonce: u64) -> io::Result<Self> {
        let memory = SealedMemory::create(8)?;
        memory.words()[NONCE].store(nonce, Ordering::SeqCst);
        Ok(Self::new(memory))
    }

    fn new(memory: SealedMemory) -> Self {
        Self {
            memory: Arc::new(memory),
            ringer: Arc::default(),
        }
    }

    /// Opens the bell of another process.
    pub(crate) fn open(process: u32, descriptor: i32, nonce: u64) -> io::Result<Self> {
        let memory = SealedMemory::open(process, descriptor, MAX_BYTES)?;
        memory.close();
        let found = memory.words().get(NONCE).map(|word| word.load(Ordering::SeqCst));
        if found != Some(nonce) {
            return Err(io::ErrorKind::InvalidData.into());
        }
        Ok(Self::new(memory))
    }

    /// Returns the descriptor and the nonce, by which another process opens the bell.
    pub(crate) fn address(&self) -> Option<(i32, u64)> {
        let nonce = self.memory.words().get(NONCE)?.load(Ordering::SeqCst);
        Some((self.memory.descriptor()?, nonce))
    }

    /// Wakes the subscriber if it waits.
    pub(crate) fn ring(&self) {
        self.ringer.ring(self.memory.futexes());
    }
}

/// The bell of one subscriber in this process.
#[derive(Debug, Default)]
pub(crate) struct Bell {
    local: [AtomicU32; 2],
    ringer: Ringer,
    shared: OnceLock<SharedBell>,
}

/// Returns the number of bells that one thread can wait for.
pub(crate) fn most_bells() -> usize {
    if system::can_wait_for_any() {
        system::MOST_FUTEXES
    } else {
        1
    }
}

/// A thread that is about to wait.
pub(crate) struct Waiter<'a> {
    rings: &'a AtomicU32,
    seen: u32,
}

impl Bell {
    /// Returns the bell in shared memory, and moves it there if necessary.
    pub(crate) fn share(&self) -> io::Result<SharedBell> {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        if self.shared.get().is_none() {
            let count = COUNT.fetch_add(1, Ordering::Relaxed);
            let made = SharedBell::create(super::nonce(count))?;
            let _ = self.shared.set(made);
            // Threads that wait on the local word move to the shared one.
            self.ringer.ring(&self.local);
        }
        self.shared
            .get()
            .cloned()
            .ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    /// Wakes the subscriber if it waits.
    pub(crate) fn ring(&self) {
        match self.shared.get() {
            Some(shared) => shared.ring(),
            None => {
                self.ringer.ring(&self.local);
                if let Some(shared) = self.shared.get() {
                    // It was moved in between.
                    shared.ring();
                }
            }
        }
    }

    /// Returns the number of rings. It starts at 0 again when the bell moves to shared memory. A source adds a sample before it
    /// rings.
    pub(crate) fn rings(&self) -> u32 {
        let shared = self.shared.get().map(|shared| &shared.memory.futexes()[RINGS]);
        shared.unwrap_or(&self.local[RINGS]).load(Ordering::SeqCst)
    }

    /// Announces that the caller waits. The caller must look for a sample once more after this call.
    pub(crate) fn wait(&self) -> Waiter<'_> {
        if self.shared.get().is_none() {
            let waiter = Waiter::on(&self.local);
            if self.shared.get().is_none() {
                return waiter;
            }
            // It was moved in between.
        }
        match self.shared.get() {
            Some(shared) => Waiter::on(shared.memory.futexes()),
            None => Waiter::on(&self.local),
        }
    }
}

impl<'a> Waiter<'a> {
    fn on(words: &'a [AtomicU32]) -> Self {
        let rings = &words[RINGS];
        // Before the announcement: a publisher that has read the announcement, and rings after that, keeps the thread from
        // sleeping.
        let seen = rings.load(Ordering::SeqCst);
        words[ANNOUNCED].fetch_add(1, Ordering::SeqCst);
        Self { rings, seen }
    }

    /// Returns the count of the rings so far.
    pub(crate) const fn seen(&self) -> u32 {
        self.seen
    }

    /// Sleeps until one of the bells rings, at most for `timeout`. May return early. For at most
    /// [`most_bells`] waiters.
    pub(crate) fn sleep_for_any(waiters: &[Self], timeout: Duration) {
        match waiters {
            [single] => system::wait(single.rings, single.seen, Some(timeout)),
            waiters => {
                let words = waiters.iter().map(|waiter| (waiter.rings, waiter.seen));
                system::wait_for_any(words, timeout);
            }
        }
    }

    /// Sleeps until the bell rings, at most for `timeout`. May return early.
    pub(crate) fn sleep(self, timeout: Option<Duration>) {
        system::wait(self.rings, self.seen, timeout);
    }
}

/// The futex word of a ring on which a publisher waits for room.
pub(crate) struct Room<'a> {
    word: &'a AtomicU32,
    waiting: &'a AtomicU32,
}

impl<'a> Room<'a> {
    pub(crate) fn of(memory: &'a SealedMemory) -> Self {
        let futexes = memory.futexes();
        Self {
            word: &futexes[0],
            waiting: &futexes[1],
        }
    }

    /// Announces that the publisher waits, then sleeps unless `has_room` is true, at most for `timeout`.
    pub(crate) fn wait(&self, timeout: Duration, has_room: impl FnOnce() -> bool) {
        let seen = self.word.load(Ordering::SeqCst);
        self.waiting.store(1, Ordering::SeqCst);
        if !has_room() {
            system::wait(self.word, seen, Some(timeout));
        }
        self.waiting.store(0, Ordering::SeqCst);
    }

    /// Wakes the publisher if it waits.
    pub(crate) fn ring(&self) {
        if self.waiting.load(Ordering::SeqCst) != 0 {
            self.word.fetch_add(1, Ordering::SeqCst);
            system::wake(self.word);
        }
    }
}
