//! Fallback: if shared memory cannot be used, the message arrives over the network, and the publisher reports why.

use std::collections::VecDeque;
use std::process::Command;
use std::time::{Duration, Instant};

use ros_z_tests::machine::has_pool;
use ros_z_tests::pair::{Exchange, Pair};
use ros_z_tests::process::{DEADLINE, Process};

const PEER: &str = env!("CARGO_BIN_EXE_peer");
const POOL: usize = 256 << 10;

/// Returns a pair with a pool of [`POOL`] bytes, or `None` where a pool cannot be created.
fn pair(publisher: &str, subscriber: &str) -> Option<Pair> {
    has_pool(POOL).then(|| Pair::start(PEER, &format!("context={POOL} {publisher}"), subscriber))
}

/// Returns the number of warnings of the publisher so far that contain `text`.
fn warnings(pair: &mut Pair, text: &str) -> usize {
    let warnings: VecDeque<_> = pair.publisher.all("warning");
    warnings
        .iter()
        .filter(|warning| warning.text().contains(text))
        .count()
}

#[test]
fn message_below_the_threshold_causes_no_warning() {
    let Some(mut pair) = pair("threshold=10000", "") else {
        return;
    };
    for exchange in pair.publish(5000, 3) {
        exchange.assert_heap("BelowThreshold");
    }
    assert_eq!(pair.stats().get::<u64>("BelowThreshold"), 3);
    assert_eq!(warnings(&mut pair, ""), 0);
    pair.publish(10_000, 1)[0].assert_shm();
    pair.finish();
}

#[test]
fn message_larger_than_the_pool_falls_back_at_once_and_warns_once() {
    // If the message could ever fit, the publisher would wait for a minute.
    let Some(mut pair) = pair("wait_ms=60000", "") else {
        return;
    };
    for exchange in pair.publish(2 * POOL, 3) {
        exchange.assert_heap("LargerThanPool");
        assert!(exchange.published.get::<u64>("took_ms") < 5000, "{exchange:?}");
    }
    assert_eq!(pair.stats().get::<u64>("LargerThanPool"), 3);
    assert_eq!(warnings(&mut pair, "larger than the pool"), 1);
    pair.publish(1000, 1)[0].assert_shm();
    pair.finish();
}

#[test]
fn exhausted_pool_delays_a_message_only_within_the_bound() {
    // Two messages of 100 000 bytes fill the pool.
    for (policy, least) in [("", 0), ("wait_ms=300", 300)] {
        let Some(mut pair) = pair(policy, "hold=2") else {
            return;
        };
        pair.publish(100_000, 2).iter().for_each(Exchange::assert_shm);
        for exchange in pair.publish(100_000, 3) {
            exchange.assert_heap("PoolExhausted");
            let took = exchange.published.get::<u64>("took_ms");
            assert!((least..least + 3000).contains(&took), "{exchange:?}");
        }
        let stats = pair.stats();
        assert_eq!(stats.get::<u64>("PoolExhausted"), 3);
        assert_eq!(stats.get::<u64>("retained"), 2);
        assert_eq!(warnings(&mut pair, "pool exhausted"), 1);
        // The kept messages are intact, and their memory is reused after they are released.
        pair.subscriber.tell("held");
        let held = [pair.subscriber.expect("held"), pair.subscriber.expect("held")];
        assert_ne!(held[0], held[1]);
        pair.subscriber.tell("release");
        pair.subscriber.expect("released");
        pair.publish(100_000, 2).iter().for_each(Exchange::assert_shm);
        pair.finish();
    }
}

#[test]
fn message_kept_for_too_long_is_released_by_age_and_stays_intact() {
    let Some(mut pair) = pair("keep_ms=500", "hold=2") else {
        return;
    };
    let sent = pair.publish(100_000, 2);
    sent.iter().for_each(Exchange::assert_shm);
    // The age is checked when a buffer is requested and none is free. The subscriber's own reference still
    // counts.
    let start = Instant::now();
    while pair.stats().get::<u64>("by_age") < 2 {
        assert!(start.elapsed() < DEADLINE);
        pair.publish(100_000, 1)[0].assert_heap("PoolExhausted");
    }
    assert!(start.elapsed() < Duration::from_secs(10));
    pair.publish(100_000, 1)[0].assert_heap("PoolExhausted");
    pair.subscriber.tell("held");
    for exchange in sent {
        let held = pair.subscriber.expect("held");
        assert_eq!(held.get::<u64>("sum"), exchange.published.get::<u64>("sum"));
    }
    pair.finish();
}

#[test]
fn messages_without_shm_go_over_the_network() {
    for publisher in ["", "context=off", "via=session", "via=session publisher=off"] {
        let mut pair = Pair::start(
            PEER,
            publisher,
            if publisher.contains("via") {
                "via=session"
            } else {
                ""
            },
        );
        for exchange in pair.publish(100_000, 3) {
            exchange.assert_heap("Disabled");
        }
        assert_eq!(pair.stats().get::<u64>("Disabled"), 3);
        assert_eq!(warnings(&mut pair, "fell back from shared memory"), 0);
        pair.finish();
    }
}

#[test]
fn session_without_shared_memory_receives_over_the_network() {
    if !has_pool(POOL) {
        return;
    }
    let place = ros_z_tests::pair::own_place();
    let mut command = Command::new(PEER);
    command
        .args(["subscriber"])
        .args(place.split_whitespace())
        .env("ZENOH_CONFIG_OVERRIDE", "transport/shared_memory/enabled=false");
    let subscriber = Process::start_command(command);
    let mut pair = Pair::with_subscriber(PEER, &format!("context={POOL}"), subscriber, place);
    for exchange in pair.publish(100_000, 5) {
        assert!(
            exchange.was_put_into_shm() && !exchange.arrived_in_shm(),
            "{exchange:?}"
        );
    }
    pair.finish();
}
