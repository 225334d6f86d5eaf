//! zenoh's shared memory without this library: pools, and code that writes messages into them and puts them.

use std::time::{Duration, Instant};

use zenoh::bytes::ZBytes;
use zenoh::pubsub::Publisher;
use zenoh::qos::CongestionControl;
use zenoh::shm::{
    BlockOn, GarbageCollect, JustAlloc, PosixShmProviderBackend, ShmProvider, ShmProviderBuilder, ZShmMut,
};
use zenoh::{Session, Wait};

use crate::messages::HEAD;

/// For messages of all sizes.
pub const POOL: usize = 208 << 20;

/// For messages of up to [`SMALL`], with the size of zenoh's own pool.
pub const SMALL_POOL: usize = 16 << 20;

/// The largest message in a small pool.
pub const SMALL: usize = 4 << 20;

pub type Pool = ShmProvider<PosixShmProviderBackend>;

pub fn pool(bytes: usize) -> zenoh::Result<Pool> {
    ShmProviderBuilder::default_backend(bytes).wait()
}

/// Declares a publisher that blocks while the connection is congested, like the publishers of this library.
pub fn publisher(session: &Session, key: String) -> zenoh::Result<Publisher<'static>> {
    session
        .declare_publisher(key)
        .congestion_control(CongestionControl::Block)
        .wait()
}

/// Waits until each of the publishers has a subscriber; returns whether all have one.
pub fn are_heard(publishers: &[&Publisher<'_>], patience: Duration) -> bool {
    let start = Instant::now();
    let is_heard = |publisher: &&Publisher<'_>| {
        publisher
            .matching_status()
            .wait()
            .is_ok_and(|status| status.matching())
    };
    while !publishers.iter().all(is_heard) {
        if start.elapsed() > patience {
            return false;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    true
}

/// Puts a payload with an attachment as long as the attachment of ROS 2.
pub fn put(publisher: &Publisher<'_>, message: impl Into<ZBytes>) -> zenoh::Result<()> {
    publisher.put(message).attachment([0u8; 33]).wait()
}

/// Fills a buffer as CDR: header, length, bytes.
pub fn fill(buffer: &mut [u8], data: &[u8]) {
    buffer[..4].copy_from_slice(&[0, 1, 0, 0]);
    buffer[4..HEAD].copy_from_slice(&(data.len() as u32).to_le_bytes());
    buffer[HEAD..].copy_from_slice(data);
}

/// Returns a message on the heap.
pub fn on_heap(data: &[u8]) -> Vec<u8> {
    let mut buffer = vec![0; HEAD + data.len()];
    fill(&mut buffer, data);
    buffer
}

/// Returns a message in a buffer, allocated the way this library does: finished buffers are collected first,
/// so that warm memory is reused.
pub fn collected(pool: &Pool, data: &[u8]) -> zenoh::Result<ZShmMut> {
    pool.garbage_collect();
    let mut buffer = pool.alloc(HEAD + data.len()).with_policy::<JustAlloc>().wait()?;
    fill(&mut buffer, data);
    Ok(buffer)
}

/// The pools of a program that uses zenoh directly.
pub struct PeerPools {
    small: Pool,
    large: Pool,
}

impl PeerPools {
    pub fn new() -> zenoh::Result<Self> {
        Ok(Self {
            small: pool(SMALL_POOL)?,
            large: pool(POOL)?,
        })
    }

    /// Returns a message in a buffer, and waits for one if the pool is full.
    pub fn waited(&self, data: &[u8]) -> zenoh::Result<ZShmMut> {
        let size = HEAD + data.len();
        let pool = if size <= SMALL { &self.small } else { &self.large };
        let mut buffer = pool.alloc(size).with_policy::<BlockOn<GarbageCollect>>().wait()?;
        fill(&mut buffer, data);
        Ok(buffer)
    }
}
