//! Two connected sessions in one process, in a domain that no other test uses.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use ros_z::{ZContext, ZContextBuilder};
use zenoh::{Config, Session, Wait};

/// Deadline of every wait. It is generous, because machines may be busy.
pub const DEADLINE: Duration = Duration::from_secs(60);

/// Returns a domain that no other test uses.
#[must_use]
pub fn own_domain() -> usize {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    std::process::id() as usize * 1000 + NEXT.fetch_add(1, Ordering::Relaxed)
}

/// Returns a builder of contexts that listen on the loopback interface and scout for no peers.
#[must_use]
pub fn alone(domain: usize) -> ZContextBuilder {
    ZContextBuilder::default()
        .with_domain_id(domain)
        .with_listen_endpoints(["tcp/127.0.0.1:0"])
        .with_connect_endpoints(Vec::<String>::new())
        .with_multicast_scouting(false)
}

/// Returns the endpoint at which other sessions can connect to this one.
///
/// # Panics
/// If the session does not listen.
#[must_use]
pub fn endpoint(session: &Session) -> String {
    let locators = session.info().locators().wait();
    locators.first().expect("the session listens").to_string()
}

/// Opens two contexts and connects them.
///
/// # Panics
/// If they do not connect.
#[must_use]
pub fn neighbours(domain: usize) -> (ZContext, ZContext) {
    let one = alone(domain).build().expect("the first context opens");
    let other = alone(domain)
        .with_connect_endpoints([endpoint(one.session())])
        .build()
        .expect("the second context opens");
    (one, other)
}

/// Opens a session without this library, connected to a context.
///
/// # Panics
/// If the session does not open.
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
        config
            .insert_json5(key, &value)
            .expect("zenoh accepts the setting");
    }
    zenoh::open(config).wait().expect("the session opens")
}

/// Waits until `condition` returns true.
///
/// # Panics
/// If it does not within the deadline.
pub fn eventually(what: &str, mut condition: impl FnMut() -> bool) {
    let start = Instant::now();
    while !condition() {
        assert!(start.elapsed() < DEADLINE, "not in time: {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Waits until a session has discovered a subscriber of a key.
///
/// # Panics
/// If it does not within the deadline.
pub fn await_subscriber(session: &Session, key: &str) {
    let publisher = session
        .declare_publisher(key.to_owned())
        .wait()
        .expect("the publisher is declared");
    eventually("the subscriber is discovered", || {
        publisher
            .matching_status()
            .wait()
            .is_ok_and(|status| status.matching())
    });
}
