//! Tests of the messages of a publisher with a lane, whose puts fail at will.

use super::*;
use crate::lane::lanes_to_start;
use crate::published::PublishPath;
use crate::shm::test_pool::made;
use crate::shm::{FallbackReason, ShmMode, ShmPool, ShmSettings};
use std::sync::atomic::{AtomicBool, Ordering};

/// Records calls. Its session has no subscribers.
#[derive(Debug, Default)]
struct Journal {
    fails: AtomicBool,
    calls: Mutex<Vec<String>>,
}

impl Journal {
    fn note(&self, call: String) {
        self.calls
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(call);
    }

    /// Returns the calls since the last time.
    fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.calls.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Outlet for Journal {
    fn put(&self, _: ZBytes, number: i64, _: i64) -> zenoh::Result<()> {
        self.note(format!("put {number}"));
        if self.fails.load(Ordering::SeqCst) {
            return Err("the session is closed".into());
        }
        Ok(())
    }

    fn ask(&self, selector: &str) {
        self.note(format!(
            "ask {}",
            selector.split_once('?').map_or("", |(key, _)| key)
        ));
    }

    fn reaches_network(&self) -> bool {
        true
    }

    fn may_have_local(&self) -> bool {
        false
    }
}

fn publisher(lanes: Option<Arc<Lanes>>) -> Arc<PutInOrder<Journal>> {
    let writer = ShmWriter::new(&ShmMode::Off, ShmSettings::new()).expect("shared memory is off");
    Arc::new_cyclic(|this| PutInOrder {
        this: this.clone(),
        writer: writer.with_lanes(lanes),
        outlet: Journal::default(),
        key: "topic".into(),
        limit: NetworkLimit::new(None, None, "topic"),
        waits_to_send: false,
        sequence: Mutex::default(),
        idle: Condvar::new(),
        thread: OnceLock::new(),
    })
}

fn message() -> WrittenMessage {
    let path = PublishPath::Heap(FallbackReason::Disabled);
    WrittenMessage::new(vec![1; 16].into(), path, 16)
}

/// Puts a message, and returns its number; `None` if it cannot be sent.
fn put(publisher: &PutInOrder<Journal>) -> Option<i64> {
    publisher
        .put(message())
        .ok()
        .map(|published| published.sequence_number)
}

#[cfg(target_os = "linux")]
#[test]
fn the_query_that_opens_a_lane_follows_a_failed_put_and_the_lane_keeps_its_number() {
    let Some(lanes) = lanes_to_start() else { return };
    let publisher = publisher(Some(lanes));
    publisher.outlet.fails.store(true, Ordering::SeqCst);
    assert_eq!(put(&publisher), None);
    let calls = publisher.outlet.take();
    let [failed, query] = &calls[..] else {
        panic!("{calls:?}")
    };
    assert_eq!(failed, "put 1");
    assert!(query.starts_with("ask @/"), "{query}");
    // The subscriber has message 1 from the lane.
    publisher.outlet.fails.store(false, Ordering::SeqCst);
    assert_eq!(put(&publisher), Some(2));
    assert_eq!(publisher.outlet.take(), ["put 2"], "the query is sent once");
}

#[cfg(target_os = "linux")]
#[test]
fn a_message_that_a_lane_alone_delivers_is_not_put() {
    let Some(pool) = made(ShmPool::of(10_007)) else {
        return;
    };
    let Some(lanes) = lanes_to_start() else { return };
    let publisher = publisher(Some(lanes));
    assert_eq!(put(&publisher), Some(1));
    publisher.outlet.take();
    // zenoh knows the buffer from here on.
    drop(pool.acquire(1000).expect("there is room").into_zshm());
    let buffer = pool.acquire(1000).expect("there is room");
    assert!(buffer.address().is_some());
    let published = publisher
        .put_outgoing(Outgoing::Buffer(buffer))
        .expect("it is sent");
    assert_eq!(
        (published.sequence_number, published.lanes, published.only_lanes),
        (2, 1, true)
    );
    assert_eq!((published.bytes, published.path), (1000, PublishPath::Shm));
    assert!(publisher.outlet.take().is_empty());
    assert_eq!(publisher.writer.stats().shm().messages, 1);
    assert_eq!(pool.stats().retained, 1, "the lane has it");
}

#[test]
fn without_a_lane_the_next_message_has_the_number_of_one_that_was_not_sent() {
    let publisher = publisher(None);
    assert_eq!(put(&publisher), Some(1));
    publisher.outlet.fails.store(true, Ordering::SeqCst);
    assert_eq!(put(&publisher), None);
    publisher.outlet.fails.store(false, Ordering::SeqCst);
    assert_eq!(put(&publisher), Some(2));
    assert_eq!(publisher.outlet.take(), ["put 1", "put 2", "put 2"]);
}
