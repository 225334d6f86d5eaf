//! Endpoints of one topic or service that do not fit together are reported once: by a warning with both hashes and the
//! first field that differs, and to the program.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use ros_z::graph::{Incompatibility, IncompatibleEndpoint};
use ros_z::protocol::{EndpointKind, QosPolicy, QosProfile};
use ros_z::{RosMessage, SizeEstimation, ros_service};
use ros_z_core::RosService;
use ros_z_msgs::std_msgs::String as Text;
use ros_z_tests::log::warnings_with;
use ros_z_tests::neighbours::{DEADLINE, alone, eventually, neighbours, own_domain, stranger};
use zenoh::Wait;

#[derive(RosMessage, SizeEstimation)]
#[ros(type_name = "rover_msgs/msg/Wheel")]
struct Wheel {
    ticks: Vec<i32>,
    supply: f32,
}

/// Another version of the same type.
#[derive(RosMessage, SizeEstimation)]
#[ros(type_name = "rover_msgs/msg/Wheel")]
struct NewWheel {
    ticks: Vec<i32>,
    supply: f64,
}

/// A type with the name of a type that this library has.
#[derive(RosMessage, SizeEstimation)]
#[ros(type_name = "std_msgs/msg/String")]
struct OtherText {
    data: Vec<u8>,
}

#[derive(RosMessage, SizeEstimation)]
#[ros(type_name = "rover_msgs/srv/Drive_Request")]
struct DriveRequest {
    speed: f64,
}

#[derive(RosMessage, SizeEstimation)]
#[ros(type_name = "rover_msgs/srv/Drive_Request")]
struct NewDriveRequest {
    speed: f32,
}

#[derive(RosMessage, SizeEstimation)]
#[ros(type_name = "rover_msgs/srv/Drive_Response")]
struct DriveResponse {
    ok: bool,
}

ros_service!(Drive: DriveRequest => DriveResponse);

mod new {
    use super::{DriveResponse, NewDriveRequest, ros_service};
    ros_service!(pub(super) Drive: NewDriveRequest => DriveResponse);
}

/// The reports of a callback.
#[derive(Clone, Default)]
struct Reports(Arc<Mutex<Vec<IncompatibleEndpoint>>>);

impl Reports {
    fn callback(&self) -> impl Fn(IncompatibleEndpoint) + Send + Sync + 'static {
        let reports = self.0.clone();
        move |report| reports.lock().unwrap().push(report)
    }

    fn all(&self) -> Vec<IncompatibleEndpoint> {
        self.0.lock().unwrap().clone()
    }
}

/// Returns a topic that no other test uses.
fn own_topic() -> String {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    format!("/mismatch_{}_", NEXT.fetch_add(1, Ordering::Relaxed))
}

#[test]
fn each_side_warns_once_with_both_hashes_and_the_first_field_that_differs() -> zenoh::Result<()> {
    let topic = own_topic();
    assert!(warnings_with(&topic).is_empty());
    let (here, there) = neighbours(own_domain());
    let reports = Reports::default();
    let rover = here.create_node("rover").with_namespace("/mars").build()?;
    let publisher = rover
        .create_pub::<Wheel>(topic.as_str())
        .with_incompatible_callback(reports.callback())
        .build()?;
    let tool = there.create_node("tool").build()?;
    let subscriber = tool.create_sub::<NewWheel>(topic.as_str()).build()?;

    eventually("each side warns", || warnings_with(&topic).len() == 2);
    let (old, new) = (Wheel::TYPE_HASH, NewWheel::TYPE_HASH);
    let name = Wheel::TYPE_NAME;
    let mut warnings = warnings_with(&topic);
    warnings.sort();
    assert_eq!(
        warnings,
        [
            format!(
                "the publisher of {topic} in this process and the subscription in the node /tool do not communicate, \
                 because their types differ: {name} {old} here, {name} {new} there; the first difference: `supply` is \
                 `float32 supply` here, and `float64 supply` there"
            ),
            format!(
                "the subscription of {topic} in this process and the publisher in the node /mars/rover do not \
                 communicate, because their types differ: {name} {new} here, {name} {old} there; the first \
                 difference: `supply` is `float64 supply` here, and `float32 supply` there"
            ),
        ]
    );
    eventually("the callback is called", || reports.all().len() == 1);
    let report = &reports.all()[0];
    assert_eq!(
        (report.name.as_str(), report.own_kind),
        (topic.as_str(), EndpointKind::Publisher)
    );
    assert_eq!(report.endpoint.node.name, "tool");
    assert!(matches!(&report.reason, Incompatibility::Type { own_hash, .. } if *own_hash == old));
    assert_eq!(
        (publisher.incompatible_count(), subscriber.incompatible_count()),
        (1, 1)
    );

    // Another endpoint is another pair.
    let again = tool.create_sub::<NewWheel>(topic.as_str()).build()?;
    eventually("each side warns again", || warnings_with(&topic).len() == 4);
    assert_eq!(
        (publisher.incompatible_count(), again.incompatible_count()),
        (2, 1)
    );
    Ok(())
}

#[test]
fn equal_types_and_compatible_qualities_of_service_are_silent() -> zenoh::Result<()> {
    let topic = own_topic();
    assert!(warnings_with(&topic).is_empty());
    let (here, there) = neighbours(own_domain());
    let reports = Reports::default();
    let publisher = here
        .create_node("talker")
        .build()?
        .create_pub::<Text>(topic.as_str())
        .with_qos(QosProfile::LATCHED)
        .with_incompatible_callback(reports.callback())
        .build()?;
    let listener = there.create_node("listener").build()?;
    let subscriber = listener
        .create_sub::<Text>(topic.as_str())
        .with_qos(QosProfile::SENSOR_DATA)
        .with_incompatible_callback(reports.callback())
        .build()?;
    assert!(publisher.wait_for_subscribers(1, DEADLINE) && subscriber.wait_for_publishers(1, DEADLINE));
    publisher.publish(&Text { data: "Hello".into() })?;
    assert!(subscriber.recv_timeout(DEADLINE)?.is_some());
    assert_eq!(
        (publisher.incompatible_count(), subscriber.incompatible_count()),
        (0, 0)
    );
    assert!(warnings_with(&topic).is_empty() && reports.all().is_empty());
    Ok(())
}

#[test]
fn a_built_in_type_is_described_without_its_node() -> zenoh::Result<()> {
    let topic = own_topic();
    assert!(warnings_with(&topic).is_empty());
    let (here, there) = neighbours(own_domain());
    let talker = here
        .create_node("talker")
        .without_type_description_service()
        .build()?;
    let _publisher = talker.create_pub::<Text>(topic.as_str()).build()?;
    let listener = there.create_node("listener").build()?;
    let _subscriber = listener
        .create_sub::<OtherText>(topic.as_str())
        .callback(|_| {})
        .build()?;
    let of_listener = format!("the subscription of {topic} in this process");
    eventually("the listener warns", || !warnings_with(&of_listener).is_empty());
    assert!(
        warnings_with(&of_listener)[0]
            .ends_with("the first difference: `data` is `uint8[] data` here, and `string data` there"),
        "{:?}",
        warnings_with(&of_listener)
    );
    Ok(())
}

#[test]
fn a_publisher_that_offers_too_little_is_reported_to_both_sides_and_still_heard() -> zenoh::Result<()> {
    let topic = own_topic();
    assert!(warnings_with(&topic).is_empty());
    let (here, there) = neighbours(own_domain());
    let (offered, requested) = (Reports::default(), Reports::default());
    let publisher = here
        .create_node("camera")
        .build()?
        .create_pub::<Text>(topic.as_str())
        .with_qos(QosProfile::SENSOR_DATA)
        .with_incompatible_callback(offered.callback())
        .build()?;
    let (sender, received) = std::sync::mpsc::channel();
    let subscriber = there
        .create_node("viewer")
        .build()?
        .create_sub::<Text>(topic.as_str())
        .callback(move |sample| {
            sender
                .send(sample.decode().map(|text| text.data))
                .unwrap_or_default()
        })
        .with_qos(QosProfile::DEFAULT)
        .with_incompatible_callback(requested.callback())
        .build()?;
    eventually("both sides are called", || {
        (offered.all().len(), requested.all().len()) == (1, 1)
    });
    for reports in [offered, requested] {
        let report = &reports.all()[0];
        assert!(
            matches!(&report.reason, Incompatibility::Qos { policies, .. } if *policies == [QosPolicy::Reliability]),
            "{report:?}"
        );
    }
    let warnings = warnings_with(&topic);
    assert_eq!(warnings.len(), 2);
    for warning in warnings {
        let text =
            "the publisher offers best effort, the subscription requests reliable, so messages may be lost";
        assert!(warning.ends_with(text), "{warning}");
    }
    assert_eq!(subscriber.incompatible_count(), 1);

    assert!(publisher.wait_for_subscribers(1, DEADLINE));
    publisher.publish(&Text { data: "Hello".into() })?;
    assert_eq!(received.recv_timeout(DEADLINE)??, "Hello");
    Ok(())
}

#[test]
fn services_of_different_types_are_reported() -> zenoh::Result<()> {
    let service = own_topic();
    assert!(warnings_with(&service).is_empty());
    let (here, there) = neighbours(own_domain());
    let server = here.create_node("rover").build()?;
    let _server = server.create_service::<Drive>(service.as_str()).build()?;
    let client = there.create_node("pilot").build()?;
    let _client = client.create_client::<new::Drive>(service.as_str()).build()?;
    eventually("both sides warn", || warnings_with(&service).len() == 2);
    let of_client = &warnings_with(&format!("the client of {service}"))[0];
    for part in [
        Drive::TYPE_HASH.to_string(),
        <new::Drive as RosService>::TYPE_HASH.to_string(),
        "the first difference: `request_message.speed` is `float32 speed` here, and `float64 speed` there"
            .into(),
    ] {
        assert!(of_client.contains(&part), "{of_client}: {part}");
    }
    Ok(())
}

#[test]
fn a_pair_in_one_context_is_one_warning_and_calls_both_callbacks() -> zenoh::Result<()> {
    let topic = own_topic();
    assert!(warnings_with(&topic).is_empty());
    let context = alone(own_domain()).build()?;
    let node = context.create_node("node").build()?;
    let reports = Reports::default();
    let subscriber = node
        .create_sub::<NewWheel>(topic.as_str())
        .with_incompatible_callback(reports.callback())
        .build()?;
    let publisher = node
        .create_pub::<Wheel>(topic.as_str())
        .with_incompatible_callback(|_| panic!("of the callback"))
        .build()?;
    let second = node
        .create_pub::<Wheel>(topic.as_str())
        .with_incompatible_callback(reports.callback())
        .build()?;
    eventually("all are called", || reports.all().len() == 3);
    eventually("the publishers warn", || {
        warnings_with(&format!("of {topic}")).len() == 2
    });
    assert_eq!(warnings_with(&format!("the subscription of {topic}")).len(), 0);
    let counts = [
        subscriber.incompatible_count(),
        publisher.incompatible_count(),
        second.incompatible_count(),
    ];
    assert_eq!(counts, [2, 1, 1]);
    Ok(())
}

#[test]
fn a_peer_without_hashes_is_compared_by_name_and_a_silent_one_is_reported_without_a_field()
-> zenoh::Result<()> {
    let topic = own_topic();
    assert!(warnings_with(&topic).is_empty());
    let domain = own_domain();
    let context = alone(domain).build()?;
    let node = context.create_node("node").build()?;
    let publisher = node.create_pub::<Text>(topic.as_str()).build()?;
    let peer = stranger(&context);
    let mangled = topic.replace('/', "%");
    let announce = |entity: u32, wire_type: &str, hash: &str| {
        let token =
            format!("@ros2_lv/{domain}/1a2b/0/{entity}/MS/%/%/old/{mangled}/{wire_type}/{hash}/::,10:,:,:,,");
        peer.liveliness().declare_token(token).wait()
    };
    let _equal = announce(1, "std_msgs::msg::dds_::String_", "TypeHashNotSupported")?;
    let _other = announce(2, "std_msgs::msg::dds_::Int32_", "TypeHashNotSupported")?;
    let zeros = format!("RIHS01_{}", "0".repeat(64));
    let _wrong = announce(3, "std_msgs::msg::dds_::String_", &zeros)?;
    eventually("two are reported", || warnings_with(&topic).len() == 2);
    let graph = context.graph()?;
    assert!(graph.wait_until(DEADLINE, |graph| graph.subscriptions(&topic).len() == 3));
    assert_eq!(publisher.incompatible_count(), 2);
    assert_eq!(
        warnings_with(&format!("{} there", zeros))[0]
            .matches("first difference")
            .count(),
        0
    );
    assert!(warnings_with(&topic)[0].ends_with("std_msgs/msg/Int32 TypeHashNotSupported there"));
    Ok(())
}
