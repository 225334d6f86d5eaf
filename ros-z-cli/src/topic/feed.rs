//! The messages of a topic for a command that only observes it: never slows the publisher, and never holds more than two
//! waiting messages of its pool.

use super::inbox::{Inbox, Place};
use crate::exit::{Outcome, Result};
use crate::graph::{AnnouncedType, announced_types, warn_of_conflict};
use crate::names::{absolute, did_you_mean, shown};
use crate::network::NetworkArguments;
use crate::output::note;
use crate::stop::Stop;
use crate::types::{FoundType, TypeArguments, WantedType, find};
use clap::Args;
use ros_z::context::ZContext;
use ros_z::dynamic::RawMessage;
use ros_z::graph::EndpointInfo;
use ros_z::node::ZNode;
use ros_z::ros::{Gid, QosProfile};
use ros_z::{CallbackSubscriber, Sample};
use std::collections::BTreeMap;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The most messages of a publisher's history that are asked for. A peer can announce any depth.
const MOST_HISTORY: usize = 100;

/// The interval in which a waiting command looks whether it should end.
const TICK: Duration = Duration::from_millis(100);

/// The interval of the output of statistics.
pub(super) const INTERVAL: Duration = Duration::from_secs(1);

/// The options of commands that subscribe.
#[derive(Args, Debug)]
pub(super) struct FeedArguments {
    /// Name of the topic
    topic: String,

    /// Wait until the topic has a publisher; without this option, end with exit code 1 if it has none
    #[arg(long)]
    wait: bool,

    /// End after this time, in seconds
    #[arg(long, value_name = "SECONDS", value_parser = crate::network::seconds)]
    duration: Option<Duration>,
}

/// A subscription that a command takes messages from.
pub(super) struct Feed {
    pub(super) topic: String,
    pub(super) wanted: WantedType,
    pub(super) node: ZNode,
    pub(super) stop: Stop,
    publishers: Vec<EndpointInfo>,
    inbox: Arc<Inbox<Arrived>>,
    subscriber: CallbackSubscriber<RawMessage>,
    _context: ZContext,
}

/// A message, and the time at which it arrived.
pub(super) struct Arrived {
    pub(super) sample: Sample<RawMessage>,
    pub(super) at: Instant,
}

/// A topic that has a publisher, before the subscription.
pub(super) struct Source {
    context: ZContext,
    node: ZNode,
    topic: String,
    publishers: Vec<EndpointInfo>,
    announced: AnnouncedType,
    stop: Stop,
}

impl Source {
    /// Waits for a publisher. `None` if there is none, after a note about it.
    pub(super) fn open(arguments: &FeedArguments, network: &NetworkArguments) -> Result<Option<Self>> {
        let topic = absolute(&arguments.topic);
        let stop = Stop::at_signal_or_after(arguments.duration)?;
        let context = network.open()?;
        let graph = context.graph()?;
        let has_publisher = |graph: &ros_z::Graph| !graph.publishers(&topic).is_empty();
        let mut is_there = graph.wait_until(network.spin_time(), has_publisher);
        if !is_there && arguments.wait {
            note(format_args!("waiting for a publisher of {}", shown(&topic)));
            while !is_there && !stop.is_due() {
                is_there = graph.wait_until(TICK, has_publisher);
            }
        }
        if !is_there {
            let topics = graph.topics();
            let names = topics.iter().map(|topic| topic.name.clone());
            let similar = did_you_mean(&topic, names);
            let hint = match (arguments.wait, topics.iter().any(|known| known.name == topic)) {
                (true, _) => "",
                (false, false) if !similar.is_empty() => &similar,
                (false, _) => "; use --wait to wait for one",
            };
            note(format_args!("{} has no publisher{hint}", shown(&topic)));
            return Ok(None);
        }
        let publishers = graph.publishers(&topic);
        let types = announced_types(&publishers);
        warn_of_conflict(&topic, &types);
        let announced = types.into_iter().next().map(|(announced, _)| announced);
        let announced = announced.ok_or("the publisher left")?;
        let node = network.node(&context)?;
        Ok(Some(Self {
            publishers: publishers
                .into_iter()
                .filter(|publisher| {
                    (&publisher.type_name, &publisher.type_hash) == (&announced.name, &announced.hash)
                })
                .collect(),
            context,
            node,
            topic,
            announced,
            stop,
        }))
    }

    fn wanted(&self) -> Result<WantedType> {
        Ok(WantedType::announced(&self.announced.name, &self.announced.hash)?)
    }

    /// Subscribes, and lets messages wait for the command.
    pub(super) fn subscribe(self) -> Result<Feed> {
        let inbox = Arc::new(Inbox::default());
        let filled = inbox.clone();
        let subscriber = self.subscribe_inline(move |sample| {
            let place = Place {
                is_shm: sample.is_shm(),
                bytes: sample.len(),
            };
            let at = Instant::now();
            filled.push(Arrived { sample, at }, place);
        })?;
        Ok(Feed {
            wanted: self.wanted()?,
            topic: self.topic,
            node: self.node,
            stop: self.stop,
            publishers: self.publishers,
            inbox,
            subscriber,
            _context: self.context,
        })
    }

    /// Calls `look` for each message as soon as it arrives, and then releases it. `look` must return at once.
    pub(super) fn watch(self, look: impl Fn(&Sample<RawMessage>) + Send + Sync + 'static) -> Result<Watch> {
        let subscriber = self.subscribe_inline(move |sample| look(&sample))?;
        Ok(Watch {
            topic: self.topic,
            stop: self.stop,
            subscriber,
            _node: self.node,
            _context: self.context,
        })
    }

    fn subscribe_inline(
        &self,
        callback: impl Fn(Sample<RawMessage>) + Send + Sync + 'static,
    ) -> Result<CallbackSubscriber<RawMessage>> {
        let wanted = self.wanted()?;
        let hash = wanted.hash.ok_or("the publisher announces no type hash")?;
        let builder = self
            .node
            .create_raw_sub(&wanted.name, hash, self.topic.as_str())
            .with_qos(looking_qos(&self.publishers));
        Ok(builder.build_with_inline_callback(callback)?)
    }
}

/// Requests the history if all publishers keep one. Otherwise the subscription is best effort, so that no publisher waits for it.
fn looking_qos(publishers: &[EndpointInfo]) -> QosProfile {
    let depths = publishers.iter().map(|publisher| publisher.qos.resolved().depth);
    let depth = depths.max().unwrap_or(1).clamp(1, MOST_HISTORY);
    if publishers
        .iter()
        .all(|publisher| publisher.qos.is_transient_local())
    {
        QosProfile::LATCHED.with_keep_last(depth)
    } else {
        QosProfile::SENSOR_DATA.with_keep_last(depth)
    }
}

impl Feed {
    /// Looks for the description of the messages.
    pub(super) fn find_type(&self, arguments: &TypeArguments) -> Result<FoundType> {
        let users: Vec<_> = self
            .publishers
            .iter()
            .map(|publisher| publisher.node.clone())
            .collect();
        Ok(find(&self.wanted, Some(&self.node), &users, arguments)?)
    }

    /// Waits for the next message. `None` if the command should end.
    pub(super) fn next(&self) -> Option<Arrived> {
        while !self.stop.is_due() {
            if let Some(arrived) = self.inbox.take(TICK) {
                return Some(arrived);
            }
        }
        None
    }

    /// Prints the number of messages that were not shown, if there are any.
    pub(super) fn note_losses(&self) {
        let late = self.inbox.dropped();
        let stats = self.subscriber.stats();
        note_losses(&self.topic, late, stats.lost, stats.rejected);
    }
}

/// A subscription whose messages are looked at and released at once.
pub(super) struct Watch {
    topic: String,
    stop: Stop,
    subscriber: CallbackSubscriber<RawMessage>,
    _node: ZNode,
    _context: ZContext,
}

impl Watch {
    /// Number of messages that are missing in the sequences of the publishers.
    pub(super) fn lost(&self) -> u64 {
        self.subscriber.stats().lost
    }

    /// Calls `show` with the counts at each interval in which messages arrived, until the command ends. `show` returns
    /// whether it printed a result.
    pub(super) fn show_each_second<C: Clone>(
        &self,
        counts: &Mutex<C>,
        messages: impl Fn(&C) -> u64,
        mut show: impl FnMut(&C) -> Result<bool>,
    ) -> Result {
        let mut seen = 0;
        let mut is_found = false;
        let mut is_over = false;
        while !is_over {
            is_over = self.stop.wait(INTERVAL);
            // Copied, so that the receiving thread does not wait for the sums.
            let counts = counts.lock().unwrap_or_else(PoisonError::into_inner).clone();
            if messages(&counts) != seen {
                seen = messages(&counts);
                is_found |= show(&counts)?;
            } else if !is_over {
                note("no new messages");
            }
        }
        self.note_losses();
        Ok(Outcome::found(is_found))
    }

    /// Prints the number of messages that were not counted, if there are any.
    fn note_losses(&self) {
        let stats = self.subscriber.stats();
        note_losses(&self.topic, 0, stats.lost, stats.rejected);
    }
}

fn note_losses(topic: &str, late: u64, lost: u64, rejected: u64) {
    let topic = shown(topic);
    if late > 0 {
        note(format_args!(
            "{late} messages of {topic} were dropped because they arrived faster than they were printed"
        ));
    }
    if lost > 0 {
        note(format_args!("{lost} messages of {topic} did not arrive"));
    }
    if rejected > 0 {
        note(format_args!(
            "{rejected} samples on {topic} were ignored: no ROS node sent them"
        ));
    }
}

/// Watches a topic for a moment. Returns whether the last message of each publisher arrived in shared memory.
pub(super) fn observed_paths(
    context: &ZContext,
    network: &NetworkArguments,
    topic: &str,
    publishers: &[EndpointInfo],
    duration: Duration,
) -> Result<Vec<(Gid, bool)>> {
    let node = network.node(context)?;
    let seen = Arc::new((Mutex::new(BTreeMap::new()), Condvar::new()));
    let mut subscribers = Vec::new();
    for (announced, _) in announced_types(publishers) {
        let Ok(hash) = announced.hash.parse() else {
            continue;
        };
        let recorded = seen.clone();
        let builder = node
            .create_raw_sub(&announced.name, hash, topic)
            .with_qos(looking_qos(publishers));
        let subscriber = builder.build_with_inline_callback(move |sample| {
            if let Some(gid) = sample.publisher_gid() {
                let mut seen = recorded.0.lock().unwrap_or_else(PoisonError::into_inner);
                seen.insert(gid.to_string(), (gid, sample.is_shm()));
                recorded.1.notify_all();
            }
        });
        // A type name that is not one of ROS cannot be subscribed to.
        subscribers.extend(subscriber);
    }
    let guard = seen.0.lock().unwrap_or_else(PoisonError::into_inner);
    let (guard, _) = seen
        .1
        .wait_timeout_while(guard, duration, |seen| seen.len() < publishers.len())
        .unwrap_or_else(PoisonError::into_inner);
    Ok(guard.values().copied().collect())
}
