//! The policies in which a publisher offers less than a subscription requests. The rules are those of `rmw_dds_common`
//! (`rmw_dds_common/src/qos.cpp`, `qos_profile_check_compatible`), which `rmw_zenoh` uses.

use super::{Durability, QosProfile, Reliability};
use std::fmt;

/// A policy that a publisher offers and a subscription requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum QosPolicy {
    /// [`QosProfile::reliability`].
    Reliability,
    /// [`QosProfile::durability`].
    Durability,
}

impl fmt::Display for QosPolicy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Reliability => "reliability",
            Self::Durability => "durability",
        })
    }
}

impl QosProfile {
    /// Returns the policies in which a publisher with this profile offers less than a subscription with the profile
    /// `requested` needs. The list is empty if they are compatible, and if a policy is unknown.
    ///
    /// Deadline, lifespan and liveliness are not compared: `rmw_zenoh` announces them, but does not enforce them.
    ///
    /// # Examples
    ///
    /// ```
    /// use ros_z_protocol::{QosPolicy, QosProfile};
    ///
    /// let offered = QosProfile::SENSOR_DATA;
    /// assert_eq!(offered.incompatible_policies(&QosProfile::DEFAULT), [QosPolicy::Reliability]);
    /// assert!(QosProfile::LATCHED.incompatible_policies(&QosProfile::DEFAULT).is_empty());
    /// ```
    #[must_use]
    pub fn incompatible_policies(&self, requested: &Self) -> Vec<QosPolicy> {
        let (offers, requests) = (self.resolved(), requested.resolved());
        let mut policies = Vec::new();
        if offers.reliability == Reliability::BestEffort && requests.reliability == Reliability::Reliable {
            policies.push(QosPolicy::Reliability);
        }
        if offers.durability == Durability::Volatile && requests.durability == Durability::TransientLocal {
            policies.push(QosPolicy::Durability);
        }
        // "Best available" is chosen to match.
        let matches = |policy: &QosPolicy| match policy {
            QosPolicy::Reliability => requested.reliability == Reliability::BestAvailable,
            QosPolicy::Durability => self.durability == Durability::BestAvailable,
        };
        policies.retain(|policy| !matches(policy));
        policies
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Durability::{TransientLocal, Volatile};
    use Reliability::{BestEffort, Reliable};

    // The table of https://docs.ros.org/en/jazzy/Concepts/Intermediate/About-Quality-of-Service-Settings.html.
    #[test]
    fn a_publisher_must_offer_at_least_what_is_requested() {
        for (offered, requested, is_compatible) in [
            (BestEffort, BestEffort, true),
            (BestEffort, Reliable, false),
            (Reliable, BestEffort, true),
            (Reliable, Reliable, true),
            (BestEffort, Reliability::SystemDefault, false),
            (BestEffort, Reliability::BestAvailable, true),
            (BestEffort, Reliability::Unknown, true),
            (Reliability::Unknown, Reliable, true),
        ] {
            let profile = |reliability| QosProfile::DEFAULT.with_reliability(reliability);
            let found = profile(offered).incompatible_policies(&profile(requested));
            assert_eq!(found.is_empty(), is_compatible, "{offered} to {requested}");
            assert!(is_compatible || found == [QosPolicy::Reliability]);
        }
        for (offered, requested, is_compatible) in [
            (Volatile, Volatile, true),
            (Volatile, TransientLocal, false),
            (TransientLocal, Volatile, true),
            (TransientLocal, TransientLocal, true),
            (Durability::SystemDefault, TransientLocal, false),
            (Durability::BestAvailable, TransientLocal, true),
            (Durability::Unknown, TransientLocal, true),
            (Volatile, Durability::Unknown, true),
        ] {
            let profile = |durability| QosProfile::DEFAULT.with_durability(durability);
            let found = profile(offered).incompatible_policies(&profile(requested));
            assert_eq!(found.is_empty(), is_compatible, "{offered} to {requested}");
            assert!(is_compatible || found == [QosPolicy::Durability]);
        }
        let both = QosProfile::SENSOR_DATA.incompatible_policies(&QosProfile::LATCHED);
        assert_eq!(both, [QosPolicy::Reliability, QosPolicy::Durability]);
    }
}
