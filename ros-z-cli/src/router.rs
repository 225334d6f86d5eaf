//! `rosz router`: a zenoh router with the settings of `rmw_zenohd`.

use crate::exit::{Outcome, Result};
use crate::network::{NetworkArguments, seconds};
use crate::output::Output;
use crate::stop::Stop;
use clap::Args;
use serde::Serialize;
use std::time::Duration;
use zenoh::Wait;

/// The variable that names a configuration file, as for `rmw_zenohd`.
const ROUTER_CONFIG_VARIABLE: &str = "ZENOH_ROUTER_CONFIG_URI";

/// The settings of `rmw_zenohd`: it introduces peers to each other, so they need not scout.
const DEFAULTS: [(&str, &str); 7] = [
    ("mode", r#""router""#),
    ("listen/endpoints", r#"["tcp/[::]:7447"]"#),
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
    let session = zenoh::open(network.session_config(ROUTER_CONFIG_VARIABLE, &DEFAULTS)?).wait()?;
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
