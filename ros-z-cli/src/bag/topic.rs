//! A recorded topic: its type, hash and quality of service, as they are in the schema and the channel of a file.

use super::definition;
use super::mcap::record::{ChannelRecord, SchemaRecord};
use super::qos_yaml;
use ros_z::core::TypeHash;
use ros_z::msgs::catalogue::MESSAGES;
use ros_z::protocol::QosProfile;
use ros_z_core::dynamic::Schema;
use std::collections::BTreeMap;

/// The key of the quality of service in the metadata of a channel.
const QOS: &str = "offered_qos_profiles";
/// The key of the hash in the metadata of a channel.
const HASH: &str = "topic_type_hash";
/// The format of payloads.
const CDR: &str = "cdr";
/// The format of definitions.
const ROS2MSG: &str = "ros2msg";

/// A topic of a recording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RecordedTopic {
    pub(crate) schema: SchemaRecord,
    pub(crate) channel: ChannelRecord,
}

impl RecordedTopic {
    /// Describes a topic that is to be recorded. Without a definition, other tools cannot read its messages.
    pub(crate) fn new(
        topic: &str,
        type_name: &str,
        type_hash: &str,
        qos: &[QosProfile],
        definition: Option<String>,
    ) -> Self {
        let encoding = if definition.is_some() { ROS2MSG } else { "" };
        let metadata = [(QOS, qos_yaml::write(qos, 0)), (HASH, type_hash.into())];
        Self {
            schema: SchemaRecord {
                name: type_name.into(),
                encoding: encoding.into(),
                data: definition.unwrap_or_default().into_bytes(),
            },
            channel: ChannelRecord {
                schema_id: 0,
                topic: topic.into(),
                message_encoding: CDR.into(),
                metadata: BTreeMap::from(metadata.map(|(key, value)| (key.to_owned(), value))),
            },
        }
    }

    pub(crate) fn name(&self) -> &str {
        &self.channel.topic
    }

    pub(crate) fn type_name(&self) -> &str {
        &self.schema.name
    }

    /// Whether the payloads are messages of ROS 2.
    pub(crate) fn is_cdr(&self) -> bool {
        self.channel.message_encoding == CDR
    }

    /// The profiles of the recorded publishers.
    pub(crate) fn qos(&self) -> Vec<QosProfile> {
        let text = self.channel.metadata.get(QOS);
        text.map(|text| qos_yaml::parse(text)).unwrap_or_default()
    }

    /// The schema that the definition describes, if it is valid, or else that of the message of this library with the
    /// same name.
    pub(crate) fn to_schema(&self) -> Option<Schema> {
        let text = std::str::from_utf8(&self.schema.data).ok();
        let described = text
            .filter(|_| self.schema.encoding == ROS2MSG)
            .and_then(|text| definition::parse(self.type_name(), text));
        described.or_else(|| {
            let entry = MESSAGES
                .iter()
                .find(|entry| entry.type_name == self.type_name())?;
            Schema::from_type_description(&(entry.type_description)()).ok()
        })
    }

    /// The hash of the type: the recorded one, or that of the definition.
    pub(crate) fn type_hash(&self) -> Option<TypeHash> {
        let recorded = self.channel.metadata.get(HASH);
        recorded
            .and_then(|hash| hash.parse().ok())
            .or_else(|| self.to_schema().map(|schema| schema.type_hash()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ros_z::RosMessage;
    use ros_z::msgs::std_msgs;

    #[test]
    fn the_hash_is_the_recorded_one_or_that_of_the_definition() {
        let definition = Some("string data\n".to_owned());
        let name = "std_msgs/msg/String";
        let other = "RIHS01_0000000000000000000000000000000000000000000000000000000000000001";
        let topic = |hash: &str, definition| RecordedTopic::new("/a", name, hash, &[], definition);
        assert_eq!(
            topic(other, definition.clone()).type_hash().unwrap().to_string(),
            other
        );
        assert_eq!(
            topic("", definition).type_hash(),
            Some(std_msgs::String::TYPE_HASH)
        );
        assert_eq!(topic("", None).type_hash(), Some(std_msgs::String::TYPE_HASH));
        let unknown = RecordedTopic::new("/a", "a_msgs/msg/Unknown", "nonsense", &[], None);
        assert_eq!(unknown.type_hash(), None);
    }
}
