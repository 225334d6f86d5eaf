//! The clock of a node follows `/clock`, forwards and backwards, and so do its timers and sleeps. The expected times are
//! simulated ones.

use ros_z::msgs::builtin_interfaces::Time;
use ros_z::msgs::rcl_interfaces::srv::{SetParameters, SetParametersRequest};
use ros_z::msgs::rcl_interfaces::{Parameter, ParameterType, ParameterValue};
use ros_z::msgs::rosgraph_msgs::Clock as ClockMessage;
use ros_z::{BuildError, ParameterError, Publisher, ZContext, ZNode};
use ros_z_tests::executor::block_on;
use ros_z_tests::neighbours::{DEADLINE, alone, endpoint, eventually, neighbours, own_domain};
use std::sync::mpsc::channel;
use std::time::Duration;

/// A simulator, which publishes the time.
struct Simulator {
    clock: Publisher<ClockMessage>,
    _node: ZNode,
}

impl Simulator {
    fn new(context: &ZContext) -> zenoh::Result<Self> {
        let node = context.create_node("simulator").build()?;
        let clock = node.create_pub("/clock").build()?;
        Ok(Self { clock, _node: node })
    }

    /// Publishes a time until the node has it: subscriptions to the time are best effort.
    fn set(&self, node: &ZNode, millis: i64) -> zenoh::Result<()> {
        let clock = at(millis);
        eventually("the time arrives", || {
            let published = self.clock.publish(&ClockMessage { clock });
            published.is_ok() && node.clock().now() == clock
        });
        Ok(())
    }
}

fn at(millis: i64) -> Time {
    Time::from_nanos(millis * 1_000_000).expect("the time is in range")
}

#[test]
fn the_clock_follows_jumps_and_sleeps_end_at_their_time() -> zenoh::Result<()> {
    let (here, there) = neighbours(own_domain());
    let simulator = Simulator::new(&there)?;
    let node = here.create_node("robot").build()?;
    assert!(!node.clock().is_simulated());
    node.use_sim_time(true)?;
    assert!(node.clock().is_simulated());
    assert_eq!(node.clock().now(), at(0));
    let graph = there.graph()?;
    assert!(graph.wait_until(DEADLINE, |graph| graph.subscriptions("/clock").len() == 1));
    let qos = graph.subscriptions("/clock")[0].qos;
    assert_eq!(qos.to_string(), "2::,1:,:,:,,");

    for millis in [10_000, 90_000, 5_000] {
        simulator.set(&node, millis)?;
    }
    let (sender, done) = channel();
    std::thread::scope(|scope| -> zenoh::Result<()> {
        let clock = node.clock();
        let asynchronous = sender.clone();
        scope.spawn(move || sender.send(("blocking", clock.sleep_until(at(6_000)))));
        let clock = node.clock();
        scope.spawn(move || {
            let reached = block_on(clock.sleep_until_async(at(6_000)));
            asynchronous.send(("async", reached))
        });
        for millis in [5_999, 1_000, 5_998] {
            simulator.set(&node, millis)?;
            assert!(done.try_recv().is_err(), "the time is not reached");
        }
        simulator.set(&node, 20_000)?;
        let mut woken = [done.recv_timeout(DEADLINE)?, done.recv_timeout(DEADLINE)?];
        woken.sort_unstable();
        assert_eq!(woken, [("async", true), ("blocking", true)]);
        Ok(())
    })?;

    // Nothing sets the clock of a node that ended: its sleeps end, too.
    let clock = node.clock();
    let sleeper = std::thread::spawn(move || clock.sleep_until(at(100_000)));
    let clock = node.clock();
    drop(node);
    assert!(!clock.is_simulated());
    assert!(clock.now().to_nanos() > at(90_000).to_nanos());
    // `true` if the thread started late, and the system clock is past the time.
    let _ = sleeper.join().expect("the sleep ends");
    assert!(graph.wait_until(DEADLINE, |graph| graph.subscriptions("/clock").is_empty()));
    Ok(())
}

#[test]
fn a_timer_counts_simulated_periods() -> zenoh::Result<()> {
    let (here, there) = neighbours(own_domain());
    let simulator = Simulator::new(&there)?;
    let node = here.create_node("robot").build()?;
    node.use_sim_time(true)?;
    simulator.set(&node, 1_000)?;
    let mut timer = node.timer(Duration::from_millis(100));
    let mut other = node.timer(Duration::from_secs(1));
    let clock = node.clock();
    let (sender, ticks) = channel();
    let ticking = std::thread::spawn(move || {
        while clock.is_simulated() {
            let missed = timer.wait();
            if sender.send((clock.now(), missed)).is_err() {
                break;
            }
        }
    });
    let times = [
        (1_100, 0),
        (1_250, 0),
        (1_300, 0),
        (1_640, 2),
        (1_700, 0),
        (100_000, 981),
    ];
    for (millis, missed) in times {
        simulator.set(&node, millis)?;
        assert_eq!(ticks.recv_timeout(DEADLINE)?, (at(millis), missed));
    }
    assert_eq!(block_on(other.wait_async()), 97);

    // After a jump backwards, the next time is a period later, and not after the time before the jump.
    let mut millis = 500;
    simulator.set(&node, millis)?;
    eventually("the timer goes on", || {
        millis += 100;
        simulator.set(&node, millis).is_ok() && ticks.try_recv().is_ok()
    });
    assert!(millis < 100_000);
    drop(ticks);
    node.use_sim_time(false)?;
    ticking.join().expect("the thread does not panic");
    Ok(())
}

#[test]
fn a_tool_and_the_program_switch_the_same_parameter() -> zenoh::Result<()> {
    let (here, there) = neighbours(own_domain());
    let simulator = Simulator::new(&there)?;
    let node = here.create_node("robot").build()?;
    let parameters = node.parameter_map();
    let graph = there.graph()?;
    let subscribes = |count| graph.wait_until(DEADLINE, |graph| graph.subscriptions("/clock").len() == count);

    let set = there
        .create_node("tool")
        .build()?
        .create_client::<SetParameters>("/robot/set_parameters")
        .build()?;
    assert!(set.wait_for_service(DEADLINE));
    let switch = |on| -> zenoh::Result<bool> {
        let value = ParameterValue {
            r#type: ParameterType::PARAMETER_BOOL,
            bool_value: on,
            ..Default::default()
        };
        let parameters = vec![Parameter {
            name: "use_sim_time".into(),
            value,
        }];
        let response = set.call(&SetParametersRequest { parameters }, DEADLINE)?;
        Ok(response.results[0].successful)
    };
    assert!(switch(true)?);
    assert!(node.clock().is_simulated() && subscribes(1));
    simulator.set(&node, 5_000)?;
    // Nothing changes: the time does not start again at 0.
    assert!(switch(true)?);
    assert_eq!(node.clock().now(), at(5_000));

    node.use_sim_time(false)?;
    assert_eq!(parameters.get("use_sim_time"), Some(false.into()));
    assert!(!node.clock().is_simulated() && subscribes(0));
    node.use_sim_time(true)?;
    assert_eq!(parameters.get("use_sim_time"), Some(true.into()));
    assert!(switch(false)?);
    assert!(!node.clock().is_simulated() && subscribes(0));
    parameters.set("use_sim_time", true)?;
    assert!(node.clock().is_simulated() && subscribes(1));
    Ok(())
}

#[test]
fn the_argument_switches_simulated_time_on() -> zenoh::Result<()> {
    let domain = own_domain();
    let simulating = |value: &str| {
        let rule = format!("use_sim_time:={value}");
        alone(domain).with_args(["--ros-args", "-p", rule.as_str(), "-r", "/clock:=/sim/clock"])
    };
    let context = simulating("true")?.build()?;
    let node = context.create_node("robot").build()?;
    assert!(node.clock().is_simulated());
    let other = alone(domain)
        .with_connect_endpoints([endpoint(context.session())])
        .build()?;
    let graph = other.graph()?;
    assert!(graph.wait_until(DEADLINE, |graph| graph.subscriptions("/sim/clock").len() == 1));

    let context = simulating("1")?.build()?;
    assert!(matches!(
        context.create_node("robot").build(),
        Err(BuildError::Parameter(ParameterError::WrongType { .. }))
    ));
    Ok(())
}
