//! Claims about wake-ups: nobody sleeps while there is something for it. A model of the steps of `bell`, `queue` and the
//! kernel; a missed wake-up is a deadlock, which loom reports. The real waits that have a timeout have none here.

use super::check;
use super::words::Model;
use loom::sync::atomic::{AtomicBool, AtomicU32};
use loom::sync::{Condvar, Mutex, MutexGuard};
use loom::thread;
use std::sync::Arc;
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release, SeqCst};

/// Returns a word that is 0. loom keeps the order of `SeqCst` accesses only from the first `SeqCst` store on.
fn zero() -> AtomicU32 {
    let word = AtomicU32::new(0);
    word.store(0, SeqCst);
    word
}

/// A futex word of the kernel: for threads that wake others, comparing it and going to sleep is one step.
struct Futex {
    word: AtomicU32,
    bucket: Mutex<()>,
    woken: Condvar,
}

impl Default for Futex {
    fn default() -> Self {
        Self {
            word: zero(),
            bucket: Mutex::default(),
            woken: Condvar::default(),
        }
    }
}

impl Futex {
    fn wait(&self, seen: u32) {
        let bucket = self.bucket.lock().expect("no panics");
        if self.word.load(SeqCst) == seen {
            drop(self.woken.wait(bucket).expect("no panics"));
        }
    }

    fn wake(&self) {
        drop(self.bucket.lock().expect("no panics"));
        self.woken.notify_all();
    }
}

/// The words of a bell in one memory.
struct Words {
    rings: Futex,
    announced: AtomicU32,
}

impl Default for Words {
    fn default() -> Self {
        Self {
            rings: Futex::default(),
            announced: zero(),
        }
    }
}

/// A publisher that rings.
struct Ringer {
    woken: AtomicU32,
}

impl Default for Ringer {
    fn default() -> Self {
        Self {
            woken: AtomicU32::new(0),
        }
    }
}

impl Ringer {
    fn ring(&self, words: &Words) {
        let before = words.announced.load(SeqCst);
        words.rings.word.fetch_add(1, SeqCst);
        if words.announced.load(SeqCst) != self.woken.load(Relaxed) {
            words.rings.wake();
            self.woken.store(before, Relaxed);
        }
    }
}

impl Words {
    fn announce(&self) -> u32 {
        let seen = self.rings.word.load(SeqCst);
        self.announced.fetch_add(1, SeqCst);
        seen
    }

    /// Waits until `take` returns something.
    fn wait<T>(&self, mut take: impl FnMut() -> Option<T>) -> T {
        loop {
            if let Some(found) = take() {
                return found;
            }
            let seen = self.announce();
            if let Some(found) = take() {
                return found;
            }
            self.rings.wait(seen);
        }
    }
}

#[test]
fn a_subscriber_does_not_sleep_while_a_sample_is_in_its_ring() {
    check(3, || {
        let model = Model::new(2, 2, 2);
        let (mut writer, words) = model.mortal_writer(2, usize::MAX);
        let (reader, _) = model.mortal_reader(usize::MAX);
        let bell = Arc::new(Words::default());
        let (theirs, its_bell) = (model.clone(), bell.clone());
        let writing = thread::spawn(move || {
            let ringer = Ringer::default();
            for number in 1..=2 {
                theirs.push(&mut writer, &words, number);
                ringer.ring(&its_bell);
            }
            writer
        });
        for number in 1..=2 {
            let taken = bell.wait(|| reader.take().expect("sound"));
            let (found, slot) = model.read(taken);
            assert_eq!(found, number);
            slot.into_iter().for_each(|slot| reader.free(slot));
        }
        drop(writing.join().expect("it does not panic"));
    });
}

#[test]
fn one_bell_serves_several_publishers() {
    check(2, || {
        let bell = Arc::new(Words::default());
        let rings: Arc<[AtomicU32; 2]> = Arc::default();
        let writing: Vec<_> = (0..2)
            .map(|nth| {
                let (bell, rings) = (bell.clone(), rings.clone());
                thread::spawn(move || {
                    rings[nth].store(1, Release);
                    Ringer::default().ring(&bell);
                })
            })
            .collect();
        for _ in 0..2 {
            bell.wait(|| {
                let ring = rings.iter().find(|ring| ring.load(Acquire) == 1)?;
                ring.store(0, Relaxed);
                Some(())
            });
        }
        writing
            .into_iter()
            .for_each(|writing| writing.join().expect("it does not panic"));
    });
}

/// Each of two samples wakes a thread, although the other thread may take the sample of the first wake-up, and each thread
/// that is woken announces itself anew.
#[test]
fn several_threads_wait_for_one_publisher() {
    check(2, || {
        let bell = Arc::new(Words::default());
        let samples = Arc::new(zero());
        let (its_bell, its_samples) = (bell.clone(), samples.clone());
        let take = |samples: &AtomicU32| {
            let taken = samples.fetch_update(SeqCst, SeqCst, |count| count.checked_sub(1));
            taken.is_ok().then_some(())
        };
        let other = thread::spawn(move || its_bell.wait(|| take(&its_samples)));
        let (its_bell, its_samples) = (bell.clone(), samples.clone());
        let writing = thread::spawn(move || {
            let ringer = Ringer::default();
            for _ in 0..2 {
                its_samples.fetch_add(1, SeqCst);
                ringer.ring(&its_bell);
            }
        });
        bell.wait(|| take(&samples));
        other.join().expect("it does not panic");
        writing.join().expect("it does not panic");
    });
}

/// A bell that moves to shared memory for the first lane.
#[derive(Default)]
struct Bell {
    local: Words,
    local_ringer: Ringer,
    shared: Words,
    shared_ringer: Ringer,
    is_shared: AtomicBool,
}

impl Bell {
    fn is_shared(&self) -> bool {
        self.is_shared.load(Acquire)
    }

    fn share(&self) {
        self.is_shared.store(true, Release);
        self.local_ringer.ring(&self.local);
    }

    fn ring(&self) {
        if self.is_shared() {
            return self.shared_ringer.ring(&self.shared);
        }
        self.local_ringer.ring(&self.local);
        if self.is_shared() {
            self.shared_ringer.ring(&self.shared);
        }
    }

    fn wait<T>(&self, mut take: impl FnMut() -> Option<T>) -> T {
        loop {
            if let Some(found) = take() {
                return found;
            }
            let mut words = &self.local;
            let mut seen = None;
            if !self.is_shared() {
                seen = Some(words.announce());
                if self.is_shared() {
                    seen = None;
                }
            }
            let seen = seen.unwrap_or_else(|| {
                words = &self.shared;
                words.announce()
            });
            if let Some(found) = take() {
                return found;
            }
            words.rings.wait(seen);
        }
    }
}

#[test]
fn no_wake_up_is_missed_while_the_bell_moves_to_shared_memory() {
    check(2, || {
        struct Queue {
            /// The samples through zenoh, and whether there is a lane.
            state: Mutex<(u32, bool)>,
            lane: AtomicU32,
            bell: Bell,
        }
        let queue = Arc::new(Queue {
            state: Mutex::new((0, false)),
            lane: AtomicU32::new(0),
            bell: Bell::default(),
        });
        let zenoh = queue.clone();
        let sending = thread::spawn(move || {
            zenoh.state.lock().expect("no panics").0 += 1;
            zenoh.bell.ring();
        });
        let offer = queue.clone();
        let attaching = thread::spawn(move || {
            offer.bell.share();
            offer.state.lock().expect("no panics").1 = true;
            offer.bell.ring();
            // From here on, in the process of the publisher.
            offer.lane.store(1, Release);
            Ringer::default().ring(&offer.bell.shared);
        });
        for _ in 0..2 {
            queue.bell.wait(|| {
                let mut state: MutexGuard<'_, (u32, bool)> = queue.state.lock().expect("no panics");
                if state.0 > 0 {
                    state.0 -= 1;
                    return Some(());
                }
                (state.1 && queue.lane.load(Acquire) == 1).then(|| queue.lane.store(0, Relaxed))
            });
        }
        sending.join().expect("it does not panic");
        attaching.join().expect("it does not panic");
    });
}

#[test]
fn a_publisher_does_not_sleep_while_there_is_room() {
    check(3, || {
        const COUNT: i64 = 3;
        struct Room {
            word: Futex,
            waiting: AtomicU32,
        }
        let model = Model::new(1, 2, COUNT);
        let (mut writer, words) = model.mortal_writer(1, usize::MAX);
        let (reader, _) = model.mortal_reader(usize::MAX);
        let room = Arc::new(Room {
            word: Futex::default(),
            waiting: zero(),
        });
        let (theirs, its_room) = (model.clone(), room.clone());
        let reading = thread::spawn(move || {
            let mut numbers = Vec::new();
            while numbers.len() < COUNT as usize {
                let more = theirs.take(&reader, 1);
                if !more.is_empty() && its_room.waiting.load(SeqCst) != 0 {
                    its_room.word.word.fetch_add(1, SeqCst);
                    its_room.word.wake();
                }
                numbers.extend(more);
            }
            numbers
        });
        for number in 1..=COUNT {
            while !writer.has_room().expect("sound") {
                let seen = room.word.word.load(SeqCst);
                room.waiting.store(1, SeqCst);
                if !writer.has_room().expect("sound") {
                    room.word.wait(seen);
                }
                room.waiting.store(0, SeqCst);
            }
            model.push(&mut writer, &words, number);
        }
        let numbers = reading.join().expect("it does not panic");
        assert_eq!(numbers, [1, 2, 3]);
    });
}

/// The steps of `recv_async`, and of the thread that wakes tasks when the bell rings.
#[test]
fn a_task_that_waits_is_woken() {
    check(2, || {
        #[derive(Default)]
        struct Queue {
            bell: Words,
            lane: AtomicU32,
            /// Whether the task has left its waker, and whether the receiver is gone.
            state: Mutex<(bool, bool)>,
            task: Mutex<bool>,
            woken: Condvar,
        }
        let queue = Arc::new(Queue::default());
        let publisher = queue.clone();
        let writing = thread::spawn(move || {
            publisher.lane.store(1, Release);
            Ringer::default().ring(&publisher.bell);
        });
        let waker = queue.clone();
        let waking = thread::spawn(move || {
            loop {
                let seen = waker.bell.announce();
                let mut state = waker.state.lock().expect("no panics");
                let has_waker = std::mem::take(&mut state.0);
                let is_over = state.1;
                drop(state);
                if has_waker {
                    *waker.task.lock().expect("no panics") = true;
                    waker.woken.notify_all();
                }
                if is_over {
                    return;
                }
                waker.bell.rings.wait(seen);
            }
        });
        let take = || {
            let _state = queue.state.lock().expect("no panics");
            queue.lane.load(Acquire) == 1
        };
        while !take() {
            queue.state.lock().expect("no panics").0 = true;
            if take() {
                break;
            }
            let mut is_woken = queue.task.lock().expect("no panics");
            while !std::mem::take(&mut *is_woken) {
                is_woken = queue.woken.wait(is_woken).expect("no panics");
            }
        }
        queue.state.lock().expect("no panics").1 = true;
        Ringer::default().ring(&queue.bell);
        writing.join().expect("it does not panic");
        waking.join().expect("it does not panic");
    });
}
