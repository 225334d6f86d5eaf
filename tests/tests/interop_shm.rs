//! Against a plain `eclipse-zenoh` subscriber in Python, which says by its own API that the payload is in shared
//! memory, and rosbags, which decodes it.

use ros_z_core::RosMessage;
use ros_z_msgs::sensor_msgs::PointCloud2;
use ros_z_tests::machine::has_pool;
use ros_z_tests::neighbours::{DEADLINE, alone, endpoint, own_domain};
use ros_z_tests::python::{python, start};

const POOL: usize = 8 << 20;

#[test]
fn zenoh_in_python_has_the_payload_in_shared_memory_and_rosbags_decodes_it() -> zenoh::Result<()> {
    let Some(python) = python(env!("CARGO_TARGET_TMPDIR")).filter(|_| has_pool(POOL)) else {
        return Ok(());
    };
    let domain = own_domain();
    let context = alone(domain).with_shm_pool_size(POOL)?.build()?;
    let publisher = context
        .create_node("camera")
        .build()?
        .create_pub::<PointCloud2>("points")
        .build()?;
    let key = format!(
        "{domain}/points/sensor_msgs::msg::dds_::PointCloud2_/{}",
        PointCloud2::TYPE_HASH
    );
    let endpoint = endpoint(context.session());
    let mut peer = start(&python, "shm_peer.py", &[&endpoint, &key, PointCloud2::TYPE_NAME]);
    assert!(publisher.wait_for_subscriber(DEADLINE));
    for (number, size) in [(1, 10), (2, 1000), (3, 100_000), (4, 1 << 20)] {
        let data: Vec<u8> = (0..size).map(|at| ((at + number) % 251) as u8).collect();
        let cloud = PointCloud2 {
            width: number,
            row_step: size,
            data: data.into(),
            ..Default::default()
        };
        let published = publisher.publish(&cloud)?;
        let sample = peer.expect("sample");
        assert_eq!(published.path.is_shm(), size >= 1000);
        assert_eq!(sample.get::<bool>("shm"), size >= 1000, "{sample:?}");
        assert_eq!(sample.get::<usize>("len"), published.bytes);
        assert_eq!(sample.get::<u32>("number"), number);
        assert!(
            sample.get::<bool>("right") && sample.get::<bool>("same"),
            "{sample:?}"
        );
    }
    drop(peer.finish());
    Ok(())
}
