//! Pairs of endpoints that do not fit together: of which types, or in which policies. `graph/own_endpoints.rs` finds
//! them.

use super::info::EndpointInfo;
use ros_z_core::TypeHash;
use ros_z_protocol::{EndpointKind, QosPolicy, QosProfile};
use std::fmt;
use std::sync::Arc;

/// An endpoint that does not fit to an endpoint of this program on the same topic or service.
///
/// [`with_incompatible_callback`](crate::PublisherBuilder::with_incompatible_callback) reports it; the library logs a
/// warning. `Display` is the text of that warning.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct IncompatibleEndpoint {
    /// Fully qualified name of the topic or service.
    pub name: String,
    /// Whether this program's endpoint is the publisher, subscription, server or client.
    pub own_kind: EndpointKind,
    /// The other endpoint.
    pub endpoint: EndpointInfo,
    /// The reason.
    pub reason: Incompatibility,
}

/// Why two endpoints do not fit together.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Incompatibility {
    /// The types differ by name or hash. The endpoints exchange no messages.
    Type {
        /// Type of this program's endpoint, such as `std_msgs/msg/String`.
        own_type: String,
        /// Its hash.
        own_hash: TypeHash,
        /// The first field that differs, as text. `None` if the names of the types differ, or if one of the two types
        /// could not be described.
        difference: Option<String>,
    },
    /// The publisher offers less than the subscription requests. As in `rmw_zenoh`, messages arrive anyway; nodes on
    /// DDS exchange no messages.
    Qos {
        /// The quality of service of this program's endpoint.
        own_qos: QosProfile,
        /// The policies that do not fit. Never empty.
        policies: Vec<QosPolicy>,
    },
}

/// A callback for incompatible endpoints.
#[derive(Clone)]
pub(crate) struct OnIncompatible(pub(crate) Arc<dyn Fn(IncompatibleEndpoint) + Send + Sync>);

impl fmt::Debug for OnIncompatible {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OnIncompatible")
    }
}

/// Returns the kind of the endpoints that an endpoint communicates with.
pub(super) fn counterpart(kind: EndpointKind) -> EndpointKind {
    match kind {
        EndpointKind::Publisher => EndpointKind::Subscription,
        EndpointKind::Subscription => EndpointKind::Publisher,
        EndpointKind::Service => EndpointKind::Client,
        EndpointKind::Client => EndpointKind::Service,
    }
}

const fn noun(kind: EndpointKind) -> &'static str {
    match kind {
        EndpointKind::Publisher => "publisher",
        EndpointKind::Subscription => "subscription",
        EndpointKind::Service => "server",
        EndpointKind::Client => "client",
    }
}

impl fmt::Display for IncompatibleEndpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (other, name) = (&self.endpoint, &self.name);
        let (here, there) = (noun(self.own_kind), noun(counterpart(self.own_kind)));
        write!(
            f,
            "the {here} of {name} in this process and the {there} in the node {} ",
            other.node
        )?;
        match &self.reason {
            Incompatibility::Type {
                own_type,
                own_hash,
                difference,
            } => {
                let (type_name, hash) = (&other.type_name, &other.type_hash);
                write!(
                    f,
                    "do not communicate, because their types differ: {own_type} {own_hash} here, {type_name} {hash} there"
                )?;
                match difference {
                    Some(difference) => write!(f, "; the first difference: {difference}"),
                    None => Ok(()),
                }
            }
            Incompatibility::Qos { own_qos, policies } => {
                let (offers, requests) = match self.own_kind {
                    EndpointKind::Publisher => (own_qos, &other.qos),
                    _ => (&other.qos, own_qos),
                };
                f.write_str("have incompatible quality of service: ")?;
                for (index, policy) in policies.iter().enumerate() {
                    let separator = if index > 0 { "; " } else { "" };
                    write!(f, "{separator}the publisher offers ")?;
                    match policy {
                        QosPolicy::Durability => write!(
                            f,
                            "{}, the subscription requests {}, so it gets no earlier messages",
                            offers.durability, requests.durability
                        )?,
                        _ => write!(
                            f,
                            "{}, the subscription requests {}, so messages may be lost",
                            offers.reliability, requests.reliability
                        )?,
                    }
                }
                Ok(())
            }
        }
    }
}
