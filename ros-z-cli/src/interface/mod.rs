//! The commands of types.

mod list;
mod show;

use crate::exit::Result;
use crate::network::NetworkArguments;
use crate::output::Output;
use clap::{Args, Subcommand};

/// The command line of a command of types.
#[derive(Args, Debug)]
pub(crate) struct InterfaceArguments {
    #[command(subcommand)]
    command: InterfaceCommand,
}

#[derive(Debug, Subcommand)]
enum InterfaceCommand {
    /// Print the definition of a type, or of the type of a running topic or service
    Show(show::ShowArguments),
    /// List the types that rosz knows without asking nodes
    List(list::ListArguments),
}

/// Runs a command.
pub(crate) fn run(arguments: InterfaceArguments, network: &NetworkArguments, output: Output) -> Result {
    match arguments.command {
        InterfaceCommand::Show(arguments) => show::run(&arguments, network, output),
        InterfaceCommand::List(arguments) => list::run(&arguments, output),
    }
}
