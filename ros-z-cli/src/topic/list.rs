//! `rosz topic list`.

use crate::exit::{Outcome, Result};
use crate::graph::{announced_types, settled, warn_of_conflict};
use crate::names::{is_hidden, shown};
use crate::network::NetworkArguments;
use crate::output::{HEADING, Output};
use clap::Args;
use serde::Serialize;

#[derive(Args, Debug)]
pub(super) struct ListArguments {
    /// Show the types
    #[arg(short = 't', long)]
    show_types: bool,

    /// Show the types, and the number of publishers and subscriptions
    #[arg(short, long)]
    verbose: bool,

    /// Include topics that ROS tools hide, such as those of actions
    #[arg(long)]
    include_hidden_topics: bool,

    /// Print only the number of topics
    #[arg(short, long)]
    count_topics: bool,
}

#[derive(Serialize)]
struct TopicReport {
    name: String,
    types: Vec<String>,
    hashes: Vec<String>,
    /// Whether there are endpoints that do not receive each other's messages.
    has_type_conflict: bool,
    publishers: usize,
    subscriptions: usize,
}

pub(super) fn run(arguments: &ListArguments, network: &NetworkArguments, output: Output) -> Result {
    let context = network.open()?;
    let graph = settled(&context, network)?;
    let mut topics = Vec::new();
    for topic in graph.topics() {
        if !arguments.include_hidden_topics && is_hidden(&topic.name) {
            continue;
        }
        let mut endpoints = graph.publishers(&topic.name);
        endpoints.extend(graph.subscriptions(&topic.name));
        let announced = announced_types(&endpoints);
        warn_of_conflict(&topic.name, &announced);
        topics.push(TopicReport {
            has_type_conflict: announced.len() > 1,
            hashes: announced
                .into_iter()
                .map(|(announced, _)| announced.hash)
                .collect(),
            name: topic.name,
            types: topic.types,
            publishers: topic.publishers,
            subscriptions: topic.subscriptions,
        });
    }
    output.document(&topics)?;
    if arguments.count_topics {
        output.line(topics.len())?;
    } else if arguments.verbose {
        let sections = [
            (
                "Published topics:",
                "publisher",
                (|topic| topic.publishers) as fn(&TopicReport) -> usize,
            ),
            ("Subscribed topics:", "subscription", |topic| topic.subscriptions),
        ];
        for (title, noun, count) in sections {
            output.line(format_args!("{HEADING}{title}{HEADING:#}"))?;
            for topic in topics.iter().filter(|topic| count(topic) > 0) {
                let (name, types, count) = (shown(&topic.name), shown(&topic.types.join(", ")), count(topic));
                let plural = if count == 1 { "" } else { "s" };
                output.line(format_args!(" * {name} [{types}] {count} {noun}{plural}"))?;
            }
        }
    } else {
        for topic in &topics {
            let name = shown(&topic.name);
            if arguments.show_types {
                output.line(format_args!("{name} [{}]", shown(&topic.types.join(", "))))?;
            } else {
                output.line(name)?;
            }
        }
    }
    Ok(Outcome::found(!topics.is_empty()))
}
