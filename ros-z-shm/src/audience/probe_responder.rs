//! Replies to probes: records which probes arrived, and how. A pool whose probe arrived in shared memory stays mapped
//! until its publisher leaves or replaces it, even if its file is removed.

use super::probe_messages::{Arrival, ProbeReply, ProbeRequest};
#[cfg(target_os = "linux")]
use crate::shm::attach::{self, Pin};
use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError};
use zenoh::Wait;
use zenoh::bytes::ZBytes;
use zenoh::query::Query;
use zenoh::session::ZenohId;
use zenoh::shm::SegmentID;

/// The maximum number of pools that stay mapped. Publishers of this library have a few each.
const MAX_POOLS: usize = 4096;

/// A probe that has arrived.
enum ReceivedProbe {
    InShm { _keeps_mapped: Mapped },
    Copied,
}

/// Keeps a pool mapped.
enum Mapped {
    /// By a pin, in a session of this library: its client unmaps a segment that is neither pinned nor used.
    #[cfg(target_os = "linux")]
    ByPin { _pin: Pin },
    /// By the buffer of the probe, in any other session.
    ByBuffer { _buffer: ZBytes },
}

impl Mapped {
    fn keep(segment: SegmentID, buffer: &ZBytes, may_pin: bool) -> Self {
        #[cfg(target_os = "linux")]
        if may_pin && let Ok(pin) = attach::pin(segment) {
            return Self::ByPin { _pin: pin };
        }
        #[cfg(not(target_os = "linux"))]
        let _ = (segment, may_pin);
        Self::ByBuffer {
            _buffer: buffer.clone(),
        }
    }
}

#[derive(Default)]
struct ProbeRecords {
    arrived: HashMap<(ZenohId, SegmentID), ReceivedProbe>,
    warned: HashSet<(ZenohId, SegmentID)>,
}

pub(super) struct ProbeResponder {
    takes_part: bool,
    /// Whether the session has this library's client.
    may_pin: bool,
    arrivals: Mutex<ProbeRecords>,
}

impl ProbeResponder {
    pub(super) fn new(takes_part: bool, may_pin: bool) -> Self {
        Self {
            takes_part,
            may_pin,
            arrivals: Mutex::default(),
        }
    }

    fn arrivals(&self) -> MutexGuard<'_, ProbeRecords> {
        self.arrivals.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Records a query with a payload. Replies to a query without one, and states how the payload before it arrived.
    pub(super) fn take(&self, query: &Query) {
        let Some(request) = ProbeRequest::parse(query.parameters()) else {
            return;
        };
        let place = (request.sender, request.segment);
        if let Some(payload) = query.payload() {
            let arrived = if payload.as_shm().is_some() {
                ReceivedProbe::InShm {
                    _keeps_mapped: Mapped::keep(request.segment, payload, self.may_pin),
                }
            } else {
                ReceivedProbe::Copied
            };
            let mut arrivals = self.arrivals();
            if arrivals.arrived.len() < MAX_POOLS || arrivals.arrived.contains_key(&place) {
                let before = arrivals.arrived.insert(place, arrived);
                // The publisher no longer sends from the pool that this one replaces, so it need not stay mapped.
                let replaced = request
                    .replaces
                    .and_then(|segment| arrivals.arrived.remove(&(request.sender, segment)));
                drop(arrivals);
                drop((before, replaced));
            }
            return;
        }
        let mut arrivals = self.arrivals();
        let arrival = match arrivals.arrived.get(&place) {
            Some(ReceivedProbe::InShm { .. }) => Arrival::Mapped,
            Some(ReceivedProbe::Copied) => Arrival::Copied,
            None => Arrival::Dropped,
        };
        let is_first =
            arrival == Arrival::Dropped && arrivals.warned.len() < MAX_POOLS && arrivals.warned.insert(place);
        drop(arrivals);
        let answer = ProbeReply::here(arrival, self.takes_part);
        if is_first {
            warn(&request, &answer);
        }
        // A publisher that has left needs no reply.
        let _ = query.reply(query.key_expr().clone(), answer.to_string()).wait();
    }

    /// Releases the pools of a publisher that has left.
    pub(super) fn forget(&self, sender: ZenohId) {
        let mut arrivals = self.arrivals();
        let (gone, kept) = std::mem::take(&mut arrivals.arrived)
            .into_iter()
            .partition(|((of, _), _)| *of == sender);
        arrivals.arrived = kept;
        arrivals.warned.retain(|(of, _)| *of != sender);
        drop(arrivals);
        let gone: HashMap<(ZenohId, SegmentID), ReceivedProbe> = gone;
        drop(gone);
    }
}

fn warn(request: &ProbeRequest, answer: &ProbeReply) {
    let ProbeRequest { process, bytes, .. } = request;
    match answer.limit {
        Some(limit) => tracing::warn!(
            "cannot map the {bytes}-byte shared memory pool of process {process}; its messages arrive over the network: \
             RLIMIT_MEMLOCK is {limit} bytes with {} in use; raise it (`ulimit -l unlimited`)",
            answer.locked
        ),
        None => tracing::warn!(
            "cannot map the {bytes}-byte shared memory pool of process {process}; its messages arrive over the network: \
             check that its file is still in /dev/shm (set `RemoveIPC=no` in logind.conf to keep it)"
        ),
    }
}
