//! Serves `example_interfaces/srv/AddTwoInts` on `add_two_ints`, until Ctrl-C.
//!
//! ```text
//! cargo run --example add_two_ints_server [count]
//! ```

#[path = "mod.rs"]
mod add_two_ints;

use std::sync::mpsc::channel;
use std::time::Duration;

use ros_z::context::ZContextBuilder;

use add_two_ints::{AddTwoInts, AddTwoIntsResponse};

fn main() -> ros_z::Result<()> {
    let count: usize = std::env::args()
        .nth(1)
        .map_or(Ok(usize::MAX), |count| count.parse())?;
    let (stop, stopped) = channel();
    ctrlc::set_handler(move || {
        let _ = stop.send(());
    })?;

    let context = ZContextBuilder::default().build()?;
    let node = context.create_node("add_two_ints_server").build()?;
    let service = node.create_service::<AddTwoInts>("add_two_ints").build()?;
    println!("ready to add two ints");
    let mut served = 0;
    while served < count && stopped.try_recv().is_err() {
        let Some(request) = service.recv_timeout(Duration::from_millis(100))? else {
            continue;
        };
        served += 1;
        match request.decode() {
            Ok(numbers) => {
                println!("{} + {}", numbers.a, numbers.b);
                request.reply(&AddTwoIntsResponse {
                    sum: numbers.a.wrapping_add(numbers.b),
                })?;
            }
            // The client gets an error instead of a response.
            Err(error) => println!("invalid request: {error}"),
        }
    }
    Ok(())
}
