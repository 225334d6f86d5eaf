//! The creation of a pool: in a new segment with this library's allocator, or over a provider of the program.

use std::sync::{
    Arc, Mutex, OnceLock, PoisonError,
    atomic::{AtomicBool, AtomicU64, Ordering},
};

use zenoh::{Wait, shm::ShmProviderBuilder};

use super::{
    super::{
        backend::CdrAlignedBackend,
        error::ShmError,
        exit,
        probe::{PROBE_BYTES, Probe},
        processes::Segment,
        provider::Provider,
        replacement::Lineage,
        retention::InFlight,
        segment,
        segment_file::SegmentFile,
        shared_backend::SharedBackend,
    },
    Creator, PoolCore,
};

/// The capacity for messages in flight that a pool allocates in advance.
const ROOM: usize = 64;

/// The number of attempts to create a pool if another process removes its file.
const ATTEMPTS: usize = 3;

impl PoolCore {
    /// Creates a segment with a CDR-aligned allocator.
    ///
    /// When a zenoh process starts or ends, it removes files without a lock, and a new file exists for a moment before
    /// it is locked. No process can open a segment without its file, so another one is created.
    pub(in super::super) fn create(
        bytes: usize,
        lineage: Arc<Lineage>,
        creator: Creator,
    ) -> Result<Self, ShmError> {
        let create = || {
            Ok(Self {
                lineage: lineage.clone(),
                creator: Some(creator),
                ..Self::create_once(bytes)?
            })
        };
        for _ in 1..ATTEMPTS {
            let core = create()?;
            if core.has_file {
                return Ok(core);
            }
        }
        create()
    }

    fn create_once(bytes: usize) -> Result<Self, ShmError> {
        let backend = Arc::new(CdrAlignedBackend::new(bytes)?);
        let (usage, size) = (backend.usage(), backend.size());
        let shared = SharedBackend(backend.clone());
        let core = Self::borrow(Arc::new(ShmProviderBuilder::backend(shared).wait()));
        let segment = core.allocate_first_buffer()?;
        usage.restart_high_water();
        // Compared now, so that restoring the first message does not have to.
        #[cfg(not(zenoh_1_10))]
        super::super::table::is_layout_known();
        #[cfg(zenoh_1_10)]
        core.in_flight().watch_expired_chunks();
        Ok(Self {
            size: Some(size),
            backend: Some(backend),
            file: segment.and_then(|segment| SegmentFile::of(segment.number)),
            usage: Some(usage),
            capacity: Some(size.capacity),
            has_file: segment.is_some() || cfg!(not(target_os = "linux")),
            segment,
            ..core
        })
    }

    /// Creates a pool over a provider of the program.
    pub(in super::super) fn borrow(provider: Arc<dyn Provider>) -> Self {
        Self {
            provider,
            size: None,
            backend: None,
            file: None,
            successor: OnceLock::new(),
            lineage: Arc::default(),
            creator: None,
            collecting: Mutex::new(()),
            recovered: AtomicU64::new(0),
            recovered_bytes: AtomicU64::new(0),
            watched: AtomicBool::new(false),
            freed: AtomicBool::new(false),
            has_file: true,
            capacity: None,
            segment: None,
            usage: None,
            probe: Mutex::new(None),
            in_flight: Mutex::new(InFlight::with_room_for(ROOM)),
            recycled: AtomicU64::new(0),
            noted: AtomicBool::new(false),
            is_maintained: AtomicBool::new(false),
            has_lane_messages: AtomicBool::new(false),
        }
    }

    /// As [`borrow`](Self::borrow), for a provider whose allocator uses `overhead` bytes of every segment.
    pub(in super::super) fn borrow_with_overhead(
        provider: Arc<dyn Provider>,
        overhead: usize,
    ) -> Result<Self, ShmError> {
        let core = Self::borrow(provider);
        let segment = core.allocate_first_buffer()?;
        let bytes = segment.and_then(|segment| usize::try_from(segment.bytes).ok());
        let capacity = bytes.map(|bytes| bytes.saturating_sub(overhead + PROBE_BYTES));
        Ok(Self {
            capacity,
            segment,
            ..core
        })
    }

    /// Allocates a first buffer, the one for probes, and returns its segment; `None` if that is not a file in
    /// `/dev/shm`.
    fn allocate_first_buffer(&self) -> Result<Option<Segment>, ShmError> {
        let Some((buffer, segment)) = segment::first_buffer(&*self.provider)? else {
            return Ok(None);
        };
        self.noted.store(true, Ordering::Relaxed);
        exit::remove_files_of(&buffer, Some(segment));
        let bytes = segment::size_of(&buffer, segment);
        let mut probe = self.probe.lock().unwrap_or_else(PoisonError::into_inner);
        *probe = Some(Probe {
            buffer: buffer.into(),
            segment,
            bytes: bytes.unwrap_or_default(),
            replaces: None,
            #[cfg(zenoh_1_10)]
            is_later: false,
        });
        Ok(bytes.map(|bytes| Segment {
            number: segment,
            bytes,
        }))
    }
}
