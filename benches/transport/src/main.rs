//! Two processes and more: prints tables of markdown, and draws plots.

mod allocations;
mod by_hand;
mod cells;
mod echo;
mod iceoryx;
mod iceoryx_domain;
mod latency;
mod messages;
mod ping;
mod receiver;
mod sessions;

use std::error::Error;
use std::path::Path;

const USAGE: &str = "usage: transport [samples [directory for plots]]";

fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    let arguments: Vec<String> = std::env::args().collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[1..] {
        ["ping", mode, port, samples] if mode.starts_with("iceoryx2") => {
            iceoryx::run(mode, port.parse()?, samples.parse()?, true).map_err(|error| error.to_string())?;
        }
        ["echo", mode, port] if mode.starts_with("iceoryx2") => {
            iceoryx::run(mode, port.parse()?, 0, false).map_err(|error| error.to_string())?;
        }
        ["ping", mode, port, samples] => ping::run(mode, port.parse()?, samples.parse()?)?,
        ["echo", mode, port] => echo::run(mode, port.parse()?)?,
        ["--help"] => println!("{USAGE}"),
        _ => {
            let samples = arguments.get(1).map_or(Ok(200), |text| text.parse())?;
            println!("## Two processes\n\n{}", measure::facts());
            latency::run(samples, arguments.get(2).map(Path::new)).map_err(|error| error.to_string())?;
            iceoryx_domain::clean();
        }
    }
    Ok(())
}
