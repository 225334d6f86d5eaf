//! Checks whether shared memory works on this machine, for this user, in this terminal, and prints what to
//! change if it does not. Exits with 0 if it works. The command `rosz doctor` does the same.
//!
//! ```text
//! cargo run --release --example shm_doctor
//! ```
//!
//! The result depends on the user and the container: to check another one, copy the program and run it there.

use ros_z_cli::doctor;
use std::process::ExitCode;

fn main() -> ExitCode {
    doctor::child_process().unwrap_or_else(doctor::main)
}
