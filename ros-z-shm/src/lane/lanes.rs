//! The lanes of one publisher. The publish path writes each sample to all of them; the result states whether zenoh needs
//! the sample too. `hub` opens lanes to new subscribers, and the first sample after that starts them.

use super::writer::{Destination, LaneContent, LaneWriter, Pushed};
use crate::queue::QueueLimit;
use crate::shm::{BufferAddress, ShmBuffer, ShmPool, is_table_removed, maintenance};
use std::collections::HashMap;
use std::fmt;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, Once, PoisonError, Weak};
use std::time::{Duration, Instant};
use zenoh::Session;
use zenoh::bytes::ZBytes;
use zenoh::session::ZenohId;

/// The pause before a lane is opened again, to a subscriber that refused one or whose lane has ended. It doubles with each
/// refusal.
const PAUSE: Duration = Duration::from_millis(250);

/// The lanes of all publishers, for maintenance.
static ALL: Mutex<Vec<Weak<Lanes>>> = Mutex::new(Vec::new());

/// Lanes that have ended, and whose samples are still held.
static ENDED: Mutex<Vec<LaneWriter>> = Mutex::new(Vec::new());

/// The identity of a publisher.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LaneIdentity {
    /// The id that its samples have.
    pub publisher: [u8; 16],
    /// The key expression on which it publishes.
    pub key: String,
    /// Whether zenoh drops none of its samples while the connection lasts.
    pub is_reliable: bool,
}

/// zenoh's setting for the longest wait of a reliable publisher at congestion, in microseconds, and its default.
const BOUND: &str = "transport/link/tx/queue/congestion_control/block/wait_before_close";
const DEFAULT_BOUND: Duration = Duration::from_secs(5);

/// Returns how long a publisher waits for room in the queue of a subscriber that keeps all: as long as zenoh does.
pub(crate) fn patience(session: &Session, is_reliable: bool) -> Duration {
    if !is_reliable {
        return Duration::ZERO;
    }
    let bound = (session.config().get(BOUND).ok()).and_then(|bound| bound.trim().parse().ok());
    bound.map_or(DEFAULT_BOUND, Duration::from_micros)
}

/// The lanes of one publisher.
pub(crate) struct Lanes {
    pub(super) identity: LaneIdentity,
    pool: ShmPool,
    /// The longest wait for room.
    patience: Duration,
    /// The open lanes, and those to be [removed](State::leaving). Locked before `state`, and while a sample is
    /// written, which may wait for room.
    open: Mutex<Vec<LaneWriter>>,
    /// Locked for short times only: zenoh's threads change it.
    state: Mutex<State>,
    changed: Condvar,
    /// Whether there are lanes that are open, or that the next sample starts.
    has_any: AtomicBool,
    /// Whether the next sample has to start or remove lanes.
    has_news: AtomicBool,
    /// Whether all matching subscribers have an open lane.
    is_covered: AtomicBool,
}

#[derive(Default)]
struct State {
    /// Offered to subscribers that have not answered yet.
    offered: Vec<LaneWriter>,
    /// Accepted; the next sample starts them.
    accepted: Vec<LaneWriter>,
    /// The subscriber and the nonce of each open lane.
    open: Vec<(Destination, u64)>,
    /// The nonces of lanes whose subscribers no longer match.
    leaving: Vec<u64>,
    /// When to offer the next lane to subscribers that refused one, and how often they did.
    refused: HashMap<Destination, (Instant, u32)>,
    /// The subscribers that match, as far as they have announced themselves.
    matched: Vec<(Destination, Option<QueueLimit>)>,
    /// Whether nobody else can match.
    is_complete: bool,
    /// Whether a lane has ended since the last sample.
    has_ended: bool,
    is_closed: bool,
}

impl State {
    /// Returns whether there is a lane to a subscriber, at least an offered one.
    fn has_lane(&self, to: &Destination) -> bool {
        let mut lanes = self.offered.iter().chain(&self.accepted);
        lanes.any(|lane| lane.to == *to) || self.open.iter().any(|(open, _)| open == to)
    }

    fn is_matched(&self, to: &Destination) -> bool {
        self.matched.iter().any(|(matched, _)| matched == to)
    }

    fn refuse(&mut self, to: Destination, now: Instant) {
        let (at, count) = self.refused.entry(to).or_insert((now, 0));
        *count = (*count + 1).min(8);
        *at = now + PAUSE * (1 << *count);
    }
}

/// The result of writing a sample to the lanes.
#[derive(Debug, Default)]
pub(crate) struct InLanes {
    /// The number of lanes that have the sample.
    pub(crate) lanes: usize,
    /// Whether all subscribers of other sessions have the sample.
    pub(crate) is_covered: bool,
    /// The lanes that this sample has started: the subscriber, and the nonce.
    pub(crate) started: Vec<(Destination, u64)>,
    /// Whether a lane has ended, so that another one is to be offered.
    pub(crate) has_ended: bool,
}

impl Lanes {
    pub(crate) fn new(identity: LaneIdentity, pool: ShmPool, patience: Duration) -> Arc<Self> {
        let lanes = Arc::new(Self {
            identity,
            pool,
            patience,
            open: Mutex::default(),
            state: Mutex::default(),
            changed: Condvar::new(),
            has_any: AtomicBool::new(false),
            has_news: AtomicBool::new(false),
            is_covered: AtomicBool::new(false),
        });
        let mut all = all();
        all.retain(|lanes| lanes.strong_count() > 0);
        all.push(Arc::downgrade(&lanes));
        drop(all);
        static ONCE: Once = Once::new();
        ONCE.call_once(|| maintenance::before_pools(sweep_all));
        lanes
    }

    /// Returns the segment of its pool, which may be replaced later.
    pub(super) fn segment(&self) -> Option<u32> {
        Some(self.pool.segment()?.number)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn lock_open(&self) -> MutexGuard<'_, Vec<LaneWriter>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    #[cfg(test)]
    pub(super) fn try_lock_open(&self) -> Option<MutexGuard<'_, Vec<LaneWriter>>> {
        self.open.try_lock().ok()
    }

    /// Changes the state, then derives the rest from it.
    fn change<R>(&self, change: impl FnOnce(&mut State) -> R) -> R {
        let mut state = self.lock();
        let answer = change(&mut state);
        let is_covered = state.is_complete
            && !state.open.is_empty()
            && (state.matched.iter()).all(|(to, _)| state.open.iter().any(|(open, _)| open == to));
        let has_news = !state.accepted.is_empty() || !state.leaving.is_empty() || state.has_ended;
        self.is_covered.store(is_covered, Ordering::SeqCst);
        self.has_news.store(has_news, Ordering::SeqCst);
        self.has_any
            .store(has_news || !state.open.is_empty(), Ordering::SeqCst);
        drop(state);
        self.changed.notify_all();
        answer
    }

    /// Writes a sample to all lanes. Samples must have ascending numbers. `address` is the place of the payload if it is
    /// known to be a message of a pool.
    pub(crate) fn send(
        &self,
        number: i64,
        time: i64,
        payload: &ZBytes,
        address: Option<BufferAddress>,
    ) -> InLanes {
        if !self.has_any.load(Ordering::SeqCst) {
            return InLanes::default();
        }
        let content = LaneContent::of(payload, address);
        let mut sent = InLanes::default();
        let mut open = self.lock_open();
        if self.has_news.load(Ordering::SeqCst) {
            self.remove_leaving(&mut open);
            self.change(|state| {
                sent.has_ended = std::mem::take(&mut state.has_ended);
                for mut lane in state.accepted.drain(..) {
                    lane.start(number);
                    sent.started.push((lane.to, lane.nonce));
                    state.open.push((lane.to, lane.nonce));
                    open.push(lane);
                }
            });
        }
        let mut is_everywhere = true;
        let is_leaving = |nonce| self.lock().leaving.contains(&nonce);
        for lane in &mut *open {
            match lane.push(number, time, content.as_ref(), self.patience, is_leaving) {
                Pushed::InLane => sent.lanes += 1,
                Pushed::ThroughZenoh => is_everywhere = false,
                Pushed::Ended => {
                    is_everywhere = false;
                    sent.has_ended = true;
                }
            }
        }
        if sent.has_ended {
            self.put_ended_aside(&mut open);
        }
        // After the samples were written: a subscriber that joined meanwhile needs zenoh.
        sent.is_covered = is_everywhere && self.is_covered.load(Ordering::SeqCst);
        sent
    }

    /// Writes a sample to the only lane, if that reaches all subscribers of other sessions and has room now. Neither zenoh nor
    /// the pool has a part in it: the lane alone keeps the message, until the subscriber releases it or the next sweep.
    ///
    /// # Errors
    /// The message, if it was not written.
    pub(crate) fn send_sole(&self, number: i64, time: i64, buffer: ShmBuffer) -> Result<InLanes, ShmBuffer> {
        let mut open = self.lock_open();
        // While no lane can be added or removed.
        let is_only = !self.has_news.load(Ordering::SeqCst) && self.is_covered.load(Ordering::SeqCst);
        match &mut open[..] {
            [lane] if is_only => lane.push_sole(number, time, buffer)?,
            _ => return Err(buffer),
        }
        Ok(InLanes {
            lanes: 1,
            is_covered: true,
            ..InLanes::default()
        })
    }

    /// Releases the samples that subscribers have released, and returns the buffer of one of them for a sample of `len`
    /// bytes. `None` if there is none that the pool does not know.
    pub(crate) fn reuse(&self, len: usize) -> Option<ShmBuffer> {
        if !self.has_any() {
            return None;
        }
        // Not while another thread writes a sample: that thread sweeps too, and may wait for room that this thread makes.
        let mut open = self.open.try_lock().ok()?;
        open.iter_mut().for_each(LaneWriter::sweep_quickly);
        open.first_mut()?.spare(len)
    }

    /// Removes the lanes that have ended. Another one is offered after a pause.
    fn put_ended_aside(&self, open: &mut Vec<LaneWriter>) {
        let ended: Vec<LaneWriter> = open.extract_if(.., |lane| lane.is_closed()).collect();
        let next = Instant::now() + PAUSE;
        self.change(|state| {
            for lane in &ended {
                state.leaving.retain(|nonce| *nonce != lane.nonce);
                let is_open = |(_, nonce): &(Destination, u64)| *nonce == lane.nonce;
                // Not for one that has left meanwhile.
                if state.open.extract_if(.., |open| is_open(open)).count() > 0 {
                    state.refused.insert(lane.to, (next, 0));
                }
            }
        });
        put_aside(ended);
    }

    /// Ends the lanes whose subscribers take no more samples or are dead, so that the samples that they held are released
    /// even if no further sample is published.
    fn end_done(&self, open: &mut Vec<LaneWriter>) {
        let mut has_ended = false;
        for lane in open.iter_mut().filter(|lane| lane.is_done()) {
            lane.close_after_last();
            has_ended = true;
        }
        if has_ended {
            self.put_ended_aside(open);
            self.change(|state| state.has_ended = true);
        }
    }

    /// Ends the lanes of subscribers that no longer match.
    fn remove_leaving(&self, open: &mut Vec<LaneWriter>) {
        let leaving = std::mem::take(&mut self.lock().leaving);
        if leaving.is_empty() {
            return;
        }
        let mut gone: Vec<LaneWriter> = (open.extract_if(.., |lane| leaving.contains(&lane.nonce))).collect();
        // Their subscribers have left, or have lost the connection, or this session has.
        gone.iter_mut().for_each(LaneWriter::close_after_last);
        put_aside(gone);
        self.change(|_| {});
    }

    /// Returns whether there is an open lane, so that a sample may be held by it.
    pub(crate) fn has_any(&self) -> bool {
        self.has_any.load(Ordering::SeqCst)
    }

    /// Sets the subscribers that match, and whether nobody else can.
    pub(super) fn set_matched(&self, matched: Vec<(Destination, Option<QueueLimit>)>, is_complete: bool) {
        self.change(|state| {
            let is_gone = |at: &Destination| !matched.iter().any(|(to, _)| to == at);
            for lanes in [&mut state.accepted, &mut state.offered] {
                let mut gone: Vec<LaneWriter> = lanes.extract_if(.., |lane| is_gone(&lane.to)).collect();
                gone.iter_mut().for_each(LaneWriter::close_after_last);
                put_aside(gone);
            }
            let leaving = state.open.extract_if(.., |(to, _)| is_gone(to));
            state.leaving.extend(leaving.map(|(_, nonce)| nonce));
            state
                .refused
                .retain(|to, _| matched.iter().any(|(known, _)| known == to));
            state.matched = matched;
            state.is_complete = is_complete;
        });
        // Otherwise before the next sample, or by maintenance: this thread must not wait.
        if let Ok(mut open) = self.open.try_lock() {
            self.remove_leaving(&mut open);
        }
    }

    /// Creates the lanes that are to be offered now. Returns the subscriber, the descriptor and the nonce of each, and
    /// the time at which to look again.
    pub(super) fn to_offer(&self, now: Instant) -> (Vec<(Destination, i32, u64)>, Option<Instant>) {
        let mut offers = Vec::new();
        let mut next: Option<Instant> = None;
        let due = self.change(|state| {
            let mut due = state.matched.clone();
            due.retain(|(to, limit)| limit.is_some() && !state.is_closed && !state.has_lane(to));
            due.retain(|(to, _)| {
                let later = state.refused.get(to).map(|(at, _)| *at).filter(|at| *at > now);
                next = [next, later].into_iter().flatten().min();
                later.is_none()
            });
            due
        });
        for (to, limit) in due {
            let Some(limit) = limit else { continue };
            let nonce = super::nonce(to.1);
            // Takes time, and so is done without a lock.
            let mut made = if is_table_removed() {
                // As with zenoh, no new receiver can use shared memory any more; the report explains why.
                Err(io::ErrorKind::NotFound.into())
            } else {
                LaneWriter::create(to, limit, nonce)
            };
            if let Ok(lane) = &mut made {
                lane.recovered = self.pool.recovered();
            }
            let made = made.and_then(|lane| Ok((lane.descriptor().ok_or(io::ErrorKind::NotFound)?, lane)));
            self.change(|state| match made {
                Ok(_) if state.is_closed || state.has_lane(&to) || !state.is_matched(&to) => {}
                Ok((descriptor, lane)) => {
                    offers.push((to, descriptor, nonce));
                    state.offered.push(lane);
                }
                Err(error) => {
                    tracing::debug!("cannot create a lane, so messages go through zenoh: {error}");
                    state.refuse(to, now);
                }
            });
        }
        (offers, next)
    }

    /// Records the answer of a subscriber to an offer: the process, descriptor and nonce of its bell, or `None` for a
    /// refusal.
    pub(super) fn answered(&self, nonce: u64, bell: Option<(u32, i32, u64)>) {
        self.change(|state| {
            let Some(at) = state.offered.iter().position(|lane| lane.nonce == nonce) else {
                return;
            };
            let mut lane = state.offered.swap_remove(at);
            let to = lane.to;
            let connected = bell
                .ok_or_else(|| io::ErrorKind::ConnectionRefused.into())
                .and_then(|(process, descriptor, nonce)| lane.connect(process, descriptor, nonce));
            match connected {
                Ok(()) if !state.is_closed => state.accepted.push(lane),
                answer => {
                    if let Err(error) = answer {
                        tracing::debug!(
                            "no lane to a subscriber of {}, so messages go through zenoh: {error}",
                            to.0
                        );
                        state.refuse(to, Instant::now());
                    }
                    // The subscriber may have opened it.
                    lane.close_after_last();
                    put_aside(vec![lane]);
                }
            }
        });
    }

    /// Waits until every subscriber that can have a lane has one or has refused it, at most for `timeout`.
    pub(crate) fn wait_for_answers(&self, timeout: Duration) {
        let is_pending = |state: &mut State| {
            state.matched.iter().any(|(to, limit)| {
                let is_accepted = state.accepted.iter().any(|lane| lane.to == *to);
                let has_lane = is_accepted || state.open.iter().any(|(open, _)| open == to);
                limit.is_some() && !state.refused.contains_key(to) && !has_lane
            })
        };
        drop(self.changed.wait_timeout_while(self.lock(), timeout, is_pending));
    }

    /// Returns the sessions that have an open lane, once for each lane.
    pub(crate) fn served(&self) -> Vec<ZenohId> {
        let state = self.lock();
        let accepted = state.accepted.iter().map(|lane| lane.to.0);
        accepted.chain(state.open.iter().map(|(to, _)| to.0)).collect()
    }

    /// Ends all lanes before the sample of this number.
    pub(crate) fn close(&self, number: i64) {
        let mut lanes = std::mem::take(&mut *self.lock_open());
        self.change(|state| {
            state.is_closed = true;
            state.open.clear();
            state.leaving.clear();
            lanes.append(&mut state.accepted);
            lanes.append(&mut state.offered);
        });
        lanes.iter_mut().for_each(|lane| lane.close(number));
        put_aside(lanes);
    }
}

impl fmt::Debug for Lanes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lanes")
            .field("identity", &self.identity)
            .field("served", &self.served().len())
            .finish_non_exhaustive()
    }
}

fn all() -> MutexGuard<'static, Vec<Weak<Lanes>>> {
    ALL.lock().unwrap_or_else(PoisonError::into_inner)
}

fn ended() -> MutexGuard<'static, Vec<LaneWriter>> {
    ENDED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Keeps ended lanes until their subscribers have released all samples.
fn put_aside(lanes: Vec<LaneWriter>) {
    ended().extend(lanes);
}

/// Releases the samples of all publishers that subscribers have released, lets the pools keep the others, and ends lanes
/// without a live subscriber.
pub(super) fn sweep_all() {
    // A caller that expects that everything is swept waits for a sweep in progress.
    static SWEEPING: Mutex<()> = Mutex::new(());
    let _sweeping = SWEEPING.lock().unwrap_or_else(PoisonError::into_inner);
    let all: Vec<_> = all().iter().filter_map(Weak::upgrade).collect();
    for lanes in all.iter().filter(|lanes| lanes.has_any()) {
        // Not while the publisher waits for room: this thread has to go on. The publisher sweeps, too.
        if let Ok(mut open) = lanes.open.try_lock() {
            lanes.remove_leaving(&mut open);
            lanes.end_done(&mut open);
            for lane in &mut *open {
                lane.sweep();
                lane.share_all();
            }
        }
    }
    // Dropped after the lock.
    let _gone: Vec<LaneWriter> = ended().extract_if(.., |lane| !lane.is_held()).collect();
}
