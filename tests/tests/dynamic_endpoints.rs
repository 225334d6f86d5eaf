//! Endpoints of types that are known only by description exchange messages with those of Rust types, through the same
//! shared memory.

use ros_z::core::dynamic::{DynamicMessage, DynamicView, Schema};
use ros_z::dynamic::{DynamicPublishError, DynamicServiceError, SerializedMessage};
use ros_z::msgs::example_interfaces::srv::{AddTwoInts, AddTwoIntsResponse};
use ros_z::msgs::{geometry_msgs, std_msgs};
use ros_z::prelude::*;
use ros_z::shm::AllocPolicy;
use ros_z_tests::machine::has_pool;
use zenoh::Wait;

const PATIENCE: Duration = Duration::from_secs(20);
const POOL: usize = 1 << 20;

#[derive(Clone, Debug, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "dynamic_endpoints")]
struct Track {
    name: String,
    points: Vec<f64>,
}

fn track() -> Track {
    Track {
        name: "oval".into(),
        points: (0..10_000).map(f64::from).collect(),
    }
}

/// Returns two contexts that are connected only to each other.
fn contexts() -> (ZContext, ZContext) {
    let builder = || {
        ZContextBuilder::default()
            .with_domain_id(std::process::id() as usize)
            .with_listen_endpoints(["tcp/127.0.0.1:0"])
            .with_multicast_scouting(false)
    };
    let first = builder()
        .with_connect_endpoints([""; 0])
        .with_shm_pool_size(POOL)
        .unwrap();
    let first = first
        .with_shm_policy(AllocPolicy::Wait(PATIENCE))
        .build()
        .unwrap();
    let endpoint = first.session().info().locators().wait()[0].to_string();
    let second = builder().with_connect_endpoints([endpoint]).build().unwrap();
    (first, second)
}

#[test]
fn a_described_message_is_received_as_the_rust_type_in_shared_memory() {
    let (first, second) = contexts();
    let schema = Schema::of::<Track>().unwrap();
    let publisher = first
        .create_node("a")
        .build()
        .unwrap()
        .create_dynamic_pub(&schema, "track")
        .build()
        .unwrap();
    let subscriber = second
        .create_node("b")
        .build()
        .unwrap()
        .create_sub::<Track>("track")
        .build()
        .unwrap();
    assert!(publisher.wait_for_subscribers(1, PATIENCE));

    let mut message = DynamicMessage::new(&schema);
    message.set("name", "oval").unwrap();
    message.set("points", track().points).unwrap();
    let bytes = ros_z::core::to_vec(&track()).unwrap();
    let view = DynamicView::new(&schema, &bytes).unwrap();
    let published = [
        publisher.publish(&message).unwrap(),
        publisher.publish_view(&view).unwrap(),
        publisher
            .publish_serialized(&SerializedMessage::new(&bytes).unwrap())
            .unwrap(),
    ];
    for published in published {
        let sample = subscriber
            .recv_timeout(PATIENCE)
            .unwrap()
            .expect("three messages");
        assert_eq!(sample.decode().unwrap(), track());
        assert_eq!(published.bytes, bytes.len());
        if has_pool(POOL) {
            assert!(published.path.is_shm() && sample.is_shm(), "{published:?}");
        }
    }

    let other = DynamicMessage::new(&Schema::of::<std_msgs::String>().unwrap());
    let error = publisher.publish(&other).unwrap_err();
    assert!(matches!(error, DynamicPublishError::OtherType { .. }), "{error}");
    assert!(error.to_string().contains("std_msgs/msg/String"), "{error}");
}

#[test]
fn a_message_of_a_rust_type_is_read_by_its_description_or_only_by_its_bytes() {
    let (first, second) = contexts();
    let schema = Schema::of::<Track>().unwrap();
    let node = second.create_node("b").build().unwrap();
    let described = node.create_dynamic_sub(&schema, "track").build().unwrap();
    let raw = node
        .create_raw_sub(schema.type_name(), schema.type_hash(), "track")
        .build()
        .unwrap();
    let publisher = first
        .create_node("a")
        .build()
        .unwrap()
        .create_pub::<Track>("track")
        .build()
        .unwrap();
    assert!(publisher.wait_for_subscribers(2, PATIENCE));
    publisher.publish(&track()).unwrap();

    let sample = described.recv_timeout(PATIENCE).unwrap().expect("a message");
    let view = DynamicView::new(&schema, sample.to_contiguous()).unwrap();
    assert_eq!(view.get("points[9999]").unwrap().as_f64(), Some(9999.0));
    assert_eq!(sample.is_shm(), has_pool(POOL));
    let sample = raw.recv_timeout(PATIENCE).unwrap().expect("a message");
    assert_eq!(sample.to_contiguous(), ros_z::core::to_vec(&track()).unwrap());

    // And back, without a description.
    let echoed = first
        .create_node("c")
        .build()
        .unwrap()
        .create_sub::<Track>("echo")
        .build()
        .unwrap();
    let publisher = node
        .create_raw_pub(schema.type_name(), schema.type_hash(), "echo")
        .build()
        .unwrap();
    assert!(publisher.wait_for_subscribers(1, PATIENCE));
    publisher.publish_payload(&sample.into_owned_payload()).unwrap();
    let back = echoed.recv_timeout(PATIENCE).unwrap().expect("the same message");
    assert_eq!(back.decode().unwrap(), track());
}

#[test]
fn a_service_is_called_by_its_description() {
    use ros_z::core::RosService;
    let (first, second) = contexts();
    let _server = first
        .create_node("a")
        .build()
        .unwrap()
        .create_service::<AddTwoInts>("add")
        .build_with_callback(|request| AddTwoIntsResponse {
            sum: request.a + request.b,
        })
        .unwrap();
    let node = second.create_node("b").build().unwrap();
    let schema = Schema::from_type_description(&AddTwoInts::type_description()).unwrap();
    let client = node.create_dynamic_client(&schema, "add").build().unwrap();
    assert!(client.wait_for_service(PATIENCE));
    let mut request = DynamicMessage::new(client.request_schema());
    request.set("a", 40).unwrap();
    request.set("b", 2).unwrap();
    let response = client.call(&request, PATIENCE).unwrap();
    assert_eq!(response.get("sum").unwrap().as_f64(), Some(42.0));
    assert_eq!(response.schema(), client.response_schema());

    let response = DynamicMessage::new(client.response_schema());
    assert!(
        client
            .call(&response, PATIENCE)
            .unwrap_err()
            .to_string()
            .contains("is not a request")
    );
    let message = Schema::of::<geometry_msgs::Point>().unwrap();
    let refused = node.create_dynamic_client(&message, "add").build();
    assert!(matches!(refused, Err(DynamicServiceError::NotAService { .. })));
}
