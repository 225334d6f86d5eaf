//! A process of a test. A test controls it in lines of text; it ends with the test in any case.

use std::collections::{BTreeSet, VecDeque};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use crate::line::Line;
use crate::machine::turn;

/// Deadline of every wait. It is generous, because machines may be busy.
pub const DEADLINE: Duration = Duration::from_secs(30);

/// Environment variables that would change the configuration of a peer.
const VARIABLES: [&str; 7] = [
    "ROS_DOMAIN_ID",
    "ZENOH_SESSION_CONFIG_URI",
    "ZENOH_CONFIG_OVERRIDE",
    "ZENOH_SHM_ALLOC_SIZE",
    "ZENOH_SHM_MESSAGE_SIZE_THRESHOLD",
    "ZENOH_RUNTIME",
    "RUST_LOG",
];

/// A peer process. Killed when dropped.
#[derive(Debug)]
pub struct Process {
    child: Child,
    input: Option<ChildStdin>,
    output: Receiver<Line>,
    /// Lines that arrived while the test waited for another word.
    passed: VecDeque<Line>,
    files: BTreeSet<PathBuf>,
    endpoint: String,
}

impl Process {
    /// Starts a peer and waits until it is ready.
    #[must_use]
    pub fn start(program: &str, arguments: &str) -> Self {
        let mut command = Command::new(program);
        command.args(arguments.split_whitespace());
        Self::start_command(command)
    }

    /// Like [`start`](Self::start), for a command that the test has prepared.
    ///
    /// # Panics
    /// If the process does not start, or is not ready in time.
    #[must_use]
    pub fn start_command(mut command: Command) -> Self {
        for variable in VARIABLES {
            // Removed unless the test itself sets it.
            if !command.get_envs().any(|(name, _)| name == variable) {
                command.env_remove(variable);
            }
        }
        let _turn = turn();
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the peer starts");
        let (input, output) = (
            child.stdin.take(),
            child.stdout.take().expect("its output is piped"),
        );
        let (sender, receiver) = channel();
        std::thread::spawn(move || {
            BufReader::new(output)
                .lines()
                .map_while(Result::ok)
                .try_for_each(|line| sender.send(Line::new(line)))
        });
        let mut process = Self {
            child,
            input,
            output: receiver,
            passed: VecDeque::new(),
            files: BTreeSet::new(),
            endpoint: String::new(),
        };
        process.endpoint = process.expect("listening").get("endpoint");
        process.expect("ready");
        process
    }

    /// Returns the process ID.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Returns the endpoint at which other peers can connect.
    #[must_use]
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// Sends a command.
    ///
    /// # Panics
    /// If the process has ended.
    pub fn tell(&mut self, command: &str) {
        self.note_files();
        let input = self.input.as_mut().expect("its input is piped");
        writeln!(input, "{command}").expect("the peer reads commands");
    }

    /// Returns the next line that starts with `word`. Other lines are kept for later calls.
    ///
    /// # Panics
    /// If no such line arrives in time.
    pub fn expect(&mut self, word: &str) -> Line {
        self.find(word, DEADLINE)
            .unwrap_or_else(|| panic!("the peer printed no `{word}`, but: {:#?}", self.passed))
    }

    /// Like [`expect`](Self::expect), but returns `None` if no such line arrives within `timeout` or the peer
    /// ends.
    pub fn find(&mut self, word: &str, timeout: Duration) -> Option<Line> {
        let start = Instant::now();
        if let Some(at) = self.passed.iter().position(|line| line.word() == word) {
            return self.passed.remove(at);
        }
        loop {
            match self.output.recv_timeout(timeout.saturating_sub(start.elapsed())) {
                Ok(line) if line.word() == word => {
                    self.note_files();
                    return Some(line);
                }
                Ok(line) => self.passed.push_back(line),
                Err(_) => return None,
            }
        }
    }

    /// Returns all lines so far that start with `word`.
    pub fn all(&mut self, word: &str) -> VecDeque<Line> {
        self.passed.extend(self.output.try_iter());
        let (found, passed) = self.passed.drain(..).partition(|line| line.word() == word);
        self.passed = passed;
        found
    }

    /// Sends a signal such as `STOP`.
    ///
    /// # Panics
    /// If that fails.
    pub fn signal(&self, name: &str) {
        let status = Command::new("kill")
            .args([format!("-{name}"), self.id().to_string()])
            .status();
        assert!(status.is_ok_and(|status| status.success()), "SIG{name}");
    }

    /// Kills the process with a signal that it cannot handle.
    ///
    /// # Panics
    /// If that fails.
    pub fn kill(mut self) {
        self.child.kill().expect("the child can be killed");
        self.child.wait().expect("the child's status can be read");
    }

    /// Makes the process end by itself, and returns the pool files that it had mapped.
    ///
    /// # Panics
    /// If it does not end in time, or fails.
    #[must_use]
    pub fn finish(mut self) -> BTreeSet<PathBuf> {
        self.note_files();
        self.wait_for_end();
        std::mem::take(&mut self.files)
    }

    /// Closes the input of the process, and waits until it has ended by itself.
    ///
    /// # Panics
    /// If it does not end in time, or fails.
    fn wait_for_end(&mut self) {
        // Before its input is closed: it may end at once.
        let _turn = turn();
        self.input = None;
        let start = Instant::now();
        loop {
            match self.output.recv_timeout(DEADLINE.saturating_sub(start.elapsed())) {
                Ok(line) => self.passed.push_back(line),
                Err(RecvTimeoutError::Timeout) => panic!("the peer did not end in time"),
                // Its output is closed: it has ended, or is about to end.
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        let status = self.child.wait().expect("the child's status can be read");
        assert!(status.success(), "the peer failed: {status}");
    }

    /// Returns the pool files that the process was seen to map.
    #[must_use]
    pub fn files(&self) -> &BTreeSet<PathBuf> {
        &self.files
    }

    fn note_files(&mut self) {
        let maps = std::fs::read_to_string(format!("/proc/{}/maps", self.child.id())).unwrap_or_default();
        self.files.extend(maps.lines().filter_map(pool_file));
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Returns the file of a pool, or of zenoh's table of buffers, from a line such as
/// `7f0f2c000000-7f0f2c143000 rw-s 00000000 00:1a 37 /dev/shm/36963.zenoh`.
///
/// Ignores the one-page files of the handshake: zenoh sometimes leaves one, which the next process that uses
/// shared memory removes.
fn pool_file(line: &str) -> Option<PathBuf> {
    let (addresses, _) = line.split_once(' ')?;
    let (start, end) = addresses.split_once('-')?;
    let [start, end] = [start, end].map(|address| u64::from_str_radix(address, 16));
    let file = line.get(line.find("/dev/shm/")?..)?;
    let is_pool = end.ok()?.checked_sub(start.ok()?)? >= 64 << 10;
    (is_pool && !file.ends_with("(deleted)")).then(|| PathBuf::from(file))
}

/// Checks that none of these files exists.
///
/// # Panics
/// If one exists.
#[track_caller]
pub fn assert_removed<'a>(files: impl IntoIterator<Item = &'a PathBuf>) {
    let left: Vec<&Path> = files
        .into_iter()
        .map(PathBuf::as_path)
        .filter(|file| file.exists())
        .collect();
    assert!(left.is_empty(), "files left in /dev/shm: {left:?}");
}
