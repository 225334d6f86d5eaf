// Written by ros-z-import from composition_interfaces 2.0.2. Change the definition and import it again.

//! Services of `composition_interfaces`.

mod list_nodes;
mod load_node;
mod unload_node;

pub use list_nodes::{ListNodes, ListNodesRequest, ListNodesResponse};
pub use load_node::{LoadNode, LoadNodeRequest, LoadNodeResponse};
pub use unload_node::{UnloadNode, UnloadNodeRequest, UnloadNodeResponse};
