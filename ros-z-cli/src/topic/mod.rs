//! The commands of topics.

use crate::exit::{Outcome, Result};
use crate::network::NetworkArguments;
use crate::output::Output;
use clap::Args;

/// The command line of a command of topics.
#[derive(Args, Debug)]
pub(crate) struct TopicArguments {}

/// Runs a command.
pub(crate) fn run(_arguments: TopicArguments, _network: &NetworkArguments, _output: Output) -> Result {
    Ok(Outcome::Nothing)
}
