//! Callbacks and tasks take samples of local lanes: inline callbacks on a thread of the subscriber, and all tasks of a
//! process are woken by one thread.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use ros_z_tests::line::Line;
use ros_z_tests::machine::has_lanes;
use ros_z_tests::pair::{Pair, own_place};
use ros_z_tests::process::{DEADLINE, Process};

const PEER: &str = env!("CARGO_BIN_EXE_peer");
const POOL: usize = 4 << 20;

fn pair(subscriber: &str) -> Option<Pair> {
    has_lanes(POOL).then(|| Pair::start(PEER, &format!("context={POOL}"), subscriber))
}

fn seq(line: &Line) -> i64 {
    line.get("seq")
}

/// Publishes messages until zenoh is not needed.
fn await_lanes(pair: &mut Pair) {
    let deadline = Instant::now() + DEADLINE;
    while !pair.publish(0, 1).remove(0).published.get::<bool>("only_lanes") {
        assert!(Instant::now() < deadline);
    }
}

#[test]
fn callbacks_are_called_for_samples_of_the_lane_alone() {
    for via in ["inline", "callback"] {
        let Some(mut pair) = pair(&format!("via={via}")) else {
            return;
        };
        await_lanes(&mut pair);
        for size in [0, 1000, 100_000] {
            for exchange in pair.publish(size, 20) {
                let (published, sample) = (&exchange.published, &exchange.sample);
                assert_eq!(seq(published), seq(sample), "{via}: {exchange:?}");
                assert!(published.get::<bool>("only_lanes"), "{via}: {exchange:?}");
                assert_eq!(exchange.arrived_in_shm(), size >= 512, "{via}: {exchange:?}");
            }
        }
        pair.finish();
    }
}

#[test]
fn an_inline_callback_gets_each_sample_once_that_zenoh_brings_too() {
    // The program of the subscriber uses the session, so zenoh is needed.
    let Some(mut pair) = pair("via=inline shared_session=true") else {
        return;
    };
    for size in [0, 1000] {
        for exchange in pair.publish(size, 1000) {
            assert_eq!(seq(&exchange.published), seq(&exchange.sample), "{exchange:?}");
        }
    }
    pair.finish();
}

#[test]
fn a_slow_inline_callback_makes_the_publisher_wait() {
    let Some(mut pair) = pair("via=inline delay_ms=1") else {
        return;
    };
    await_lanes(&mut pair);
    // More than the queue of a lane has room for.
    let exchanges = pair.publish(0, 1500);
    for exchange in &exchanges {
        assert_eq!(seq(&exchange.published), seq(&exchange.sample), "{exchange:?}");
        assert!(exchange.published.get::<bool>("only_lanes"), "{exchange:?}");
    }
    pair.finish();
}

#[test]
fn an_inline_callback_gets_messages_in_order_while_publishers_come_and_go() {
    let Some(mut pair) = pair("via=inline") else {
        return;
    };
    for _ in 0..3 {
        for exchange in pair.publish(1000, 100) {
            assert_eq!(seq(&exchange.published), seq(&exchange.sample), "{exchange:?}");
        }
        let (place, endpoint) = (pair.place().to_owned(), pair.subscriber.endpoint().to_owned());
        let (publisher, subscriber) = pair.into_processes();
        publisher.kill();
        let arguments = format!("publisher {place} context={POOL} connect={endpoint}");
        pair = Pair::of(Process::start(PEER, &arguments), subscriber, place);
    }
    let _ = pair.end();
}

#[test]
fn one_thread_wakes_the_tasks_of_all_subscribers() {
    if !has_lanes(POOL) {
        return;
    }
    // More than one thread can wait for.
    for (count, threads) in [(6, 1), (130, 2)] {
        let place = own_place();
        let subscriber = Process::start(PEER, &format!("subscriber {place} via=async count={count}"));
        let arguments = format!(
            "publisher {place} connect={} context={POOL}",
            subscriber.endpoint()
        );
        let (mut publisher, mut subscriber) = (Process::start(PEER, &arguments), subscriber);
        publisher.tell("await");
        assert_eq!(publisher.expect("matched").text(), "matched true");
        let deadline = Instant::now() + DEADLINE;
        let mut expected = 0;
        loop {
            publisher.tell("publish size=1000");
            let published = publisher.expect("published");
            let mut numbers = BTreeMap::new();
            for _ in 0..count {
                let sample = subscriber.expect("sample");
                assert_eq!(numbers.insert(sample.get::<usize>("nth"), seq(&sample)), None);
            }
            expected += 1;
            assert!(numbers.values().all(|number| *number == expected), "{numbers:?}");
            if published.get::<usize>("lanes") == count && published.get::<bool>("only_lanes") {
                break;
            }
            assert!(Instant::now() < deadline, "{published:?}");
        }
        subscriber.tell("wakers");
        let wakers = subscriber.expect("wakers").get::<usize>("count");
        // Before Linux 5.16, each subscriber has a thread.
        assert!(wakers == threads || wakers == count, "{wakers} for {count}");
        assert!(subscriber.find("sample", Duration::from_millis(50)).is_none());
        let _ = (publisher.finish(), subscriber.finish());
    }
}
