//! A node with parameters that a struct describes, and a second node that sets them as `ros2 param set` does.
//!
//! ```text
//! cargo run --example parameters
//! ```

use ros_z::msgs::rcl_interfaces::srv::{SetParameters, SetParametersRequest};
use ros_z::msgs::rcl_interfaces::{Parameter, ParameterType, ParameterValue};
use ros_z::prelude::*;

/// `ros2 param describe` prints the doc comment of a field.
#[derive(Debug, RosParameters)]
struct Params {
    /// Metres per second.
    #[ros(default = 1.5, range = 0.0..=3.0)]
    max_speed: f64,
    #[ros(default = Mode::Manual, read_only)]
    mode: Mode,
    gains: Gains,
}

#[derive(Debug, RosParameters)]
enum Mode {
    Manual,
    FollowPath,
}

#[derive(Debug, RosParameters)]
struct Gains {
    #[ros(default = 10, range = 0..=100)]
    p: u32,
}

fn main() -> Result<()> {
    let context = ZContextBuilder::default().build()?;
    let driver = context.create_node("driver").build()?;
    let parameters = driver.parameters_checked(|params: &Params| match params.mode {
        Mode::FollowPath if params.gains.p == 0 => Err("follow_path needs gains.p above 0".into()),
        Mode::FollowPath | Mode::Manual => Ok(()),
    })?;
    println!("{:?}", parameters.get());
    let changes = parameters.changed();

    let tool = context.create_node("tool").build()?;
    let client = tool
        .create_client::<SetParameters>("/driver/set_parameters")
        .build()?;
    for speed in [2.5, 99.0] {
        let mut value = ParameterValue::default();
        (value.r#type, value.double_value) = (ParameterType::PARAMETER_DOUBLE, speed);
        let name = "max_speed".into();
        let parameters = vec![Parameter { name, value }];
        let response = client.call(&SetParametersRequest { parameters }, Duration::from_secs(5))?;
        println!("{speed} m/s: {:?}", response.results[0]);
    }
    if let Some(params) = changes.recv_timeout(Duration::from_secs(5))? {
        println!("now at most {} m/s", params.max_speed);
    }
    Ok(())
}
