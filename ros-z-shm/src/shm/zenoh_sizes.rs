//! The sizes that zenoh fixes: the maximum size of a pool, and the size of a table of buffers.

/// The maximum size of a pool: zenoh addresses the bytes of a segment with 32 bits.
pub const MAX_POOL_SIZE: u64 = 1 << 32;

/// The size of zenoh's table of buffers, which is created with the first buffer of a process and locked like a pool: 32
/// 768 entries of a 32-byte header and an 8-byte watchdog.
pub(super) const TABLE_BYTES: u64 = 32_768 * (32 + 8);
