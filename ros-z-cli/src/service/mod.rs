//! The commands of services.

use crate::exit::{Outcome, Result};
use crate::network::NetworkArguments;
use crate::output::Output;
use clap::Args;

/// The command line of a command of services.
#[derive(Args, Debug)]
pub(crate) struct ServiceArguments {}

/// Runs a command.
pub(crate) fn run(_arguments: ServiceArguments, _network: &NetworkArguments, _output: Output) -> Result {
    Ok(Outcome::Nothing)
}
