//! The queues of this process that lanes can end in, by the number with which their subscriber announces itself.

use super::bell::SharedBell;
use super::reader::{LaneIntake, LaneOffer, LaneReader};
use crate::queue::{QueueCore, QueueLimit};
use std::collections::HashMap;
use std::io;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use zenoh::session::ZenohId;

/// The queue of a subscriber, as its lanes see it.
#[doc(hidden)]
pub trait LaneTarget: Send + Sync {
    /// Returns the limit of the queue.
    fn limit(&self) -> QueueLimit;

    /// Opens the ring of a publisher, and returns the bell.
    ///
    /// # Errors
    /// If the ring cannot be opened, or if the subscriber is gone.
    fn attach(&self, offer: &LaneOffer) -> io::Result<SharedBell>;

    /// Records that all samples from before the lane with this nonce have arrived.
    fn open_barrier(&self, nonce: u64);

    /// Records that the session of a publisher has left.
    fn publisher_left(&self, session: ZenohId);
}

pub(crate) struct QueueTarget<S> {
    core: Weak<QueueCore<S>>,
    limit: QueueLimit,
    intake: Arc<dyn LaneIntake<S>>,
}

impl<S> QueueTarget<S> {
    pub(crate) fn new(core: Weak<QueueCore<S>>, intake: Arc<dyn LaneIntake<S>>) -> Self {
        let limit = core.upgrade().map_or(QueueLimit::Block(1), |core| core.limit());
        Self { core, limit, intake }
    }
}

impl<S: Send + 'static> LaneTarget for QueueTarget<S> {
    fn limit(&self) -> QueueLimit {
        self.limit
    }

    fn attach(&self, offer: &LaneOffer) -> io::Result<SharedBell> {
        let core = self.core.upgrade().ok_or(io::ErrorKind::NotFound)?;
        let bell = core.bell().share()?;
        let lane = LaneReader::open(offer, self.intake.clone())?;
        self.intake.prepare()?;
        if !core.attach(lane) {
            return Err(io::ErrorKind::NotFound.into());
        }
        Ok(bell)
    }

    fn open_barrier(&self, nonce: u64) {
        if let Some(core) = self.core.upgrade() {
            core.change_lanes(|lane, pushed| lane.open_barrier(nonce, pushed));
        }
    }

    fn publisher_left(&self, session: ZenohId) {
        if let Some(core) = self.core.upgrade() {
            core.change_lanes(|lane, _| lane.publisher_left(session));
        }
    }
}

/// The targets of all subscribers of this process.
static TARGETS: Mutex<Option<HashMap<u64, Entry>>> = Mutex::new(None);

/// The key expression of the subscriber, and its queue.
type Entry = (String, Arc<dyn LaneTarget>);

fn targets() -> MutexGuard<'static, Option<HashMap<u64, Entry>>> {
    TARGETS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Adds a target, and returns its number.
pub(super) fn add(key: &str, target: Option<Arc<dyn LaneTarget>>) -> u64 {
    static NUMBER: AtomicU64 = AtomicU64::new(1);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    if let Some(target) = target {
        targets()
            .get_or_insert_default()
            .insert(number, (key.to_owned(), target));
    }
    number
}

pub(super) fn remove(number: u64) {
    let removed = targets().as_mut().and_then(|targets| targets.remove(&number));
    drop(removed);
}

/// Returns the target of this number, and of this key expression if one is given.
pub(super) fn find(number: u64, key: Option<&str>) -> Option<Arc<dyn LaneTarget>> {
    let targets = targets();
    let (of, target) = targets.as_ref()?.get(&number)?;
    key.is_none_or(|key| of == key).then(|| target.clone())
}

/// Records for all targets that the session of a publisher has left.
pub(super) fn publisher_left(session: ZenohId) {
    let all: Vec<_> = targets()
        .iter()
        .flat_map(|targets| targets.values().map(|(_, target)| target.clone()))
        .collect();
    all.iter().for_each(|target| target.publisher_left(session));
}
