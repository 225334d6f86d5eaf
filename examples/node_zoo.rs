//! A node with everything that ROS tools look at: topics, a service, parameters of all types, a timer, log messages and
//! type descriptions. `examples/README.md` lists the `ros2` commands to try, and their output.
//!
//! ```text
//! cargo run --example node_zoo -- [seconds] [--ros-args -r __ns:=/africa]
//! ```

use ros_z::msgs::std_msgs::{Float64, String as Text};
use ros_z::msgs::std_srvs::srv::{SetBool, SetBoolRequest, SetBoolResponse};
use ros_z::prelude::*;
use std::sync::mpsc::channel;
use std::time::Instant;
use tracing_subscriber::{filter::LevelFilter, layer::SubscriberExt, util::SubscriberInitExt};

#[derive(RosParameters)]
#[expect(dead_code, reason = "only tools read some of the fields")]
struct Params {
    /// Whether the lion walks.
    #[ros(default = true)]
    awake: bool,
    #[ros(default = 3, range = 0..=10)]
    cubs: i64,
    /// Metres per second.
    #[ros(default = 1.5, range = 0.0..=3.0)]
    speed: f64,
    #[ros(default = "Leo", read_only)]
    name: String,
    lists: Lists,
}

#[derive(RosParameters)]
#[expect(dead_code, reason = "only tools read some of the fields")]
struct Lists {
    #[ros(default = [1, 255])]
    bytes: Vec<u8>,
    #[ros(default = [true, false])]
    gates: Vec<bool>,
    #[ros(default = [7, 12, 18])]
    hours: Vec<i64>,
    #[ros(default = [0.5, 2.5])]
    heights: Vec<f64>,
    #[ros(default = ["Simba", "Nala"])]
    names: Vec<String>,
}

fn main() -> Result<()> {
    let builder = ZContextBuilder::from_args()?;
    let seconds = builder.remaining_args().first().map(|arg| arg.parse());
    let end = Instant::now() + Duration::from_secs(seconds.transpose()?.unwrap_or(u32::MAX).into());
    let context = builder.build()?;
    let node = context.create_node("lion").with_namespace("/zoo").build()?;
    let log = tracing_subscriber::registry().with(LevelFilter::INFO);
    let log = log.with(tracing_subscriber::fmt::layer());
    log.with(node.rosout().build()?).try_init()?;
    let parameters = node.parameters::<Params>()?;
    let speed = node.create_pub::<Float64>("speed").with_qos(QosProfile::LATCHED);
    let speed = speed.build()?;
    let called = |sample: Sample<Text>| match sample.decode() {
        Ok(text) => tracing::info!(name = text.data, "called"),
        Err(error) => tracing::error!("invalid call: {error}"),
    };
    let _call = node.create_sub::<Text>("call").callback(called).build()?;
    let fed = |request: SetBoolRequest| {
        tracing::warn!(meat = request.data, "fed");
        let (success, message) = (request.data, "roar".into());
        SetBoolResponse { success, message }
    };
    let _feed = node.create_service::<SetBool>("feed").callback(fed).build()?;
    // `true` for each period of the timer, `false` for Ctrl-C.
    let (events, received) = channel();
    let (stop, mut timer) = (events.clone(), node.timer(Duration::from_millis(500)));
    ctrlc::set_handler(move || stop.send(false).unwrap_or_default())?;
    std::thread::spawn(move || while events.send(timer.wait() < u64::MAX).is_ok() {});
    while let Ok(true) = received.recv_timeout(end.saturating_duration_since(Instant::now())) {
        let params = parameters.get();
        let data = if params.awake { params.speed } else { 0.0 };
        speed.publish(&Float64 { data })?;
    }
    tracing::info!("closed");
    Ok(())
}
