//! The command line: options that all commands have, and the commands. The options of a command are in its module.

use crate::bag::BagArguments;
use crate::completions::CompletionsArguments;
use crate::export::ExportArguments;
use crate::import::ImportArguments;
use crate::interface::InterfaceArguments;
use crate::network::NetworkArguments;
use crate::node::NodeArguments;
use crate::output::OutputArguments;
use crate::router::RouterArguments;
use crate::service::ServiceArguments;
use crate::topic::TopicArguments;
use clap::{Parser, Subcommand};

/// Lists, prints, measures, records and publishes topics of a running ROS 2 system, and calls its services.
///
/// Exit codes: 0 if something was found or done, 1 if nothing was found or an error occurred, 2 if the command line is
/// wrong.
#[derive(Debug, Parser)]
#[command(name = "rosz", version, max_term_width = 100, propagate_version = true)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) output: OutputArguments,

    #[command(flatten)]
    pub(crate) network: NetworkArguments,

    #[command(subcommand)]
    pub(crate) command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Topics: list, info, echo, hz, bw, delay, pub
    Topic(TopicArguments),
    /// Nodes: list, info
    Node(NodeArguments),
    /// Services: list, type, call
    Service(ServiceArguments),
    /// Types of messages and services: show, list
    Interface(InterfaceArguments),
    /// Write Rust structs from packages of .msg, .srv and .action files
    Import(ImportArguments),
    /// Write ROS packages with the types of running topics and services, or with types by name
    Export(ExportArguments),
    /// Run the zenoh router that nodes on rmw_zenoh need
    Router(RouterArguments),
    /// Shared memory of all processes on this machine: top, clean
    #[cfg(target_os = "linux")]
    Shm(crate::shm::ShmArguments),
    /// Check whether shared memory works here, and print what to change
    Doctor,
    /// Print the completions of a shell
    Completions(CompletionsArguments),
    /// Recordings: record, play, info, convert
    Bag(BagArguments),
}
