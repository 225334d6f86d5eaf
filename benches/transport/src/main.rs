//! Benches with two or more processes: prints Markdown tables.

mod allocations;
mod answer;
mod by_hand;
mod cells;
mod cost;
mod count;
mod echo;
mod handoff;
mod iceoryx;
mod iceoryx_burst;
mod iceoryx_domain;
mod lane;
mod latency;
mod messages;
mod ping;
mod receiver;
mod sessions;
mod throughput;
mod way;

use std::error::Error;

const USAGE: &str = "usage: transport [latency|throughput|cost|short|handoff] [samples]";

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
        ["count", "iceoryx2", name, size] => iceoryx_burst::receive(name, size.parse()?)?,
        ["count", port, topics] => count::run(port.parse()?, topics.parse()?, false)?,
        ["count", port, topics, "implicit"] => count::run(port.parse()?, topics.parse()?, true)?,
        ["handoff-reply", address, samples] => handoff::reply(address, samples.parse()?)?,
        ["--help"] => println!("{USAGE}"),
        [
            part @ ("latency" | "throughput" | "cost" | "short" | "handoff"),
            ref rest @ ..,
        ] => compare(&[part], rest)?,
        ref rest => compare(&["latency", "throughput", "cost"], rest)?,
    }
    Ok(())
}

/// Runs these parts, one after the other.
fn compare(parts: &[&str], arguments: &[&str]) -> Result<(), Box<dyn Error + Send + Sync>> {
    let samples = arguments
        .first()
        .map_or(Ok(200), |text| text.parse().map_err(|_| USAGE))?;
    println!("## Two processes\n\n{}", measure::facts());
    for part in parts {
        match *part {
            "latency" => latency::run(samples).map_err(|error| error.to_string())?,
            "throughput" => throughput::run(samples)?,
            "short" => throughput::run_short(samples)?,
            "handoff" => handoff::run(samples)?,
            _ => cost::run(samples)?,
        }
    }
    iceoryx_domain::clean();
    Ok(())
}
