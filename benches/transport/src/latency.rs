//! Round trips between two processes, by size: a message to the other process, 8 bytes back. Each pair of
//! processes is started anew; `ping`, `echo` and `iceoryx` contain their code.

use std::error::Error;
use std::process::Command;

use crate::cells::{self, Cell};
use crate::lane::LANE_VARIABLE;

/// Runs all of zenoh's tasks on one thread. See docs/performance.md.
const ONE_WORKER: &str = "(rx: (handover: app), tx: (handover: app), acc: (handover: app), net: (handover: app), app: (worker_threads: 1))";

/// The configurations of a pair of processes.
const MODES: [&str; 7] = [
    "default",
    "one worker",
    "poll",
    "lane, blocking",
    "lane, polling",
    "iceoryx2, blocking",
    "iceoryx2, polling",
];

/// One contestant at one size.
struct Row {
    way: String,
    size: usize,
    p50: f64,
    p99: f64,
    call: f64,
    allocations: u64,
}

/// Runs all pairs and prints tables.
pub fn run(samples: usize) -> Result<(), Box<dyn Error>> {
    let mut rows = Vec::new();
    for (mode, port) in MODES.into_iter().zip((17_500..).step_by(10)) {
        let mut command = Command::new(std::env::current_exe()?);
        command.args(["ping", mode, &port.to_string(), &samples.to_string()]);
        if mode == "one worker" || mode == "poll" {
            command.env("ZENOH_RUNTIME", ONE_WORKER);
        }
        let lanes = if mode.starts_with("lane") { "on" } else { "off" };
        command.env(LANE_VARIABLE, lanes);
        let output = command.stderr(std::process::Stdio::inherit()).output()?;
        if !output.status.success() {
            eprintln!("{mode}: {}", output.status);
        }
        rows.extend(String::from_utf8(output.stdout)?.lines().filter_map(parse));
    }
    let (put, rows): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.way == "put alone");
    let p50 = cells(&rows, |row| row.p50);
    let show = |value: f64| format!("{value:.1}");
    cells::table("Round trip, µs, median", &p50, show);
    cells::table(
        "Round trip, µs, 99th percentile",
        &cells(&rows, |row| row.p99),
        show,
    );
    cells::table(
        "Time in the call, µs, median",
        &cells(&rows, |row| row.call),
        show,
    );
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

fn cells(rows: &[Row], pick: fn(&Row) -> f64) -> Vec<Cell> {
    rows.iter()
        .map(|row| Cell {
            way: row.way.clone(),
            size: row.size,
            value: pick(row),
        })
        .collect()
}
