//! `rosz shm top`: collects snapshots in the interval, and shows them on a screen, as a table, or as JSON.

use super::reports::Reports;
use super::screen::Screen;
use super::snapshot::Snapshot;
use super::table;
use super::users::Users;
use crate::exit::{Outcome, Result, UsageError};
use crate::network::{NetworkArguments, seconds};
use crate::output::{Output, warn};
use crate::stop::Stop;
use clap::Args;
use ros_z::shm::machine::Machine;
use std::io::{self, IsTerminal};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

/// The shortest interval: reading the mappings of all processes takes some milliseconds.
const SHORTEST: Duration = Duration::from_millis(100);

/// How long the replies of processes are awaited for each snapshot.
const PATIENCE: Duration = Duration::from_millis(500);

/// Shows the pools and their users, from /dev/shm and /proc. Processes of this library also report rates, fallbacks
/// and stuck messages, if the session of rosz reaches them.
#[derive(Args, Debug)]
pub(super) struct TopArguments {
    /// Print the current state as a table and exit; with --json, as one document
    #[arg(long)]
    once: bool,

    /// Time between two updates, in seconds
    #[arg(short = 'i', long, value_name = "SECONDS", default_value = "1", value_parser = seconds)]
    interval: Duration,

    /// End after this time, in seconds
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    duration: Option<Duration>,

    /// Also show zenoh's own files: tables of buffers, one for each process that publishes, and handshakes
    #[arg(short, long)]
    all: bool,

    /// Do not ask processes: show only what the system shows
    #[arg(long)]
    no_ask: bool,
}

/// Takes snapshots.
struct Collector {
    reports: Option<Reports>,
    users: Users,
    last: Option<(Snapshot, Instant)>,
}

impl Collector {
    fn open(arguments: &TopArguments, network: &NetworkArguments) -> Self {
        let reports = match (!arguments.no_ask).then(|| Reports::open(network)) {
            Some(Err(error)) => {
                warn(format_args!(
                    "cannot ask processes for rates and fallbacks: {error}"
                ));
                None
            }
            opened => opened.and_then(Result::ok),
        };
        Self {
            reports,
            users: Users::read(),
            last: None,
        }
    }

    fn once(&self, patience: Duration) -> Result<Snapshot> {
        let machine = Machine::read()?;
        let replies = self
            .reports
            .as_ref()
            .map(|reports| reports.ask_for_all(&machine, patience));
        Ok(Snapshot::new(&machine, &replies.unwrap_or_default(), &self.users))
    }

    /// Takes the next snapshot, with the rates since the last one.
    fn next(&mut self) -> Result<Snapshot> {
        let replies = self.reports.as_ref().map(|reports| reports.ask(PATIENCE));
        let now = Instant::now();
        let mut next = Snapshot::new(&Machine::read()?, &replies.unwrap_or_default(), &self.users);
        if let Some((last, at)) = &self.last {
            next.compare(last, now - *at);
        }
        self.last = Some((next.clone(), now));
        Ok(next)
    }
}

/// Shows the state until Ctrl-C, or once.
pub(super) fn run(arguments: &TopArguments, network: &NetworkArguments, output: Output) -> Result {
    let mut collector = Collector::open(arguments, network);
    if arguments.once {
        let snapshot = collector.once(network.spin_time())?;
        output.document(&snapshot)?;
        table::print(&snapshot, arguments.all, output)?;
        return Ok(Outcome::Found);
    }
    let interval = arguments.interval.max(SHORTEST);
    let stop = Stop::at_signal_or_after(arguments.duration)?;
    if output.is_json() {
        loop {
            output.record(&collector.next()?)?;
            if stop.wait(interval) {
                return Ok(Outcome::Found);
            }
        }
    }
    if !(io::stdout().is_terminal() && io::stdin().is_terminal()) {
        let text = "the screen needs a terminal; use --once for a table, or --json for one document per line";
        return Err(UsageError(text.into()).into());
    }
    let snapshots = collect(collector, interval, stop.clone());
    Screen::new(arguments.all).run(&snapshots, &stop)?;
    Ok(Outcome::Found)
}

/// Takes snapshots in a thread of its own, so that the screen answers to keys while processes are asked.
fn collect(mut collector: Collector, interval: Duration, stop: Stop) -> Receiver<Result<Snapshot>> {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        loop {
            let next = collector.next();
            let has_failed = next.is_err();
            // The screen has ended if nobody receives.
            if sender.send(next).is_err() || has_failed || stop.wait(interval) {
                return;
            }
        }
    });
    receiver
}

/// Returns the newest snapshot that has arrived.
pub(super) fn newest(snapshots: &Receiver<Result<Snapshot>>) -> Result<Option<Snapshot>> {
    let mut newest = None;
    loop {
        match snapshots.recv_timeout(Duration::ZERO) {
            Ok(next) => newest = Some(next?),
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return Ok(newest),
        }
    }
}
