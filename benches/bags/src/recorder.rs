//! `rosz bag record` in its own process.

use crate::Result;
use std::io::Read;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Starts recorders.
pub struct Recorder {
    rosz: PathBuf,
    folder: PathBuf,
    endpoint: String,
}

/// A recorder that runs.
pub struct Running {
    child: Child,
    folder: PathBuf,
    started: Instant,
}

/// The result of a recorder.
pub struct Report {
    pub messages: u64,
    pub bytes: u64,
    pub dropped: u64,
    /// From the start of publishing until the files are on the disk.
    pub since_first_message: Duration,
}

impl Recorder {
    pub fn new(rosz: PathBuf, folder: PathBuf, endpoint: String) -> Self {
        Self {
            rosz,
            folder,
            endpoint,
        }
    }

    pub fn start(&self, topic: &str) -> Result<Running> {
        let folder = self.folder.join("recording");
        if folder.exists() {
            std::fs::remove_dir_all(&folder)?;
        }
        let child = Command::new(&self.rosz)
            .args([
                "--json",
                "--connect",
                &self.endpoint,
                "bag",
                "record",
                topic,
                "--output",
            ])
            .arg(&folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        Ok(Running {
            child,
            folder,
            started: Instant::now(),
        })
    }
}

impl Running {
    /// Ends the recorder as Ctrl-C does, and removes its files.
    pub fn finish(&mut self) -> Result<Report> {
        Command::new("kill")
            .args(["-s", "INT", &self.child.id().to_string()])
            .status()?;
        let mut text = String::new();
        let stdout = self.child.stdout.as_mut().ok_or("no output")?;
        stdout.read_to_string(&mut text)?;
        self.child.wait()?;
        let ended = self.started.elapsed();
        std::fs::remove_dir_all(&self.folder)?;
        let report: serde_json::Value = serde_json::from_str(&text)?;
        let number = |value: &serde_json::Value| value.as_u64().ok_or("no number in the report");
        let dropped = &report["dropped"];
        let idle = report["seconds_until_first_message"].as_f64().unwrap_or_default();
        Ok(Report {
            messages: number(&report["messages"])?,
            bytes: number(&report["bytes"])?,
            dropped: number(&dropped["queue_full"])? + number(&dropped["lost"])?,
            since_first_message: ended.saturating_sub(Duration::from_secs_f64(idle)),
        })
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
