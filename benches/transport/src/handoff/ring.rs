//! A ring of descriptors in shared memory, and one futex, the bell, at which the receiver sleeps. Only a receiver that
//! sleeps costs a call into the kernel.

use std::sync::atomic::Ordering;

use super::carrier::{Carrier, Descriptor, Numbers, Side, Waiting};
use super::shared_words::{Direction, Memory, SLOTS};
use crate::shared_memory::{sleep, wake};

pub struct FutexRing {
    out: &'static Direction,
    back: &'static Direction,
    written: u32,
    read: u32,
    numbers: Numbers,
}

impl FutexRing {
    pub fn new(side: Side, memory: &'static Memory) -> Self {
        let [out, back] = side.directions().map(|index| &memory.directions[index]);
        Self {
            out,
            back,
            written: 0,
            read: 0,
            numbers: Numbers::default(),
        }
    }

    /// Takes the next descriptor, if there is one.
    fn take(&mut self) -> Option<Descriptor> {
        if self.back.written.0.load(Ordering::Acquire) == self.read {
            return None;
        }
        let slot = &self.back.slots[self.read as usize % SLOTS];
        let descriptor = slot.each_ref().map(|word| word.load(Ordering::Relaxed));
        self.read = self.read.wrapping_add(1);
        self.back.read.0.store(self.read, Ordering::Release);
        Some(descriptor)
    }
}

impl Carrier for FutexRing {
    fn name(&self) -> &'static str {
        "futex ring"
    }

    fn next(&mut self) -> Descriptor {
        self.numbers.next()
    }

    fn send(&mut self, descriptor: &Descriptor) -> zenoh::Result<()> {
        let out = self.out;
        while self.written.wrapping_sub(out.read.0.load(Ordering::Acquire)) as usize >= SLOTS {
            std::hint::spin_loop();
        }
        for (word, value) in out.slots[self.written as usize % SLOTS].iter().zip(descriptor) {
            word.store(*value, Ordering::Relaxed);
        }
        self.written = self.written.wrapping_add(1);
        out.written.0.store(self.written, Ordering::Release);
        // The receiver announces its sleep before it compares the bell, and this process rings before it looks at the
        // announcement: one of them sees the other.
        out.bell.0.fetch_add(1, Ordering::SeqCst);
        if out.sleeping.0.load(Ordering::SeqCst) != 0 {
            out.sleeping.0.store(0, Ordering::SeqCst);
            wake(&out.bell.0);
        }
        Ok(())
    }

    fn receive(&mut self, waiting: Waiting) -> zenoh::Result<Descriptor> {
        let back = self.back;
        loop {
            let bell = back.bell.0.load(Ordering::SeqCst);
            if let Some(descriptor) = self.take() {
                return Ok(descriptor);
            }
            match waiting {
                Waiting::Blocked => {
                    back.sleeping.0.store(1, Ordering::SeqCst);
                    sleep(&back.bell.0, bell);
                    back.sleeping.0.store(0, Ordering::SeqCst);
                }
                Waiting::Polled => std::hint::spin_loop(),
            }
        }
    }
}
