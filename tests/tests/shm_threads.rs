//! A publisher that threads share: every message arrives once and complete, and the sequence numbers are in
//! the order of the messages.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use ros_z::{Publisher, ZContextBuilder};
use ros_z_core::to_vec;
use ros_z_tests::machine::has_pool;
use ros_z_tests::messages::{Blob, Subject, Workshop, checksum};
use ros_z_tests::process::{DEADLINE, Process};
use zenoh::Wait;

const POOL: usize = 8 << 20;
const THREADS: u64 = 4;
const MESSAGES: u64 = 100;

/// Around the threshold, and far above it.
const SIZES: [usize; 5] = [100, 600, 5000, 20_000, 100_000];

#[test]
fn threads_share_a_publisher() {
    if !has_pool(POOL) {
        return;
    }
    let domain = std::process::id() as usize;
    let context = ZContextBuilder::default()
        .with_domain_id(domain)
        .with_listen_endpoints(["tcp/127.0.0.1:0"])
        .with_connect_endpoints([""; 0])
        .with_multicast_scouting(false)
        .with_shm_pool_size(POOL)
        .expect("the size is valid")
        .build()
        .expect("the context opens");
    let endpoint = context.session().info().locators().wait()[0].to_string();
    let node = context
        .create_node("publisher")
        .build()
        .expect("the node is created");
    let publisher: Publisher<Blob> = node
        .create_pub("shared")
        .build()
        .expect("the publisher is created");
    let arguments = format!("subscriber topic=shared domain={domain} connect={endpoint} depth=1000");
    let mut subscriber = Process::start(env!("CARGO_BIN_EXE_peer"), &arguments);
    assert!(publisher.wait_for_subscriber(DEADLINE));

    // The sequence number and checksum of each message, by the message's number.
    let mut sent = HashMap::new();
    std::thread::scope(|scope| {
        let publisher = &publisher;
        let threads: Vec<_> = (0..THREADS)
            .map(|thread| scope.spawn(move || publish_share(publisher, thread)))
            .collect();
        for thread in threads {
            sent.extend(thread.join().expect("no thread panics"));
        }
    });
    assert_eq!(sent.len() as u64, THREADS * MESSAGES);

    let deadline = Instant::now() + DEADLINE;
    for place in 1..=(THREADS * MESSAGES) as i64 {
        let left = deadline.saturating_duration_since(Instant::now());
        let sample = subscriber.find("sample", left.max(Duration::from_secs(1)));
        let sample = sample.unwrap_or_else(|| panic!("message {place} did not arrive"));
        assert_eq!(sample.get::<i64>("seq"), place, "{sample:?}");
        let expected = sent.remove(&sample.get::<u64>("number"));
        assert_eq!(expected, Some((place, sample.get("sum"))), "{sample:?}");
    }
    let stats = publisher.shm_stats();
    assert_eq!(
        stats.shm().messages + stats.heap().messages,
        THREADS * MESSAGES,
        "{stats}"
    );
    assert!(stats.shm().messages > 0, "{stats}");
}

/// Publishes messages of different sizes; returns the number, sequence number and checksum of each.
fn publish_share(publisher: &Publisher<Blob>, thread: u64) -> Vec<(u64, (i64, u64))> {
    let publish = |at: u64| {
        let number = 1 + thread * MESSAGES + at;
        let message = Blob::make(number, SIZES[(number % 5) as usize], &Workshop::default());
        let published = publisher.publish(&message).expect("the session is open");
        let bytes = to_vec(&message).expect("the message is serializable");
        assert_eq!(published.bytes, bytes.len());
        (number, (published.sequence_number, checksum(&bytes)))
    };
    (0..MESSAGES).map(publish).collect()
}
