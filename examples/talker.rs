//! Publishes `std_msgs/msg/String` on `chatter`, as the talker of every ROS 2 tutorial.
//!
//! ```text
//! cargo run --example talker [count]
//! ```

use ros_z_msgs::std_msgs::String as Text;
use ros_z_shm::context::ZContextBuilder;
use std::time::Duration;

fn main() -> zenoh::Result<()> {
    let count: u64 = match std::env::args().nth(1) {
        Some(count) => count.parse()?,
        None => u64::MAX,
    };
    let context = ZContextBuilder::default().build()?;
    let node = context.create_node("talker").build()?;
    let publisher = node.create_pub::<Text>("chatter").build()?;
    if !publisher.wait_for_subscribers(1, Duration::from_secs(10)) {
        println!("nobody listens yet");
    }
    // Ctrl-C ends the process here; its peers see the node go as its connections close.
    for number in 1..=count {
        let data = format!("Hello World: {number}");
        println!(
            "publishing `{data}` to {} subscribers",
            publisher.subscriber_count()
        );
        publisher.publish(&Text { data })?;
        std::thread::sleep(Duration::from_millis(if count < 100 { 100 } else { 1000 }));
    }
    Ok(())
}
