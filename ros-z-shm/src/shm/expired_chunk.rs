//! Chunks of messages beyond their maximum age, until they are freed. For zenoh 1.10, where `table.rs` is not
//! compiled and nothing else reports whether a receiver still holds a message.

use std::{
    collections::BTreeMap,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
};

use zenoh::shm::zshm;

/// The watched chunks by address: no two pools of a process have the same addresses.
static WATCHED: Mutex<BTreeMap<usize, u64>> = Mutex::new(BTreeMap::new());

/// The number of watched chunks, so that a chunk is freed without the lock while there are none.
static COUNT: AtomicUsize = AtomicUsize::new(0);

fn watched() -> MutexGuard<'static, BTreeMap<usize, u64>> {
    WATCHED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A chunk that was not freed yet when the pool stopped keeping its message.
#[derive(Clone, Copy, Debug)]
pub(super) struct ExpiredChunk {
    address: usize,
    /// Distinguishes this message from later ones at the same address.
    serial: u64,
}

impl ExpiredChunk {
    /// Watches the chunk of `shm` until its pool frees it. The caller must still hold `shm`.
    pub(super) fn watch(shm: &zshm) -> Self {
        static SERIAL: AtomicU64 = AtomicU64::new(0);
        let (address, serial) = (shm.as_ptr().addr(), SERIAL.fetch_add(1, Ordering::Relaxed));
        let mut watched = watched();
        watched.insert(address, serial);
        COUNT.store(watched.len(), Ordering::SeqCst);
        Self { address, serial }
    }

    /// Returns whether the chunk is still allocated: a receiver holds the message, or the pool was not collected since.
    pub(super) fn is_stuck(self) -> bool {
        watched().get(&self.address) == Some(&self.serial)
    }
}

/// Records that the chunk at `address` was freed.
pub(super) fn freed(address: usize) {
    if COUNT.load(Ordering::SeqCst) > 0 {
        let mut watched = watched();
        watched.remove(&address);
        COUNT.store(watched.len(), Ordering::SeqCst);
    }
}
