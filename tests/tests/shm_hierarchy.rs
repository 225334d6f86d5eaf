//! Shared memory is switched on at the level of the context, the node or the publisher alone, and off again
//! below it: each setting takes effect across processes.

use ros_z_tests::machine::has_pool;
use ros_z_tests::pair::{Exchange, Pair};

const POOL: usize = 256 << 10;

fn exchanges(publisher: &str) -> Vec<Exchange> {
    let mut pair = Pair::start(env!("CARGO_BIN_EXE_peer"), publisher, "");
    let exchanges = pair.publish(10_000, 2);
    pair.finish();
    exchanges
}

#[test]
fn each_level_alone_enables_shared_memory_across_processes() {
    if !has_pool(POOL) {
        return;
    }
    for level in ["context", "node", "publisher"] {
        exchanges(&format!("{level}={POOL}"))
            .iter()
            .for_each(Exchange::assert_shm);
    }
}

#[test]
fn on_below_off_enables_shared_memory_across_processes() {
    if !has_pool(POOL) {
        return;
    }
    for levels in ["context=off node", "context=off publisher", "node=off publisher"] {
        exchanges(&format!("{levels}={POOL}"))
            .iter()
            .for_each(Exchange::assert_shm);
    }
}

#[test]
fn off_below_on_is_off() {
    if !has_pool(POOL) {
        return;
    }
    for (on, off) in [
        ("context", "node"),
        ("context", "publisher"),
        ("node", "publisher"),
    ] {
        for exchange in exchanges(&format!("{on}={POOL} {off}=off")) {
            exchange.assert_heap("Disabled");
        }
    }
}

#[test]
fn field_in_shared_memory_is_copied_to_the_heap_where_shared_memory_is_off() {
    if !has_pool(POOL) {
        return;
    }
    for level in ["context", "node", "publisher"] {
        let publisher = format!("type=frame workshop=1048576 {level}=off");
        let mut pair = Pair::start(env!("CARGO_BIN_EXE_peer"), &publisher, "type=frame");
        pair.publish(100_000, 1)[0].assert_heap("Disabled");
        pair.finish();
    }
}
