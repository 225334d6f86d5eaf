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
    find("ROS_Z_PYTHON", here, "import zenoh, zenoh_ros2_sdk, rosbags")
}

/// Like [`python`], with zenoh 1.10: `ROS_Z_PYTHON_NEXT`, or `peers/python-next`.
///
/// # Panics
/// If there is none, and `ROS_Z_REQUIRE_PEERS` is 1.
#[must_use]
pub fn python_next(temporary: &str) -> Option<PathBuf> {
    let here = Path::new(temporary).join("../peers/python-next/bin/python");
    let check = "import zenoh, rosbags; from importlib.metadata import version; \
                 assert version('eclipse-zenoh').startswith('1.10.')";
    find("ROS_Z_PYTHON_NEXT", here, check)
}

/// Returns the Python whose zenoh shares memory with this library.
///
/// # Panics
/// If there is none, and `ROS_Z_REQUIRE_PEERS` is 1.
#[must_use]
pub fn python_alike(temporary: &str) -> Option<PathBuf> {
    match ros_z::shm::SHM_PROTOCOL_VERSION {
        1 => python(temporary),
        _ => python_next(temporary),
    }
}

fn find(variable: &str, here: PathBuf, check: &str) -> Option<PathBuf> {
    let python = std::env::var_os(variable).map_or(here, PathBuf::from);
    let reason = match Command::new(&python).args(["-c", check]).output() {
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
