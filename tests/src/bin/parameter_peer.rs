//! The other process of the parameter tests: the node `driver` with parameters, until its input ends.

use std::io::BufRead;

use ros_z::RosParameters;
use ros_z_tests::line::Line;
use ros_z_tests::neighbours::{alone, endpoint};

/// The parameters of the node.
#[derive(RosParameters)]
struct Params {
    /// Metres per second.
    #[ros(default = 1.5, range = 0.0..=3.0)]
    max_speed: f64,
    #[ros(default = "map", read_only)]
    frame: String,
    #[ros(default = Mode::Slow)]
    mode: Mode,
    gains: Gains,
}

#[derive(Debug, RosParameters)]
enum Mode {
    Slow,
    VeryFast,
}

#[derive(RosParameters)]
struct Gains {
    #[ros(default = 10)]
    p: u8,
}

fn main() -> ros_z::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let role = Line::new(arguments.join(" "));
    let context = alone(role.get("domain"))
        .with_connect_endpoints([role.get::<String>("connect")])
        .build()?;
    println!("listening endpoint={}", endpoint(context.session()));
    let node = context
        .create_node("driver")
        .with_namespace("/robot1")
        .with_parameter_override("gains.p", 20_i64)
        .build()?;
    let parameters = node.parameters_checked(|params: &Params| {
        if params.max_speed > f64::from(params.gains.p) {
            return Err(format!(
                "max_speed is more than gains.p, which is {}",
                params.gains.p
            ));
        }
        Ok(())
    })?;
    let changes = parameters.changed();
    println!("ready");
    for _ in std::io::stdin().lock().lines().map_while(Result::ok) {
        let changed = changes.try_recv()?.is_some();
        let params = parameters.get();
        println!(
            "params changed={changed} max_speed={} frame={} mode={:?} p={}",
            params.max_speed, params.frame, params.mode, params.gains.p
        );
    }
    Ok(())
}
