//! The system's limits on shared memory: the memory lock limit and the space in `/dev/shm`. Reads and compares only; a
//! limit that cannot be read counts as absent.

use std::fs;

use super::{error::ShmError, zenoh_sizes::TABLE_BYTES};

/// The default size of a pool in a process without a memory lock limit: 10 MiB.
///
/// With a limit, the default is smaller, so that ROS 2 nodes of the same user, which lock the pools that they receive
/// from, can receive from it: [`ShmLimits::default_pool_size`].
pub const DEFAULT_POOL_SIZE: usize = 10 * 1024 * 1024;

/// The size of a segment beyond the largest message: the allocator's overhead and 11 bytes for the alignment of the
/// message, rounded up.
pub(super) const OVERHEAD: usize = 4096;

/// An allowance for memory that zenoh locks in addition to tables and pools: a page for each session and each handshake
/// in progress.
const HANDSHAKES: u64 = 64 << 10;

/// The bit in the `CapEff` mask of the capability to lock memory without a limit.
const CAP_IPC_LOCK: u32 = 14;

/// The system's limits on shared memory at the time of reading.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ShmLimits {
    memlock: Option<u64>,
    locked: u64,
    may_lock_all: bool,
    dev_shm: Option<DevShmSpace>,
}

/// The space in `/dev/shm`, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct DevShmSpace {
    free: u64,
    total: u64,
}

impl ShmLimits {
    /// Reads the limits of this process.
    pub fn read() -> Self {
        let limits = fs::read_to_string("/proc/self/limits").unwrap_or_default();
        let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
        Self {
            memlock: memlock(&limits),
            locked: locked(&status).unwrap_or(0),
            may_lock_all: may_lock_all(&status),
            dev_shm: dev_shm(),
        }
    }

    /// Reads the memory lock limit of another process, without the space in `/dev/shm`; `None` without read permission.
    pub fn of_process(id: u32) -> Option<Self> {
        let limits = fs::read_to_string(format!("/proc/{id}/limits")).ok()?;
        let status = fs::read_to_string(format!("/proc/{id}/status")).ok()?;
        Some(Self {
            memlock: memlock(&limits),
            locked: locked(&status).unwrap_or(0),
            may_lock_all: may_lock_all(&status),
            dev_shm: None,
        })
    }

    /// Returns the total number of bytes that the process may lock (`RLIMIT_MEMLOCK`); `None` for no limit.
    ///
    /// zenoh locks every segment in the process that creates it and in every process that receives from it.
    pub const fn memlock(&self) -> Option<u64> {
        if self.may_lock_all { None } else { self.memlock }
    }

    /// Returns the number of bytes that the process has locked.
    pub const fn locked(&self) -> u64 {
        self.locked
    }

    /// Returns whether a process of this library may lock enough memory to receive through shared memory: one of
    /// zenoh's tables.
    ///
    /// The pools themselves are mapped without a lock, and each table is unlocked right after it is mapped. If zenoh
    /// cannot lock a message's table, it drops the message without an error.
    pub fn own_receiver_fits(&self) -> bool {
        self.foreign_receiver_fits(HANDSHAKES)
    }

    /// Returns whether a process with zenoh's own client, such as a ROS 2 node, may lock enough memory to receive from
    /// a pool of `segment` bytes: the pool, and the table of the pool's process.
    pub fn foreign_receiver_fits(&self, segment: u64) -> bool {
        let needed = self.locked.saturating_add(TABLE_BYTES).saturating_add(segment);
        self.memlock().is_none_or(|limit| needed <= limit)
    }

    /// Returns whether the process may lock `bytes` more, and zenoh's table of another process unless it `has_table`.
    pub(crate) fn allow_locking(&self, bytes: u64, has_table: bool) -> bool {
        let table = if has_table { 0 } else { TABLE_BYTES };
        let needed = self.locked.saturating_add(table).saturating_add(bytes);
        self.memlock().is_none_or(|limit| needed <= limit)
    }

    /// Creates the limits of a process with this memory lock limit that has locked this many bytes.
    #[cfg(test)]
    pub(crate) const fn with(memlock: Option<u64>, locked: u64) -> Self {
        Self {
            memlock,
            locked,
            may_lock_all: false,
            dev_shm: None,
        }
    }

    /// Returns the size of the largest pool that a ROS 2 node with the memory lock limit of this process can receive
    /// from, in addition to zenoh's tables of its own process and of the publisher's; `None` for no limit.
    ///
    /// With the usual limit of 8 MiB, the result is about 5.4 MiB: for one publishing process, or for several together
    /// after subtracting their tables.
    pub fn largest_pool_for_ros_nodes(&self) -> Option<usize> {
        let rest = self.memlock()?.saturating_sub(2 * TABLE_BYTES + HANDSHAKES);
        Some(
            usize::try_from(rest)
                .unwrap_or(usize::MAX)
                .saturating_sub(OVERHEAD),
        )
    }

    /// Returns the default size of a pool: [`DEFAULT_POOL_SIZE`], or the [largest for ROS 2
    /// nodes](Self::largest_pool_for_ros_nodes) if that is smaller; at least 1 MiB.
    pub fn default_pool_size(&self) -> usize {
        const LEAST: usize = 1 << 20;
        let most = self.largest_pool_for_ros_nodes().unwrap_or(DEFAULT_POOL_SIZE);
        most.clamp(LEAST, DEFAULT_POOL_SIZE)
    }

    /// Returns the free bytes in `/dev/shm`; `None` if they cannot be read.
    pub fn dev_shm_free(&self) -> Option<u64> {
        self.dev_shm.map(|room| room.free)
    }

    /// Returns the size of `/dev/shm`; `None` if it cannot be read.
    pub fn dev_shm_size(&self) -> Option<u64> {
        self.dev_shm.map(|room| room.total)
    }

    /// Checks that a segment of `segment` bytes can be created for a pool of `bytes`. Only zenoh's table is locked,
    /// unless it exists.
    ///
    /// Called before the attempt, because a failed attempt is not harmless: zenoh panics if it cannot lock its table of
    /// buffers.
    pub(super) fn check(&self, bytes: usize, segment: u64, has_table: bool) -> Result<(), ShmError> {
        let table = if has_table { 0 } else { TABLE_BYTES };
        self.check_lock(bytes, table)?;
        self.check_room(bytes, segment.saturating_add(table))
    }

    /// As [`check`](Self::check), for a segment that zenoh creates and locks.
    pub(super) fn check_locked(&self, bytes: usize, segment: u64, has_table: bool) -> Result<(), ShmError> {
        let needed = segment.saturating_add(if has_table { 0 } else { TABLE_BYTES });
        self.check_lock(bytes, needed)?;
        self.check_room(bytes, needed)
    }

    fn check_lock(&self, bytes: usize, needed: u64) -> Result<(), ShmError> {
        match self.memlock() {
            Some(limit) if needed > 0 && self.locked.saturating_add(needed) > limit => {
                Err(ShmError::MemlockLimit {
                    bytes,
                    needed,
                    locked: self.locked,
                    limit,
                })
            }
            _ => Ok(()),
        }
    }

    fn check_room(&self, bytes: usize, needed: u64) -> Result<(), ShmError> {
        match self.dev_shm {
            Some(DevShmSpace { free, total }) if needed > free => Err(ShmError::DevShmTooSmall {
                bytes,
                needed,
                free,
                total,
            }),
            _ => Ok(()),
        }
    }
}

/// Parses the soft limit from the line `Max locked memory  8388608  8388608  bytes`.
fn memlock(limits: &str) -> Option<u64> {
    let line = limits
        .lines()
        .find_map(|line| line.strip_prefix("Max locked memory"))?;
    line.split_whitespace().next()?.parse().ok()
}

/// Parses the line `VmLck:  2304 kB` into bytes.
fn locked(status: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmLck:"))?;
    let kib: u64 = line.split_whitespace().next()?.parse().ok()?;
    kib.checked_mul(1024)
}

/// Returns whether the mask in the line `CapEff:  000001ffffffffff` lifts the memory lock limit.
fn may_lock_all(status: &str) -> bool {
    let mask = status
        .lines()
        .find_map(|line| line.strip_prefix("CapEff:"))
        .and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    mask.is_some_and(|mask| mask & (1 << CAP_IPC_LOCK) != 0)
}

#[cfg(target_os = "linux")]
fn dev_shm() -> Option<DevShmSpace> {
    let stat = nix::sys::statvfs::statvfs("/dev/shm").ok()?;
    let unit = stat.fragment_size() as u64;
    Some(DevShmSpace {
        free: unit.saturating_mul(stat.blocks_available() as u64),
        total: unit.saturating_mul(stat.blocks() as u64),
    })
}

#[cfg(not(target_os = "linux"))]
fn dev_shm() -> Option<DevShmSpace> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: &str = "\
Limit                     Soft Limit           Hard Limit           Units
Max open files            1024                 524288               files
Max locked memory         8388608              unlimited            bytes
Max address space         unlimited            unlimited            bytes
";
    const STATUS: &str = "Name:\trobot\nVmLck:\t    2304 kB\nCapEff:\t0000000000000000\nThreads:\t1\n";

    fn ordinary_user() -> ShmLimits {
        ShmLimits {
            memlock: memlock(LIMITS),
            locked: locked(STATUS).unwrap_or(0),
            may_lock_all: may_lock_all(STATUS),
            dev_shm: Some(DevShmSpace {
                free: 64 << 20,
                total: 64 << 20,
            }),
        }
    }

    #[test]
    fn limits_and_use_are_read_from_proc() {
        let limits = ordinary_user();
        assert_eq!(limits.memlock(), Some(8_388_608));
        assert_eq!(limits.locked(), 2304 * 1024);
    }

    #[test]
    fn unlimited_is_no_limit() {
        assert_eq!(memlock("Max locked memory  unlimited  unlimited  bytes"), None);
        assert_eq!(memlock("nothing of the kind"), None);
    }

    #[test]
    fn the_capability_lifts_the_memory_lock_limit() {
        let mut limits = ordinary_user();
        limits.may_lock_all = may_lock_all("CapEff:\t000001fffeffffff\n");
        assert_eq!(limits.memlock(), None);
    }

    #[test]
    fn a_pool_of_this_library_needs_no_lock_and_one_of_zenoh_does() {
        let limits = ordinary_user();
        assert!(limits.check(10 << 20, 10 << 20, false).is_ok());
        let error = limits.check_locked(10 << 20, 10 << 20, false);
        assert!(
            matches!(error, Err(ShmError::MemlockLimit { limit: 8_388_608, .. })),
            "{error:?}"
        );
    }

    #[test]
    fn the_table_of_buffers_counts_until_it_exists() {
        let mut limits = ordinary_user();
        let left = 8_388_608 - 2304 * 1024;
        assert!(limits.check_locked(1, left, true).is_ok());
        assert!(limits.check_locked(1, left, false).is_err());
        assert!(limits.check_locked(1, left - TABLE_BYTES, false).is_ok());
        limits.locked = 8_388_608 - TABLE_BYTES + 1;
        assert!(limits.check(1, 4096, true).is_ok());
        let error = limits.check(1, 4096, false);
        assert!(
            matches!(
                error,
                Err(ShmError::MemlockLimit {
                    needed: TABLE_BYTES,
                    ..
                })
            ),
            "{error:?}"
        );
    }

    #[test]
    fn a_receiver_has_to_lock_a_table_and_a_foreign_one_the_pool_too() {
        let mut limits = ordinary_user();
        let left = 8_388_608 - 2304 * 1024 - TABLE_BYTES;
        assert!(limits.own_receiver_fits());
        assert!(limits.foreign_receiver_fits(left));
        assert!(
            !limits.foreign_receiver_fits(left + 1),
            "what is locked counts, and the table"
        );
        limits.locked = 8_388_608 - TABLE_BYTES;
        assert!(!limits.own_receiver_fits());
        limits.locked = 0;
        limits.memlock = Some(64 << 10);
        assert!(!limits.own_receiver_fits());
        limits.may_lock_all = true;
        assert!(limits.own_receiver_fits() && limits.foreign_receiver_fits(u64::MAX));
    }

    #[test]
    fn a_ros_node_with_the_same_limit_can_receive_from_the_default_pool() {
        for kib in [4096, 8192, 12_000] {
            let limits = ShmLimits {
                memlock: Some(kib << 10),
                // Its own table, and the page of its session.
                locked: TABLE_BYTES + 4096,
                ..ShmLimits::default()
            };
            let size = limits.default_pool_size();
            assert!(size >= 1 << 20);
            let segment = (size + OVERHEAD).next_multiple_of(4096) as u64;
            assert!(limits.foreign_receiver_fits(segment), "{kib}: {size}");
        }
        let of = |memlock| {
            ShmLimits {
                memlock,
                ..ShmLimits::default()
            }
            .default_pool_size()
        };
        assert_eq!(of(Some(8 << 20)), 5_697_536);
        assert_eq!(of(Some(64 << 10)), 1 << 20);
        assert_eq!(of(Some(64 << 20)), DEFAULT_POOL_SIZE);
        assert_eq!(of(None), DEFAULT_POOL_SIZE);
    }

    #[test]
    fn a_small_dev_shm_is_an_error_with_its_size() {
        let mut limits = ordinary_user();
        limits.may_lock_all = true;
        let error = limits.check(1, 65 << 20, true);
        assert!(
            matches!(error, Err(ShmError::DevShmTooSmall { free, .. }) if free == 64 << 20),
            "{error:?}"
        );
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn this_machine_can_be_read() {
        let limits = ShmLimits::read();
        assert!(limits.dev_shm_size() >= limits.dev_shm_free());
    }
}
