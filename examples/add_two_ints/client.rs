//! Calls `example_interfaces/srv/AddTwoInts` on `add_two_ints`.
//!
//! ```text
//! cargo run --example add_two_ints_client <a> <b>
//! ```

#[path = "mod.rs"]
mod add_two_ints;

use std::time::Duration;

use ros_z::context::ZContextBuilder;

use add_two_ints::{AddTwoInts, AddTwoIntsRequest};

fn main() -> ros_z::Result<()> {
    let mut numbers = std::env::args().skip(1);
    let mut next = |default| numbers.next().map_or(Ok(default), |number| number.parse::<i64>());
    let request = AddTwoIntsRequest {
        a: next(2)?,
        b: next(3)?,
    };
    let context = ZContextBuilder::default().build()?;
    let node = context.create_node("add_two_ints_client").build()?;
    let client = node.create_client::<AddTwoInts>("add_two_ints").build()?;
    if !client.wait_for_service(Duration::from_secs(30)) {
        return Err("no server of `add_two_ints` within 30 s".into());
    }
    let response = client.call(&request, Duration::from_secs(10))?;
    println!("{} + {} = {}", request.a, request.b, response.sum);
    Ok(())
}
