//! The events of a program arrive on `/rosout` with all fields, as those of `rcl`, without blocking the program.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use ros_z::protocol::QosProfile;
use ros_z::{RosMessage, RosoutLayer, Subscriber, ZContext};
use ros_z_msgs::rcl_interfaces::Log;
use ros_z_tests::neighbours::{DEADLINE, alone, eventually, neighbours, own_domain};
use tracing::Dispatch;
use tracing::dispatcher::with_default;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::registry;

fn dispatch(layer: &RosoutLayer) -> Dispatch {
    Dispatch::new(registry().with(layer.clone()))
}

fn listen(context: &ZContext) -> zenoh::Result<Subscriber<Log>> {
    let node = context.create_node("console").build()?;
    Ok(node
        .create_sub::<Log>("/rosout")
        .with_qos(QosProfile::ROSOUT)
        .build()?)
}

fn receive(console: &Subscriber<Log>) -> zenoh::Result<Log> {
    Ok(console
        .recv_timeout(DEADLINE)?
        .expect("a log message arrives")
        .decode()?)
}

// `rcl_qos_profile_rosout_default` in rcl/include/rcl/logging_rosout.h; the hash is that of rcl_interfaces in Jazzy.
#[test]
fn topic_type_and_quality_of_service_are_those_of_rcl() -> zenoh::Result<()> {
    let context = alone(own_domain()).build()?;
    let node = context.create_node("camera").with_namespace("/robot1").build()?;
    let graph = context.graph()?;
    assert!(
        graph.publishers("/rosout").is_empty(),
        "a node without the layer has none"
    );
    let layer = node.rosout().build()?;
    assert_eq!(layer.logger_name(), "robot1.camera");
    assert!(graph.wait_until(DEADLINE, |graph| graph.publishers("/rosout").len() == 1));
    let publisher = &graph.publishers("/rosout")[0];
    assert_eq!(publisher.node.to_string(), "/robot1/camera");
    assert_eq!(publisher.type_name, "rcl_interfaces/msg/Log");
    assert_eq!(
        publisher.type_hash,
        "RIHS01_e28ce254ca8abc06abf92773b74602cdbf116ed34fbaf294fb9f81da9f318eac"
    );
    assert_eq!(publisher.type_hash, Log::TYPE_HASH.to_string());
    assert_eq!(publisher.qos.to_string(), ":1:,1000:,:10,0:,,");

    // A node has one publisher, which leaves with it; the layer may stay.
    let _same = node.rosout().build()?;
    drop(node);
    assert!(graph.wait_until(DEADLINE, |graph| graph.publishers("/rosout").is_empty()));
    with_default(&dispatch(&layer), || tracing::error!("nobody publishes this"));
    assert_eq!(layer.stats().admitted, 0);
    Ok(())
}

#[test]
fn another_context_receives_all_fields_also_of_earlier_messages() -> zenoh::Result<()> {
    let (here, there) = neighbours(own_domain());
    let node = here.create_node("camera").with_namespace("/robot1").build()?;
    let layer = node.rosout().build()?;
    let line = line!() + 3;
    with_default(&dispatch(&layer), || {
        tracing::debug!("below the level of the layer");
        tracing::warn!(lens = "left", degrees = 81.5, "hot\0");
        tracing::error!("broken");
        tracing::info!(frames = 3);
    });
    let console = listen(&there)?;
    let log = receive(&console)?;
    assert_eq!((log.level, log.name.as_str()), (Log::WARN, "robot1.camera"));
    assert_eq!(log.msg, "hot\\0 lens=\"left\" degrees=81.5");
    assert_eq!((log.file.as_str(), log.line), (file!(), line));
    assert_eq!(log.function, module_path!());
    assert!(log.stamp.sec > 1_600_000_000);
    let log = receive(&console)?;
    assert_eq!((log.level, log.msg.as_str()), (Log::ERROR, "broken"));
    let log = receive(&console)?;
    assert_eq!((log.level, log.msg.as_str()), (Log::INFO, "frames=3"));
    assert_eq!(layer.stats().admitted, 3);

    // The last words of a node are published before it leaves.
    with_default(&dispatch(&layer), || tracing::info!("bye"));
    drop(node);
    assert_eq!(receive(&console)?.msg, "bye");
    Ok(())
}

#[test]
fn a_flood_is_dropped_counted_and_stated() -> zenoh::Result<()> {
    let (here, there) = neighbours(own_domain());
    let console = listen(&there)?;
    let node = here.create_node("flood").build()?;
    let layer = node.rosout().with_rate_limit(5, 0).build()?;
    let graph = there.graph()?;
    assert!(graph.wait_until(DEADLINE, |graph| graph.publishers("/rosout").len() == 1));
    with_default(&dispatch(&layer), || {
        for number in 0..100_000 {
            tracing::info!(number);
        }
    });
    let stats = layer.stats();
    assert_eq!((stats.admitted, stats.dropped), (5, 99_995));
    let mut texts = Vec::new();
    while texts.len() < 6 {
        texts.push(receive(&console)?.msg);
    }
    texts.sort();
    let statement = "99995 log messages were dropped, because the program logs faster than /rosout allows";
    assert_eq!(
        texts,
        [
            statement, "number=0", "number=1", "number=2", "number=3", "number=4"
        ]
    );
    Ok(())
}

/// Logs when it is formatted.
struct Chatty;

impl fmt::Debug for Chatty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        tracing::error!("formatting");
        f.write_str("chatty")
    }
}

#[test]
fn publishing_a_log_message_causes_no_other_one() -> zenoh::Result<()> {
    let context = alone(own_domain()).build()?;
    let node = context.create_node("parrot").build()?;
    let layer = node.rosout().with_level(tracing::Level::TRACE).build()?;
    let dispatch = dispatch(&layer);
    let heard = Arc::new(Mutex::new(Vec::new()));
    // This callback runs on the publishing thread, and logs each log message.
    let (texts, echo) = (heard.clone(), dispatch.clone());
    let _console = node
        .create_sub::<Log>("/rosout")
        .inline_callback(move |sample| {
            let text = sample.decode().map(|log| log.msg).unwrap_or_default();
            with_default(&echo, || tracing::error!("heard {text}"));
            texts.lock().unwrap_or_else(PoisonError::into_inner).push(text);
        })
        .build()?;
    with_default(&dispatch, || {
        tracing::info!(value = ?Chatty, "first");
        tracing::error!(target: "zenoh::net", "of zenoh");
        tracing::info!(target: "ros_z_shm::lane", "of this library");
        tracing::warn!(target: "ros_z_shm::lane", "a warning of this library");
        tracing::trace!("last");
    });
    let texts = || heard.lock().unwrap_or_else(PoisonError::into_inner).clone();
    eventually("the last one is published", || {
        texts().contains(&"last".to_owned())
    });
    assert_eq!(
        texts(),
        ["first value=chatty", "a warning of this library", "last"]
    );
    assert_eq!(layer.stats().admitted, 3);
    Ok(())
}

#[test]
fn the_argument_of_ros_switches_it_off() -> zenoh::Result<()> {
    let context = alone(own_domain())
        .with_args(["--ros-args", "--disable-rosout-logs"])?
        .build()?;
    let node = context.create_node("quiet").build()?;
    let layer = node.rosout().build()?;
    with_default(&dispatch(&layer), || tracing::error!("not published"));
    assert_eq!(layer.stats().admitted, 0);
    assert!(context.graph()?.publishers("/rosout").is_empty());
    Ok(())
}
