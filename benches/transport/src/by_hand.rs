//! zenoh's shared memory without this library: pools, and how messages are written into them and put.

use crate::messages::HEAD;
use std::time::{Duration, Instant};
use zenoh::bytes::ZBytes;
use zenoh::pubsub::Publisher;
use zenoh::qos::CongestionControl;
use zenoh::shm::{
    BlockOn, GarbageCollect, JustAlloc, PosixShmProviderBackend, ShmProvider, ShmProviderBuilder, ZShmMut,
};
use zenoh::{Session, Wait};

/// For messages of all sizes.
pub const POOL: usize = 208 << 20;

/// For messages of up to [`SMALL`], as large as zenoh makes its own.
pub const SMALL_POOL: usize = 16 << 20;

/// The largest message in a small pool.
pub const SMALL: usize = 4 << 20;

pub type Pool = ShmProvider<PosixShmProviderBackend>;

pub fn pool(bytes: usize) -> zenoh::Result<Pool> {
    ShmProviderBuilder::default_backend(bytes).wait()
}

/// A publisher that waits where the connection is congested, as those of this library do.
pub fn publisher(session: &Session, key: String) -> zenoh::Result<Publisher<'static>> {
    session
        .declare_publisher(key)
        .congestion_control(CongestionControl::Block)
        .wait()
}

/// Waits until each of the publishers has a subscriber. Returns whether each has one.
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

/// Puts with an attachment as long as that of ROS 2.
pub fn put(publisher: &Publisher<'_>, message: impl Into<ZBytes>) -> zenoh::Result<()> {
    publisher.put(message).attachment([0u8; 33]).wait()
}

/// Fills a buffer as CDR: header, length, bytes.
pub fn fill(buffer: &mut [u8], data: &[u8]) {
    buffer[..4].copy_from_slice(&[0, 1, 0, 0]);
    buffer[4..HEAD].copy_from_slice(&(data.len() as u32).to_le_bytes());
    buffer[HEAD..].copy_from_slice(data);
}

/// A message on the heap.
pub fn on_heap(data: &[u8]) -> Vec<u8> {
    let mut buffer = vec![0; HEAD + data.len()];
    fill(&mut buffer, data);
    buffer
}

/// A message in a buffer that is taken as this library does: what is finished is collected first, so that warm
/// memory is used again.
pub fn collected(pool: &Pool, data: &[u8]) -> zenoh::Result<ZShmMut> {
    pool.garbage_collect();
    let mut buffer = pool.alloc(HEAD + data.len()).with_policy::<JustAlloc>().wait()?;
    fill(&mut buffer, data);
    Ok(buffer)
}

/// The pools of a program that uses zenoh by hand.
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

    /// A message in a buffer that is waited for if there is none.
    pub fn waited(&self, data: &[u8]) -> zenoh::Result<ZShmMut> {
        let size = HEAD + data.len();
        let pool = if size <= SMALL { &self.small } else { &self.large };
        let mut buffer = pool.alloc(size).with_policy::<BlockOn<GarbageCollect>>().wait()?;
        fill(&mut buffer, data);
        Ok(buffer)
    }
}
