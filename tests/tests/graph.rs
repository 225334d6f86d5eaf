//! The graph of both sides: it lists every node and endpoint, and removes them after they are dropped. The nodes are
//! without parameters, whose services and topic would be in each list; `parameters.rs` tests those.

use std::time::{Duration, Instant};

use ros_z::ros::{Gid, QosProfile};
use ros_z_core::RosMessage;
use ros_z_msgs::std_msgs::String as Text;
use ros_z_tests::neighbours::{DEADLINE, alone, eventually, neighbours, own_domain, stranger};
use zenoh::Wait;

#[test]
fn both_sides_see_nodes_topics_types_and_qos() -> zenoh::Result<()> {
    let (here, there) = neighbours(own_domain());
    let talker = here
        .create_node("talker")
        .with_namespace("/robot1")
        .without_parameters()
        .build()?;
    let publisher = talker
        .create_pub::<Text>("chatter")
        .with_qos(QosProfile::SENSOR_DATA)
        .build()?;
    let listener = there.create_node("listener").without_parameters().build()?;
    let subscriber = listener.create_sub::<Text>("/robot1/chatter").build()?;

    assert!(publisher.wait_for_subscribers(1, DEADLINE));
    assert!(subscriber.wait_for_publishers(1, DEADLINE));
    assert_eq!(
        (publisher.subscriber_count(), subscriber.publisher_count()),
        (1, 1)
    );
    for graph in [talker.graph()?, there.graph()?] {
        assert!(graph.wait_until(DEADLINE, |graph| graph.nodes().len() == 2));
        let nodes = graph.nodes();
        let names: Vec<_> = nodes
            .iter()
            .map(|node| (node.namespace.as_str(), node.name.as_str()))
            .collect();
        assert_eq!(names, [("/", "listener"), ("/robot1", "talker")]);
        let topics = graph.topics();
        assert_eq!(topics.len(), 1);
        assert_eq!(topics[0].name, "/robot1/chatter");
        assert_eq!(topics[0].types, [Text::TYPE_NAME]);
        assert_eq!((topics[0].publishers, topics[0].subscriptions), (1, 1));
        let found = &graph.publishers("/robot1/chatter")[0];
        assert_eq!(Some(found.gid), publisher.gid());
        assert_eq!(found.qos, QosProfile::SENSOR_DATA);
        assert_eq!(found.type_hash, Text::TYPE_HASH.to_string());
        assert_eq!(graph.subscriptions("/robot1/chatter")[0].node.name, "listener");
        assert_eq!(graph.malformed_tokens(), 0);
    }

    let published = publisher.publish(&Text { data: "Hello".into() })?;
    let sample = subscriber.recv_timeout(DEADLINE)?.expect("a sample arrives");
    assert_eq!(sample.publisher_gid(), publisher.gid());
    assert_eq!(sample.sequence_number(), Some(published.sequence_number));
    Ok(())
}

#[test]
fn dropped_entities_leave_the_graph() -> zenoh::Result<()> {
    let (here, there) = neighbours(own_domain());
    let graph = there.graph()?;
    let node = here.create_node("talker").without_parameters().build()?;
    let publisher = node.create_pub::<Text>("chatter").build()?;
    assert!(graph.wait_until(DEADLINE, |graph| graph.topics().len() == 1));
    drop(publisher);
    assert!(graph.wait_until(DEADLINE, |graph| graph.topics().is_empty()));
    assert_eq!(graph.nodes().len(), 1);
    drop(node);
    assert!(graph.wait_until(DEADLINE, |graph| graph.nodes().is_empty()));

    // An endpoint keeps its node alive; the session closes with the last of them.
    let subscriber = here
        .create_node("listener")
        .without_parameters()
        .build()?
        .create_sub::<Text>("chatter")
        .build()?;
    drop(here);
    assert!(graph.wait_until(DEADLINE, |graph| graph.subscriptions("/chatter").len() == 1));
    assert_eq!(graph.nodes().len(), 1);
    drop(subscriber);
    assert!(graph.wait_until(DEADLINE, |graph| graph.nodes().is_empty()
        && graph.topics().is_empty()));
    Ok(())
}

#[test]
fn earlier_entities_are_visible_at_the_first_look() -> zenoh::Result<()> {
    let (here, there) = neighbours(own_domain());
    let node = here.create_node("early").build()?;
    let _publisher = node.create_pub::<Text>("chatter").build()?;
    eventually("the neighbours have discovered each other", || {
        there.session().info().peers_zid().wait().count() == 1
    });
    let graph = there.graph()?;
    assert!(graph.wait_until(DEADLINE, |graph| graph.publishers("/chatter").len() == 1));
    // Own entities are visible without a neighbour.
    let lonely = alone(own_domain()).build()?;
    let _node = lonely.create_node("hermit").build()?;
    assert_eq!(lonely.graph()?.nodes().len(), 1);
    Ok(())
}

#[test]
fn waiting_ends_in_time_and_other_types_do_not_count() -> zenoh::Result<()> {
    let (here, there) = neighbours(own_domain());
    let publisher = here
        .create_node("talker")
        .without_parameters()
        .build()?
        .create_pub::<Text>("chatter")
        .build()?;
    let node = there.create_node("listener").without_parameters().build()?;
    let _other = node
        .create_sub::<ros_z_msgs::std_msgs::Int32>("chatter")
        .build()?;
    assert!(
        here.graph()?
            .wait_until(DEADLINE, |graph| graph.subscriptions("/chatter").len() == 1)
    );
    let start = Instant::now();
    assert!(!publisher.wait_for_subscribers(1, Duration::from_millis(50)));
    assert!(start.elapsed() >= Duration::from_millis(50));
    assert!(publisher.wait_for_subscribers(0, Duration::ZERO));
    assert_eq!(
        here.graph()?.topics()[0].types,
        ["std_msgs/msg/Int32", "std_msgs/msg/String"]
    );
    Ok(())
}

#[test]
fn malformed_tokens_are_skipped_and_counted() -> zenoh::Result<()> {
    let domain = own_domain();
    let here = alone(domain).build()?;
    let graph = here.graph()?;
    let stranger = stranger(&here);
    let hash = Text::TYPE_HASH;
    let right =
        format!("@ros2_lv/{domain}/1a/0/1/MP/%/%/n/%t/std_msgs::msg::dds_::String_/{hash}/::,:,:,:,,");
    let mut tokens = Vec::new();
    for text in [
        format!("@ros2_lv/{domain}/nonsense"),
        format!("@ros2_lv/{domain}/zz/0/0/NN/%/%/n"),
        format!("@ros2_lv/{domain}/1a/0/0/XX/%/%/n"),
        format!("@ros2_lv/{domain}/1a/99999999999999999999999/0/NN/%/%/n"),
        format!("@ros2_lv/{domain}/1a/0/1/MP/%/%/n/%t/std_msgs::msg::dds_::String_/{hash}/7:7:7,x:,:,:,,"),
        right.clone(),
    ] {
        tokens.push(stranger.liveliness().declare_token(text).wait()?);
    }
    assert!(graph.wait_until(DEADLINE, |graph| graph.topics().len() == 1));
    assert_eq!(graph.malformed_tokens(), 5);
    let publisher = &graph.publishers("/t")[0];
    assert_eq!(publisher.gid, Gid::of_token(&right));
    // An empty depth means 42.
    assert_eq!(publisher.qos.depth, 42);
    drop(tokens);
    assert!(graph.wait_until(DEADLINE, |graph| graph.topics().is_empty()));
    Ok(())
}
