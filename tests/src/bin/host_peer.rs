//! The other processes of the two-host tests: a router, or a node that publishes, subscribes and reports what
//! it discovers.

use std::io::BufRead;

use ros_z::ZContextBuilder;
use ros_z::ros::QosProfile;
use ros_z_msgs::std_msgs::String as Text;
use ros_z_tests::line::Line;
use ros_z_tests::neighbours::DEADLINE;
use zenoh::{Config, Wait};

fn main() -> zenoh::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let role = Line::new(arguments.join(" "));
    match role.word() {
        "router" => route(&role),
        _ => take_part(&role),
    }
}

/// Configured like the router of `rmw_zenoh`.
fn route(role: &Line) -> zenoh::Result<()> {
    let endpoint: String = role.get("listen");
    let upstream: Vec<String> = role.find("connect").into_iter().collect();
    let mut config = Config::default();
    for (key, value) in [
        ("mode", r#""router""#),
        ("listen/endpoints", &format!("[{endpoint:?}]")),
        ("scouting/multicast/enabled", "false"),
        ("timestamping/enabled", "true"),
        ("connect/endpoints", &format!("{upstream:?}")),
    ] {
        config.insert_json5(key, value)?;
    }
    let _session = zenoh::open(config).wait()?;
    println!("listening endpoint={endpoint}");
    println!("ready");
    std::io::stdin().lock().lines().for_each(drop);
    Ok(())
}

/// A node with the default configuration of this library: its router is on its host.
fn take_part(role: &Line) -> zenoh::Result<()> {
    let context = ZContextBuilder::default()
        .with_domain_id(role.get("domain"))
        .build()?;
    let (name, other): (String, String) = (role.get("name"), role.get("other"));
    let node = context.create_node(&name).without_parameters().build()?;
    let publisher = node.create_pub::<Text>(format!("from_{name}")).build()?;
    let subscriber = node
        .create_sub::<Text>(format!("from_{other}"))
        .with_qos(QosProfile::DEFAULT.with_keep_last(1000))
        .build_with_callback(|sample| {
            let data = sample
                .decode()
                .map_or_else(|error| error.to_string(), |message| message.data);
            println!("heard data={data}");
        })?;
    let graph = node.graph()?;
    println!("listening endpoint=none");
    println!("ready");
    for command in std::io::stdin()
        .lock()
        .lines()
        .map_while(Result::ok)
        .map(Line::new)
    {
        match command.word() {
            "await" => println!("matched {}", publisher.wait_for_subscribers(1, DEADLINE)),
            "publish" => {
                for number in 0..command.get("count") {
                    publisher.publish(&Text {
                        data: format!("{name}{number}"),
                    })?;
                }
            }
            // Waits until the expected number of nodes is discovered.
            _ => {
                let expected: usize = command.get("nodes");
                let seen = graph.wait_until(DEADLINE, |graph| graph.nodes().len() == expected);
                let topics: Vec<String> = graph.topics().into_iter().map(|topic| topic.name).collect();
                println!(
                    "graph seen={seen} topics={} lost={}",
                    topics.join(","),
                    subscriber.stats().lost
                );
            }
        }
    }
    Ok(())
}
