//! Peers in Python, and how tests find them.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::machine::skip;
use crate::process::Process;

/// Returns a Python with the packages that `.ci/peers` installs: the one that `ROS_Z_PYTHON` names, or the
/// virtual environment `peers/python` in the target directory, a sibling of `temporary`. Prints the reason
/// and returns `None` without it.
///
/// # Panics
/// If there is none, and `ROS_Z_REQUIRE_PEERS` is 1.
#[must_use]
pub fn python(temporary: &str) -> Option<PathBuf> {
    let here = Path::new(temporary).join("../peers/python/bin/python");
    let python = std::env::var_os("ROS_Z_PYTHON").map_or(here, PathBuf::from);
    let output = Command::new(&python)
        .args(["-c", "import zenoh, zenoh_ros2_sdk, rosbags"])
        .output();
    let reason = match output {
        Ok(output) if output.status.success() => return Some(python),
        Ok(_) => "lacks the packages",
        Err(_) => "does not start",
    };
    skip(&format!("`{}` {reason}, run .ci/peers", python.display()));
    None
}

/// Starts a script of `tests/python`.
#[must_use]
pub fn start(python: &Path, script: &str, arguments: &[&str]) -> Process {
    let mut command = Command::new(python);
    command
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("python").join(script))
        .args(arguments);
    Process::start_command(command)
}
