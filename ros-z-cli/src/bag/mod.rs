//! The commands of recordings: `record`, `play`, `info`, `convert`. [`mcap`] is the format, [`recording`] the files that
//! are read, [`files`] those that are written.

mod capture;
mod clock;
mod convert;
mod definition;
mod error;
mod files;
mod info;
mod mapped_file;
mod mcap;
mod metadata_yaml;
mod pace;
mod play;
mod players;
mod progress;
mod qos_yaml;
mod queue;
mod record;
mod recording;
mod remap;
mod selection;
mod topic;

pub(crate) use recording::{Recording, topic_of};

use crate::exit::Result;
use crate::network::NetworkArguments;
use crate::output::Output;
use clap::{Args, Subcommand};

/// The command line of the commands of recordings.
#[derive(Args, Debug)]
pub(crate) struct BagArguments {
    #[command(subcommand)]
    command: BagCommand,
}

#[derive(Debug, Subcommand)]
enum BagCommand {
    /// Record topics to MCAP files
    Record(record::RecordArguments),
    /// Publish the messages of a recording
    Play(play::PlayArguments),
    /// Print what a recording contains
    Info(info::InfoArguments),
    /// Copy a recording or a part of it, compress it, or complete a file that was cut
    Convert(convert::ConvertArguments),
}

/// Runs a command.
pub(crate) fn run(arguments: BagArguments, network: &NetworkArguments, output: Output) -> Result {
    match arguments.command {
        BagCommand::Record(arguments) => record::run(arguments, network, output),
        BagCommand::Play(arguments) => play::run(&arguments, network, output),
        BagCommand::Info(arguments) => info::run(&arguments, output),
        BagCommand::Convert(arguments) => convert::run(&arguments, output),
    }
}
