//! The peer program of a test. Its arguments choose whether it publishes or subscribes; it obeys commands on
//! standard input and reports on standard output. It ends when its input is closed, so it never outlives its
//! test.

mod foreign;
mod publisher;
mod session;
mod subscriber;

use std::io::{BufRead, Write};
use std::sync::mpsc::{Receiver, channel};

use ros_z_msgs::sensor_msgs::PointCloud2;
use zenoh::Session;
use zenoh::Wait;

use crate::line::Line;
use crate::messages::{Blob, Frame, Guess, Series, Subject};
use crate::warnings::on_warning;

/// Runs the role that the arguments name: `publisher` or `subscriber`, of `type=<name>`; or `foreign`.
///
/// # Errors
/// If publishing or subscribing fails.
pub fn run() -> zenoh::Result<()> {
    on_warning(|text| report(&format!("warning {}", text.replace('\n', " "))));
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
        Some(other) => Err(format!("unknown type: {other}").into()),
    }
}

fn play<T: Subject>(role: &Line) -> zenoh::Result<()> {
    match role.word() {
        "publisher" => publisher::run::<T>(role),
        "subscriber" => subscriber::run::<T>(role),
        other => Err(format!("unknown role: {other}").into()),
    }
}

/// Prints one line and flushes it.
fn report(text: &str) {
    let mut output = std::io::stdout().lock();
    // If the test no longer reads, it has ended.
    let _ = writeln!(output, "{text}");
    let _ = output.flush();
}

/// Reports the endpoint at which other peers can connect.
fn report_endpoint(session: &Session) -> zenoh::Result<()> {
    let locators = session.info().locators().wait();
    // A client does not listen.
    let endpoint = locators.first().map_or("none".to_owned(), ToString::to_string);
    report(&format!("listening endpoint={endpoint}"));
    Ok(())
}

/// As [`report_endpoint`], for the session of a context, without sharing it with the program.
fn report_endpoint_of(context: &ros_z::ZContext) {
    let endpoints = context.endpoints();
    let endpoint = endpoints.first().map_or("none", String::as_str);
    report(&format!("listening endpoint={endpoint}"));
}

/// Returns the lines of standard input, until it is closed.
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
