//! Published messages arrive, even if the publisher ends right afterwards; a killed process does not affect
//! the others.

use std::process::Command;
use std::time::{Duration, Instant};

use ros_z_core::to_vec;
use ros_z_tests::line::Line;
use ros_z_tests::machine::has_pool;
use ros_z_tests::messages::{Blob, Frame, Subject, Workshop, checksum};
use ros_z_tests::pair::{Exchange, Pair, own_place};
use ros_z_tests::process::{DEADLINE, Process, assert_removed};

const PEER: &str = env!("CARGO_BIN_EXE_peer");
const POOL: usize = 2 << 20;

/// Returns the checksum of a message, from its number alone.
fn expected<T: Subject>(number: u64, size: usize) -> u64 {
    let message = T::make(number, size, &Workshop::default());
    checksum(&to_vec(&message).expect("the message is serializable"))
}

/// Publishes messages and ends, in part or as a whole, right after the last. Returns the lines that arrive.
fn end_after<T: Subject>(pair: &mut Pair, size: usize, count: usize, then: &str) -> Vec<Line> {
    pair.publisher
        .tell(&format!("publish size={size} count={count} then={then}"));
    let samples = (1..=count as u64).map(|number| {
        let Some(sample) = pair.subscriber.find("sample", DEADLINE) else {
            panic!("message {number} of {count} with {size} bytes is missing, {then}")
        };
        assert_eq!(
            sample.get::<u64>("sum"),
            expected::<T>(number, size),
            "message {number}, {then}"
        );
        sample
    });
    samples.collect()
}

#[test]
fn dropping_or_ending_loses_no_message() {
    if !has_pool(POOL) {
        return;
    }
    for then in ["drop_publisher", "drop_all", "end", "exit"] {
        for (size, count) in [(10_000, 1), (10_000, 50), (600_000, 3)] {
            let mut pair = Pair::start(PEER, &format!("context={POOL}"), "");
            for sample in end_after::<Blob>(&mut pair, size, count, then) {
                assert!(sample.get::<bool>("shm"), "{then}: {sample:?}");
            }
            pair.finish();
        }
    }
}

#[test]
fn messages_over_the_network_arrive_after_the_context_is_dropped() {
    for then in ["drop_publisher", "drop_all", "end"] {
        for (size, count) in [(100, 1), (3_000_000, 3)] {
            let mut pair = Pair::start(PEER, "", "");
            end_after::<Blob>(&mut pair, size, count, then);
            pair.finish();
        }
    }
}

#[test]
fn program_that_drops_its_provider_last_loses_nothing() {
    if !has_pool(POOL) {
        return;
    }
    for then in ["drop_all", "end"] {
        let mut pair = Pair::start(PEER, &format!("type=frame workshop={POOL}"), "type=frame");
        for sample in end_after::<Frame>(&mut pair, 100_000, 3, then) {
            assert!(sample.get::<bool>("mapped"), "{then}: {sample:?}");
        }
        pair.finish();
    }
}

#[test]
fn slow_subscriber_gets_everything_after_the_publisher_ended() {
    if !has_pool(POOL) {
        return;
    }
    for then in ["drop_all", "end"] {
        let mut pair = Pair::start(PEER, &format!("context={POOL}"), "via=zenoh delay_ms=300");
        for sample in end_after::<Blob>(&mut pair, 300_000, 5, then) {
            assert!(sample.get::<bool>("shm"), "{then}: {sample:?}");
        }
        pair.finish();
    }
}

#[test]
fn subscriber_killed_with_half_the_pool_leaves_the_other_half_usable() {
    if !has_pool(POOL) {
        return;
    }
    let (size, half) = (POOL / 10, 5);
    // Through zenoh. With a lane, what it held is released at once: `local_lane` and `shm_recovery` test that.
    let mut pair = Pair::start(PEER, &format!("context={POOL}"), &format!("lane=off hold={half}"));
    // Before the other subscriber joins: messages go over the network until it has replied to the probe.
    pair.publish(size, half).iter().for_each(Exchange::assert_shm);
    let mut other = pair.another_subscriber(PEER, "");
    wait_until_heard(&mut pair.publisher, &mut other);
    pair.publisher.tell("await");
    assert_eq!(pair.publisher.expect("matched").text(), "matched true");
    std::mem::replace(&mut pair.subscriber, other).kill();
    // Until the other subscriber has replied.
    let start = Instant::now();
    while !pair.publish(size, 1)[0].arrived_in_shm() {
        assert!(start.elapsed() < DEADLINE, "{:?}", pair.stats());
    }
    for _ in 0..20 {
        pair.publish(size, 1)[0].assert_shm();
    }
    assert!(pair.stats().get::<usize>("retained") >= half);
    pair.finish();
}

/// Larger than all that zenoh and the system buffer for a receiver that does not read.
const HUGE: usize = 24 << 20;

#[test]
fn subscriber_killed_while_a_message_waits_for_it_costs_the_others_nothing() {
    // Without shared memory: the whole message waits for the stopped subscriber.
    let mut pair = Pair::start(PEER, "", "");
    let mut other = pair.another_subscriber(PEER, "");
    wait_until_heard(&mut pair.publisher, &mut other);
    let stop = Command::new("kill")
        .args(["-STOP", &pair.subscriber.id().to_string()])
        .status();
    assert!(stop.is_ok_and(|status| status.success()));
    pair.publisher.tell(&format!("publish size={HUGE}"));
    assert_eq!(
        pair.publisher.find("published", Duration::from_secs(2)),
        None,
        "zenoh waits for the stopped subscriber"
    );
    // zenoh notices this only when the wait is over, and sends nothing meanwhile.
    std::mem::replace(&mut pair.subscriber, other).kill();
    pair.publisher.tell("publish size=100 count=5");
    for _ in 0..6 {
        let published = pair.publisher.expect("published");
        loop {
            let sample = pair.subscriber.expect("sample");
            if sample.get::<u64>("seq") == published.get::<u64>("seq") {
                assert_eq!(sample.get::<u64>("sum"), published.get::<u64>("sum"));
                break;
            }
            // The samples from before.
            assert!(
                sample.get::<u64>("seq") < published.get::<u64>("seq"),
                "{sample:?}"
            );
        }
    }
    pair.finish();
}

/// Publishes small messages until this subscriber has received one, and has reported all.
fn wait_until_heard(publisher: &mut Process, subscriber: &mut Process) {
    let start = Instant::now();
    loop {
        publisher.tell("publish size=0");
        let published = publisher.expect("published");
        let is_last = |sample: &Line| sample.get::<u64>("seq") == published.get::<u64>("seq");
        while let Some(sample) = subscriber.find("sample", Duration::from_millis(50)) {
            if is_last(&sample) {
                return;
            }
        }
        assert!(start.elapsed() < DEADLINE, "the subscriber received nothing");
    }
}

#[test]
fn messages_of_a_killed_publisher_stay_readable_and_another_can_replace_it() {
    if !has_pool(POOL) {
        return;
    }
    let mut pair = Pair::start(PEER, &format!("context={POOL}"), "hold=3");
    let sent = pair.publish(100_000, 3);
    let arguments = format!(
        "publisher {} connect={} context={POOL}",
        pair.place(),
        pair.subscriber.endpoint()
    );
    let killed = std::mem::replace(&mut pair.publisher, Process::start(PEER, &arguments));
    killed.kill();
    pair.publisher.tell("await");
    pair.publisher.expect("matched");
    for _ in 0..10 {
        pair.publish(100_000, 2).iter().for_each(Exchange::assert_shm);
    }
    pair.subscriber.tell("held");
    for exchange in sent {
        let held = pair.subscriber.expect("held");
        assert_eq!(held.get::<u64>("sum"), exchange.published.get::<u64>("sum"));
    }
    // The next process that starts removes the files that the killed one left.
    let files = pair.end();
    assert!(!files.is_empty());
    let clean = Process::start(PEER, &format!("publisher {} context={POOL}", own_place()));
    assert_removed(&clean.finish());
    assert_removed(&files);
}

/// How long a publisher is stopped while its subscriber leaves.
const PAUSE: Duration = Duration::from_millis(400);

/// Number of messages that it publishes meanwhile.
const MANY: usize = 10_000;

#[test]
fn leaving_subscriber_releases_messages_still_in_flight_to_it() {
    if !has_pool(POOL) {
        return;
    }
    for round in 0..3 {
        let pair = Pair::start(PEER, &format!("context={POOL}"), "");
        let (mut publisher, mut subscriber) = (pair.publisher, pair.subscriber);
        publisher.tell(&format!("publish size=1000 count={MANY}"));
        subscriber.expect("sample");
        publisher.signal("STOP");
        let leaving = std::thread::spawn(move || subscriber.finish());
        std::thread::sleep(PAUSE);
        // The publisher has not yet discovered that the subscriber left, and continues to send.
        publisher.signal("CONT");
        leaving.join().expect("the subscriber ends by itself");
        let sent = (0..MANY).filter(|_| publisher.expect("published").get("shm"));
        let sent = sent.count();
        assert!(sent > MANY / 2, "round {round}: {sent} in shared memory");
        let start = Instant::now();
        let left = loop {
            publisher.tell("stats");
            let stats = publisher.expect("stats");
            if stats.get::<usize>("retained") == 0 || start.elapsed() > DEADLINE {
                break stats;
            }
        };
        // No message was abandoned because a receiver did not release it.
        assert_eq!(left.get::<u64>("retained"), 0, "round {round}: {left:?}");
        assert_eq!(left.get::<u64>("by_age"), 0, "round {round}: {left:?}");
        assert_removed(&publisher.finish());
    }
}
