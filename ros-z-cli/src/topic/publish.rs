//! `rosz topic pub`.

use crate::exit::{Outcome, Result, UsageError};
use crate::graph::{announced_types, settled, warn_of_conflict};
use crate::names::absolute;
use crate::network::{NetworkArguments, seconds};
use crate::output::{Output, note};
use crate::qos::QosArguments;
use crate::stop::Stop;
use crate::types::{TypeArguments, WantedType, find};
use crate::values::Values;
use clap::Args;
use ros_z::context::ZContextBuilder;
use serde::Serialize;
use std::time::{Duration, Instant};

/// The interval in which a waiting command looks whether it should end.
const TICK: Duration = Duration::from_millis(100);

/// The longest time between two messages.
const LONGEST_PERIOD: Duration = Duration::from_secs(24 * 3600);

#[derive(Args, Debug)]
pub(super) struct PublishArguments {
    /// Name of the topic
    topic: String,

    /// Type of the topic, such as std_msgs/msg/String
    #[arg(value_name = "TYPE")]
    message_type: String,

    /// Fields as YAML or JSON; other fields have their default values. `now` is a time, `auto` a header
    #[arg(default_value = "", hide_default_value = true)]
    values: String,

    /// Messages per second
    #[arg(short, long, value_name = "HZ", default_value_t = 1.0)]
    rate: f64,

    /// Publish one message, then end
    #[arg(short = '1', long)]
    once: bool,

    /// Publish this many messages, then end
    #[arg(short, long, value_name = "COUNT", conflicts_with = "once")]
    times: Option<u64>,

    /// Wait for this many subscriptions first [default: 1 with --once or --times, otherwise 0]
    #[arg(short, long, value_name = "COUNT")]
    wait_matching_subscriptions: Option<usize>,

    /// Longest wait for subscriptions, in seconds; without a limit by default
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    max_wait_time: Option<Duration>,

    /// Wait this long after the last message before the end, in seconds
    #[arg(long, value_name = "SECONDS", default_value = "0.1", value_parser = seconds)]
    keep_alive: Duration,

    /// Print only every n-th message; 0 prints none
    #[arg(short, long, value_name = "N", default_value_t = 1)]
    print: u64,

    #[command(flatten)]
    qos: QosArguments,

    #[command(flatten)]
    types: TypeArguments,
}

#[derive(Serialize)]
struct PublishedReport {
    number: u64,
    bytes: usize,
    in_shared_memory: bool,
}

pub(super) fn run(arguments: &PublishArguments, network: &NetworkArguments, output: Output) -> Result {
    let period = Duration::try_from_secs_f64(1.0 / arguments.rate)
        .ok()
        .filter(|period| *period <= LONGEST_PERIOD)
        .ok_or_else(|| {
            UsageError(format!(
                "--rate: {} is not a rate; write a number of messages per second, such as 10 or 0.5",
                arguments.rate
            ))
        })?;
    let values = Values::parse(&arguments.values)?;
    let topic = absolute(&arguments.topic);
    let stop = Stop::at_signal_or_after(None)?;
    let context = network.open_with(ZContextBuilder::default().with_shm_enabled()?)?;
    let node = network.publishing_node(&context)?;
    let mut wanted = WantedType::named(&arguments.message_type);
    // A topic that exists already has the version of the type that its users have.
    let graph = settled(&context, network)?;
    let mut endpoints = graph.subscriptions(&topic);
    endpoints.extend(graph.publishers(&topic));
    let announced = announced_types(&endpoints);
    warn_of_conflict(&topic, &announced);
    if let Some((announced, _)) = announced
        .iter()
        .find(|(announced, _)| announced.name == wanted.name)
    {
        wanted = WantedType::announced(&announced.name, &announced.hash)?;
    } else if let Some((announced, _)) = announced.first() {
        let other = crate::names::shown(&announced.name);
        crate::output::warn(format_args!(
            "{topic} has the type {other}; its endpoints do not receive {wanted}"
        ));
    }
    let users: Vec<_> = endpoints.into_iter().map(|endpoint| endpoint.node).collect();
    let schema = find(&wanted, Some(&node), &users, &arguments.types)?.schema;
    // Wrong values are found before anything is announced.
    values.message(&schema)?;
    let publisher = node
        .create_dynamic_pub(&schema, topic.as_str())
        .with_qos(arguments.qos.profile())
        .build()?;
    let most = if arguments.once { Some(1) } else { arguments.times };
    let awaited = arguments
        .wait_matching_subscriptions
        .unwrap_or(usize::from(most.is_some()));
    let start = Instant::now();
    while !publisher.wait_for_subscribers(awaited, TICK) {
        if stop.is_due() {
            return Ok(Outcome::Nothing);
        }
        if arguments
            .max_wait_time
            .is_some_and(|most| start.elapsed() >= most)
        {
            note(format_args!(
                "{topic} has {} subscriptions, not {awaited}",
                publisher.subscriber_count()
            ));
            return Ok(Outcome::Nothing);
        }
    }
    let mut next = Instant::now();
    let mut number = 0;
    while most.is_none_or(|most| number < most) && !stop.is_due() {
        let message = values.message(&schema)?;
        let published = publisher.publish(&message)?;
        number += 1;
        if arguments.print > 0 && number % arguments.print == 0 {
            output.record(&PublishedReport {
                number,
                bytes: published.bytes,
                in_shared_memory: published.path.is_shm(),
            })?;
            output.line(format_args!(
                "publishing #{number}: {} bytes, {}",
                published.bytes, published.path
            ))?;
        }
        if most.is_none_or(|most| number < most) {
            // After a suspension of the computer, missed messages are not sent.
            let now = Instant::now();
            next = if next + period < now { now } else { next + period };
            stop.wait(next.saturating_duration_since(now));
        }
    }
    stop.wait(arguments.keep_alive);
    Ok(Outcome::found(number > 0))
}
