//! Draws the plots of the documentation from the tables that `transport` and `bags` print.

use std::cell::Cell;
use std::error::Error;
use std::path::Path;

use measure::{Labels, Line, Style, plot};

const LATENCY: &str = "Round trip, µs, median";
const THROUGHPUT: &str = "Throughput, GiB/s, median";
const RECORDING: &str = "Recording, MB/s, median";

/// One color for each contestant, in all plots (after Okabe and Ito; distinguishable with any color vision). Dashes
/// distinguish the modes of one contestant.
const STYLES: [(&str, Style); 15] = [
    ("loan + view", style("#0072b2", "")),
    ("loan + view, one worker", style("#0072b2", "8 4")),
    ("loan + view, poll", style("#0072b2", "2 4")),
    ("publish + view", style("#d55e00", "")),
    ("zenoh SHM, BlockOn", style("#a8498a", "")),
    ("zenoh implicit SHM", style("#00805c", "")),
    ("zenoh heap", style("#6e7781", "")),
    ("iceoryx2, blocking", style("#1f2328", "8 4")),
    ("iceoryx2, polling", style("#1f2328", "")),
    ("lane, blocking", style("#b87a00", "8 4")),
    ("lane, polling", style("#b87a00", "")),
    ("lane, loan + view", style("#b87a00", "")),
    ("lane, publish + view", style("#b87a00", "8 4")),
    ("rosz bag record", style("#0072b2", "")),
    ("dd", style("#6e7781", "")),
];

const fn style(color: &'static str, dashes: &'static str) -> Style {
    Style { color, dashes }
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [tables, directory] = &arguments[..] else {
        return Err("usage: plots <tables.md> <directory for plots>".into());
    };
    let tables = std::fs::read_to_string(tables)?;
    let drawn = Cell::new(0);
    let draw = |file: &str, table: &str, labels: &Labels, ways: &[&str]| -> Result<(), Box<dyn Error>> {
        let lines = lines(&tables, table, ways);
        if lines.is_empty() {
            // It is in the results of another bench.
            return Ok(());
        }
        drawn.set(drawn.get() + 1);
        Ok(std::fs::write(
            Path::new(directory).join(file),
            plot(labels, &lines),
        )?)
    };
    draw(
        "latency.svg",
        LATENCY,
        &Labels {
            title: "A message to another process, and 8 bytes back",
            y: "round trip, median",
            tick: microseconds,
        },
        &[
            "loan + view",
            "publish + view",
            "zenoh SHM, BlockOn",
            "zenoh implicit SHM",
            "zenoh heap",
        ],
    )?;
    draw(
        "low_latency.svg",
        LATENCY,
        &Labels {
            title: "Without a copy: modes of zenoh's threads, the local lane, and iceoryx2",
            y: "round trip, median",
            tick: microseconds,
        },
        &[
            "loan + view",
            "loan + view, one worker",
            "loan + view, poll",
            "lane, blocking",
            "lane, polling",
            "iceoryx2, blocking",
            "iceoryx2, polling",
        ],
    )?;
    draw(
        "throughput.svg",
        THROUGHPUT,
        &Labels {
            title: "Messages to another process, back to back",
            y: "GiB/s of messages passed on, median",
            tick: plain,
        },
        &[
            "loan + view",
            "publish + view",
            "zenoh SHM, BlockOn",
            "zenoh implicit SHM",
            "zenoh heap",
            "lane, loan + view",
            "lane, publish + view",
            "iceoryx2, polling",
        ],
    )?;
    draw(
        "recording.svg",
        RECORDING,
        &Labels {
            title: "Messages to the disk, from another process",
            y: "MB/s, median",
            tick: plain,
        },
        &["rosz bag record", "dd"],
    )?;
    match drawn.get() {
        0 => Err("the file has no table for a plot".into()),
        _ => Ok(()),
    }
}

/// The curves of these ways in the table with this title.
fn lines(tables: &str, title: &str, ways: &[&str]) -> Vec<Line> {
    let mut rows = tables
        .lines()
        .skip_while(|line| line.trim_start_matches('#').trim() != title)
        .skip_while(|line| !line.starts_with('|'))
        .take_while(|line| line.starts_with('|'))
        .map(|line| {
            line.trim_matches('|')
                .split('|')
                .map(str::trim)
                .collect::<Vec<_>>()
        });
    let head = rows.next().unwrap_or_default();
    let rows: Vec<_> = rows.skip(1).collect();
    ways.iter()
        .filter_map(|way| {
            let column = head.iter().position(|name| name == way)?;
            let style = STYLES.iter().find(|(name, _)| name == way)?.1;
            let points = rows
                .iter()
                .filter_map(|row| Some((row.first()?.parse().ok()?, row.get(column)?.parse().ok()?)));
            Some(Line {
                name: (*way).to_owned(),
                style,
                points: points.collect(),
            })
        })
        .filter(|line| !line.points.is_empty())
        .collect()
}

fn microseconds(value: f64) -> String {
    match value {
        value if value >= 1e6 => format!("{} s", plain(value / 1e6)),
        value if value >= 1e3 => format!("{} ms", plain(value / 1e3)),
        value => format!("{} µs", plain(value)),
    }
}

/// A power of ten, or a small multiple of one, without the noise of its representation.
fn plain(value: f64) -> String {
    let digits = (-value.log10().floor()).max(0.0) as usize;
    let text = format!("{value:.digits$}");
    if value < 1e4 {
        return text;
    }
    // Groups of three digits.
    let split = text.len() - 3;
    format!("{}\u{202f}{}", &text[..split], &text[split..])
}
