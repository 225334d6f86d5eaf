//! The commands of the shared memory of this machine.

mod clean;
mod detail;
mod reports;
mod screen;
mod snapshot;
mod table;
mod top;
mod users;

use crate::exit::Result;
use crate::network::NetworkArguments;
use crate::output::Output;
use clap::{Args, Subcommand};

/// The command line of a command of shared memory.
#[derive(Args, Debug)]
pub(crate) struct ShmArguments {
    #[command(subcommand)]
    command: ShmCommand,
}

#[derive(Debug, Subcommand)]
enum ShmCommand {
    /// Show every pool on this machine, its owner and its users, live
    Top(top::TopArguments),
    /// Remove the files that dead processes left in /dev/shm
    Clean(clean::CleanArguments),
}

/// Runs a command.
pub(crate) fn run(arguments: ShmArguments, network: &NetworkArguments, output: Output) -> Result {
    match arguments.command {
        ShmCommand::Top(arguments) => top::run(&arguments, network, output),
        ShmCommand::Clean(arguments) => clean::run(&arguments, output),
    }
}
