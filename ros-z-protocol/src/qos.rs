//! Quality of service: the policies, and the profiles that ROS 2 predefines. `qos/text.rs` reads and writes the
//! text of a profile in a token, `qos/compatibility.rs` compares profiles; publishers and subscribers in other crates apply the policies to zenoh.

mod compatibility;
mod text;

use std::time::Duration;

pub use compatibility::QosPolicy;
pub use text::QosError;

/// Defines a policy with a number on the wire for each value.
macro_rules! policy {
    (
        $(#[$attribute:meta])* $name:ident $default:ident {
            $($(#[$doc:meta])* $variant:ident = $code:literal $text:literal,)*
        }
    ) => {
        $(#[$attribute])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name {
            $($(#[$doc])* $variant = $code,)*
        }

        impl $name {
            /// The number of the policy on the wire.
            pub const fn code(self) -> u8 {
                self as u8
            }

            /// The policy with the number `code`, if any.
            pub const fn from_code(code: u8) -> Option<Self> {
                match code {
                    $($code => Some(Self::$variant),)*
                    _ => None,
                }
            }
        }

        /// The default of `rmw_zenoh`.
        impl Default for $name {
            fn default() -> Self {
                Self::$default
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(match self {
                    $(Self::$variant => $text,)*
                })
            }
        }
    };
}

policy! {
    /// Whether samples may be lost in transit.
    Reliability Reliable {
        /// Chosen by the middleware: reliable.
        SystemDefault = 0 "system default",
        /// Samples are delivered, within the limits of the queues.
        Reliable = 1 "reliable",
        /// Samples may be lost.
        BestEffort = 2 "best effort",
        /// Not announced by a peer.
        Unknown = 3 "unknown",
        /// Chosen to match the other side; `rmw_zenoh` chooses reliable.
        BestAvailable = 4 "best available",
    }
}

policy! {
    /// Whether a late subscriber receives earlier samples.
    Durability Volatile {
        /// Chosen by the middleware: volatile.
        SystemDefault = 0 "system default",
        /// The publisher keeps its last samples for late subscribers.
        TransientLocal = 1 "transient local",
        /// A subscriber receives only samples that are published after it joined.
        Volatile = 2 "volatile",
        /// Not announced by a peer.
        Unknown = 3 "unknown",
        /// Chosen to match the other side; `rmw_zenoh` chooses volatile.
        BestAvailable = 4 "best available",
    }
}

policy! {
    /// The number of samples that an endpoint keeps.
    History KeepLast {
        /// Chosen by the middleware: keep last.
        SystemDefault = 0 "system default",
        /// The last [`QosProfile::depth`] samples.
        KeepLast = 1 "keep last",
        /// Every sample, until memory or the transport applies backpressure.
        KeepAll = 2 "keep all",
        /// Not announced by a peer.
        Unknown = 3 "unknown",
    }
}

policy! {
    /// The party that asserts that a publisher is alive.
    Liveliness Automatic {
        /// Chosen by the middleware: automatic.
        SystemDefault = 0 "system default",
        /// The middleware, while the process is alive.
        Automatic = 1 "automatic",
        /// The publisher itself, once per lease.
        ManualByTopic = 3 "manual by topic",
        /// Not announced by a peer.
        Unknown = 4 "unknown",
        /// Chosen to match the other side; `rmw_zenoh` chooses automatic.
        BestAvailable = 5 "best available",
    }
}

/// The duration that `rmw` calls infinite: `i64::MAX` nanoseconds.
const INFINITE: Duration = Duration::from_nanos(i64::MAX as u64);

/// The depth that `rmw_zenoh` uses if none is set.
const DEFAULT_DEPTH: usize = 42;

/// A set of quality-of-service policies.
///
/// Start from a preset and change single policies. A duration of `None` is infinite. Zero, which ROS 2 reads as
/// "not set", and durations of at least `i64::MAX` nanoseconds are infinite too.
///
/// # Examples
///
/// ```
/// use ros_z_protocol::{QosProfile, Reliability};
///
/// let qos = QosProfile::SENSOR_DATA.with_keep_last(1);
/// assert_eq!(qos.reliability, Reliability::BestEffort);
/// assert_eq!(qos.to_string(), "2::,1:,:,:,,");
/// assert_eq!("2::,1:,:,:,,".parse(), Ok(qos));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct QosProfile {
    /// Whether samples may be lost in transit.
    pub reliability: Reliability,
    /// Whether a late subscriber receives earlier samples.
    pub durability: Durability,
    /// The number of samples that an endpoint keeps.
    pub history: History,
    /// The number of samples for [`History::KeepLast`], and of samples kept for late subscribers. Zero means
    /// 42. A peer can announce any number: do not reserve memory for it.
    pub depth: usize,
    /// The maximum time between two samples.
    pub deadline: Option<Duration>,
    /// The time after which a sample expires.
    pub lifespan: Option<Duration>,
    /// The party that asserts that a publisher is alive.
    pub liveliness: Liveliness,
    /// The maximum time between two assertions.
    pub liveliness_lease: Option<Duration>,
}

impl QosProfile {
    /// The default of `rclcpp` and `rclpy` for topics: reliable, volatile, the last 10 samples.
    pub const DEFAULT: Self = Self {
        reliability: Reliability::Reliable,
        durability: Durability::Volatile,
        history: History::KeepLast,
        depth: 10,
        deadline: None,
        lifespan: None,
        liveliness: Liveliness::Automatic,
        liveliness_lease: None,
    };

    /// For sensors, where a fresh sample matters more than a lost one: best effort, volatile, the last 5
    /// samples.
    pub const SENSOR_DATA: Self = Self::DEFAULT
        .with_reliability(Reliability::BestEffort)
        .with_keep_last(5);

    /// For services; the same as [`DEFAULT`](Self::DEFAULT).
    pub const SERVICES: Self = Self::DEFAULT;

    /// For parameter services and parameter events: reliable, volatile, the last 1000 samples.
    pub const PARAMETERS: Self = Self::DEFAULT.with_keep_last(1000);

    /// For log messages on `/rosout`: reliable, transient local, the last 1000 samples, for 10 seconds.
    pub const ROSOUT: Self = Self::LATCHED
        .with_keep_last(1000)
        .with_lifespan(Duration::from_secs(10));

    /// Leaves every policy to the middleware; [`resolved`](Self::resolved) returns the choices of `rmw_zenoh`.
    pub const SYSTEM_DEFAULT: Self = Self::DEFAULT
        .with_reliability(Reliability::SystemDefault)
        .with_durability(Durability::SystemDefault)
        .with_history(History::SystemDefault)
        .with_depth(0)
        .with_liveliness(Liveliness::SystemDefault);

    /// For data that is published once and needed later, such as maps and robot descriptions: reliable,
    /// transient local, the last sample. ROS 1 called such a topic latched.
    pub const LATCHED: Self = Self::DEFAULT
        .with_durability(Durability::TransientLocal)
        .with_keep_last(1);

    /// For samples that a full queue must not drop: reliable, volatile, every sample.
    pub const KEEP_ALL: Self = Self::DEFAULT.with_keep_all();

    /// Sets whether samples may be lost in transit.
    #[must_use]
    pub const fn with_reliability(mut self, reliability: Reliability) -> Self {
        self.reliability = reliability;
        self
    }

    /// Sets whether a late subscriber receives earlier samples.
    #[must_use]
    pub const fn with_durability(mut self, durability: Durability) -> Self {
        self.durability = durability;
        self
    }

    /// Sets the kind of history and keeps the depth.
    #[must_use]
    pub const fn with_history(mut self, history: History) -> Self {
        self.history = history;
        self
    }

    /// Sets the depth and keeps the kind of history. Zero means 42.
    #[must_use]
    pub const fn with_depth(mut self, depth: usize) -> Self {
        self.depth = depth;
        self
    }

    /// Keeps the last `depth` samples. Zero means 42.
    #[must_use]
    pub const fn with_keep_last(self, depth: usize) -> Self {
        self.with_history(History::KeepLast).with_depth(depth)
    }

    /// Keeps every sample; the depth becomes 42, as it does in `rclcpp`.
    #[must_use]
    pub const fn with_keep_all(self) -> Self {
        self.with_history(History::KeepAll).with_depth(DEFAULT_DEPTH)
    }

    /// Sets the maximum time between two samples.
    #[must_use]
    pub const fn with_deadline(mut self, deadline: Duration) -> Self {
        self.deadline = finite(Some(deadline));
        self
    }

    /// Sets the time after which a sample expires.
    #[must_use]
    pub const fn with_lifespan(mut self, lifespan: Duration) -> Self {
        self.lifespan = finite(Some(lifespan));
        self
    }

    /// Sets the party that asserts that a publisher is alive.
    #[must_use]
    pub const fn with_liveliness(mut self, liveliness: Liveliness) -> Self {
        self.liveliness = liveliness;
        self
    }

    /// Sets the maximum time between two assertions that a publisher is alive.
    #[must_use]
    pub const fn with_liveliness_lease(mut self, lease: Duration) -> Self {
        self.liveliness_lease = finite(Some(lease));
        self
    }

    /// The profile with every choice made as in `rmw_zenoh`: no policy is "system default" or "best available",
    /// the depth is not zero, and every duration is either finite or `None`. "Unknown" stays.
    #[must_use]
    pub const fn resolved(mut self) -> Self {
        if let Reliability::SystemDefault | Reliability::BestAvailable = self.reliability {
            self.reliability = Reliability::Reliable;
        }
        if let Durability::SystemDefault | Durability::BestAvailable = self.durability {
            self.durability = Durability::Volatile;
        }
        if let History::SystemDefault = self.history {
            self.history = History::KeepLast;
        }
        if self.depth == 0 {
            self.depth = DEFAULT_DEPTH;
        }
        if let Liveliness::SystemDefault | Liveliness::BestAvailable = self.liveliness {
            self.liveliness = Liveliness::Automatic;
        }
        self.deadline = finite(self.deadline);
        self.lifespan = finite(self.lifespan);
        self.liveliness_lease = finite(self.liveliness_lease);
        self
    }

    /// Whether samples must not be lost in transit.
    pub const fn is_reliable(&self) -> bool {
        matches!(self.resolved().reliability, Reliability::Reliable)
    }

    /// Whether a late subscriber receives earlier samples.
    pub const fn is_transient_local(&self) -> bool {
        matches!(self.durability, Durability::TransientLocal)
    }

    /// Whether every sample is kept.
    pub const fn is_keep_all(&self) -> bool {
        matches!(self.history, History::KeepAll)
    }
}

/// [`QosProfile::DEFAULT`].
impl Default for QosProfile {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// `None` for a duration that ROS 2 reads as not set or as infinite.
const fn finite(duration: Option<Duration>) -> Option<Duration> {
    match duration {
        Some(d) if !d.is_zero() && d.as_nanos() < INFINITE.as_nanos() => Some(d),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_policies_name_each_other() {
        for code in 0..=u8::MAX {
            let reliability = Reliability::from_code(code);
            assert_eq!(reliability.is_some(), code <= 4);
            assert_eq!(reliability.map_or(code, Reliability::code), code);
            let durability = Durability::from_code(code);
            assert_eq!(durability.is_some(), code <= 4);
            assert_eq!(durability.map_or(code, Durability::code), code);
            let history = History::from_code(code);
            assert_eq!(history.is_some(), code <= 3);
            assert_eq!(history.map_or(code, History::code), code);
            let liveliness = Liveliness::from_code(code);
            assert_eq!(liveliness.is_some(), code <= 5 && code != 2);
            assert_eq!(liveliness.map_or(code, Liveliness::code), code);
        }
    }

    #[test]
    fn system_default_resolves_to_the_defaults_of_rmw_zenoh() {
        let resolved = QosProfile::SYSTEM_DEFAULT.resolved();
        assert_eq!(resolved, QosProfile::DEFAULT.with_depth(42));
        assert_eq!(resolved.reliability, Reliability::default());
        assert_eq!(resolved.durability, Durability::default());
        assert_eq!(resolved.history, History::default());
        assert_eq!(resolved.liveliness, Liveliness::default());
        assert!(QosProfile::SYSTEM_DEFAULT.is_reliable());
    }

    #[test]
    fn presets_are_resolved_already() {
        for preset in [
            QosProfile::default(),
            QosProfile::SENSOR_DATA,
            QosProfile::SERVICES,
            QosProfile::PARAMETERS,
            QosProfile::LATCHED,
            QosProfile::KEEP_ALL,
            QosProfile::ROSOUT,
        ] {
            assert_eq!(preset.resolved(), preset);
        }
        assert!(!QosProfile::SENSOR_DATA.is_reliable());
        assert!(QosProfile::LATCHED.is_transient_local());
        assert!(QosProfile::KEEP_ALL.is_keep_all());
    }

    #[test]
    fn zero_and_infinite_durations_are_none() {
        let qos = QosProfile::DEFAULT;
        for duration in [Duration::ZERO, INFINITE, Duration::MAX] {
            assert_eq!(qos.with_deadline(duration), qos);
            assert_eq!(qos.with_lifespan(duration), qos);
            assert_eq!(qos.with_liveliness_lease(duration), qos);
        }
        let longest = INFINITE - Duration::from_nanos(1);
        assert_eq!(qos.with_deadline(longest).deadline, Some(longest));
    }
}
