//! Recording with `rosz bag record`: bytes a second compared with `dd` in the same run, small messages a second, and the
//! time of `publish` with and without a recorder.
//!
//! Usage: `bags ROSZ FOLDER [SECONDS]`, with the path of the command `rosz`, a folder on the disk to measure, and the
//! length of each measurement.

mod dd;
mod publishers;
mod recorder;

use publishers::Publishers;
use recorder::Recorder;
use std::path::PathBuf;
use std::time::Duration;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// Bytes of a large message, and of a block of `dd`.
const LARGE: usize = 2 << 20;
/// Alternating rounds of a comparison.
const ROUNDS: usize = 5;
/// The message sizes of the plot, and the rounds of each.
const SIZES: [usize; 5] = [64 << 10, 256 << 10, 1 << 20, 4 << 20, 16 << 20];
const ROUNDS_OF_SIZE: usize = 3;

/// Speeds in bytes a second, and the messages that the recorder dropped.
struct Speeds {
    by_dd: f64,
    ours: f64,
    dropped: u64,
}

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let first = arguments.next().ok_or("usage: bags ROSZ FOLDER [SECONDS]")?;
    if first == "subscribe" {
        return publishers::subscribe(&arguments.next().ok_or("no endpoint")?);
    }
    let rosz = PathBuf::from(first);
    let folder = PathBuf::from(arguments.next().ok_or("no folder")?);
    let seconds = arguments.next().map_or(Ok(5.0), |text| text.parse())?;
    let length = Duration::from_secs_f64(seconds);
    std::fs::create_dir_all(&folder)?;
    let publishers = Publishers::new()?;
    let recorder = Recorder::new(rosz, folder.clone(), publishers.endpoint().into());

    let speeds = |size| -> Result<Speeds> {
        let by_dd = dd::bytes_per_second(&folder, size, length)?;
        let mut running = recorder.start("/large")?;
        publishers.wait_for_recorder()?;
        // Half more than the disk takes, so that the disk is the limit.
        publishers.publish_large(size, by_dd * 1.5, length)?;
        let report = running.finish()?;
        Ok(Speeds {
            by_dd,
            ours: report.bytes as f64 / report.since_first_message.as_secs_f64(),
            dropped: report.dropped,
        })
    };

    println!("| work | dd, MB/s | recorder, MB/s | ratio | dropped |\n|---|---|---|---|---|");
    let mut ratios = Vec::new();
    for round in 1..=ROUNDS {
        let Speeds { by_dd, ours, dropped } = speeds(LARGE)?;
        ratios.push(ours / by_dd);
        println!(
            "| 2 MiB messages, round {round} | {:.0} | {:.0} | {:.2} | {dropped} |",
            by_dd / 1e6,
            ours / 1e6,
            ours / by_dd,
        );
    }
    println!("\nmedian ratio: {:.2}\n", median(&mut ratios));

    let mut running = recorder.start("/small")?;
    publishers.wait_for_recorder()?;
    let published = publishers.publish_small(length)?;
    let report = running.finish()?;
    println!("| small messages | published a second | recorded a second | dropped |\n|---|---|---|---|");
    println!(
        "| 64 bytes | {:.0} | {:.0} | {} |\n",
        published as f64 / length.as_secs_f64(),
        report.messages as f64 / length.as_secs_f64(),
        report.dropped
    );

    println!("| publish of 2 MiB | without, µs | with a recorder, µs | ratio |\n|---|---|---|---|");
    let _subscriber = publishers.start_subscriber()?;
    let mut ratios = Vec::new();
    for round in 1..=ROUNDS {
        let without = publishers.publish_time(length)?;
        let mut running = recorder.start("/large")?;
        publishers.wait_for_recorder()?;
        let with = publishers.publish_time(length)?;
        running.finish()?;
        ratios.push(with / without);
        println!(
            "| round {round} | {:.0} | {:.0} | {:.2} |",
            without * 1e6,
            with * 1e6,
            with / without
        );
    }
    println!("\nmedian ratio: {:.2}", median(&mut ratios));

    println!("\n### Recording, MB/s, median\n\n| size | dd | rosz bag record |\n|---|---|---|");
    for size in SIZES {
        let (mut by_dd, mut ours) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS_OF_SIZE {
            let speeds = speeds(size)?;
            by_dd.push(speeds.by_dd);
            ours.push(speeds.ours);
        }
        println!(
            "| {size} | {:.0} | {:.0} |",
            median(&mut by_dd) / 1e6,
            median(&mut ours) / 1e6
        );
    }
    Ok(())
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
