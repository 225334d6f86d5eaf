//! The zenoh sessions of both processes: a single link over the loopback interface.

use zenoh::Config;

/// Opens a session that listens or connects at this port, with or without zenoh's implicit shared memory.
pub fn config(role: &str, port: u16, implicit: bool) -> Config {
    let mut config = Config::default();
    let (here, other) = if role == "listen" {
        ("listen", "connect")
    } else {
        ("connect", "listen")
    };
    for (key, value) in [
        ("mode".to_owned(), "\"peer\"".to_owned()),
        ("scouting/multicast/enabled".into(), "false".into()),
        ("scouting/gossip/enabled".into(), "false".into()),
        (format!("{here}/endpoints"), format!("[\"tcp/127.0.0.1:{port}\"]")),
        (format!("{other}/endpoints"), "[]".into()),
        (
            "transport/shared_memory/transport_optimization/enabled".into(),
            implicit.to_string(),
        ),
        (
            "transport/shared_memory/transport_optimization/pool_size".into(),
            (256 << 20).to_string(),
        ),
    ] {
        config
            .insert_json5(&key, &value)
            .unwrap_or_else(|error| panic!("{key}: {error}"));
    }
    config
}
