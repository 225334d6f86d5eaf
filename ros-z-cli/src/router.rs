//! `rosz router`: a zenoh router with the settings of `rmw_zenohd`.

use crate::exit::{Outcome, Result};
use crate::network::{NetworkArguments, seconds};
use crate::output::Output;
use crate::stop::Stop;
use clap::Args;
use ros_z::CONFIG_OVERRIDE_VARIABLE;
use serde::Serialize;
use std::env;
use std::time::Duration;
use zenoh::{Config, Wait};

/// The endpoint of `rmw_zenohd`.
const ENDPOINT: &str = "tcp/[::]:7447";

/// The variable that names a configuration file, as for `rmw_zenohd`.
const ROUTER_CONFIG_VARIABLE: &str = "ZENOH_ROUTER_CONFIG_URI";

/// The settings of `rmw_zenohd`: it introduces peers to each other, so they need not scout.
const DEFAULTS: [(&str, &str); 6] = [
    ("mode", r#""router""#),
    ("scouting/multicast/enabled", "false"),
    ("scouting/gossip/enabled", "true"),
    ("timestamping/enabled", "true"),
    ("routing/router/peers_failover_brokering", "true"),
    ("transport/unicast/max_sessions", "10000"),
];

/// The interval in which the router looks whether it should end.
const TICK: Duration = Duration::from_secs(3600);

/// The command line of `rosz router`. `--listen` replaces `tcp/[::]:7447`, `--connect` joins other routers.
#[derive(Args, Debug)]
pub(crate) struct RouterArguments {
    /// End after this time, in seconds
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    duration: Option<Duration>,
}

#[derive(Serialize)]
struct RouterReport {
    zenoh_id: String,
    endpoints: Vec<String>,
}

/// Runs the router until Ctrl-C.
pub(crate) fn run(arguments: &RouterArguments, network: &NetworkArguments, output: Output) -> Result {
    let stop = Stop::at_signal_or_after(arguments.duration)?;
    let session = zenoh::open(config(network)?).wait()?;
    let endpoints = session.info().locators().wait();
    let report = RouterReport {
        zenoh_id: session.zid().to_string(),
        endpoints: endpoints.iter().map(ToString::to_string).collect(),
    };
    output.record(&report)?;
    output.line(format_args!(
        "router {} listens at {}",
        report.zenoh_id,
        report.endpoints.join(", ")
    ))?;
    while !stop.wait(TICK) {}
    session.close().wait()?;
    Ok(Outcome::Found)
}

fn config(network: &NetworkArguments) -> Result<Config> {
    let file = env::var(ROUTER_CONFIG_VARIABLE)
        .ok()
        .filter(|path| !path.is_empty());
    let mut config = match file {
        Some(path) => Config::from_file(path)?,
        None => {
            let mut config = Config::default();
            for (key, value) in DEFAULTS {
                config.insert_json5(key, value)?;
            }
            config.insert_json5("listen/endpoints", &serde_json::to_string(&[ENDPOINT])?)?;
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
        ("listen/endpoints", network.listen()),
        ("connect/endpoints", network.connect()),
    ] {
        if !endpoints.is_empty() {
            config.insert_json5(key, &serde_json::to_string(endpoints)?)?;
        }
    }
    Ok(config)
}
