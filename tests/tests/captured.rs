//! With the inputs of a captured node of `rmw_zenoh_cpp`, a node of this library sends the captured bytes.
//! Every QoS preset reaches the other side unchanged.

use ros_z::ros::{Attachment, QosProfile};
use ros_z::{BuildError, ZContext, ZContextBuilder, ZNode};
use ros_z_core::{RosMessage, SizeEstimation, ros_service};
use ros_z_msgs::std_msgs::String as Text;
use ros_z_tests::neighbours::{DEADLINE, await_subscriber, neighbours, own_domain, stranger};
use zenoh::{Config, Session, Wait};

// Captured from rmw_zenoh_cpp 0.2.10: node /talker in domain 0, its first sample, "Hello 0".
const ZENOH_ID: &str = "4a67f1a47554de2e274b7968c89b88ef";
const TOKENS: [&str; 2] = [
    "@ros2_lv/0/4a67f1a47554de2e274b7968c89b88ef/0/0/NN/%/%/talker",
    "@ros2_lv/0/4a67f1a47554de2e274b7968c89b88ef/0/1/MP/%/%/talker/%chatter/std_msgs::msg::dds_::String_/RIHS01_df668c740482bbd48fb39d76a70dfd4bd59db1288021743503259e948f6b1a18/::,10:,:,:,,",
];
const KEY: &str = "0/chatter/std_msgs::msg::dds_::String_/RIHS01_df668c740482bbd48fb39d76a70dfd4bd59db1288021743503259e948f6b1a18";
const PAYLOAD: &[u8] = b"\x00\x01\x00\x00\x08\x00\x00\x00Hello 0\x00";
const GID: &str = "57a0e4366e9d8085d6cb55bf9dc8622a";

// Captured from other nodes. The client's token is the server's with another kind.
const SUBSCRIPTION: &str = "@ros2_lv/0/a804a95377bb7c6c715d1fa380b6dc1d/0/1/MS/%/%/cpp_sub/%chatter/std_msgs::msg::dds_::String_/RIHS01_df668c740482bbd48fb39d76a70dfd4bd59db1288021743503259e948f6b1a18/::,10:,:,:,,";
const SERVICE: &str = "@ros2_lv/0/bc8ef43f0ffec771767ed819e7ed0c3b/0/1/SS/%/%/cpp_srv/%add_two_ints/peer_msgs::srv::dds_::AddTwoInts_/RIHS01_bf6d8349bcfbf25e50fce0c09651ac8aca44796cf8ad0972fdf993ccfd0d49ae/::,10:,:,:,,";

#[derive(RosMessage, SizeEstimation)]
#[ros(type_name = "peer_msgs/srv/AddTwoInts_Request")]
struct AddTwoIntsRequest {
    a: i64,
    b: i64,
}

#[derive(RosMessage, SizeEstimation)]
#[ros(type_name = "peer_msgs/srv/AddTwoInts_Response")]
struct AddTwoIntsResponse {
    sum: i64,
}

ros_service!(AddTwoInts: AddTwoIntsRequest => AddTwoIntsResponse);

/// Returns a context of domain 0 whose session has this ID.
fn captured(zenoh_id: &str) -> zenoh::Result<ZContext> {
    let mut config = Config::default();
    for (key, value) in [
        ("id", format!("{zenoh_id:?}")),
        ("mode", r#""peer""#.into()),
        ("listen/endpoints", r#"["tcp/127.0.0.1:0"]"#.into()),
        ("scouting/multicast/enabled", "false".into()),
        ("timestamping/enabled", "true".into()),
    ] {
        config.insert_json5(key, &value)?;
    }
    let builder = ZContextBuilder::default().with_zenoh_config(config);
    Ok(builder.with_domain_id(0).build()?)
}

/// Returns all tokens of domain 0 that a session has discovered, in order.
fn tokens(session: &Session) -> zenoh::Result<Vec<String>> {
    let liveliness = session.liveliness();
    let replies = liveliness.get("@ros2_lv/0/**").timeout(DEADLINE).wait()?;
    let mut tokens: Vec<String> = replies
        .into_iter()
        .filter_map(|reply| Some(reply.result().ok()?.key_expr().to_string()))
        .collect();
    tokens.sort();
    Ok(tokens)
}

/// Creates a node without services of its own. The captured programs used `rmw_zenoh` without a client library.
fn bare_node(context: &ZContext, name: &str) -> Result<ZNode, BuildError> {
    context
        .create_node(name)
        .without_type_description_service()
        .without_parameters()
        .build()
}

#[test]
fn tokens_of_subscriptions_servers_and_clients_equal_those_of_rmw_zenoh() -> zenoh::Result<()> {
    let context = captured("a804a95377bb7c6c715d1fa380b6dc1d")?;
    let node = bare_node(&context, "cpp_sub")?;
    let _subscriber = node.create_sub::<Text>("chatter").build()?;
    assert_eq!(tokens(context.session())?[1..], [SUBSCRIPTION]);

    let zenoh_id = "bc8ef43f0ffec771767ed819e7ed0c3b";
    let context = captured(zenoh_id)?;
    let node = bare_node(&context, "cpp_srv")?;
    let server = node.create_service::<AddTwoInts>("add_two_ints").build()?;
    assert_eq!(tokens(context.session())?[1..], [SERVICE]);
    drop((server, node, context));
    let context = captured(zenoh_id)?;
    let node = bare_node(&context, "cpp_srv")?;
    let _client = node.create_client::<AddTwoInts>("add_two_ints").build()?;
    assert_eq!(tokens(context.session())?[1..], [SERVICE.replace("/SS/", "/SC/")]);
    Ok(())
}

#[test]
fn tokens_key_payload_and_attachment_equal_those_of_rmw_zenoh() -> zenoh::Result<()> {
    let context = captured(ZENOH_ID)?;
    let publisher = bare_node(&context, "talker")?
        .create_pub::<Text>("chatter")
        .build()?;

    let session = stranger(&context);
    let subscriber = session.declare_subscriber("0/**").wait()?;
    await_subscriber(context.session(), KEY);
    assert_eq!(tokens(&session)?, TOKENS);

    publisher.publish(&Text {
        data: "Hello 0".into(),
    })?;
    let sample = subscriber.recv_timeout(DEADLINE)?.expect("a sample arrives");
    assert_eq!(sample.key_expr().as_str(), KEY);
    assert_eq!(*sample.payload().to_bytes(), *PAYLOAD);
    let bytes = sample
        .attachment()
        .expect("the sample has an attachment")
        .to_bytes();
    let attachment = Attachment::deserialize(&bytes)?;
    assert_eq!((bytes.len(), attachment.sequence_number), (33, 1));
    assert_eq!(attachment.gid.to_string(), GID);
    // Only the timestamp differs.
    let captured = Attachment {
        source_timestamp: 1_795_323_816_330_514_794,
        ..attachment
    };
    assert_eq!(
        captured.serialize()[..17],
        [
            1, 0, 0, 0, 0, 0, 0, 0, 0x6a, 0xd1, 0x2d, 0xb9, 0x7f, 0x45, 0xea, 0x18, 0x10
        ]
    );
    assert!(sample.timestamp().is_some());
    assert_eq!(sample.priority(), zenoh::qos::Priority::Data);
    assert!(!sample.express());
    Ok(())
}

#[test]
fn every_qos_preset_is_announced_unchanged_and_delivers() -> zenoh::Result<()> {
    let (here, there) = neighbours(own_domain());
    let (talker, listener) = (
        here.create_node("talker").without_parameters().build()?,
        there.create_node("listener").without_parameters().build()?,
    );
    for (number, preset) in [
        QosProfile::DEFAULT,
        QosProfile::SENSOR_DATA,
        QosProfile::SERVICES,
        QosProfile::PARAMETERS,
        QosProfile::SYSTEM_DEFAULT,
        QosProfile::LATCHED,
        QosProfile::KEEP_ALL,
    ]
    .into_iter()
    .enumerate()
    {
        let topic = format!("/preset{number}");
        let publisher = talker.create_pub::<Text>(&topic).with_qos(preset).build()?;
        let subscriber = listener.create_sub::<Text>(&topic).with_qos(preset).build()?;
        assert!(publisher.wait_for_subscribers(1, DEADLINE) && subscriber.wait_for_publishers(1, DEADLINE));
        assert_eq!(
            there.graph()?.publishers(&topic)[0].qos,
            preset.resolved(),
            "{preset}"
        );
        assert_eq!(
            here.graph()?.subscriptions(&topic)[0].qos,
            preset.resolved(),
            "{preset}"
        );
        publisher.publish(&Text { data: topic.clone() })?;
        assert_eq!(
            subscriber
                .recv_timeout(DEADLINE)?
                .expect("a sample arrives")
                .decode()?
                .data,
            topic,
            "{preset}"
        );
    }
    Ok(())
}
