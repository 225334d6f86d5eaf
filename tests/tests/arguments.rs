//! The ROS arguments of a command line rename nodes, topics and services, and set parameters.

use ros_z::msgs::std_msgs::String as Text;
use ros_z::msgs::std_srvs::srv::SetBool;
use ros_z::ros::{ArgumentsError, LogLevel, ParameterValue};
use ros_z::{BuildError, ParameterError, RosParameters, ZContextBuilder};
use ros_z_tests::neighbours::{DEADLINE, alone, endpoint, own_domain};
use std::path::PathBuf;

/// The parameters of a camera.
#[derive(RosParameters)]
struct Params {
    #[ros(default = "base_link")]
    frame: String,
    #[ros(default = 5)]
    rate: u8,
}

/// A parameter file that is removed at the end.
struct File(PathBuf);

impl File {
    fn new(name: &str, text: &str) -> Self {
        let path = std::env::temp_dir().join(format!("{name}_{}.yaml", std::process::id()));
        std::fs::write(&path, text).expect("the folder of temporary files is writable");
        Self(path)
    }

    fn path(&self) -> &str {
        self.0.to_str().expect("the path is UTF-8")
    }
}

impl Drop for File {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

// The forms of the arguments are those in which `ros2 launch` passes namespace, remappings and parameters of a node.
#[test]
fn arguments_of_ros2_launch_apply_to_the_node() -> zenoh::Result<()> {
    let domain = own_domain();
    let file = File::new(
        "rates",
        "/**:\n  ros__parameters:\n    rate: 10\n    frame: map\n/left/eye:\n  ros__parameters:\n    rate: 30\n",
    );
    let args = [
        "photo.png",
        "--ros-args",
        "-r",
        "__node:=eye",
        "-r",
        "__ns:=/left",
        "--params-file",
        file.path(),
        "-p",
        "frame:=odom",
        "-r",
        "image:=raw",
        "-r",
        "rosservice://~/enable:=/enable_eye",
        "--enclave",
        "/cameras",
        "--log-level",
        "eye:=debug",
        "--",
        "--fast",
    ];
    let builder = alone(domain).with_remap("image:=late").with_args(args)?;
    assert_eq!(builder.remaining_args(), ["photo.png", "--fast"]);
    assert_eq!(builder.log_levels().of("eye"), Some(LogLevel::Debug));
    let context = builder.build()?;
    let other = alone(domain)
        .with_connect_endpoints([endpoint(context.session())])
        .build()?;

    let node = context.create_node("camera").build()?;
    assert_eq!((node.namespace(), node.name()), ("/left", "eye"));
    let parameters: Vec<_> = node.parameter_overrides().into_iter().collect();
    let expected = [
        ("frame".to_owned(), ParameterValue::from("odom")),
        ("rate".to_owned(), ParameterValue::from(30)),
    ];
    assert_eq!(parameters, expected);
    let declared = node.parameters::<Params>()?;
    assert_eq!((declared.get().frame.as_str(), declared.get().rate), ("odom", 30));

    let publisher = node.create_pub::<Text>("image").build()?;
    let server = node.create_service::<SetBool>("~/enable").build()?;
    assert_eq!(publisher.topic(), "/left/raw");
    assert_eq!(server.name(), "/enable_eye");
    let graph = other.graph()?;
    assert!(
        graph.wait_until(DEADLINE, |graph| graph.publishers("/left/raw").len() == 1
            && graph.servers("/enable_eye").len() == 1)
    );
    assert_eq!(graph.nodes()[0].enclave, "/cameras");
    Ok(())
}

#[test]
fn an_override_of_the_program_wins_over_the_arguments() -> zenoh::Result<()> {
    let args = ["--ros-args", "-p", "frame:=odom", "-p", "rate:=30"];
    let context = alone(own_domain()).with_args(args)?.build()?;
    let node = context
        .create_node("camera")
        .with_parameter_override("rate", 60)
        .build()?;
    assert_eq!(node.parameter_overrides()["rate"], ParameterValue::from(60));
    let declared = node.parameters::<Params>()?;
    assert_eq!((declared.get().frame.as_str(), declared.get().rate), ("odom", 60));

    let args = ["--ros-args", "-p", "rate:=fast"];
    let node = alone(own_domain())
        .with_args(args)?
        .build()?
        .create_node("camera")
        .build()?;
    assert!(matches!(
        node.parameters::<Params>(),
        Err(ParameterError::WrongType { name, .. }) if name == "rate"
    ));
    Ok(())
}

#[test]
fn a_wrong_argument_stops_the_program_before_it_opens_a_session() {
    let error = |args: &[&str]| match ZContextBuilder::default().with_args(args.iter().copied()) {
        Err(BuildError::Arguments(error)) => error,
        other => panic!("{args:?}: {other:?}"),
    };
    assert!(matches!(
        error(&["--ros-args", "--frobnicate"]),
        ArgumentsError::Unknown { argument } if argument == "--frobnicate"
    ));
    assert!(matches!(
        error(&["--ros-args", "--params-file", "/no/such/file.yaml"]),
        ArgumentsError::Unreadable { path, .. } if path == "/no/such/file.yaml"
    ));
    let file = File::new("broken", "/**:\n  ros__parameters: [1]\n");
    assert!(matches!(
        error(&["--ros-args", "--params-file", file.path()]),
        ArgumentsError::File { .. }
    ));
}
