//! Messages that a ROS node would never send: nothing panics, nothing stops, everything is counted.

use std::sync::{Arc, Mutex};

use ros_z::ros::{Attachment, Gid};
use ros_z::{MessagesLost, ShmSubscriber, Subscriber};
use ros_z_core::{RosMessage, to_vec};
use ros_z_msgs::std_msgs::String as Text;
use ros_z_tests::neighbours::{DEADLINE, alone, await_subscriber, eventually, own_domain, stranger};
use zenoh::bytes::ZBytes;
use zenoh::qos::CongestionControl;
use zenoh::{Session, Wait};

/// A subscriber to [`Text`], the losses that it reported, and a session that puts arbitrary bytes on its key.
struct Stage {
    subscriber: Subscriber<Text>,
    losses: Arc<Mutex<Vec<MessagesLost>>>,
    session: Session,
    key: String,
}

const PUBLISHER: Gid = Gid::from_bytes([7; 16]);

impl Stage {
    fn set() -> zenoh::Result<Self> {
        let domain = own_domain();
        let context = alone(domain).build()?;
        let losses = Arc::new(Mutex::new(Vec::new()));
        let heard = losses.clone();
        let subscriber = context
            .create_node("listener")
            .build()?
            .create_sub::<Text>("chatter")
            .with_lost_callback(move |lost| heard.lock().expect("no thread panicked").push(lost))
            .build()?;
        let key = format!(
            "{domain}/chatter/std_msgs::msg::dds_::String_/{}",
            Text::TYPE_HASH
        );
        let session = stranger(&context);
        let stage = Self {
            subscriber,
            losses,
            session,
            key,
        };
        await_subscriber(&stage.session, &stage.key);
        stage.check_alive(1)?;
        Ok(stage)
    }

    fn put(&self, payload: &[u8], attachment: Option<Vec<u8>>) -> zenoh::Result<()> {
        // A sender that is faster than the network waits: otherwise zenoh drops messages, and the test proves
        // nothing.
        let put = self.session.put(&self.key, payload.to_vec());
        let put = put.congestion_control(CongestionControl::Block);
        put.attachment(attachment.map(ZBytes::from)).wait()
    }

    /// Puts a message that any node could send, and checks that it arrives next.
    fn check_alive(&self, sequence_number: i64) -> zenoh::Result<()> {
        self.put(&text("alive"), Some(attachment(sequence_number)))?;
        let sample = self
            .subscriber
            .recv_timeout(DEADLINE)?
            .expect("the subscriber is alive");
        assert_eq!(sample.decode()?.data, "alive");
        assert_eq!(sample.sequence_number(), Some(sequence_number));
        Ok(())
    }
}

fn text(text: &str) -> Vec<u8> {
    to_vec(&Text { data: text.into() }).expect("the text is serializable")
}

fn attachment(sequence_number: i64) -> Vec<u8> {
    let attachment = Attachment {
        sequence_number,
        source_timestamp: 5,
        gid: PUBLISHER,
    };
    attachment.serialize().to_vec()
}

#[test]
fn samples_without_a_ros_attachment_are_dropped_and_counted() -> zenoh::Result<()> {
    let stage = Stage::set()?;
    let long_gid: Vec<u8> = attachment(2)[..16].iter().copied().chain([0xff; 40]).collect();
    let lies = [
        None,
        Some(vec![]),
        Some(attachment(2)[..1].to_vec()),
        Some(attachment(2)[..32].to_vec()),
        Some(long_gid),
        Some(vec![0xff; 1000]),
    ];
    for lie in lies.clone() {
        stage.put(&text("lie"), lie)?;
    }
    stage.session.delete(&stage.key).wait()?;
    stage.check_alive(2)?;
    assert_eq!(stage.subscriber.stats().rejected, lies.len() as u64 + 1);
    assert_eq!(stage.subscriber.stats().lost, 0);
    Ok(())
}

#[test]
fn payload_of_another_type_is_a_decode_error() -> zenoh::Result<()> {
    let stage = Stage::set()?;
    let payloads: [&[u8]; 7] = [
        &[],
        &[0],
        &[0, 1, 0, 0],
        &[9, 9, 9, 9, 1, 0, 0, 0, 0],
        &[0, 1, 0, 0, 0xff, 0xff, 0xff, 0xff, 1],
        &[0, 1, 0, 0, 3, 0, 0, 0, 0xc3, 0x28, 0],
        &[0xff; 5000],
    ];
    for (number, payload) in payloads.iter().enumerate() {
        stage.put(payload, Some(attachment(2 + number as i64)))?;
        let sample = stage
            .subscriber
            .recv_timeout(DEADLINE)?
            .expect("the sample arrives");
        assert_eq!(sample.len(), payload.len());
        assert!(sample.decode().is_err(), "{payload:?}");
    }
    stage.check_alive(2 + payloads.len() as i64)?;
    let stats = stage.subscriber.stats();
    assert_eq!(
        (stats.undecodable, stats.rejected, stats.lost),
        (payloads.len() as u64, 0, 0)
    );
    Ok(())
}

#[test]
fn false_sequence_numbers_are_counted_only_within_reason() -> zenoh::Result<()> {
    let stage = Stage::set()?;
    for number in [i64::MAX, i64::MIN, -1] {
        stage.check_alive(number)?;
    }
    assert_eq!(
        (
            stage.subscriber.stats().implausible,
            stage.subscriber.stats().lost
        ),
        (3, 0)
    );
    // True numbers again, with a gap of two, repeated until the time of joining is over.
    let mut number = 2;
    stage.check_alive(number)?;
    eventually("the gap is counted", || {
        number += 3;
        stage.check_alive(number).is_ok() && stage.subscriber.stats().lost > 0
    });
    for step in [1, 2] {
        number += step;
        stage.check_alive(number)?;
    }
    assert_eq!(stage.subscriber.stats().lost, 3);
    assert_eq!(stage.subscriber.lost_by_publisher(), [(PUBLISHER, 3)]);
    let losses = stage.losses.lock().expect("no thread panicked");
    let counts: Vec<_> = losses
        .iter()
        .map(|lost| (lost.publisher, lost.count, lost.total))
        .collect();
    assert_eq!(counts, [(PUBLISHER, 2, 2), (PUBLISHER, 1, 3)]);
    Ok(())
}

#[test]
fn invented_publishers_cost_no_more_than_real_ones() -> zenoh::Result<()> {
    let stage = Stage::set()?;
    for invented in 0..5000_u32 {
        let mut gid = [0; 16];
        gid[..4].copy_from_slice(&invented.to_le_bytes());
        let lie = Attachment {
            sequence_number: 1,
            source_timestamp: 0,
            gid: Gid::from_bytes(gid),
        };
        stage.put(&text("lie"), Some(lie.serialize().to_vec()))?;
    }
    eventually("all samples have arrived", || {
        stage.subscriber.stats().admitted >= 5001
    });
    while stage.subscriber.try_recv()?.is_some() {}
    stage.check_alive(2)?;
    assert_eq!(stage.subscriber.stats().lost, 0);
    Ok(())
}

#[test]
fn bare_key_accepts_samples_without_attachment() -> zenoh::Result<()> {
    let context = alone(own_domain()).build()?;
    let subscriber = ShmSubscriber::<Text>::on_session(context.session(), "bare/key").build()?;
    context.session().put("bare/key", text("Hello")).wait()?;
    let sample = subscriber.recv_timeout(DEADLINE)?.expect("a sample arrives");
    assert_eq!(sample.decode()?.data, "Hello");
    assert_eq!(
        (subscriber.stats().admitted, subscriber.stats().undecodable),
        (1, 0)
    );
    Ok(())
}
