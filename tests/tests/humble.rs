//! ROS 2 Humble, whose keys and tokens have no type hash: contexts without type hashes communicate with each other and
//! with a peer that has Humble's keys, and not with contexts that have hashes.

use std::time::Duration;

use ros_z::ZContext;
use ros_z_msgs::std_msgs::String as Text;
use ros_z_tests::machine::has_pool;
use ros_z_tests::neighbours::{DEADLINE, alone, endpoint, eventually, own_domain};
use ros_z_tests::pair::{Exchange, Pair};
use ros_z_tests::python::{python, start};

fn text(data: &str) -> Text {
    Text { data: data.into() }
}

fn beside(context: &ZContext) -> ros_z::ZContextBuilder {
    alone(context.domain_id()).with_connect_endpoints([endpoint(context.session())])
}

#[test]
fn contexts_without_type_hashes_communicate_only_with_each_other() -> zenoh::Result<()> {
    let publishing = alone(own_domain()).without_type_hashes().build()?;
    let publisher = publishing
        .create_node("talker")
        .build()?
        .create_pub::<Text>("chatter")
        .build()?;
    let hashed = beside(&publishing).build()?;
    let deaf = hashed
        .create_node("hashed")
        .build()?
        .create_sub::<Text>("chatter")
        .build()?;
    let graph = publishing.graph()?;
    eventually("the other subscription is announced", || {
        graph.subscriptions("/chatter").len() == 1
    });
    assert!(
        !publisher.wait_for_subscriber(Duration::ZERO),
        "its key has a hash"
    );

    let alike = beside(&publishing).without_type_hashes().build()?;
    let subscriber = alike
        .create_node("humble")
        .build()?
        .create_sub::<Text>("chatter")
        .build()?;
    assert!(publisher.wait_for_subscriber(DEADLINE));
    publisher.publish(&text("hello"))?;
    let sample = subscriber.recv_timeout(DEADLINE)?.expect("the message arrives");
    assert_eq!(sample.decode()?, text("hello"));
    assert_eq!(deaf.stats().admitted, 0);
    Ok(())
}

#[test]
fn processes_without_type_hashes_share_memory() {
    if !has_pool(1 << 20) {
        return;
    }
    let peer = env!("CARGO_BIN_EXE_peer");
    let mut pair = Pair::start(peer, "hashes=false context=1048576", "hashes=false");
    let exchanges = pair.publish(10_000, 5);
    assert_eq!(exchanges.len(), 5);
    assert!(exchanges.iter().all(Exchange::arrived_in_shm), "{exchanges:?}");
}

#[test]
fn peer_with_the_keys_of_humble_communicates_in_both_directions() -> zenoh::Result<()> {
    let Some(python) = python(env!("CARGO_TARGET_TMPDIR")) else {
        return Ok(());
    };
    let context = alone(own_domain()).without_type_hashes().build()?;
    let node = context.create_node("ours").build()?;
    let publisher = node.create_pub::<Text>("chatter").build()?;
    let subscriber = node.create_sub::<Text>("chatter").build()?;
    let domain = context.domain_id().to_string();
    let mut peer = start(
        &python,
        "humble_peer.py",
        &[&endpoint(context.session()), &domain],
    );
    assert!(publisher.wait_for_subscriber(DEADLINE));
    let graph = context.graph()?;
    eventually("the endpoints of the peer are announced", || {
        let of_peer = |found: Vec<ros_z::graph::EndpointInfo>| {
            found.iter().any(|endpoint| {
                endpoint.type_hash == ros_z::ros::TYPE_HASH_NOT_SUPPORTED && endpoint.node.name == "humble"
            })
        };
        of_peer(graph.publishers("/chatter")) && of_peer(graph.subscriptions("/chatter"))
    });
    publisher.publish(&text("to Humble"))?;
    assert_eq!(peer.expect("sample").text(), "sample to Humble");
    peer.tell("publish from Humble");
    loop {
        // The own message arrives too.
        let sample = subscriber.recv_timeout(DEADLINE)?.expect("the message arrives");
        if sample.decode()? == text("from Humble") {
            break;
        }
    }
    drop(peer.finish());
    Ok(())
}
