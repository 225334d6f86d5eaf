//! A peer whose zenoh has another version of the shared memory protocol: every message arrives whole over the
//! network, the report names both versions, and there is one warning. The peer is `eclipse-zenoh` in Python.

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use ros_z::report::{Finding, Obstacle};
use ros_z::{Publisher, Subscriber, ZContext};
use ros_z_core::RosMessage;
use ros_z_msgs::sensor_msgs::PointCloud2;
use ros_z_shm::shm::SHM_PROTOCOL_VERSION;
use ros_z_tests::machine::has_pool;
use ros_z_tests::neighbours::{DEADLINE, alone, endpoint, eventually, own_domain};
use ros_z_tests::process::Process;
use ros_z_tests::python::{python, python_next, start};
use ros_z_tests::warnings::on_warning;
use zenoh_buffers::buffer::SplitBuffer;

const POOL: usize = 4 << 20;

static WARNINGS: Mutex<Vec<String>> = Mutex::new(Vec::new());

fn warnings() -> Vec<String> {
    WARNINGS.lock().expect("no holder panics").clone()
}

/// Returns a Python whose zenoh has the other version, and that version.
fn other_python() -> Option<(PathBuf, u64)> {
    match SHM_PROTOCOL_VERSION {
        1 => Some((python_next(env!("CARGO_TARGET_TMPDIR"))?, 2)),
        _ => Some((python(env!("CARGO_TARGET_TMPDIR"))?, 1)),
    }
}

fn content(number: u32, size: u32) -> Vec<u8> {
    (0..size).map(|at| ((at + number) % 251) as u8).collect()
}

fn connect(python: &Path, context: &ZContext) -> Process {
    let hash = PointCloud2::TYPE_HASH;
    let key = format!(
        "{}/points/sensor_msgs::msg::dds_::PointCloud2_/{hash}",
        context.domain_id()
    );
    let arguments = [&endpoint(context.session()), &key, PointCloud2::TYPE_NAME];
    start(python, "shm_peer.py", &arguments)
}

fn exchange(
    publisher: &Publisher<PointCloud2>,
    subscriber: &Subscriber<PointCloud2>,
    peer: &mut Process,
) -> zenoh::Result<()> {
    for (number, size) in [(1, 1000), (2, 100_000), (3, 1 << 20)] {
        let cloud = PointCloud2 {
            width: number,
            row_step: size,
            data: content(number, size).into(),
            ..Default::default()
        };
        let published = publisher.publish(&cloud)?;
        let sample = peer.expect("sample");
        assert!(!sample.get::<bool>("shm"), "{sample:?}");
        assert_eq!(sample.get::<usize>("len"), published.bytes);
        assert_eq!(sample.get::<u32>("number"), number);
        assert!(
            sample.get::<bool>("right") && sample.get::<bool>("same"),
            "{sample:?}"
        );

        peer.tell(&format!("publish number={number} size={size} shm=true"));
        let received = || {
            subscriber
                .recv_timeout(DEADLINE)
                .map(|sample| sample.expect("a cloud arrives"))
        };
        let own = received()?;
        assert_eq!(own.publisher_gid(), publisher.gid());
        let sample = received()?;
        assert!(!sample.is_shm(), "{number}");
        let cloud = sample.decode()?;
        assert_eq!((cloud.width, cloud.row_step), (number, size));
        assert!(*cloud.data.contiguous() == *content(number, size));
    }
    Ok(())
}

#[test]
fn peer_of_another_protocol_version_is_named_and_served_over_the_network() -> zenoh::Result<()> {
    let Some((python, theirs)) = other_python().filter(|_| has_pool(POOL)) else {
        return Ok(());
    };
    on_warning(|text| WARNINGS.lock().expect("no holder panics").push(text.to_owned()));
    let context = alone(own_domain()).with_shm_pool_size(POOL)?.build()?;
    let node = context.create_node("camera").build()?;
    let publisher = node.create_pub::<PointCloud2>("points").build()?;
    let subscriber = node.create_sub::<PointCloud2>("points").build()?;
    // The second process is not another warning.
    for _ in 0..2 {
        let mut peer = connect(&python, &context);
        eventually("the peer connects", || !context.shm_report().peers().is_empty());
        eventually("the warning is logged", || !warnings().is_empty());
        let report = context.shm_report();
        let [listed] = report.peers() else {
            panic!("{report}")
        };
        let obstacle = Obstacle::OtherVersion {
            theirs: Some(theirs),
            ours: SHM_PROTOCOL_VERSION,
        };
        assert!(!listed.is_negotiated(), "{listed}");
        assert_eq!(listed.obstacle(), Some(&obstacle), "{listed}");
        assert!(
            listed.findings().contains(&Finding::ProtocolVersion(theirs)),
            "{listed}"
        );
        let named = format!(
            "protocol: {theirs} there, {SHM_PROTOCOL_VERSION} here; use zenoh of one protocol version"
        );
        assert!(report.to_string().contains(&named), "{report}");
        assert!(publisher.wait_for_subscriber(DEADLINE));
        exchange(&publisher, &subscriber, &mut peer)?;
        drop(peer.finish());
        eventually("the peer leaves", || context.shm_report().peers().is_empty());
    }
    let warnings = warnings();
    assert_eq!(warnings.len(), 1, "{warnings:#?}");
    let expected =
        format!("version {theirs} of the shared memory protocol, this process has {SHM_PROTOCOL_VERSION}");
    assert!(warnings[0].contains(&expected), "{warnings:#?}");
    Ok(())
}
