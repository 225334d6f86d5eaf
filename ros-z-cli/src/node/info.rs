//! `rosz node info`.

use crate::exit::{Outcome, Result};
use crate::graph::settled;
use crate::names::{absolute, did_you_mean, is_hidden, node_name, shown};
use crate::network::NetworkArguments;
use crate::output::{HEADING, Output, note};
use clap::Args;
use ros_z::graph::{EndpointInfo, Graph};
use serde::Serialize;
use std::collections::BTreeSet;

#[derive(Args, Debug)]
pub(super) struct InfoArguments {
    /// Name of the node
    node: String,

    /// Include topics and services that ROS tools hide
    #[arg(long)]
    include_hidden: bool,
}

/// An endpoint of a node.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct Use {
    name: String,
    #[serde(rename = "type")]
    type_name: String,
}

#[derive(Serialize)]
struct NodeReport {
    name: String,
    subscribers: BTreeSet<Use>,
    publishers: BTreeSet<Use>,
    service_servers: BTreeSet<Use>,
    service_clients: BTreeSet<Use>,
    action_servers: BTreeSet<Use>,
    action_clients: BTreeSet<Use>,
}

pub(super) fn run(arguments: &InfoArguments, network: &NetworkArguments, output: Output) -> Result {
    let name = absolute(&arguments.node);
    let context = network.open()?;
    let graph = settled(&context, network)?;
    let is_it = |namespace: &str, node: &str| node_name(namespace, node) == name;
    let count = |graph: &Graph| {
        let nodes = graph.nodes();
        nodes
            .iter()
            .filter(|node| is_it(&node.namespace, &node.name))
            .count()
    };
    if !graph.wait_until(network.spin_time(), |graph| count(graph) > 0) {
        let nodes = graph.nodes().into_iter();
        let names = nodes.map(|node| node_name(&node.namespace, &node.name));
        let hint = did_you_mean(&name, names);
        note(format_args!("there is no node {}{hint}", shown(&name)));
        return Ok(Outcome::Nothing);
    }
    if count(&graph) > 1 {
        crate::output::warn(format_args!(
            "there is more than one node {}; this shows all of them",
            shown(&name)
        ));
    }
    let uses = |names: &[String], endpoints: &dyn Fn(&str) -> Vec<EndpointInfo>| -> BTreeSet<Use> {
        let all = names.iter().flat_map(|topic| {
            let own = endpoints(topic).into_iter();
            let own = own.filter(|endpoint| is_it(&endpoint.node.namespace, &endpoint.node.name));
            own.map(|endpoint| Use {
                name: topic.clone(),
                type_name: endpoint.type_name,
            })
        });
        all.collect()
    };
    let topics: Vec<String> = graph.topics().into_iter().map(|topic| topic.name).collect();
    let services: Vec<String> = graph.services().into_iter().map(|service| service.name).collect();
    let servers = uses(&services, &|name| graph.servers(name));
    let clients = uses(&services, &|name| graph.clients(name));
    let visible = |all: BTreeSet<Use>| -> BTreeSet<Use> {
        let is_shown = |each: &Use| arguments.include_hidden || !is_hidden(&each.name);
        all.into_iter().filter(is_shown).collect()
    };
    let report = NodeReport {
        subscribers: visible(uses(&topics, &|name| graph.subscriptions(name))),
        publishers: visible(uses(&topics, &|name| graph.publishers(name))),
        action_servers: actions(&servers),
        action_clients: actions(&clients),
        service_servers: visible(servers),
        service_clients: visible(clients),
        name,
    };
    output.document(&report)?;
    output.line(format_args!("{HEADING}{}{HEADING:#}", shown(&report.name)))?;
    for (title, uses) in [
        ("Subscribers", &report.subscribers),
        ("Publishers", &report.publishers),
        ("Service Servers", &report.service_servers),
        ("Service Clients", &report.service_clients),
        ("Action Servers", &report.action_servers),
        ("Action Clients", &report.action_clients),
    ] {
        output.line(format_args!("  {title}:"))?;
        for each in uses {
            output.line(format_args!(
                "    {}: {}",
                shown(&each.name),
                shown(&each.type_name)
            ))?;
        }
    }
    Ok(Outcome::Found)
}

/// Returns the actions to which services belong. Each action has a service that takes its goals.
fn actions(services: &BTreeSet<Use>) -> BTreeSet<Use> {
    let actions = services.iter().filter_map(|service| {
        Some(Use {
            name: service.name.strip_suffix("/_action/send_goal")?.into(),
            type_name: service.type_name.strip_suffix("_SendGoal")?.into(),
        })
    });
    actions.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_action_is_found_by_the_service_of_its_goals() {
        let used = |name: &str, type_name: &str| Use {
            name: name.into(),
            type_name: type_name.into(),
        };
        let services = BTreeSet::from([
            used("/go/_action/send_goal", "demo/action/Go_SendGoal"),
            used("/go/_action/get_result", "demo/action/Go_GetResult"),
            used("/send_goal", "demo/srv/SendGoal"),
        ]);
        assert_eq!(
            actions(&services),
            BTreeSet::from([used("/go", "demo/action/Go")])
        );
    }
}
