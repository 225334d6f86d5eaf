//! The publishing role.

use std::sync::Arc;
use std::time::{Duration, Instant};

use ros_z::ros::{QosProfile, Reliability};
use ros_z::shm::{AllocPolicy, FallbackReason, RetentionLimits, ShmConfig, ShmProviderBuilder, ShmStats};
use ros_z::{PublishError, PublishPath, Published, Publisher, ShmPublisher, ZContext, ZNode};
use ros_z_core::to_vec;
use zenoh::Session;

use super::{commands, report, report_endpoint, report_endpoint_of, session};
use crate::line::Line;
use crate::messages::{Subject, Workshop, checksum};

/// Applies the arguments of a level to its builder: `<level>=off`, `<level>=on`, `<level>=<pool size>`,
/// `<level>=provider` (a provider of the program); for any level with a pool, `threshold`, `wait_ms`,
/// `keep_ms`.
macro_rules! told {
    ($builder:expr, $role:expr, $level:literal) => {{
        let role: &Line = $role;
        let mut builder = $builder;
        let told = role.find::<String>($level);
        match told.as_deref() {
            None => {}
            Some("off") => builder = builder.without_shm(),
            Some("on") => builder = builder.with_shm_enabled()?,
            Some("provider") => {
                let provider = ShmProviderBuilder::new(role.get("provider")).build()?;
                builder = builder.with_shm_config(ShmConfig::new(Arc::new(provider)));
            }
            Some(_) => builder = builder.with_shm_pool_size(role.get($level))?,
        }
        if role.find::<String>("lane").is_some_and(|level| level == $level) {
            builder = builder.without_lane();
        }
        if told.is_some_and(|told| told != "off") {
            if let Some(bytes) = role.find("threshold") {
                builder = builder.with_shm_threshold(bytes);
            }
            if let Some(ms) = role.find("wait_ms") {
                builder = builder.with_shm_policy(AllocPolicy::Wait(Duration::from_millis(ms)));
            }
            if let Some(ms) = role.find("keep_ms") {
                let limits = RetentionLimits::new().with_max_age(Duration::from_millis(ms));
                builder = builder.with_shm_retention(limits);
            }
        }
        builder
    }};
}

/// A publisher of a node, or of a bare session.
enum Sender<T> {
    Node(Publisher<T>),
    Session(ShmPublisher<T>),
}

impl<T: Subject> Sender<T> {
    fn publish(&self, message: &T) -> Result<Published, PublishError> {
        match self {
            Self::Node(publisher) => publisher.publish(message),
            Self::Session(publisher) => publisher.publish(message),
        }
    }

    fn wait_for_subscriber(&self, timeout: Duration) -> bool {
        match self {
            Self::Node(publisher) => publisher.wait_for_subscriber(timeout),
            Self::Session(publisher) => publisher.wait_for_subscriber(timeout),
        }
    }

    fn shm_stats(&self) -> ShmStats {
        match self {
            Self::Node(publisher) => publisher.shm_stats(),
            Self::Session(publisher) => publisher.shm_stats(),
        }
    }
}

/// A publisher, with the context and node that created it.
struct Peer<T> {
    publisher: Option<Sender<T>>,
    node: Option<ZNode>,
    context: Option<ZContext>,
    session: Option<Session>,
    workshop: Workshop,
    number: u64,
}

/// Publishes on command.
pub(super) fn run<T: Subject>(role: &Line) -> zenoh::Result<()> {
    let mut peer = Peer::<T>::new(role)?;
    report("ready");
    for command in commands() {
        match command.word() {
            "await" => report(&format!(
                "matched {}",
                peer.publisher()?.wait_for_subscriber(Duration::from_secs(20))
            )),
            "publish" => peer.publish(&command)?,
            "stats" => report(&stats(&peer.publisher()?.shm_stats())),
            "context_stats" => {
                let context = peer.context.as_ref().ok_or("the context was dropped")?;
                report(&stats(&context.shm_stats()));
            }
            "report" => {
                let context = peer.context.as_ref().ok_or("the context was dropped")?;
                report(&format!(
                    "report {}",
                    context.shm_report().to_string().replace('\n', " | ")
                ));
            }
            "quit" => break,
            other => return Err(format!("unknown command: {other}").into()),
        }
    }
    Ok(())
}

impl<T: Subject> Peer<T> {
    fn new(role: &Line) -> zenoh::Result<Self> {
        let topic: String = role.get("topic");
        let (qos, reliability) = match role.find::<String>("qos").as_deref() {
            Some("best_effort") => (
                QosProfile::DEFAULT.with_reliability(Reliability::BestEffort),
                zenoh::qos::Reliability::BestEffort,
            ),
            _ => (QosProfile::DEFAULT, zenoh::qos::Reliability::Reliable),
        };
        let provider = match role.find("workshop") {
            Some(bytes) => Some(ShmProviderBuilder::new(bytes).build()?),
            None => None,
        };
        let workshop = Workshop {
            provider,
            part: role.find("part").unwrap_or(false),
            estimate: 0,
        };
        let mut peer = Self {
            publisher: None,
            node: None,
            context: None,
            session: None,
            workshop,
            number: 0,
        };
        if role.find::<String>("via").is_some_and(|via| via == "session") {
            let session = session::plain(role)?;
            report_endpoint(&session)?;
            let builder = ShmPublisher::on_session(&session, topic).with_reliability(reliability);
            let publisher = told!(builder, role, "publisher").build()?;
            peer.publisher = Some(Sender::Session(publisher));
            peer.session = Some(session);
        } else {
            let context = told!(session::context(role)?, role, "context").build()?;
            report_endpoint_of(&context);
            let node = told!(context.create_node("publisher"), role, "node").build()?;
            let builder = node.create_pub::<T>(topic).with_qos(qos);
            let publisher = told!(builder, role, "publisher").build()?;
            peer.publisher = Some(Sender::Node(publisher));
            peer.node = Some(node);
            peer.context = Some(context);
        }
        Ok(peer)
    }

    fn publisher(&self) -> zenoh::Result<&Sender<T>> {
        Ok(self.publisher.as_ref().ok_or("the publisher was dropped")?)
    }

    /// Obeys `publish size=<bytes> count=<n> estimate=<bytes> then=<drop>`: creates all messages, publishes
    /// them as fast as it can, drops the objects that `then` names, and reports.
    fn publish(&mut self, command: &Line) -> zenoh::Result<()> {
        let size = command.get("size");
        self.workshop.estimate = command.find("estimate").unwrap_or(0);
        let first = self.number + 1;
        self.number += command.find("count").unwrap_or(1_u64);
        let messages: Vec<T> = (first..=self.number)
            .map(|number| T::make(number, size, &self.workshop))
            .collect();
        let expected = messages.iter().map(to_vec).collect::<Result<Vec<_>, _>>()?;
        let mut published = Vec::with_capacity(messages.len());
        for message in &messages {
            let start = Instant::now();
            published.push((self.publisher()?.publish(message)?, start.elapsed()));
        }
        match command.find::<String>("then").as_deref() {
            None => {}
            Some("drop_publisher") => self.publisher = None,
            // Drops everything that keeps the session open.
            Some("drop_all") => self.drop_all(),
            // Like the end of `main`.
            Some("end") => {
                drop(messages);
                self.drop_all();
                std::process::exit(0);
            }
            // Exits without dropping anything.
            Some("exit") => std::process::exit(0),
            Some(other) => return Err(format!("unknown value of `then`: {other}").into()),
        }
        for ((published, took), expected) in published.iter().zip(&expected) {
            let reason = match published.path {
                PublishPath::Heap(reason) => format!("{reason:?}"),
                _ => "none".to_owned(),
            };
            report(&format!(
                "published shm={} reason={reason} len={} spliced={} seq={} sum={} expected_len={} took_ms={} lanes={} only_lanes={}",
                published.path.is_shm(),
                published.bytes,
                published.spliced,
                published.sequence_number,
                checksum(expected),
                expected.len(),
                took.as_millis(),
                published.lanes,
                published.only_lanes,
            ));
        }
        Ok(())
    }
}

impl<T> Peer<T> {
    /// Drops everything that keeps the session open, then the provider of large fields.
    fn drop_all(&mut self) {
        self.publisher = None;
        self.node = None;
        self.context = None;
        self.session = None;
        self.workshop.provider = None;
    }
}

fn stats(stats: &ShmStats) -> String {
    let fallbacks: String = FallbackReason::ALL
        .iter()
        .map(|reason| format!(" {reason:?}={}", stats.fallbacks(*reason)))
        .collect();
    format!(
        "stats shm={} heap={} spliced={} trimmed={} retried={} retained={} recycled={} by_age={} revived={} invalidated={} stuck={}{fallbacks}",
        stats.shm().messages,
        stats.heap().messages,
        stats.spliced().messages,
        stats.trimmed(),
        stats.retried(),
        stats.buffers_retained(),
        stats.pool().recycled,
        stats.pool().released_by_age,
        stats.pool().revived,
        stats.pool().invalidated,
        stats.buffers_stuck(),
    )
}
