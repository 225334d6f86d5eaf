//! Quality of service as rosbag2 writes it into recordings: a YAML list with one profile for each publisher. Reads the
//! names of current releases and the numbers of older ones.

use ros_z::protocol::{Durability, History, Liveliness, QosProfile, Reliability};
use serde::Deserialize;
use std::fmt::Write as _;
use std::time::Duration;

/// Longest text that is parsed. The profile of one publisher takes less than 500 bytes.
const MAX_LEN: usize = 1 << 20;

/// The duration that rosbag2 writes for an infinite one, in seconds and nanoseconds.
const INFINITE: (u64, u32) = (9_223_372_036, 854_775_807);

#[derive(Deserialize)]
struct Profile {
    #[serde(default)]
    history: Policy,
    #[serde(default)]
    depth: usize,
    #[serde(default)]
    reliability: Policy,
    #[serde(default)]
    durability: Policy,
    #[serde(default)]
    deadline: Period,
    #[serde(default)]
    lifespan: Period,
    #[serde(default)]
    liveliness: Policy,
    #[serde(default)]
    liveliness_lease_duration: Period,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Policy {
    Code(u8),
    Name(String),
}

impl Default for Policy {
    fn default() -> Self {
        Self::Code(0)
    }
}

#[derive(Default, Deserialize)]
struct Period {
    #[serde(default)]
    sec: u64,
    #[serde(default)]
    nsec: u64,
}

impl Policy {
    /// The policy with this code or name; the first one if it is unknown. The name of a policy is that of its `Display`
    /// with underscores.
    fn find<P: Copy + std::fmt::Display>(&self, from_code: fn(u8) -> Option<P>, default: P) -> P {
        match self {
            Self::Code(code) => from_code(*code).unwrap_or(default),
            Self::Name(name) => (0..=8)
                .filter_map(from_code)
                .find(|policy| name_of(policy) == *name)
                .unwrap_or(default),
        }
    }
}

fn name_of(policy: &impl std::fmt::Display) -> String {
    policy.to_string().replace(' ', "_")
}

impl From<Period> for Duration {
    fn from(period: Period) -> Self {
        Self::from_secs(period.sec).saturating_add(Self::from_nanos(period.nsec))
    }
}

/// Reads the profiles in the metadata of a channel. A text that is not a list of profiles has none.
pub(crate) fn parse(text: &str) -> Vec<QosProfile> {
    if text.len() > MAX_LEN {
        return Vec::new();
    }
    let profiles: Vec<Profile> = serde_yaml::from_str(text).unwrap_or_default();
    profiles
        .into_iter()
        .map(|profile| {
            QosProfile::DEFAULT
                .with_history(profile.history.find(History::from_code, History::SystemDefault))
                .with_depth(profile.depth)
                .with_reliability(
                    profile
                        .reliability
                        .find(Reliability::from_code, Reliability::SystemDefault),
                )
                .with_durability(
                    profile
                        .durability
                        .find(Durability::from_code, Durability::SystemDefault),
                )
                .with_liveliness(
                    profile
                        .liveliness
                        .find(Liveliness::from_code, Liveliness::SystemDefault),
                )
                .with_deadline(profile.deadline.into())
                .with_lifespan(profile.lifespan.into())
                .with_liveliness_lease(profile.liveliness_lease_duration.into())
        })
        .collect()
}

/// Writes profiles as rosbag2 does. Each line is indented by `indent` blanks.
pub(crate) fn write(profiles: &[QosProfile], indent: usize) -> String {
    let mut text = String::new();
    let pad = " ".repeat(indent);
    for profile in profiles {
        let mut put = |start: &str, name: &str, value: &dyn std::fmt::Display| {
            let _ = writeln!(text, "{pad}{start}{name}: {value}");
        };
        put("- ", "history", &name_of(&profile.history));
        put("  ", "depth", &profile.depth);
        put("  ", "reliability", &name_of(&profile.reliability));
        put("  ", "durability", &name_of(&profile.durability));
        let mut period = |name: &str, period: Option<Duration>| {
            let (sec, nsec) = period.map_or(INFINITE, |period| (period.as_secs(), period.subsec_nanos()));
            put("  ", name, &"");
            put("    ", "sec", &sec);
            put("    ", "nsec", &nsec);
        };
        period("deadline", profile.deadline);
        period("lifespan", profile.lifespan);
        put("  ", "liveliness", &name_of(&profile.liveliness));
        let (sec, nsec) = profile
            .liveliness_lease
            .map_or(INFINITE, |period| (period.as_secs(), period.subsec_nanos()));
        put("  ", "liveliness_lease_duration", &"");
        put("    ", "sec", &sec);
        put("    ", "nsec", &nsec);
        put("  ", "avoid_ros_namespace_conventions", &false);
    }
    text.replace(": \n", ":\n")
}

/// Writes the policies that matter most in one line: `reliable, volatile, keep last 10`.
pub(crate) fn short(profile: &QosProfile) -> String {
    let history = match profile.history {
        History::KeepLast => format!("{} {}", profile.history, profile.depth),
        _ => profile.history.to_string(),
    };
    format!("{}, {}, {history}", profile.reliability, profile.durability)
}

/// Returns the profile of a publisher that replaces those that were recorded: theirs if all had the same, or else the
/// default with what all of them offered.
pub(crate) fn for_playing(profiles: &[QosProfile]) -> QosProfile {
    let Some((first, others)) = profiles.split_first() else {
        return QosProfile::DEFAULT;
    };
    if others.iter().all(|other| other == first) {
        return *first;
    }
    let mut profile = QosProfile::DEFAULT.with_depth(
        profiles
            .iter()
            .map(|profile| profile.depth)
            .max()
            .unwrap_or_default(),
    );
    if !profiles.iter().all(QosProfile::is_reliable) {
        profile = profile.with_reliability(Reliability::BestEffort);
    }
    if profiles.iter().all(QosProfile::is_transient_local) {
        profile = profile.with_durability(Durability::TransientLocal);
    }
    profile
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn profiles_are_read_as_they_were_written() {
        let profiles = [
            QosProfile::LATCHED,
            QosProfile::SENSOR_DATA
                .with_deadline(Duration::from_millis(1500))
                .with_liveliness(Liveliness::ManualByTopic),
            QosProfile::KEEP_ALL.with_liveliness_lease(Duration::from_secs(2)),
        ];
        let text = write(&profiles, 0);
        assert_eq!(parse(&text), profiles, "{text}");
    }

    // Text of a recording of ROS 2 Jazzy.
    #[test]
    fn names_of_current_releases_are_read_and_written() {
        let text = "- history: keep_last\n  depth: 10\n  reliability: best_effort\n  durability: transient_local\n  \
                    deadline:\n    sec: 9223372036\n    nsec: 854775807\n  lifespan:\n    sec: 9223372036\n    nsec: 854775807\n  \
                    liveliness: automatic\n  liveliness_lease_duration:\n    sec: 9223372036\n    nsec: 854775807\n  \
                    avoid_ros_namespace_conventions: false\n";
        let profile = QosProfile::DEFAULT
            .with_reliability(Reliability::BestEffort)
            .with_durability(Durability::TransientLocal);
        assert_eq!(parse(text), [profile]);
        assert_eq!(write(&[profile], 0), text);
    }

    // Text of a recording of ROS 2 Humble.
    #[test]
    fn numbers_of_older_releases_are_read() {
        let text = "- history: 3\n  depth: 0\n  reliability: 1\n  durability: 2\n  deadline:\n    sec: 9223372036\n    \
                    nsec: 854775807\n  lifespan:\n    sec: 9223372036\n    nsec: 854775807\n  liveliness: 1\n  \
                    liveliness_lease_duration:\n    sec: 9223372036\n    nsec: 854775807\n  avoid_ros_namespace_conventions: false";
        let profile = QosProfile::DEFAULT.with_history(History::Unknown).with_depth(0);
        assert_eq!(parse(text), [profile]);
    }

    #[test]
    fn other_texts_have_no_profiles() {
        for text in [
            "",
            "- 1",
            "history: 3",
            "- history: [",
            "- depth: -1",
            "&a [*a, *a]",
            "- {deadline: {sec: -1}}",
        ] {
            assert_eq!(parse(text), [], "{text}");
        }
        assert_eq!(parse("- history: nonsense")[0].history, History::SystemDefault);
    }

    #[test]
    fn one_publisher_offers_what_all_recorded_ones_offered() {
        assert_eq!(for_playing(&[]), QosProfile::DEFAULT);
        assert_eq!(for_playing(&[QosProfile::LATCHED; 2]), QosProfile::LATCHED);
        let mixed = for_playing(&[QosProfile::LATCHED, QosProfile::SENSOR_DATA]);
        assert_eq!(
            (mixed.is_reliable(), mixed.is_transient_local(), mixed.depth),
            (false, false, 5)
        );
    }
}
