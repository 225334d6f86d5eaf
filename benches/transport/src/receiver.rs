//! The other process, as the process that started it controls it.

use std::io::{self, BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

/// How long it may take to end.
const PATIENCE: Duration = Duration::from_secs(20);

/// A receiving process of this program. It ends when its standard input is closed: at the latest when this
/// value is dropped, or this process ends.
pub struct Receiver {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

impl Receiver {
    /// Starts the process, and waits until it listens.
    pub fn start(arguments: &[&str]) -> io::Result<Self> {
        let mut child = Command::new(std::env::current_exe()?)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let (input, output) = (child.stdin.take(), child.stdout.take());
        let output = BufReader::new(output.ok_or(io::ErrorKind::BrokenPipe)?);
        let mut receiver = Self { child, input, output };
        receiver.hear()?;
        Ok(receiver)
    }

    /// Waits for a line of its output.
    pub fn hear(&mut self) -> io::Result<()> {
        match self.output.read_line(&mut String::new())? {
            0 => Err(io::ErrorKind::UnexpectedEof.into()),
            _ => Ok(()),
        }
    }

    /// Writes an empty line to its input.
    pub fn nudge(&mut self) -> io::Result<()> {
        self.input
            .as_mut()
            .ok_or(io::ErrorKind::BrokenPipe)?
            .write_all(b"\n")
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.input = None;
        let start = Instant::now();
        while let Ok(None) = self.child.try_wait() {
            if start.elapsed() > PATIENCE {
                eprintln!("a receiver did not end in time and is killed");
                let _ = self.child.kill();
                let _ = self.child.wait();
                return;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}
