//! The commands of nodes.

mod info;

use crate::exit::{Outcome, Result};
use crate::graph::settled;
use crate::names::{is_hidden, node_name, shown};
use crate::network::NetworkArguments;
use crate::output::{Output, warn};
use clap::{Args, Subcommand};
use serde::Serialize;

/// The command line of a command of nodes.
#[derive(Args, Debug)]
pub(crate) struct NodeArguments {
    #[command(subcommand)]
    command: NodeCommand,
}

#[derive(Debug, Subcommand)]
enum NodeCommand {
    /// List the nodes
    List(ListArguments),
    /// Show the topics, services and actions of a node
    Info(info::InfoArguments),
}

#[derive(Args, Debug)]
struct ListArguments {
    /// Include nodes that ROS tools hide, whose names start with `_`
    #[arg(short, long)]
    all: bool,

    /// Print only the number of nodes
    #[arg(short, long)]
    count_nodes: bool,
}

#[derive(Serialize)]
struct NodeReport {
    name: String,
    enclave: String,
    zenoh_id: String,
}

/// Runs a command.
pub(crate) fn run(arguments: NodeArguments, network: &NetworkArguments, output: Output) -> Result {
    match arguments.command {
        NodeCommand::List(arguments) => list(&arguments, network, output),
        NodeCommand::Info(arguments) => info::run(&arguments, network, output),
    }
}

fn list(arguments: &ListArguments, network: &NetworkArguments, output: Output) -> Result {
    let context = network.open()?;
    let graph = settled(&context, network)?;
    let nodes: Vec<NodeReport> = graph
        .nodes()
        .into_iter()
        .map(|node| NodeReport {
            name: node_name(&node.namespace, &node.name),
            enclave: node.enclave,
            zenoh_id: node.zenoh_id.to_string(),
        })
        .filter(|node| arguments.all || !is_hidden(&node.name))
        .collect();
    for pair in nodes.windows(2) {
        if let [first, second] = pair
            && first.name == second.name
        {
            warn(format_args!("there is more than one node {}", shown(&first.name)));
        }
    }
    output.document(&nodes)?;
    if arguments.count_nodes {
        output.line(nodes.len())?;
    } else {
        nodes.iter().try_for_each(|node| output.line(shown(&node.name)))?;
    }
    Ok(Outcome::found(!nodes.is_empty()))
}
