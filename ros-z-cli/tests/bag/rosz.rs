//! The command `rosz`, a node for it to talk to, and a folder for its files.

use ros_z::node::ZNode;
use ros_z_tests::neighbours::{alone, endpoint, own_domain};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Deadline of every wait. It is generous, because machines may be busy.
pub const DEADLINE: Duration = Duration::from_secs(60);

/// A node of the test and the endpoint at which `rosz` connects to it.
pub struct Neighbour {
    pub node: ZNode,
    endpoint: String,
    domain: usize,
}

impl Neighbour {
    pub fn new() -> Self {
        let domain = own_domain();
        let context = alone(domain)
            .with_shm_pool_size(32 << 20)
            .unwrap()
            .build()
            .unwrap();
        let endpoint = endpoint(context.session());
        Self {
            node: context
                .create_node("neighbour")
                .without_parameters()
                .build()
                .unwrap(),
            endpoint,
            domain,
        }
    }

    /// Starts `rosz` beside the node.
    pub fn start(&self, arguments: &[&str]) -> Running {
        let domain = self.domain.to_string();
        let network = [
            "--domain",
            &domain,
            "--connect",
            &self.endpoint,
            "--spin-time",
            "10",
        ];
        Running::start(&[&network[..], arguments].concat())
    }
}

/// A `rosz` that runs. It is killed when dropped.
pub struct Running(Option<Child>);

impl Running {
    fn start(arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rosz"));
        command
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        for variable in ["ROS_DOMAIN_ID", "ZENOH_SESSION_CONFIG_URI", "RUST_LOG"] {
            command.env_remove(variable);
        }
        // It connects to the given endpoint only.
        command.env("ZENOH_CONFIG_OVERRIDE", "scouting/multicast/enabled=false");
        Self(Some(command.spawn().unwrap()))
    }

    /// Sends a signal, such as `INT`.
    pub fn signal(&self, signal: &str) {
        let id = self.0.as_ref().unwrap().id().to_string();
        let status = Command::new("kill").args(["-s", signal, &id]).status();
        assert!(status.unwrap().success());
    }

    /// Waits for the end. Returns exit code, standard output and standard error.
    pub fn wait(mut self) -> (Option<i32>, String, String) {
        let mut child = self.0.take().unwrap();
        let read = |mut stream: Box<dyn Read + Send>| {
            std::thread::spawn(move || {
                let mut text = String::new();
                stream.read_to_string(&mut text).unwrap();
                text
            })
        };
        let (stdout, stderr) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
        let (stdout, stderr) = (read(Box::new(stdout)), read(Box::new(stderr)));
        let start = Instant::now();
        let status = loop {
            if let Some(status) = child.try_wait().unwrap() {
                break status;
            }
            if start.elapsed() > DEADLINE {
                child.kill().unwrap();
                panic!("rosz does not end: {}", stderr.join().unwrap());
            }
            sleep(Duration::from_millis(10));
        };
        (status.code(), stdout.join().unwrap(), stderr.join().unwrap())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if let Some(child) = &mut self.0 {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// Runs `rosz` to its end. Returns exit code, standard output and standard error.
pub fn rosz(arguments: &[&str]) -> (Option<i32>, String, String) {
    Running::start(arguments).wait()
}

/// Returns what `rosz bag info --json` prints.
pub fn info(recording: &Path) -> serde_json::Value {
    let (_, stdout, stderr) = rosz(&["--json", "bag", "info", path(recording)]);
    serde_json::from_str(&stdout).unwrap_or_else(|error| panic!("{error}: {stdout}{stderr}"))
}

/// Waits until a recording contains this many messages.
pub fn wait_for_messages(recording: &Path, count: u64) {
    let start = Instant::now();
    loop {
        let found = match recording.join("metadata.yaml").exists() || has_file(recording) {
            true => info(recording)["messages"].as_u64().unwrap(),
            false => 0,
        };
        if found == count {
            return;
        }
        assert!(
            start.elapsed() < DEADLINE && found < count,
            "{found} of {count} messages"
        );
        sleep(Duration::from_millis(100));
    }
}

fn has_file(recording: &Path) -> bool {
    std::fs::read_dir(recording).is_ok_and(|mut entries| {
        entries.any(|entry| entry.is_ok_and(|entry| entry.metadata().is_ok_and(|file| file.len() > 8)))
    })
}

/// Returns a path for a recording that does not exist yet.
pub fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bag").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(folder.parent().unwrap()).unwrap();
    folder
}

pub fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}
