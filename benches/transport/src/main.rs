//! Benches with two or more processes: prints Markdown tables.

mod allocations;
mod answer;
mod board;
mod by_hand;
mod cells;
mod contract;
mod cost;
mod count;
mod echo;
mod fanout;
mod fanout_iceoryx;
mod fanout_receiver;
mod fanout_turn;
mod handoff;
mod iceoryx;
mod iceoryx_burst;
mod iceoryx_domain;
mod lane;
mod lane_burst;
mod latency;
mod messages;
mod ping;
mod receiver;
mod recorder;
mod sessions;
mod shared_memory;
mod throughput;
mod trips;
mod way;

use std::error::Error;
use std::process::{Command, exit};

use fanout_turn::Topics;
use lane::LANE_VARIABLE;
use throughput::Short;

const USAGE: &str = "usage: transport [latency|throughput|cost|fanout|short|contract|handoff] [samples]";

fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["ping", mode, port, samples] if mode.starts_with("iceoryx2") => {
            iceoryx::run(mode, port.parse()?, samples.parse()?, true).map_err(|error| error.to_string())?;
        }
        ["echo", mode, port] if mode.starts_with("iceoryx2") => {
            iceoryx::run(mode, port.parse()?, 0, false).map_err(|error| error.to_string())?;
        }
        ["ping", mode, port, samples] if mode.starts_with("lane") => {
            lane::ping(mode, port.parse()?, samples.parse()?)?;
        }
        ["echo", mode, port] if mode.starts_with("lane") => lane::echo(mode, port.parse()?)?,
        ["ping", mode, port, samples] => ping::run(mode, port.parse()?, samples.parse()?)?,
        ["echo", mode, port] => echo::run(mode, port.parse()?)?,
        ["count", "iceoryx2", name, size, waiting] => iceoryx_burst::receive(name, size.parse()?, waiting)?,
        ["count", port, topics] => count::run(port.parse()?, topics.parse()?, false)?,
        ["count", port, topics, "implicit"] => count::run(port.parse()?, topics.parse()?, true)?,
        ["handoff-reply", address, samples] => handoff::reply(address, samples.parse()?)?,
        ["receive", address, number, "lane", port] => {
            let topics = Topics::Lane { port: port.parse()? };
            fanout_receiver::run(address, number.parse()?, topics)?;
        }
        ["receive", address, number, "all", port] => {
            let topics = Topics::All { port: port.parse()? };
            fanout_receiver::run(address, number.parse()?, topics)?;
        }
        ["trips-reply", address, turns] => trips::reply(address, turns.parse()?)?,
        ["--help"] => println!("{USAGE}"),
        [
            part @ ("latency" | "throughput" | "cost" | "fanout" | "short" | "contract" | "handoff"),
            ref rest @ ..,
        ] => compare(&[part], rest)?,
        ref rest => compare(&["latency", "throughput", "cost", "fanout"], rest)?,
    }
    Ok(())
}

/// Runs these parts, one after the other.
fn compare(parts: &[&str], arguments: &[&str]) -> Result<(), Box<dyn Error + Send + Sync>> {
    if std::env::var_os(LANE_VARIABLE).is_none_or(|value| value != "on") {
        // Contestants without a lane switch it off themselves.
        let mut again = Command::new(std::env::current_exe()?);
        let status = again
            .args(std::env::args_os().skip(1))
            .env(LANE_VARIABLE, "on")
            .status()?;
        exit(status.code().unwrap_or(1));
    }
    let samples = arguments
        .first()
        .map_or(Ok(200), |text| text.parse().map_err(|_| USAGE))?;
    println!("## Two processes\n\n{}", measure::facts());
    let result = parts.iter().try_for_each(|part| run(part, samples));
    iceoryx_domain::clean();
    result
}

fn run(part: &str, samples: usize) -> Result<(), Box<dyn Error + Send + Sync>> {
    match part {
        "latency" => latency::run(samples).map_err(|error| error.to_string())?,
        "throughput" => throughput::run(samples)?,
        "fanout" => fanout::run(samples)?,
        "short" => Short::run(samples)?.print()?,
        "contract" => contract::run(samples)?,
        "handoff" => handoff::run(samples)?,
        _ => cost::run(samples)?,
    }
    Ok(())
}
