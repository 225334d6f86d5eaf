//! The zenoh endpoints under a publisher and a subscriber, as their quality of
//! service asks: plain ones, or zenoh-ext's advanced ones for transient local.

use crate::delivery::Inside;
use crate::error::BuildError;
use crate::network_limit::NetworkLimit;
use crate::queue::LONGEST_WAIT;
use crate::ros::QosProfile;
use crate::runtime::{self, Held, blocking};
use std::time::{Duration, Instant};
use zenoh::bytes::ZBytes;
use zenoh::handlers::FifoChannelHandler;
use zenoh::matching::{MatchingListener, MatchingStatus};
use zenoh::pubsub::{Publisher, Subscriber};
use zenoh::qos::{CongestionControl, Reliability};
use zenoh::sample::Locality;
use zenoh::{Session, Wait};
use zenoh_ext::{
    AdvancedPublisher, AdvancedPublisherBuilderExt, AdvancedSubscriber, AdvancedSubscriberBuilderExt,
    CacheConfig, HistoryConfig, MissDetectionConfig, RecoveryConfig,
};

/// How often a reliable publisher of history tells how far it is, if it has published meanwhile.
const HEARTBEAT: Duration = Duration::from_millis(500);

/// The sending end.
pub(crate) struct Outlet {
    end: OutletEnd,
    /// Whether `put` may wait inside zenoh in a way that some async runtimes do not allow.
    pub(crate) waits_to_send: bool,
    pub(crate) limit: NetworkLimit,
}

enum OutletEnd {
    Plain(Held<Publisher<'static>>),
    Advanced(Held<Box<AdvancedPublisher<'static>>>),
}

/// Declares a publisher. Reliable ones wait at congestion, where others drop.
pub(crate) fn declare_outlet(session: &Session, key: String, qos: &QosProfile) -> Result<Outlet, BuildError> {
    let (reliability, congestion) = if qos.is_reliable() {
        (Reliability::Reliable, CongestionControl::Block)
    } else {
        (Reliability::BestEffort, CongestionControl::Drop)
    };
    let limit = NetworkLimit::of(session, &key);
    let builder = session
        .declare_publisher(key)
        .reliability(reliability)
        .congestion_control(congestion);
    let end = if qos.is_transient_local() {
        let cache = CacheConfig::default().max_samples(qos.resolved().depth);
        let mut builder = builder.cache(cache).publisher_detection();
        if qos.is_reliable() {
            builder =
                builder.sample_miss_detection(MissDetectionConfig::default().sporadic_heartbeat(HEARTBEAT));
        }
        blocking(|| builder.wait()).map(|publisher| OutletEnd::Advanced(Held::new(Box::new(publisher))))
    } else {
        blocking(|| builder.wait()).map(|publisher| OutletEnd::Plain(Held::new(publisher)))
    };
    Ok(Outlet {
        end: end.map_err(BuildError::zenoh("declare a publisher"))?,
        waits_to_send: runtime::waits_to_send(session),
        limit,
    })
}

impl Outlet {
    pub(crate) fn put(&self, payload: ZBytes, attachment: Option<[u8; 33]>) -> zenoh::Result<()> {
        let attachment = attachment.map(ZBytes::from);
        match &self.end {
            OutletEnd::Plain(publisher) => publisher.put(payload).attachment(attachment).wait(),
            OutletEnd::Advanced(publisher) => publisher.put(payload).attachment(attachment).wait(),
        }
    }

    /// Whether a message crosses the network: now, or later from a history. Slow.
    pub(crate) fn reaches_network(&self) -> bool {
        match &self.end {
            OutletEnd::Plain(publisher) => blocking(|| {
                let session = publisher.session();
                // The publisher itself does not distinguish subscribers of this session from others.
                let remote = session
                    .declare_publisher(publisher.key_expr().clone())
                    .allowed_destination(Locality::Remote)
                    .wait();
                let status = remote.and_then(|remote| remote.matching_status().wait());
                // If the session is closed, `put` says so.
                status.is_ok_and(|status| status.matching())
            }),
            OutletEnd::Advanced(_) => true,
        }
    }

    /// Waits until a subscriber matches, and tells whether one does.
    pub(crate) fn wait_for_match(&self, timeout: Duration) -> bool {
        match &self.end {
            OutletEnd::Plain(publisher) => wait_for_match(
                || publisher.matching_listener().wait(),
                || publisher.matching_status().wait(),
                timeout,
            ),
            OutletEnd::Advanced(publisher) => wait_for_match(
                || publisher.matching_listener().wait(),
                || publisher.matching_status().wait(),
                timeout,
            ),
        }
    }
}

/// Waits until the other side matches, and tells whether it does.
pub(crate) fn wait_for_match(
    listen: impl FnOnce() -> zenoh::Result<MatchingListener<FifoChannelHandler<MatchingStatus>>> + Send,
    status: impl Fn() -> zenoh::Result<MatchingStatus> + Send,
    timeout: Duration,
) -> bool {
    blocking(move || {
        let start = Instant::now();
        // Older than the first look.
        let listener = listen();
        while !status().is_ok_and(|status| status.matching()) {
            let left = timeout.saturating_sub(start.elapsed());
            let Some(listener) = listener.as_ref().ok().filter(|_| !left.is_zero()) else {
                return false;
            };
            // Woken by a change; a closed session changes nothing any more.
            if listener.recv_timeout(left.min(LONGEST_WAIT)).is_err() {
                return false;
            }
        }
        true
    })
}

/// The receiving end. Held for what its drop undeclares.
pub(crate) enum Inlet {
    Plain(#[expect(dead_code, reason = "undeclared when dropped")] Held<Subscriber<()>>),
    Advanced(#[expect(dead_code, reason = "undeclared when dropped")] Held<Box<AdvancedSubscriber<()>>>),
}

/// Declares a subscriber whose samples go to `callback`, on zenoh's receive thread.
pub(crate) fn declare_inlet(
    session: &Session,
    key: String,
    qos: &QosProfile,
    callback: impl Fn(zenoh::sample::Sample) + Send + Sync + 'static,
) -> Result<Inlet, BuildError> {
    let failed = BuildError::zenoh("declare a subscriber");
    let builder = session.declare_subscriber(key);
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
