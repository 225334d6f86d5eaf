//! Errors of creating or configuring a pool, each with its cure. Publishing has none of them: a message that cannot use
//! shared memory falls back to the heap, for a [`FallbackReason`](super::FallbackReason).

use std::{error::Error, io, sync::Arc};

use super::zenoh_sizes::{MAX_POOL_SIZE, TABLE_BYTES};

/// A shared memory pool could not be created, or its configuration is invalid.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ShmError {
    /// The requested size is 0.
    #[error(
        "a 0-byte shared memory pool fits no message; request 1 to {MAX_POOL_SIZE} bytes, \
         or switch shared memory off"
    )]
    ZeroPool,

    /// The pool is larger than zenoh can address.
    #[error("a {bytes}-byte shared memory pool is too large; the maximum is {MAX_POOL_SIZE} bytes (4 GiB)")]
    PoolTooLarge {
        /// The requested size.
        bytes: usize,
    },

    /// The memory lock limit is too low for zenoh's table of buffers, which the first pool of a process needs, or for a
    /// provider of [`ShmProviderBuilder`](super::ShmProviderBuilder), which zenoh locks as a whole. Pools of this
    /// library are not locked.
    #[error(
        "a {bytes}-byte shared memory pool needs {needed} bytes of locked memory, but \
         RLIMIT_MEMLOCK is {limit} bytes with {locked} in use; raise it with `ulimit -l unlimited`, \
         `LimitMEMLOCK=infinity` (systemd) or `--ulimit memlock=-1` (containers)"
    )]
    MemlockLimit {
        /// The requested size.
        bytes: usize,
        /// Bytes that the pool would lock.
        needed: u64,
        /// Bytes that the process has locked already.
        locked: u64,
        /// The limit (`ulimit -l` prints it in KiB).
        limit: u64,
    },

    /// `/dev/shm` has too little room for the pool.
    #[error(
        "a {bytes}-byte shared memory pool needs {needed} bytes in /dev/shm, which has {free} \
         of {total} free; enlarge it with `mount -o remount,size=<n> /dev/shm` or `--shm-size=<n>` \
         (containers), or request a smaller pool"
    )]
    DevShmTooSmall {
        /// The requested size.
        bytes: usize,
        /// Bytes that the pool would take, zenoh's own table of buffers included.
        needed: u64,
        /// Bytes free in `/dev/shm`.
        free: u64,
        /// Size of `/dev/shm`.
        total: u64,
    },

    /// The operating system refused the pool, although the limits allow it.
    #[error("a {bytes}-byte shared memory pool could not be created")]
    Create {
        /// The requested size.
        bytes: usize,
        /// The error of the system or of zenoh.
        source: io::Error,
    },

    /// zenoh cannot create the table in which it keeps the state of every buffer.
    #[error(
        "zenoh cannot create its table of buffers, {TABLE_BYTES} bytes of locked memory in /dev/shm; raise \
         the memory lock limit (`ulimit -l unlimited`) or free space in /dev/shm"
    )]
    NoTable,

    /// Shared memory is required, and the pool could not be created.
    #[error(transparent)]
    Unavailable(Arc<ShmError>),

    /// The value of an environment variable is not a usable number.
    #[error("{variable} is `{value}`; it takes a whole number of bytes from 1 to {max}")]
    InvalidVariable {
        /// The name of the variable.
        variable: &'static str,
        /// The value of the variable.
        value: String,
        /// The largest valid number.
        max: u64,
    },

    /// The value of an environment variable is neither on nor off.
    #[error("{variable} is `{value}`; it takes `on` or `off`")]
    InvalidSwitch {
        /// The name of the variable.
        variable: &'static str,
        /// The value of the variable.
        value: String,
    },
}

impl ShmError {
    /// Logs that messages fall back to the heap, and this reason.
    pub(super) fn warn(&self) {
        let cause = self.source().map(|cause| format!(": {cause}"));
        let cause = cause.unwrap_or_default();
        tracing::warn!("messages will not use shared memory: {self}{cause}");
    }

    /// Wraps zenoh's error; a system error number in its text becomes an [`io::Error`] of that number.
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
