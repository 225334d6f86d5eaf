//! Checks whether shared memory works on this machine, for this user, in this terminal. `doctor/checks.rs` looks at the
//! machine, `doctor/self_test.rs` publishes to a second process.
//!
//! The result depends on the user and the container: run it where the nodes run.

mod checks;
mod self_test;

use crate::exit::{Outcome, Result};
use crate::output::{HEADING, Output};
use checks::Check;
use serde::Serialize;
use std::env;
use std::process::ExitCode;

/// The variable by which this program passes the task to a child process of its own.
const CHILD_VARIABLE: &str = "ROSZ_DOCTOR_CHILD";

#[derive(Serialize)]
struct DoctorReport<'a> {
    is_fine: bool,
    checks: &'a [Check],
    to_change: Vec<&'a str>,
}

/// Runs all checks, prints them, and returns the exit code: 0 if shared memory works here.
///
/// A program that calls it calls [`child_process`] first.
#[must_use]
pub fn main() -> ExitCode {
    crate::exit::exit_code(run(Output::text()))
}

/// Does the work of a child process of [`main`], and returns its exit code. `None` in any other process.
#[must_use]
pub fn child_process() -> Option<ExitCode> {
    let task = env::var(CHILD_VARIABLE).ok()?;
    Some(match task.split_once(' ') {
        Some(("pool", bytes)) => bytes.parse().map_or(ExitCode::FAILURE, checks::make_pool),
        Some(("receive", endpoint)) => {
            crate::exit::exit_code(self_test::receive(endpoint).map(|()| Outcome::Found))
        }
        _ => ExitCode::FAILURE,
    })
}

/// Runs and prints all checks.
pub(crate) fn run(output: Output) -> Result {
    let checks = all()?;
    let mut cures: Vec<&str> = checks.iter().filter_map(Check::cure).collect();
    cures.dedup();
    let is_fine = !checks.iter().any(Check::has_failed);
    output.document(&DoctorReport {
        is_fine,
        checks: &checks,
        to_change: cures.clone(),
    })?;
    output.line(format_args!(
        "{HEADING}{:<17} {:<6} found{HEADING:#}",
        "checked", ""
    ))?;
    for check in &checks {
        output.line(check)?;
    }
    if !cures.is_empty() {
        output.line("\nTo change:")?;
        cures
            .iter()
            .try_for_each(|cure| output.line(format_args!("- {cure}")))?;
    }
    output.line(if is_fine {
        "\nfine: shared memory works here."
    } else {
        "\nShared memory does not work here yet. Messages go over the network; none is lost."
    })?;
    Ok(Outcome::found(is_fine))
}

fn all() -> Result<Vec<Check>> {
    let mut checks = vec![
        checks::dev_shm(),
        checks::leftovers(),
        checks::locked_memory(),
        checks::ros_nodes(),
    ];
    let mut has_cure = false;
    for (bytes, use_of_it) in checks::pools() {
        let mut pool = checks::pool(bytes, use_of_it)?;
        if has_cure {
            // All pools need the same change.
            pool.forget_cure();
        }
        has_cure |= pool.cure().is_some();
        checks.push(pool);
    }
    checks.push(self_test::run()?);
    Ok(checks)
}
