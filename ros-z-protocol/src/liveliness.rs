//! Discovery: the text of liveliness tokens, which announce nodes and their endpoints. The crates with a
//! session declare and watch them. `liveliness/parse.rs` reads a token, `liveliness/endpoint.rs` contains the
//! parts of an endpoint.
//!
//! The form is that of the `rmw_zenoh` design document:
//! `@ros2_lv/<domain>/<zid>/<nid>/<eid>/<kind>/<enclave>/<namespace>/<node>` for a node. An endpoint appends
//! `/<topic>/<wire type>/<type hash>/<qos>`. Every `/` within a part is written as `%`.

mod backends;
mod endpoint;
mod parse;

use std::fmt;

pub use backends::{Backends, BackendsError};
pub use endpoint::{Endpoint, EndpointKind};
pub use parse::TokenError;

use super::{Gid, Namespace, NodePath, ZenohId};

/// The first part of every token.
pub const ADMIN_SPACE: &str = "@ros2_lv";

/// The key of all tokens of a domain: query it at startup, and watch it from then on.
///
/// # Examples
///
/// ```
/// assert_eq!(ros_z_protocol::liveliness_key(0), "@ros2_lv/0/**");
/// ```
pub fn liveliness_key(domain_id: usize) -> String {
    format!("{ADMIN_SPACE}/{domain_id}/**")
}

/// The liveliness token of a node, or of an endpoint of a node.
///
/// # Examples
///
/// ```
/// use ros_z_protocol::{Endpoint, EndpointKind, LivelinessToken, NodePath, QosProfile};
///
/// let path = NodePath::new("/".parse()?, "talker".parse()?);
/// let node = LivelinessToken::of_node(0, "1a2b".parse()?, 0, &path);
/// assert_eq!(node.to_string(), "@ros2_lv/0/1a2b/0/0/NN/%/%/talker");
///
/// let (topic, type_name) = ("/chatter".parse()?, "std_msgs/msg/String".parse()?);
/// let qos = QosProfile::DEFAULT;
/// let endpoint = Endpoint::new(EndpointKind::Publisher, &topic, &type_name, "RIHS01_df", qos)?;
/// let publisher = node.of_endpoint(1, endpoint);
/// let text = publisher.to_string();
/// assert_eq!(
///     text,
///     "@ros2_lv/0/1a2b/0/1/MP/%/%/talker/%chatter/std_msgs::msg::dds_::String_/RIHS01_df/::,10:,:,:,,",
/// );
/// assert_eq!(text.parse::<LivelinessToken>()?, publisher);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LivelinessToken {
    domain_id: usize,
    zenoh_id: ZenohId,
    node_id: u64,
    entity_id: u64,
    enclave: String,
    namespace: String,
    node: String,
    endpoint: Option<Endpoint>,
}

impl LivelinessToken {
    /// Creates the token of a node in the default enclave.
    ///
    /// `node_id` comes from the session's single counter, which starts at 0 and numbers both nodes and
    /// endpoints.
    pub fn of_node(domain_id: usize, zenoh_id: ZenohId, node_id: u64, path: &NodePath) -> Self {
        Self {
            domain_id,
            zenoh_id,
            node_id,
            entity_id: node_id,
            enclave: Namespace::root().into(),
            namespace: path.namespace().as_str().into(),
            node: path.name().as_str().into(),
            endpoint: None,
        }
    }

    /// Sets the security enclave of the node.
    #[must_use]
    pub fn with_enclave(mut self, enclave: &Namespace) -> Self {
        self.enclave = enclave.as_str().into();
        self
    }

    /// Creates the token of an endpoint of the same node. `entity_id` comes from the counter of the session
    /// too.
    #[must_use]
    pub fn of_endpoint(&self, entity_id: u64, endpoint: Endpoint) -> Self {
        Self {
            entity_id,
            endpoint: Some(endpoint),
            ..self.clone()
        }
    }

    /// The identifier of the endpoint or node, for a token that this process declares.
    ///
    /// The hash of the text that `Display` writes. A peer may spell the same token differently: pass its text
    /// to [`Gid::of_token`].
    pub fn to_gid(&self) -> Gid {
        Gid::of_token(&self.to_string())
    }

    /// The domain.
    pub fn domain_id(&self) -> usize {
        self.domain_id
    }

    /// The session.
    pub fn zenoh_id(&self) -> ZenohId {
        self.zenoh_id
    }

    /// The number of the node within its session.
    pub fn node_id(&self) -> u64 {
        self.node_id
    }

    /// The number of the endpoint within its session; for a node, its own.
    pub fn entity_id(&self) -> u64 {
        self.entity_id
    }

    /// The security enclave, `/` by default.
    pub fn enclave(&self) -> &str {
        &self.enclave
    }

    /// The namespace of the node. In a peer's token, this and the following names may violate the rules of ROS
    /// names.
    pub fn namespace(&self) -> &str {
        &self.namespace
    }

    /// The name of the node without its namespace.
    pub fn node(&self) -> &str {
        &self.node
    }

    /// The endpoint; `None` in the token of a node.
    pub fn endpoint(&self) -> Option<&Endpoint> {
        self.endpoint.as_ref()
    }
}

/// A name with every `/` written as `%`.
struct Mangled<'a>(&'a str);

impl fmt::Display for Mangled<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.replace('/', "%"))
    }
}

/// Writes the key expression to declare.
impl fmt::Display for LivelinessToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{ADMIN_SPACE}/{}/{}/{}/{}/{}/{}/{}/{}",
            self.domain_id,
            self.zenoh_id,
            self.node_id,
            self.entity_id,
            self.endpoint
                .as_ref()
                .map_or(parse::NODE, |endpoint| endpoint.kind().as_str()),
            Mangled(&self.enclave),
            Mangled(&self.namespace),
            Mangled(&self.node),
        )?;
        match &self.endpoint {
            Some(endpoint) => write!(f, "/{endpoint}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::QosProfile;
    use super::*;

    // Captured from rmw_zenoh_cpp 0.2.10.
    const NODE: &str = "@ros2_lv/0/4a67f1a47554de2e274b7968c89b88ef/0/0/NN/%/%/talker";
    const PUBLISHER: &str = "@ros2_lv/0/4a67f1a47554de2e274b7968c89b88ef/0/1/MP/%/%/talker/%chatter/std_msgs::msg::dds_::String_/RIHS01_df668c740482bbd48fb39d76a70dfd4bd59db1288021743503259e948f6b1a18/::,10:,:,:,,";
    const SUBSCRIPTION: &str = "@ros2_lv/0/a804a95377bb7c6c715d1fa380b6dc1d/0/1/MS/%/%/cpp_sub/%chatter/std_msgs::msg::dds_::String_/RIHS01_df668c740482bbd48fb39d76a70dfd4bd59db1288021743503259e948f6b1a18/::,10:,:,:,,";
    const SERVICE: &str = "@ros2_lv/0/bc8ef43f0ffec771767ed819e7ed0c3b/0/1/SS/%/%/cpp_srv/%add_two_ints/peer_msgs::srv::dds_::AddTwoInts_/RIHS01_bf6d8349bcfbf25e50fce0c09651ac8aca44796cf8ad0972fdf993ccfd0d49ae/::,10:,:,:,,";
    // Captured in the same way, with a shortened hash of the test type.
    const LATCHED: &str = "@ros2_lv/0/c719f69f17040efdf91a83398ac7147f/0/1/MP/%/%robot1/ev/%ev/peer_msgs::msg::dds_::Everything_/RIHS01_7fc69db0/:1:,10:,:,:,,";

    const STRING_HASH: &str = "RIHS01_df668c740482bbd48fb39d76a70dfd4bd59db1288021743503259e948f6b1a18";

    fn node(zenoh_id: &str, namespace: &str, name: &str) -> LivelinessToken {
        let path = NodePath::new(namespace.parse().unwrap(), name.parse().unwrap());
        LivelinessToken::of_node(0, zenoh_id.parse().unwrap(), 0, &path)
    }

    fn endpoint(kind: EndpointKind, topic: &str, type_name: &str, hash: &str) -> Endpoint {
        let (topic, type_name) = (topic.parse().unwrap(), type_name.parse().unwrap());
        Endpoint::new(kind, &topic, &type_name, hash, QosProfile::DEFAULT).unwrap()
    }

    fn assert_is(token: &LivelinessToken, text: &str) {
        assert_eq!(token.to_string(), text);
        assert_eq!(text.parse().as_ref(), Ok(token));
    }

    #[test]
    fn captured_publisher_and_its_gid_are_rebuilt() {
        use EndpointKind::Publisher;
        let talker = node("4a67f1a47554de2e274b7968c89b88ef", "/", "talker");
        assert_is(&talker, NODE);
        let chatter = endpoint(Publisher, "/chatter", "std_msgs/msg/String", STRING_HASH);
        let token = talker.of_endpoint(1, chatter);
        assert_is(&token, PUBLISHER);
        assert_eq!(token.to_gid().to_string(), "57a0e4366e9d8085d6cb55bf9dc8622a");
        let key = token.endpoint().unwrap().data_key(token.domain_id()).unwrap();
        assert_eq!(
            key.to_string(),
            format!("0/chatter/std_msgs::msg::dds_::String_/{STRING_HASH}")
        );
    }

    #[test]
    fn captured_subscription_service_and_namespaced_tokens_are_rebuilt() {
        use EndpointKind::{Publisher, Service, Subscription};
        let chatter = endpoint(Subscription, "/chatter", "std_msgs/msg/String", STRING_HASH);
        let listener = node("a804a95377bb7c6c715d1fa380b6dc1d", "/", "cpp_sub");
        assert_is(&listener.of_endpoint(1, chatter), SUBSCRIPTION);

        let hash = "RIHS01_bf6d8349bcfbf25e50fce0c09651ac8aca44796cf8ad0972fdf993ccfd0d49ae";
        let adder = endpoint(Service, "/add_two_ints", "peer_msgs/srv/AddTwoInts", hash);
        let server = node("bc8ef43f0ffec771767ed819e7ed0c3b", "/", "cpp_srv");
        assert_is(&server.of_endpoint(1, adder), SERVICE);

        let mut latched = endpoint(Publisher, "/ev", "peer_msgs/msg/Everything", "RIHS01_7fc69db0");
        latched.qos = QosProfile::LATCHED.with_depth(10);
        let robot = node("c719f69f17040efdf91a83398ac7147f", "/robot1", "ev");
        assert_is(&robot.of_endpoint(1, latched), LATCHED);
    }

    #[test]
    fn a_token_of_humble_has_no_hash() {
        // The form of a token of Humble, with explicit QoS values: docs/versions.md names the sources.
        let humble = "@ros2_lv/0/1a/0/5/MP/%/%/mrm_handler/%system%fail_safe%mrm_state/std_msgs::msg::dds_::Int32_/TypeHashNotSupported/1:2:1,10:,:,:,,";
        let token: LivelinessToken = humble.parse().unwrap();
        let endpoint = token.endpoint().unwrap();
        assert_eq!(endpoint.type_hash(), crate::TYPE_HASH_NOT_SUPPORTED);
        assert_eq!(
            endpoint.data_key(0).unwrap().to_string(),
            "0/system/fail_safe/mrm_state/std_msgs::msg::dds_::Int32_/TypeHashNotSupported"
        );
    }

    #[test]
    fn client_enclave_and_inner_slashes_are_written() {
        let client = endpoint(EndpointKind::Client, "/arm/add", "a/srv/B", "h");
        let token = node("1a", "/robot1/left", "caller")
            .with_enclave(&"/secret/room".parse().unwrap())
            .of_endpoint(7, client);
        assert_is(
            &token,
            "@ros2_lv/0/1a/0/7/SC/%secret%room/%robot1%left/caller/%arm%add/a::srv::dds_::B_/h/::,10:,:,:,,",
        );
        assert_eq!(token.enclave(), "/secret/room");
        assert_eq!(token.namespace(), "/robot1/left");
        assert_eq!(token.node(), "caller");
        assert_eq!((token.node_id(), token.entity_id()), (0, 7));
        assert_eq!(token.endpoint().unwrap().topic(), "/arm/add");
    }

    #[test]
    fn backends_are_a_fourteenth_part() {
        let image = endpoint(EndpointKind::Subscription, "/i", "a/msg/B", "h");
        let token = node("1a", "/", "n").of_endpoint(1, image.with_backends(Backends::cpu()));
        assert_is(
            &token,
            "@ros2_lv/0/1a/0/1/MS/%/%/n/%i/a::msg::dds_::B_/h/::,10:,:,:,,/backends:cpu:",
        );
    }
}
