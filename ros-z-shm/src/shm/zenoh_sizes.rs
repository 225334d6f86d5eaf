//! The sizes that zenoh fixes: of the largest pool, and of its table of buffers.

/// The largest pool: zenoh numbers the bytes of a segment with 32 bits.
pub const MAX_POOL_SIZE: u64 = 1 << 32;

/// zenoh's table of buffers, made with the first buffer of a process and locked
/// like a pool: 32 768 entries of a 32-byte header and an 8-byte watchdog.
pub(super) const TABLE_BYTES: u64 = 32_768 * (32 + 8);
