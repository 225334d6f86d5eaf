//! Quality of service in the output, and on the command line.

use clap::{Args, ValueEnum};
use ros_z::ros::{Durability, History, QosProfile, Reliability};
use serde::Serialize;
use std::fmt;
use std::time::Duration;

/// A profile for JSON.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct QosReport {
    reliability: String,
    durability: String,
    history: String,
    depth: usize,
    deadline_s: Option<f64>,
    lifespan_s: Option<f64>,
    liveliness: String,
    liveliness_lease_s: Option<f64>,
}

impl From<&QosProfile> for QosReport {
    fn from(qos: &QosProfile) -> Self {
        let seconds = |duration: Option<Duration>| duration.map(|duration| duration.as_secs_f64());
        Self {
            reliability: qos.reliability.to_string(),
            durability: qos.durability.to_string(),
            history: qos.history.to_string(),
            depth: qos.depth,
            deadline_s: seconds(qos.deadline),
            lifespan_s: seconds(qos.lifespan),
            liveliness: qos.liveliness.to_string(),
            liveliness_lease_s: seconds(qos.liveliness_lease),
        }
    }
}

impl fmt::Display for QosReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}, {}", self.reliability, self.durability, self.history)?;
        if self.history != History::KeepAll.to_string() {
            write!(f, " {}", self.depth)?;
        }
        for (name, seconds) in [("deadline", self.deadline_s), ("lifespan", self.lifespan_s)] {
            if let Some(seconds) = seconds {
                write!(f, ", {name} {seconds} s")?;
            }
        }
        Ok(())
    }
}

/// Whether messages may be lost.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum ReliabilityArgument {
    Reliable,
    BestEffort,
}

/// Whether late subscribers receive earlier messages.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum DurabilityArgument {
    Volatile,
    TransientLocal,
}

/// The quality of service of a publisher on the command line.
#[derive(Args, Clone, Copy, Debug)]
#[command(next_help_heading = "Quality of service")]
pub(crate) struct QosArguments {
    /// Whether messages may be lost
    #[arg(long, value_name = "POLICY", default_value = "reliable")]
    qos_reliability: ReliabilityArgument,

    /// Whether late subscribers receive earlier messages
    #[arg(long, value_name = "POLICY", default_value = "volatile")]
    qos_durability: DurabilityArgument,

    /// Number of messages that are kept
    #[arg(long, value_name = "COUNT", default_value_t = 10)]
    qos_depth: u16,
}

impl QosArguments {
    /// Returns the profile.
    pub(crate) fn profile(self) -> QosProfile {
        let mut profile = QosProfile::DEFAULT.with_keep_last(usize::from(self.qos_depth));
        profile.reliability = match self.qos_reliability {
            ReliabilityArgument::Reliable => Reliability::Reliable,
            ReliabilityArgument::BestEffort => Reliability::BestEffort,
        };
        profile.durability = match self.qos_durability {
            DurabilityArgument::Volatile => Durability::Volatile,
            DurabilityArgument::TransientLocal => Durability::TransientLocal,
        };
        profile
    }
}
