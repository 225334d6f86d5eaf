//! The session of a peer, which connects only to the endpoints that its arguments name.

use ros_z::ZContextBuilder;
use zenoh::{Config, Session, Wait};

use crate::line::Line;

/// Any free port of the loopback interface.
const LISTEN: &str = "tcp/127.0.0.1:0";

/// Returns the endpoints in `connect=<endpoint>,<endpoint>`.
fn endpoints(role: &Line) -> Vec<String> {
    let list: String = role.find("connect").unwrap_or_default();
    list.split(',')
        .filter(|endpoint| !endpoint.is_empty())
        .map(Into::into)
        .collect()
}

/// Returns a context builder without shared memory settings. With `via=open_session`, the program opens the
/// session; with `hashes=false`, keys have no type hash.
pub(super) fn context(role: &Line) -> zenoh::Result<ZContextBuilder> {
    let mut builder = ZContextBuilder::default().with_domain_id(role.get("domain"));
    if role.find("hashes") == Some(false) {
        builder = builder.without_type_hashes();
    }
    if role
        .find::<String>("via")
        .is_some_and(|via| via == "open_session")
    {
        return Ok(builder.with_session(plain(role)?));
    }
    Ok(builder
        .with_listen_endpoints([LISTEN])
        .with_connect_endpoints(endpoints(role))
        .with_multicast_scouting(false))
}

/// Opens a session the way a program without this library does.
pub(super) fn plain(role: &Line) -> zenoh::Result<Session> {
    let mut config = Config::default();
    let quoted: Vec<String> = endpoints(role)
        .iter()
        .map(|endpoint| format!("{endpoint:?}"))
        .collect();
    for (key, value) in [
        ("mode", r#""peer""#),
        ("listen/endpoints", &format!("[{LISTEN:?}]")),
        ("connect/endpoints", &format!("[{}]", quoted.join(","))),
        ("scouting/multicast/enabled", "false"),
        // These tests do not cover zenoh's implicit shared memory.
        ("transport/shared_memory/transport_optimization/enabled", "false"),
    ] {
        config.insert_json5(key, value)?;
    }
    zenoh::open(config).wait()
}
