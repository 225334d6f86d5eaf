//! Every call works in every async runtime. zenoh's own calls panic where they have to wait inside tokio's
//! `current_thread` runtime, or in a `LocalSet`.

use std::sync::mpsc::channel;
use std::time::Duration;

use ros_z::ros::QosProfile;
use ros_z::service::CallbackService;
use ros_z::{CallError, ShmPublisher, ShmSubscriber, ZContext, ZContextBuilder};
use ros_z_core::{RosMessage, SizeEstimation, ros_service};
use ros_z_msgs::std_msgs::Int32;
use ros_z_tests::executor::block_on;
use ros_z_tests::machine::has_pool;
use ros_z_tests::neighbours::{DEADLINE, alone, endpoint, own_domain};
use tokio::runtime::Builder;
use tokio::task::LocalSet;
use zenoh::Config;

#[derive(RosMessage, SizeEstimation)]
#[ros(type_name = "test_msgs/srv/Double_Request")]
struct DoubleRequest {
    value: i32,
}

#[derive(Debug, RosMessage, SizeEstimation)]
#[ros(type_name = "test_msgs/srv/Double_Response")]
struct DoubleResponse {
    value: i32,
}

ros_service!(Double: DoubleRequest => DoubleResponse);

/// A context outside of the runtime, with a server.
struct Neighbour {
    endpoint: String,
    domain: usize,
    is_low_latency: bool,
    _context: ZContext,
    _server: CallbackService<Double>,
}

fn builder(domain: usize, is_low_latency: bool) -> ZContextBuilder {
    if !is_low_latency {
        return alone(domain);
    }
    let mut config = Config::default();
    for (key, value) in [
        ("mode", r#""peer""#),
        ("timestamping/enabled", "true"),
        ("transport/unicast/lowlatency", "true"),
        ("transport/unicast/qos/enabled", "false"),
    ] {
        config
            .insert_json5(key, value)
            .expect("zenoh accepts the setting");
    }
    alone(domain).with_zenoh_config(config)
}

impl Neighbour {
    fn new(is_low_latency: bool) -> zenoh::Result<Self> {
        let domain = own_domain();
        let context = builder(domain, is_low_latency).build()?;
        let server = context
            .create_node("server")
            .build()?
            .create_service::<Double>("double")
            .build_with_callback(|request| DoubleResponse {
                value: 2 * request.value,
            })?;
        Ok(Self {
            endpoint: endpoint(context.session()),
            domain,
            is_low_latency,
            _context: context,
            _server: server,
        })
    }
}

/// Calls every function that may wait, on the thread of the task.
async fn everything(neighbour: &Neighbour) -> zenoh::Result<()> {
    let mut builder = builder(neighbour.domain, neighbour.is_low_latency)
        .with_connect_endpoints([neighbour.endpoint.as_str()]);
    if has_pool(1 << 20) {
        builder = builder.with_shm_pool_size(1 << 20)?;
    }
    let context = builder.build()?;
    let node = context.create_node("node").build()?;

    for (topic, qos) in [
        ("volatile", QosProfile::DEFAULT),
        ("latched", QosProfile::LATCHED.with_keep_last(10)),
        ("keep_all", QosProfile::KEEP_ALL),
    ] {
        let publisher = node.create_pub::<Int32>(topic).with_qos(qos).build()?;
        let subscriber = node.create_sub::<Int32>(topic).with_qos(qos).build()?;
        let (sender, called) = channel();
        let in_thread = node
            .create_sub::<Int32>(topic)
            .with_qos(qos)
            .build_with_callback(move |sample| drop(sender.send(sample.decode())))?;
        let (sender, called_inline) = channel();
        let inline = node
            .create_sub::<Int32>(topic)
            .with_qos(qos)
            .with_lost_callback(drop)
            .build_with_inline_callback(move |sample| drop(sender.send(sample.decode())))?;
        assert!(publisher.wait_for_subscriber(DEADLINE));
        assert!(publisher.wait_for_subscribers(3, DEADLINE));
        assert!(subscriber.wait_for_publishers(1, DEADLINE));
        assert_eq!(
            (publisher.subscriber_count(), subscriber.publisher_count()),
            (3, 1)
        );
        publisher.publish(&Int32 { data: 1 })?;
        publisher.publish_async(&Int32 { data: 2 }).await?;
        publisher.loan(Int32 { data: 3 })?.publish()?;
        publisher.publish_payload(&publisher.prepare(&Int32 { data: 4 })?)?;
        assert_eq!(subscriber.recv()?.decode()?.data, 1);
        assert_eq!(subscriber.recv_async().await?.decode()?.data, 2);
        let sample = subscriber.recv_timeout(DEADLINE)?.expect("a sample arrives");
        assert_eq!(sample.decode()?.data, 3);
        assert_eq!(
            subscriber.try_recv()?.expect("a sample arrives").decode()?.data,
            4
        );
        assert!(subscriber.recv_timeout(Duration::from_millis(1))?.is_none());
        for data in 1..=4 {
            assert_eq!(called.recv_timeout(DEADLINE)??.data, data);
            assert_eq!(called_inline.recv_timeout(DEADLINE)??.data, data);
        }
        in_thread.close()?;
        drop(inline);
    }

    let client = node.create_client::<Double>("double").build()?;
    assert!(client.wait_for_service(DEADLINE));
    assert!(client.is_service_available());
    assert_eq!(client.call(&DoubleRequest { value: 2 }, DEADLINE)?.value, 4);
    assert_eq!(
        client
            .call_async(&DoubleRequest { value: 3 }, DEADLINE)
            .await?
            .value,
        6
    );
    let server = node.create_service::<Double>("own").build()?;
    let own = node.create_client::<Double>("own").build()?;
    assert!(own.wait_for_service(DEADLINE));
    let answered = own.send(&DoubleRequest { value: 1 })?;
    let unanswered = own.send(&DoubleRequest { value: 1 })?;
    let forgotten = own.send(&DoubleRequest { value: 1 })?;
    server.recv()?.reply(&DoubleResponse { value: 7 })?;
    assert_eq!(answered.wait(DEADLINE)?.decode()?.value, 7);
    drop(server.recv_async().await?);
    let result = unanswered.wait_async(DEADLINE).await.map(|_| ());
    assert!(matches!(result, Err(CallError::NoResponse { .. })), "{result:?}");
    let short = Duration::from_millis(10);
    let result = own.call_async(&DoubleRequest { value: 1 }, short).await;
    assert!(
        matches!(result, Err(CallError::Timeout { timeout, .. }) if timeout == short),
        "{result:?}"
    );
    drop(forgotten);
    drop(server.recv_timeout(DEADLINE)?);
    drop((own, server));

    let graph = context.graph()?;
    assert!(graph.wait_until(DEADLINE, |graph| graph.nodes().len() == 2));
    assert_eq!(node.graph()?.servers("/double").len(), 1);
    assert_eq!(context.shm_report().peers().len(), 1);

    let subscriber = ShmSubscriber::<Int32>::on_session(context.session(), "bare/key").build()?;
    let publisher = ShmPublisher::<Int32>::on_session(context.session(), "bare/key").build()?;
    assert!(publisher.wait_for_subscriber(DEADLINE));
    publisher.publish(&Int32 { data: 5 })?;
    assert_eq!(subscriber.recv()?.decode()?.data, 5);
    // Dropped before its node and endpoints, the context closes their session.
    drop((graph, node, client, context));
    drop((publisher, subscriber));
    Ok(())
}

/// Runs the function in each runtime.
fn everywhere(is_low_latency: bool) -> zenoh::Result<()> {
    let neighbour = Neighbour::new(is_low_latency)?;
    let single = Builder::new_current_thread().build()?;
    single.block_on(everything(&neighbour))?;
    LocalSet::new().block_on(&single, everything(&neighbour))?;
    let multi = Builder::new_multi_thread().worker_threads(1).build()?;
    multi.block_on(everything(&neighbour))?;
    LocalSet::new().block_on(&multi, everything(&neighbour))?;
    futures_executor::LocalPool::new().run_until(everything(&neighbour))?;
    block_on(everything(&neighbour))?;
    let neighbour = std::sync::Arc::new(neighbour);
    multi.block_on(multi.spawn(async move { everything(&neighbour).await }))?
}

#[test]
fn every_call_works_in_every_runtime() -> zenoh::Result<()> {
    everywhere(false)
}

#[test]
fn every_call_works_in_every_runtime_with_a_low_latency_session() -> zenoh::Result<()> {
    everywhere(true)
}
