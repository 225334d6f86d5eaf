//! Async code publishes and receives on any executor, and a slow subscriber never blocks the executor.

use std::task::Context;
use std::time::{Duration, Instant};

use ros_z::ros::{QosProfile, Reliability};
use ros_z_msgs::std_msgs::{Int32, String as Text};
use ros_z_tests::executor::{block_on, waker};
use ros_z_tests::neighbours::{DEADLINE, neighbours, own_domain};

#[test]
fn messages_from_async_code_keep_their_order() -> zenoh::Result<()> {
    for reliability in [Reliability::Reliable, Reliability::BestEffort] {
        let qos = QosProfile::DEFAULT
            .with_reliability(reliability)
            .with_keep_last(100);
        let (here, there) = neighbours(own_domain());
        let publisher = here
            .create_node("talker")
            .build()?
            .create_pub::<Int32>("count")
            .with_qos(qos)
            .build()?;
        let subscriber = there
            .create_node("listener")
            .build()?
            .create_sub::<Int32>("count")
            .with_qos(qos)
            .build()?;
        assert!(publisher.wait_for_subscribers(1, DEADLINE));
        block_on(async {
            for data in 0..50 {
                let published = publisher.publish_async(&Int32 { data }).await?;
                assert_eq!(published.sequence_number, i64::from(data) + 1);
            }
            for data in 0..50 {
                assert_eq!(subscriber.recv_async().await?.decode()?.data, data);
            }
            zenoh::Result::Ok(())
        })?;
    }
    Ok(())
}

#[test]
fn congested_connection_does_not_block_the_executor() -> zenoh::Result<()> {
    let (here, there) = neighbours(own_domain());
    let publisher = here
        .create_node("talker")
        .build()?
        .create_pub::<Text>("text")
        .build()?;
    // Blocks zenoh's receive thread, and so the connection, until the test releases it.
    let (release, held) = std::sync::mpsc::channel::<()>();
    let held = std::sync::Mutex::new(held);
    let subscriber = there
        .create_node("listener")
        .build()?
        .create_sub::<Text>("text")
        .build_with_inline_callback(move |_| {
            let _ = held.lock().map(|held| held.recv_timeout(DEADLINE));
        })?;
    assert!(publisher.wait_for_subscribers(1, DEADLINE));
    let text = Text {
        data: "x".repeat(1 << 20),
    };
    let waker = waker();
    let mut context = Context::from_waker(&waker);
    let mut pending = None;
    for _ in 0..200 {
        let mut future = Box::pin(publisher.publish_async(&text));
        let start = Instant::now();
        let mut answer = future.as_mut().poll(&mut context);
        // A poll writes the message and hands it over; a blocked call would take up to a minute.
        assert!(start.elapsed() < Duration::from_secs(20));
        let patience = Instant::now();
        while answer.is_pending() && patience.elapsed() < Duration::from_secs(2) {
            std::thread::park_timeout(Duration::from_millis(20));
            answer = future.as_mut().poll(&mut context);
        }
        if answer.is_pending() {
            pending = Some(future);
            break;
        }
    }
    let pending = pending.expect("the connection becomes congested");
    drop(release);
    block_on(pending)?;
    drop(subscriber);
    Ok(())
}
