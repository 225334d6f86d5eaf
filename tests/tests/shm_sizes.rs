//! Size estimates and size limits. A hand-written estimate may be wrong; the message arrives exactly anyway.
//! A message that is too large for the network is refused before it is sent.

use std::process::Command;

use ros_z::ros::QosProfile;
use ros_z::{PublishError, Publisher, ZContextBuilder};
use ros_z_tests::executor::block_on;
use ros_z_tests::line::Line;
use ros_z_tests::machine::has_pool;
use ros_z_tests::messages::{Blob, Subject, Workshop, checksum};
use ros_z_tests::neighbours::{DEADLINE, alone, await_subscriber, endpoint, own_domain};
use ros_z_tests::pair::{Exchange, Pair};
use ros_z_tests::process::Process;
use zenoh::{Config, Wait};

const POOL: usize = 256 << 10;
const SIZE: usize = 5000;

/// Header, number, and the length of the data precede the data.
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
fn exact_estimate_is_neither_trimmed_nor_retried() {
    let Some((exchanges, stats)) = publish_estimated(LEN) else {
        return;
    };
    exchanges.iter().for_each(Exchange::assert_shm);
    assert_eq!(counts(&stats), (3, 0, 0, 0));
}

#[test]
fn estimate_above_the_size_is_trimmed() {
    for estimate in [LEN + 1, 4 * LEN] {
        let Some((exchanges, stats)) = publish_estimated(estimate) else {
            return;
        };
        exchanges.iter().for_each(Exchange::assert_shm);
        assert_eq!(counts(&stats), (3, 0, 3, 0), "{estimate}");
    }
}

#[test]
fn estimate_below_the_size_is_measured_and_written_again() {
    for estimate in [LEN - 1, 1000] {
        let Some((exchanges, stats)) = publish_estimated(estimate) else {
            return;
        };
        exchanges.iter().for_each(Exchange::assert_shm);
        assert_eq!(counts(&stats), (3, 0, 0, 3), "{estimate}");
    }
}

#[test]
fn estimate_below_the_threshold_is_measured() {
    for (estimate, expected) in [(0, (3, 0, 0, 3)), (999, (3, 0, 0, 3)), (usize::MAX, (3, 0, 3, 0))] {
        let Some((exchanges, stats)) = publish_estimated(estimate) else {
            return;
        };
        exchanges.iter().for_each(Exchange::assert_shm);
        assert_eq!(counts(&stats), expected, "{estimate}");
    }
}

#[test]
fn estimate_has_no_effect_without_shared_memory() {
    let mut pair = Pair::start(env!("CARGO_BIN_EXE_peer"), "type=guess", "type=guess");
    for estimate in [0, LEN, usize::MAX] {
        let arguments = format!("size={SIZE} count=1 estimate={estimate}");
        let exchange = &pair.publish_with(&arguments, 1)[0];
        exchange.assert_heap("Disabled");
        assert_eq!(exchange.received_len(), LEN);
    }
    pair.finish();
}

/// The limit of receivers in these tests; the default of one gibibyte is too large here.
const LIMIT: usize = 1 << 20;

/// A message above the limit.
const BEYOND: usize = 2 << 20;

fn blob(number: u64, size: usize) -> Blob {
    Blob::make(number, size, &Workshop::default())
}

/// A context whose session accepts messages up to [`LIMIT`] over the network.
fn limited(domain: usize) -> ZContextBuilder {
    let mut config = Config::default();
    let limit = LIMIT.to_string();
    for (key, value) in [
        ("mode", r#""peer""#),
        ("timestamping/enabled", "true"),
        ("transport/link/rx/max_message_size", &limit),
    ] {
        config
            .insert_json5(key, value)
            .expect("zenoh accepts the setting");
    }
    alone(domain).with_zenoh_config(config)
}

#[track_caller]
fn assert_refused<T: std::fmt::Debug>(result: Result<T, PublishError>) {
    match result {
        Err(PublishError::TooLargeForNetwork { bytes, limit, .. }) => {
            assert_eq!((bytes, limit), (BEYOND + 16, LIMIT));
        }
        other => panic!("not refused: {other:?}"),
    }
}

#[test]
fn message_above_the_receivers_limit_is_refused() -> zenoh::Result<()> {
    let domain = own_domain();
    let here = limited(domain).build()?;
    let there = limited(domain)
        .with_connect_endpoints([endpoint(here.session())])
        .build()?;
    let publisher: Publisher<Blob> = here.create_node("talker").build()?.create_pub("blob").build()?;
    // Without subscribers, or with one in this session only, nothing crosses the network.
    publisher.publish(&blob(1, BEYOND))?;
    let node = here.create_node("local").build()?;
    let local = node.create_sub::<Blob>("blob").build()?;
    publisher.publish(&blob(2, BEYOND))?;
    assert_eq!(
        local.recv_timeout(DEADLINE)?.expect("a sample arrives").len(),
        BEYOND + 16
    );
    drop(local);

    let node = there.create_node("listener").build()?;
    let subscriber = node
        .create_sub::<Blob>("blob")
        .with_qos(QosProfile::KEEP_ALL)
        .build()?;
    assert!(publisher.wait_for_subscribers(1, DEADLINE));
    publisher.publish(&blob(3, LIMIT - 1000))?;
    assert_refused(publisher.publish(&blob(4, BEYOND)));
    assert_refused(block_on(publisher.publish_async(&blob(4, BEYOND))));
    assert_refused(publisher.publish_payload(&publisher.prepare(&blob(4, BEYOND))?));
    assert_refused(publisher.loan(blob(4, BEYOND))?.publish());
    publisher.publish(&blob(4, 10))?;
    for number in [3, 4] {
        let sample = subscriber.recv_timeout(DEADLINE)?.expect("a sample arrives");
        assert_eq!(sample.decode()?.number(), number);
        // A refused message does not use a sequence number.
        assert_eq!(sample.sequence_number(), Some(number as i64));
    }

    // A late subscriber may query the history over the network.
    let node = here.create_node("latched").build()?;
    let latched = node
        .create_pub::<Blob>("latched")
        .with_qos(QosProfile::LATCHED)
        .build()?;
    assert_refused(latched.publish(&blob(1, BEYOND)));

    // zenoh accepts such a message, and its receiver drops it.
    let raw = there.session().declare_subscriber("raw").wait()?;
    await_subscriber(here.session(), "raw");
    here.session().put("raw", vec![1; BEYOND]).wait()?;
    here.session().put("raw", vec![2; 10]).wait()?;
    let arrived = raw.recv_timeout(DEADLINE)?.expect("a sample arrives");
    assert_eq!(arrived.payload().len(), 10);
    Ok(())
}

#[test]
fn message_in_shared_memory_may_exceed_the_network_limit() -> zenoh::Result<()> {
    const POOL: usize = 8 << 20;
    if !has_pool(POOL) {
        return Ok(());
    }
    let domain = own_domain();
    let here = limited(domain).with_shm_pool_size(POOL)?.build()?;
    let publisher: Publisher<Blob> = here.create_node("talker").build()?.create_pub("blob").build()?;
    let mut command = Command::new(env!("CARGO_BIN_EXE_peer"));
    let connect = endpoint(here.session());
    command
        .args(["subscriber", "topic=blob"])
        .args([format!("domain={domain}"), format!("connect={connect}")])
        .env(
            "ZENOH_CONFIG_OVERRIDE",
            format!("transport/link/rx/max_message_size={LIMIT}"),
        );
    let mut subscriber = Process::start_command(command);
    assert!(publisher.wait_for_subscribers(1, DEADLINE));
    let message = blob(1, BEYOND);
    let published = publisher.publish(&message)?;
    assert!(published.path.is_shm());
    let sample = subscriber.expect("sample");
    assert!(sample.get::<bool>("shm"), "{sample:?}");
    assert_eq!(
        sample.get::<u64>("sum"),
        checksum(&ros_z_core::to_vec(&message)?),
        "{sample:?}"
    );
    drop(subscriber.finish());
    Ok(())
}
