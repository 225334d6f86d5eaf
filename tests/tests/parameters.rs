//! The parameters of a node in another process, through the services that the tools of ROS 2 call.
//! `parameter_handles.rs` tests the parameters of the own process.
//!
//! Names, types and quality of service are those of `rclcpp` 29.3 (`rclcpp/src/rclcpp/parameter_service.cpp`,
//! `parameter_service_names.hpp`, `node_interfaces/node_parameters.cpp`) and of `rmw/qos_profiles.h`.

use ros_z::core::RosService;
use ros_z::msgs::rcl_interfaces::srv::{
    DescribeParameters, DescribeParametersRequest, GetParameterTypes, GetParameterTypesRequest,
    GetParameters, GetParametersRequest, ListParameters, ListParametersRequest, SetParameters,
    SetParametersAtomically, SetParametersAtomicallyRequest, SetParametersRequest,
};
use ros_z::msgs::rcl_interfaces::{self as messages, Parameter, ParameterEvent};
use ros_z::ros::QosProfile;
use ros_z::{Client, ZContext, ZNode};
use ros_z_tests::neighbours::{DEADLINE, alone, endpoint, eventually, own_domain, stranger};
use ros_z_tests::process::Process;
use zenoh::Wait;

const PEER: &str = env!("CARGO_BIN_EXE_parameter_peer");

/// The services of a node, and the hashes of their types in ROS 2 Jazzy.
const SERVICES: [(&str, &str, &str); 6] = [
    (
        "describe_parameters",
        "DescribeParameters",
        "RIHS01_845b484d71eb0673dae682f2e3ba3c4851a65a3dcfb97bddd82c5b57e91e4cff",
    ),
    (
        "get_parameter_types",
        "GetParameterTypes",
        "RIHS01_da199c878688b3e530bdfe3ca8f74cb9fa0c303101e980a9e8f260e25e1c80ca",
    ),
    (
        "get_parameters",
        "GetParameters",
        "RIHS01_bf9803d5c74cf989a5de3e0c2e99444599a627c7ff75f97b8c05b01003675cbc",
    ),
    (
        "list_parameters",
        "ListParameters",
        "RIHS01_3e6062bfbb27bfb8730d4cef2558221f51a11646d78e7bb30a1e83afac3aad9d",
    ),
    (
        "set_parameters",
        "SetParameters",
        "RIHS01_56eed9a67e169f9cb6c1f987bc88f868c14a8fc9f743a263bc734c154015d7e0",
    ),
    (
        "set_parameters_atomically",
        "SetParametersAtomically",
        "RIHS01_0e192ef259c07fc3c07a13191d27002222e65e00ccec653ca05e856f79285fcd",
    ),
];

fn driver(context: &ZContext) -> Process {
    let connect = endpoint(context.session());
    Process::start(
        PEER,
        &format!("node domain={} connect={connect}", context.domain_id()),
    )
}

fn client<S: RosService>(node: &ZNode, service: &str) -> zenoh::Result<Client<S>> {
    let client = node
        .create_client::<S>(format!("/robot1/driver/{service}"))
        .build()?;
    assert!(client.wait_for_service(DEADLINE), "{service} is available");
    Ok(client)
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn double(name: &str, value: f64) -> Parameter {
    let value = messages::ParameterValue {
        r#type: messages::ParameterType::PARAMETER_DOUBLE,
        double_value: value,
        ..Default::default()
    };
    Parameter {
        name: name.into(),
        value,
    }
}

fn text(name: &str, value: &str) -> Parameter {
    let value = messages::ParameterValue {
        r#type: messages::ParameterType::PARAMETER_STRING,
        string_value: value.into(),
        ..Default::default()
    };
    Parameter {
        name: name.into(),
        value,
    }
}

#[test]
fn every_node_announces_what_nodes_of_ros_announce() -> zenoh::Result<()> {
    let context = alone(own_domain()).build()?;
    let _node = context.create_node("driver").with_namespace("/robot1").build()?;
    let prefix = format!("@ros2_lv/{}/{}", context.domain_id(), context.session().zid());
    // The node has id 0, the service that describes types 1, and the endpoints of the parameters the next ones.
    let part = |name: &str, ids: &str, kind: &str, wire_type: &str, hash: &str| {
        format!(
            "{prefix}/{ids}/{kind}/%/%robot1/driver/{name}/rcl_interfaces::{wire_type}_/{hash}/::,1000:,:,:,,"
        )
    };
    let mut expected: Vec<String> = (2..)
        .zip(SERVICES)
        .map(|(id, (name, service, hash))| {
            let name = format!("%robot1%driver%{name}");
            part(
                &name,
                &format!("0/{id}"),
                "SS",
                &format!("srv::dds_::{service}"),
                hash,
            )
        })
        .collect();
    let event_hash = "RIHS01_043e627780fcad87a22d225bc2a037361dba713fca6a6b9f4b869a5aa0393204";
    expected.push(part(
        "%parameter_events",
        "0/8",
        "MP",
        "msg::dds_::ParameterEvent",
        event_hash,
    ));
    let describe_hash = "RIHS01_69b9c19c1021405984cc60dbbb1edceb147a6538b411d812ba6afabeed962cd5";
    expected.push(format!(
        "{prefix}/0/1/SS/%/%robot1/driver/%robot1%driver%get_type_description/\
         type_description_interfaces::srv::dds_::GetTypeDescription_/{describe_hash}/::,10:,:,:,,"
    ));
    expected.push(format!("{prefix}/0/0/NN/%/%robot1/driver"));
    expected.sort();
    let outside = stranger(&context);
    let found = || {
        let tokens = outside
            .liveliness()
            .get(format!("{prefix}/**"))
            .wait()
            .expect("zenoh answers");
        let mut keys: Vec<String> = tokens
            .into_iter()
            .filter_map(|reply| Some(reply.result().ok()?.key_expr().to_string()))
            .collect();
        keys.sort();
        keys
    };
    eventually("all tokens are visible", || found().len() >= expected.len());
    assert_eq!(found(), expected);
    Ok(())
}

#[test]
fn the_six_services_answer_for_a_node_in_another_process() -> zenoh::Result<()> {
    let context = alone(own_domain()).build()?;
    let node = context.create_node("tool").build()?;
    let mut peer = driver(&context);

    let list = client::<ListParameters>(&node, "list_parameters")?;
    let all = list.call(&ListParametersRequest::default(), DEADLINE)?.result;
    assert_eq!(
        all.names,
        ["frame", "gains.p", "max_speed", "mode", "use_sim_time"]
    );
    assert_eq!(all.prefixes, ["gains"]);
    let request = ListParametersRequest {
        prefixes: names(&["gains"]),
        depth: 1,
    };
    assert_eq!(list.call(&request, DEADLINE)?.result.names, ["gains.p"]);

    let get = client::<GetParameters>(&node, "get_parameters")?;
    let asked = names(&["max_speed", "gains.p", "mode", "use_sim_time"]);
    let values = get
        .call(&GetParametersRequest { names: asked.clone() }, DEADLINE)?
        .values;
    assert_eq!(values.len(), 4);
    assert_eq!((values[0].double_value, values[1].integer_value), (1.5, 20));
    assert_eq!(
        (values[2].string_value.as_str(), values[3].bool_value),
        ("slow", false)
    );
    let unknown = GetParametersRequest {
        names: names(&["max_speed", "no_such"]),
    };
    assert!(get.call(&unknown, DEADLINE)?.values.is_empty());

    let types = client::<GetParameterTypes>(&node, "get_parameter_types")?;
    assert_eq!(
        types
            .call(&GetParameterTypesRequest { names: asked.clone() }, DEADLINE)?
            .types,
        [3, 2, 4, 1]
    );

    let describe = client::<DescribeParameters>(&node, "describe_parameters")?;
    let descriptors = describe
        .call(&DescribeParametersRequest { names: asked }, DEADLINE)?
        .descriptors;
    assert_eq!(descriptors[0].description, "Metres per second.");
    assert_eq!(descriptors[0].floating_point_range[0].to_value, 3.0);
    assert_eq!(
        (
            descriptors[1].integer_range[0].from_value,
            descriptors[1].integer_range[0].to_value
        ),
        (0, 255)
    );
    assert_eq!(descriptors[2].additional_constraints, "one of slow, very_fast");

    let set = client::<SetParameters>(&node, "set_parameters")?;
    let parameters = vec![
        double("max_speed", 2.5),
        double("max_speed", 3.5),
        text("frame", "odom"),
        text("max_speed", "fast"),
        text("mode", "slower"),
        text("mode", "very_fast"),
    ];
    let results = set.call(&SetParametersRequest { parameters }, DEADLINE)?.results;
    let successful: Vec<bool> = results.iter().map(|result| result.successful).collect();
    assert_eq!(successful, [true, false, false, false, false, true]);
    for (result, part) in
        results[1..5]
            .iter()
            .zip(["0.0 to 3.0", "read-only", "double", "one of slow, very_fast"])
    {
        assert!(result.reason.contains(part), "{}", result.reason);
    }

    let atomically = client::<SetParametersAtomically>(&node, "set_parameters_atomically")?;
    let mut gain = double("gains.p", 0.0);
    gain.value.r#type = messages::ParameterType::PARAMETER_INTEGER;
    gain.value.integer_value = 1;
    // Each value is in its range, and the program's own check refuses them together.
    let parameters = vec![gain.clone()];
    let result = atomically
        .call(&SetParametersAtomicallyRequest { parameters }, DEADLINE)?
        .result;
    assert!(
        !result.successful && result.reason.contains("max_speed is more"),
        "{}",
        result.reason
    );
    let parameters = vec![gain, double("max_speed", 0.5)];
    let result = atomically
        .call(&SetParametersAtomicallyRequest { parameters }, DEADLINE)?
        .result;
    assert!(result.successful, "{}", result.reason);

    peer.tell("report");
    let params = peer.expect("params");
    assert!(params.get::<bool>("changed"));
    assert_eq!((params.get::<f64>("max_speed"), params.get::<u8>("p")), (0.5, 1));
    assert_eq!(
        (params.get::<String>("frame"), params.get::<String>("mode")),
        ("map".into(), "VeryFast".into())
    );
    drop(peer.finish());
    Ok(())
}

#[test]
fn events_of_another_process_arrive_in_order() -> zenoh::Result<()> {
    let context = alone(own_domain()).build()?;
    let node = context.create_node("tool").build()?;
    let events = node
        .create_sub::<ParameterEvent>("/parameter_events")
        .with_qos(QosProfile::PARAMETERS)
        .build()?;
    let _peer = driver(&context);
    let set = client::<SetParameters>(&node, "set_parameters")?;
    for step in 1..=5 {
        let parameters = vec![double("max_speed", 0.5 * f64::from(step))];
        assert!(set.call(&SetParametersRequest { parameters }, DEADLINE)?.results[0].successful);
    }
    // A change that is refused has no event.
    let parameters = vec![double("max_speed", 99.0)];
    assert!(!set.call(&SetParametersRequest { parameters }, DEADLINE)?.results[0].successful);
    let parameters = vec![text("mode", "very_fast")];
    assert!(set.call(&SetParametersRequest { parameters }, DEADLINE)?.results[0].successful);
    let mut changed = Vec::new();
    while changed.len() < 6 {
        let event = events
            .recv_timeout(DEADLINE)?
            .expect("an event arrives")
            .decode()?;
        if event.node != "/robot1/driver" {
            continue;
        }
        assert!(event.stamp.sec > 0 && event.deleted_parameters.is_empty());
        changed.extend(
            event
                .changed_parameters
                .into_iter()
                .map(|parameter| (parameter.name, parameter.value)),
        );
    }
    let speeds: Vec<f64> = changed[..5].iter().map(|(_, value)| value.double_value).collect();
    assert_eq!(speeds, [0.5, 1.0, 1.5, 2.0, 2.5]);
    assert_eq!(
        (changed[5].0.as_str(), changed[5].1.string_value.as_str()),
        ("mode", "very_fast")
    );
    assert_eq!(events.stats().lost, 0);
    Ok(())
}

#[test]
fn a_killed_node_leaves_no_service_and_its_successor_answers() -> zenoh::Result<()> {
    let context = alone(own_domain()).build()?;
    let node = context
        .create_node("tool")
        .without_parameters()
        .without_type_description_service()
        .build()?;
    let graph = node.graph()?;
    let servers = || -> usize { graph.services().iter().map(|service| service.servers).sum() };
    let first = driver(&context);
    let second = driver(&context);
    // Duplicates are visible side by side, as in ROS 2. Each has one more service, which describes its types.
    assert!(graph.wait_until(DEADLINE, |_| servers() == 14));
    drop(first);
    assert!(graph.wait_until(DEADLINE, |_| servers() == 7));
    drop(second);
    // The node itself disappears last.
    assert!(graph.wait_until(DEADLINE, |graph| servers() == 0
        && graph.topics().is_empty()
        && graph.nodes().iter().all(|node| node.name == "tool")));
    let _third = driver(&context);
    let get = client::<GetParameters>(&node, "get_parameters")?;
    let request = GetParametersRequest {
        names: names(&["max_speed"]),
    };
    assert_eq!(get.call(&request, DEADLINE)?.values[0].double_value, 1.5);
    Ok(())
}
