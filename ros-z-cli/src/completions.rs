//! `rosz completions`.

use crate::exit::{Outcome, Result};
use clap::{Args, Command};
use clap_complete::{Shell, generate};
use std::io::{self, Write};

/// The command line of `rosz completions`.
#[derive(Args, Debug)]
pub(crate) struct CompletionsArguments {
    /// The shell
    shell: Shell,
}

/// Prints the script.
pub(crate) fn run(arguments: &CompletionsArguments, mut command: Command) -> Result {
    // In memory first: clap_complete ends the process with a panic if the reader of a pipe has gone.
    let mut script = Vec::new();
    generate(arguments.shell, &mut command, "rosz", &mut script);
    io::stdout().write_all(&script)?;
    Ok(Outcome::Found)
}
