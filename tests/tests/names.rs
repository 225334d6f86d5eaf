//! Names of nodes and topics, from the program through the user's remaps to the wire: ROS's rules for
//! namespaces, `~` and remaps. An invalid name is an error that shows the correct form.

use ros_z::BuildError;
use ros_z_msgs::lifecycle_msgs::srv::ChangeState;
use ros_z_msgs::std_msgs::String as Text;
use ros_z_tests::neighbours::{DEADLINE, alone, endpoint, own_domain};

#[test]
fn names_are_expanded_and_remapped_like_ros() -> zenoh::Result<()> {
    let domain = own_domain();
    let here = alone(domain)
        .with_remap("camera:__node:=left_camera")
        .with_remap("image:=/left/image")
        .with_remap("rosservice://~/reset:=restart")
        .build()?;
    let there = alone(domain)
        .with_connect_endpoints([endpoint(here.session())])
        .build()?;
    let node = here
        .create_node("camera")
        .with_namespace("robot1")
        .without_parameters()
        .build()?;
    assert_eq!((node.namespace(), node.name()), ("/robot1", "left_camera"));
    let names = ["image", "info", "~/status", "/clock", "{node}/temperature"];
    let made: Vec<_> = names
        .iter()
        .map(|topic| node.create_pub::<Text>(*topic).build())
        .collect::<Result<_, _>>()?;
    let _server = node.create_service::<ChangeState>("~/reset").build()?;
    assert_eq!(made[0].topic(), "/left/image");

    let graph = there.graph()?;
    assert!(
        graph.wait_until(DEADLINE, |graph| graph.topics().len() == names.len()
            && graph.services().len() == 2)
    );
    let topics: Vec<_> = graph.topics().into_iter().map(|topic| topic.name).collect();
    assert_eq!(
        topics,
        [
            "/clock",
            "/left/image",
            "/robot1/info",
            "/robot1/left_camera/status",
            "/robot1/left_camera/temperature"
        ]
    );
    let services: Vec<_> = graph.services().into_iter().map(|service| service.name).collect();
    assert_eq!(
        services,
        ["/robot1/left_camera/get_type_description", "/robot1/restart"]
    );

    // Both sides use the same data key.
    let listener = there.create_node("listener").build()?;
    let subscriber = listener.create_sub::<Text>("/left/image").build()?;
    assert!(made[0].wait_for_subscribers(1, DEADLINE));
    made[0].publish(&Text { data: "left".into() })?;
    let sample = subscriber.recv_timeout(DEADLINE)?.expect("a sample arrives");
    assert_eq!(sample.decode()?.data, "left");
    Ok(())
}

#[test]
fn invalid_name_is_an_error_that_shows_the_correct_form() -> zenoh::Result<()> {
    let context = alone(own_domain()).build()?;
    let node = context.create_node("node").build()?;
    let topic = |name: &str| node.create_pub::<Text>(name).build().map(drop);
    for (answer, expected) in [
        (
            topic("my topic"),
            "topic name `my topic` has ` ` at position 2; use only letters, digits, `_` and `/`",
        ),
        (
            topic("~image"),
            "topic name `~image` has no `/` after `~` at position 1; write `~/image`",
        ),
        (
            topic("2d"),
            "topic name `2d` has a digit at position 0; write a letter or `_` before it",
        ),
        (topic(""), "a topic name is empty; write at least one letter"),
        (
            context.create_node("my-node").build().map(drop),
            "node name `my-node` has `-` at position 2; use only letters, digits and `_`",
        ),
    ] {
        match answer {
            Err(BuildError::Name(error)) => assert_eq!(error.to_string(), expected),
            other => panic!("{expected}: {other:?}"),
        }
    }
    assert!(
        alone(own_domain())
            .with_remap("image=/left/image")
            .build()
            .is_err()
    );
    Ok(())
}
