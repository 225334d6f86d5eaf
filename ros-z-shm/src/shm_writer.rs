//! Chooses the memory of a message, shared memory or the heap with a reason, and writes the message into it once.
//! Publishers and services send the result.

use crate::audience::Audience;
use crate::lane::{LaneIdentity, Lanes};
use crate::outgoing::Outgoing;
use crate::published::PublishPath;
use crate::shm::{
    AllocPolicy, BufferAddress, FallbackReason, Gate, ShmBuffer, ShmConfig, ShmError, ShmMode, ShmSettings,
    ShmStats, StatsCounters, keep_in_flight, linger_in_flight,
};
use crate::splice::{self, Spliced};
use ros_z_core::{
    AlignedBuffer, CdrSerialize, ENCAPSULATION_LEN, LoanBuffer, SerializeError, SizeEstimation,
    finish_in_place, reserve_slots, to_slice, to_vec,
};
use std::any::Any;
use std::sync::Arc;
use std::time::Duration;
use zenoh::bytes::ZBytes;
use zenoh_buffers::{ZBuf, ZSlice, ZSliceBuffer};

/// Writes messages into the memory that the settings select, and counts them by path.
///
/// # Examples
/// ```
/// use ros_z_core::{RosMessage, SizeEstimation};
/// use ros_z_shm::ShmWriter;
/// use ros_z_shm::shm::{ShmMode, ShmSettings};
///
/// #[derive(RosMessage, SizeEstimation)]
/// struct Scan {
///     ranges: Vec<f32>,
/// }
///
/// let settings = ShmSettings::new().with_pool_size(100_000)?;
/// let writer = ShmWriter::new(&ShmMode::Inherit, settings)?;
/// let written = writer.write(&Scan { ranges: vec![1.0; 1000] })?;
/// assert_eq!(written.bytes, 4 + 4 + 4000);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct ShmWriter {
    shm: Option<ShmConfig>,
    /// Whether messages may go through local lanes.
    has_lane: bool,
    /// The gate of the pool, and the receivers that control it.
    receivers: Option<(Arc<Gate>, Audience)>,
    /// The lanes of the publisher; `None` if it uses none.
    lanes: Option<Arc<Lanes>>,
    /// Whether fields that are already in shared memory are sent without a copy.
    splice: bool,
    stats: StatsCounters,
}

/// A serialized message that is ready to be sent.
#[derive(Debug)]
pub struct WrittenMessage {
    /// The bytes to pass to zenoh.
    pub payload: ZBytes,
    /// The memory that contains them.
    pub path: PublishPath,
    /// The length in bytes, including the header.
    pub bytes: usize,
    /// The number of bytes that were already in shared memory and were not copied.
    pub spliced: usize,
    /// The address of the payload, if it is known to be in one buffer of a pool.
    pub(crate) address: Option<BufferAddress>,
}

impl ShmWriter {
    /// Applies `settings` on top of the mode of the level above.
    ///
    /// # Errors
    /// [`ShmError`] if shared memory is required and not available.
    pub fn new(above: &ShmMode, settings: ShmSettings) -> Result<Self, ShmError> {
        let has_lane = settings.has_lane();
        let mode = settings.build_below(above)?.or(above);
        let is_off = matches!(mode, ShmMode::Off);
        let shm = match mode {
            ShmMode::On(config) => Some(config),
            ShmMode::Off | ShmMode::Inherit => None,
        };
        Ok(Self {
            shm,
            has_lane,
            receivers: None,
            lanes: None,
            splice: !is_off,
            stats: StatsCounters::new(),
        })
    }

    /// Counts the messages in `stats`.
    #[doc(hidden)]
    #[must_use]
    pub fn with_counters(mut self, stats: StatsCounters) -> Self {
        self.stats = stats;
        self
    }

    /// Keeps messages out of shared memory while a receiver of this session cannot map the pool, or has not yet replied
    /// whether it can.
    #[must_use]
    pub fn with_audience(mut self, audience: &Audience) -> Self {
        let gate = self.shm.as_ref().and_then(|shm| audience.gate(shm.pool()));
        self.receivers = gate.map(|gate| (gate, audience.clone()));
        self
    }

    /// Returns whether messages may go through local lanes.
    pub(crate) fn may_have_lanes(&self) -> bool {
        let receivers = self.receivers.as_ref().filter(|_| self.has_lane);
        receivers.is_some_and(|(_, audience)| audience.has_lanes())
    }

    /// Creates the lanes of a publisher, unless shared memory or lanes are off.
    pub(crate) fn with_lanes_of(mut self, identity: LaneIdentity) -> Self {
        let receivers = self.receivers.as_ref().filter(|_| self.has_lane);
        self.lanes = (self.shm.as_ref().zip(receivers))
            .and_then(|(shm, (_, audience))| audience.lanes(identity, shm.pool()));
        self
    }

    /// Uses these lanes.
    #[cfg(test)]
    pub(crate) fn with_lanes(mut self, lanes: Option<Arc<Lanes>>) -> Self {
        self.lanes = lanes;
        self
    }

    /// Returns the lanes of the publisher.
    pub(crate) fn lanes(&self) -> Option<&Lanes> {
        self.lanes.as_deref()
    }

    /// Returns the message counters and the state of the pool.
    #[must_use]
    pub fn stats(&self) -> ShmStats {
        let pool = self.shm.as_ref().map(|config| config.pool().stats());
        self.stats.snapshot(pool.unwrap_or_default())
    }

    /// Writes a message once, into shared memory if it is on and available.
    ///
    /// # Errors
    /// [`SerializeError`] for a message that the wire cannot express.
    pub fn write<T>(&self, message: &T) -> Result<WrittenMessage, SerializeError>
    where
        T: CdrSerialize + SizeEstimation,
    {
        Ok(self.write_outgoing(message)?.into_written())
    }

    /// As [`write`](Self::write), without making the message ready for zenoh.
    pub(crate) fn write_outgoing<T>(&self, message: &T) -> Result<Outgoing, SerializeError>
    where
        T: CdrSerialize + SizeEstimation,
    {
        self.write_from(self.shm.as_ref(), message)
    }

    /// Writes a message as [`write`](Self::write) does, and never waits for room in the pool, whatever its policy.
    ///
    /// # Errors
    /// As [`write`](Self::write).
    pub fn write_at_once<T>(&self, message: &T) -> Result<WrittenMessage, SerializeError>
    where
        T: CdrSerialize + SizeEstimation,
    {
        let outgoing = match &self.shm {
            Some(shm) if matches!(shm.pool().policy(), AllocPolicy::Wait(_) | AllocPolicy::Block) => {
                let hasty = shm.clone().with_policy(AllocPolicy::Collect);
                self.write_from(Some(&hasty), message)
            }
            shm => self.write_from(shm.as_ref(), message),
        };
        Ok(outgoing?.into_written())
    }

    fn write_from<T>(&self, shm: Option<&ShmConfig>, message: &T) -> Result<Outgoing, SerializeError>
    where
        T: CdrSerialize + SizeEstimation,
    {
        if self.splice
            && let Some(spliced) = splice::splice(message)?
        {
            return Ok(WrittenMessage::spliced(spliced).into());
        }
        let estimate = message.estimated_serialized_size();
        match self.acquire(shm, estimate) {
            Ok(buffer) => self.write_into(shm, message, buffer),
            Err(reason @ (FallbackReason::BelowThreshold | FallbackReason::LargerThanPool)) => {
                self.write_measured(shm, message, estimate, reason)
            }
            Err(reason) => on_heap(message, reason),
        }
    }

    /// Writes a message whose estimated size excludes it from the pool: tries again with the exact size, if that
    /// differs.
    fn write_measured<T: CdrSerialize>(
        &self,
        shm: Option<&ShmConfig>,
        message: &T,
        estimate: usize,
        reason: FallbackReason,
    ) -> Result<Outgoing, SerializeError> {
        let bytes = ENCAPSULATION_LEN.saturating_add(message.measure(0));
        if bytes < estimate {
            self.stats.record_trimmed();
        } else if bytes > estimate {
            self.stats.record_retried();
        } else {
            return on_heap(message, reason);
        }
        match self.acquire(shm, bytes) {
            Ok(buffer) => self.write_into(shm, message, buffer),
            Err(reason) => on_heap(message, reason),
        }
    }

    /// Writes the message into `buffer`, or into another buffer if that is too small.
    fn write_into<T: CdrSerialize>(
        &self,
        shm: Option<&ShmConfig>,
        message: &T,
        mut buffer: ShmBuffer,
    ) -> Result<Outgoing, SerializeError> {
        let mut written = to_slice(message, &mut buffer);
        if let Err(SerializeError::BufferTooSmall { needed, .. }) = written {
            self.stats.record_retried();
            drop(buffer);
            buffer = match self.acquire(shm, needed) {
                Ok(buffer) => buffer,
                Err(reason) => return on_heap(message, reason),
            };
            written = to_slice(message, &mut buffer);
        }
        let bytes = written?;
        if bytes < buffer.len() {
            self.stats.record_trimmed();
            if !buffer.shrink(bytes) {
                return on_heap(message, FallbackReason::AllocatorFailed);
            }
        }
        Ok(Outgoing::Buffer(buffer))
    }

    /// Lays out a message whose large fields are filled in place, in shared memory if it is on and available.
    ///
    /// # Errors
    /// As [`write`](Self::write).
    pub(crate) fn loan<T: CdrSerialize>(&self, message: &T) -> Result<LoanedMemory, SerializeError> {
        let bytes = ENCAPSULATION_LEN.saturating_add(message.measure(0));
        let (mut buffer, path) = match self.acquire(self.shm.as_ref(), bytes) {
            Ok(buffer) => (buffer.into_loan_buffer(), PublishPath::Shm),
            Err(reason) => (
                LoanBuffer::on_heap(AlignedBuffer::new(bytes)),
                PublishPath::Heap(reason),
            ),
        };
        reserve_slots(message, &mut buffer)?;
        Ok(LoanedMemory { buffer, path })
    }

    /// Writes a copy of a loaned message whose large fields are not at their positions, and counts it.
    pub(crate) fn write_copy<T: CdrSerialize>(&self, message: &T) -> Result<Outgoing, SerializeError> {
        self.stats.record_loan_rewritten();
        let bytes = ENCAPSULATION_LEN.saturating_add(message.measure(0));
        match self.acquire(self.shm.as_ref(), bytes) {
            Ok(buffer) => self.write_into(self.shm.as_ref(), message, buffer),
            Err(reason) => on_heap(message, reason),
        }
    }

    /// Acquires a buffer for a message of `bytes` bytes, or returns why the message falls back to the heap.
    fn acquire(&self, shm: Option<&ShmConfig>, bytes: usize) -> Result<ShmBuffer, FallbackReason> {
        let shm = shm.ok_or(FallbackReason::Disabled)?;
        let mut reused = None;
        if bytes >= shm.threshold() {
            self.check_receivers()?;
            reused = self.lanes.as_ref().and_then(|lanes| lanes.reuse(bytes));
        }
        let buffer = reused.map_or_else(|| shm.acquire(bytes), Ok)?;
        match (&self.receivers, buffer.segment()) {
            // The pool was replaced after the receivers were probed.
            (Some((gate, _)), Some(segment)) if !gate.is_about(segment) => {
                Audience::probe_again();
                Err(FallbackReason::AwaitingReceiver)
            }
            _ => Ok(buffer),
        }
    }

    /// Costs one atomic load.
    fn check_receivers(&self) -> Result<(), FallbackReason> {
        self.receivers.as_ref().map_or(Ok(()), |(gate, _)| gate.check())
    }

    /// Checks the receivers again, right before the message is sent. Copies the message to the heap if a receiver has
    /// appeared since it was written that cannot map the pool, or has not yet replied. Returns a forwarded message,
    /// which this writer did not write, unchanged.
    #[must_use]
    pub fn recheck(&self, written: WrittenMessage) -> WrittenMessage {
        match self.check_receivers() {
            Err(reason) if written.path.is_shm() && written.spliced == 0 => WrittenMessage {
                payload: written.payload.to_bytes().into_owned().into(),
                path: PublishPath::Heap(reason),
                address: None,
                ..written
            },
            _ => written,
        }
    }

    /// As [`recheck`](Self::recheck), for a message that zenoh may not have to know.
    pub(crate) fn recheck_outgoing(&self, outgoing: Outgoing) -> Outgoing {
        match outgoing {
            Outgoing::Written(written) => self.recheck(written).into(),
            buffer if self.check_receivers().is_ok() => buffer,
            buffer => self.recheck(buffer.into_written()).into(),
        }
    }

    /// Waits until every receiver has replied whether it can map the pool, for at most `timeout`.
    pub fn wait_for_answers(&self, timeout: Duration) {
        if let Some((gate, audience)) = &self.receivers {
            let segment = self.shm.as_ref().and_then(|shm| shm.pool().replaceable_segment());
            audience.wait_for_answers(gate, segment, timeout);
        }
    }

    /// Counts a message that was sent on `topic`, and logs a warning once for each fallback reason that needs one.
    pub fn record(&self, topic: &str, path: PublishPath, bytes: usize, spliced: usize) {
        match path {
            PublishPath::Shm if spliced > 0 => self.stats.record_spliced(bytes),
            PublishPath::Shm => self.stats.record_shm(bytes),
            PublishPath::Heap(reason) => {
                if self.stats.record_heap(bytes, reason) {
                    tracing::warn!(
                        topic,
                        bytes,
                        "a {bytes}-byte message on {topic} fell back from shared memory to the heap: {reason}; {}",
                        reason.cure().unwrap_or_default()
                    );
                }
            }
        }
    }
}

impl Drop for ShmWriter {
    /// Waits for up to one second until fields that were sent without a copy are received: the program may drop their
    /// provider next.
    fn drop(&mut self) {
        if self
            .stats
            .snapshot(crate::shm::PoolStats::default())
            .spliced()
            .messages
            > 0
        {
            linger_in_flight();
        }
    }
}

/// The memory of a message that is filled in place.
pub(crate) struct LoanedMemory {
    buffer: LoanBuffer,
    path: PublishPath,
}

impl LoanedMemory {
    pub(crate) fn path(&self) -> PublishPath {
        self.path
    }

    /// Writes the small fields, and returns the length of the message; `None` if a large field is not where it was laid
    /// out.
    pub(crate) fn finish<T: CdrSerialize>(&mut self, message: &T) -> Option<usize> {
        finish_in_place(message, &mut self.buffer)
    }

    /// Returns the message of `len` bytes, ready to be sent; `None` if another owner holds a part of it.
    pub(crate) fn into_message(self, len: usize) -> Option<Outgoing> {
        let mut owner = self.buffer.into_owner().ok()?;
        if let Some(mut buffer) = owner.take::<ShmBuffer>() {
            return Some(if len == buffer.len() || buffer.shrink(len) {
                Outgoing::Buffer(buffer)
            } else {
                let path = PublishPath::Heap(FallbackReason::AllocatorFailed);
                WrittenMessage::new(buffer.get(..len)?.to_vec().into(), path, len).into()
            });
        }
        let buffer = owner.take::<AlignedBuffer>()?;
        let slice = ZSlice::new(Arc::new(HeapMessage(buffer)), 0, len).ok()?;
        Some(WrittenMessage::new(ZBuf::from(slice).into(), self.path, len).into())
    }
}

/// Writes a message to the heap.
fn on_heap<T: CdrSerialize>(message: &T, reason: FallbackReason) -> Result<Outgoing, SerializeError> {
    let message = to_vec(message)?;
    let bytes = message.len();
    Ok(WrittenMessage::new(message.into(), PublishPath::Heap(reason), bytes).into())
}

/// A message on the heap with the alignment of shared memory.
#[derive(Debug)]
struct HeapMessage(AlignedBuffer);

impl ZSliceBuffer for HeapMessage {
    fn as_slice(&self) -> &[u8] {
        self.0.as_ref()
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

impl WrittenMessage {
    pub(crate) fn in_pool(buffer: ShmBuffer) -> Self {
        let (payload, address) = buffer.into_payload();
        let bytes = payload.len();
        Self {
            address,
            ..Self::new(payload, PublishPath::Shm, bytes)
        }
    }

    pub(crate) fn new(payload: ZBytes, path: PublishPath, bytes: usize) -> Self {
        Self {
            payload,
            path,
            bytes,
            spliced: 0,
            address: None,
        }
    }

    fn spliced(spliced: Spliced) -> Self {
        let Spliced {
            payload,
            bytes,
            shared,
            buffers,
        } = spliced;
        buffers.into_iter().for_each(keep_in_flight);
        Self {
            spliced: shared,
            ..Self::new(payload.into(), PublishPath::Shm, bytes)
        }
    }
}
