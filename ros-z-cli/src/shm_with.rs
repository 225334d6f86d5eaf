//! Whether shared memory is used between this process and an endpoint's process, as far as this process can know.

use ros_z::ShmReport;
use ros_z::graph::NodeInfo;
use ros_z::report::PeerReport;
use ros_z::ros::ZenohId;

/// Describes shared memory with the process of a node. `seen` is whether the last message of it arrived in shared
/// memory, if one arrived.
pub(crate) fn shm_with(report: &ShmReport, node: &NodeInfo, seen: Option<bool>) -> String {
    let is_it = |peer: &&PeerReport| ZenohId::from_le_bytes(peer.zid().to_le_bytes()) == Some(node.zenoh_id);
    let peer = report.peers().iter().find(is_it);
    let negotiated = peer.is_some_and(|peer| peer.is_negotiated());
    let obstacle = peer.and_then(|peer| peer.obstacle());
    match (seen, peer) {
        (Some(true), _) => "yes: its last message arrived in shared memory".into(),
        (Some(false), Some(_)) if negotiated && obstacle.is_none() => {
            "no: negotiated, but its last message was not in shared memory, for example because it was small or the publisher has no pool".into()
        }
        (None, Some(_)) if negotiated && obstacle.is_none() => {
            "possible: negotiated with its process; no message seen".into()
        }
        (_, None) => "unknown: rosz has no direct connection to its process".into(),
        (_, Some(_)) => match obstacle {
            Some(obstacle) => format!("no: {obstacle}"),
            None => "no: not negotiated with its process".into(),
        },
    }
}
