//! The soak: publishers and threads that share one pool, permanent subscribers in other processes, and
//! subscribers that join and leave. No message is lost or corrupted, and all memory becomes free again.
//!
//! ```text
//! cargo run --release -p ros-z-tests --bin soak -- messages=1000000
//! ```
//!
//! Arguments, all optional: `messages=<n>` in total, `publishers=<n>` with `threads=<n>` each,
//! `pool=<bytes>`, `subscribers=<n>` that stay, `guests=<n>` that join and leave at the same time.
//! With `kill` first, processes are killed instead (`kill`).

mod audience;
mod kill;
mod memory;
mod pool;
mod probe;
mod publisher;
mod subscriber;

use std::time::Duration;

use ros_z_tests::line::Line;
use ros_z_tests::process::{Process, assert_removed};

/// Maximum duration of a soak.
const PATIENCE: Duration = Duration::from_secs(3600);

fn main() -> zenoh::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let role = Line::new(arguments.join(" "));
    match role.word() {
        "publisher" => publisher::run(&role),
        "subscriber" => subscriber::run(&role),
        "kill" => kill::supervise(&role),
        "kill-publisher" => kill::publish(&role),
        "kill-subscriber" => kill::subscribe(&role),
        _ => supervise(&role),
    }
}

/// Starts the publisher in a separate process, to see which files remain after it.
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
        wrong => Err(format!("{wrong} checks failed").into()),
    }
}
