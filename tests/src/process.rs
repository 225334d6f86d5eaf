//! A process of a test: started, spoken to in lines, and ended with the test whatever happens.

use crate::line::Line;
use crate::machine::turn;
use std::collections::{BTreeSet, VecDeque};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// How long anything may take. Far more than it does, for machines that are busy with something else.
pub const DEADLINE: Duration = Duration::from_secs(30);

/// Variables that would configure a peer behind the back of its test.
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
    /// Lines that came while another word was waited for.
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

    /// As [`start`](Self::start), for a peer that is started in a particular way.
    ///
    /// # Panics
    /// If it cannot be started, or is not ready in time.
    #[must_use]
    pub fn start_command(mut command: Command) -> Self {
        for variable in VARIABLES {
            // Unless the test itself sets it.
            if !command.get_envs().any(|(name, _)| name == variable) {
                command.env_remove(variable);
            }
        }
        let _turn = turn();
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a peer can be started");
        let (input, output) = (child.stdin.take(), child.stdout.take().expect("it is piped"));
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

    /// Its process number.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Where other peers can connect to it.
    #[must_use]
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// Gives it a command.
    ///
    /// # Panics
    /// If it has ended.
    pub fn tell(&mut self, command: &str) {
        self.note_files();
        let input = self.input.as_mut().expect("the input is open");
        writeln!(input, "{command}").expect("the peer takes commands");
    }

    /// The next line that starts with `word`; others wait for their turn.
    ///
    /// # Panics
    /// If it does not come in time.
    pub fn expect(&mut self, word: &str) -> Line {
        self.find(word, DEADLINE)
            .unwrap_or_else(|| panic!("no `{word}` from the peer, but: {:#?}", self.passed))
    }

    /// As [`expect`](Self::expect), or `None` if it does not come within `timeout` or the peer ends.
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

    /// All lines so far that start with `word`.
    pub fn all(&mut self, word: &str) -> VecDeque<Line> {
        self.passed.extend(self.output.try_iter());
        let (found, passed) = self.passed.drain(..).partition(|line| line.word() == word);
        self.passed = passed;
        found
    }

    /// Ends it with a signal that it cannot handle.
    ///
    /// # Panics
    /// If that cannot be done.
    pub fn kill(mut self) {
        self.child.kill().expect("a child can be killed");
        self.child.wait().expect("a child can be waited for");
    }

    /// Has it end by itself, and gives the files of pools that it had mapped.
    ///
    /// # Panics
    /// If it does not end in time, or fails.
    #[must_use]
    pub fn finish(mut self) -> BTreeSet<PathBuf> {
        self.note_files();
        // It ends when its input does, unless it has before.
        self.input = None;
        self.wait_for_end();
        std::mem::take(&mut self.files)
    }

    /// Waits until it has ended by itself.
    ///
    /// # Panics
    /// If it does not end in time, or fails.
    fn wait_for_end(&mut self) {
        let _turn = turn();
        let start = Instant::now();
        loop {
            match self.output.recv_timeout(DEADLINE.saturating_sub(start.elapsed())) {
                Ok(line) => self.passed.push_back(line),
                Err(RecvTimeoutError::Timeout) => panic!("the peer does not end"),
                // Its output is closed: it has ended, or is about to.
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        let status = self.child.wait().expect("a child can be waited for");
        assert!(status.success(), "the peer failed: {status}");
    }

    /// The files of pools that it was seen to have mapped.
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

/// The file of a pool, or of zenoh's table of buffers, in a line as
/// `7f0f2c000000-7f0f2c143000 rw-s 00000000 00:1a 37 /dev/shm/36963.zenoh`.
///
/// Not those of the handshake, of a page each: zenoh leaves one now and then, for the next process that
/// uses shared memory to remove.
fn pool_file(line: &str) -> Option<PathBuf> {
    let (addresses, _) = line.split_once(' ')?;
    let (start, end) = addresses.split_once('-')?;
    let [start, end] = [start, end].map(|address| u64::from_str_radix(address, 16));
    let file = line.get(line.find("/dev/shm/")?..)?;
    let is_pool = end.ok()?.checked_sub(start.ok()?)? >= 64 << 10;
    (is_pool && !file.ends_with("(deleted)")).then(|| PathBuf::from(file))
}

/// Checks that none of these files is left.
///
/// # Panics
/// If one is.
#[track_caller]
pub fn assert_removed<'a>(files: impl IntoIterator<Item = &'a PathBuf>) {
    let left: Vec<&Path> = files
        .into_iter()
        .map(PathBuf::as_path)
        .filter(|file| file.exists())
        .collect();
    assert!(left.is_empty(), "left behind: {left:?}");
}
