//! Peers that run as an ordinary user, with a memory lock limit.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::machine::skip;

/// The user ID of `nobody` on most systems. It does not need an entry in `/etc/passwd`.
const NOBODY: &str = "65534";

/// A copy of the peer program that every user may run. Removed when dropped.
#[derive(Debug)]
pub struct OrdinaryUser {
    program: PathBuf,
    /// Whether the peer must switch to another user.
    is_root: bool,
}

impl OrdinaryUser {
    /// Prepares to run `program` as an ordinary user. Prints the reason and returns `None` where that is
    /// impossible.
    ///
    /// # Panics
    /// If the program cannot be copied, or if it is impossible and `ROS_Z_REQUIRE_PEERS` is 1.
    #[must_use]
    pub fn prepare(program: &str) -> Option<Self> {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let copy = std::env::temp_dir().join(format!("ros_z_peer_{}_{number}", std::process::id()));
        fs::copy(program, &copy).expect("the peer program can be copied");
        fs::set_permissions(&copy, fs::Permissions::from_mode(0o755)).expect("the copy belongs to this user");
        let is_root = fs::metadata(&copy).expect("the copy exists").uid() == 0;
        let user = Self {
            program: copy,
            is_root,
        };
        // Every user can lower a limit; a limit below the one that the tests set cannot be raised again.
        let mut trial = user.shell("ulimit -l 8192 && ulimit -l 0 && test -x \"$0\"");
        match trial.stderr(Stdio::null()).status() {
            Ok(status) if status.success() => Some(user),
            answer => {
                skip(&format!("no ordinary user with a memory lock limit: {answer:?}"));
                None
            }
        }
    }

    /// Returns whether the user differs from the user of the test.
    #[must_use]
    pub fn is_another(&self) -> bool {
        self.is_root
    }

    /// Returns a command for the peer with these arguments and a memory lock limit of `kib` KiB; `None` keeps
    /// the limit.
    #[must_use]
    pub fn peer(&self, kib: Option<usize>, arguments: &str) -> Command {
        let limit = kib.map_or("true".to_owned(), |kib| format!("ulimit -l {kib}"));
        let mut command = self.shell(&format!("{limit} && exec \"$0\" \"$@\""));
        command.args(arguments.split_whitespace());
        command
    }

    /// Returns a shell of that user, with the program as its first argument.
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
        // A copy that remains does no harm.
        let _ = fs::remove_file(&self.program);
    }
}
