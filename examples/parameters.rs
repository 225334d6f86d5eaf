//! A node with parameters that a struct describes, and a second node that sets them as `ros2 param set` does.
//!
//! ```text
//! cargo run --example parameters
//! ```

use ros_z::msgs::rcl_interfaces::srv::{SetParameters, SetParametersRequest};
use ros_z::msgs::rcl_interfaces::{Parameter, ParameterType, ParameterValue};
use ros_z::prelude::*;

/// The doc comment of a field is the description that `ros2 param describe` prints.
#[derive(Debug, RosParameters)]
struct Params {
    /// Metres per second.
    #[ros(default = 1.5, range = 0.0..=3.0)]
    max_speed: f64,
    #[ros(default = "map", read_only)]
    frame: String,
    #[ros(default = Mode::Manual)]
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
        _ => Ok(()),
    })?;
    println!("{:?}", parameters.get());

    let changes = parameters.changed();
    let tool = context.create_node("tool").build()?;
    let client = tool
        .create_client::<SetParameters>("/driver/set_parameters")
        .build()?;
    for speed in [2.5, 99.0] {
        let value = ParameterValue {
            r#type: ParameterType::PARAMETER_DOUBLE,
            double_value: speed,
            ..Default::default()
        };
        let request = SetParametersRequest {
            parameters: vec![Parameter {
                name: "max_speed".into(),
                value,
            }],
        };
        let response = client.call(&request, Duration::from_secs(5))?;
        println!("{speed} m/s: {:?}", response.results);
    }
    if let Some(params) = changes.recv_timeout(Duration::from_secs(5))? {
        println!(
            "now at most {} m/s in {} mode {:?}",
            params.max_speed, params.frame, params.mode
        );
    }
    Ok(())
}
