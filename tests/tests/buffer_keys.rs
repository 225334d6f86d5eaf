//! Publishers of ROS 2 Lyrical and later may send messages with a `uint8[]` on a second key. Subscribers
//! announce that they accept it, and deliver each message once, whichever key it used.

use ros_z::ros::{Attachment, Backends, Gid, QosProfile};
use ros_z_core::{RosMessage, to_vec};
use ros_z_msgs::sensor_msgs::Image;
use ros_z_msgs::std_msgs::String as Text;
use ros_z_tests::neighbours::{DEADLINE, alone, await_subscriber, own_domain, stranger};
use zenoh::Wait;

#[test]
fn each_message_is_delivered_once_from_either_key() -> zenoh::Result<()> {
    let domain = own_domain();
    let context = alone(domain).build()?;
    let node = context.create_node("viewer").build()?;
    let subscriber = node.create_sub::<Image>("image").build()?;
    let session = stranger(&context);
    let plain = format!(
        "{domain}/image/sensor_msgs::msg::dds_::Image_/{}",
        Image::TYPE_HASH
    );
    let buffers = format!("{plain}/_buf_cpu");
    let put = |key: &str, sequence_number: i64| {
        let message = Image {
            width: sequence_number as u32,
            ..Default::default()
        };
        let gid = Gid::from_bytes([1; 16]);
        let attachment = Attachment {
            sequence_number,
            source_timestamp: sequence_number,
            gid,
        };
        let payload = to_vec(&message).expect("the image is serializable");
        session
            .put(key, payload)
            .attachment(attachment.serialize().to_vec())
            .wait()
    };
    await_subscriber(&session, &plain);
    await_subscriber(&session, &buffers);
    // On the first key, on the second, and on both: in either order.
    put(&plain, 3)?;
    put(&buffers, 4)?;
    put(&plain, 5)?;
    put(&buffers, 5)?;
    put(&buffers, 6)?;
    put(&plain, 6)?;
    put(&plain, 7)?;
    for width in 3..=7 {
        let sample = subscriber.recv_timeout(DEADLINE)?.expect("a sample arrives");
        assert_eq!(sample.decode()?.width, width);
    }
    assert!(subscriber.try_recv()?.is_none());
    assert_eq!(subscriber.stats().duplicates, 2);
    Ok(())
}

#[test]
fn only_volatile_subscriptions_of_buffer_types_announce_the_buffer_key() -> zenoh::Result<()> {
    let context = alone(own_domain()).build()?;
    let node = context.create_node("viewer").without_parameters().build()?;
    let _image = node.create_sub::<Image>("image").build()?;
    let _latched = node
        .create_sub::<Image>("latched")
        .with_qos(QosProfile::LATCHED)
        .build()?;
    let _text = node.create_sub::<Text>("text").build()?;
    let _publisher = node.create_pub::<Image>("image").build()?;
    let graph = context.graph()?;
    assert!(graph.wait_until(DEADLINE, |graph| graph.topics().len() == 3));
    assert_eq!(graph.subscriptions("/image")[0].backends, Some(Backends::cpu()));
    assert_eq!(graph.subscriptions("/latched")[0].backends, None);
    assert_eq!(graph.subscriptions("/text")[0].backends, None);
    assert_eq!(graph.publishers("/image")[0].backends, None);
    Ok(())
}
