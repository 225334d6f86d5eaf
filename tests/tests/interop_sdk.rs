//! Interoperability with nodes of `zenoh-ros2-sdk` from PyPI, which shares no code with this library:
//! messages and services in both directions, no loss, and each side appears in the other's graph. It also calls the
//! parameter services of a node.

use std::time::Duration;

use ros_z::ZContext;
use ros_z::ros::QosProfile;
use ros_z_core::{RosMessage, RosService, SizeEstimation, ros_service};
use ros_z_msgs::rcl_interfaces::srv::{GetParameters, SetParameters};
use ros_z_msgs::sensor_msgs::{PointCloud2, PointField};
use ros_z_msgs::std_msgs::String as Text;
use ros_z_tests::neighbours::{DEADLINE, alone, endpoint, own_domain};
use ros_z_tests::process::Process;
use ros_z_tests::python::{python, start};
use zenoh_buffers::ZBuf;
use zenoh_buffers::buffer::SplitBuffer;

const COUNT: usize = 200;
const CLOUDS: u32 = 20;
const SIZE: usize = 200_000;

/// Returns a context and an SDK node that is connected to it.
fn meet() -> zenoh::Result<Option<(ZContext, Process)>> {
    let Some(python) = python(env!("CARGO_TARGET_TMPDIR")) else {
        return Ok(None);
    };
    let domain = own_domain();
    let context = alone(domain).with_shm_enabled()?.build()?;
    let endpoint = endpoint(context.session());
    let port = endpoint.rsplit(':').next().expect("an endpoint has a port");
    let peer = start(&python, "sdk_peer.py", &["127.0.0.1", port, &domain.to_string()]);
    Ok(Some((context, peer)))
}

fn content(number: u32, size: usize) -> Vec<u8> {
    (0..size).map(|at| ((at + number as usize) % 251) as u8).collect()
}

fn cloud(number: u32) -> PointCloud2 {
    let field = PointField {
        name: "x".into(),
        datatype: PointField::UINT8,
        count: 1,
        ..Default::default()
    };
    let mut cloud = PointCloud2 {
        height: 1,
        width: number,
        fields: vec![field],
        point_step: 1,
        row_step: SIZE as u32,
        data: ZBuf::from(content(number, SIZE)),
        is_dense: true,
        ..Default::default()
    };
    cloud.header.frame_id = "map".into();
    cloud
}

#[test]
fn strings_and_clouds_from_the_sdk_arrive() -> zenoh::Result<()> {
    let Some((context, mut peer)) = meet()? else {
        return Ok(());
    };
    let node = context.create_node("listener").build()?;
    let qos = QosProfile::DEFAULT.with_keep_last(1000);
    let strings = node.create_sub::<Text>("chatter").with_qos(qos).build()?;
    let clouds = node.create_sub::<PointCloud2>("points").with_qos(qos).build()?;
    for kind in ["type=string topic=/chatter", "type=cloud topic=/points"] {
        peer.tell(&format!("publisher {kind}"));
        peer.expect("matched");
    }
    assert!(strings.wait_for_publishers(1, DEADLINE) && clouds.wait_for_publishers(1, DEADLINE));
    let graph = node.graph()?;
    assert!(graph.nodes().iter().any(|node| node.name == "sdk_talker"));
    assert_eq!(
        graph.publishers("/chatter")[0].type_hash,
        Text::TYPE_HASH.to_string()
    );

    peer.tell(&format!("publish type=string count={COUNT}"));
    for number in 0..COUNT {
        let sample = strings.recv_timeout(DEADLINE)?.expect("a string arrives");
        assert_eq!(sample.decode()?.data, format!("Hello{number}"));
    }
    for number in 0..CLOUDS {
        // One after the other: the SDK uses zenoh's default congestion control, which drops messages that do
        // not fit into the queue in time.
        peer.tell(&format!("publish type=cloud first={number} count=1 size={SIZE}"));
        let received = clouds
            .recv_timeout(DEADLINE)?
            .expect("a cloud arrives")
            .decode()?;
        assert_eq!(received.width, number);
        assert!(*received.data.contiguous() == *content(number, SIZE));
    }
    for stats in [strings.stats(), clouds.stats()] {
        assert_eq!(
            (stats.lost, stats.rejected, stats.dropped, stats.undecodable),
            (0, 0, 0, 0)
        );
    }
    drop(peer.finish());
    assert!(graph.wait_until(DEADLINE, |graph| graph.publishers("/chatter").is_empty()));
    Ok(())
}

#[test]
fn strings_and_clouds_reach_the_sdk() -> zenoh::Result<()> {
    let Some((context, mut peer)) = meet()? else {
        return Ok(());
    };
    let node = context.create_node("talker").build()?;
    let strings = node.create_pub::<Text>("chatter").build()?;
    let clouds = node.create_pub::<PointCloud2>("points").build()?;
    for kind in ["type=string topic=/chatter", "type=cloud topic=/points"] {
        peer.tell(&format!("subscriber {kind}"));
        peer.expect("subscribed");
    }
    assert!(strings.wait_for_subscribers(1, DEADLINE) && clouds.wait_for_subscribers(1, DEADLINE));
    assert!(
        node.graph()?
            .subscriptions("/points")
            .iter()
            .any(|end| end.node.name == "sdk_listener")
    );
    for number in 0..COUNT {
        strings.publish(&Text {
            data: format!("Hello{number}"),
        })?;
    }
    for number in 0..COUNT {
        assert_eq!(
            peer.expect("string").get::<String>("data"),
            format!("Hello{number}")
        );
    }
    for number in 0..CLOUDS {
        clouds.publish(&cloud(number))?;
    }
    for number in 0..CLOUDS {
        let received = peer.expect("cloud");
        assert_eq!(received.get::<u32>("number"), number);
        assert_eq!(received.get::<usize>("size"), SIZE);
        assert!(received.get::<bool>("right"), "{received:?}");
    }
    peer.tell("topic name=/chatter");
    let topic = peer.expect("topic");
    assert_eq!(topic.get::<String>("types"), Text::TYPE_NAME);
    assert_eq!(
        (
            topic.get::<usize>("publishers"),
            topic.get::<usize>("subscribers")
        ),
        (1, 1)
    );
    drop(peer.finish());
    assert!(
        node.graph()?
            .wait_until(DEADLINE, |graph| graph.subscriptions("/chatter").is_empty())
    );
    Ok(())
}

#[derive(RosMessage, SizeEstimation)]
#[ros(type_name = "example_interfaces/srv/AddTwoInts_Request")]
struct AddTwoIntsRequest {
    a: i64,
    b: i64,
}

#[derive(RosMessage, SizeEstimation)]
#[ros(type_name = "example_interfaces/srv/AddTwoInts_Response")]
struct AddTwoIntsResponse {
    sum: i64,
}

ros_service!(AddTwoInts: AddTwoIntsRequest => AddTwoIntsResponse);

#[test]
fn services_are_called_in_both_directions() -> zenoh::Result<()> {
    let Some((context, mut peer)) = meet()? else {
        return Ok(());
    };
    let node = context.create_node("adder").build()?;
    let server = node
        .create_service::<AddTwoInts>("add_here")
        .build_with_callback(|request| AddTwoIntsResponse {
            sum: request.a + request.b,
        })?;
    for (a, b) in [(1, 2), (-5, 3), (1 << 40, 1)] {
        peer.tell(&format!("call service=/add_here a={a} b={b}"));
        assert_eq!(peer.expect("response").get::<i64>("sum"), a + b);
    }
    assert_eq!(server.stats().admitted, 3);

    peer.tell("server service=/add_there");
    assert_eq!(
        peer.expect("serving").get::<String>("hash"),
        AddTwoInts::TYPE_HASH.to_string()
    );
    let client = node.create_client::<AddTwoInts>("add_there").build()?;
    assert!(client.wait_for_service(DEADLINE));
    for (a, b) in [(1, 2), (-5, 3), (1 << 40, 1)] {
        assert_eq!(
            client
                .call(&AddTwoIntsRequest { a, b }, Duration::from_secs(20))?
                .sum,
            a + b
        );
    }
    drop(peer.finish());
    Ok(())
}

#[derive(ros_z::RosParameters)]
struct Params {
    #[ros(default = 1.5, range = 0.0..=3.0)]
    max_speed: f64,
}

#[test]
fn the_sdk_reads_and_sets_parameters() -> zenoh::Result<()> {
    let Some((context, mut peer)) = meet()? else {
        return Ok(());
    };
    let node = context.create_node("driver").build()?;
    let parameters = node.parameters::<Params>()?;
    let get = format!("service=/driver/get_parameters hash={}", GetParameters::TYPE_HASH);
    let set = format!("service=/driver/set_parameters hash={}", SetParameters::TYPE_HASH);
    for (wanted, successful, double) in [(2.5, true, 2.5), (9.0, false, 2.5)] {
        peer.tell(&format!("set {set} name=max_speed value={wanted}"));
        let result = peer.expect("result");
        assert_eq!(result.get::<bool>("successful"), successful);
        assert_eq!(result.get::<bool>("empty"), successful);
        peer.tell(&format!("get {get} name=max_speed"));
        let value = peer.expect("value");
        assert_eq!((value.get::<u8>("type"), value.get::<f64>("double")), (3, double));
        assert_eq!(parameters.get().max_speed, double);
    }
    drop(peer.finish());
    Ok(())
}
