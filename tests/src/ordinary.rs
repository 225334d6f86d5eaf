//! Peers that run as an ordinary user, with a memory lock limit.

use crate::machine::skip;
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

/// The user `nobody` of most systems; it need not have an entry.
const NOBODY: &str = "65534";

/// A copy of the peer program that every user may run. Removed when dropped.
#[derive(Debug)]
pub struct OrdinaryUser {
    program: PathBuf,
    /// Whether somebody else has to be become first.
    is_root: bool,
}

impl OrdinaryUser {
    /// Prepares to run `program` as an ordinary user; `None`, with the reason printed, where that cannot be.
    ///
    /// # Panics
    /// If the program cannot be copied, or it cannot be and `ROS_Z_REQUIRE_PEERS` is 1.
    #[must_use]
    pub fn prepare(program: &str) -> Option<Self> {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let copy = std::env::temp_dir().join(format!("ros_z_peer_{}_{number}", std::process::id()));
        fs::copy(program, &copy).expect("the peer program can be copied");
        fs::set_permissions(&copy, fs::Permissions::from_mode(0o755)).expect("it is ours");
        let is_root = fs::metadata(&copy).expect("it is there").uid() == 0;
        let user = Self {
            program: copy,
            is_root,
        };
        // A limit can be lowered by anybody; one below what the tests ask for cannot be raised again.
        let mut trial = user.shell("ulimit -l 8192 && ulimit -l 0 && test -x \"$0\"");
        match trial.stderr(Stdio::null()).status() {
            Ok(status) if status.success() => Some(user),
            answer => {
                skip(&format!("no ordinary user with a memory lock limit: {answer:?}"));
                None
            }
        }
    }

    /// Whether this is another user than the one of the test.
    #[must_use]
    pub fn is_another(&self) -> bool {
        self.is_root
    }

    /// The peer with these arguments, allowed to lock `kib` KiB; without a limit of its own for `None`.
    #[must_use]
    pub fn peer(&self, kib: Option<usize>, arguments: &str) -> Command {
        let limit = kib.map_or("true".to_owned(), |kib| format!("ulimit -l {kib}"));
        let mut command = self.shell(&format!("{limit} && exec \"$0\" \"$@\""));
        command.args(arguments.split_whitespace());
        command
    }

    /// A shell of that user, with the program as its first argument.
    fn shell(&self, script: &str) -> Command {
        let mut command;
        if self.is_root {
            command = Command::new("setpriv");
            command.args(["--reuid", NOBODY, "--regid", NOBODY, "--clear-groups", "sh"]);
        } else {
            command = Command::new("sh");
        }
        command.current_dir("/").args(["-c", script]).arg(&self.program);
        command
    }
}

impl Drop for OrdinaryUser {
    fn drop(&mut self) {
        // Nothing depends on it.
        let _ = fs::remove_file(&self.program);
    }
}
