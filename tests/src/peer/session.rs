//! The session of a peer: alone in the world but for the endpoints that it is told.

use crate::line::Line;
use ros_z::ZContextBuilder;
use zenoh::{Config, Session, Wait};

/// Any free port of the loopback interface.
const LISTEN: &str = "tcp/127.0.0.1:0";

/// What to connect to: `connect=<endpoint>,<endpoint>`.
fn endpoints(role: &Line) -> Vec<String> {
    let list: String = role.find("connect").unwrap_or_default();
    list.split(',')
        .filter(|endpoint| !endpoint.is_empty())
        .map(Into::into)
        .collect()
}

/// A context builder without shared memory settings. With `via=open_session`, the program opens the session.
pub(super) fn context(role: &Line) -> zenoh::Result<ZContextBuilder> {
    let builder = ZContextBuilder::default().with_domain_id(role.get("domain"));
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

/// A session as a program without this library opens it.
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
        // zenoh's own, implicit shared memory is not what is tested.
        ("transport/shared_memory/transport_optimization/enabled", "false"),
    ] {
        config.insert_json5(key, value)?;
    }
    zenoh::open(config).wait()
}
