//! The process of a receiver: its version of zenoh's shared memory protocol, and its memory lock limit. Receivers
//! without this library do not reply to probes, so their limit decides: zenoh locks each pool that it maps, and the table of
//! buffers of the pool's process.

use crate::report::evidence::Evidence;
use crate::shm::{SHM_PROTOCOL_VERSION, ShmLimits, processes};
use zenoh::session::ZenohId;
use zenoh::shm::SegmentID;
use zenoh::{Session, Wait};

/// A memory lock limit that is too low for a pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LockShortage {
    pub(crate) process: u32,
    /// The memory lock limit of the process in bytes.
    pub(crate) limit: u64,
    /// The bytes that the process has locked.
    pub(crate) locked: u64,
}

/// Another version of zenoh's shared memory protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct OtherVersion {
    pub(super) process: u32,
    pub(super) theirs: u64,
}

impl OtherVersion {
    /// Returns the version of the process at the other end of a connection, if it is known and differs.
    pub(super) fn find(session: &Session, zid: ZenohId) -> Option<Self> {
        let evidence = evidence(session, zid)?;
        let theirs = evidence
            .protocol_version
            .filter(|theirs| *theirs != SHM_PROTOCOL_VERSION)?;
        Some(Self {
            process: evidence.process?,
            theirs,
        })
    }
}

/// Returns the evidence about the process at the other end of a connection.
fn evidence(session: &Session, zid: ZenohId) -> Option<Evidence> {
    let mut links = session.info().links().wait();
    links
        .by_ref()
        .filter(|link| *link.zid() == zid)
        .map(|link| Evidence::of(link.src(), link.dst()))
        .find(Evidence::is_telling)
}

/// The process at the other end of a connection, without this library.
pub(super) struct ForeignProcess {
    process: u32,
    limits: ShmLimits,
    /// The zenoh segments that it has mapped.
    mapped: Vec<processes::MappedSegment>,
    /// The total size in bytes of the pools that passed the check and that it has not mapped yet.
    expected: u64,
}

impl ForeignProcess {
    /// Finds the process. Returns `None` if the system does not report it, or if shared memory cannot reach it.
    pub(super) fn find(session: &Session, zid: ZenohId) -> Option<Self> {
        let evidence = evidence(session, zid)?;
        let process = evidence.process?;
        let is_reachable = evidence.uid == processes::own_uid() && evidence.same_dev_shm == Some(true);
        if !is_reachable {
            return None;
        }
        Some(Self {
            process,
            limits: evidence.limits?,
            mapped: processes::mapped_segments(process)?,
            expected: 0,
        })
    }

    pub(super) fn process(&self) -> u32 {
        self.process
    }

    /// Returns the shortage that keeps the process from mapping a pool of this session, in addition to the pools that
    /// passed this check before.
    pub(super) fn shortage(&mut self, segment: SegmentID, bytes: u64) -> Option<LockShortage> {
        let number = u64::from(segment);
        if self.mapped.iter().any(|mapped| mapped.number == number) {
            return None;
        }
        let has_table = self
            .mapped
            .iter()
            .any(|mapped| processes::is_own_table(mapped.number));
        let expected = self.expected.saturating_add(bytes);
        if self.limits.allow_locking(expected, has_table) {
            self.expected = expected;
            return None;
        }
        Some(LockShortage {
            process: self.process,
            limit: self.limits.memlock()?,
            locked: self.limits.locked(),
        })
    }

    /// Returns the largest segment that the process has mapped and that `here` may not lock.
    pub(super) fn too_large_for(&self, here: &ShmLimits) -> Option<processes::MappedSegment> {
        let too_large = |segment: &&processes::MappedSegment| {
            !processes::is_own_segment(segment.number) && !here.foreign_receiver_fits(segment.bytes)
        };
        self.mapped
            .iter()
            .filter(too_large)
            .max_by_key(|segment| segment.bytes)
            .copied()
    }
}
