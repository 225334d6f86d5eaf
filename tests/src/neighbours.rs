//! Two sessions in one process that know only each other, in a domain that no other test uses.

use ros_z::{ZContext, ZContextBuilder};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use zenoh::{Config, Session, Wait};

/// How long anything may take. Far more than it does, for machines that are busy with something else.
pub const DEADLINE: Duration = Duration::from_secs(60);

/// A domain that no other test uses.
#[must_use]
pub fn own_domain() -> usize {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    std::process::id() as usize * 1000 + NEXT.fetch_add(1, Ordering::Relaxed)
}

/// A builder of contexts that listen on the loopback interface and look for nobody.
#[must_use]
pub fn alone(domain: usize) -> ZContextBuilder {
    ZContextBuilder::default()
        .with_domain_id(domain)
        .with_listen_endpoints(["tcp/127.0.0.1:0"])
        .with_connect_endpoints(Vec::<String>::new())
        .with_multicast_scouting(false)
}

/// Where others can connect to a session.
///
/// # Panics
/// If it listens nowhere.
#[must_use]
pub fn endpoint(session: &Session) -> String {
    let locators = session.info().locators().wait();
    locators.first().expect("the session listens").to_string()
}

/// Two contexts that are connected.
///
/// # Panics
/// If they cannot be.
#[must_use]
pub fn neighbours(domain: usize) -> (ZContext, ZContext) {
    let one = alone(domain).build().expect("a context");
    let other = alone(domain)
        .with_connect_endpoints([endpoint(one.session())])
        .build()
        .expect("another context");
    (one, other)
}

/// A session without this library, connected to a context.
///
/// # Panics
/// If it cannot be.
#[must_use]
pub fn stranger(context: &ZContext) -> Session {
    let mut config = Config::default();
    for (key, value) in [
        (
            "connect/endpoints",
            format!("[{:?}]", endpoint(context.session())),
        ),
        ("listen/endpoints", "[]".into()),
        ("scouting/multicast/enabled", "false".into()),
        ("timestamping/enabled", "true".into()),
    ] {
        config.insert_json5(key, &value).expect("a setting of zenoh");
    }
    zenoh::open(config).wait().expect("a session")
}

/// Waits until `condition` holds.
///
/// # Panics
/// If it does not in time.
pub fn eventually(what: &str, mut condition: impl FnMut() -> bool) {
    let start = Instant::now();
    while !condition() {
        assert!(start.elapsed() < DEADLINE, "not in time: {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Waits until a session knows of a subscriber to a key.
///
/// # Panics
/// If it does not in time.
pub fn await_subscriber(session: &Session, key: &str) {
    let publisher = session
        .declare_publisher(key.to_owned())
        .wait()
        .expect("a publisher");
    eventually("the subscriber is known", || {
        publisher
            .matching_status()
            .wait()
            .is_ok_and(|status| status.matching())
    });
}
