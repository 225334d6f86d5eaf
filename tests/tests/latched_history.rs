//! A late subscriber in another process receives the history of a transient local publisher, in shared memory
//! where the messages are still there.

use ros_z_tests::machine::has_pool;
use ros_z_tests::pair::own_place;
use ros_z_tests::process::Process;

const PEER: &str = env!("CARGO_BIN_EXE_history_peer");
const POOL: usize = 8 << 20;

fn late_subscriber_gets(publisher: &str, depth: usize, expected: std::ops::RangeInclusive<i64>, shm: bool) {
    let place = own_place();
    let mut publisher = Process::start(
        PEER,
        &format!("publisher {place} {publisher} depth={depth} count=5"),
    );
    let endpoint = publisher.endpoint().to_owned();
    let mut subscriber = Process::start(
        PEER,
        &format!("subscriber {place} connect={endpoint} depth={depth}"),
    );
    for number in expected {
        let sample = subscriber.expect("sample");
        assert_eq!(sample.get::<i64>("seq"), number, "{sample:?}");
        assert_eq!(sample.get::<i64>("number"), number, "{sample:?}");
        assert_eq!(sample.get::<bool>("shm"), shm, "{sample:?}");
    }
    // From here on, like every other subscriber.
    publisher.tell("publish");
    let sample = subscriber.expect("sample");
    assert_eq!(
        (sample.get::<i64>("seq"), sample.get::<bool>("shm")),
        (6, shm),
        "{sample:?}"
    );
    subscriber.tell("stats");
    let stats = subscriber.expect("stats");
    assert_eq!((stats.get::<u64>("lost"), stats.get::<u64>("rejected")), (0, 0));
    drop(subscriber.finish());
    drop(publisher.finish());
}

#[test]
fn late_subscriber_gets_the_last_messages_in_order_over_the_network() {
    late_subscriber_gets("", 3, 3..=5, false);
    late_subscriber_gets("", 10, 1..=5, false);
}

#[test]
fn late_subscriber_gets_the_history_in_shared_memory() {
    if has_pool(POOL) {
        late_subscriber_gets(&format!("pool={POOL}"), 3, 3..=5, true);
    }
}
