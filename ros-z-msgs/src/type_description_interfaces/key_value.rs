//! Pairs of texts, for answers that carry more than a description.

use ros_z_core::{RosMessage, SizeEstimation};

/// A named value.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "type_description_interfaces", view)]
pub struct KeyValue {
    /// Name of the value.
    pub key: String,
    /// The value as text.
    pub value: String,
}
