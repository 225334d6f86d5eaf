//! The zenoh endpoints of publishers and subscribers. The quality of service selects plain ones, or
//! zenoh-ext's advanced ones for transient local.

use crate::error::BuildError;
use ros_z_protocol::{History, QosProfile};
use ros_z_shm::delivery::Inside;
use ros_z_shm::matching::wait_for_match;
use ros_z_shm::queue::QueueLimit;
use ros_z_shm::reaches_network;
use ros_z_shm::runtime::{Held, blocking};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use zenoh::bytes::ZBytes;
use zenoh::matching::MatchingListener;
use zenoh::pubsub::{Publisher, Subscriber};
use zenoh::qos::{CongestionControl, Reliability};
use zenoh::sample::Locality;
use zenoh::{Session, Wait};
use zenoh_ext::{
    AdvancedPublisher, AdvancedPublisherBuilderExt, AdvancedSubscriber, AdvancedSubscriberBuilderExt,
    CacheConfig, HistoryConfig, MissDetectionConfig, RecoveryConfig,
};

/// The limit of a keep-all queue: one more sample makes the sender wait.
pub(crate) const KEEP_ALL: QueueLimit = QueueLimit::Block(1024);

/// The interval at which a reliable publisher with history announces its last sequence number, if it has
/// published meanwhile.
const HEARTBEAT: Duration = Duration::from_millis(500);

/// The sending end.
pub(crate) enum Outlet {
    Plain(Box<PlainOutlet>),
    Advanced(Held<Box<AdvancedPublisher<'static>>>),
}

/// The publisher of a topic without history.
pub(crate) struct PlainOutlet {
    publisher: Held<Publisher<'static>>,
    /// The same, for the subscribers of this session only; `None` without lanes, or if zenoh refused it.
    local: Option<LocalOutlet>,
}

/// A publisher for the subscribers of its session.
struct LocalOutlet {
    publisher: Held<Publisher<'static>>,
    /// Whether there are any.
    is_matched: Arc<AtomicBool>,
    _listener: Held<MatchingListener<()>>,
}

impl LocalOutlet {
    fn declare(session: &Session, key: String) -> zenoh::Result<Self> {
        blocking(|| {
            let publisher = session
                .declare_publisher(key)
                .allowed_destination(Locality::SessionLocal)
                .wait()?;
            let is_matched = Arc::new(AtomicBool::new(false));
            let matched = is_matched.clone();
            let listener = publisher
                .matching_listener()
                .callback(move |status| matched.store(status.matching(), Ordering::SeqCst))
                .wait()?;
            if publisher.matching_status().wait()?.matching() {
                is_matched.store(true, Ordering::SeqCst);
            }
            Ok(Self {
                publisher: Held::new(publisher),
                is_matched,
                _listener: Held::new(listener),
            })
        })
    }
}

/// Declares a publisher. At congestion, a reliable publisher waits, and a best effort publisher drops the
/// message. `has_lane` prepares it for [`put_locally`](Outlet::put_locally).
pub(crate) fn declare_outlet(
    session: &Session,
    key: String,
    qos: &QosProfile,
    has_lane: bool,
) -> Result<Outlet, BuildError> {
    let congestion = if qos.is_reliable() {
        CongestionControl::Block
    } else {
        CongestionControl::Drop
    };
    declare_outlet_with(session, key, qos, congestion, has_lane)
}

/// As [`declare_outlet`], with another reaction to congestion.
pub(crate) fn declare_outlet_with(
    session: &Session,
    key: String,
    qos: &QosProfile,
    congestion: CongestionControl,
    has_lane: bool,
) -> Result<Outlet, BuildError> {
    let reliability = if qos.is_reliable() {
        Reliability::Reliable
    } else {
        Reliability::BestEffort
    };
    let builder = session
        .declare_publisher(key)
        .reliability(reliability)
        .congestion_control(congestion);
    let failed = BuildError::zenoh("declare a publisher");
    if !qos.is_transient_local() {
        let publisher = blocking(|| builder.wait()).map_err(failed)?;
        let declare_local = || LocalOutlet::declare(session, publisher.key_expr().to_string()).ok();
        let local = has_lane.then(declare_local).flatten();
        return Ok(Outlet::Plain(Box::new(PlainOutlet {
            publisher: Held::new(publisher),
            local,
        })));
    }
    let cache = CacheConfig::default().max_samples(qos.resolved().depth);
    let mut builder = builder.cache(cache).publisher_detection();
    if qos.is_reliable() {
        builder = builder.sample_miss_detection(MissDetectionConfig::default().sporadic_heartbeat(HEARTBEAT));
    }
    blocking(|| builder.wait())
        .map(|publisher| Outlet::Advanced(Held::new(Box::new(publisher))))
        .map_err(failed)
}

impl Outlet {
    pub(crate) fn put(&self, payload: ZBytes, attachment: [u8; 33]) -> zenoh::Result<()> {
        let attachment = ZBytes::from(attachment);
        match self {
            Self::Plain(plain) => plain.publisher.put(payload).attachment(attachment).wait(),
            Self::Advanced(publisher) => publisher.put(payload).attachment(attachment).wait(),
        }
    }

    fn local(&self) -> Option<&LocalOutlet> {
        match self {
            Self::Plain(plain) => plain.local.as_ref(),
            Self::Advanced(_) => None,
        }
    }

    /// Returns whether [`put_locally`](Self::put_locally) may have something to do.
    pub(crate) fn may_have_local(&self) -> bool {
        self.local()
            .is_none_or(|local| local.is_matched.load(Ordering::SeqCst))
    }

    /// As [`put`](Self::put), for the subscribers of this session only.
    pub(crate) fn put_locally(
        &self,
        payload: ZBytes,
        attachment: impl FnOnce() -> [u8; 33],
    ) -> zenoh::Result<()> {
        let Some(local) = self.local() else {
            return self.put(payload, attachment());
        };
        if !local.is_matched.load(Ordering::SeqCst) {
            return Ok(());
        }
        let attachment = ZBytes::from(attachment());
        local.publisher.put(payload).attachment(attachment).wait()
    }

    /// Sends a query, after the messages that were put before, and ignores the answer.
    pub(crate) fn ask(&self, selector: &str) {
        if let Self::Plain(plain) = self {
            ros_z_shm::lane::ask(plain.publisher.session(), selector);
        }
    }

    /// Returns whether a message crosses the network, now or later from the history. Slow.
    pub(crate) fn reaches_network(&self) -> bool {
        match self {
            Self::Plain(plain) => reaches_network(&plain.publisher),
            Self::Advanced(_) => true,
        }
    }

    /// Waits until a subscriber matches, and returns whether one does.
    pub(crate) fn wait_for_match(&self, timeout: Duration) -> bool {
        match self {
            Self::Plain(plain) => wait_for_match(
                || plain.publisher.matching_listener().wait(),
                || plain.publisher.matching_status().wait(),
                timeout,
            ),
            Self::Advanced(publisher) => wait_for_match(
                || publisher.matching_listener().wait(),
                || publisher.matching_status().wait(),
                timeout,
            ),
        }
    }
}

/// The receiving end. Its drop undeclares it.
pub(crate) enum Inlet {
    Plain(#[expect(dead_code, reason = "undeclared when dropped")] Held<Subscriber<()>>),
    Advanced(#[expect(dead_code, reason = "undeclared when dropped")] Held<Box<AdvancedSubscriber<()>>>),
}

/// Declares a subscriber. zenoh's receive thread passes its samples to `callback`.
pub(crate) fn declare_inlet(
    session: &Session,
    key: String,
    qos: &QosProfile,
    callback: impl Fn(zenoh::sample::Sample) + Send + Sync + 'static,
) -> Result<Inlet, BuildError> {
    let builder = session.declare_subscriber(key);
    let failed = BuildError::zenoh("declare a subscriber");
    if !qos.is_transient_local() {
        let builder = builder.callback(callback);
        return blocking(|| builder.wait())
            .map(|subscriber| Inlet::Plain(Held::new(subscriber)))
            .map_err(failed);
    }
    let history = HistoryConfig::default()
        .detect_late_publishers()
        .max_samples(qos.resolved().depth);
    let builder = builder.callback(move |sample| {
        // zenoh-ext locks the subscriber during the callback.
        let _inside = Inside::locked_callback();
        callback(sample);
    });
    let mut builder = builder
        .history(history)
        .subscriber_detection()
        .query_timeout(Duration::from_millis(u64::MAX));
    if qos.is_reliable() {
        builder = builder.recovery(RecoveryConfig::default().heartbeat());
    }
    blocking(|| builder.wait())
        .map(|subscriber| Inlet::Advanced(Held::new(Box::new(subscriber))))
        .map_err(failed)
}

/// Returns the limit of the queue between zenoh's receive thread and the user.
pub(crate) fn queue_limit(qos: &QosProfile) -> QueueLimit {
    match qos.history {
        History::KeepAll => KEEP_ALL,
        _ => QueueLimit::DropOldest(qos.resolved().depth),
    }
}
