//! Descriptions that a node itself serves, as nodes of ROS 2 Iron and later do.

use super::WantedType;
use ros_z::core::dynamic::Description;
use ros_z::graph::NodeInfo;
use ros_z::msgs::type_description_interfaces::srv::{GetTypeDescription, GetTypeDescriptionRequest};
use ros_z::node::ZNode;
use std::time::Duration;

/// The longest wait for the answer of a node.
const PATIENCE: Duration = Duration::from_secs(2);

/// The time within which the service of a node appears after its publisher.
const APPEARANCE: Duration = Duration::from_millis(500);

/// Returns the name of the service of a node.
pub(super) fn service_name(node: &NodeInfo) -> String {
    let namespace = node.namespace.trim_end_matches('/');
    format!("{namespace}/{}/get_type_description", node.name)
}

/// Returns whether there is a server.
pub(super) fn is_served(asker: &ZNode, service: &str) -> bool {
    asker
        .graph()
        .is_ok_and(|graph| !graph.servers(service).is_empty())
}

/// Returns whether there is a server, or one appears within a moment.
pub(super) fn is_served_soon(asker: &ZNode, service: &str) -> bool {
    asker
        .graph()
        .is_ok_and(|graph| graph.wait_until(APPEARANCE, |graph| !graph.servers(service).is_empty()))
}

/// Asks for a type. `Ok(None)` if the node does not know it.
pub(super) fn ask(asker: &ZNode, service: &str, wanted: &WantedType) -> Result<Option<Description>, String> {
    let client = asker.create_client::<GetTypeDescription>(service).build();
    let client = client.map_err(|error| error.to_string())?;
    if !client.wait_for_service(PATIENCE) {
        return Err("has another type than type_description_interfaces/srv/GetTypeDescription".into());
    }
    let request = GetTypeDescriptionRequest {
        type_name: wanted.name.clone(),
        type_hash: wanted.hash.map(|hash| hash.to_string()).unwrap_or_default(),
        include_type_sources: false,
    };
    let response = client
        .call(&request, PATIENCE)
        .map_err(|error| error.to_string())?;
    if response.successful {
        Ok(Some(response.type_description.into()))
    } else if response.failure_reason.is_empty() {
        Ok(None)
    } else {
        Err(response.failure_reason)
    }
}
