//! The soak: publishers and threads that share one pool, subscribers in other processes that
//! stay, and others that come and go. Nothing may be lost, nothing corrupted, and everything that was taken comes back.
//!
//! ```text
//! cargo run --release -p ros-z-tests --bin soak -- messages=1000000
//! ```
//!
//! Arguments, all of them optional: `messages=<n>` in all, `publishers=<n>` with `threads=<n>` each,
//! `pool=<bytes>`, `subscribers=<n>` that stay, `guests=<n>` that come and go at a time.

mod audience;
mod memory;
mod pool;
mod probe;
mod publisher;
mod subscriber;

use ros_z_tests::line::Line;
use ros_z_tests::process::{Process, assert_removed};
use std::time::Duration;

/// How long a soak may take at most.
const PATIENCE: Duration = Duration::from_secs(3600);

fn main() -> zenoh::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let role = Line::new(arguments.join(" "));
    match role.word() {
        "publisher" => publisher::run(&role),
        "subscriber" => subscriber::run(&role),
        _ => supervise(&role),
    }
}

/// Starts the publisher in a process of its own, to see what that leaves behind.
fn supervise(role: &Line) -> zenoh::Result<()> {
    let program = std::env::current_exe()?;
    let program = program.to_str().ok_or("the path of this program is not UTF-8")?;
    let mut publisher = Process::start(program, &format!("publisher {}", role.text()));
    let result = publisher.find("result", PATIENCE);
    for line in publisher.all("note") {
        println!("{}", line.text());
    }
    let result = result.ok_or("the publisher ended without a result")?;
    println!("{}", result.text());
    let files = publisher.finish();
    assert_removed(&files);
    println!("files removed from /dev/shm: {}", files.len());
    match result.get::<u64>("wrong") {
        0 => Ok(()),
        wrong => Err(format!("{wrong} of the claims do not hold").into()),
    }
}
