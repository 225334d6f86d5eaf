//! The answering side: which questions have arrived, and how. The buffer of a question that arrived in shared memory is
//! kept until its asker leaves: with it, the pool stays mapped, even if its file is removed.

use super::answer::{About, Answer, Arrival};
use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError};
use zenoh::Wait;
use zenoh::bytes::ZBytes;
use zenoh::query::Query;
use zenoh::session::ZenohId;
use zenoh::shm::SegmentID;

/// More pools than this are not kept mapped; askers of this library have a few each.
const MOST: usize = 4096;

/// A question that has arrived.
enum Arrived {
    InShm { _keeps_mapped: ZBytes },
    Copied,
}

#[derive(Default)]
struct Arrivals {
    arrived: HashMap<(ZenohId, SegmentID), Arrived>,
    warned: HashSet<(ZenohId, SegmentID)>,
}

pub(super) struct Reception {
    takes_part: bool,
    arrivals: Mutex<Arrivals>,
}

impl Reception {
    pub(super) fn new(takes_part: bool) -> Self {
        Self {
            takes_part,
            arrivals: Mutex::default(),
        }
    }

    fn arrivals(&self) -> MutexGuard<'_, Arrivals> {
        self.arrivals.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes in a question with a payload, and answers one without: whether the one before has arrived.
    pub(super) fn take(&self, query: &Query) {
        let Some(about) = About::parse(query.parameters()) else {
            return;
        };
        let place = (about.asker, about.segment);
        if let Some(payload) = query.payload() {
            let arrived = if payload.as_shm().is_some() {
                Arrived::InShm {
                    _keeps_mapped: payload.clone(),
                }
            } else {
                Arrived::Copied
            };
            let mut arrivals = self.arrivals();
            if arrivals.arrived.len() < MOST || arrivals.arrived.contains_key(&place) {
                let before = arrivals.arrived.insert(place, arrived);
                // The pool that this one replaces is not sent from any more, and need not stay mapped.
                let replaced = about
                    .instead
                    .and_then(|segment| arrivals.arrived.remove(&(about.asker, segment)));
                drop(arrivals);
                drop((before, replaced));
            }
            return;
        }
        let mut arrivals = self.arrivals();
        let arrival = match arrivals.arrived.get(&place) {
            Some(Arrived::InShm { .. }) => Arrival::Mapped,
            Some(Arrived::Copied) => Arrival::Copied,
            None => Arrival::Dropped,
        };
        let is_first =
            arrival == Arrival::Dropped && arrivals.warned.len() < MOST && arrivals.warned.insert(place);
        drop(arrivals);
        let answer = Answer::here(arrival, self.takes_part);
        if is_first {
            warn(&about, &answer);
        }
        // An asker that has left needs no answer.
        let _ = query.reply(query.key_expr().clone(), answer.to_string()).wait();
    }

    /// Lets go of the pools of an asker that has left.
    pub(super) fn forget(&self, asker: ZenohId) {
        let mut arrivals = self.arrivals();
        let (gone, kept) = std::mem::take(&mut arrivals.arrived)
            .into_iter()
            .partition(|((of, _), _)| *of == asker);
        arrivals.arrived = kept;
        arrivals.warned.retain(|(of, _)| *of != asker);
        drop(arrivals);
        let gone: HashMap<(ZenohId, SegmentID), Arrived> = gone;
        drop(gone);
    }
}

fn warn(about: &About, answer: &Answer) {
    let About { process, bytes, .. } = about;
    match answer.limit {
        Some(limit) => tracing::warn!(
            "the shared memory pool of process {process}, {bytes} bytes, cannot be mapped here; its messages arrive over the \
             network: RLIMIT_MEMLOCK is {limit} bytes with {} in use; raise it (`ulimit -l unlimited`)",
            answer.locked
        ),
        None => tracing::warn!(
            "the shared memory pool of process {process}, {bytes} bytes, cannot be mapped here; its messages arrive over the \
             network: see whether its file is still in /dev/shm (`RemoveIPC=no` in logind.conf keeps it)"
        ),
    }
}
