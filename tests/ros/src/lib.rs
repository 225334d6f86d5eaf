//! Finds the ROS 2 distributions that `.ci/ros` installs, and runs their Python.

#![warn(missing_docs)]

pub mod imported_crate;
pub mod messages;
pub mod packages;
pub mod random_packages;

use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The distributions that `.ci/ros` installs.
pub const DISTRIBUTIONS: [&str; 2] = ["jazzy", "kilted"];

/// An installed distribution of ROS 2.
#[derive(Clone, Debug)]
pub struct Distribution {
    /// Name, such as `jazzy`.
    pub name: &'static str,
    /// The virtual environment, which is also the prefix of all packages.
    pub prefix: PathBuf,
}

/// The target directory.
#[must_use]
pub fn target_directory() -> PathBuf {
    // Programs of tests are in `debug/deps` or `release/deps` of it.
    let program = std::env::current_exe().unwrap_or_default();
    let target = program.ancestors().nth(3).unwrap_or(Path::new("target"));
    target.to_owned()
}

/// The installed distributions. If one is missing, prints the reason.
///
/// # Panics
/// If one is missing, and `ROS_Z_REQUIRE_PEERS` is 1.
#[must_use]
pub fn distributions() -> Vec<Distribution> {
    let room = target_directory().join("ros");
    let mut found = Vec::new();
    for name in DISTRIBUTIONS {
        let prefix = room.join(name);
        if prefix.join("installed").is_file() {
            found.push(Distribution { name, prefix });
            continue;
        }
        let reason = format!("ROS 2 {name} is not in {}; run .ci/ros", prefix.display());
        let is_required = std::env::var("ROS_Z_REQUIRE_PEERS").is_ok_and(|value| value == "1");
        assert!(!is_required, "ROS_Z_REQUIRE_PEERS is set, but: {reason}");
        println!("skipped: {reason}");
    }
    found
}

impl Distribution {
    /// Folder of all packages.
    #[must_use]
    pub fn share(&self) -> PathBuf {
        self.prefix.join("share")
    }

    /// A command that runs a script of `tests/ros/python` in the environment of ROS 2.
    #[must_use]
    pub fn python(&self, script: &str) -> Command {
        let mut path = vec![self.prefix.join("bin")];
        path.extend(std::env::split_paths(
            &std::env::var_os("PATH").unwrap_or_default(),
        ));
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("python").join(script);
        let mut command = Command::new(self.prefix.join("bin/python"));
        command
            .arg(script)
            .env("PATH", std::env::join_paths(path).unwrap_or_default())
            .env("AMENT_PREFIX_PATH", &self.prefix)
            .env("LD_LIBRARY_PATH", self.prefix.join("lib"))
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .env("RMW_IMPLEMENTATION", "rmw_fastrtps_cpp");
        command
    }

    /// Runs a script with `input`, and returns what it prints.
    ///
    /// # Panics
    /// If it fails.
    #[must_use]
    pub fn run(&self, script: &str, input: &str) -> String {
        self.run_with(script, &[], input)
    }

    /// Runs a script with arguments and `input`, and returns what it prints.
    ///
    /// # Panics
    /// If it fails.
    #[must_use]
    pub fn run_with(&self, script: &str, arguments: &[&OsStr], input: &str) -> String {
        let output = self.output(script, arguments, input);
        assert!(
            output.status.success(),
            "{script} of {}: {}\n{}",
            self.name,
            output.status,
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).expect("python prints UTF-8")
    }

    /// Runs a script with arguments and `input`, and returns what it prints, or `None` if it fails.
    ///
    /// # Panics
    /// If it cannot be started.
    #[must_use]
    pub fn try_run_with(&self, script: &str, arguments: &[&OsStr], input: &str) -> Option<String> {
        let output = self.output(script, arguments, input);
        output
            .status
            .success()
            .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
    }

    fn output(&self, script: &str, arguments: &[&OsStr], input: &str) -> Output {
        let mut child = self
            .python(script)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("python starts");
        let mut stdin = child.stdin.take().expect("it has a standard input");
        let input = input.to_owned();
        // A thread of its own: both sides could wait for the other to read.
        let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
        let output = child.wait_with_output().expect("python ends");
        let _ = writer.join();
        output
    }
}
