//! The program at the other end of a test: it publishes or subscribes as its arguments say,
//! does what it reads on its standard input, and reports on its standard output. It ends when its
//! input ends, and so never outlives its test.

mod foreign;
mod publisher;
mod session;
mod subscriber;
mod warnings;

use crate::line::Line;
use crate::messages::{Blob, Frame, Guess, Series, Subject};
use ros_z_msgs::sensor_msgs::PointCloud2;
use std::io::{BufRead, Write};
use std::sync::mpsc::{Receiver, channel};
use zenoh::Session;
use zenoh::Wait;

/// Plays the role that the arguments name: `publisher` or `subscriber`, of `type=<name>`; or `foreign`.
///
/// # Errors
/// What publishing and subscribing can fail with.
pub fn run() -> zenoh::Result<()> {
    warnings::report();
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let role = Line::new(arguments.join(" "));
    if role.word() == "foreign" {
        return foreign::run(&role);
    }
    match role.find::<String>("type").as_deref() {
        None | Some("blob") => play::<Blob>(&role),
        Some("series") => play::<Series>(&role),
        Some("frame") => play::<Frame>(&role),
        Some("cloud") => play::<PointCloud2>(&role),
        Some("guess") => play::<Guess>(&role),
        Some(other) => Err(format!("no such type: {other}").into()),
    }
}

fn play<T: Subject>(role: &Line) -> zenoh::Result<()> {
    match role.word() {
        "publisher" => publisher::run::<T>(role),
        "subscriber" => subscriber::run::<T>(role),
        other => Err(format!("no such role: {other}").into()),
    }
}

/// Prints one line, at once.
fn report(text: &str) {
    let mut output = std::io::stdout().lock();
    // A test that no longer reads has ended.
    let _ = writeln!(output, "{text}");
    let _ = output.flush();
}

/// Tells where others can connect to this peer.
fn report_endpoint(session: &Session) -> zenoh::Result<()> {
    let locators = session.info().locators().wait();
    // A client listens nowhere.
    let endpoint = locators.first().map_or("none".to_owned(), ToString::to_string);
    report(&format!("listening endpoint={endpoint}"));
    Ok(())
}

/// The lines of the standard input, until it ends.
fn commands() -> Receiver<Line> {
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        std::io::stdin()
            .lock()
            .lines()
            .map_while(Result::ok)
            .try_for_each(|line| sender.send(Line::new(line)))
    });
    receiver
}
