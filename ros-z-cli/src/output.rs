//! The output of a command: text for people, or JSON for programs. Colours only on a terminal: `anstream` removes
//! them elsewhere, and where `NO_COLOR` is set.

use crate::exit::Result;
use anstyle::{AnsiColor, Style};
use clap::Args;
use serde::Serialize;
use std::borrow::Cow;
use std::error::Error;
use std::fmt;
use std::io::{self, Write};

/// The style of headings.
pub(crate) const HEADING: Style = Style::new().bold();
/// The style of warnings.
const WARNING: Style = AnsiColor::Yellow.on_default().bold();
/// The style of errors.
const FAILURE: Style = AnsiColor::Red.on_default().bold();

/// The options that select the form of the output.
#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct OutputArguments {
    /// Print JSON: one document, or one document per line of a stream
    #[arg(long, global = true)]
    json: bool,
}

/// Writes the results of a command to the standard output.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Output {
    json: bool,
}

impl From<OutputArguments> for Output {
    fn from(arguments: OutputArguments) -> Self {
        Self { json: arguments.json }
    }
}

impl Output {
    /// Output for people.
    pub(crate) fn text() -> Self {
        Self { json: false }
    }

    /// Returns whether programs read the output.
    pub(crate) fn is_json(self) -> bool {
        self.json
    }

    /// Prints one line of text. With `--json`, nothing.
    pub(crate) fn line(self, text: impl fmt::Display) -> Result<()> {
        if !self.json {
            writeln!(anstream::stdout(), "{text}")?;
        }
        Ok(())
    }

    /// With `--json`, prints a value as one document. Otherwise nothing.
    pub(crate) fn document(self, value: &impl Serialize) -> Result<()> {
        if self.json {
            let mut stdout = io::stdout().lock();
            serde_json::to_writer_pretty(&mut stdout, value)?;
            writeln!(stdout)?;
        }
        Ok(())
    }

    /// With `--json`, prints a value as one line of a stream. Otherwise nothing.
    pub(crate) fn record(self, value: &impl Serialize) -> Result<()> {
        if self.json {
            let mut stdout = io::stdout().lock();
            serde_json::to_writer(&mut stdout, value)?;
            writeln!(stdout)?;
            stdout.flush()?;
        }
        Ok(())
    }
}

/// Replaces control characters, which a terminal would obey: names and error texts can contain what a peer sent.
pub(crate) fn printable(text: &str) -> Cow<'_, str> {
    let is_harmless = |character: char| !character.is_control() || matches!(character, '\n' | '\t');
    if text.chars().all(is_harmless) {
        return text.into();
    }
    let replace = |character| {
        if is_harmless(character) {
            character
        } else {
            '\u{fffd}'
        }
    };
    text.chars().map(replace).collect::<String>().into()
}

/// Prints a warning to the standard error, whatever the form of the output.
pub(crate) fn warn(text: impl fmt::Display) {
    // Without a standard error there is nobody to warn.
    let _ = writeln!(
        anstream::stderr(),
        "{WARNING}warning:{WARNING:#} {}",
        printable(&text.to_string())
    );
}

/// Prints a note to the standard error, such as the counts of a stream that ends.
pub(crate) fn note(text: impl fmt::Display) {
    let _ = writeln!(anstream::stderr(), "{}", printable(&text.to_string()));
}

/// Prints an error with its causes to the standard error.
pub(crate) fn print_error(error: &(dyn Error + 'static)) {
    let mut stderr = anstream::stderr();
    let mut text = error.to_string();
    let _ = writeln!(stderr, "{FAILURE}error:{FAILURE:#} {}", printable(&text));
    let mut cause = error.source();
    while let Some(error) = cause {
        let next = error.to_string();
        if next != text {
            let _ = writeln!(stderr, "  caused by: {}", printable(&next));
        }
        text = next;
        cause = error.source();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_obeys_nothing_that_a_peer_sent() {
        assert_eq!(printable("a\u{1b}[2J\tb\n"), "a\u{fffd}[2J\tb\n");
        assert!(matches!(printable("größe"), Cow::Borrowed(_)));
    }
}
