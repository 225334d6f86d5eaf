//! The lanes of one zenoh session: which subscribers of other sessions match its publishers, and the offers between
//! them. `audience` passes zenoh's events, and sends the queries.

use super::lanes::Lanes;
use super::messages::{
    Announcement, LaneQuery, REFUSAL, acceptance, exclusive_token, hash, offer_selector, parse_acceptance,
    subscriber_token,
};
use super::reader::LaneOffer;
use super::target::{self, LaneTarget};
use super::writer::Destination;
use crate::error::BuildError;
use crate::queue::QueueLimit;
use crate::runtime::{Held, blocking};
use crate::shm::SHM_PROTOCOL_VERSION;
use std::collections::HashMap;
use std::fs;
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, Instant};
use zenoh::liveliness::LivelinessToken;
use zenoh::qos::CongestionControl;
use zenoh::query::{Parameters, Query, QueryTarget, Reply};
use zenoh::sample::Locality;
use zenoh::session::ZenohId;
use zenoh::{Session, Wait};

/// The time after the exclusive token of a session by which the tokens of its subscribers, declared earlier, have arrived.
const SETTLING: Duration = Duration::from_millis(300);

pub(crate) struct Hub {
    own: ZenohId,
    /// Whether the session has shared memory, and lanes are not switched off for the process.
    is_on: bool,
    state: Mutex<State>,
    /// Announces that all subscribers of the session announce themselves.
    exclusive: Mutex<Exclusive>,
}

#[derive(Default)]
struct State {
    subscribers: HashMap<Destination, Known>,
    exclusive: HashMap<ZenohId, Instant>,
    /// The sessions with a connection, and whether they are peers.
    connections: HashMap<ZenohId, bool>,
    publishers: Vec<Weak<Lanes>>,
}

struct Known {
    key: u64,
    limit: Option<QueueLimit>,
}

enum Exclusive {
    /// The program may have declared subscribers of its own on the session.
    Never,
    No,
    Yes(#[expect(dead_code, reason = "undeclared when dropped")] Held<LivelinessToken>),
}

/// An offer to be sent.
pub(crate) struct OfferToSend {
    pub(crate) selector: String,
    pub(crate) key: String,
    pub(crate) pending: PendingOffer,
}

/// An offer without a reply yet.
pub(crate) struct PendingOffer {
    lanes: Arc<Lanes>,
    nonce: u64,
}

impl PendingOffer {
    pub(crate) fn take(&self, reply: &Reply) {
        let text = reply
            .result()
            .ok()
            .and_then(|sample| sample.payload().try_to_string().ok().map(String::from));
        let bell = text.and_then(|text| parse_acceptance(&Parameters::from(text)));
        self.lanes.answered(self.nonce, bell);
    }
}

impl Drop for PendingOffer {
    /// A missing reply counts as a refusal.
    fn drop(&mut self) {
        self.lanes.answered(self.nonce, None);
    }
}

/// Keeps a subscriber announced, and its queue open for lanes, until this is dropped.
#[doc(hidden)]
pub struct LaneSubscription {
    number: u64,
    _token: Option<Held<LivelinessToken>>,
}

impl Drop for LaneSubscription {
    fn drop(&mut self) {
        target::remove(self.number);
    }
}

impl Hub {
    /// `may_be_exclusive` is whether this library opened the session.
    pub(crate) fn new(own: ZenohId, is_on: bool, may_be_exclusive: bool) -> Self {
        Self {
            own,
            is_on,
            state: Mutex::default(),
            exclusive: Mutex::new(if may_be_exclusive && is_on {
                Exclusive::No
            } else {
                Exclusive::Never
            }),
        }
    }

    pub(crate) const fn is_on(&self) -> bool {
        self.is_on
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Records a token, or its end.
    pub(crate) fn take_token(&self, key: &str, is_there: bool) {
        let Some(announcement) = Announcement::parse(key) else {
            return;
        };
        let mut state = self.lock();
        match announcement {
            Announcement::Exclusive(zid) if is_there => {
                state.exclusive.insert(zid, Instant::now());
            }
            Announcement::Exclusive(zid) => {
                state.exclusive.remove(&zid);
            }
            Announcement::Subscriber { at: (zid, _), .. } if zid == self.own => return,
            Announcement::Subscriber {
                at,
                key,
                limit,
                place,
            } if is_there => {
                // On another machine or as another user, it could not open the ring that it is offered.
                let limit = limit.filter(|_| place == own_place());
                state.subscribers.insert(at, Known { key, limit });
            }
            Announcement::Subscriber { at, .. } => {
                state.subscribers.remove(&at);
            }
        }
        self.update(state);
    }

    /// Records a connection, or its end.
    pub(crate) fn connected(&self, zid: ZenohId, is_peer: bool, is_there: bool) {
        let mut state = self.lock();
        if is_there {
            state.connections.insert(zid, is_peer);
        } else {
            state.connections.remove(&zid);
        }
        self.update(state);
    }

    /// Records that a session of this library has left.
    pub(crate) fn session_left(&self, zid: ZenohId) {
        let mut state = self.lock();
        state.exclusive.remove(&zid);
        state.subscribers.retain(|(of, _), _| *of != zid);
        self.update(state);
        target::publisher_left(zid);
    }

    /// Adds a publisher of the session.
    pub(crate) fn add_publisher(&self, lanes: &Arc<Lanes>) {
        let mut state = self.lock();
        state.publishers.push(Arc::downgrade(lanes));
        self.update(state);
    }

    /// Sets the subscribers that match each publisher.
    fn update(&self, mut state: MutexGuard<'_, State>) {
        state.publishers.retain(|lanes| lanes.strong_count() > 0);
        let is_exclusive = |zid| {
            let since = state.exclusive.get(zid);
            since.is_some_and(|since| since.elapsed() >= SETTLING)
        };
        let is_complete = (state.connections.iter()).all(|(zid, is_peer)| *is_peer && is_exclusive(zid));
        let publishers: Vec<Arc<Lanes>> = state.publishers.iter().filter_map(Weak::upgrade).collect();
        for lanes in publishers {
            let key = hash(&lanes.identity.key);
            let matched = state.subscribers.iter().filter(|(_, known)| known.key == key);
            let matched = matched.map(|(at, known)| (*at, known.limit)).collect();
            lanes.set_matched(matched, is_complete);
        }
    }

    /// Announces a subscriber, which takes lanes if it has a target.
    pub(crate) fn announce(
        &self,
        session: &Session,
        key: &str,
        target: Option<Arc<dyn LaneTarget>>,
    ) -> Result<LaneSubscription, BuildError> {
        let target = target.filter(|_| self.is_on);
        let limit = target.as_ref().map(|target| target.limit());
        let number = target::add(key, target);
        let mut subscription = LaneSubscription { number, _token: None };
        if self.is_on {
            let token = subscriber_token((self.own, number), key, limit, own_place());
            let liveliness = session.liveliness();
            let builder = liveliness.declare_token(token);
            let token =
                blocking(|| builder.wait()).map_err(BuildError::zenoh("declare a liveliness token"))?;
            subscription._token = Some(Held::new(token));
        }
        Ok(subscription)
    }

    /// Records that the program may declare subscribers of its own on the session.
    pub(crate) fn share_session(&self) {
        let mut exclusive = self.exclusive.lock().unwrap_or_else(PoisonError::into_inner);
        let before = std::mem::replace(&mut *exclusive, Exclusive::Never);
        drop(exclusive);
        // Undeclared when this returns.
        drop(before);
    }

    /// Announces, or no longer announces, that all subscribers of the session announce themselves.
    fn update_exclusive(&self, session: &Session) {
        let only_peers = self.lock().connections.values().all(|is_peer| *is_peer);
        let mut exclusive = self.exclusive.lock().unwrap_or_else(PoisonError::into_inner);
        match (&*exclusive, only_peers) {
            (Exclusive::No, true) => {
                let token = session
                    .liveliness()
                    .declare_token(exclusive_token(self.own))
                    .wait();
                if let Ok(token) = token {
                    *exclusive = Exclusive::Yes(Held::new(token));
                }
            }
            (Exclusive::Yes(_), false) => *exclusive = Exclusive::No,
            _ => {}
        }
    }

    /// Returns the offers that are due, and the time of the next one.
    pub(crate) fn due(&self, session: &Session, now: Instant) -> (Vec<OfferToSend>, Option<Instant>) {
        if !self.is_on {
            return (Vec::new(), None);
        }
        self.update_exclusive(session);
        let state = self.lock();
        let settling = state.exclusive.values().filter_map(|since| {
            let until = *since + SETTLING;
            (until > now).then_some(until)
        });
        let mut next = settling.min();
        let publishers: Vec<Arc<Lanes>> = state.publishers.iter().filter_map(Weak::upgrade).collect();
        self.update(state);
        let mut offers = Vec::new();
        for lanes in publishers {
            let (due, later) = lanes.to_offer(now);
            next = [next, later].into_iter().flatten().min();
            for (to, descriptor, nonce) in due {
                let offer = LaneOffer {
                    process: std::process::id(),
                    descriptor,
                    nonce,
                    publisher: lanes.identity.publisher,
                    segment: lanes.segment(),
                    session: self.own,
                    is_reliable: lanes.identity.is_reliable,
                };
                offers.push(OfferToSend {
                    selector: offer_selector(to, &offer, pid_namespace()),
                    key: lanes.identity.key.clone(),
                    pending: PendingOffer {
                        lanes: lanes.clone(),
                        nonce,
                    },
                });
            }
        }
        (offers, next)
    }

    /// Takes an offer or a fence.
    pub(crate) fn answer(&self, query: &Query) {
        let answer = match LaneQuery::parse(query.parameters()) {
            None => return,
            Some(LaneQuery::Fence { subscriber, nonce }) => {
                if let Some(target) = target::find(subscriber, None) {
                    target.open_barrier(nonce);
                }
                String::new()
            }
            Some(LaneQuery::Offer {
                subscriber,
                namespace,
                offer,
            }) => self.accept(query, subscriber, namespace, &offer),
        };
        // A publisher that has left needs no reply.
        let _ = query.reply(query.key_expr().clone(), answer).wait();
    }

    fn accept(&self, query: &Query, subscriber: u64, namespace: u64, offer: &LaneOffer) -> String {
        let key = query.payload().and_then(|payload| payload.try_to_string().ok());
        let target = key.and_then(|key| target::find(subscriber, Some(&key)));
        let bell = match target {
            Some(target) if self.is_on && namespace == pid_namespace() => target.attach(offer),
            _ => Err(std::io::ErrorKind::Unsupported.into()),
        };
        match bell.map(|bell| bell.address()) {
            Ok(Some(address)) => acceptance(std::process::id(), address),
            Ok(None) => REFUSAL.into(),
            Err(error) => {
                tracing::debug!(
                    "no lane from process {}, so its messages go through zenoh: {error}",
                    offer.process
                );
                REFUSAL.into()
            }
        }
    }

    /// Returns the sessions with an open lane from this one, once for each lane.
    pub(crate) fn served(&self) -> Vec<ZenohId> {
        let publishers: Vec<Arc<Lanes>> = self.lock().publishers.iter().filter_map(Weak::upgrade).collect();
        publishers.iter().flat_map(|lanes| lanes.served()).collect()
    }
}

/// Sends a query, after the samples that were put before, and ignores the answer.
#[doc(hidden)]
pub fn ask(session: &Session, selector: &str) {
    let query = session.get(selector).target(QueryTarget::All);
    let sent = query
        .congestion_control(CongestionControl::Block)
        .allowed_destination(Locality::Remote)
        .timeout(Duration::from_secs(1))
        .callback(drop)
        .wait();
    if let Err(error) = sent {
        tracing::debug!("a query about a lane cannot be sent: {error}");
    }
}

/// Returns a hash of what the processes at both ends of a lane have in common: the boot of the machine, the pid namespace,
/// the user, and the version of zenoh's shared memory protocol, because a subscriber may look up the buffer of a sample in
/// the table of the publisher's zenoh.
fn own_place() -> u64 {
    static PLACE: LazyLock<u64> = LazyLock::new(|| {
        let boot = fs::read_to_string("/proc/sys/kernel/random/boot_id").unwrap_or_default();
        let (namespace, user) = (pid_namespace(), user());
        hash(&format!(
            "{} {namespace} {user} {SHM_PROTOCOL_VERSION}",
            boot.trim()
        ))
    });
    *PLACE
}

#[cfg(target_os = "linux")]
fn user() -> u32 {
    rustix::process::geteuid().as_raw()
}

/// There are no lanes.
#[cfg(not(target_os = "linux"))]
const fn user() -> u32 {
    0
}

/// Returns the number of the pid namespace of this process.
fn pid_namespace() -> u64 {
    let link = fs::read_link("/proc/self/ns/pid").unwrap_or_default();
    let text = link.to_string_lossy();
    let number = text.strip_prefix("pid:[").and_then(|text| text.strip_suffix(']'));
    number.and_then(|number| number.parse().ok()).unwrap_or(0)
}
