//! The command `rosz`. The library of the same package does the work.

#![forbid(unsafe_code)]

use std::process::ExitCode;

fn main() -> ExitCode {
    ros_z_cli::main()
}
