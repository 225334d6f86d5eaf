//! The peer of the tests: a node with types that exist only in the test program, and the command `rosz` beside it.

use ros_z::RosMessage;
use ros_z::SizeEstimation;
use ros_z::context::{ZContext, ZContextBuilder};
use ros_z::node::{ZNode, ZNodeBuilder};
use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdout, Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};
use zenoh::Wait;

/// The longest wait for anything.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// A message that no package has.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "rosz_test_msgs")]
pub struct Harvest {
    pub field_name: String,
    pub row: u16,
    pub weights: Vec<f32>,
    pub is_ripe: bool,
}

/// Another version of the same type.
#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "rosz_test_msgs/msg/Harvest")]
pub struct OldHarvest {
    pub field_name: String,
    pub row: u8,
}

#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "rosz_test_msgs/srv/Weigh_Request")]
pub struct WeighRequest {
    pub weights: Vec<f32>,
}

#[derive(Clone, Debug, Default, PartialEq, RosMessage, SizeEstimation)]
#[ros(type_name = "rosz_test_msgs/srv/Weigh_Response")]
pub struct WeighResponse {
    pub total: f32,
}

ros_z::ros_service! {
    /// Adds weights.
    pub Weigh: WeighRequest => WeighResponse
}

/// A node that waits for `rosz`.
pub struct Peer {
    pub node: ZNode,
    pub context: ZContext,
    endpoint: String,
}

impl Peer {
    /// Starts a node that describes its types.
    pub fn new(name: &str) -> Self {
        Self::start(name, |node| node)
    }

    /// Starts a node without services of its own, which does not describe its types.
    pub fn silent(name: &str) -> Self {
        Self::start(name, |node| {
            node.without_type_description_service().without_parameters()
        })
    }

    fn start(name: &str, set: impl FnOnce(ZNodeBuilder) -> ZNodeBuilder) -> Self {
        let context = ZContextBuilder::default()
            .with_domain_id(0)
            .with_listen_endpoints(["tcp/127.0.0.1:0"])
            .with_connect_endpoints([""; 0])
            .with_multicast_scouting(false)
            .with_shm_enabled()
            .unwrap()
            .build()
            .unwrap();
        let endpoint = context.session().info().locators().wait()[0].to_string();
        Self {
            node: set(context.create_node(name)).build().unwrap(),
            context,
            endpoint,
        }
    }

    /// Returns the command `rosz`, connected to this peer alone.
    pub fn rosz(&self, arguments: &[&str]) -> Command {
        let mut command = rosz(arguments);
        command
            .args(["--connect", &self.endpoint])
            .env("ROS_DOMAIN_ID", "0")
            .env("ZENOH_CONFIG_OVERRIDE", "scouting/multicast/enabled=false");
        command
    }

    /// Runs `rosz` to its end.
    pub fn run(&self, arguments: &[&str]) -> Done {
        run(self.rosz(arguments))
    }

    /// Publishes until the command ends, and returns its result.
    pub fn run_while(&self, arguments: &[&str], mut publish: impl FnMut()) -> Done {
        let command = self.rosz(arguments);
        let done = thread::spawn(move || run(command));
        let start = Instant::now();
        while !done.is_finished() {
            assert!(start.elapsed() < PATIENCE, "{arguments:?} does not end");
            publish();
            thread::sleep(Duration::from_millis(10));
        }
        done.join().unwrap()
    }
}

/// Returns the command `rosz` in a clean environment.
pub fn rosz(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rosz"));
    command
        .args(arguments)
        .env_remove("AMENT_PREFIX_PATH")
        .env_remove("ZENOH_SESSION_CONFIG_URI")
        .stdin(Stdio::null());
    command
}

/// Runs a command to its end.
pub fn run(mut command: Command) -> Done {
    let Output {
        status,
        stdout,
        stderr,
    } = command.output().unwrap();
    Done {
        code: status.code(),
        stdout: String::from_utf8(stdout).unwrap(),
        stderr: String::from_utf8(stderr).unwrap(),
    }
}

/// The result of a command.
#[derive(Debug)]
pub struct Done {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Done {
    /// Returns the output as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

/// A command that runs; it ends with the test.
pub struct Running {
    child: Child,
    lines: BufReader<ChildStdout>,
}

impl Running {
    /// Starts a command, and reads its output line by line.
    pub fn start(mut command: Command) -> Self {
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .unwrap();
        Self {
            lines: BufReader::new(child.stdout.take().unwrap()),
            child,
        }
    }

    /// Waits for the next line of its output.
    pub fn line(&mut self) -> String {
        let mut line = String::new();
        self.lines.read_line(&mut line).unwrap();
        line.trim_end().into()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
