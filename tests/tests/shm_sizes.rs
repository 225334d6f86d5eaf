//! A size that was written by hand may be wrong: what arrives is exactly the message all the same.

use ros_z_tests::line::Line;
use ros_z_tests::machine::has_pool;
use ros_z_tests::pair::{Exchange, Pair};

const POOL: usize = 256 << 10;
const SIZE: usize = 5000;

/// Header, number, and the length of the data come before the data.
const LEN: usize = SIZE + 16;

/// Publishes a message of [`LEN`] bytes three times, with an estimate; `None` without a pool.
fn publish_estimated(estimate: usize) -> Option<(Vec<Exchange>, Line)> {
    if !has_pool(POOL) {
        return None;
    }
    let publisher = format!("type=guess context={POOL} threshold=1000");
    let mut pair = Pair::start(env!("CARGO_BIN_EXE_peer"), &publisher, "type=guess");
    let exchanges = pair.publish_with(&format!("size={SIZE} count=3 estimate={estimate}"), 3);
    for exchange in &exchanges {
        assert_eq!(exchange.received_len(), LEN, "{exchange:?}");
    }
    let stats = pair.stats();
    pair.finish();
    Some((exchanges, stats))
}

fn counts(stats: &Line) -> (u64, u64, u64, u64) {
    let count = |key| stats.get::<u64>(key);
    (count("shm"), count("heap"), count("trimmed"), count("retried"))
}

#[test]
fn an_exact_size_is_neither_trimmed_nor_retried() {
    let Some((exchanges, stats)) = publish_estimated(LEN) else {
        return;
    };
    exchanges.iter().for_each(Exchange::assert_shm);
    assert_eq!(counts(&stats), (3, 0, 0, 0));
}

#[test]
fn too_much_is_trimmed() {
    for estimate in [LEN + 1, 4 * LEN] {
        let Some((exchanges, stats)) = publish_estimated(estimate) else {
            return;
        };
        exchanges.iter().for_each(Exchange::assert_shm);
        assert_eq!(counts(&stats), (3, 0, 3, 0), "{estimate}");
    }
}

#[test]
fn too_little_is_measured_and_written_again() {
    for estimate in [LEN - 1, 1000] {
        let Some((exchanges, stats)) = publish_estimated(estimate) else {
            return;
        };
        exchanges.iter().for_each(Exchange::assert_shm);
        assert_eq!(counts(&stats), (3, 0, 0, 3), "{estimate}");
    }
}

#[test]
fn an_estimate_that_keeps_a_message_out_of_the_pool_is_checked() {
    for (estimate, expected) in [(0, (3, 0, 0, 3)), (999, (3, 0, 0, 3)), (usize::MAX, (3, 0, 3, 0))] {
        let Some((exchanges, stats)) = publish_estimated(estimate) else {
            return;
        };
        exchanges.iter().for_each(Exchange::assert_shm);
        assert_eq!(counts(&stats), expected, "{estimate}");
    }
}

#[test]
fn without_shared_memory_an_estimate_does_not_matter() {
    let mut pair = Pair::start(env!("CARGO_BIN_EXE_peer"), "type=guess", "type=guess");
    for estimate in [0, LEN, usize::MAX] {
        let arguments = format!("size={SIZE} count=1 estimate={estimate}");
        let exchange = &pair.publish_with(&arguments, 1)[0];
        exchange.assert_heap("Disabled");
        assert_eq!(exchange.received_len(), LEN);
    }
    pair.finish();
}
