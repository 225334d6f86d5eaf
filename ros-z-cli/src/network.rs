//! The options of the network, and the context that they open. It is that of an ordinary ROS node: same domain, same
//! configuration, same variables.

use crate::exit::Result;
use clap::Args;
use ros_z::CONFIG_OVERRIDE_VARIABLE;
use ros_z::context::{ZContext, ZContextBuilder};
use ros_z::node::{ZNode, ZNodeBuilder};
use std::env;
use std::time::Duration;
use zenoh::Config;

/// How long opening the session waits for peers. Each command then waits for what it needs.
const SCOUTING_DELAY: Duration = Duration::from_millis(50);

/// As the commands of `ros2`, it serves no parameters.
fn own_node(context: &ZContext) -> ZNodeBuilder {
    context
        .create_node(format!("_rosz_{}", std::process::id()))
        .without_parameters()
}

/// The options of commands that talk to other nodes.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Network")]
pub(crate) struct NetworkArguments {
    /// ROS domain [default: $ROS_DOMAIN_ID, or 0]
    #[arg(long, global = true, value_name = "ID")]
    domain: Option<usize>,

    /// Connect to this zenoh endpoint, instead of the router at tcp/localhost:7447
    #[arg(long, global = true, value_name = "ENDPOINT")]
    connect: Vec<String>,

    /// Listen at this zenoh endpoint, instead of a free port of the loopback interface
    #[arg(long, global = true, value_name = "ENDPOINT")]
    listen: Vec<String>,

    /// Longest wait for nodes to be discovered, in seconds
    #[arg(long, global = true, value_name = "SECONDS", default_value = "0.8", value_parser = seconds)]
    spin_time: Duration,
}

/// Parses a number of seconds.
pub(crate) fn seconds(text: &str) -> Result<Duration, String> {
    let seconds: f64 = text.parse().map_err(|_| format!("`{text}` is not a number"))?;
    Duration::try_from_secs_f64(seconds).map_err(|error| error.to_string())
}

impl NetworkArguments {
    /// Opens a session without a pool: for commands that only look and receive.
    pub(crate) fn open(&self) -> Result<ZContext> {
        self.open_with(ZContextBuilder::default())
    }

    /// Opens a session with these settings and the options of the command line.
    pub(crate) fn open_with(&self, mut builder: ZContextBuilder) -> Result<ZContext> {
        builder = builder.with_scouting_delay(SCOUTING_DELAY);
        if let Some(domain) = self.domain {
            builder = builder.with_domain_id(domain);
        }
        if !self.connect.is_empty() {
            builder = builder.with_connect_endpoints(&self.connect);
        }
        if !self.listen.is_empty() {
            builder = builder.with_listen_endpoints(&self.listen);
        }
        Ok(builder.build()?)
    }

    /// Creates the node of the command. Its name starts with `_`: `ros2 node list` hides it, and so does `rosz`.
    pub(crate) fn node(&self, context: &ZContext) -> Result<ZNode> {
        Ok(own_node(context).without_type_description_service().build()?)
    }

    /// Creates the node of a command that publishes. Other tools can ask it for the type.
    pub(crate) fn publishing_node(&self, context: &ZContext) -> Result<ZNode> {
        Ok(own_node(context).build()?)
    }

    /// Returns the configuration of a session without a context: from the file that a variable names, or these defaults.
    /// The overrides of the environment apply, then the options of the command line.
    pub(crate) fn session_config(&self, file_variable: &str, defaults: &[(&str, &str)]) -> Result<Config> {
        let file = env::var(file_variable).ok().filter(|path| !path.is_empty());
        let mut config = match file {
            Some(path) => Config::from_file(path)?,
            None => {
                let mut config = Config::default();
                for (key, value) in defaults {
                    config.insert_json5(key, value)?;
                }
                config
            }
        };
        let overrides = env::var(CONFIG_OVERRIDE_VARIABLE).unwrap_or_default();
        for entry in overrides.split(';').filter(|entry| !entry.trim().is_empty()) {
            let (key, value) = entry.split_once('=').ok_or_else(|| {
                format!("`{entry}` in {CONFIG_OVERRIDE_VARIABLE} is not of the form `key/path=json5`")
            })?;
            config.insert_json5(key.trim(), value.trim())?;
        }
        for (key, endpoints) in [
            ("listen/endpoints", &self.listen),
            ("connect/endpoints", &self.connect),
        ] {
            if !endpoints.is_empty() {
                config.insert_json5(key, &serde_json::to_string(endpoints)?)?;
            }
        }
        Ok(config)
    }

    /// Longest wait for nodes to be discovered.
    pub(crate) fn spin_time(&self) -> Duration {
        self.spin_time
    }
}
