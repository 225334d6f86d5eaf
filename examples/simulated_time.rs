//! A timer on simulated time. The program is its own simulator, so that an hour passes at once.
//!
//! ```text
//! cargo run --example simulated_time
//! ```

use ros_z::msgs::builtin_interfaces::Time;
use ros_z::msgs::rosgraph_msgs::Clock;
use ros_z::prelude::*;

fn main() -> Result<()> {
    let context = ZContextBuilder::from_args()?.build()?;
    let simulator = context.create_node("simulator").build()?;
    let clock = simulator.create_pub::<Clock>("/clock").build()?;

    // As with the argument `-p use_sim_time:=true`, or `ros2 param set /robot use_sim_time true`.
    let robot = context
        .create_node("robot")
        .with_parameter_override("use_sim_time", true)
        .build()?;
    let mut timer = robot.timer(Duration::from_secs(600));
    let now = robot.clock();
    let waiting = std::thread::spawn(move || {
        let mut periods = 0;
        while periods < 6 {
            let missed = timer.wait();
            periods += 1 + missed;
            println!("{} s, {missed} periods missed", now.now().sec);
        }
    });

    for sec in 1..=3600 {
        let clock_time = Time { sec, nanosec: 0 };
        clock.publish(&Clock { clock: clock_time })?;
    }
    let hour = Time {
        sec: 3600,
        nanosec: 0,
    };
    println!("an hour passed: {}", robot.clock().sleep_until(hour));
    waiting.join().map_err(|_| "the timer's thread panicked")?;
    Ok(())
}
