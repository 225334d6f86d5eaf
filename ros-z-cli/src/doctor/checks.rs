//! Checks within one process: free space, limits, and whether pools can be created.

use super::CHILD_VARIABLE;
use crate::exit::Result;
use ros_z::shm::{DEFAULT_POOL_SIZE, ShmLimits, ShmPool};
use serde::Serialize;
use std::fmt;
use std::process::{Command, ExitCode};

/// One line of the table, and its remedy.
#[derive(Serialize)]
pub(super) struct Check {
    name: String,
    state: State,
    found: String,
    cure: Option<String>,
}

/// The result of a check.
#[derive(Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum State {
    Good,
    /// Works, but not in every case.
    Note,
    Failed,
}

/// The sizes of pools to try, and the typical user of each.
pub(super) fn pools() -> [(usize, &'static str); 3] {
    [
        (ShmLimits::read().default_pool_size(), "the default"),
        (48 << 20, "the default of rmw_zenoh_cpp"),
        (256 << 20, "for large point clouds"),
    ]
}

impl Check {
    pub(super) fn good(name: impl Into<String>, found: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            state: State::Good,
            found: found.into(),
            cure: None,
        }
    }

    pub(super) fn bad(
        name: impl Into<String>,
        state: State,
        found: impl Into<String>,
        cure: impl Into<String>,
    ) -> Self {
        Self {
            cure: Some(cure.into()),
            state,
            ..Self::good(name, found)
        }
    }

    /// Returns what to change, if anything.
    pub(super) fn cure(&self) -> Option<&str> {
        self.cure.as_deref()
    }

    /// Leaves out what to change, because another check has the same.
    pub(super) fn forget_cure(&mut self) {
        self.cure = None;
    }

    pub(super) fn has_failed(&self) -> bool {
        self.state == State::Failed
    }
}

impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:<17} {:<6} {}", self.name, self.state, self.found)
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Good => "ok",
            Self::Note => "note",
            Self::Failed => "FAILED",
        })
    }
}

/// Formats bytes as MiB.
pub(super) fn mib(bytes: u64) -> String {
    format!("{:.1} MiB", bytes as f64 / f64::from(1 << 20))
}

/// Checks the size of `/dev/shm`, and its free space.
pub(super) fn dev_shm() -> Check {
    let limits = ShmLimits::read();
    let (Some(size), Some(free)) = (limits.dev_shm_size(), limits.dev_shm_free()) else {
        let cure = "mount a tmpfs at /dev/shm: `mount -t tmpfs tmpfs /dev/shm`";
        return Check::bad("/dev/shm", State::Failed, "cannot be read", cure);
    };
    let found = format!("{} free of {}", mib(free), mib(size));
    if free >= 2 * DEFAULT_POOL_SIZE as u64 {
        return Check::good("/dev/shm", found);
    }
    let cure = "free space in /dev/shm (`ls -l /dev/shm`), or enlarge it: `mount -o remount,size=1g /dev/shm`, \
                in containers `--shm-size=1g`";
    Check::bad("/dev/shm", State::Failed, found, cure)
}

/// Checks how much memory a process may lock.
pub(super) fn locked_memory() -> Check {
    let name = "locked memory";
    let limits = ShmLimits::read();
    let Some(limit) = limits.memlock() else {
        return Check::good(name, "no limit");
    };
    let found = format!("limit {} (`ulimit -l` prints {} KiB)", mib(limit), limit >> 10);
    if limits.own_receiver_fits() {
        return Check::good(name, found);
    }
    Check::bad(name, State::Failed, found, RAISE)
}

const RAISE: &str = "raise the limit of locked memory: `ulimit -l unlimited` in this terminal if that is allowed; for good, \
                     the line `* - memlock unlimited` in /etc/security/limits.conf and a new login; \
                     `LimitMEMLOCK=infinity` for services of systemd; `--ulimit memlock=-1` for containers";

/// Checks from which pools a ROS 2 node in this terminal can receive: it locks the pools, unlike programs of
/// this library.
pub(super) fn ros_nodes() -> Check {
    let name = "ROS 2 nodes";
    let limits = ShmLimits::read();
    let Some(largest) = limits.largest_pool_for_ros_nodes() else {
        return Check::good(name, "can lock, and receive from, pools of any size");
    };
    let default = limits.default_pool_size();
    let found = format!(
        "with this limit they receive from pools of up to {}; the size of the default pool is {}",
        mib(largest as u64),
        mib(default as u64)
    );
    if default <= largest {
        return Check::good(name, found);
    }
    Check::bad(name, State::Note, found, RAISE)
}

/// Checks whether a pool can be created, in a separate process, so that its memory is free again.
pub(super) fn pool(bytes: usize, use_of_it: &str) -> Result<Check> {
    let name = format!("pool of {}", mib(bytes as u64));
    let program = std::env::current_exe()?;
    let output = Command::new(program)
        .env(CHILD_VARIABLE, format!("pool {bytes}"))
        .output()?;
    if output.status.success() {
        return Ok(Check::good(name, format!("can be created ({use_of_it})")));
    }
    let found = format!("cannot be created ({use_of_it})");
    let state = if bytes > DEFAULT_POOL_SIZE {
        State::Note
    } else {
        State::Failed
    };
    let said = String::from_utf8_lossy(&output.stdout);
    Ok(Check::bad(name, state, found, said.trim()))
}

/// The child process of [`pool`]: creates a pool, or prints the error.
pub(super) fn make_pool(bytes: usize) -> ExitCode {
    match ShmPool::of(bytes) {
        Ok(_) => ExitCode::SUCCESS,
        Err(error) => {
            println!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Lists the files of zenoh in `/dev/shm`, of running and of crashed processes.
pub(super) fn leftovers() -> Check {
    let entries = std::fs::read_dir("/dev/shm").into_iter().flatten().flatten();
    let files = entries.filter(|entry| entry.file_name().to_string_lossy().ends_with(".zenoh"));
    let sizes: Vec<u64> = files
        .filter_map(|file| Some(file.metadata().ok()?.len()))
        .collect();
    let bytes = mib(sizes.iter().sum());
    Check::good(
        "zenoh's files",
        format!("{} in /dev/shm, {bytes} in total", sizes.len()),
    )
}
