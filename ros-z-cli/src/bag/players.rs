//! [`Players`]: the publishers that play the topics of a recording.

use super::mcap::reader::{Mcap, Message};
use super::qos_yaml;
use super::recording::topic_of;
use super::remap::{Remap, renamed};
use super::selection::Selection;
use super::topic::RecordedTopic;
use crate::exit::Result;
use crate::output::warn;
use ros_z::Publisher;
use ros_z::core::dynamic::{DynamicView, Schema};
use ros_z::core::to_vec;
use ros_z::dynamic::{RawMessage, SerializedMessage, SerializedMessageError};
use ros_z::node::ZNode;
use std::collections::{BTreeMap, HashMap};
use std::time::{Duration, Instant};

/// The publishers of a recording.
#[derive(Debug, Default)]
pub(crate) struct Players {
    /// By name, type and hash of the topic.
    players: BTreeMap<(String, String, String), Player>,
    /// The player of each channel of each file.
    channels: HashMap<(usize, u16), (String, String, String)>,
}

/// The publisher of a topic.
#[derive(Debug)]
struct Player {
    publisher: Publisher<RawMessage>,
    /// For messages that must be converted.
    schema: Option<Schema>,
    published: u64,
    failed: u64,
}

impl Players {
    /// Creates publishers for the selected channels of a file.
    pub(crate) fn add(
        &mut self,
        node: &ZNode,
        (file, mcap): (usize, &Mcap<'_>),
        selection: &Selection,
        remaps: &[Remap],
    ) -> Result<()> {
        for (id, channel) in mcap.channels() {
            let topic = topic_of(mcap, channel);
            if !selection.contains(topic.name()) {
                continue;
            }
            match key_of(&topic, remaps) {
                Ok(key) => {
                    if !self.players.contains_key(&key) {
                        let player = Player::new(node, &topic, &key)?;
                        self.players.insert(key.clone(), player);
                    }
                    self.channels.insert((file, *id), key);
                }
                Err(reason) => warn(format_args!("{} is not played: {reason}", topic.name())),
            }
        }
        Ok(())
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.players.is_empty()
    }

    /// Waits until each publisher has a subscriber, as long as that does not take longer than `timeout` together.
    pub(crate) fn wait_for_subscribers(&self, timeout: Duration) {
        let end = Instant::now() + timeout;
        for player in self.players.values() {
            let left = end.saturating_duration_since(Instant::now());
            // Without a subscriber, the messages are published for nobody.
            let _ = player.publisher.wait_for_subscriber(left);
        }
    }

    /// Publishes a message of a file. Returns whether its topic is played.
    pub(crate) fn publish(&mut self, file: usize, message: &Message<'_>) -> bool {
        let key = self.channels.get(&(file, message.header.channel_id));
        let Some(player) = key.and_then(|key| self.players.get_mut(key)) else {
            return false;
        };
        match player.publish(message.payload) {
            Ok(()) => player.published += 1,
            Err(error) => {
                if player.failed == 0 {
                    let topic = player.publisher.topic();
                    warn(format_args!(
                        "a message of {topic} cannot be played: {error}; further errors of this topic are not printed"
                    ));
                }
                player.failed += 1;
            }
        }
        true
    }

    /// Returns the numbers of messages that were published, and that could not be.
    pub(crate) fn counts(&self) -> (u64, u64) {
        self.players.values().fold((0, 0), |(published, failed), player| {
            (published + player.published, failed + player.failed)
        })
    }
}

/// Returns name, type and hash of a topic as it is played, or the reason why it cannot be.
fn key_of(topic: &RecordedTopic, remaps: &[Remap]) -> Result<(String, String, String), String> {
    if !topic.is_cdr() {
        return Err(format!(
            "its messages are in the format `{}`, not cdr",
            topic.channel.message_encoding
        ));
    }
    let hash = topic
        .type_hash()
        .ok_or_else(|| format!("the hash of {} is not known", topic.type_name()))?;
    let type_name = match topic.type_name().split('/').collect::<Vec<_>>()[..] {
        [package, name] => format!("{package}/msg/{name}"),
        _ => topic.type_name().to_owned(),
    };
    Ok((renamed(remaps, topic.name()), type_name, hash.to_string()))
}

impl Player {
    fn new(
        node: &ZNode,
        topic: &RecordedTopic,
        (name, type_name, hash): &(String, String, String),
    ) -> Result<Self> {
        let publisher = node
            .create_raw_pub(type_name, hash.parse()?, name)
            .with_qos(qos_yaml::for_playing(&topic.qos()))
            .build()?;
        Ok(Self {
            publisher,
            schema: topic.to_schema(),
            published: 0,
            failed: 0,
        })
    }

    /// Publishes a serialized message. A big-endian one is converted.
    fn publish(&self, payload: &[u8]) -> Result<()> {
        match SerializedMessage::new(payload) {
            Ok(message) => {
                self.publisher.publish_serialized(&message)?;
            }
            Err(error @ SerializedMessageError::BigEndian) => {
                let schema = self.schema.as_ref().ok_or(error)?;
                let message = to_vec(&DynamicView::new(schema, payload)?)?;
                self.publisher
                    .publish_serialized(&SerializedMessage::new(&message)?)?;
            }
            Err(error) => return Err(error.into()),
        }
        Ok(())
    }
}
