//! Publishes `std_msgs/msg/String` on `chatter` until Ctrl-C, like the talker of every ROS 2 tutorial.
//!
//! ```text
//! cargo run --example talker [count]
//! ```

use std::sync::mpsc::channel;
use std::time::Duration;

use ros_z::context::ZContextBuilder;
use ros_z_msgs::std_msgs::String as Text;

fn main() -> ros_z::Result<()> {
    let count: u64 = match std::env::args().nth(1) {
        Some(count) => count.parse()?,
        None => u64::MAX,
    };
    let period = Duration::from_millis(if count < 100 { 100 } else { 1000 });
    let (stop, stopped) = channel();
    ctrlc::set_handler(move || {
        let _ = stop.send(());
    })?;

    let context = ZContextBuilder::default().build()?;
    let node = context.create_node("talker").build()?;
    let publisher = node.create_pub::<Text>("chatter").build()?;
    for number in 1..=count {
        let data = format!("Hello World: {number}");
        println!(
            "publishing `{data}` to {} subscribers",
            publisher.subscriber_count()
        );
        publisher.publish(&Text { data })?;
        if stopped.recv_timeout(period).is_ok() {
            break;
        }
    }
    // `publisher` and `node` are dropped here and leave the graph at once.
    Ok(())
}
