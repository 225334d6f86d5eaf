//! Parses the command line, and runs the command.

use crate::arguments::{Arguments, Command};
use crate::exit::{Result, exit_code};
use crate::output::Output;
use crate::{bag, completions, export, import, interface, node, router, service, topic};
use clap::{CommandFactory, Parser};
use std::process::ExitCode;

/// Runs the command of the command line, and returns the exit code: 0 if something was found or done, 1 if nothing was
/// found or an error occurred, 2 if the command line is wrong.
#[must_use]
pub fn main() -> ExitCode {
    if let Some(code) = crate::doctor::child_process() {
        return code;
    }
    exit_code(run(Arguments::parse()))
}

fn run(arguments: Arguments) -> Result {
    let output = Output::from(arguments.output);
    let network = arguments.network;
    match arguments.command {
        Command::Topic(arguments) => topic::run(arguments, &network, output),
        Command::Node(arguments) => node::run(arguments, &network, output),
        Command::Service(arguments) => service::run(arguments, &network, output),
        Command::Interface(arguments) => interface::run(arguments, &network, output),
        Command::Import(arguments) => import::run(&arguments, output),
        Command::Export(arguments) => export::run(&arguments, &network, output),
        Command::Router(arguments) => router::run(&arguments, &network, output),
        #[cfg(target_os = "linux")]
        Command::Shm(arguments) => crate::shm::run(arguments, &network, output),
        Command::Doctor => crate::doctor::run(output),
        Command::Completions(arguments) => completions::run(&arguments, Arguments::command()),
        Command::Bag(arguments) => bag::run(arguments, &network, output),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_has_no_contradictions() {
        Arguments::command().debug_assert();
    }
}
