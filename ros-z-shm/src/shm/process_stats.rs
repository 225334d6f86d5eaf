//! The statistics of one process, as text that other processes can ask for. The text comes from the wire: what is
//! missing or malformed in it is left out.

use super::fallback::FallbackReason;
use super::message_counts::of_process;
use super::registry;
use super::stats::{PoolStats, ShmStats, Tally};
use std::fmt;
use zenoh::query::Parameters;

/// The maximum length of a text that is read.
const MAX_TEXT: usize = 1 << 20;

/// The prefix of the name of a number of fallbacks.
const FALLBACK: &str = "fallback ";

/// The statistics of the shared memory of one process: the sum of its publishers, and each of its pools.
///
/// # Examples
/// ```
/// use ros_z_shm::shm::{ProcessStats, ShmPool};
///
/// let pool = ShmPool::of(1 << 20)?;
/// let stats = ProcessStats::of_this_process();
/// assert_eq!(stats.process, std::process::id());
/// assert_eq!(stats.to_string().parse(), Ok(stats));
/// # Ok::<(), ros_z_shm::ShmError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ProcessStats {
    /// The process id, in the process's own pid namespace.
    pub process: u32,
    /// The messages of all publishers since the process was started. The state of the pool in it is empty.
    pub messages: ShmStats,
    /// The pools with a file.
    pub pools: Vec<PoolOfProcess>,
}

/// The statistics of one pool with a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PoolOfProcess {
    /// The number in the name of its file, `/dev/shm/<number>.zenoh`.
    pub segment: u32,
    /// The statistics of this pool alone, without the pools that have replaced it.
    pub stats: PoolStats,
}

/// A text that is not the statistics of a process.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("these are not the statistics of a process")]
pub struct ParseStatsError;

impl ProcessStats {
    /// Returns the statistics of this process.
    #[must_use]
    pub fn of_this_process() -> Self {
        Self {
            process: std::process::id(),
            messages: of_process().sum(),
            pools: registry::pools_with_files()
                .into_iter()
                .map(|(segment, stats)| PoolOfProcess { segment, stats })
                .collect(),
        }
    }
}

impl fmt::Display for ProcessStats {
    /// Prints one line for the process, and one for each pool.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "process={}", self.process)?;
        for (name, Tally { messages, bytes }) in [
            ("shm", self.messages.shm()),
            ("heap", self.messages.heap()),
            ("spliced", self.messages.spliced()),
        ] {
            write!(f, ";{name}={messages};{name} bytes={bytes}")?;
        }
        for &reason in FallbackReason::ALL {
            let count = self.messages.fallbacks(reason);
            if count > 0 {
                write!(f, ";{FALLBACK}{reason}={count}")?;
            }
        }
        write!(
            f,
            ";trimmed={};retried={};rewritten={}",
            self.messages.trimmed, self.messages.retried, self.messages.loans_rewritten
        )?;
        self.pools.iter().try_for_each(|pool| write!(f, "\n{pool}"))
    }
}

impl fmt::Display for PoolOfProcess {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { segment, stats } = self;
        write!(f, "segment={segment}")?;
        if let Some(capacity) = stats.capacity {
            write!(f, ";capacity={capacity}")?;
        }
        for (name, number) in [
            ("in use", stats.bytes_in_use as u64),
            ("high water", stats.high_water as u64),
            ("retained", stats.retained),
            ("retained bytes", stats.retained_bytes as u64),
            ("recycled", stats.recycled),
            ("by age", stats.released_by_age),
            ("revived", stats.revived),
            ("invalidated", stats.invalidated),
            ("stuck", stats.stuck),
            ("stuck bytes", stats.stuck_bytes as u64),
            ("recovered", stats.recovered),
            ("recovered bytes", stats.recovered_bytes),
            ("replaced", stats.replaced),
            ("retired", stats.retired),
        ] {
            if number > 0 {
                write!(f, ";{name}={number}")?;
            }
        }
        Ok(())
    }
}

/// Returns a number; 0 if it is missing or malformed.
fn number<N: std::str::FromStr + Default>(parameters: &Parameters<'_>, name: &str) -> N {
    let found = parameters.get(name).and_then(|number| number.parse().ok());
    found.unwrap_or_default()
}

impl std::str::FromStr for ProcessStats {
    type Err = ParseStatsError;

    fn from_str(text: &str) -> Result<Self, ParseStatsError> {
        if text.len() > MAX_TEXT {
            return Err(ParseStatsError);
        }
        let mut lines = text.lines();
        let line = Parameters::from(lines.next().unwrap_or_default());
        let process = line.get("process").and_then(|process| process.parse().ok());
        let tally = |name: &str| Tally {
            messages: number(&line, name),
            bytes: number(&line, &format!("{name} bytes")),
        };
        let mut messages = ShmStats {
            shm: tally("shm"),
            heap: tally("heap"),
            spliced: tally("spliced"),
            trimmed: number(&line, "trimmed"),
            retried: number(&line, "retried"),
            loans_rewritten: number(&line, "rewritten"),
            ..ShmStats::default()
        };
        for &reason in FallbackReason::ALL {
            messages.fallbacks[reason.index()] = number(&line, &format!("{FALLBACK}{reason}"));
        }
        Ok(Self {
            process: process.ok_or(ParseStatsError)?,
            messages,
            pools: lines.filter_map(PoolOfProcess::parse).collect(),
        })
    }
}

impl PoolOfProcess {
    fn parse(line: &str) -> Option<Self> {
        let line = Parameters::from(line);
        Some(Self {
            segment: line.get("segment")?.parse().ok()?,
            stats: PoolStats {
                capacity: line.get("capacity").and_then(|capacity| capacity.parse().ok()),
                bytes_in_use: number(&line, "in use"),
                high_water: number(&line, "high water"),
                retained: number(&line, "retained"),
                retained_bytes: number(&line, "retained bytes"),
                recycled: number(&line, "recycled"),
                released_by_age: number(&line, "by age"),
                revived: number(&line, "revived"),
                invalidated: number(&line, "invalidated"),
                stuck: number(&line, "stuck"),
                stuck_bytes: number(&line, "stuck bytes"),
                recovered: number(&line, "recovered"),
                recovered_bytes: number(&line, "recovered bytes"),
                replaced: number(&line, "replaced"),
                retired: number(&line, "retired"),
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stats() -> ProcessStats {
        let tally = |messages| Tally {
            messages,
            bytes: 1000 * messages,
        };
        let mut messages = ShmStats {
            shm: tally(1),
            heap: tally(2),
            spliced: tally(3),
            trimmed: 4,
            retried: 5,
            loans_rewritten: 6,
            ..ShmStats::default()
        };
        for (index, count) in messages.fallbacks.iter_mut().enumerate() {
            *count = 10 + index as u64;
        }
        let full = PoolStats {
            capacity: Some(20),
            bytes_in_use: 21,
            high_water: 22,
            retained: 23,
            retained_bytes: 24,
            recycled: 25,
            released_by_age: 26,
            revived: 27,
            invalidated: 28,
            stuck: 29,
            stuck_bytes: 30,
            recovered: 31,
            recovered_bytes: 32,
            replaced: 33,
            retired: 34,
        };
        let pools = [(70_000, full), (u32::MAX, PoolStats::default())];
        ProcessStats {
            process: 7,
            messages,
            pools: pools
                .map(|(segment, stats)| PoolOfProcess { segment, stats })
                .to_vec(),
        }
    }

    #[test]
    fn every_number_is_parsed_back() {
        assert_eq!(stats().to_string().parse(), Ok(stats()));
        let empty = ProcessStats {
            process: 1,
            ..ProcessStats::default()
        };
        assert_eq!(empty.to_string().parse(), Ok(empty));
    }

    #[test]
    fn malformed_text_is_an_error_or_left_out() {
        let long = format!("process=1;x={}", "x".repeat(MAX_TEXT));
        for text in ["", "process=", "process=-1", "segment=1", "\u{0}\n\n", &long] {
            assert_eq!(text.parse::<ProcessStats>(), Err(ParseStatsError));
        }
        let text =
            "process=1;shm=x;heap=99999999999999999999999;heap bytes=5\nsegment=x\n\nsegment=3;in use=-1";
        let read: ProcessStats = text.parse().unwrap();
        assert_eq!((read.messages.shm().messages, read.messages.heap().bytes), (0, 5));
        assert_eq!(read.pools.len(), 1);
        assert_eq!(read.pools[0].segment, 3);
    }
}
