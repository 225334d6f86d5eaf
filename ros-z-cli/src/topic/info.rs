//! `rosz topic info`: the endpoints of a topic, and whether shared memory is used between them and this process.

use super::feed::observed_paths;
use crate::exit::{Outcome, Result};
use crate::graph::{announced_types, no_topic, settled, warn_of_conflict};
use crate::names::{absolute, node_name, shown};
use crate::network::{NetworkArguments, seconds};
use crate::output::{HEADING, Output};
use crate::qos::QosReport;
use crate::shm_with::shm_with;
use clap::Args;
use ros_z::graph::EndpointInfo;
use serde::Serialize;
use std::time::Duration;

#[derive(Args, Debug)]
pub(super) struct InfoArguments {
    /// Name of the topic
    topic: String,

    /// Show each endpoint: node, hash, quality of service, gid, shared memory
    #[arg(short, long)]
    verbose: bool,

    /// With --verbose: watch this long for messages, to see whether they arrive in shared memory, in seconds
    #[arg(long, value_name = "SECONDS", default_value = "0.3", value_parser = seconds)]
    watch: Duration,
}

#[derive(Serialize)]
struct TopicReport {
    name: String,
    types: Vec<String>,
    has_type_conflict: bool,
    publisher_count: usize,
    subscription_count: usize,
    publishers: Vec<EndpointReport>,
    subscriptions: Vec<EndpointReport>,
}

#[derive(Serialize)]
struct EndpointReport {
    node: String,
    #[serde(rename = "type")]
    type_name: String,
    type_hash: String,
    gid: String,
    qos: QosReport,
    /// Whether its messages reach this process in shared memory, and why or why not.
    shared_memory: Option<String>,
    /// Whether the last message arrived in shared memory; `null` if none arrived.
    last_message_in_shared_memory: Option<bool>,
}

pub(super) fn run(arguments: &InfoArguments, network: &NetworkArguments, output: Output) -> Result {
    let name = absolute(&arguments.topic);
    let context = network.open()?;
    let graph = settled(&context, network)?;
    let is_there = |graph: &ros_z::Graph| graph.topics().iter().any(|topic| topic.name == name);
    if !graph.wait_until(network.spin_time(), is_there) {
        output.document(&None::<TopicReport>)?;
        crate::output::note(no_topic(&graph, &name));
        return Ok(Outcome::Nothing);
    }
    let (publishers, subscriptions) = (graph.publishers(&name), graph.subscriptions(&name));
    let announced = announced_types(publishers.iter().chain(&subscriptions));
    warn_of_conflict(&name, &announced);
    let mut types: Vec<String> = announced
        .iter()
        .map(|(announced, _)| announced.name.clone())
        .collect();
    types.sort();
    types.dedup();
    let is_detailed = arguments.verbose || output.is_json();
    let (report, observed) = if is_detailed {
        let observed = observed_paths(&context, network, &name, &publishers, arguments.watch)?;
        (Some(context.shm_report()), observed)
    } else {
        (None, Vec::new())
    };
    let describe = |endpoint: &EndpointInfo, is_publisher: bool| {
        let seen = observed.iter().find(|(gid, _)| *gid == endpoint.gid);
        let in_shm = seen.map(|(_, is_shm)| *is_shm).filter(|_| is_publisher);
        EndpointReport {
            node: node_name(&endpoint.node.namespace, &endpoint.node.name),
            type_name: endpoint.type_name.clone(),
            type_hash: endpoint.type_hash.clone(),
            gid: endpoint.gid.to_string(),
            qos: QosReport::from(&endpoint.qos),
            shared_memory: report
                .as_ref()
                .map(|report| shm_with(report, &endpoint.node, in_shm)),
            last_message_in_shared_memory: in_shm,
        }
    };
    let report = TopicReport {
        has_type_conflict: announced.len() > 1,
        types,
        publisher_count: publishers.len(),
        subscription_count: subscriptions.len(),
        publishers: publishers
            .iter()
            .map(|endpoint| describe(endpoint, true))
            .collect(),
        subscriptions: subscriptions
            .iter()
            .map(|endpoint| describe(endpoint, false))
            .collect(),
        name,
    };
    output.document(&report)?;
    print(&report, arguments.verbose, output)?;
    Ok(Outcome::Found)
}

fn print(report: &TopicReport, is_verbose: bool, output: Output) -> Result<()> {
    output.line(format_args!("Type: {}", shown(&report.types.join(", "))))?;
    for (title, count, endpoints) in [
        ("Publisher", report.publisher_count, &report.publishers),
        ("Subscription", report.subscription_count, &report.subscriptions),
    ] {
        output.line(format_args!("{title} count: {count}"))?;
        if !is_verbose {
            continue;
        }
        for endpoint in endpoints {
            output.line(format_args!("  {HEADING}{}{HEADING:#}", shown(&endpoint.node)))?;
            let shm = endpoint.shared_memory.as_deref().unwrap_or_default();
            for (name, value) in [
                ("type", endpoint.type_name.as_str()),
                ("hash", &endpoint.type_hash),
                ("gid", &endpoint.gid),
                ("qos", &endpoint.qos.to_string()),
                ("shared memory", shm),
            ] {
                output.line(format_args!("   {name}: {}", shown(value)))?;
            }
        }
    }
    Ok(())
}
