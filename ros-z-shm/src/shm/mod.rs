//! Shared memory: pools, what is written into them, and what becomes of it. Knows zenoh's
//! allocator and bytes; nothing of ROS, of message types, or of sessions.
//!
//! A publisher has an [`ShmConfig`]: a pool, a threshold, and how hard to try. For each message it
//! asks for a buffer of exactly its length, writes it, and sends it. If there is no buffer, there is a
//! [`FallbackReason`], and the message takes the heap.
//!
//! # Examples
//!
//! ```
//! use ros_z_shm::shm::{FallbackReason, ShmError, ShmMode, ShmSettings};
//!
//! let settings = ShmSettings::new().with_pool_size(100_000)?.with_threshold(1000);
//! let ShmMode::On(config) = settings.build()? else {
//!     unreachable!("a pool size switches shared memory on")
//! };
//! match config.acquire(5000) {
//!     Ok(mut buffer) => {
//!         buffer.fill(7);
//!         let payload: zenoh::bytes::ZBytes = buffer.into_zshm().into();
//!         assert_eq!(payload.len(), 5000);
//!     }
//!     Err(reason) => println!("by heap: {reason}"),
//! }
//! let small = config.acquire(10).map(|_| ());
//! assert_eq!(small, Err(FallbackReason::BelowThreshold));
//! # Ok::<(), ShmError>(())
//! ```
//!
//! # Messages in flight
//!
//! zenoh invalidates a message that nobody confirms for 100 ms, and receivers confirm only what
//! they have taken up. So a pool keeps a clone of each message until the last other holder has let
//! go, and then gives its memory to the next message of about that size, without an allocation.
//! What zenoh invalidates all the same, because this process did not run for that long, is revived.
//! [`RetentionLimits`] bound how long and how much is kept. On a full pool a new message takes
//! the heap; it never takes the memory of one in flight.
//!
//! # Lifetime
//!
//! Dropping a zenoh provider invalidates its messages in flight, so a pool lives until the process
//! ends. One that nobody uses serves the next configuration of its size: a program that makes and
//! drops many configurations does not use up `/dev/shm`. The files are removed when the process
//! exits normally, which waits for what was published last to be taken up, a second at most; after a crash, by
//! the next process that uses zenoh's shared memory.

#[cfg(target_os = "linux")]
mod arena;
#[cfg(not(target_os = "linux"))]
#[path = "arena_zenoh.rs"]
mod arena;
mod asked_pool;
#[cfg(target_os = "linux")]
pub(crate) mod attach;
mod backend;
#[cfg(target_os = "linux")]
mod blocks;
mod buffer;
mod canary;
mod config;
mod error;
mod exit;
mod fallback;
mod gate;
mod keeper;
mod limits;
mod loaned_buffer;
#[cfg(target_os = "linux")]
mod mapping;
mod mode;
mod passed_on;
mod place;
mod policy;
mod pool;
mod pool_core;
mod pool_size;
pub(crate) mod processes;
mod provider;
mod provider_builder;
mod question;
mod recovery;
mod registry;
pub(crate) mod replacement;
mod retention;
mod segment;
mod settings;
mod shared_backend;
mod sizes;
mod sole;
mod stats;
mod system;
mod table;

pub(crate) use asked_pool::AskedPool;
pub use backend::ForcedCollection;
pub use buffer::ShmBuffer;
pub use config::{DEFAULT_THRESHOLD, ShmConfig};
pub use error::ShmError;
pub use fallback::FallbackReason;
pub(crate) use gate::{Gate, Passage};
pub use limits::{DEFAULT_POOL_SIZE, ShmLimits};
pub use mode::ShmMode;
pub(crate) use passed_on::{keep_in_flight, keep_passed_on, keep_unique, linger_in_flight, note_received};
pub use place::{ParsePlaceError, ShmPlace};
pub use policy::AllocPolicy;
pub use pool::ShmPool;
pub use provider_builder::ShmProviderBuilder;
pub(crate) use question::{Question, is_removed};
pub use retention::RetentionLimits;
pub use settings::{POOL_SIZE_VARIABLE, ShmSettings, THRESHOLD_VARIABLE};
pub use sizes::MAX_POOL_SIZE;
pub(crate) use stats::Bytes;
#[doc(hidden)]
pub use stats::StatsCounters;
pub use stats::{PoolStats, ShmStats, Tally};

#[cfg(test)]
mod test_pool {
    //! Pools for tests, on machines that may not allow any.

    use super::ShmError;

    /// What was made; `None`, with the reason printed, where the machine does not allow it.
    ///
    /// With `ROS_Z_REQUIRE_PEERS=1` in the environment that is a failure.
    pub(super) fn made<T>(result: Result<T, ShmError>) -> Option<T> {
        let required = std::env::var_os("ROS_Z_REQUIRE_PEERS").is_some_and(|value| value == "1");
        match result {
            Ok(made) => Some(made),
            Err(error) if required => panic!("ROS_Z_REQUIRE_PEERS is set: {error}"),
            Err(error) => {
                // Past the test harness, which keeps what a passing test prints to itself.
                let _ = std::io::Write::write_fmt(&mut std::io::stderr(), format_args!("skipped: {error}\n"));
                None
            }
        }
    }
}
