//! The parameters of a node in its own program: snapshots, changes, checks, overrides, and parameters by name.
//! `parameters.rs` tests what other processes see.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use ros_z::RosParameters;
use ros_z::msgs::rcl_interfaces::srv::{SetParameters, SetParametersRequest};
use ros_z::msgs::rcl_interfaces::{self as messages, Parameter};
use ros_z::parameters::{ParameterDescriptor, ParameterError};
use ros_z_tests::executor::block_on;
use ros_z_tests::neighbours::{DEADLINE, alone, neighbours, own_domain};

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// The parameters of the nodes of this process.
#[derive(Debug, PartialEq, RosParameters)]
struct Limits {
    #[ros(default = 1, range = 0..=10)]
    low: i32,
    #[ros(default = 5, range = 0..=10)]
    high: i32,
    #[ros(default = ["left", "right"])]
    wheels: Vec<String>,
}

fn ordered(limits: &Limits) -> Result<(), String> {
    if limits.low > limits.high {
        return Err(format!("low is {}, and high is {}", limits.low, limits.high));
    }
    Ok(())
}

#[test]
fn a_program_reads_snapshots_and_waits_for_changes() -> zenoh::Result<()> {
    let (here, there) = neighbours(own_domain());
    let node = here.create_node("driver").with_namespace("/robot1").build()?;
    let limits = node.parameters_checked(ordered)?;
    let (changes, asynchronous) = (limits.changed(), limits.changed());
    let before = limits.get();
    assert_eq!(
        *before,
        Limits {
            low: 1,
            high: 5,
            wheels: names(&["left", "right"])
        }
    );
    assert!(changes.try_recv()?.is_none());

    limits.set("low", 3_i64)?;
    assert_eq!(changes.recv_timeout(DEADLINE)?.expect("a change").low, 3);
    // The snapshot from before is unchanged, and a slow reader gets the newest values, once.
    assert_eq!(before.low, 1);
    limits.set("low", 4_i64)?;
    limits.set("wheels", vec!["one".to_owned()])?;
    let newest = block_on(asynchronous.recv_async())?;
    assert_eq!((newest.low, newest.wheels.len()), (4, 1));
    assert!(asynchronous.try_recv()?.is_none());

    // Refused by the range, by the check, and by the type; nothing changes, and no change is reported.
    drop(changes.try_recv()?);
    assert!(matches!(
        limits.set("low", 11_i64),
        Err(ParameterError::OutOfRange { .. })
    ));
    assert!(matches!(
        limits.set("low", 9_i64),
        Err(ParameterError::Refused { .. })
    ));
    assert!(matches!(
        limits.set("low", 2.0),
        Err(ParameterError::WrongType { .. })
    ));
    assert!(changes.try_recv()?.is_none());
    assert_eq!(limits.get().low, 4);
    limits.set_all([("low".into(), 7_i64.into()), ("high".into(), 9_i64.into())])?;
    assert_eq!((limits.get().low, limits.get().high), (7, 9));

    // A change by another node wakes a waiting task, too.
    let tool = there.create_node("tool").build()?;
    let set = tool
        .create_client::<SetParameters>("/robot1/driver/set_parameters")
        .build()?;
    assert!(set.wait_for_service(DEADLINE));
    drop(changes.try_recv()?);
    let waiting = std::thread::spawn(move || changes.recv().map(|limits| limits.wheels.clone()));
    let value = messages::ParameterValue {
        r#type: messages::ParameterType::PARAMETER_STRING_ARRAY,
        string_array_value: names(&["a", "b", "c"]),
        ..Default::default()
    };
    let wheels = Parameter {
        name: "wheels".into(),
        value,
    };
    assert!(
        set.call(
            &SetParametersRequest {
                parameters: vec![wheels]
            },
            DEADLINE
        )?
        .results[0]
            .successful
    );
    assert_eq!(
        waiting.join().expect("the thread does not panic")?,
        ["a", "b", "c"]
    );
    Ok(())
}

#[test]
fn parameters_end_with_their_handles_and_the_node_with_the_last_of_them() -> zenoh::Result<()> {
    let (here, there) = neighbours(own_domain());
    let graph = there.graph()?;
    let node = here.create_node("driver").build()?;
    // The check owns the node, which would be a circle if the node owned the check.
    let (owned, calls) = (node.clone(), Arc::new(AtomicU64::new(0)));
    let counted = calls.clone();
    let limits = node.parameters_checked::<Limits>(move |_| {
        assert_eq!(owned.name(), "driver");
        counted.fetch_add(1, Ordering::Relaxed);
        Ok(())
    })?;
    assert!(matches!(
        node.parameters::<Limits>(),
        Err(ParameterError::AlreadyDeclared { name }) if name == "low"
    ));
    let map = node.parameter_map();
    assert_eq!(map.names(), ["high", "low", "use_sim_time", "wheels"]);
    let changes = limits.changed();
    drop(limits);
    map.set("low", 2_i64)?;
    assert_eq!(changes.try_recv()?.expect("a change").low, 2);
    drop(changes);
    assert_eq!(map.names(), ["use_sim_time"]);
    assert!(calls.load(Ordering::Relaxed) >= 2);
    let again = node.parameters::<Limits>()?;
    assert_eq!(again.get().low, 1);
    drop((node, map));
    assert!(graph.wait_until(DEADLINE, |graph| graph.services().len() == 7));
    drop(again);
    assert!(graph.wait_until(DEADLINE, |graph| graph.services().is_empty()
        && graph.nodes().is_empty()));
    Ok(())
}

#[test]
fn overrides_apply_to_the_parameters_that_are_declared() -> zenoh::Result<()> {
    let context = alone(own_domain()).build()?;
    let build = |name: &str, value: ros_z::ParameterValue| {
        context
            .create_node("driver")
            .without_parameters()
            .with_parameter_override(name, value)
            .build()
    };
    let node = build("low", 3_i64.into())?;
    assert_eq!(node.parameters::<Limits>()?.get().low, 3);
    let node = build("low", 8_i64.into())?;
    assert!(matches!(
        node.parameters_checked(ordered),
        Err(ParameterError::Refused { .. })
    ));
    // Nothing was declared.
    assert_eq!(node.parameter_map().names(), ["use_sim_time"]);
    let node = build("low", "three".into())?;
    assert!(matches!(
        node.parameters::<Limits>(),
        Err(ParameterError::WrongType { .. })
    ));
    let node = build("use_sim_time", true.into())?;
    assert_eq!(node.parameter_map().get("use_sim_time"), Some(true.into()));
    assert!(node.clock().is_simulated());
    assert!(build("use_sim_time", 1_i64.into()).is_err());
    Ok(())
}

#[test]
fn parameters_known_only_at_run_time_are_declared_by_name() -> zenoh::Result<()> {
    let context = alone(own_domain()).build()?;
    let node = context
        .create_node("driver")
        .with_undeclared_parameters()
        .build()?;
    let map = node.parameter_map();
    let dynamic = ParameterDescriptor::default().with_dynamic_typing();
    map.declare(
        "exposure",
        10_i64,
        ParameterDescriptor::default().with_read_only(),
    )?;
    map.declare_unset("calibration", dynamic.clone())?;
    assert_eq!(
        (map.get("exposure"), map.get("calibration")),
        (Some(10_i64.into()), None)
    );
    assert!(matches!(
        map.declare_unset("gain", ParameterDescriptor::default()),
        Err(ParameterError::Untyped { .. })
    ));
    assert!(matches!(
        map.set("exposure", 11_i64),
        Err(ParameterError::ReadOnly { .. })
    ));
    map.set("calibration", vec![1.0, 2.0])?;
    map.set("never declared", true)?;
    assert_eq!(
        map.names(),
        ["calibration", "exposure", "never declared", "use_sim_time"]
    );
    map.undeclare("never declared")?;
    assert!(matches!(
        map.undeclare("exposure"),
        Err(ParameterError::ReadOnly { .. })
    ));
    assert!(matches!(
        map.undeclare("use_sim_time"),
        Err(ParameterError::WrongType { .. })
    ));
    assert_eq!(map.descriptor("calibration"), Some(dynamic));
    Ok(())
}

#[test]
fn a_node_without_parameters_announces_only_itself() -> zenoh::Result<()> {
    let (here, there) = neighbours(own_domain());
    let graph = there.graph()?;
    let node = here
        .create_node("quiet")
        .without_parameters()
        .without_type_description_service()
        .build()?;
    assert!(graph.wait_until(DEADLINE, |graph| graph.nodes().len() == 1));
    assert!(graph.services().is_empty() && graph.topics().is_empty());
    let limits = node.parameters::<Limits>()?;
    limits.set("low", 2_i64)?;
    assert_eq!(limits.get().low, 2);
    Ok(())
}
