//! The receivers of a session: which exist, the reply of each about each pool, and the next probe. Pure state: the
//! caller passes each event and its time, and sends the probes.

use super::foreign_process::LockShortage;
use super::gate_decision::{GRACE, PoolAccess, ReceiverState, combined_state};
use super::probe_messages::{Arrival, ProbeReply};
use crate::shm::{Gate, GateState, Probe, ProbedPool};
use std::collections::HashMap;
use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};
use zenoh::session::ZenohId;
use zenoh::shm::SegmentID;

/// The pause after the first probe without a reply; it doubles with each further one.
const SHORTEST_PAUSE: Duration = Duration::from_millis(10);

/// The pause after a receiver could not map a pool for the first time; it doubles with each further one.
const SHORTEST_REFUSAL: Duration = Duration::from_millis(250);

/// The longest pause.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// The outcome of checking one pool against one receiver.
#[derive(Clone, Debug)]
pub(crate) enum Outcome {
    /// The reply of a receiver of this library.
    Answered(ProbeReply),
    /// The result of checking the memory lock limit of a foreign process; `None` if no obstacle is known.
    Foreign(Option<LockShortage>),
}

/// The outcome for one receiver and the pool in one segment.
pub(crate) struct PoolOutcome {
    pub(crate) segment: SegmentID,
    /// The size of the segment.
    pub(crate) bytes: u64,
    pub(crate) outcome: Outcome,
}

impl Outcome {
    fn access(&self) -> PoolAccess {
        match self {
            Self::Answered(ProbeReply {
                arrival: Arrival::Dropped,
                ..
            })
            | Self::Foreign(Some(_)) => PoolAccess::CannotMap,
            Self::Answered(_) | Self::Foreign(None) => PoolAccess::Receives,
        }
    }
}

/// The probes of one pool to one receiver.
#[derive(Debug, Default)]
struct Inquiry {
    bytes: u64,
    outcome: Option<Outcome>,
    is_under_way: bool,
    attempts: u32,
    next: Option<Instant>,
}

impl Inquiry {
    /// Schedules the next probe.
    fn retry(&mut self, shortest: Duration, now: Instant) {
        self.is_under_way = false;
        self.next = Some(now + pause(shortest, self.attempts));
        self.attempts += 1;
    }
}

fn pause(shortest: Duration, attempts: u32) -> Duration {
    shortest.saturating_mul(1 << attempts.min(12)).min(LONGEST_PAUSE)
}

/// A direct connection, without a router in between.
#[derive(Clone, Copy, Debug)]
struct Connection {
    negotiated: bool,
    is_router: bool,
    since: Instant,
    /// Whether the version of its shared memory protocol has to be compared.
    is_to_be_compared: bool,
}

#[derive(Debug, Default)]
struct Receiver {
    is_ours: bool,
    connection: Option<Connection>,
    inquiries: HashMap<SegmentID, Inquiry>,
    /// The time of the next inspection of a foreign process.
    next_inspection: Option<Instant>,
    inspections: u32,
}

impl Receiver {
    fn is_gone(&self) -> bool {
        !self.is_ours && self.connection.is_none()
    }

    /// Returns whether messages of this process may reach it in shared memory.
    fn is_concerned(&self) -> bool {
        self.connection.is_none_or(|connection| connection.negotiated)
    }

    fn known(&self, segment: Option<SegmentID>, now: Instant) -> ReceiverState {
        let inquiry = segment.and_then(|segment| self.inquiries.get(&segment));
        let outcome = inquiry.and_then(|inquiry| inquiry.outcome.as_ref());
        let connection = self.connection;
        ReceiverState {
            is_ours: self.is_ours,
            negotiated: connection.map(|connection| connection.negotiated),
            is_router: connection.is_some_and(|connection| connection.is_router),
            age: connection.map_or(Duration::MAX, |connection| {
                now.saturating_duration_since(connection.since)
            }),
            access: outcome.map(Outcome::access),
        }
    }
}

/// A pool that publishers send from, and their gate.
struct PublishedPool {
    pool: ProbedPool,
    gate: Weak<Gate>,
    segment: Option<SegmentID>,
}

/// A task of the probe thread.
pub(super) enum ProbeTask {
    /// Send this probe to a receiver of this library.
    Probe(ZenohId, Probe),
    /// Inspect the memory lock limit of a foreign receiver, for these segments and sizes.
    Inspect(ZenohId, Vec<(SegmentID, u64)>),
    /// Compare the version of the shared memory protocol of a process that did not negotiate shared memory.
    Compare(ZenohId),
}

#[derive(Default)]
pub(super) struct Receivers {
    receivers: HashMap<ZenohId, Receiver>,
    pools: Vec<PublishedPool>,
    /// Whether the memory lock limit of this process is finite, so that foreign pools may be too large for it.
    pub(super) is_limited: bool,
    /// Whether this session takes part in shared memory.
    pub(super) takes_part: bool,
}

impl Receivers {
    /// Records that a session of this library has announced itself.
    pub(super) fn announced(&mut self, zid: ZenohId, now: Instant) {
        let receiver = self.receivers.entry(zid).or_default();
        if !receiver.is_ours {
            receiver.is_ours = true;
            receiver.next_inspection = None;
            receiver.inquiries.clear();
        }
        self.update(now);
    }

    /// Records that a session of this library has left.
    pub(super) fn withdrawn(&mut self, zid: ZenohId, now: Instant) {
        if let Some(receiver) = self.receivers.get_mut(&zid) {
            receiver.is_ours = false;
            receiver.inquiries.clear();
        }
        self.forget_the_gone(now);
    }

    /// Records a new connection.
    pub(super) fn connected(&mut self, zid: ZenohId, negotiated: bool, is_router: bool, now: Instant) {
        let receiver = self.receivers.entry(zid).or_default();
        receiver.connection = Some(Connection {
            negotiated,
            is_router,
            since: now,
            is_to_be_compared: self.takes_part && !negotiated && !is_router,
        });
        receiver.inspections = 0;
        receiver.next_inspection = negotiated.then(|| if is_router { now } else { now + GRACE });
        self.update(now);
    }

    /// Records a closed connection.
    pub(super) fn disconnected(&mut self, zid: ZenohId, now: Instant) {
        if let Some(receiver) = self.receivers.get_mut(&zid) {
            receiver.connection = None;
            receiver.next_inspection = None;
        }
        self.forget_the_gone(now);
    }

    fn forget_the_gone(&mut self, now: Instant) {
        self.receivers.retain(|_, receiver| !receiver.is_gone());
        self.update(now);
    }

    /// Returns the gate between a pool and the receivers.
    pub(super) fn gate(&mut self, pool: ProbedPool, now: Instant) -> Arc<Gate> {
        let known = self.pools.iter().filter(|known| known.pool.is(pool));
        if let Some(gate) = known.filter_map(|known| known.gate.upgrade()).next() {
            return gate;
        }
        let gate = Arc::new(Gate::new(GateState::Awaiting));
        self.pools.push(PublishedPool {
            pool,
            gate: Arc::downgrade(&gate),
            segment: pool.probe().map(|probe| probe.segment),
        });
        for receiver in self.receivers.values_mut() {
            // Its last inspection did not include this pool.
            receiver.next_inspection = receiver.next_inspection.map(|_| now);
        }
        self.update(now);
        gate
    }

    /// Sets the gates from the state of the receivers.
    pub(super) fn update(&mut self, now: Instant) {
        self.pools.retain(|pool| pool.gate.strong_count() > 0);
        for pool in &self.pools {
            let known = self
                .receivers
                .values()
                .map(|receiver| receiver.known(pool.segment, now));
            if let Some(gate) = pool.gate.upgrade() {
                gate.set(combined_state(known), pool.segment);
            }
        }
    }

    /// Returns the tasks that are due, and the time of the next one.
    pub(super) fn due(&mut self, now: Instant) -> (Vec<ProbeTask>, Option<Instant>) {
        let mut tasks = Vec::new();
        let mut next: Option<Instant> = None;
        let mut come_back = |at: Instant| next = Some(next.map_or(at, |next| next.min(at)));
        let mut probes = Vec::new();
        let mut is_any_replaced = false;
        for pool in &mut self.pools {
            match pool.pool.probe() {
                Some(probe) => {
                    is_any_replaced |= pool.segment != Some(probe.segment);
                    pool.segment = Some(probe.segment);
                    probes.push(probe);
                }
                // The provider is full; try again later.
                None => come_back(now + SHORTEST_REFUSAL),
            }
        }
        if is_any_replaced {
            // The results for the previous segment do not apply to this one.
            self.update(now);
        }
        let is_limited = self.is_limited;
        for (zid, receiver) in &mut self.receivers {
            if let Some(connection) = &mut receiver.connection
                && std::mem::take(&mut connection.is_to_be_compared)
            {
                tasks.push(ProbeTask::Compare(*zid));
            }
            if receiver.is_ours {
                for probe in &probes {
                    let inquiry = receiver.inquiries.entry(probe.segment).or_default();
                    inquiry.bytes = probe.bytes;
                    if inquiry.is_under_way || (inquiry.outcome.is_some() && inquiry.next.is_none()) {
                        continue;
                    }
                    match inquiry.next {
                        Some(at) if at > now => come_back(at),
                        _ => {
                            inquiry.is_under_way = true;
                            tasks.push(ProbeTask::Probe(*zid, probe.clone()));
                        }
                    }
                }
                continue;
            }
            if !receiver.is_concerned() {
                continue;
            }
            let is_new = |probe: &Probe| !receiver.inquiries.contains_key(&probe.segment);
            let is_wanted = is_limited || !probes.is_empty();
            match receiver.next_inspection {
                Some(at) if is_wanted && at > now => come_back(at),
                Some(_) if is_wanted => {}
                // Inspected before, but not for this pool.
                None if receiver.connection.is_some() && probes.iter().any(is_new) => {}
                _ => continue,
            }
            if receiver.next_inspection.is_none_or(|at| at <= now) {
                let segments = probes.iter().map(|probe| (probe.segment, probe.bytes));
                tasks.push(ProbeTask::Inspect(*zid, segments.collect()));
                receiver.next_inspection = Some(now + pause(SHORTEST_REFUSAL, receiver.inspections));
                receiver.inspections += 1;
                come_back(now + pause(SHORTEST_REFUSAL, receiver.inspections));
            }
        }
        (tasks, next)
    }

    /// Returns whether this would be the receiver's first reply about the pool.
    pub(super) fn is_first_answer(&mut self, zid: ZenohId, segment: SegmentID) -> bool {
        let inquiry = self.inquiry(zid, segment);
        inquiry.is_some_and(|inquiry| inquiry.is_under_way && inquiry.outcome.is_none())
    }

    /// Records a reply.
    pub(super) fn answered(&mut self, zid: ZenohId, segment: SegmentID, answer: ProbeReply, now: Instant) {
        let Some(inquiry) = self.inquiry(zid, segment).filter(|inquiry| inquiry.is_under_way) else {
            return;
        };
        let outcome = Outcome::Answered(answer);
        if outcome.access() == PoolAccess::CannotMap {
            inquiry.retry(SHORTEST_REFUSAL, now);
        } else {
            inquiry.is_under_way = false;
            inquiry.next = None;
        }
        inquiry.outcome = Some(outcome);
        self.update(now);
    }

    /// Records that a probe got no reply in time.
    pub(super) fn unanswered(&mut self, zid: ZenohId, segment: SegmentID, now: Instant) {
        if let Some(inquiry) = self.inquiry(zid, segment).filter(|inquiry| inquiry.is_under_way) {
            inquiry.retry(SHORTEST_PAUSE, now);
        }
    }

    /// Returns whether no shortage of a foreign process is known yet for the pool.
    pub(super) fn is_first_shortage(&mut self, zid: ZenohId, segment: SegmentID) -> bool {
        let outcome = self
            .inquiry(zid, segment)
            .and_then(|inquiry| inquiry.outcome.as_ref());
        let is_known = matches!(outcome, Some(Outcome::Foreign(Some(_))));
        !is_known && !self.is_ours(zid)
    }

    /// Records the result of inspecting a foreign process.
    pub(super) fn inspected(
        &mut self,
        zid: ZenohId,
        (segment, bytes): (SegmentID, u64),
        shortage: Option<LockShortage>,
        now: Instant,
    ) {
        let receiver = self.receivers.get_mut(&zid);
        if let Some(receiver) = receiver.filter(|receiver| !receiver.is_ours) {
            let inquiry = receiver.inquiries.entry(segment).or_default();
            inquiry.bytes = bytes;
            inquiry.outcome = Some(Outcome::Foreign(shortage));
            self.update(now);
        }
    }

    /// Returns whether a process with shared memory connected so recently that it may still announce itself.
    pub(super) fn has_young(&self, now: Instant) -> bool {
        self.receivers.values().any(|receiver| {
            let is_young = |connection: &Connection| {
                connection.negotiated
                    && !connection.is_router
                    && now.saturating_duration_since(connection.since) < GRACE
            };
            !receiver.is_ours && receiver.connection.as_ref().is_some_and(is_young)
        })
    }

    fn inquiry(&mut self, zid: ZenohId, segment: SegmentID) -> Option<&mut Inquiry> {
        self.receivers.get_mut(&zid)?.inquiries.get_mut(&segment)
    }

    /// Returns all outcomes: for each receiver, the segments that it was checked for, their sizes, and the result.
    pub(super) fn outcomes(&self) -> Vec<(ZenohId, Vec<PoolOutcome>)> {
        let known = self.receivers.iter().map(|(zid, receiver)| {
            let pools = receiver.inquiries.iter().filter_map(|(segment, inquiry)| {
                Some(PoolOutcome {
                    segment: *segment,
                    bytes: inquiry.bytes,
                    outcome: inquiry.outcome.clone()?,
                })
            });
            (*zid, pools.collect())
        });
        known.collect()
    }

    /// Returns whether a receiver has announced itself as one of this library.
    pub(super) fn is_ours(&self, zid: ZenohId) -> bool {
        self.receivers.get(&zid).is_some_and(|receiver| receiver.is_ours)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_the_longest() {
        let pauses: Vec<u128> = (0..20)
            .map(|attempts| pause(SHORTEST_PAUSE, attempts).as_millis())
            .collect();
        assert_eq!(pauses[..4], [10, 20, 40, 80]);
        assert_eq!(pauses[19], LONGEST_PAUSE.as_millis());
    }
}
