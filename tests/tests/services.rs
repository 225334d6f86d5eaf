//! Services: each call reaches a server and each response its caller, and a call that cannot be answered
//! ends.

use std::time::{Duration, Instant};

use ros_z::ros::Attachment;
use ros_z::{CallError, Client, PublishError, ZContext};
use ros_z_core::{RosMessage, RosService, SizeEstimation, ros_service, to_vec};
use ros_z_tests::executor::block_on;
use ros_z_tests::machine::has_pool;
use ros_z_tests::neighbours::{DEADLINE, alone, endpoint, eventually, neighbours, own_domain, stranger};
use zenoh::Wait;
use zenoh::bytes::ZBytes;

#[derive(Debug, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "example_interfaces/srv/AddTwoInts_Request")]
struct AddTwoIntsRequest {
    a: i64,
    b: i64,
}

#[derive(Debug, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "example_interfaces/srv/AddTwoInts_Response")]
struct AddTwoIntsResponse {
    sum: i64,
}

ros_service!(AddTwoInts: AddTwoIntsRequest => AddTwoIntsResponse);

#[derive(Debug, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "peer_msgs/srv/Echo_Request")]
struct EchoRequest {
    data: Vec<u8>,
}

#[derive(Debug, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "peer_msgs/srv/Echo_Response")]
struct EchoResponse {
    data: Vec<u8>,
}

ros_service!(Echo: EchoRequest => EchoResponse);

fn client(context: &ZContext) -> zenoh::Result<Client<AddTwoInts>> {
    let client = context
        .create_node("client")
        .without_parameters()
        .build()?
        .create_client::<AddTwoInts>("add_two_ints")
        .build()?;
    assert!(client.wait_for_service(DEADLINE));
    Ok(client)
}

// example_interfaces of ROS 2 Jazzy.
#[test]
fn add_two_ints_hash_equals_the_hash_of_ros() {
    assert_eq!(AddTwoInts::TYPE_NAME, "example_interfaces/srv/AddTwoInts");
    assert_eq!(
        AddTwoInts::TYPE_HASH.to_string(),
        "RIHS01_e118de6bf5eeb66a2491b5bda11202e7b68f198d6f67922cf30364858239c81a"
    );
}

#[test]
fn call_returns_the_response() -> zenoh::Result<()> {
    let (here, there) = neighbours(own_domain());
    let node = here.create_node("server").without_parameters().build()?;
    let server = node.create_service::<AddTwoInts>("add_two_ints").build()?;
    let client = client(&there)?;
    assert!(client.is_service_available());
    for number in 1..=20 {
        let pending = client.send(&AddTwoIntsRequest { a: number, b: 5 })?;
        let request = server.recv_timeout(DEADLINE)?.expect("a request arrives");
        assert_eq!(request.sample().publisher_gid(), Some(client.gid()));
        assert_eq!(request.sample().sequence_number(), Some(number));
        let AddTwoIntsRequest { a, b } = request.decode()?;
        request.reply(&AddTwoIntsResponse { sum: a + b })?;
        let response = pending.wait(DEADLINE)?;
        assert_eq!(response.decode()?, AddTwoIntsResponse { sum: number + 5 });
        assert_eq!(response.sequence_number(), Some(number));
        assert_eq!(response.publisher_gid(), Some(client.gid()));
    }
    let services = there.graph()?.services();
    let service = services.iter().find(|service| service.name == "/add_two_ints");
    let service = service.expect("the graph has the service");
    assert_eq!(service.types, ["example_interfaces/srv/AddTwoInts"]);
    assert_eq!((service.servers, service.clients), (1, 1));
    Ok(())
}

#[test]
fn concurrent_calls_get_their_own_responses() -> zenoh::Result<()> {
    let (here, there) = neighbours(own_domain());
    let node = here.create_node("server").build()?;
    let server = node
        .create_service::<AddTwoInts>("add_two_ints")
        .build_with_callback(|request| AddTwoIntsResponse {
            sum: request.a + request.b,
        })?;
    let client = client(&there)?;
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let client = &client;
            scope.spawn(move || {
                for call in 0..25 {
                    let request = AddTwoIntsRequest {
                        a: thread * 1000,
                        b: call,
                    };
                    let response = client.call(&request, DEADLINE).expect("a response arrives");
                    assert_eq!(response.sum, thread * 1000 + call);
                }
            });
        }
    });
    assert_eq!(server.stats().admitted, 100);
    assert_eq!(client.stats().admitted, 100);
    Ok(())
}

#[test]
fn async_code_serves_and_calls() -> zenoh::Result<()> {
    let (here, there) = neighbours(own_domain());
    let node = here.create_node("server").build()?;
    let server = node.create_service::<AddTwoInts>("add_two_ints").build()?;
    let client = client(&there)?;
    std::thread::scope(|scope| {
        scope.spawn(|| {
            block_on(async {
                for _ in 0..10 {
                    let request = server.recv_async().await?;
                    let AddTwoIntsRequest { a, b } = request.decode()?;
                    request.reply(&AddTwoIntsResponse { sum: a + b })?;
                }
                zenoh::Result::Ok(())
            })
            .expect("every request gets a response");
        });
        block_on(async {
            for a in 0..10 {
                let request = AddTwoIntsRequest { a, b: 5 };
                assert_eq!(client.call_async(&request, DEADLINE).await?.sum, a + 5);
            }
            zenoh::Result::Ok(())
        })
    })
}

#[test]
fn request_and_response_have_the_attachments_of_rmw_zenoh() -> zenoh::Result<()> {
    let domain = own_domain();
    let here = alone(domain).build()?;
    let node = here.create_node("both").build()?;
    let stranger = stranger(&here);
    let hash = AddTwoInts::TYPE_HASH;
    let key = format!("{domain}/add_two_ints/example_interfaces::srv::dds_::AddTwoInts_/{hash}");
    // 4 bytes of encapsulation, then a and b.
    let request = b"\x00\x01\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x00\x00\x00\x00";
    let response = b"\x00\x01\x00\x00\x05\x00\x00\x00\x00\x00\x00\x00";

    // The request, as a server receives it.
    let queryable = stranger.declare_queryable(&key).complete(true).wait()?;
    let client = node.create_client::<AddTwoInts>("add_two_ints").build()?;
    let numbers = AddTwoIntsRequest { a: 2, b: 3 };
    // Without a liveliness token, the test can only wait for the declaration.
    let (mut pending, mut query) = (client.send(&numbers)?, None);
    eventually("the queryable is discovered", || {
        query = queryable.try_recv().expect("the queryable is open");
        if query.is_none() {
            pending = client.send(&numbers).expect("the request is sent");
        }
        query.is_some()
    });
    let query = query.expect("a query arrives");
    assert_eq!(query.key_expr().as_str(), key);
    assert_eq!(
        *query.payload().expect("the query has a payload").to_bytes(),
        *request
    );
    let attachment = query
        .attachment()
        .expect("the query has an attachment")
        .to_bytes();
    assert_eq!(attachment.len(), 33);
    let attachment = Attachment::deserialize(&attachment)?;
    assert!(attachment.sequence_number >= 1);
    assert_eq!(attachment.gid, client.gid());
    drop((pending, query, queryable));

    // The response, as a client receives it.
    let _server = node
        .create_service::<AddTwoInts>("add_two_ints")
        .build_with_callback(|request| AddTwoIntsResponse {
            sum: request.a + request.b,
        })?;
    let asked = Attachment {
        sequence_number: 77,
        source_timestamp: 1,
        gid: client.gid(),
    };
    let mut reply = None;
    eventually("the server is discovered", || {
        let replies = stranger
            .get(&key)
            .payload(request.to_vec())
            .attachment(asked.serialize().to_vec())
            .timeout(DEADLINE)
            .wait()
            .expect("the query is sent");
        reply = replies.recv().ok().and_then(|reply| reply.into_result().ok());
        reply.is_some()
    });
    let reply = reply.expect("a response arrives");
    assert_eq!(reply.key_expr().as_str(), key);
    assert_eq!(*reply.payload().to_bytes(), *response);
    let answered = Attachment::deserialize(
        &reply
            .attachment()
            .expect("the response has an attachment")
            .to_bytes(),
    )?;
    assert_eq!((answered.sequence_number, answered.gid), (77, client.gid()));
    assert!(
        answered.source_timestamp > 1,
        "the response has its own timestamp"
    );
    Ok(())
}

#[test]
fn unanswered_call_ends() -> zenoh::Result<()> {
    let (here, there) = neighbours(own_domain());
    let lonely = there
        .create_node("lonely")
        .build()?
        .create_client::<AddTwoInts>("add_two_ints")
        .build()?;
    assert!(!lonely.is_service_available());
    let request = AddTwoIntsRequest { a: 1, b: 2 };
    assert!(matches!(
        lonely.call(&request, DEADLINE),
        Err(CallError::NoResponse { .. })
    ));

    let node = here.create_node("server").build()?;
    let server = node.create_service::<AddTwoInts>("add_two_ints").build()?;
    let client = client(&there)?;
    let answer = client.call(&request, Duration::from_millis(50));
    assert!(matches!(answer, Err(CallError::Timeout { .. })), "{answer:?}");
    // Dropped without an answer.
    drop(server.recv_timeout(DEADLINE)?.expect("the first request arrives"));
    let pending = client.send(&request)?;
    drop(server.recv_timeout(DEADLINE)?.expect("a request arrives"));
    assert!(matches!(
        pending.wait(DEADLINE),
        Err(CallError::NoResponse { .. })
    ));
    drop(server);
    eventually("the server is gone", || !client.is_service_available());
    Ok(())
}

#[test]
fn late_response_is_discarded() -> zenoh::Result<()> {
    let (here, there) = neighbours(own_domain());
    let node = here.create_node("server").build()?;
    let server = node.create_service::<AddTwoInts>("add_two_ints").build()?;
    let client = client(&there)?;
    let given_up = client.call(&AddTwoIntsRequest { a: 1, b: 2 }, Duration::from_millis(50));
    assert!(matches!(given_up, Err(CallError::Timeout { .. })), "{given_up:?}");
    drop(client.send(&AddTwoIntsRequest { a: 3, b: 4 })?);
    for _ in 0..2 {
        let request = server.recv_timeout(DEADLINE)?.expect("a request arrives");
        request.reply(&AddTwoIntsResponse { sum: -1 })?;
    }
    // Responses arrive in order: after this one come the responses that no caller waits for.
    let pending = client.send(&AddTwoIntsRequest { a: 5, b: 6 })?;
    let request = server.recv_timeout(DEADLINE)?.expect("a request arrives");
    request.reply(&AddTwoIntsResponse { sum: 11 })?;
    assert_eq!(pending.wait(DEADLINE)?.decode()?.sum, 11);
    assert_eq!((client.stats().admitted, client.stats().rejected), (1, 0));
    Ok(())
}

#[test]
fn malformed_requests_are_ignored_and_the_server_continues() -> zenoh::Result<()> {
    let domain = own_domain();
    let (here, there) = neighbours(domain);
    let node = here.create_node("server").build()?;
    let server = node
        .create_service::<AddTwoInts>("add_two_ints")
        .build_with_callback(|request| AddTwoIntsResponse {
            sum: request.a + request.b,
        })?;
    let client = client(&there)?;
    let stranger = stranger(&here);
    let hash = AddTwoInts::TYPE_HASH;
    let key = format!("{domain}/add_two_ints/example_interfaces::srv::dds_::AddTwoInts_/{hash}");
    let right = to_vec(&AddTwoIntsRequest { a: 1, b: 2 })?;
    let attachment = Attachment {
        sequence_number: 1,
        source_timestamp: 0,
        gid: client.gid(),
    };
    let attachment = attachment.serialize().to_vec();
    let answers = |payload: Option<Vec<u8>>, attachment: Option<Vec<u8>>| -> zenoh::Result<usize> {
        let mut query = stranger
            .get(&key)
            .timeout(DEADLINE)
            .attachment(attachment.map(ZBytes::from));
        if let Some(payload) = payload {
            query = query.payload(payload);
        }
        Ok(query
            .wait()?
            .into_iter()
            .filter(|reply| reply.result().is_ok())
            .count())
    };
    assert_eq!(answers(Some(right.clone()), Some(attachment.clone()))?, 1);
    for (payload, attachment) in [
        (None, None),
        (None, Some(attachment.clone())),
        (Some(right.clone()), None),
        (Some(right.clone()), Some(attachment[..32].to_vec())),
        (Some(vec![]), Some(attachment.clone())),
        (Some(right[..12].to_vec()), Some(attachment.clone())),
        (Some(vec![0xff; 100]), Some(attachment.clone())),
    ] {
        assert_eq!(answers(payload, attachment)?, 0);
    }
    assert_eq!((server.stats().rejected, server.stats().undecodable), (5, 2));
    assert_eq!(client.call(&AddTwoIntsRequest { a: 3, b: 4 }, DEADLINE)?.sum, 7);
    Ok(())
}

#[test]
fn response_to_another_request_is_rejected() -> zenoh::Result<()> {
    let domain = own_domain();
    let here = alone(domain).build()?;
    let client = here
        .create_node("client")
        .without_parameters()
        .build()?
        .create_client::<AddTwoInts>("add_two_ints")
        .build()?;
    let liar = stranger(&here);
    let hash = AddTwoInts::TYPE_HASH;
    let key = format!("{domain}/add_two_ints/example_interfaces::srv::dds_::AddTwoInts_/{hash}");
    let replied = key.clone();
    let payload = to_vec(&AddTwoIntsResponse { sum: 0 })?;
    let gid = client.gid();
    let _server = liar
        .declare_queryable(key)
        .complete(true)
        .callback(move |query| {
            let lie = Attachment {
                sequence_number: 77,
                source_timestamp: 0,
                gid,
            };
            let _ = query.reply(&replied, payload.clone()).wait();
            let reply = query.reply(&replied, payload.clone()).attachment(&[1, 2, 3][..]);
            let _ = reply.wait();
            let _ = query
                .reply(&replied, payload.clone())
                .attachment(lie.serialize().to_vec())
                .wait();
        })
        .wait()?;
    let request = AddTwoIntsRequest { a: 1, b: 2 };
    eventually("the false responses have arrived and were rejected", || {
        matches!(client.call(&request, DEADLINE), Err(CallError::NoResponse { .. }))
            && client.stats().rejected >= 3
    });
    assert_eq!(client.stats().admitted, 0);
    Ok(())
}

#[test]
fn large_requests_and_responses_use_shared_memory() -> zenoh::Result<()> {
    if !has_pool(1 << 20) {
        return Ok(());
    }
    let domain = own_domain();
    let here = alone(domain).with_shm_pool_size(1 << 20)?.build()?;
    let there = alone(domain)
        .with_connect_endpoints([endpoint(here.session())])
        .with_shm_pool_size(1 << 20)?
        .build()?;
    let node = here.create_node("server").build()?;
    let server = node.create_service::<Echo>("echo").build()?;
    let client = there
        .create_node("client")
        .without_parameters()
        .build()?
        .create_client::<Echo>("echo")
        .build()?;
    assert!(client.wait_for_service(DEADLINE));
    let echo = |size: usize| -> zenoh::Result<[bool; 3]> {
        let data: Vec<u8> = (0..size).map(|byte| byte as u8).collect();
        let pending = client.send(&EchoRequest { data: data.clone() })?;
        let request = server.recv_timeout(DEADLINE)?.expect("a request arrives");
        let requested = request.sample().is_shm();
        let EchoRequest { data: received } = request.decode()?;
        let replied = request.reply(&EchoResponse { data: received })?.path;
        let response = pending.wait(DEADLINE)?;
        assert_eq!(response.decode()?.data, data);
        Ok([requested, replied.is_shm(), response.is_shm()])
    };
    assert_eq!(echo(10)?, [false; 3]);
    // The server probes the client when it first answers it: until the reply, responses go over the network.
    let deadline = Instant::now() + DEADLINE;
    let mut large = 1;
    while echo(100_000)? != [true; 3] {
        assert!(Instant::now() < deadline, "{}", server.shm_stats());
        large += 1;
    }
    let (requests, responses) = (
        client.shm_stats().shm().messages,
        server.shm_stats().shm().messages,
    );
    assert!(
        requests == large && (1..=large).contains(&responses),
        "{requests} and {responses} of {large}"
    );
    Ok(())
}

#[test]
fn request_or_response_above_the_network_limit_is_refused() -> zenoh::Result<()> {
    const LIMIT: usize = 1 << 20;
    let limited = |domain| {
        let mut config = zenoh::Config::default();
        for (key, value) in [
            ("mode", r#""peer""#),
            ("transport/link/rx/max_message_size", &LIMIT.to_string()),
        ] {
            config
                .insert_json5(key, value)
                .expect("zenoh accepts the setting");
        }
        alone(domain).with_zenoh_config(config)
    };
    let domain = own_domain();
    let here = limited(domain).build()?;
    let there = limited(domain)
        .with_connect_endpoints([endpoint(here.session())])
        .build()?;
    let node = here.create_node("server").build()?;
    let server = node.create_service::<Echo>("echo").build()?;
    let client = there
        .create_node("client")
        .without_parameters()
        .build()?
        .create_client::<Echo>("echo")
        .build()?;
    assert!(client.wait_for_service(DEADLINE));
    let large = || vec![1; 2 * LIMIT];
    match client.call(&EchoRequest { data: large() }, DEADLINE) {
        Err(CallError::TooLargeForNetwork { bytes, limit, .. }) => {
            assert_eq!((bytes, limit), (2 * LIMIT + 8, LIMIT));
        }
        other => panic!("not refused: {other:?}"),
    }
    let pending = client.send(&EchoRequest { data: vec![1] })?;
    let request = server.recv_timeout(DEADLINE)?.expect("a request arrives");
    match request.reply(&EchoResponse { data: large() }) {
        Err(PublishError::TooLargeForNetwork { bytes, limit, .. }) => {
            assert_eq!((bytes, limit), (2 * LIMIT + 8, LIMIT));
        }
        other => panic!("not refused: {other:?}"),
    }
    // The client does not wait until its timeout.
    assert!(matches!(
        pending.wait(DEADLINE).map(drop),
        Err(CallError::NoResponse { .. })
    ));
    // A server in the client's session receives it.
    let node = there.create_node("local").build()?;
    let local = node.create_service::<Echo>("local").build()?;
    let client = node.create_client::<Echo>("local").build()?;
    assert!(client.wait_for_service(DEADLINE));
    let _pending = client.send(&EchoRequest { data: large() })?;
    let request = local.recv_timeout(DEADLINE)?.expect("a request arrives");
    assert_eq!(request.decode()?.data.len(), 2 * LIMIT);
    Ok(())
}
