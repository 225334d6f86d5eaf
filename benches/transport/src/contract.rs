//! The rows of the performance contract between two processes, with their bars. Both sides of a ratio come from one run.

use crate::cells;
use crate::cost;
use crate::throughput::Short;
use crate::trips::{self, FUTEX, ICEORYX, LANE};

/// One row.
struct Row {
    work: &'static str,
    bar: Bar,
    measured: f64,
    /// The place of the worst value.
    at: String,
}

/// The bound of a ratio.
#[derive(Clone, Copy)]
enum Bar {
    AtMost(f64),
    AtLeast(f64),
}

impl Bar {
    /// Returns the worst of these values, and its size.
    fn worst(self, values: &[(usize, f64)]) -> (usize, f64) {
        let by_value = |a: &&(usize, f64), b: &&(usize, f64)| a.1.total_cmp(&b.1);
        let worst = match self {
            Self::AtMost(_) => values.iter().max_by(by_value),
            Self::AtLeast(_) => values.iter().min_by(by_value),
        };
        worst.copied().unwrap_or((0, f64::NAN))
    }

    fn is_met(self, value: f64) -> bool {
        match self {
            Self::AtMost(bar) => value <= bar,
            Self::AtLeast(bar) => value >= bar,
        }
    }

    fn text(self) -> String {
        match self {
            Self::AtMost(bar) => format!("≤ {bar}"),
            Self::AtLeast(bar) => format!("≥ {bar}"),
        }
    }
}

impl Row {
    /// A row for the worst of several sizes.
    fn of_sizes(work: &'static str, bar: Bar, values: &[(usize, f64)]) -> Self {
        let (size, measured) = bar.worst(values);
        let at = format!("{size} bytes");
        Self {
            work,
            bar,
            measured,
            at,
        }
    }
}

/// Measures, and prints the tables and the contract.
pub fn run(samples: usize) -> zenoh::Result<()> {
    let [two_cores, one_core, polling] = &trips::run(samples)?;
    let short = Short::run(samples)?;
    let by_hand = cost::against_zenoh_by_hand(samples)?;

    trips::print([two_cores, one_core, polling]);
    let notes = short.print();
    let ratios = |trips: &[trips::Trips], reference| -> Vec<(usize, f64)> {
        let ratio = |trips: &trips::Trips| (trips.size, trips.ratio(LANE, reference));
        trips.iter().map(ratio).collect()
    };
    let [loan, publish] = short.of_iceoryx();
    let [with_lane, without_lane] = short.of_heap();
    let mut rows = vec![
        Row::of_sizes(
            "round trip of a loan, 64 B to 64 MiB, blocking, each process on its own core, in units of iceoryx2 blocking",
            Bar::AtMost(0.5),
            &ratios(two_cores, ICEORYX),
        ),
        Row::of_sizes(
            "… in units of a bare futex",
            Bar::AtMost(4.0),
            &ratios(two_cores, FUTEX),
        ),
        flatness("… slowest size in units of the fastest", two_cores),
        Row::of_sizes(
            "… both processes on one core, in units of iceoryx2 blocking",
            Bar::AtMost(0.5),
            &ratios(one_core, ICEORYX),
        ),
        Row::of_sizes(
            "… in units of a bare futex",
            Bar::AtMost(4.0),
            &ratios(one_core, FUTEX),
        ),
        flatness("… slowest size in units of the fastest", one_core),
        Row::of_sizes(
            "… polling, each process on its own core, in units of iceoryx2 polling",
            Bar::AtMost(1.5),
            &ratios(polling, ICEORYX),
        ),
        Row::of_sizes(
            "loans per second, 64 B to 4 KiB, in units of iceoryx2 polling",
            Bar::AtLeast(0.5),
            &loan,
        ),
        Row::of_sizes("… `publish`, default settings", Bar::AtLeast(0.5), &publish),
        Row::of_sizes(
            "`publish` per second, 64 B to 4 KiB, default settings, in units of zenoh's heap `put`",
            Bar::AtLeast(1.0),
            &with_lane,
        ),
        Row::of_sizes("… lanes off", Bar::AtLeast(1.0), &without_lane),
    ];
    let size = format!("{} bytes", 1 << 20);
    rows.push(Row {
        work: "`publish` of 1 MiB, lanes off, in units of zenoh by hand",
        bar: Bar::AtMost(1.03),
        measured: by_hand.ratio,
        at: size.clone(),
    });
    rows.push(Row {
        work: "… allocations, more than in a `put` by zenoh",
        bar: Bar::AtMost(0.0),
        measured: by_hand.allocations_of_publish as f64 - by_hand.allocations_of_put as f64,
        at: size,
    });
    let columns = ["work", "bar", "measured", "worst at", "status"];
    cells::head("Contract between two processes", &columns);
    for row in rows {
        let status = if row.bar.is_met(row.measured) {
            "met"
        } else {
            "**missed**"
        };
        let (
            bar,
            Row {
                work, measured, at, ..
            },
        ) = (row.bar.text(), row);
        println!("| {work} | {bar} | {measured:.2} | {at} | {status} |");
    }
    notes
}

/// The largest median of all sizes in units of the smallest.
fn flatness(work: &'static str, trips: &[trips::Trips]) -> Row {
    let medians: Vec<(usize, f64)> = trips
        .iter()
        .map(|trips| (trips.size, trips.median(LANE)))
        .collect();
    let bar = Bar::AtMost(1.3);
    let (size, slowest) = bar.worst(&medians);
    let (_, fastest) = Bar::AtLeast(0.0).worst(&medians);
    Row {
        work,
        bar,
        measured: slowest / fastest,
        at: format!("{size} bytes"),
    }
}
