//! The commands of types.

use crate::exit::{Outcome, Result};
use crate::network::NetworkArguments;
use crate::output::Output;
use clap::Args;

/// The command line of a command of types.
#[derive(Args, Debug)]
pub(crate) struct InterfaceArguments {}

/// Runs a command.
pub(crate) fn run(_arguments: InterfaceArguments, _network: &NetworkArguments, _output: Output) -> Result {
    Ok(Outcome::Nothing)
}
