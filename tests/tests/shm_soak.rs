//! A short soak: no message is lost or corrupted, and the pool, the files and the private memory return to
//! their initial state. The long forms: `cargo run --release -p ros-z-tests --bin soak -- messages=1000000`, and
//! `-- kill seconds=60`, with `stop=true` or without.

use std::process::Command;
use std::sync::{Mutex, PoisonError};

use ros_z_tests::machine::{has_pool, lanes_are_on};

const POOL: usize = 32 << 20;

/// Runs the soak, and returns its output. One at a time: on a busy machine, zenoh invalidates messages that no process
/// had the time to confirm.
fn soak(arguments: &[&str]) -> Option<String> {
    static TURN: Mutex<()> = Mutex::new(());
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    if !has_pool(POOL) {
        return None;
    }
    let soak = Command::new(env!("CARGO_BIN_EXE_soak"))
        .args(arguments)
        .output()
        .expect("the soak starts");
    let said = String::from_utf8_lossy(&soak.stdout).into_owned();
    println!("{said}");
    let errors = String::from_utf8_lossy(&soak.stderr);
    assert!(soak.status.success(), "{said}{errors}");
    Some(said)
}

/// Checks that messages went through local lanes if these are switched on.
fn assert_lanes(said: &str, word: &str) {
    assert_eq!(said.contains(&format!(" {word}=0 ")), !lanes_are_on(), "{said}");
}

#[test]
fn soak_loses_and_corrupts_nothing_and_frees_everything() {
    if let Some(said) = soak(&[&format!("pool={POOL}"), "messages=24000"]) {
        assert_lanes(&said, "lanes");
    }
}

#[test]
fn eight_subscribers_of_one_publisher_get_everything() {
    let arguments = "subscribers=8 guests=0 publishers=1 threads=1 messages=2000";
    if let Some(said) = soak(&arguments.split(' ').collect::<Vec<_>>()) {
        assert_lanes(&said, "lanes");
    }
}

#[test]
fn killed_publishers_and_subscribers_cost_the_others_nothing_and_leave_nothing() {
    if let Some(said) = soak(&["kill", "seconds=5", "every=100"]) {
        assert_lanes(&said, "in_lanes");
    }
}

#[test]
fn processes_that_are_stopped_and_continued_among_killed_ones_lose_nothing() {
    if let Some(said) = soak(&["kill", "seconds=5", "every=100", "stop=true"]) {
        assert_lanes(&said, "in_lanes");
    }
}
