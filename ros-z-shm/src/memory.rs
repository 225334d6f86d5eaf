//! Where a message is written before it is sent: shared memory, or the heap with the
//! reason why. For topics and services alike; who sends it, and to whom, is not known here.

use crate::audience::Audience;
use crate::error::BuildError;
use crate::published::PublishPath;
use crate::shm::{
    AllocPolicy, FallbackReason, Gate, ShmBuffer, ShmConfig, ShmMode, ShmSettings, ShmStats, StatsCounters,
    keep_in_flight, linger_in_flight,
};
use crate::splice::{self, Spliced};
use ros_z_core::{
    AlignedBuffer, Carving, CdrSerialize, ENCAPSULATION_LEN, SerializeError, SizeEstimation, lay_out,
    to_slice, to_vec, write_around,
};
use std::any::Any;
use std::sync::Arc;
use std::time::Duration;
use zenoh::bytes::ZBytes;
use zenoh_buffers::{ZBuf, ZSlice, ZSliceBuffer};

/// Which memory messages are written to, and the count of them.
#[derive(Debug)]
pub(crate) struct Memory {
    shm: Option<ShmConfig>,
    /// Whether the receivers can map the pool.
    gate: Option<Arc<Gate>>,
    audience: Audience,
    /// Whether fields that are in shared memory already are passed on as they are.
    splice: bool,
    stats: StatsCounters,
}

/// A message that is ready to be sent.
pub(crate) struct Written {
    pub(crate) payload: ZBytes,
    pub(crate) path: PublishPath,
    pub(crate) bytes: usize,
    /// Those of them that were in shared memory before.
    pub(crate) spliced: usize,
}

impl Memory {
    /// What the three levels were told, together.
    pub(crate) fn choose(
        context: &ShmMode,
        node: &ShmMode,
        endpoint: ShmSettings,
        stats: StatsCounters,
        audience: &Audience,
    ) -> Result<Self, BuildError> {
        let endpoint = endpoint.build_below(&node.clone().or(context))?;
        let shm = ShmMode::resolve(context, node, &endpoint);
        let told = [&endpoint, node, context]
            .into_iter()
            .find(|mode| !matches!(mode, ShmMode::Inherit));
        Ok(Self {
            gate: shm.as_ref().and_then(|shm| audience.gate(shm.pool())),
            audience: audience.clone(),
            shm,
            splice: !matches!(told, Some(ShmMode::Off)),
            stats,
        })
    }

    /// What became of the messages.
    pub(crate) fn stats(&self) -> ShmStats {
        self.stats.snapshot(self.shm.as_ref().map(ShmConfig::pool))
    }

    /// Writes a message once, to shared memory if it can be had.
    pub(crate) fn write<T>(&self, message: &T) -> Result<Written, SerializeError>
    where
        T: CdrSerialize + SizeEstimation,
    {
        self.write_from(self.shm.as_ref(), message)
    }

    /// As [`write`](Self::write), and never waits for room in the pool, whatever its policy.
    pub(crate) fn write_at_once<T>(&self, message: &T) -> Result<Written, SerializeError>
    where
        T: CdrSerialize + SizeEstimation,
    {
        match &self.shm {
            Some(shm)
                if matches!(
                    shm.pool().alloc_policy(),
                    AllocPolicy::Wait(_) | AllocPolicy::Block
                ) =>
            {
                let hasty = shm.clone().with_alloc_policy(AllocPolicy::Collect);
                self.write_from(Some(&hasty), message)
            }
            shm => self.write_from(shm.as_ref(), message),
        }
    }

    fn write_from<T>(&self, shm: Option<&ShmConfig>, message: &T) -> Result<Written, SerializeError>
    where
        T: CdrSerialize + SizeEstimation,
    {
        if self.splice
            && let Some(spliced) = splice::splice(message)?
        {
            return Ok(Written::spliced(spliced));
        }
        let estimate = message.estimated_serialized_size();
        match self.acquire(shm, estimate) {
            Ok(buffer) => self.write_into(shm, message, buffer),
            Err(reason @ (FallbackReason::BelowThreshold | FallbackReason::LargerThanPool)) => {
                self.write_measured(shm, message, estimate, reason)
            }
            Err(reason) => Written::on_heap(message, reason),
        }
    }

    /// Writes a message whose estimate keeps it out of the pool: by its true size, if that is another.
    fn write_measured<T: CdrSerialize>(
        &self,
        shm: Option<&ShmConfig>,
        message: &T,
        estimate: usize,
        reason: FallbackReason,
    ) -> Result<Written, SerializeError> {
        let bytes = ENCAPSULATION_LEN.saturating_add(message.measure(0));
        if bytes < estimate {
            self.stats.record_trimmed();
        } else if bytes > estimate {
            self.stats.record_retried();
        } else {
            return Written::on_heap(message, reason);
        }
        match self.acquire(shm, bytes) {
            Ok(buffer) => self.write_into(shm, message, buffer),
            Err(reason) => Written::on_heap(message, reason),
        }
    }

    /// Writes the message into `buffer`; into another if that is too small.
    fn write_into<T: CdrSerialize>(
        &self,
        shm: Option<&ShmConfig>,
        message: &T,
        mut buffer: ShmBuffer,
    ) -> Result<Written, SerializeError> {
        let mut written = to_slice(message, &mut buffer);
        if let Err(SerializeError::BufferTooSmall { needed, .. }) = written {
            self.stats.record_retried();
            drop(buffer);
            buffer = match self.acquire(shm, needed) {
                Ok(buffer) => buffer,
                Err(reason) => return Written::on_heap(message, reason),
            };
            written = to_slice(message, &mut buffer);
        }
        let bytes = written?;
        if bytes < buffer.len() {
            self.stats.record_trimmed();
            // A shorter length than the present one, and not 0, always fits.
            let _ = buffer.shrink(bytes);
        }
        Ok(Written {
            payload: buffer.into_zshm().into(),
            path: PublishPath::Shm,
            bytes,
            spliced: 0,
        })
    }

    /// Lays out a message that is filled where it lies, in shared memory if it can be had.
    pub(crate) fn lay_out<T: CdrSerialize>(&self, message: &T) -> Result<Ground, SerializeError> {
        let bytes = ENCAPSULATION_LEN.saturating_add(message.measure(0));
        let (mut carving, path) = match self.acquire(self.shm.as_ref(), bytes) {
            Ok(buffer) => (buffer.carve(), PublishPath::Shm),
            Err(reason) => (
                Carving::of_heap(AlignedBuffer::new(bytes)),
                PublishPath::Heap(reason),
            ),
        };
        lay_out(message, &mut carving)?;
        Ok(Ground { carving, path })
    }

    /// Writes a message whose parts are not where they were laid out.
    pub(crate) fn write_anew<T: CdrSerialize>(&self, message: &T) -> Result<Written, SerializeError> {
        let bytes = ENCAPSULATION_LEN.saturating_add(message.measure(0));
        match self.acquire(self.shm.as_ref(), bytes) {
            Ok(buffer) => self.write_into(self.shm.as_ref(), message, buffer),
            Err(reason) => Written::on_heap(message, reason),
        }
    }

    /// A buffer for a message of `bytes` bytes, or why it falls back to the heap.
    fn acquire(&self, shm: Option<&ShmConfig>, bytes: usize) -> Result<ShmBuffer, FallbackReason> {
        let shm = shm.ok_or(FallbackReason::Disabled)?;
        if bytes >= shm.threshold() {
            self.check_gate()?;
        }
        shm.acquire(bytes)
    }

    fn check_gate(&self) -> Result<(), FallbackReason> {
        self.gate.as_ref().map_or(Ok(()), |gate| gate.check())
    }

    /// Copies a message to the heap that was written to shared memory before a receiver appeared that cannot map it, or
    /// has not yet answered. What was passed on is left as it is.
    pub(crate) fn recheck(&self, written: Written) -> Written {
        match self.check_gate() {
            Err(reason) if written.path.is_shm() && written.spliced == 0 => Written {
                payload: written.payload.to_bytes().into_owned().into(),
                path: PublishPath::Heap(reason),
                ..written
            },
            _ => written,
        }
    }

    /// Waits until every receiver has answered whether it can map the pool.
    pub(crate) fn wait_for_answers(&self, timeout: Duration) {
        if let Some(gate) = &self.gate {
            self.audience.wait_for_answers(gate, timeout);
        }
    }

    /// Counts a message that was sent.
    pub(crate) fn record(&self, topic: &str, path: PublishPath, bytes: usize, spliced: usize) {
        match path {
            PublishPath::Shm if spliced > 0 => self.stats.record_spliced(bytes),
            PublishPath::Shm => self.stats.record_shm(bytes),
            PublishPath::Heap(reason) => {
                if self.stats.record_heap(bytes, reason) {
                    tracing::warn!(
                        topic,
                        bytes,
                        "a message took the heap instead of shared memory: {reason}; {}",
                        reason.cure().unwrap_or_default()
                    );
                }
            }
        }
    }
}

impl Drop for Memory {
    /// Waits, for a second at most, until fields that were passed on as they are have been taken up: the provider
    /// that they came from may be dropped next.
    fn drop(&mut self) {
        if self.stats.snapshot(None).spliced().messages > 0 {
            linger_in_flight();
        }
    }
}

/// The memory of a message that is filled where it lies.
pub(crate) struct Ground {
    carving: Carving,
    path: PublishPath,
}

impl Ground {
    pub(crate) fn path(&self) -> PublishPath {
        self.path
    }

    /// Writes what is small; the length of the message, or `None` if what is large is not where it was laid out.
    pub(crate) fn write_around<T: CdrSerialize>(&mut self, message: &T) -> Option<usize> {
        write_around(message, &mut self.carving)
    }

    /// The message of `len` bytes, ready to be sent; `None` if somebody holds a part of it.
    pub(crate) fn finish(self, len: usize) -> Option<Written> {
        let keeper = self.carving.finish().ok()?;
        let payload = match keeper.downcast::<ShmBuffer>() {
            Ok(mut buffer) => {
                if len < buffer.len() {
                    // A shorter length than the present one, and not 0, always fits.
                    let _ = buffer.shrink(len);
                }
                buffer.into_zshm().into()
            }
            Err(keeper) => {
                let buffer = keeper.downcast::<AlignedBuffer>().ok()?;
                let slice = ZSlice::new(Arc::new(HeapMessage(*buffer)), 0, len).ok()?;
                ZBuf::from(slice).into()
            }
        };
        Some(Written {
            payload,
            path: self.path,
            bytes: len,
            spliced: 0,
        })
    }
}

/// A message on the heap that is aligned like those in shared memory.
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

impl Written {
    fn on_heap<T: CdrSerialize>(message: &T, reason: FallbackReason) -> Result<Self, SerializeError> {
        let message = to_vec(message)?;
        let bytes = message.len();
        Ok(Self {
            payload: message.into(),
            path: PublishPath::Heap(reason),
            bytes,
            spliced: 0,
        })
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
            payload: payload.into(),
            path: PublishPath::Shm,
            bytes,
            spliced: shared,
        }
    }
}
