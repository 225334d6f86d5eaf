//! Round trips between two processes, against size: a message there, 8 bytes back. Prints tables of markdown, and
//! draws plots: `transport [samples [directory for plots]]`.

mod allocations;
mod echo;
mod iceoryx;
mod messages;
mod ping;
mod sessions;

use measure::Line;
use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;
use std::process::Command;

/// All of zenoh's tasks on one thread. See docs/performance.md.
const ONE_WORKER: &str = "(rx: (handover: app), tx: (handover: app), acc: (handover: app), net: (handover: app), app: (worker_threads: 1))";

/// How each pair of processes is run.
const MODES: [&str; 5] = [
    "default",
    "one worker",
    "poll",
    "iceoryx2, blocking",
    "iceoryx2, polling",
];

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
        ["--help"] => println!("usage: transport [samples [directory for plots]]"),
        _ => {
            let samples = arguments.get(1).map_or(Ok(200), |text| text.parse())?;
            compare(samples, arguments.get(2).map(Path::new)).map_err(|error| error.to_string())?;
        }
    }
    Ok(())
}

/// One measured way at one size.
struct Row {
    way: String,
    size: usize,
    p50: f64,
    p99: f64,
    call: f64,
    allocations: u64,
}

fn compare(samples: usize, plots: Option<&Path>) -> Result<(), Box<dyn Error>> {
    println!("## Two processes\n\n{}", measure::facts());
    let mut rows = Vec::new();
    for (mode, port) in MODES.into_iter().zip((17_500..).step_by(10)) {
        let mut command = Command::new(std::env::current_exe()?);
        command.args(["ping", mode, &port.to_string(), &samples.to_string()]);
        if mode == "one worker" || mode == "poll" {
            command.env("ZENOH_RUNTIME", ONE_WORKER);
        }
        let output = command.stderr(std::process::Stdio::inherit()).output()?;
        if !output.status.success() {
            eprintln!("{mode}: {}", output.status);
        }
        rows.extend(String::from_utf8(output.stdout)?.lines().filter_map(parse));
    }
    let (put, rows): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.way == "put alone");
    table("Round trip, µs, median", &rows, |row| row.p50);
    table("Round trip, µs, 99th percentile", &rows, |row| row.p99);
    table("Time in the call, µs, median", &rows, |row| row.call);
    println!(
        "\n### Allocations of the calling thread for a message of 64 KiB\n\n| way | allocations |\n|---|---|"
    );
    for row in rows
        .iter()
        .chain(put.last())
        .filter(|row| row.size == 1 << 16 && !row.way.starts_with("iceoryx2"))
    {
        println!("| {} | {} |", row.way, row.allocations);
    }
    if let Some(directory) = plots {
        let of = |wanted: &[&str], pick: fn(&Row) -> f64| -> Vec<Line> {
            wanted
                .iter()
                .map(|way| Line {
                    name: (*way).to_owned(),
                    points: rows
                        .iter()
                        .filter(|row| row.way == *way)
                        .map(|row| (row.size as f64, pick(row)))
                        .collect(),
                })
                .filter(|line| !line.points.is_empty())
                .collect()
        };
        let main = [
            "loan + view",
            "publish + view",
            "zenoh heap",
            "zenoh implicit SHM",
            "zenoh SHM, BlockOn",
        ];
        measure::plot(
            &directory.join("latency.svg"),
            "A message to another process and 8 bytes back",
            "round trip, µs, median",
            &of(&main, |row| row.p50),
        )?;
        let low = [
            "loan + view",
            "loan + view, one worker",
            "loan + view, poll",
            "iceoryx2, blocking",
            "iceoryx2, polling",
        ];
        measure::plot(
            &directory.join("low_latency.svg"),
            "Without a copy: zenoh's threads, and iceoryx2",
            "round trip, µs, median",
            &of(&low, |row| row.p50),
        )?;
    }
    Ok(())
}

fn parse(line: &str) -> Option<Row> {
    let mut words = line.split('\t');
    let (mode, way) = (words.next()?, words.next()?);
    let way = if mode == "default" || mode == way {
        way.to_owned()
    } else {
        format!("{way}, {mode}")
    };
    Some(Row {
        way,
        size: words.next()?.parse().ok()?,
        p50: words.next()?.parse().ok()?,
        p99: words.next()?.parse().ok()?,
        call: words.next()?.parse().ok()?,
        allocations: words.next()?.parse().ok()?,
    })
}

fn table(title: &str, rows: &[Row], pick: fn(&Row) -> f64) {
    let mut sizes: BTreeMap<usize, BTreeMap<&str, f64>> = BTreeMap::new();
    let mut ways: Vec<&str> = Vec::new();
    for row in rows {
        if !ways.contains(&row.way.as_str()) {
            ways.push(&row.way);
        }
        sizes.entry(row.size).or_default().insert(&row.way, pick(row));
    }
    println!(
        "\n### {title}\n\n| bytes | {} |\n|---|{}",
        ways.join(" | "),
        "---|".repeat(ways.len())
    );
    for (size, cells) in sizes {
        let cells: Vec<String> = ways
            .iter()
            .map(|way| {
                cells
                    .get(way)
                    .map_or_else(String::new, |value| format!("{value:.1}"))
            })
            .collect();
        println!("| {size} | {} |", cells.join(" | "));
    }
}
