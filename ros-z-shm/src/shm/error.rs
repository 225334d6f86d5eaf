//! What can go wrong while a pool is made or configured, each with its cure.
//! Nothing that happens while publishing is here: a message that cannot use
//! shared memory falls back to the heap, for a [`FallbackReason`](super::FallbackReason).

use std::{error::Error, io, sync::Arc};

use super::zenoh_sizes::{MAX_POOL_SIZE, TABLE_BYTES};

/// A shared memory pool could not be made, or was asked for in a way that cannot work.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ShmError {
    /// A pool of no bytes was asked for.
    #[error(
        "a shared memory pool of 0 bytes holds no message; ask for 1 to {MAX_POOL_SIZE} bytes, \
         or leave shared memory off"
    )]
    ZeroPool,

    /// The pool is larger than zenoh can address.
    #[error("a shared memory pool of {bytes} bytes is too large; the most is {MAX_POOL_SIZE} bytes (4 GiB)")]
    PoolTooLarge {
        /// The size asked for.
        bytes: usize,
    },

    /// The process may not lock zenoh's table of buffers, which its first pool needs; or not a provider of
    /// [`ShmProviderBuilder`](super::ShmProviderBuilder), which zenoh locks as a whole. Pools of this library are not locked.
    #[error(
        "a shared memory pool of {bytes} bytes needs {needed} bytes of locked memory, but \
         RLIMIT_MEMLOCK is {limit} bytes with {locked} in use; raise it with `ulimit -l unlimited`, \
         `LimitMEMLOCK=infinity` (systemd) or `--ulimit memlock=-1` (containers)"
    )]
    MemlockLimit {
        /// The size asked for.
        bytes: usize,
        /// What would be locked for it.
        needed: u64,
        /// What the process has locked already.
        locked: u64,
        /// The limit (`ulimit -l` prints it in KiB).
        limit: u64,
    },

    /// `/dev/shm` has no room for the pool.
    #[error(
        "a shared memory pool of {bytes} bytes needs {needed} bytes in /dev/shm, which has {free} \
         of {total} free; enlarge it with `mount -o remount,size=<n> /dev/shm` or `--shm-size=<n>` \
         (containers), or ask for a smaller pool"
    )]
    DevShmTooSmall {
        /// The size asked for.
        bytes: usize,
        /// What would be taken for it, zenoh's own table of buffers included.
        needed: u64,
        /// Bytes free in `/dev/shm`.
        free: u64,
        /// Size of `/dev/shm`.
        total: u64,
    },

    /// The operating system refused, although the limits allow the pool.
    #[error("a shared memory pool of {bytes} bytes could not be created")]
    Create {
        /// The size asked for.
        bytes: usize,
        /// What the system or zenoh said.
        source: io::Error,
    },

    /// zenoh cannot make the table in which it keeps the state of every buffer.
    #[error(
        "zenoh cannot make its table of buffers, {TABLE_BYTES} bytes of locked memory in /dev/shm; raise \
         the memory lock limit (`ulimit -l unlimited`) or make room in /dev/shm"
    )]
    NoTable,

    /// Shared memory is required, and the pool could not be made when it was asked for.
    #[error(transparent)]
    Unavailable(Arc<ShmError>),

    /// An environment variable does not hold a usable number.
    #[error("{variable} is `{value}`; it takes a whole number of bytes from 1 to {max}")]
    InvalidVariable {
        /// The name of the variable.
        variable: &'static str,
        /// What it holds.
        value: String,
        /// The largest number it takes.
        max: u64,
    },
}

impl ShmError {
    /// Warns that messages take the heap because of this.
    pub(super) fn warn(&self) {
        let cause = self.source().map(|cause| format!(": {cause}"));
        let cause = cause.unwrap_or_default();
        tracing::warn!("messages will not use shared memory: {self}{cause}");
    }

    /// Wraps what zenoh said; a system error number in its text becomes an [`io::Error`] of that number.
    pub(super) fn create(bytes: usize, said: zenoh::Error) -> Self {
        let source = match os_error(&said.to_string()) {
            Some(number) => io::Error::from_raw_os_error(number),
            None => io::Error::other(said),
        };
        Self::Create { bytes, source }
    }
}

/// Returns the number after `OS error ` in zenoh's text, the only trace of the system's error.
fn os_error(text: &str) -> Option<i32> {
    let (_, behind) = text.split_once("OS error ")?;
    let digits = behind.split(|c: char| !c.is_ascii_digit()).next()?;
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_systems_error_number_is_kept() {
        let said = "Unable to create POSIX shm segment: OS error 12 at segment.rs:84.";
        assert_eq!(os_error(said), Some(12));
        let error = ShmError::create(7, said.into());
        let source = error.source().map(ToString::to_string).unwrap_or_default();
        assert!(source.contains("os error 12"), "{source}");
    }

    #[test]
    fn text_without_a_number_is_kept_whole() {
        let error = ShmError::create(7, "Error initializing Talc backend!".into());
        let source = error.source().map(ToString::to_string).unwrap_or_default();
        assert_eq!(source, "Error initializing Talc backend!");
    }

    #[test]
    fn the_memlock_error_names_limit_value_and_cure() {
        let text = ShmError::MemlockLimit {
            bytes: 10_485_760,
            needed: 11_800_576,
            locked: 0,
            limit: 8_388_608,
        }
        .to_string();
        for part in ["RLIMIT_MEMLOCK", "8388608", "ulimit -l"] {
            assert!(text.contains(part), "{part} is missing in: {text}");
        }
    }
}
