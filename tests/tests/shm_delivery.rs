//! A message that is published in shared memory arrives in shared memory in the other process: the exact
//! bytes, in one slice, in place.

use ros_z_tests::machine::has_pool;
use ros_z_tests::pair::Pair;

const PEER: &str = env!("CARGO_BIN_EXE_peer");
const POOL: usize = 1 << 20;

/// Returns a pair with a pool of [`POOL`] bytes, or `None` where a pool cannot be created.
fn pair(publisher: &str, subscriber: &str) -> Option<Pair> {
    has_pool(POOL).then(|| Pair::start(PEER, publisher, subscriber))
}

#[test]
fn message_at_or_above_the_threshold_uses_shared_memory() {
    let Some(mut pair) = pair("context=1048576 threshold=1000 wait_ms=5000", "") else {
        return;
    };
    // A blob is 16 bytes longer than its data.
    for size in [0, 983] {
        pair.publish(size, 1)[0].assert_heap("BelowThreshold");
    }
    for size in [984, 985, 4096, 100_000, POOL - 16] {
        for exchange in pair.publish(size, 2) {
            exchange.assert_shm();
            assert_eq!(exchange.received_len(), size + 16);
        }
    }
    let stats = pair.stats();
    assert_eq!((stats.get::<u64>("shm"), stats.get::<u64>("heap")), (10, 2));
    assert_eq!(stats.get::<u64>("BelowThreshold"), 2);
    pair.finish();
}

#[test]
fn body_is_aligned_and_borrowed_in_place() {
    for kind in ["blob", "series", "cloud"] {
        let options = format!("type={kind}");
        let Some(mut pair) = pair(&format!("{options} context=1048576"), &options) else {
            return;
        };
        for size in [1000, 1001, 1002, 1003, 1004, 1005, 1006, 1007, 50_000] {
            for exchange in pair.publish(size, 2) {
                exchange.assert_shm();
                for claim in ["aligned", "borrowed", "mapped"] {
                    assert!(exchange.sample.get::<bool>(claim), "{claim}: {kind} {exchange:?}");
                }
            }
        }
        pair.finish();
    }
}

#[test]
fn shorter_message_contains_no_bytes_of_an_earlier_longer_one() {
    let Some(mut pair) = pair("context=1048576", "") else {
        return;
    };
    let sizes = [60_000, 59_999, 58_000, 57_001, 59_000].repeat(4);
    for size in &sizes {
        let exchange = &pair.publish(*size, 1)[0];
        exchange.assert_shm();
        assert_eq!(exchange.received_len(), size + 16);
    }
    // Most messages reuse the buffer of the previous one, which is long enough for all.
    let recycled: usize = pair.stats().get("recycled");
    assert!(recycled > sizes.len() / 2, "{recycled}");
    pair.finish();
}

#[test]
fn bare_session_publishes_and_subscribes_through_shared_memory() {
    let Some(mut pair) = pair("via=session publisher=1048576", "via=session") else {
        return;
    };
    for exchange in pair.publish(10_000, 3) {
        exchange.assert_shm();
        assert_eq!(
            exchange.sample.get::<i64>("seq"),
            0,
            "the sequence number without a ROS attachment"
        );
    }
    pair.finish();
}

#[test]
fn context_on_an_open_session_uses_shared_memory() {
    let open = "via=open_session";
    let publisher = format!("{open} context=1048576");
    for (publisher, subscriber) in [(&*publisher, open), (&publisher, ""), ("context=1048576", open)] {
        let Some(mut pair) = pair(publisher, subscriber) else {
            return;
        };
        for exchange in pair.publish(10_000, 3) {
            exchange.assert_shm();
            assert!(exchange.sample.get::<bool>("mapped"), "{exchange:?}");
        }
        pair.finish();
    }
}

#[test]
fn plain_zenoh_subscriber_gets_one_slice_of_shared_memory() {
    for publisher in ["context=1048576", "via=session publisher=1048576"] {
        let Some(mut pair) = pair(publisher, "via=zenoh") else {
            return;
        };
        pair.publish(10_000, 3)
            .iter()
            .for_each(|exchange| exchange.assert_shm());
        pair.finish();
    }
}

#[test]
fn provider_of_the_program_is_used_for_messages() {
    let Some(mut pair) = pair("publisher=provider provider=1048576", "") else {
        return;
    };
    for exchange in pair.publish(50_000, 3) {
        exchange.assert_shm();
        assert!(exchange.sample.get::<bool>("mapped"), "{exchange:?}");
    }
    pair.finish();
}

#[test]
fn field_in_shared_memory_is_passed_on_without_a_copy() {
    for kind in ["frame", "cloud"] {
        // Shared memory is off at every level: the memory belongs to the program.
        let Some(mut pair) = pair(&format!("type={kind} workshop=1048576"), &format!("type={kind}")) else {
            return;
        };
        let size = 100_000;
        for exchange in pair.publish(size, 3) {
            assert!(
                exchange.was_put_into_shm() && exchange.arrived_in_shm(),
                "{exchange:?}"
            );
            assert_eq!(exchange.published.get::<usize>("spliced"), size);
            for claim in ["borrowed", "mapped"] {
                assert!(exchange.sample.get::<bool>(claim), "{claim}: {exchange:?}");
            }
        }
        assert_eq!(pair.stats().get::<u64>("spliced"), 3);
        pair.finish();
    }
}

#[test]
fn field_that_is_a_part_of_a_buffer_is_copied_correctly() {
    let options = "type=frame workshop=1048576 part=true context=1048576";
    let Some(mut pair) = pair(options, "type=frame") else {
        return;
    };
    for exchange in pair.publish(100_000, 3) {
        exchange.assert_shm();
        assert_eq!(exchange.published.get::<usize>("spliced"), 0);
        assert!(exchange.sample.get::<bool>("mapped"), "{exchange:?}");
    }
    pair.finish();
}
