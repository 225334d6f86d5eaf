//! Nodes with all their services need no thread each: requests are answered on the threads of the session.
//! The only test of its process, in which it counts threads.

use ros_z::ZNode;
use ros_z_tests::neighbours::{alone, own_domain};

const NODES: usize = 40;

/// The threads of the session, which zenoh starts when it needs them; their number depends on the processors.
const OF_ZENOH: usize = 20;

#[test]
fn nodes_have_no_thread_each() -> zenoh::Result<()> {
    let context = alone(own_domain()).build()?;
    let before = threads()?;
    let nodes = (0..NODES).map(|number| context.create_node(format!("node_{number}")).build());
    let nodes = nodes.collect::<Result<Vec<ZNode>, _>>()?;
    let with_nodes = threads()?;
    assert!(
        with_nodes <= before + OF_ZENOH,
        "{} nodes: from {before} to {with_nodes} threads",
        nodes.len()
    );
    Ok(())
}

fn threads() -> std::io::Result<usize> {
    Ok(std::fs::read_dir("/proc/self/task")?.count())
}
