//! Publishes `std_msgs/msg/String` on `chatter` until Ctrl-C, like the talker of every ROS 2 tutorial.
//!
//! ```text
//! cargo run --example talker -- [count] [--ros-args -r chatter:=/news -p period:=0.2]
//! ```

use std::sync::mpsc::channel;
use std::time::Duration;

use ros_z::context::ZContextBuilder;
use ros_z::ros::ParameterValue;
use ros_z_msgs::std_msgs::String as Text;

fn main() -> ros_z::Result<()> {
    let builder = ZContextBuilder::from_args()?;
    let count: u64 = match builder.remaining_args().first() {
        Some(count) => count.parse()?,
        None => u64::MAX,
    };
    let (stop, stopped) = channel();
    ctrlc::set_handler(move || {
        let _ = stop.send(());
    })?;

    let context = builder.build()?;
    let node = context.create_node("talker").build()?;
    let period = match node.parameter_overrides().get("period") {
        Some(ParameterValue::Double(seconds)) => Duration::try_from_secs_f64(*seconds)?,
        Some(other) => return Err(format!("`period` is {other}, not a number of seconds like 0.5").into()),
        None if count < 100 => Duration::from_millis(100),
        None => Duration::from_secs(1),
    };
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
