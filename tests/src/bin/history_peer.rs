//! The other process of the history tests: publishes or subscribes, transient local, 100 000 bytes each.

use std::io::BufRead;

use ros_z::ros::QosProfile;
use ros_z_msgs::std_msgs::Int32MultiArray;
use ros_z_tests::line::Line;
use ros_z_tests::neighbours::{DEADLINE, alone, endpoint};

fn main() -> zenoh::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let role = Line::new(arguments.join(" "));
    let mut builder = alone(role.get("domain"));
    if let Some(endpoint) = role.find::<String>("connect") {
        builder = builder.with_connect_endpoints([endpoint]);
    }
    if let Some(bytes) = role.find("pool") {
        builder = builder.with_shm_pool_size(bytes)?;
    }
    let context = builder.build()?;
    println!("listening endpoint={}", endpoint(context.session()));
    let node = context.create_node(role.word()).build()?;
    let (topic, qos): (String, _) = (
        role.get("topic"),
        QosProfile::LATCHED.with_depth(role.get("depth")),
    );
    let commands = std::io::stdin().lock().lines().map_while(Result::ok);
    if role.word() == "subscriber" {
        let subscriber = node.create_sub::<Int32MultiArray>(topic).with_qos(qos);
        let subscriber = subscriber.build_with_callback(|sample| {
            let number = sample.decode().map_or(0, |message| message.data[0]);
            let sequence = sample.sequence_number().unwrap_or(0);
            println!("sample number={number} seq={sequence} shm={}", sample.is_shm());
        })?;
        println!("ready");
        for _ in commands {
            let stats = subscriber.stats();
            println!("stats lost={} rejected={}", stats.lost, stats.rejected);
        }
        return Ok(());
    }
    let publisher = node.create_pub::<Int32MultiArray>(topic).with_qos(qos).build()?;
    let publish = |number| {
        publisher.publish(&Int32MultiArray {
            data: vec![number; 25_000],
            ..Default::default()
        })
    };
    let count = role.get("count");
    for number in 1..=count {
        publish(number)?;
    }
    println!("ready");
    for (number, _) in (count + 1..).zip(commands) {
        // Also waits for the subscriber's answer: from then on, messages use shared memory.
        let _ = publisher.wait_for_subscriber(DEADLINE);
        publish(number)?;
    }
    Ok(())
}
