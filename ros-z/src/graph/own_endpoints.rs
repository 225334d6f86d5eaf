//! The endpoints of this program, each compared with the endpoints of the graph that it communicates with.
//! `graph/reporter.rs` logs what is found here.

use super::difference::first_difference;
use super::incompatible::{Incompatibility, IncompatibleEndpoint, OnIncompatible, counterpart};
use super::info::EndpointInfo;
use crate::fence::Fence;
use crate::shared_context::SharedContext;
use crate::used_types::Describe;
use ros_z_core::TypeHash;
use ros_z_core::dynamic::Description;
use ros_z_protocol::{EndpointKind, Gid, QosProfile};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

/// The most reported endpoints that an endpoint remembers. Beyond it, one that comes back is reported again.
const REMEMBERED: usize = 4096;

/// An endpoint of this program.
pub(crate) struct OwnEndpointInfo {
    pub(crate) context: Weak<SharedContext>,
    pub(crate) kind: EndpointKind,
    pub(crate) gid: Gid,
    /// Fully qualified name of the topic or service.
    pub(crate) name: String,
    /// ROS name of the type.
    pub(crate) type_name: String,
    pub(crate) type_hash: TypeHash,
    /// `None` if only the name and the hash are known.
    pub(crate) describe: Option<Describe>,
    pub(crate) qos: QosProfile,
    pub(crate) callback: Option<OnIncompatible>,
}

/// An endpoint of this program, and the incompatible endpoints that were reported for it.
pub(super) struct Watcher {
    pub(super) own: OwnEndpointInfo,
    pub(super) fence: Fence,
    reported: Mutex<BTreeSet<Gid>>,
    count: AtomicU64,
}

/// Endpoints by the kind and name of the endpoints that they communicate with.
type Watchers = BTreeMap<(EndpointKind, String), Vec<Arc<Watcher>>>;

/// The endpoints of this program.
#[derive(Default)]
pub(super) struct OwnEndpoints(Mutex<Watchers>);

/// Keeps an endpoint watched.
pub(crate) struct Watching {
    pub(super) watcher: Arc<Watcher>,
    pub(super) own: Arc<OwnEndpoints>,
}

impl Watching {
    /// Returns the number of incompatible endpoints so far.
    pub(crate) fn incompatible(&self) -> u64 {
        self.watcher.count.load(Ordering::Relaxed)
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        self.own.remove(&self.watcher);
    }
}

impl OwnEndpoints {
    pub(super) fn add(&self, own: OwnEndpointInfo) -> Arc<Watcher> {
        let key = (counterpart(own.kind), own.name.clone());
        let watcher = Arc::new(Watcher {
            fence: Fence::new(own.name.clone()),
            own,
            reported: Mutex::default(),
            count: AtomicU64::new(0),
        });
        self.lock().entry(key).or_default().push(watcher.clone());
        watcher
    }

    fn remove(&self, watcher: &Arc<Watcher>) {
        let key = (counterpart(watcher.own.kind), watcher.own.name.clone());
        let mut own = self.lock();
        if let Some(watchers) = own.get_mut(&key) {
            watchers.retain(|other| !Arc::ptr_eq(other, watcher));
            if watchers.is_empty() {
                own.remove(&key);
            }
        }
    }

    /// Returns the endpoints of this program that communicate with those of this kind and name.
    pub(super) fn watchers(&self, kind: EndpointKind, name: &str) -> Vec<Arc<Watcher>> {
        self.lock()
            .get(&(kind, name.to_owned()))
            .cloned()
            .unwrap_or_default()
    }

    fn lock(&self) -> MutexGuard<'_, Watchers> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Watcher {
    /// Compares with another endpoint. Returns a report if they do not fit together, at the first time.
    pub(super) fn compare(&self, other: &EndpointInfo) -> Option<IncompatibleEndpoint> {
        let reason = self.reason(other)?;
        {
            let mut reported = self.reported.lock().unwrap_or_else(PoisonError::into_inner);
            if reported.len() >= REMEMBERED {
                reported.clear();
            }
            if !reported.insert(other.gid) {
                return None;
            }
        }
        self.count.fetch_add(1, Ordering::Relaxed);
        Some(IncompatibleEndpoint {
            name: self.own.name.clone(),
            own_kind: self.own.kind,
            endpoint: other.clone(),
            reason,
        })
    }

    fn reason(&self, other: &EndpointInfo) -> Option<Incompatibility> {
        let own = &self.own;
        let differs = match other.type_hash.parse::<TypeHash>() {
            Ok(hash) => hash != own.type_hash || other.type_name != own.type_name,
            // A release without type hashes, or a later version of the hash: only the names can be compared.
            Err(_) => other.type_name != own.type_name,
        };
        if differs {
            return Some(Incompatibility::Type {
                own_type: own.type_name.clone(),
                own_hash: own.type_hash,
                difference: None,
            });
        }
        let policies = match own.kind {
            EndpointKind::Publisher => own.qos.incompatible_policies(&other.qos),
            EndpointKind::Subscription => other.qos.incompatible_policies(&own.qos),
            EndpointKind::Service | EndpointKind::Client => Vec::new(),
        };
        (!policies.is_empty()).then_some(Incompatibility::Qos {
            own_qos: own.qos,
            policies,
        })
    }

    /// Returns whether a description of the other type could name the first difference.
    pub(super) fn wants_description(&self, other: &EndpointInfo) -> bool {
        other.type_name == self.own.type_name
    }

    /// Returns the first field in which this endpoint's type differs from another description of it.
    pub(super) fn difference(&self, theirs: &Description) -> Option<String> {
        let own = &self.own;
        let ours = match &own.describe {
            Some(describe) => describe.description(),
            None => super::reporter::built_in(&own.type_name, own.type_hash)?,
        };
        first_difference(&ours, theirs)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::NodeInfo;
    use ros_z_core::RosMessage;
    use ros_z_msgs::std_msgs::String as Text;

    fn own(kind: EndpointKind, qos: QosProfile) -> OwnEndpointInfo {
        OwnEndpointInfo {
            context: Weak::new(),
            kind,
            gid: Gid::of_token("own"),
            name: "/chatter".into(),
            type_name: Text::TYPE_NAME.into(),
            type_hash: Text::TYPE_HASH,
            describe: None,
            qos,
            callback: None,
        }
    }

    fn watcher(kind: EndpointKind, qos: QosProfile) -> Arc<Watcher> {
        OwnEndpoints::default().add(own(kind, qos))
    }

    fn other(type_name: &str, type_hash: &str, qos: QosProfile) -> EndpointInfo {
        EndpointInfo {
            node: NodeInfo {
                namespace: "/".into(),
                name: "other".into(),
                enclave: "/".into(),
                zenoh_id: "1a2b".parse().unwrap(),
            },
            type_name: type_name.into(),
            type_hash: type_hash.into(),
            qos,
            gid: Gid::of_token(&format!("{type_name}{type_hash}{qos}")),
            backends: None,
        }
    }

    #[test]
    fn another_name_or_hash_is_reported_once_and_counted() {
        let own = watcher(EndpointKind::Publisher, QosProfile::DEFAULT);
        let hash = Text::TYPE_HASH.to_string();
        let zeros = format!("RIHS01_{}", "0".repeat(64));
        for (type_name, type_hash, is_reported) in [
            (Text::TYPE_NAME, hash.as_str(), false),
            (Text::TYPE_NAME, "TypeHashNotSupported", false),
            (Text::TYPE_NAME, "", false),
            (Text::TYPE_NAME, zeros.as_str(), true),
            ("std_msgs/msg/Int32", hash.as_str(), true),
            ("std_msgs/msg/Int32", "TypeHashNotSupported", true),
        ] {
            let endpoint = other(type_name, type_hash, QosProfile::DEFAULT);
            assert_eq!(
                own.compare(&endpoint).is_some(),
                is_reported,
                "{type_name} {type_hash}"
            );
            assert_eq!(own.compare(&endpoint), None, "the second time");
        }
        assert_eq!(own.count.load(Ordering::Relaxed), 3);
    }

    #[test]
    fn what_a_publisher_offers_is_compared_with_what_a_subscription_requests() {
        let hash = Text::TYPE_HASH.to_string();
        let report = |kind, own, theirs| {
            let report = watcher(kind, own).compare(&other(Text::TYPE_NAME, &hash, theirs));
            report.map(|report| report.to_string())
        };
        let (weak, strong) = (QosProfile::SENSOR_DATA, QosProfile::LATCHED);
        let offered = report(EndpointKind::Publisher, weak, strong).unwrap();
        assert_eq!(
            offered,
            "the publisher of /chatter in this process and the subscription in the node /other have incompatible \
             quality of service: the publisher offers best effort, the subscription requests reliable, so messages \
             may be lost; the publisher offers volatile, the subscription requests transient local, so it gets no \
             earlier messages"
        );
        assert!(report(EndpointKind::Subscription, strong, weak).is_some());
        assert_eq!(report(EndpointKind::Publisher, strong, weak), None);
        assert_eq!(report(EndpointKind::Subscription, weak, strong), None);
        assert_eq!(report(EndpointKind::Service, weak, strong), None);
    }

    #[test]
    fn a_watcher_that_was_removed_is_not_found() {
        let endpoints = OwnEndpoints::default();
        let add = || endpoints.add(own(EndpointKind::Publisher, QosProfile::DEFAULT));
        let (first, second) = (add(), add());
        let found = || endpoints.watchers(EndpointKind::Subscription, "/chatter").len();
        assert_eq!(found(), 2);
        endpoints.remove(&first);
        assert_eq!(found(), 1);
        endpoints.remove(&second);
        assert_eq!(found(), 0);
        assert!(endpoints.watchers(EndpointKind::Publisher, "/chatter").is_empty());
    }
}
