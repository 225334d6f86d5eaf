//! The commands of nodes.

use crate::exit::{Outcome, Result};
use crate::network::NetworkArguments;
use crate::output::Output;
use clap::Args;

/// The command line of a command of nodes.
#[derive(Args, Debug)]
pub(crate) struct NodeArguments {}

/// Runs a command.
pub(crate) fn run(_arguments: NodeArguments, _network: &NetworkArguments, _output: Output) -> Result {
    Ok(Outcome::Nothing)
}
