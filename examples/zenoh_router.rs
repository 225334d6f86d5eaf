//! Runs zenoh's router for ROS 2 nodes on `rmw_zenoh`, without a ROS installation.
//!
//! ```text
//! cargo run --example zenoh_router [endpoint] [seconds]
//! ```
//!
//! It runs until Ctrl-C, and replaces `ros2 run rmw_zenoh_cpp rmw_zenohd`. With several hosts, run one on
//! each host, and connect each further one to the first with
//! `ZENOH_CONFIG_OVERRIDE='connect/endpoints=["tcp/<first host>:7447"]'`.

use std::sync::mpsc::channel;
use std::time::Duration;

use zenoh::{Config, Wait};

fn main() -> ros_z::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let endpoint = arguments.next().unwrap_or_else(|| "tcp/[::]:7447".into());
    let seconds: u64 = arguments.next().map_or(Ok(u64::MAX), |seconds| seconds.parse())?;
    let (stop, stopped) = channel();
    ctrlc::set_handler(move || {
        let _ = stop.send(());
    })?;

    let mut config = Config::default();
    for (key, value) in [
        ("mode", r#""router""#),
        ("listen/endpoints", &format!("[{endpoint:?}]")),
        // Like the router of rmw_zenoh: it introduces peers to each other, so they need not scout.
        ("scouting/multicast/enabled", "false"),
        ("scouting/gossip/enabled", "true"),
        ("timestamping/enabled", "true"),
        ("routing/router/peers_failover_brokering", "true"),
        ("transport/unicast/max_sessions", "10000"),
    ] {
        config.insert_json5(key, value)?;
    }
    let overrides = std::env::var("ZENOH_CONFIG_OVERRIDE").unwrap_or_default();
    for entry in overrides.split(';').filter(|entry| !entry.trim().is_empty()) {
        let (key, value) = entry
            .split_once('=')
            .ok_or("an override has the form `key/path=json5`")?;
        config.insert_json5(key.trim(), value.trim())?;
    }
    let session = zenoh::open(config).wait()?;
    println!("router {} listens on {endpoint}", session.zid());
    let _ = stopped.recv_timeout(Duration::from_secs(seconds));
    session.close().wait()
}
