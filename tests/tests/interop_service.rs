//! Requests that a client without this library sends in shared memory, as ROS 2 clients do. zenoh invalidates such a
//! request if it is not taken up within 100 ms, and its client does not keep it.

use std::time::Duration;

use ros_z::{RosMessage, SizeEstimation, ros_service};
use ros_z_core::RosService;
use ros_z_tests::machine::has_pool;
use ros_z_tests::neighbours::{DEADLINE, alone, endpoint, own_domain};
use ros_z_tests::python::{python_alike, start};

#[derive(Debug, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "peer_msgs/srv/Mirror_Request")]
struct MirrorRequest {
    data: Vec<u8>,
}

#[derive(Debug, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "peer_msgs/srv/Mirror_Response")]
struct MirrorResponse {
    data: Vec<u8>,
}

ros_service!(Mirror: MirrorRequest => MirrorResponse);

const REQUESTS: usize = 8;
const SIZE: usize = 100_000;

/// Ten times as long as zenoh keeps a request that nobody takes up.
const BUSY: Duration = Duration::from_secs(1);

#[test]
fn busy_server_loses_no_request_in_shared_memory() -> zenoh::Result<()> {
    let Some(python) = python_alike(env!("CARGO_TARGET_TMPDIR")).filter(|_| has_pool(1 << 20)) else {
        return Ok(());
    };
    let domain = own_domain();
    let context = alone(domain).build()?;
    let node = context.create_node("server").build()?;
    let server = node.create_service::<Mirror>("mirror").build()?;
    let key = format!(
        "{domain}/mirror/peer_msgs::srv::dds_::Mirror_/{}",
        Mirror::TYPE_HASH
    );
    let mut client = start(&python, "shm_client.py", &[&endpoint(context.session()), &key]);
    client.tell(&format!("call count={REQUESTS} size={SIZE}"));

    let first = server.recv_timeout(DEADLINE)?.expect("a request arrives");
    // The work on the first request. The other requests wait in the queue.
    std::thread::sleep(BUSY);
    let mut requests = vec![first];
    while requests.len() < REQUESTS {
        requests.push(server.recv_timeout(DEADLINE)?.expect("a request arrives"));
    }
    for (request, number) in requests.into_iter().zip(1..) {
        assert!(request.sample().is_shm(), "request {number}");
        assert_eq!(request.sample().sequence_number(), Some(number));
        let MirrorRequest { data } = request.decode()?;
        assert_eq!(data.len(), SIZE);
        request.reply(&MirrorResponse { data })?;
        let response = client.expect("response");
        assert_eq!(
            (response.get::<i64>("number"), response.get::<usize>("size")),
            (number, SIZE)
        );
        assert!(response.get::<bool>("right"), "{response:?}");
    }
    let stats = server.stats();
    assert_eq!(
        (stats.admitted, stats.dropped, stats.rejected),
        (REQUESTS as u64, 0, 0)
    );
    drop(client.finish());
    Ok(())
}
