//! The commands of recordings.

use crate::exit::{Outcome, Result};
use crate::network::NetworkArguments;
use crate::output::Output;
use clap::Args;

/// The command line of a command of recordings.
#[derive(Args, Debug)]
pub(crate) struct BagArguments {}

/// Runs a command.
pub(crate) fn run(_arguments: BagArguments, _network: &NetworkArguments, _output: Output) -> Result {
    Ok(Outcome::Nothing)
}
