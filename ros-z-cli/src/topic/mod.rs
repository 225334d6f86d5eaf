//! The commands of topics.

mod bandwidth;
mod delay;
mod echo;
mod feed;
mod inbox;
mod info;
mod list;
mod publish;
mod rate;
mod statistics;

use crate::exit::Result;
use crate::network::NetworkArguments;
use crate::output::Output;
use clap::{Args, Subcommand};

/// The command line of a command of topics.
#[derive(Args, Debug)]
pub(crate) struct TopicArguments {
    #[command(subcommand)]
    command: TopicCommand,
}

#[derive(Debug, Subcommand)]
enum TopicCommand {
    /// List the topics that have a publisher or a subscription
    List(list::ListArguments),
    /// Show the type, the publishers and the subscriptions of a topic
    Info(info::InfoArguments),
    /// Print the messages of a topic, of any type
    Echo(echo::EchoArguments),
    /// Measure the rate of a topic, without copying its messages
    Hz(rate::RateArguments),
    /// Measure the bandwidth of a topic, without copying its messages
    Bw(bandwidth::BandwidthArguments),
    /// Measure the age of messages on arrival, since their header's stamp or since publishing
    Delay(delay::DelayArguments),
    /// Publish messages, from YAML or JSON
    Pub(publish::PublishArguments),
}

/// Runs a command.
pub(crate) fn run(arguments: TopicArguments, network: &NetworkArguments, output: Output) -> Result {
    match arguments.command {
        TopicCommand::List(arguments) => list::run(&arguments, network, output),
        TopicCommand::Info(arguments) => info::run(&arguments, network, output),
        TopicCommand::Echo(arguments) => echo::run(&arguments, network, output),
        TopicCommand::Hz(arguments) => rate::run(&arguments, network, output),
        TopicCommand::Bw(arguments) => bandwidth::run(&arguments, network, output),
        TopicCommand::Delay(arguments) => delay::run(&arguments, network, output),
        TopicCommand::Pub(arguments) => publish::run(&arguments, network, output),
    }
}
