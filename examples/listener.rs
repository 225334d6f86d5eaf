//! Prints what is published on `chatter`, by this library, by C++ or by Python.
//!
//! ```text
//! cargo run --example listener [count]
//! ```

use ros_z_msgs::std_msgs::String as Text;
use ros_z_shm::context::ZContextBuilder;

fn main() -> zenoh::Result<()> {
    let count: usize = match std::env::args().nth(1) {
        Some(count) => count.parse()?,
        None => usize::MAX,
    };
    let context = ZContextBuilder::default().build()?;
    let node = context.create_node("listener").build()?;
    let subscriber = node
        .create_sub::<Text>("chatter")
        .with_lost_callback(|lost| println!("{} messages of {} are missing", lost.count, lost.publisher))
        .build()?;
    println!("{} listens on {}", node.name(), subscriber.topic());
    for _ in 0..count {
        let sample = subscriber.recv()?;
        let number = sample.sequence_number().unwrap_or_default();
        match sample.decode() {
            Ok(message) => println!("heard `{}`, number {number}", message.data),
            // A neighbour may send anything.
            Err(error) => println!("number {number} is no string: {error}"),
        }
    }
    Ok(())
}
