//! The key expressions of samples, requests and replies. Discovery has keys of its own, in the liveliness
//! files.

use std::fmt;
use std::str::FromStr;

use super::decimal::parse_decimal;
use super::{TopicName, TypeName};

/// The suffix of a second key, after the [`DataKey`], that a subscriber adds to receive from publishers of ROS
/// 2 Lyrical and later that send only to buffer-aware subscribers. The payload on that key is ordinary CDR.
pub const BUF_CPU_SUFFIX: &str = "/_buf_cpu";

/// The text in place of the type hash in keys and tokens of `rmw_zenoh` for ROS 2 Humble, whose types have no hash.
///
/// Endpoints of Humble communicate if their topics and the names of their types are equal, whatever the definitions of
/// the types.
pub const TYPE_HASH_NOT_SUPPORTED: &str = "TypeHashNotSupported";

/// The key of a topic's or service's data: `<domain id>/<name>/<wire type>/<type hash>`.
///
/// The key has no wildcards: an endpoint with another type, or with another definition of the type and
/// therefore another hash, uses another key and does not communicate. The name loses its outer slashes and
/// keeps the inner ones. Services use the name and the hash of the service type itself.
///
/// # Examples
///
/// ```
/// use ros_z_protocol::{DataKey, TopicName};
///
/// let hash = "RIHS01_df668c740482bbd48fb39d76a70dfd4bd59db1288021743503259e948f6b1a18";
/// let chatter = TopicName::new("/chatter")?;
/// let key = DataKey::new(0, &chatter, &"std_msgs/msg/String".parse()?, hash)?;
/// assert_eq!(key.to_string(), format!("0/chatter/std_msgs::msg::dds_::String_/{hash}"));
/// assert_eq!(key.to_string().parse::<DataKey>()?, key);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DataKey {
    domain_id: usize,
    topic: String,
    wire_type: String,
    type_hash: String,
}

impl DataKey {
    /// Creates the key of a topic or service. The hash is the `RIHS01_…` text of its type, or
    /// [`TYPE_HASH_NOT_SUPPORTED`].
    ///
    /// # Errors
    ///
    /// [`KeyExprError::TypeHash`] if the hash is not valid in a key.
    pub fn new(
        domain_id: usize,
        topic: &TopicName,
        type_name: &TypeName,
        type_hash: impl fmt::Display,
    ) -> Result<Self, KeyExprError> {
        let (wire_type, type_hash) = (type_name.to_wire(), type_hash.to_string());
        Self::from_parts(domain_id, topic.as_str(), &wire_type, &type_hash)
    }

    /// Creates the key from the parts of a peer's token.
    ///
    /// # Errors
    ///
    /// [`KeyExprError`] if a part is not valid in a key.
    pub fn from_parts(
        domain_id: usize,
        topic: &str,
        wire_type: &str,
        type_hash: &str,
    ) -> Result<Self, KeyExprError> {
        let name = topic.strip_prefix('/').unwrap_or(topic);
        let name = name.strip_suffix('/').unwrap_or(name);
        // A chunk with a leading `@` is verbatim; ROS names have none.
        if !name
            .split('/')
            .all(|chunk| is_plain(chunk) && !chunk.starts_with('@'))
        {
            return Err(KeyExprError::Topic { topic: topic.into() });
        }
        // The `::` distinguishes a key from one with a suffix such as `/_buf_cpu`.
        if !is_plain(wire_type) || !wire_type.contains("::") {
            return Err(KeyExprError::WireType {
                wire_type: wire_type.into(),
            });
        }
        if !is_plain(type_hash) {
            return Err(KeyExprError::TypeHash {
                type_hash: type_hash.into(),
            });
        }
        Ok(Self {
            domain_id,
            topic: format!("/{name}"),
            wire_type: wire_type.into(),
            type_hash: type_hash.into(),
        })
    }

    /// The domain.
    pub fn domain_id(&self) -> usize {
        self.domain_id
    }

    /// The fully qualified name of the topic or service, with its leading slash.
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

    /// The additional key that publishers of ROS 2 Lyrical and later use for buffer-aware subscribers: this key
    /// with [`BUF_CPU_SUFFIX`].
    pub fn to_buf_cpu(&self) -> String {
        format!("{self}{BUF_CPU_SUFFIX}")
    }

    /// Whether this is the service that replies only after an action has finished. `rmw_zenoh` waits for such a
    /// reply without a time limit: for every key that intersects `**/_action/get_result/**`.
    pub fn is_action_result(&self) -> bool {
        let chunks = || self.topic.split('/');
        chunks()
            .zip(chunks().skip(1))
            .any(|pair| pair == ("_action", "get_result"))
    }
}

/// Whether `chunk` is a non-empty chunk of a key expression that matches only itself.
pub(super) fn is_plain(chunk: &str) -> bool {
    !chunk.is_empty() && !chunk.contains(['/', '*', '$', '?', '#'])
}

impl fmt::Display for DataKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The leading slash of the topic separates it from the domain.
        let Self {
            domain_id,
            topic,
            wire_type,
            type_hash,
        } = self;
        write!(f, "{domain_id}{topic}/{wire_type}/{type_hash}")
    }
}

/// Reads a data key without a suffix.
impl FromStr for DataKey {
    type Err = KeyExprError;

    fn from_str(key: &str) -> Result<Self, Self::Err> {
        let mut parts = key.rsplitn(3, '/');
        let (Some(type_hash), Some(wire_type), Some((domain_id, topic))) = (
            parts.next(),
            parts.next(),
            parts.next().and_then(|rest| rest.split_once('/')),
        ) else {
            return Err(KeyExprError::TooFewParts { key: key.into() });
        };
        let Some(domain) = parse_decimal(domain_id) else {
            return Err(KeyExprError::DomainId {
                domain_id: domain_id.into(),
            });
        };
        if topic.starts_with('/') || topic.ends_with('/') {
            return Err(KeyExprError::Topic { topic: topic.into() });
        }
        Self::from_parts(domain, topic, wire_type, type_hash)
    }
}

/// The reason why a text, or its parts, are not a [`DataKey`].
#[derive(Clone, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum KeyExprError {
    /// The text has fewer than four parts.
    #[error(
        "key `{}` has too few parts; expected `<domain id>/<topic>/<type>/<hash>`",
        .key.escape_debug()
    )]
    TooFewParts {
        /// The whole key.
        key: String,
    },
    /// The first part is not a decimal number.
    #[error("domain id `{}` is not a decimal number", .domain_id.escape_debug())]
    DomainId {
        /// The first part.
        domain_id: String,
    },
    /// The topic is empty, has an empty part, or contains a special character of key expressions.
    #[error(
        "topic `{}` is not valid in a key; write non-empty parts without `*`, `$`, `?`, `#` \
         or a leading `@`",
        .topic.escape_debug()
    )]
    Topic {
        /// The topic.
        topic: String,
    },
    /// The type does not have the form of a wire type.
    #[error(
        "`{}` is not a wire type name; expected `package::msg::dds_::Name_`",
        .wire_type.escape_debug()
    )]
    WireType {
        /// The type.
        wire_type: String,
    },
    /// The hash is empty or contains a special character of key expressions.
    #[error("`{}` is not a type hash; expected `RIHS01_` and 64 digits", .type_hash.escape_debug())]
    TypeHash {
        /// The hash.
        type_hash: String,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_of_humble_has_no_hash() {
        // The form of the key of an endpoint of Humble: github.com/ros2/rmw_zenoh/pull/388 replaces the hash by a
        // constant.
        let humble = "0/chatter/std_msgs::msg::dds_::String_/TypeHashNotSupported";
        let key: DataKey = humble.parse().expect("the key is valid");
        assert_eq!(key.type_hash(), TYPE_HASH_NOT_SUPPORTED);
        assert_eq!((key.topic(), key.to_string().as_str()), ("/chatter", humble));
    }

    // Captured from rmw_zenoh_cpp 0.2.10.
    const CHATTER: &str = "0/chatter/std_msgs::msg::dds_::String_/RIHS01_df668c740482bbd48fb39d76a70dfd4bd59db1288021743503259e948f6b1a18";
    const HASH: &str = "RIHS01_df668c740482bbd48fb39d76a70dfd4bd59db1288021743503259e948f6b1a18";

    fn key(domain_id: usize, topic: &str, type_name: &str) -> DataKey {
        let topic = TopicName::new(topic).unwrap();
        DataKey::new(domain_id, &topic, &type_name.parse().unwrap(), HASH).unwrap()
    }

    #[test]
    fn captured_key_is_written_and_read() {
        let chatter = key(0, "/chatter", "std_msgs/msg/String");
        assert_eq!(chatter.to_string(), CHATTER);
        assert_eq!(CHATTER.parse(), Ok(chatter.clone()));
        assert_eq!(chatter.domain_id(), 0);
        assert_eq!(chatter.topic(), "/chatter");
        assert_eq!(chatter.wire_type(), "std_msgs::msg::dds_::String_");
        assert_eq!(chatter.type_hash(), HASH);
        assert_eq!(chatter.to_buf_cpu(), format!("{CHATTER}/_buf_cpu"));
    }

    #[test]
    fn inner_slashes_stay_and_a_service_goes_by_its_own_name() {
        let service = key(42, "/robot1/arm/add", "example_interfaces/srv/AddTwoInts");
        assert_eq!(
            service.to_string(),
            format!("42/robot1/arm/add/example_interfaces::srv::dds_::AddTwoInts_/{HASH}")
        );
        assert_eq!(service.to_string().parse(), Ok(service));
    }

    #[test]
    fn one_outer_slash_is_stripped_on_each_side() {
        let parts = |topic| DataKey::from_parts(0, topic, "a::b", "h");
        for topic in ["/t/u", "t/u", "/t/u/", "t/u/"] {
            assert_eq!(parts(topic).unwrap().to_string(), "0/t/u/a::b/h");
        }
        for topic in [
            "", "/", "//", "//t", "t//", "t//u", "a*", "$*", "t?", "#", "@t", "t/@adv",
        ] {
            let error = KeyExprError::Topic { topic: topic.into() };
            assert_eq!(parts(topic), Err(error), "{topic}");
        }
    }

    #[test]
    fn keys_with_a_suffix_are_not_mistaken_for_plain_ones() {
        for suffix in [
            "/_buf_cpu",
            "/_buf/57a0e4366e9d8085d6cb55bf9dc8622a",
            "/@adv/pub/1a/2/_",
        ] {
            let parsed = format!("{CHATTER}{suffix}").parse::<DataKey>();
            assert!(parsed.is_err(), "{suffix}");
        }
    }

    #[test]
    fn each_malformed_key_has_its_own_error() {
        let parse = |text: &str| text.parse::<DataKey>().unwrap_err();
        let few = |key: &str| KeyExprError::TooFewParts { key: key.into() };
        assert_eq!(parse(""), few(""));
        assert_eq!(parse("0/a::b/h"), few("0/a::b/h"));
        assert_eq!(
            parse("x/t/a::b/h"),
            KeyExprError::DomainId {
                domain_id: "x".into()
            }
        );
        assert_eq!(parse("0//a::b/h"), KeyExprError::Topic { topic: "".into() });
        assert_eq!(parse("0/t//a::b/h"), KeyExprError::Topic { topic: "t/".into() });
        assert_eq!(
            parse("0/t/ab/h"),
            KeyExprError::WireType {
                wire_type: "ab".into()
            }
        );
        assert_eq!(
            parse("0/t/a::b/"),
            KeyExprError::TypeHash { type_hash: "".into() }
        );
        assert_eq!(
            parse("0/t/a::b/**"),
            KeyExprError::TypeHash {
                type_hash: "**".into()
            }
        );
    }

    #[test]
    fn only_action_results_wait_without_limit() {
        let is_result = |topic| key(0, topic, "a/action/F_GetResult").is_action_result();
        assert!(is_result("/fibonacci/_action/get_result"));
        assert!(is_result("/_action/get_result/more"));
        assert!(!is_result("/fibonacci/_action/send_goal"));
        assert!(!is_result("/get_result/_action"));
    }
}
