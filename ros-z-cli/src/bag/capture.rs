//! [`Capture`]: finds the selected topics in the graph, subscribes to each of their types, and passes the samples to the
//! queue. It runs beside the thread that writes.

use super::mcap::record::MessageHeader;
use super::queue::SampleQueue;
use super::selection::Selection;
use super::topic::RecordedTopic;
use crate::exit::Result;
use crate::output::warn;
use ros_z::core::TypeHash;
use ros_z::dynamic::RawMessage;
use ros_z::graph::{EndpointInfo, Graph};
use ros_z::node::ZNode;
use ros_z::protocol::{Durability, QosProfile, Reliability};
use ros_z::{CallbackSubscriber, Sample};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The interval at which the graph and the end of the command are checked.
const LOOK: Duration = Duration::from_millis(100);

/// Returns the definition of a type by its name and hash.
pub(crate) type Definitions<'a> = dyn Fn(&EndpointInfo) -> Option<String> + Send + Sync + 'a;

/// The topics that are recorded so far, by the index that the queue uses.
#[derive(Debug, Default)]
pub(crate) struct Topics(Mutex<Vec<RecordedTopic>>);

impl Topics {
    /// Returns the topics from an index on.
    pub(crate) fn since(&self, index: usize) -> Vec<RecordedTopic> {
        self.lock().get(index..).unwrap_or_default().to_vec()
    }

    fn add(&self, topic: RecordedTopic) -> usize {
        let mut topics = self.lock();
        topics.push(topic);
        topics.len() - 1
    }

    fn lock(&self) -> MutexGuard<'_, Vec<RecordedTopic>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The subscriptions of a recorder.
pub(crate) struct Capture<'a> {
    pub(crate) node: ZNode,
    pub(crate) graph: Graph,
    pub(crate) selection: &'a Selection,
    pub(crate) definitions: &'a Definitions<'a>,
    pub(crate) queue: Arc<SampleQueue>,
    pub(crate) topics: &'a Topics,
}

/// Samples that did not reach the queue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct CaptureCounts {
    /// Missing numbers in the sequences of publishers.
    pub(crate) lost: u64,
    /// Samples that do not come from a ROS node.
    pub(crate) rejected: u64,
}

impl Capture<'_> {
    /// Subscribes to topics as they appear, until the command ends.
    pub(crate) fn run(&self, is_over: impl Fn() -> bool) -> CaptureCounts {
        let mut subscribers = Vec::new();
        let mut known = BTreeSet::new();
        while !is_over() {
            for topic in self.graph.topics() {
                if self.selection.contains(&topic.name) {
                    self.subscribe(&topic.name, &mut known, &mut subscribers);
                }
            }
            let mut looks = 0;
            // True at the first change.
            let _ = self.graph.wait_until(LOOK, |_| {
                looks += 1;
                looks > 1
            });
        }
        let mut counts = CaptureCounts::default();
        for subscriber in subscribers {
            let stats = subscriber.stats();
            counts.lost += stats.lost;
            counts.rejected += stats.rejected;
        }
        counts
    }

    /// Subscribes to the types of a topic that are not [`known`](RecordedTopic) yet.
    fn subscribe(
        &self,
        topic: &str,
        known: &mut BTreeSet<(String, String, String)>,
        subscribers: &mut Vec<CallbackSubscriber<RawMessage>>,
    ) {
        let mut types: BTreeMap<(String, String), Vec<EndpointInfo>> = BTreeMap::new();
        for publisher in self.graph.publishers(topic) {
            let key = (publisher.type_name.clone(), publisher.type_hash.clone());
            types.entry(key).or_default().push(publisher);
        }
        for ((type_name, hash), publishers) in types {
            if !known.insert((topic.to_owned(), type_name.clone(), hash.clone())) {
                continue;
            }
            if let Err(error) = self.subscribe_to(topic, (&type_name, &hash), &publishers, subscribers) {
                warn(format_args!(
                    "{topic} of type {type_name} is not recorded: {error}"
                ));
            }
        }
    }

    fn subscribe_to(
        &self,
        topic: &str,
        (type_name, hash): (&str, &str),
        publishers: &[EndpointInfo],
        subscribers: &mut Vec<CallbackSubscriber<RawMessage>>,
    ) -> Result<()> {
        let type_hash: TypeHash = hash.parse()?;
        let definition = publishers
            .first()
            .and_then(|publisher| (self.definitions)(publisher));
        if definition.is_none() {
            warn(format_args!(
                "{topic} is recorded without the definition of {type_name}, because no source has it; pass the folder of its package with `--types`"
            ));
        }
        let profiles: Vec<QosProfile> = publishers.iter().map(|publisher| publisher.qos).collect();
        let recorded = RecordedTopic::new(topic, type_name, hash, &profiles, definition);
        let index = self.topics.add(recorded);
        let queue = self.queue.clone();
        let subscriber = self
            .node
            .create_raw_sub(type_name, type_hash, topic)
            .with_qos(qos_of_subscription(&profiles))
            .inline_callback(move |sample: Sample<RawMessage>| {
                let header = header_of(&sample);
                queue.push(index, header, sample);
            })
            .build()?;
        subscribers.push(subscriber);
        Ok(())
    }
}

/// The strictest quality of service that all publishers offer.
fn qos_of_subscription(profiles: &[QosProfile]) -> QosProfile {
    let depth = profiles.iter().map(|profile| profile.resolved().depth).max();
    let mut profile = QosProfile::DEFAULT.with_keep_last(depth.unwrap_or_default());
    if !profiles.iter().all(QosProfile::is_reliable) {
        profile = profile.with_reliability(Reliability::BestEffort);
    }
    if !profiles.is_empty() && profiles.iter().all(QosProfile::is_transient_local) {
        profile = profile.with_durability(Durability::TransientLocal);
    }
    profile
}

fn header_of(sample: &Sample<RawMessage>) -> MessageHeader {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let published = sample.source_timestamp().unwrap_or_default();
    MessageHeader {
        channel_id: 0,
        // The format has 32 bits for it.
        sequence: sample.sequence_number().unwrap_or_default() as u32,
        log_time: u64::try_from(since.as_nanos()).unwrap_or(u64::MAX),
        publish_time: u64::try_from(published).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recorder_asks_for_what_all_publishers_offer() {
        let latched = qos_of_subscription(&[QosProfile::LATCHED, QosProfile::LATCHED.with_keep_last(7)]);
        assert_eq!(latched, QosProfile::LATCHED.with_keep_last(7));
        let mixed = qos_of_subscription(&[QosProfile::LATCHED, QosProfile::SENSOR_DATA]);
        assert_eq!(mixed, QosProfile::SENSOR_DATA);
        assert!(!qos_of_subscription(&[]).is_transient_local());
    }
}
