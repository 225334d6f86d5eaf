//! Prints the strings on `chatter` until Ctrl-C, whether this library, C++ or Python publishes them.
//!
//! ```text
//! cargo run --example listener -- [count] [--ros-args -r chatter:=/news]
//! ```

use std::sync::mpsc::channel;

use ros_z::context::ZContextBuilder;
use ros_z_msgs::std_msgs::String as Text;

fn main() -> ros_z::Result<()> {
    let builder = ZContextBuilder::from_args()?;
    let mut left: u64 = match builder.remaining_args().first() {
        Some(count) => count.parse()?,
        None => u64::MAX,
    };
    let (stop, stopped) = channel();
    let heard_enough = stop.clone();
    ctrlc::set_handler(move || {
        let _ = stop.send(());
    })?;

    let context = builder.build()?;
    let node = context.create_node("listener").build()?;
    let subscriber = node
        .create_sub::<Text>("chatter")
        .with_lost_callback(|lost| println!("lost {} messages of {}", lost.count, lost.publisher))
        .build_with_callback(move |sample| {
            let number = sample.sequence_number().unwrap_or_default();
            match sample.decode() {
                Ok(message) => println!("heard `{}`, number {number}", message.data),
                // Other nodes may send anything on this topic.
                Err(error) => println!("message {number} is not a string: {error}"),
            }
            left = left.saturating_sub(1);
            if left == 0 {
                let _ = heard_enough.send(());
            }
        })?;
    println!("{} listens on {}", node.name(), subscriber.topic());
    stopped.recv()?;
    // `subscriber` and `node` are dropped here and leave the graph at once.
    Ok(())
}
