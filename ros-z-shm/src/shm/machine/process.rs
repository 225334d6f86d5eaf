//! A process that has mapped shared memory, from `/proc`. Everything here may be read by every user.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The clock ticks in a second of `/proc/<pid>/stat`: the same on all systems, whatever the kernel's own clock is.
const TICKS: u64 = 100;

/// The place of the start time among the words after the name in `/proc/<pid>/stat`.
const START_TIME: usize = 19;

/// A process that has mapped shared memory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct UserProcess {
    /// Its name, of at most 15 bytes.
    pub name: String,
    /// Its command line.
    pub command: Vec<String>,
    /// The user id as which it runs; `None` if it has ended.
    pub uid: Option<u32>,
    /// The time of its start; `None` if it has ended.
    pub started: Option<SystemTime>,
}

impl UserProcess {
    pub(super) fn read(process: u32) -> Self {
        let text = |file| fs::read(format!("/proc/{process}/{file}")).unwrap_or_default();
        let lossy = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let command = text("cmdline");
        let arguments = command.split(|byte| *byte == 0);
        let stat = lossy(&text("stat"));
        Self {
            name: lossy(text("comm").trim_ascii_end()),
            command: arguments
                .filter(|argument| !argument.is_empty())
                .map(lossy)
                .collect(),
            uid: (fs::metadata(format!("/proc/{process}")).ok()).map(|directory| directory.uid()),
            started: boot_time()
                .zip(since_boot(&stat))
                .map(|(boot, since)| boot + since),
        }
    }
}

/// Returns the time between the start of the system and that of a process, from its `/proc/<pid>/stat`.
fn since_boot(stat: &str) -> Option<Duration> {
    // The name may contain spaces and parentheses.
    let (_, words) = stat.rsplit_once(')')?;
    let ticks: u64 = words.split_whitespace().nth(START_TIME)?.parse().ok()?;
    Some(Duration::from_millis(ticks.checked_mul(1000)? / TICKS))
}

/// Returns the time of the start of the system, exact to the second.
fn boot_time() -> Option<SystemTime> {
    let stat = fs::read_to_string("/proc/stat").ok()?;
    let seconds = stat.lines().find_map(|line| line.strip_prefix("btime "))?;
    Some(UNIX_EPOCH + Duration::from_secs(seconds.trim().parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_process_has_a_name_a_command_and_a_start_in_the_past() {
        let own = UserProcess::read(std::process::id());
        assert!(!own.name.is_empty());
        assert_eq!(own.command, std::env::args().collect::<Vec<_>>());
        assert!(own.started.expect("it runs") <= SystemTime::now());
        assert!(own.uid.is_some());
    }

    #[test]
    fn a_name_with_parentheses_does_not_move_the_start_time() {
        let words: Vec<String> = (0..30).map(|index| (index * 100).to_string()).collect();
        let stat = format!("7 (a) (b c) {}", words.join(" "));
        assert_eq!(since_boot(&stat), Some(Duration::from_secs(19)));
        assert_eq!(since_boot(""), None);
        assert_eq!(since_boot("7 (a) S 1"), None);
    }
}
