//! Tests of the messages of a publisher with a lane, whose puts fail at will.

use super::*;
use crate::lane::lanes_to_start;
use crate::published::PublishPath;
use crate::shm::test_pool::made;
use crate::shm::{FallbackReason, ShmBuffer, ShmMode, ShmPool, ShmSettings};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::channel;
use std::time::Instant;

const PATIENCE: Duration = Duration::from_secs(30);

/// Records calls. Its session has no subscribers.
#[derive(Debug, Default)]
struct Journal {
    fails: AtomicBool,
    /// While it is true, puts do not return.
    waits: AtomicBool,
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
        wait_until(|| !self.waits.load(Ordering::SeqCst));
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

fn wait_until(is_true: impl Fn() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !is_true() {
        assert!(Instant::now() < deadline);
        thread::yield_now();
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

/// Returns a publisher whose first message has started a lane.
#[cfg(target_os = "linux")]
fn publisher_with_lane() -> Option<Arc<PutInOrder<Journal>>> {
    let publisher = publisher(Some(lanes_to_start()?));
    assert_eq!(put(&publisher), Some(1));
    publisher.outlet.take();
    Some(publisher)
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
    let Some(publisher) = publisher_with_lane() else {
        return;
    };
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

#[cfg(target_os = "linux")]
#[test]
fn all_threads_that_wait_for_a_put_send_their_messages_through_the_lane_after_it() {
    let Some(pool) = made(ShmPool::of(10_009)) else {
        return;
    };
    let Some(publisher) = publisher_with_lane() else {
        return;
    };
    let buffers = || [1, 2].map(|_| pool.acquire(1000).expect("there is room"));
    // zenoh knows both buffers from here on.
    drop(buffers().map(ShmBuffer::into_zshm));
    let (sent, numbers) = channel();
    let spawn = |outgoing: Outgoing| {
        let (publisher, sent) = (publisher.clone(), sent.clone());
        thread::spawn(move || {
            let published = publisher.put_outgoing(outgoing).expect("it is sent");
            sent.send((published.sequence_number, published.only_lanes))
        })
    };
    publisher.outlet.waits.store(true, Ordering::SeqCst);
    spawn(message().into());
    wait_until(|| publisher.lock().is_busy);
    for buffer in buffers() {
        assert!(buffer.address().is_some());
        spawn(buffer.into());
    }
    wait_until(|| publisher.lock().waiting == 2);
    publisher.outlet.waits.store(false, Ordering::SeqCst);
    let mut numbers = [1, 2, 3].map(|_| numbers.recv_timeout(PATIENCE).expect("it is sent in time"));
    numbers.sort_unstable();
    assert_eq!(numbers.map(|(number, _)| number), [2, 3, 4]);
    assert_eq!(publisher.outlet.take(), ["put 2"]);
    assert_eq!(publisher.writer.stats().shm().messages, 2);
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
