//! Receivers without this library, which cannot be asked: what the system reports about their process decides. zenoh
//! locks there each pool that it maps, and the table of buffers that belongs to it.

use crate::report::evidence::Evidence;
use crate::shm::{ShmLimits, processes};
use zenoh::session::ZenohId;
use zenoh::shm::SegmentID;
use zenoh::{Session, Wait};

/// Why a process cannot map a pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LockShortage {
    pub(crate) process: u32,
    /// Its memory lock limit in bytes.
    pub(crate) limit: u64,
    /// The bytes that it has locked.
    pub(crate) locked: u64,
}

/// A process at the other end of a connection.
pub(super) struct ForeignProcess {
    process: u32,
    limits: ShmLimits,
    /// The segments of zenoh that it has mapped.
    mapped: Vec<processes::MappedSegment>,
    /// The bytes of pools that it is expected to map next.
    expected: u64,
}

impl ForeignProcess {
    /// Finds the process; `None` where the system does not report it, or shared memory cannot reach it.
    pub(super) fn find(session: &Session, zid: ZenohId) -> Option<Self> {
        let mut links = session.info().links().wait();
        let evidence = links
            .by_ref()
            .filter(|link| *link.zid() == zid)
            .map(|link| Evidence::of(link.src(), link.dst()))
            .find(Evidence::is_telling)?;
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

    /// Checks a pool of this process, together with those that were checked before.
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

    /// The largest segment that the process has mapped and `here` may not lock.
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
