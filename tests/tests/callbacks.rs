//! Callbacks that publish, even on their own topic, and callbacks that panic: messages keep their order, and
//! everything else continues.

use std::sync::atomic::{AtomicBool, AtomicI32, AtomicUsize, Ordering};
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex, OnceLock};

use ros_z::ros::{Attachment, Gid, QosProfile};
use ros_z::{CallError, CallbackSubscriber, Publisher, Sample, ZContext};
use ros_z_core::{
    CdrDeserialize, CdrReader, CdrSerialize, CdrWriter, DeserializeError, RosMessage, SerializeError,
    SizeEstimation, ros_service, to_vec,
};
use ros_z_msgs::std_msgs::Int32;
use ros_z_tests::executor::block_on;
use ros_z_tests::neighbours::{DEADLINE, alone, eventually, neighbours, own_domain, stranger};
use zenoh::Wait;

/// QoS profiles under which a callback that published used to block forever.
const PROFILES: [QosProfile; 4] = [
    QosProfile::DEFAULT.with_keep_last(1000),
    QosProfile::SENSOR_DATA.with_keep_last(1000),
    QosProfile::LATCHED.with_keep_last(1000),
    QosProfile::KEEP_ALL,
];

/// Runs a test that would hang if it failed.
fn in_time(test: impl FnOnce() -> zenoh::Result<()> + Send + 'static) -> zenoh::Result<()> {
    let (sender, result) = channel();
    std::thread::spawn(move || sender.send(test()));
    result.recv_timeout(DEADLINE).expect("the test ends in time")
}

/// Sequence numbers and data, in the order of their arrival.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<(i64, i32)>>>);

impl Log {
    fn note(&self, sample: &Sample<Int32>) -> i32 {
        let data = sample.decode().expect("the payload is a number").data;
        let number = sample.sequence_number().expect("the sample has an attachment");
        self.0.lock().expect("no thread panicked").push((number, data));
        data
    }

    fn len(&self) -> usize {
        self.0.lock().expect("no thread panicked").len()
    }

    /// Checks that the sequence numbers are 1, 2, 3, …
    fn assert_in_order(&self, what: &str) {
        for (at, (number, _)) in self.0.lock().expect("no thread panicked").iter().enumerate() {
            assert_eq!(*number, at as i64 + 1, "{what}");
        }
    }

    fn data(&self) -> Vec<i32> {
        self.0
            .lock()
            .expect("no thread panicked")
            .iter()
            .map(|(_, data)| *data)
            .collect()
    }
}

/// Publishes on a publisher from its own callback.
type Shared = Arc<OnceLock<Publisher<Int32>>>;

fn publish(publisher: &Shared, data: i32) -> i64 {
    let publisher = publisher.get().expect("the publisher is set");
    publisher
        .publish(&Int32 { data })
        .expect("published")
        .sequence_number
}

/// Returns a publisher of a topic, and its inline callback in the same context.
fn topic(
    context: &ZContext,
    name: &str,
    qos: QosProfile,
    callback: impl Fn(Sample<Int32>) + Send + Sync + 'static,
) -> zenoh::Result<(Publisher<Int32>, CallbackSubscriber<Int32>)> {
    let node = context.create_node("node").build()?;
    let subscriber = node
        .create_sub::<Int32>(name)
        .with_qos(qos)
        .build_with_inline_callback(callback)?;
    let publisher = node.create_pub::<Int32>(name).with_qos(qos).build()?;
    assert!(publisher.wait_for_subscribers(1, DEADLINE));
    Ok((publisher, subscriber))
}

#[test]
fn callback_publishes_to_its_own_topic() -> zenoh::Result<()> {
    for qos in PROFILES {
        in_time(move || {
            let context = alone(own_domain()).build()?;
            let (shared, log) = (Shared::default(), Log::default());
            let (publisher, written) = (shared.clone(), log.clone());
            let (own, _subscriber) = topic(&context, "count", qos, move |sample| {
                let data = written.note(&sample);
                if data < 20 {
                    // Two callbacks, of which one is the last of its kind.
                    let number = publish(&publisher, data + 1);
                    assert_eq!(publish(&publisher, 100), number + 1);
                }
            })?;
            let _ = shared.set(own);
            assert_eq!(publish(&shared, 0), 1);
            assert_eq!(log.len(), 41, "{qos:?}");
            log.assert_in_order("own topic");
            assert_eq!(publish(&shared, 100), 42);
            let stats = shared.get().expect("the publisher is set").shm_stats();
            assert_eq!(stats.heap().messages, 42);
            Ok(())
        })?;
    }
    Ok(())
}

#[test]
fn callbacks_of_two_topics_publish_to_each_other() -> zenoh::Result<()> {
    for qos in PROFILES {
        in_time(move || {
            let context = alone(own_domain()).build()?;
            let (ping, pong) = (Shared::default(), Shared::default());
            let (pings, pongs) = (Log::default(), Log::default());
            let (answer, written) = (pong.clone(), pings.clone());
            let (publisher, _pinged) = topic(&context, "ping", qos, move |sample| {
                publish(&answer, written.note(&sample));
            })?;
            let _ = ping.set(publisher);
            let (answer, written) = (ping.clone(), pongs.clone());
            let (publisher, _ponged) = topic(&context, "pong", qos, move |sample| {
                let data = written.note(&sample);
                if data > 0 {
                    publish(&answer, data - 1);
                }
            })?;
            let _ = pong.set(publisher);
            publish(&ping, 20);
            let expected: Vec<i32> = (0..=20).rev().collect();
            assert_eq!((pings.data(), pongs.data()), (expected.clone(), expected));
            pings.assert_in_order("ping");
            pongs.assert_in_order("pong");
            Ok(())
        })?;
    }
    Ok(())
}

#[test]
fn callback_uses_another_publisher_of_the_same_topic() -> zenoh::Result<()> {
    for qos in PROFILES {
        in_time(move || {
            let context = alone(own_domain()).build()?;
            let (other, arrived) = (Shared::default(), Arc::new(AtomicUsize::new(0)));
            let (publisher, count) = (other.clone(), arrived.clone());
            let (own, _subscriber) = topic(&context, "count", qos, move |sample| {
                count.fetch_add(1, Ordering::Relaxed);
                if sample.decode().expect("the payload is a number").data > 0 {
                    publish(&publisher, 0);
                }
            })?;
            let node = context.create_node("other").build()?;
            let _ = other.set(node.create_pub("count").with_qos(qos).build()?);
            own.publish(&Int32 { data: 1 })?;
            assert_eq!(arrived.load(Ordering::Relaxed), 2);
            Ok(())
        })?;
    }
    Ok(())
}

#[test]
fn concurrent_threads_and_callbacks_deliver_every_number_in_order() -> zenoh::Result<()> {
    const THREADS: usize = 4;
    const MESSAGES: usize = 100;
    for qos in PROFILES {
        in_time(move || {
            let context = alone(own_domain()).build()?;
            let topics = [Shared::default(), Shared::default()];
            let logs = [Log::default(), Log::default()];
            let mut subscribers = Vec::new();
            for at in [0, 1] {
                let (answer, written) = (topics[1 - at].clone(), logs[at].clone());
                let (publisher, subscriber) = topic(&context, ["left", "right"][at], qos, move |sample| {
                    let data = written.note(&sample);
                    if data > 0 {
                        publish(&answer, data - 1);
                    }
                })?;
                let _ = topics[at].set(publisher);
                subscribers.push(subscriber);
            }
            std::thread::scope(|scope| {
                for thread in 0..THREADS {
                    let topic = &topics[thread % 2];
                    scope.spawn(move || {
                        for _ in 0..MESSAGES {
                            publish(topic, 3);
                        }
                    });
                }
            });
            for log in &logs {
                // Each message and the three that follow from it, half of them on each side.
                eventually("all messages have arrived", || {
                    log.len() == THREADS * MESSAGES * 2
                });
                log.assert_in_order("two topics");
            }
            Ok(())
        })?;
    }
    Ok(())
}

#[test]
fn callback_on_the_receive_thread_publishes_to_its_own_topic() -> zenoh::Result<()> {
    for qos in PROFILES {
        in_time(move || {
            let (here, there) = neighbours(own_domain());
            let echo = Shared::default();
            let publisher = echo.clone();
            let (own, _subscriber) = topic(&here, "count", qos, move |sample| {
                let data = sample.decode().expect("the payload is a number").data;
                if data > 0 {
                    publish(&publisher, -data);
                }
            })?;
            let gid = own.gid();
            let _ = echo.set(own);
            let node = there.create_node("node").build()?;
            let subscriber = node.create_sub::<Int32>("count").with_qos(qos).build()?;
            let publisher = node.create_pub::<Int32>("count").with_qos(qos).build()?;
            assert!(publisher.wait_for_subscribers(2, DEADLINE));
            assert!(
                echo.get()
                    .expect("the publisher is set")
                    .wait_for_subscribers(2, DEADLINE)
            );
            for data in 1..=50 {
                publisher.publish(&Int32 { data })?;
            }
            let mut echoes = 0;
            while echoes < 50 {
                let sample = subscriber.recv_timeout(DEADLINE)?.expect("an echo arrives");
                if sample.publisher_gid() == gid {
                    echoes += 1;
                    assert_eq!(sample.decode()?.data, -echoes, "{qos:?}");
                    assert_eq!(sample.sequence_number(), Some(i64::from(echoes)));
                }
            }
            Ok(())
        })?;
    }
    Ok(())
}

#[test]
fn callback_that_receives_from_a_full_queue_publishes_to_it() -> zenoh::Result<()> {
    // More messages than a keep-all queue can contain, all of them queued before the first is received.
    const MESSAGES: i32 = 1500;
    in_time(|| {
        let context = alone(own_domain()).build()?;
        let node = context.create_node("node").build()?;
        let (echo, arrived) = (Shared::default(), Arc::new(AtomicI32::new(0)));
        let (publisher, count) = (echo.clone(), arrived.clone());
        let subscriber = node
            .create_sub::<Int32>("count")
            .with_qos(QosProfile::KEEP_ALL)
            .build_with_callback(move |sample| {
                count.fetch_add(1, Ordering::Relaxed);
                if sample.decode().expect("the payload is a number").data > 0 {
                    publish(&publisher, 0);
                }
            })?;
        let own = node
            .create_pub::<Int32>("count")
            .with_qos(QosProfile::KEEP_ALL)
            .build()?;
        let _ = echo.set(own);
        for _ in 0..MESSAGES {
            publish(&echo, 1);
        }
        eventually("all messages have arrived", || {
            arrived.load(Ordering::Relaxed) == 2 * MESSAGES
        });
        assert_eq!(subscriber.stats().lost, 0);
        drop(subscriber);
        Ok(())
    })
}

#[test]
fn callback_that_publishes_repeatedly_does_not_grow_the_stack() -> zenoh::Result<()> {
    in_time(|| {
        let context = alone(own_domain()).build()?;
        let (shared, arrived) = (Shared::default(), Arc::new(AtomicI32::new(0)));
        let (publisher, count) = (shared.clone(), arrived.clone());
        let (own, _subscriber) = topic(&context, "count", QosProfile::DEFAULT, move |sample| {
            count.fetch_add(1, Ordering::Relaxed);
            let data = sample.decode().expect("the payload is a number").data;
            if data > 0 {
                publish(&publisher, data - 1);
            }
        })?;
        let _ = shared.set(own);
        publish(&shared, 20_000);
        assert_eq!(arrived.load(Ordering::Relaxed), 20_001);
        Ok(())
    })
}

#[test]
fn history_is_in_order_after_a_callback_has_published() -> zenoh::Result<()> {
    in_time(|| {
        let (here, there) = neighbours(own_domain());
        let qos = QosProfile::LATCHED.with_keep_last(10);
        let shared = Shared::default();
        let (publisher, arrived) = (shared.clone(), Arc::new(AtomicI32::new(0)));
        let count = arrived.clone();
        let (own, _subscriber) = topic(&here, "count", qos, move |sample| {
            let data = sample.decode().expect("the payload is a number").data;
            if data < 5 {
                publish(&publisher, data + 1);
            }
            count.fetch_add(1, Ordering::Relaxed);
        })?;
        let _ = shared.set(own);
        publish(&shared, 1);
        // While its own history query is unanswered, the callback is called by the thread that answers it. A message
        // that is published while a subscriber joins may replace older history, so join only afterwards.
        eventually("all messages are published", || {
            arrived.load(Ordering::Relaxed) == 5
        });
        assert!(
            there
                .graph()?
                .wait_until(DEADLINE, |graph| { graph.publishers("/count").len() == 1 })
        );
        let late = there
            .create_node("late")
            .build()?
            .create_sub::<Int32>("count")
            .with_qos(qos)
            .build()?;
        for data in 1..=5 {
            let sample = late.recv_timeout(DEADLINE)?.expect("history");
            assert_eq!(
                (sample.sequence_number(), sample.decode()?.data),
                (Some(i64::from(data)), data)
            );
        }
        Ok(())
    })
}

#[test]
fn async_code_in_a_callback_does_not_deadlock() -> zenoh::Result<()> {
    in_time(|| {
        let context = alone(own_domain()).build()?;
        let (shared, log) = (Shared::default(), Log::default());
        let (publisher, written) = (shared.clone(), log.clone());
        let (own, _subscriber) = topic(&context, "count", QosProfile::DEFAULT, move |sample| {
            let data = written.note(&sample);
            if data > 0 {
                let publisher = publisher.get().expect("the publisher is set");
                block_on(publisher.publish_async(&Int32 { data: data - 1 })).expect("published");
            }
        })?;
        let _ = shared.set(own);
        block_on(
            shared
                .get()
                .expect("the publisher is set")
                .publish_async(&Int32 { data: 9 }),
        )?;
        assert_eq!(log.data(), (0..=9).rev().collect::<Vec<_>>());
        log.assert_in_order("async");
        Ok(())
    })
}

/// Panics at every odd number.
fn picky(sample: &Sample<Int32>) -> i32 {
    let data = sample.decode().expect("the payload is a number").data;
    assert!(data % 2 == 0, "odd number: {data}");
    data
}

#[test]
fn panic_in_a_callback_ends_only_that_call() -> zenoh::Result<()> {
    for (is_inline, is_local, qos) in [
        (true, false, QosProfile::DEFAULT),
        (true, true, QosProfile::DEFAULT),
        (true, false, QosProfile::LATCHED.with_keep_last(20)),
        (true, true, QosProfile::LATCHED.with_keep_last(20)),
        (false, false, QosProfile::DEFAULT),
        (false, true, QosProfile::KEEP_ALL),
    ] {
        let (here, there) = neighbours(own_domain());
        let seen = Arc::new(AtomicI32::new(0));
        let sum = seen.clone();
        let callback = move |sample: Sample<Int32>| {
            sum.fetch_add(picky(&sample), Ordering::Relaxed);
        };
        let node = there.create_node("listener").build()?;
        let builder = node.create_sub::<Int32>("count").with_qos(qos);
        let subscriber = if is_inline {
            builder.build_with_inline_callback(callback)?
        } else {
            builder.build_with_callback(callback)?
        };
        // Another topic of the same peer, whose messages a dead receive thread would not deliver.
        let other = node.create_sub::<Int32>("other").build()?;
        let talker = if is_local { &there } else { &here };
        let talker = talker.create_node("talker").build()?;
        let publisher = talker.create_pub::<Int32>("count").with_qos(qos).build()?;
        let another = talker.create_pub::<Int32>("other").build()?;
        assert!(publisher.wait_for_subscribers(1, DEADLINE));
        assert!(another.wait_for_subscribers(1, DEADLINE));
        assert_eq!(subscriber.outcome(), Ok(()));
        for data in 1..=8 {
            publisher.publish(&Int32 { data })?;
        }
        eventually("all callbacks were called", || {
            seen.load(Ordering::Relaxed) == 2 + 4 + 6 + 8 && subscriber.stats().panics == 4
        });
        assert_eq!(subscriber.stats().admitted, 8);
        another.publish(&Int32 { data: 7 })?;
        assert_eq!(
            other
                .recv_timeout(DEADLINE)?
                .expect("a sample arrives")
                .decode()?
                .data,
            7
        );
        let panicked = subscriber.outcome().expect_err("the callback panicked");
        assert_eq!((panicked.name.as_str(), panicked.count), ("/count", 4));
        assert_eq!(panicked.message, "odd number: 7");
        assert_eq!(subscriber.close(), Err(panicked));
    }
    Ok(())
}

#[test]
fn samples_dropped_by_a_slow_callback_are_counted() -> zenoh::Result<()> {
    const MESSAGES: i32 = 20;
    let context = alone(own_domain()).build()?;
    let node = context.create_node("node").build()?;
    let delivered = Arc::new(AtomicUsize::new(0));
    let count = delivered.clone();
    let (started, has_started) = channel();
    let (release, released) = channel::<()>();
    let subscriber = node
        .create_sub::<Int32>("count")
        .callback(move |_| {
            if count.fetch_add(1, Ordering::Relaxed) == 0 {
                started.send(()).expect("the test waits");
                let _ = released.recv();
            }
        })
        .with_qos(QosProfile::DEFAULT.with_keep_last(1))
        .build()?;
    let publisher = node.create_pub::<Int32>("count").build()?;
    assert!(publisher.wait_for_subscribers(1, DEADLINE));
    publisher.publish(&Int32 { data: 0 })?;
    has_started.recv_timeout(DEADLINE)?;
    for data in 1..MESSAGES {
        publisher.publish(&Int32 { data })?;
    }
    eventually("all messages have arrived", || {
        subscriber.stats().admitted == MESSAGES as u64
    });
    // The first sample is in the callback, the last in the queue.
    eventually("the others were dropped", || {
        subscriber.stats().dropped == MESSAGES as u64 - 2
    });
    drop(release);
    eventually("the remaining samples were delivered", || {
        let stats = subscriber.stats();
        stats.admitted == delivered.load(Ordering::Relaxed) as u64 + stats.dropped
    });
    assert_eq!(delivered.load(Ordering::Relaxed), 2);
    Ok(())
}

#[test]
fn panic_in_the_drop_of_a_callback_is_contained() -> zenoh::Result<()> {
    struct Bomb;
    impl Drop for Bomb {
        fn drop(&mut self) {
            panic!("in a drop");
        }
    }
    let context = alone(own_domain()).build()?;
    let node = context.create_node("node").build()?;
    for is_inline in [true, false] {
        let bomb = Bomb;
        let callback = move |_| {
            let _ = &bomb;
        };
        let builder = node.create_sub::<Int32>("count");
        let subscriber = if is_inline {
            builder.build_with_inline_callback(callback)?
        } else {
            builder.build_with_callback(callback)?
        };
        let panicked = subscriber.close().expect_err("the drop panicked");
        assert_eq!((panicked.count, panicked.message.as_str()), (1, "in a drop"));
    }
    Ok(())
}

#[test]
fn panic_in_the_callback_for_lost_messages_loses_none() -> zenoh::Result<()> {
    let domain = own_domain();
    let here = alone(domain).build()?;
    let subscriber = here
        .create_node("listener")
        .build()?
        .create_sub::<Int32>("count")
        .with_qos(QosProfile::KEEP_ALL)
        .with_lost_callback(|lost| panic!("lost {}", lost.count))
        .build()?;
    let liar = stranger(&here);
    let hash = Int32::TYPE_HASH;
    let key = format!("{domain}/count/std_msgs::msg::dds_::Int32_/{hash}");
    let publisher = liar.declare_publisher(key).wait()?;
    eventually("the subscriber is discovered", || {
        publisher
            .matching_status()
            .wait()
            .is_ok_and(|status| status.matching())
    });
    // A gap in the first second of a subscriber does not count as a loss.
    let mut sent = 0;
    eventually("both losses were reported", || {
        sent += 1;
        let attachment = Attachment {
            sequence_number: sent * 2,
            source_timestamp: 0,
            gid: Gid::from_bytes([1; 16]),
        };
        let bytes = to_vec(&Int32 { data: sent as i32 }).expect("bytes");
        let put = publisher.put(bytes).attachment(attachment.serialize().to_vec());
        put.wait().is_ok() && subscriber.stats().panics >= 2
    });
    for data in 1..=sent {
        let sample = subscriber.recv_timeout(DEADLINE)?.expect("each sample arrives");
        assert_eq!(i64::from(sample.decode()?.data), data);
    }
    let panicked = subscriber.outcome().expect_err("the callback panicked");
    assert_eq!(panicked.message, "lost 1");
    Ok(())
}

/// A number whose code panics when it is odd, wherever it is used.
#[derive(Debug, PartialEq)]
struct Touchy(i32);

impl CdrSerialize for Touchy {
    fn serialize<W: CdrWriter>(&self, writer: &mut W) -> Result<(), SerializeError> {
        assert!(self.0 % 2 == 0, "cannot write {}", self.0);
        self.0.serialize(writer)
    }

    fn measure(&self, position: usize) -> usize {
        self.0.measure(position)
    }
}

impl<'de> CdrDeserialize<'de> for Touchy {
    fn deserialize(reader: &mut CdrReader<'de>) -> Result<Self, DeserializeError> {
        let value = i32::deserialize(reader)?;
        assert!(value % 3 != 0, "cannot read {value}");
        Ok(Self(value))
    }
}

impl ros_z_core::RosField for Touchy {
    const TYPE: ros_z_core::FieldType = i32::TYPE;
}

#[derive(Debug, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "test_msgs/srv/Touch_Request")]
struct TouchRequest {
    value: Touchy,
}

#[derive(Debug, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "test_msgs/srv/Touch_Response")]
struct TouchResponse {
    value: Touchy,
}

ros_service!(Touch: TouchRequest => TouchResponse);

#[test]
fn panic_in_a_server_ends_only_that_call() -> zenoh::Result<()> {
    let (here, there) = neighbours(own_domain());
    let server = here
        .create_node("server")
        .build()?
        .create_service::<Touch>("touch")
        .build_with_callback(|request: TouchRequest| {
            assert!(request.value.0 != 4, "not 4");
            TouchResponse {
                value: Touchy(request.value.0 / 2),
            }
        })?;
    let client = there
        .create_node("client")
        .build()?
        .create_client::<Touch>("touch")
        .build()?;
    assert!(client.wait_for_service(DEADLINE));
    let call = |value| {
        let request = TouchRequest { value: Touchy(value) };
        client.call(&request, DEADLINE)
    };
    // In the callback, in the deserialization, and in the serialization.
    for (value, message) in [(4, "not 4"), (6, "cannot read 6"), (10, "cannot write 5")] {
        let failed = call(value).expect_err("the call fails");
        assert!(matches!(failed, CallError::NoResponse { .. }), "{failed:?}");
        eventually("the panic is counted", || {
            server
                .outcome()
                .is_err_and(|panicked| panicked.message == message)
        });
        assert_eq!(call(8)?.value, Touchy(4));
    }
    assert_eq!((server.stats().panics, server.stats().admitted), (3, 6));
    assert_eq!(server.close().expect_err("the server panicked").count, 3);
    Ok(())
}

#[derive(Debug, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "test_msgs/msg/Touchy")]
struct TouchyMessage {
    value: Touchy,
}

#[test]
fn requests_dropped_by_a_slow_callback_are_counted() -> zenoh::Result<()> {
    // Depth of the queue.
    const WAITING: u64 = 1000;
    const BEYOND: u64 = 5;
    let context = alone(own_domain()).build()?;
    let node = context.create_node("node").build()?;
    let (started, has_started) = channel();
    let (release, released) = channel::<()>();
    let server = node.create_service::<Touch>("touch").callback(move |_| {
        let _ = started.send(());
        let _ = released.recv();
        TouchResponse { value: Touchy(4) }
    });
    let server = server.build()?;
    let client = node.create_client::<Touch>("touch").build()?;
    assert!(client.wait_for_service(DEADLINE));
    let first = client.send(&TouchRequest { value: Touchy(8) })?;
    has_started.recv_timeout(DEADLINE)?;
    let mut others = Vec::new();
    for _ in 0..WAITING + BEYOND {
        others.push(client.send(&TouchRequest { value: Touchy(8) })?);
    }
    eventually("all messages have arrived", || {
        server.stats().admitted == 1 + WAITING + BEYOND
    });
    eventually("the oldest were dropped", || server.dropped() == BEYOND);
    assert_eq!(server.stats().dropped, BEYOND);
    drop(release);
    first.wait(DEADLINE)?;
    for (index, pending) in others.into_iter().enumerate() {
        let is_dropped = (index as u64) < BEYOND;
        match pending.wait(DEADLINE) {
            Err(CallError::NoResponse { .. }) if is_dropped => {}
            Ok(_) if !is_dropped => {}
            result => panic!("request {index}: {result:?}"),
        }
    }
    Ok(())
}

#[test]
fn panic_in_serialization_leaves_the_publisher_usable() -> zenoh::Result<()> {
    let (here, there) = neighbours(own_domain());
    let publisher = here
        .create_node("talker")
        .build()?
        .create_pub::<TouchyMessage>("touchy")
        .build()?;
    let subscriber = there
        .create_node("listener")
        .build()?
        .create_sub::<TouchyMessage>("touchy")
        .build()?;
    assert!(publisher.wait_for_subscribers(1, DEADLINE));
    let message = |value| TouchyMessage { value: Touchy(value) };
    for value in [1, 2, 5, 4] {
        let publish = || publisher.publish(&message(value));
        let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(publish));
        assert_eq!(result.is_ok(), value % 2 == 0);
        let publish = || block_on(publisher.publish_async(&message(value)));
        let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(publish));
        assert_eq!(result.is_ok(), value % 2 == 0);
    }
    for (at, value) in [2, 2, 4, 4].into_iter().enumerate() {
        let sample = subscriber.recv_timeout(DEADLINE)?.expect("a sample arrives");
        assert_eq!(
            (sample.sequence_number(), sample.decode()?),
            (Some(at as i64 + 1), message(value))
        );
    }
    Ok(())
}

#[test]
fn panic_of_a_foreign_callback_inside_a_put_leaves_the_publisher_usable() -> zenoh::Result<()> {
    in_time(|| {
        let context = alone(own_domain()).build()?;
        let publisher = context
            .create_node("talker")
            .build()?
            .create_pub::<Int32>("count")
            .build()?;
        let is_first = AtomicBool::new(true);
        let (sender, arrived) = channel();
        // Declared directly in zenoh, without this library around it.
        let _foreign = context
            .session()
            .declare_subscriber(format!("{}/count/**", context.domain_id()))
            .callback(move |_| {
                let _ = sender.send(());
                assert!(!is_first.swap(false, Ordering::Relaxed), "the first");
            })
            .wait()?;
        let publish = || block_on(publisher.publish_async(&Int32 { data: 1 }));
        assert!(publish().is_err());
        publish()?;
        publisher.publish(&Int32 { data: 1 })?;
        for _ in 0..3 {
            arrived.recv_timeout(DEADLINE).expect("the message arrives");
        }
        Ok(())
    })
}
