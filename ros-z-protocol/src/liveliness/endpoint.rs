//! The parts of a token that describe a publisher, subscription, server or client. The other parts describe its
//! node.

use std::fmt;

use super::super::key_expr::is_plain;
use super::super::{DataKey, KeyExprError, QosProfile, TopicName, TypeName};
use super::{Backends, Mangled};

/// The role of an endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EndpointKind {
    /// Publishes a topic.
    Publisher,
    /// Subscribes to a topic.
    Subscription,
    /// Serves a service.
    Service,
    /// Calls a service.
    Client,
}

impl EndpointKind {
    pub(super) const ALL: [Self; 4] = [Self::Publisher, Self::Subscription, Self::Service, Self::Client];

    /// The text in a token: `MP`, `MS`, `SS` or `SC`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Publisher => "MP",
            Self::Subscription => "MS",
            Self::Service => "SS",
            Self::Client => "SC",
        }
    }
}

/// The parts of a token that describe an endpoint, after those of its node.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Endpoint {
    pub(super) kind: EndpointKind,
    pub(super) topic: String,
    pub(super) wire_type: String,
    pub(super) type_hash: String,
    pub(super) qos: QosProfile,
    pub(super) backends: Option<Backends>,
}

impl Endpoint {
    /// Creates an endpoint of a topic or service. The hash is the `RIHS01_…` text of its type.
    ///
    /// # Errors
    ///
    /// [`KeyExprError::TypeHash`] if the hash is not valid in a token.
    pub fn new(
        kind: EndpointKind,
        topic: &TopicName,
        type_name: &TypeName,
        type_hash: impl fmt::Display,
        qos: QosProfile,
    ) -> Result<Self, KeyExprError> {
        let type_hash = type_hash.to_string();
        // Tokens encode `/` as `%`, so a `%` would be read as `/`.
        if !is_plain(&type_hash) || type_hash.contains('%') {
            return Err(KeyExprError::TypeHash { type_hash });
        }
        Ok(Self {
            kind,
            topic: topic.as_str().into(),
            wire_type: type_name.to_wire(),
            type_hash,
            qos: qos.resolved(),
            backends: None,
        })
    }

    /// Announces that the endpoint supports buffers. A subscription of a type with a `uint8[]` must announce
    /// [`Backends::cpu`], otherwise publishers of ROS 2 Lyrical and later may ignore it; see
    /// [`DataKey::to_buf_cpu`].
    #[must_use]
    pub fn with_backends(mut self, backends: Backends) -> Self {
        self.backends = Some(backends);
        self
    }

    /// The role of the endpoint.
    pub fn kind(&self) -> EndpointKind {
        self.kind
    }

    /// The fully qualified name of the topic or service. A peer's name may violate the rules of ROS names.
    pub fn topic(&self) -> &str {
        &self.topic
    }

    /// The type in its wire spelling; see [`TypeName::from_wire`].
    pub fn wire_type(&self) -> &str {
        &self.wire_type
    }

    /// The hash of the type.
    pub fn type_hash(&self) -> &str {
        &self.type_hash
    }

    /// The policies, [resolved](QosProfile::resolved).
    pub fn qos(&self) -> QosProfile {
        self.qos
    }

    /// The buffer backends, if the endpoint supports buffers.
    pub fn backends(&self) -> Option<&Backends> {
        self.backends.as_ref()
    }

    /// The key of the endpoint's data.
    ///
    /// # Errors
    ///
    /// [`KeyExprError`] if a peer announced a part that is not valid in a key.
    pub fn data_key(&self, domain_id: usize) -> Result<DataKey, KeyExprError> {
        DataKey::from_parts(domain_id, &self.topic, &self.wire_type, &self.type_hash)
    }
}

/// Writes the endpoint's parts of a token, which follow those of its node.
impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}/{}/{}/{}",
            Mangled(&self.topic),
            Mangled(&self.wire_type),
            Mangled(&self.type_hash),
            self.qos,
        )?;
        match &self.backends {
            Some(backends) => write!(f, "/{backends}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_invalid_hash_is_refused() {
        let (topic, type_name) = ("/t".parse().unwrap(), "a/msg/B".parse().unwrap());
        for hash in ["", "a/b", "a%b", "*", "RIHS01_?"] {
            let endpoint = Endpoint::new(
                EndpointKind::Publisher,
                &topic,
                &type_name,
                hash,
                QosProfile::DEFAULT,
            );
            assert!(endpoint.is_err(), "{hash}");
        }
    }

    #[test]
    fn the_data_key_of_a_peer_is_checked() {
        let (topic, type_name) = ("/a/t".parse().unwrap(), "a/msg/B".parse().unwrap());
        let kind = EndpointKind::Publisher;
        let mut endpoint = Endpoint::new(kind, &topic, &type_name, "h", QosProfile::DEFAULT).unwrap();
        let key = endpoint.data_key(3).unwrap();
        assert_eq!(key.to_string(), "3/a/t/a::msg::dds_::B_/h");
        endpoint.topic = "//".into();
        assert!(endpoint.data_key(3).is_err());
    }
}
