//! The receivers of a session, and whether each can map the pools that are published from. zenoh drops a message whose
//! pool the receiver cannot map, and reports it to nobody; so each receiver of this library is asked first, with a
//! small buffer of the pool itself.
//!
//! A session of this library announces itself with a liveliness token and answers questions (`reception`). A thread
//! (`asker`) asks when a receiver appears, when a pool appears, and again while the pool cannot be mapped. What is known
//! of each receiver is in `receivers`, what follows from it in `decision`. Receivers without this library cannot be asked:
//! the limits of their process decide (`foreign`). The publish path reads the result from a gate, one atomic value.
//!
//! A long file: the callbacks of zenoh and the questions share one state, and are read together.

mod answer;
mod asker;
mod decision;
mod foreign;
mod receivers;
mod reception;

pub(crate) use answer::{Answer, Arrival};
pub(crate) use foreign::Lack;
pub(crate) use receivers::{Outcome, PoolOutcome};

use crate::error::BuildError;
use crate::runtime;
use crate::session::locks_pools;
use crate::shm::{AskedPool, FallbackReason, Gate, Question, ShmLimits, ShmPool, is_removed};
use answer::{About, announced, question_key, token_key};
use foreign::ForeignProcess;
use receivers::{Errand, Receivers};
use reception::Reception;
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
use zenoh::query::{Parameters, QueryTarget, Queryable, Reply};
use zenoh::sample::{Locality, SampleKind};
use zenoh::session::{TransportEventsListener, ZenohId};
use zenoh::shm::SegmentID;
use zenoh::{Session, Wait};

/// How long an answer may take before the question is asked again.
const PATIENCE: Duration = Duration::from_secs(1);

/// Sessions with receivers, and those that are asked.
static AUDIENCES: Mutex<Vec<Weak<Core>>> = Mutex::new(Vec::new());

/// Held while the asker uses a session, and while one is let go of: the asker's thread never closes a session.
static IN_USE: Mutex<()> = Mutex::new(());

fn audiences() -> MutexGuard<'static, Vec<Weak<Core>>> {
    AUDIENCES.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The receivers of one zenoh session, which are asked whether they can map the pools that are published from.
///
/// Clones share them; the session stays open as long as one of them is alive. Given to a
/// [`ShmWriter`](crate::ShmWriter::with_audience), it keeps messages out of a pool that a receiver cannot map: zenoh drops
/// such messages, and reports it to nobody.
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
    /// `None` only while it is dropped.
    core: Option<Arc<Core>>,
}

struct Core {
    session: Session,
    shared: Arc<Shared>,
    /// Undeclared when dropped, the token first.
    _declared: (
        LivelinessToken,
        Subscriber<()>,
        TransportEventsListener<()>,
        Queryable<()>,
    ),
}

/// What zenoh's callbacks use: not the session, which they must not close.
struct Shared {
    own: ZenohId,
    receivers: Mutex<Receivers>,
    /// A gate was opened or closed.
    changed: Condvar,
    reception: Reception,
    /// Foreign segments that were warned about.
    warned: Mutex<HashSet<u64>>,
}

impl Audience {
    /// Returns the receivers of a session. The session announces itself to them, and answers their questions, as long as
    /// one of these is alive.
    ///
    /// # Errors
    /// [`BuildError::Zenoh`] if zenoh refuses.
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
            asker::start(work);
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

    /// The gate between a pool and the receivers; `None` for a pool that could not be created.
    pub(crate) fn gate(&self, pool: &ShmPool) -> Option<Arc<Gate>> {
        let pool = AskedPool::of(pool)?;
        let gate = self.shared().receivers().gate(pool, Instant::now());
        asker::start(work);
        asker::wake();
        Some(gate)
    }

    /// Has the receivers asked about pools that were replaced.
    pub(crate) fn ask_again() {
        asker::wake();
    }

    /// Waits until no receiver is asked any more about the pool of `gate`, in its present segment.
    pub(crate) fn wait_for_answers(&self, gate: &Gate, segment: Option<SegmentID>, timeout: Duration) {
        let is_replaced = || segment.is_some_and(|segment| !gate.is_about(segment));
        let is_awaiting = || gate.check() == Err(FallbackReason::AwaitingReceiver) || is_replaced();
        if timeout.is_zero() || !is_awaiting() {
            return;
        }
        if is_replaced() {
            asker::wake();
        }
        let receivers = self.shared().receivers();
        drop(
            self.shared()
                .changed
                .wait_timeout_while(receivers, timeout, |_| is_awaiting()),
        );
    }

    /// What is known of each receiver.
    pub(crate) fn outcomes(&self) -> Vec<(ZenohId, Vec<PoolOutcome>)> {
        self.shared().receivers().outcomes()
    }

    /// Waits until every connected process has announced itself as one of this library, or does not in time.
    pub(crate) fn wait_for_tokens(&self) {
        let receivers = self.shared().receivers();
        let is_young = |receivers: &mut Receivers| receivers.has_young(Instant::now());
        drop(
            self.shared()
                .changed
                .wait_timeout_while(receivers, decision::GRACE, is_young),
        );
    }

    /// Whether a receiver has announced itself as one of this library.
    pub(crate) fn is_ours(&self, zid: ZenohId) -> bool {
        self.shared().receivers().is_ours(zid)
    }
}

impl Drop for Audience {
    fn drop(&mut self) {
        let in_use = IN_USE.lock().unwrap_or_else(PoisonError::into_inner);
        let last = self.core.take().and_then(Arc::into_inner);
        drop(in_use);
        // May close the session, and drop callbacks with audiences of their own.
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
        receivers.is_limited = takes_part && locks_pools(session) && ShmLimits::read().memlock().is_some();
        let shared = Arc::new(Shared {
            own,
            receivers: Mutex::new(receivers),
            changed: Condvar::new(),
            reception: Reception::new(takes_part, !locks_pools(session)),
            warned: Mutex::default(),
        });
        let answering = shared.clone();
        let queryable = session
            .declare_queryable(question_key(own))
            .callback(move |query| answering.reception.take(&query))
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
        let token = session
            .liveliness()
            .declare_token(token_key(own))
            .wait()
            .map_err(BuildError::zenoh("declare a liveliness token"))?;
        Ok(Self {
            session: session.clone(),
            shared,
            _declared: (token, watcher, listener, queryable),
        })
    }

    /// Does what is due, and returns when to come back.
    fn work(&self) -> Option<Instant> {
        let (errands, next) = {
            let mut receivers = self.shared.receivers();
            let now = Instant::now();
            receivers.update(now);
            receivers.due(now)
        };
        self.shared.changed.notify_all();
        for errand in errands {
            match errand {
                Errand::Ask(zid, question) => self.ask(zid, question),
                Errand::Look(zid, segments) => self.look(zid, &segments),
            }
        }
        next
    }

    /// Sends the question with a buffer of the pool, and then one without. Both arrive in this order, or the first
    /// not at all; the second is answered with what became of the first.
    fn ask(&self, zid: ZenohId, question: Question) {
        let Question {
            buffer,
            segment,
            bytes,
            instead,
        } = question;
        let about = About {
            asker: self.shared.own,
            process: std::process::id(),
            segment,
            bytes,
            instead,
        };
        let selector = format!("{}?{about}", question_key(zid));
        let pending = Pending {
            shared: self.shared.clone(),
            zid,
            segment,
            bytes,
            is_answered: AtomicBool::new(false),
        };
        let question = || {
            self.session
                .get(&selector)
                .target(QueryTarget::All)
                .allowed_destination(Locality::Remote)
                // Never waits where a connection is congested; it is asked again.
                .congestion_control(CongestionControl::Drop)
                .priority(Priority::InteractiveHigh)
                .timeout(PATIENCE)
        };
        let with_buffer = question().payload(ZBytes::from(buffer)).callback(drop).wait();
        let sent = with_buffer.and_then(|()| question().callback(move |reply| pending.take(&reply)).wait());
        if let Err(error) = sent {
            // The session is closed.
            tracing::debug!("a receiver cannot be asked: {error}");
        }
    }

    /// Looks at a foreign process: whether it can map our pools, and this process those that it has mapped.
    fn look(&self, zid: ZenohId, segments: &[(SegmentID, u64)]) {
        let mut process = ForeignProcess::find(&self.session, zid);
        for (segment, bytes) in segments {
            let lack = process
                .as_mut()
                .and_then(|process| process.lack(*segment, *bytes));
            // Logged before it takes effect, so that whoever waits for the answers finds the warning.
            if let Some(lack) = lack
                && self.shared.receivers().is_first_lack(zid, *segment)
            {
                warn_of(lack, *bytes);
            }
            self.shared
                .changed(|receivers, now| receivers.looked(zid, (*segment, *bytes), lack, now));
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
                "messages of process {} may be lost: it uses a shared memory pool of {} bytes, which cannot be mapped here: \
                 RLIMIT_MEMLOCK is {limit} bytes with {} in use; raise it (`ulimit -l unlimited`), or make its pool smaller",
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

    /// Changes what is known, and wakes those who wait for it.
    fn changed<R>(&self, change: impl FnOnce(&mut Receivers, Instant) -> R) -> R {
        let answer = change(&mut self.receivers(), Instant::now());
        self.changed.notify_all();
        answer
    }

    /// As [`changed`](Self::changed), and has the asker look for work.
    fn change(&self, change: impl FnOnce(&mut Receivers, Instant)) {
        self.changed(change);
        asker::wake();
    }

    fn take_token(&self, zid: ZenohId, kind: SampleKind) {
        match kind {
            SampleKind::Put => self.change(|receivers, now| receivers.announced(zid, now)),
            SampleKind::Delete => {
                self.change(|receivers, now| receivers.withdrawn(zid, now));
                self.reception.forget(zid);
            }
        }
    }

    fn is_first_warning(&self, segment: u64) -> bool {
        self.warned
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(segment)
    }
}

/// Does what is due in all sessions, and returns when to come back.
fn work() -> Option<Instant> {
    let all: Vec<Weak<Core>> = audiences().clone();
    let next = all.iter().filter_map(|audience| {
        let _in_use = IN_USE.lock().unwrap_or_else(PoisonError::into_inner);
        let core = audience.upgrade()?;
        runtime::blocking(|| core.work())
    });
    next.min()
}

/// A question under way.
struct Pending {
    shared: Arc<Shared>,
    zid: ZenohId,
    segment: SegmentID,
    bytes: u64,
    is_answered: AtomicBool,
}

impl Pending {
    fn take(&self, reply: &Reply) {
        let text = reply
            .result()
            .ok()
            .and_then(|sample| sample.payload().try_to_string().ok().map(String::from));
        let answer = text.and_then(|text| Answer::parse(&Parameters::from(text)));
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
            asker::wake();
        }
    }

    fn warn(&self, answer: &Answer) {
        let (process, bytes) = (answer.process, self.bytes);
        if is_removed(self.segment) {
            tracing::warn!(
                "process {process} cannot receive from the pool of {bytes} bytes: its file /dev/shm/{}.zenoh was removed; \
                 messages go over the network; set `RemoveIPC=no` in logind.conf, and start this process again",
                self.segment
            );
        } else if let Some(limit) = answer.limit {
            let locked = answer.locked;
            warn_of(
                Lack {
                    process,
                    limit,
                    locked,
                },
                bytes,
            );
        } else {
            tracing::warn!(
                "process {process} cannot receive from the pool of {bytes} bytes: it cannot map /dev/shm/{}.zenoh; messages \
                 go over the network; see `shm_report()`",
                self.segment
            );
        }
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        if !*self.is_answered.get_mut() {
            let (zid, segment) = (self.zid, self.segment);
            self.shared
                .change(|receivers, now| receivers.unanswered(zid, segment, now));
        }
    }
}

fn warn_of(lack: Lack, bytes: u64) {
    let Lack {
        process,
        limit,
        locked,
    } = lack;
    tracing::warn!(
        "process {process} cannot receive from the pool of {bytes} bytes: its RLIMIT_MEMLOCK is {limit} bytes with {locked} in \
         use; messages go over the network; raise its limit (`ulimit -l unlimited`) and start it again, or make a smaller pool"
    );
}
