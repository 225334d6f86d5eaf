//! The receivers of a session, and whether each can map the pools of its publishers. zenoh drops a message if the
//! receiver cannot map its pool, and reports this to neither side. Therefore a publisher first probes each receiver of
//! this library with a small buffer of the pool.
//!
//! A session of this library announces itself with a liveliness token and replies to probes (`probe_responder`). A
//! thread (`probe_thread`) sends probes when a receiver appears, when a pool appears, and again while the receiver
//! cannot map the pool. `receivers` stores the state of each receiver; `gate_decision` derives the state of the gate
//! from it. Receivers without this library cannot be probed: the memory lock limit of their process decides
//! (`foreign_process`). The publish path reads the result from a gate, one atomic value.
//!
//! This file is long because zenoh's callbacks and the probes share one state.

mod foreign_process;
mod gate_decision;
mod probe_messages;
mod probe_responder;
mod probe_thread;
mod receivers;

pub(crate) use foreign_process::LockShortage;
pub(crate) use probe_messages::{Arrival, ProbeReply};
pub(crate) use receivers::{Outcome, PoolOutcome};

use crate::error::BuildError;
use crate::lane::{
    Hub, LaneIdentity, LaneSubscription, LaneTarget, Lanes, offer_key, patience, token_pattern,
};
use crate::runtime;
use crate::session::locks_pools;
use crate::shm::{
    FallbackReason, Gate, Probe, ProbedPool, ProcessStats, SHM_PROTOCOL_VERSION, ShmLimits, ShmPool,
    is_removed, lanes_of_environment,
};
use foreign_process::{ForeignProcess, OtherVersion};
use probe_messages::{ProbeRequest, announced, probe_key, stats_key, token_key};
use probe_responder::ProbeResponder;
use receivers::{ProbeTask, Receivers};
use std::collections::HashSet;
use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, Instant};
use zenoh::bytes::ZBytes;
use zenoh::config::WhatAmI;
use zenoh::liveliness::LivelinessToken;
use zenoh::pubsub::Subscriber;
use zenoh::qos::{CongestionControl, Priority};
use zenoh::query::{ConsolidationMode, Parameters, QueryTarget, Queryable, Reply};
use zenoh::sample::{Locality, SampleKind};
use zenoh::session::{TransportEventsListener, ZenohId};
use zenoh::shm::SegmentID;
use zenoh::{Session, Wait};

/// The timeout of a probe, after which it is sent again.
const PROBE_TIMEOUT: Duration = Duration::from_secs(1);

/// The audiences of all sessions of this process.
static AUDIENCES: Mutex<Vec<Weak<Core>>> = Mutex::new(Vec::new());

/// Locked while the probe thread uses a session and while an audience is dropped, so that the probe thread never closes
/// a session.
static IN_USE: Mutex<()> = Mutex::new(());

fn audiences() -> MutexGuard<'static, Vec<Weak<Core>>> {
    AUDIENCES.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Asks all processes of this library that a session reaches for their statistics. Waits for the replies, `timeout` at
/// most. A process with several sessions replies once for each.
pub(crate) fn ask_for_stats(session: &Session, timeout: Duration) -> Vec<ProcessStats> {
    let everybody = session
        .get(stats_key("*"))
        .target(QueryTarget::All)
        .allowed_destination(Locality::Remote)
        .consolidation(ConsolidationMode::None)
        .timeout(timeout);
    runtime::blocking(|| {
        let deadline = Instant::now() + timeout;
        let mut found = Vec::new();
        // A session that is closed reaches nobody.
        let replies = everybody.wait().ok();
        while let Some(Ok(Some(reply))) = replies.as_ref().map(|replies| replies.recv_deadline(deadline)) {
            let text = (reply.result().ok()).and_then(|sample| sample.payload().try_to_string().ok());
            found.extend(text.and_then(|text| text.parse::<ProcessStats>().ok()));
        }
        found
    })
}

/// The receivers of one zenoh session, with the result of probing whether they can map the pools of its publishers.
///
/// Clones share the receivers; the session stays open while one of them is alive. Pass it to
/// [`ShmWriter::with_audience`](crate::ShmWriter::with_audience) to send messages over the network if a receiver cannot
/// map the pool: zenoh drops such messages in shared memory, and reports this to neither side.
///
/// # Examples
/// ```no_run
/// use ros_z_shm::shm::{ShmMode, ShmSettings};
/// use ros_z_shm::{Audience, ShmWriter};
/// use zenoh::Wait;
///
/// let session = zenoh::open(zenoh::Config::default()).wait()?;
/// let audience = Audience::of_session(&session)?;
/// let settings = ShmSettings::new().with_enabled();
/// let writer = ShmWriter::new(&ShmMode::Inherit, settings)?.with_audience(&audience);
/// # Ok::<(), Box<dyn std::error::Error + Send + Sync>>(())
/// ```
#[derive(Clone)]
pub struct Audience {
    /// `None` only during drop.
    core: Option<Arc<Core>>,
}

struct Core {
    session: Session,
    shared: Arc<Shared>,
    /// Undeclared on drop, the token first.
    _declared: Declared,
}

/// The declarations of an audience.
type Declared = (
    LivelinessToken,
    Subscriber<()>,
    TransportEventsListener<()>,
    [Queryable<()>; 2],
    Option<LaneKeys>,
);

/// The watched tokens of subscribers, and the key for offers of lanes.
type LaneKeys = (Subscriber<()>, Queryable<()>);

/// The state that zenoh's callbacks share. Does not contain the session, because a callback must not close it.
struct Shared {
    own: ZenohId,
    receivers: Mutex<Receivers>,
    /// Signalled after a gate changes its state.
    changed: Condvar,
    reception: ProbeResponder,
    /// The lanes of the session.
    lanes: Hub,
    /// Foreign segments for which a warning was logged.
    warned: Mutex<HashSet<u64>>,
    /// Other versions of the shared memory protocol for which a warning was logged.
    warned_versions: Mutex<HashSet<u64>>,
}

impl Audience {
    /// Returns the receivers of a session. While the result or a clone of it is alive, the session announces itself to
    /// publishers and replies to their probes.
    ///
    /// # Errors
    /// [`BuildError::Zenoh`] if zenoh cannot declare the keys, the token or the listener.
    pub fn of_session(session: &Session) -> Result<Self, BuildError> {
        let mut audiences = audiences();
        audiences.retain(|audience| audience.strong_count() > 0);
        let known = audiences.iter().filter_map(Weak::upgrade);
        let found = known
            .map(Self::of_core)
            .find(|audience| audience.shared().own == session.zid());
        if let Some(audience) = found {
            return Ok(audience);
        }
        let core = Arc::new(runtime::blocking(|| Core::declare(session))?);
        audiences.push(Arc::downgrade(&core));
        drop(audiences);
        if core.shared.receivers().is_limited {
            probe_thread::start(run_due_tasks);
        }
        Ok(Self::of_core(core))
    }

    fn of_core(core: Arc<Core>) -> Self {
        Self { core: Some(core) }
    }

    fn shared(&self) -> &Shared {
        let Some(core) = &self.core else {
            unreachable!("it is taken only when dropped")
        };
        &core.shared
    }

    /// Returns the gate between a pool and the receivers; `None` if the pool could not be created.
    pub(crate) fn gate(&self, pool: &ShmPool) -> Option<Arc<Gate>> {
        let pool = ProbedPool::of(pool)?;
        let gate = self.shared().receivers().gate(pool, Instant::now());
        probe_thread::start(run_due_tasks);
        probe_thread::wake();
        Some(gate)
    }

    /// Announces a subscriber of the session, which takes lanes if it has a target. To be called before the subscriber
    /// is declared to zenoh.
    ///
    /// # Errors
    /// [`BuildError::Zenoh`] if zenoh refuses.
    #[doc(hidden)]
    pub fn announce_subscriber(
        &self,
        key: &str,
        target: Option<Arc<dyn LaneTarget>>,
    ) -> Result<LaneSubscription, BuildError> {
        let Some(core) = &self.core else {
            unreachable!("it is taken only when dropped")
        };
        if core.shared.lanes.is_on() {
            probe_thread::start(run_due_tasks);
            probe_thread::wake();
        }
        core.shared.lanes.announce(&core.session, key, target)
    }

    /// Returns whether the session takes part in lanes.
    pub(crate) fn has_lanes(&self) -> bool {
        self.shared().lanes.is_on()
    }

    /// Creates the lanes of a publisher of the session, whose messages are in `pool`; `None` if lanes are off.
    pub(crate) fn lanes(&self, identity: LaneIdentity, pool: &ShmPool) -> Option<Arc<Lanes>> {
        let shared = self.shared();
        if !self.has_lanes() {
            return None;
        }
        let session = self.core.as_ref().map(|core| &core.session)?;
        let patience = patience(session, identity.is_reliable);
        let lanes = Lanes::new(identity, pool.clone(), patience);
        shared.lanes.add_publisher(&lanes);
        probe_thread::start(run_due_tasks);
        probe_thread::wake();
        Some(lanes)
    }

    /// Records that the program may declare subscribers of its own on the session, which lanes do not serve.
    #[doc(hidden)]
    pub fn share_session(&self) {
        self.shared().lanes.share_session();
    }

    /// Returns the sessions with an open lane from this one, once for each lane.
    pub(crate) fn served_by_lane(&self) -> Vec<ZenohId> {
        self.shared().lanes.served()
    }

    /// Wakes the probe thread to probe the receivers of replaced pools.
    pub(crate) fn probe_again() {
        probe_thread::wake();
    }

    /// Waits until no reply is pending for the current segment of the pool of `gate`.
    pub(crate) fn wait_for_answers(&self, gate: &Gate, segment: Option<SegmentID>, timeout: Duration) {
        let is_replaced = || segment.is_some_and(|segment| !gate.is_about(segment));
        let is_awaiting = || gate.check() == Err(FallbackReason::AwaitingReceiver) || is_replaced();
        if timeout.is_zero() || !is_awaiting() {
            return;
        }
        if is_replaced() {
            probe_thread::wake();
        }
        let receivers = self.shared().receivers();
        drop(
            self.shared()
                .changed
                .wait_timeout_while(receivers, timeout, |_| is_awaiting()),
        );
    }

    /// Returns the known outcomes for each receiver.
    pub(crate) fn outcomes(&self) -> Vec<(ZenohId, Vec<PoolOutcome>)> {
        self.shared().receivers().outcomes()
    }

    /// Waits until every connected process has announced itself as one of this library, or until its time to do so is
    /// over.
    pub(crate) fn wait_for_tokens(&self) {
        let receivers = self.shared().receivers();
        let is_young = |receivers: &mut Receivers| receivers.has_young(Instant::now());
        drop(
            self.shared()
                .changed
                .wait_timeout_while(receivers, gate_decision::GRACE, is_young),
        );
    }

    /// Returns whether a receiver has announced itself as one of this library.
    pub(crate) fn is_ours(&self, zid: ZenohId) -> bool {
        self.shared().receivers().is_ours(zid)
    }
}

impl Drop for Audience {
    fn drop(&mut self) {
        let in_use = IN_USE.lock().unwrap_or_else(PoisonError::into_inner);
        let last = self.core.take().and_then(Arc::into_inner);
        drop(in_use);
        // This may close the session and drop callbacks that own audiences.
        runtime::blocking(|| drop(last));
    }
}

impl fmt::Debug for Audience {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Audience")
            .field("session", &self.shared().own)
            .finish_non_exhaustive()
    }
}

impl Core {
    fn declare(session: &Session) -> Result<Self, BuildError> {
        let own = session.zid();
        let takes_part = session
            .config()
            .get("transport/shared_memory/enabled")
            .is_ok_and(|enabled| enabled.trim() == "true");
        let mut receivers = Receivers::default();
        receivers.takes_part = takes_part;
        receivers.is_limited = takes_part && locks_pools(session) && ShmLimits::read().memlock().is_some();
        let has_lanes = cfg!(target_os = "linux") && takes_part && lanes_of_environment()?;
        let shared = Arc::new(Shared {
            own,
            receivers: Mutex::new(receivers),
            changed: Condvar::new(),
            reception: ProbeResponder::new(takes_part, !locks_pools(session)),
            lanes: Hub::new(own, has_lanes, !locks_pools(session)),
            warned: Mutex::default(),
            warned_versions: Mutex::default(),
        });
        let answering = shared.clone();
        let queryable = session
            .declare_queryable(probe_key(own))
            .callback(move |query| answering.reception.take(&query))
            .wait()
            .map_err(BuildError::zenoh("declare a queryable"))?;
        let statistics = session
            .declare_queryable(stats_key(own))
            .callback(move |query| {
                let stats = ProcessStats::of_this_process().to_string();
                // A process that has left needs no reply.
                let _ = query.reply(stats_key(own), stats).wait();
            })
            .wait()
            .map_err(BuildError::zenoh("declare a queryable"))?;
        let connections = shared.clone();
        let listener = session
            .info()
            .transport_events_listener()
            .history(true)
            .callback(move |event| {
                let transport = event.transport();
                let is_open = event.kind() == SampleKind::Put;
                let is_router = transport.whatami() == WhatAmI::Router;
                if is_open && takes_part && !transport.is_shm() && !is_router {
                    probe_thread::start(run_due_tasks);
                }
                let is_peer = transport.whatami() == WhatAmI::Peer && !transport.is_multicast();
                connections.lanes.connected(*transport.zid(), is_peer, is_open);
                connections.change(|receivers, now| match is_open {
                    true => receivers.connected(*transport.zid(), transport.is_shm(), is_router, now),
                    false => receivers.disconnected(*transport.zid(), now),
                });
            })
            .wait()
            .map_err(BuildError::zenoh("listen to connections"))?;
        let tokens = shared.clone();
        let watcher = session
            .liveliness()
            .declare_subscriber(token_key("*"))
            .history(true)
            .callback(move |sample| {
                let zid = announced(sample.key_expr().as_str());
                if let Some(zid) = zid.filter(|zid| *zid != tokens.own) {
                    tokens.take_token(zid, sample.kind());
                }
            })
            .wait()
            .map_err(BuildError::zenoh("watch the receivers"))?;
        let lanes = (shared.lanes.is_on())
            .then(|| Self::declare_lanes(session, &shared))
            .transpose()?;
        let token = session
            .liveliness()
            .declare_token(token_key(own))
            .wait()
            .map_err(BuildError::zenoh("declare a liveliness token"))?;
        Ok(Self {
            session: session.clone(),
            shared,
            _declared: (token, watcher, listener, [queryable, statistics], lanes),
        })
    }

    /// Declares the keys for offers of lanes, and watches the tokens of subscribers.
    fn declare_lanes(session: &Session, shared: &Arc<Shared>) -> Result<LaneKeys, BuildError> {
        let answering = shared.clone();
        let offers = session
            .declare_queryable(offer_key(shared.own))
            .callback(move |query| answering.lanes.answer(&query))
            .wait()
            .map_err(BuildError::zenoh("declare a queryable"))?;
        let tokens = shared.clone();
        let watcher = session
            .liveliness()
            .declare_subscriber(token_pattern())
            .history(true)
            .callback(move |sample| {
                let is_there = sample.kind() == SampleKind::Put;
                tokens.lanes.take_token(sample.key_expr().as_str(), is_there);
                probe_thread::wake();
            })
            .wait()
            .map_err(BuildError::zenoh("watch the subscribers"))?;
        Ok((watcher, offers))
    }

    /// Offers lanes, and returns the time of the next offer.
    fn offer_lanes(&self) -> Option<Instant> {
        let (offers, next) = self.shared.lanes.due(&self.session, Instant::now());
        for offer in offers {
            let pending = offer.pending;
            let query = self
                .session
                .get(&offer.selector)
                .target(QueryTarget::All)
                .allowed_destination(Locality::Remote)
                .payload(offer.key)
                .congestion_control(CongestionControl::Drop)
                .priority(Priority::InteractiveHigh)
                .timeout(PROBE_TIMEOUT);
            if let Err(error) = query
                .callback(move |reply| {
                    pending.take(&reply);
                    probe_thread::wake();
                })
                .wait()
            {
                tracing::debug!("a lane cannot be offered, because the session is closed: {error}");
            }
        }
        next
    }

    /// Runs the tasks that are due, and returns the time of the next one.
    fn run_due_tasks(&self) -> Option<Instant> {
        let (tasks, next) = {
            let mut receivers = self.shared.receivers();
            let now = Instant::now();
            receivers.update(now);
            receivers.due(now)
        };
        self.shared.changed.notify_all();
        for task in tasks {
            match task {
                ProbeTask::Probe(zid, probe) => self.probe(zid, probe),
                ProbeTask::Inspect(zid, segments) => self.inspect(zid, &segments),
                ProbeTask::Compare(zid) => self.compare_version(zid),
            }
        }
        [next, self.offer_lanes()].into_iter().flatten().min()
    }

    /// Sends one query with a buffer of the pool, then one without. They arrive in this order, or the first does not
    /// arrive. The reply to the second states how the first arrived.
    fn probe(&self, zid: ZenohId, probe: Probe) {
        let Probe {
            buffer,
            segment,
            bytes,
            replaces,
            ..
        } = probe;
        let request = ProbeRequest {
            sender: self.shared.own,
            process: std::process::id(),
            segment,
            bytes,
            replaces,
        };
        let selector = format!("{}?{request}", probe_key(zid));
        let pending = PendingProbe {
            shared: self.shared.clone(),
            zid,
            segment,
            bytes,
            is_answered: AtomicBool::new(false),
        };
        let query = || {
            self.session
                .get(&selector)
                .target(QueryTarget::All)
                .allowed_destination(Locality::Remote)
                // Never waits on a congested connection; the probe is repeated.
                .congestion_control(CongestionControl::Drop)
                .priority(Priority::InteractiveHigh)
                .timeout(PROBE_TIMEOUT)
        };
        let with_buffer = query().payload(ZBytes::from(buffer)).callback(drop).wait();
        let sent = with_buffer.and_then(|()| query().callback(move |reply| pending.take(&reply)).wait());
        if let Err(error) = sent {
            // The session is closed.
            tracing::debug!("a receiver cannot be probed, because the session is closed: {error}");
        }
    }

    /// Warns of a process with another version of the shared memory protocol, once for each version.
    fn compare_version(&self, zid: ZenohId) {
        if let Some(OtherVersion { process, theirs }) = OtherVersion::find(&self.session, zid)
            && self.shared.is_first_of_version(theirs)
        {
            tracing::warn!(
                "process {process} receives and sends over the network: its zenoh has version {theirs} of the shared memory \
                 protocol, this process has {SHM_PROTOCOL_VERSION}; zenoh 1.7 to 1.9 have version 1, as current ROS 2 has, and \
                 1.10 has 2; `shm_report()` lists every such process"
            );
        }
    }

    /// Inspects a foreign process: whether it can map the pools of this session, and whether this process can map the
    /// pools that it uses.
    fn inspect(&self, zid: ZenohId, segments: &[(SegmentID, u64)]) {
        let mut process = ForeignProcess::find(&self.session, zid);
        for (segment, bytes) in segments {
            let shortage = process
                .as_mut()
                .and_then(|process| process.shortage(*segment, *bytes));
            // Logged before the gate closes, so that a caller of `wait_for_answers` finds the warning in the log.
            if let Some(shortage) = shortage
                && self.shared.receivers().is_first_shortage(zid, *segment)
            {
                warn_of(shortage, *bytes);
            }
            self.shared
                .changed(|receivers, now| receivers.inspected(zid, (*segment, *bytes), shortage, now));
        }
        if !self.shared.receivers().is_limited {
            return;
        }
        let here = ShmLimits::read();
        if let (Some(process), Some(limit)) = (process, here.memlock())
            && let Some(segment) = process.too_large_for(&here)
            && self.shared.is_first_warning(segment.number)
        {
            tracing::warn!(
                "messages of process {} may be lost: this process cannot map its {}-byte shared memory pool, because \
                 RLIMIT_MEMLOCK is {limit} bytes with {} in use; raise it (`ulimit -l unlimited`), or reduce the size of that pool",
                process.process(),
                segment.bytes,
                here.locked()
            );
        }
    }
}

impl Shared {
    fn receivers(&self) -> MutexGuard<'_, Receivers> {
        self.receivers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the state of the receivers, and wakes the threads that wait for a change.
    fn changed<R>(&self, change: impl FnOnce(&mut Receivers, Instant) -> R) -> R {
        let answer = change(&mut self.receivers(), Instant::now());
        self.changed.notify_all();
        answer
    }

    /// As [`changed`](Self::changed), and also wakes the probe thread.
    fn change(&self, change: impl FnOnce(&mut Receivers, Instant)) {
        self.changed(change);
        probe_thread::wake();
    }

    fn take_token(&self, zid: ZenohId, kind: SampleKind) {
        match kind {
            SampleKind::Put => self.change(|receivers, now| receivers.announced(zid, now)),
            SampleKind::Delete => {
                self.change(|receivers, now| receivers.withdrawn(zid, now));
                self.lanes.session_left(zid);
                self.reception.forget(zid);
            }
        }
    }

    fn is_first_of_version(&self, version: u64) -> bool {
        self.warned_versions
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(version)
    }

    fn is_first_warning(&self, segment: u64) -> bool {
        self.warned
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(segment)
    }
}

/// Runs the due tasks of all sessions, and returns the time of the next one.
fn run_due_tasks() -> Option<Instant> {
    let all: Vec<Weak<Core>> = audiences().clone();
    let next = all.iter().filter_map(|audience| {
        let _in_use = IN_USE.lock().unwrap_or_else(PoisonError::into_inner);
        let core = audience.upgrade()?;
        runtime::blocking(|| core.run_due_tasks())
    });
    next.min()
}

/// A probe without a reply yet.
struct PendingProbe {
    shared: Arc<Shared>,
    zid: ZenohId,
    segment: SegmentID,
    bytes: u64,
    is_answered: AtomicBool,
}

impl PendingProbe {
    fn take(&self, reply: &Reply) {
        let text = reply
            .result()
            .ok()
            .and_then(|sample| sample.payload().try_to_string().ok().map(String::from));
        let answer = text.and_then(|text| ProbeReply::parse(&Parameters::from(text)));
        let Some(answer) = answer else {
            return;
        };
        self.is_answered.store(true, Ordering::Relaxed);
        let (zid, segment) = (self.zid, self.segment);
        let is_refusal = answer.arrival == Arrival::Dropped;
        if is_refusal && self.shared.receivers().is_first_answer(zid, segment) {
            self.warn(&answer);
        }
        self.shared
            .changed(|receivers, now| receivers.answered(zid, segment, answer, now));
        if is_refusal {
            probe_thread::wake();
        }
    }

    fn warn(&self, answer: &ProbeReply) {
        let (process, bytes) = (answer.process, self.bytes);
        if is_removed(self.segment) {
            tracing::warn!(
                "process {process} cannot receive from the {bytes}-byte shared memory pool: its file /dev/shm/{}.zenoh was removed; \
                 messages go over the network; set `RemoveIPC=no` in logind.conf, and restart this process",
                self.segment
            );
        } else if let Some(limit) = answer.limit {
            let locked = answer.locked;
            warn_of(
                LockShortage {
                    process,
                    limit,
                    locked,
                },
                bytes,
            );
        } else {
            tracing::warn!(
                "process {process} cannot receive from the {bytes}-byte shared memory pool: it cannot map /dev/shm/{}.zenoh; \
                 messages go over the network; `shm_report()` lists the obstacles",
                self.segment
            );
        }
    }
}

impl Drop for PendingProbe {
    fn drop(&mut self) {
        if !*self.is_answered.get_mut() {
            let (zid, segment) = (self.zid, self.segment);
            self.shared
                .change(|receivers, now| receivers.unanswered(zid, segment, now));
        }
    }
}

fn warn_of(shortage: LockShortage, bytes: u64) {
    let LockShortage {
        process,
        limit,
        locked,
    } = shortage;
    tracing::warn!(
        "process {process} cannot receive from the {bytes}-byte shared memory pool: its RLIMIT_MEMLOCK is {limit} bytes with \
         {locked} in use; messages go over the network; raise its limit (`ulimit -l unlimited`) and restart it, or reduce the \
         pool size"
    );
}
