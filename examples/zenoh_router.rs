//! The router that ROS 2 nodes on `rmw_zenoh` meet at, without a ROS installation: zenoh's own, in this process.
//!
//! ```text
//! cargo run --example zenoh_router [endpoint] [seconds]
//! ```
//!
//! It runs until Ctrl-C, and takes the place of `ros2 run rmw_zenoh_cpp rmw_zenohd`. Between hosts one runs on each, the second connected to the
//! first with `ZENOH_CONFIG_OVERRIDE='connect/endpoints=["tcp/<first host>:7447"]'`.

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
        // As the router of rmw_zenoh: peers are told of each other, and not looked for.
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
            .ok_or("an override is written `key/path=json5`")?;
        config.insert_json5(key.trim(), value.trim())?;
    }
    let session = zenoh::open(config).wait()?;
    println!("router {} listens at {endpoint}", session.zid());
    let _ = stopped.recv_timeout(Duration::from_secs(seconds));
    session.close().wait()
}
