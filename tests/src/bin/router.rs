//! A zenoh router, such as every host of a ROS 2 system has: `router listen=<endpoint> connect=<endpoint>
//! shm=<bool>`. It ends when its input is closed.

use std::io::BufRead;

use ros_z_tests::line::Line;
use zenoh::{Config, Wait};

fn main() -> zenoh::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let role = Line::new(arguments.join(" "));
    let listen: String = role.get("listen");
    let connect = role
        .find::<String>("connect")
        .map(|endpoint| format!("{endpoint:?}"));
    let shm = role.find::<bool>("shm").unwrap_or(true);
    let mut config = Config::default();
    for (key, value) in [
        ("mode", r#""router""#),
        ("listen/endpoints", &format!("[{listen:?}]")),
        ("connect/endpoints", &format!("[{}]", connect.unwrap_or_default())),
        ("scouting/multicast/enabled", "false"),
        ("transport/shared_memory/enabled", &shm.to_string()),
        // These tests do not cover zenoh's implicit shared memory.
        ("transport/shared_memory/transport_optimization/enabled", "false"),
    ] {
        config.insert_json5(key, value)?;
    }
    let _session = zenoh::open(config).wait()?;
    println!("listening endpoint={listen}\nready");
    std::io::stdin().lock().lines().for_each(drop);
    Ok(())
}
