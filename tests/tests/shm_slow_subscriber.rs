//! A slow subscriber loses nothing: messages in flight are kept until it has received them.

use ros_z_tests::machine::has_pool;
use ros_z_tests::pair::{Exchange, Pair};

const POOL: usize = 4 << 20;
const SIZE: usize = 256 << 10;
const COUNT: usize = 12;

/// Publishes 12 × 256 KiB as fast as it can to a subscriber that needs 400 ms for each.
fn all_arrive(publisher: &str, subscriber: &str) {
    if !has_pool(POOL) {
        return;
    }
    let publisher = format!("context={POOL} {publisher}");
    let mut pair = Pair::start(
        env!("CARGO_BIN_EXE_peer"),
        &publisher,
        &format!("delay_ms=400 {subscriber}"),
    );
    let exchanges = pair.publish(SIZE, COUNT);
    assert_eq!(exchanges.len(), COUNT);
    exchanges.iter().for_each(Exchange::assert_shm);
    let took: u64 = exchanges
        .iter()
        .map(|exchange| exchange.published.get::<u64>("took_ms"))
        .sum();
    assert!(took < 2400, "the publisher waited for the subscriber: {took} ms");
    let stats = pair.stats();
    assert_eq!(
        (stats.get::<usize>("shm"), stats.get::<usize>("heap")),
        (COUNT, 0)
    );
    assert_eq!(stats.get::<u64>("invalidated"), 0);
    pair.finish();
}

#[test]
fn slow_reliable_callback_loses_nothing() {
    all_arrive("qos=reliable", "via=callback qos=reliable");
}

#[test]
fn slow_best_effort_callback_loses_nothing() {
    all_arrive("qos=best_effort", "via=callback qos=best_effort");
}

#[test]
fn slow_reliable_plain_zenoh_subscriber_loses_nothing() {
    all_arrive("qos=reliable", "via=zenoh");
}

#[test]
fn slow_best_effort_plain_zenoh_subscriber_loses_nothing() {
    all_arrive("qos=best_effort", "via=zenoh");
}
