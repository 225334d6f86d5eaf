//! The conventions of `rmw_zenoh` for ROS 2 on zenoh: names, key expressions, liveliness tokens, QoS strings,
//! attachments and identifiers; and of `rcl` for command lines: remap rules, parameters and log levels.
//!
//! Every item is a pure function of text and bytes. The crate opens no session, reads no environment and does
//! not depend on zenoh. The facts come from the design document of `rmw_zenoh`, the ROS 2 article on topic and
//! service names, REP-2016 (type hashes), the sources of `rcl` and `rclcpp`, and captures of running `rmw_zenoh_cpp` nodes; each file names its own
//! source.
//!
//! # Examples
//! ```
//! use ros_z_protocol::QosProfile;
//!
//! assert_eq!(QosProfile::DEFAULT.to_string(), "::,10:,:,:,,");
//! ```
#![warn(missing_docs)]

mod arguments;
mod attachment;
mod decimal;
mod domain_id;
mod gid;
#[cfg(test)]
mod hostile;
mod key_expr;
mod liveliness;
mod log_level;
mod name;
mod parameter;
mod qos;
mod remap;
mod type_name;
mod zenoh_id;

pub use arguments::{Arguments, ArgumentsError, LogOutputs};
pub use attachment::{Attachment, AttachmentError};
pub use domain_id::{DOMAIN_ID_VARIABLE, DomainIdError, domain_id_from, parse_domain_id};
pub use gid::{Gid, GidError};
pub use key_expr::{BUF_CPU_SUFFIX, DataKey, KeyExprError, TYPE_HASH_NOT_SUPPORTED};
pub use liveliness::{
    ADMIN_SPACE, Backends, BackendsError, Endpoint, EndpointKind, LivelinessToken, TokenError, liveliness_key,
};
pub use log_level::{LogLevel, LogLevelError, LogLevels};
pub use name::{NameError, NameKind, Namespace, NodeName, NodePath, TopicName};
pub use parameter::{
    NodePattern, ParameterFileError, ParameterOverrides, ParameterRuleError, ParameterType, ParameterValue,
};
pub use qos::{Durability, History, Liveliness, QosError, QosPolicy, QosProfile, Reliability};
pub use remap::{RemapError, RemapRule, RemapRules};
pub use type_name::{InterfaceKind, TypeName, TypeNameError};
pub use zenoh_id::{ZenohId, ZenohIdError};
