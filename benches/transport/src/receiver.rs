//! The other process, as the one sees it that started it.

use std::io::{self, BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

/// How long it may take to end.
const PATIENCE: Duration = Duration::from_secs(20);

/// A process of this program that receives. It ends when its standard input does: at the latest when this is
/// dropped, or this process dies.
pub struct Receiver {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

impl Receiver {
    /// Starts it, and waits until it listens.
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

    /// Waits for a line of its own.
    pub fn hear(&mut self) -> io::Result<()> {
        match self.output.read_line(&mut String::new())? {
            0 => Err(io::ErrorKind::UnexpectedEof.into()),
            _ => Ok(()),
        }
    }

    /// Writes an empty line to it.
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
                eprintln!("a receiver does not end, and is killed");
                let _ = self.child.kill();
                let _ = self.child.wait();
                return;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}
