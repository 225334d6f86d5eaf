//! Exit codes, and the outcomes and errors that lead to them.

use std::error::Error;
use std::io;
use std::process::ExitCode;

/// The result of a command.
pub(crate) type Result<T = Outcome, E = ros_z::Error> = std::result::Result<T, E>;

/// The exit code of a command that did what it was asked for.
const FOUND: u8 = 0;
/// The exit code of a command that found nothing, or failed.
const NOTHING: u8 = 1;
/// The exit code of a command line that is wrong, as clap uses it too.
const USAGE: u8 = 2;

/// Whether a command that did not fail has a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It has.
    Found,
    /// There was nothing to print, or a check failed.
    Nothing,
}

impl Outcome {
    /// Returns `Found` if there is something.
    pub(crate) fn found(is_found: bool) -> Self {
        if is_found { Self::Found } else { Self::Nothing }
    }
}

/// An argument that is wrong in a way that only the command can notice, such as a value of the wrong type.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct UsageError(pub(crate) String);

/// Prints an error with its causes, and returns the exit code.
pub(crate) fn exit_code(result: Result) -> ExitCode {
    match result {
        Ok(Outcome::Found) => ExitCode::from(FOUND),
        Ok(Outcome::Nothing) => ExitCode::from(NOTHING),
        Err(error) => {
            // The reader of a pipe, such as `head`, has what it wants.
            if is_broken_pipe(error.as_ref()) {
                return ExitCode::from(FOUND);
            }
            crate::output::print_error(error.as_ref());
            ExitCode::from(if error.is::<UsageError>() { USAGE } else { NOTHING })
        }
    }
}

fn is_broken_pipe(error: &(dyn Error + 'static)) -> bool {
    let mut next = Some(error);
    while let Some(error) = next {
        let kind = error.downcast_ref::<io::Error>().map(io::Error::kind);
        let json = error
            .downcast_ref::<serde_json::Error>()
            .and_then(serde_json::Error::io_error_kind);
        if kind.or(json) == Some(io::ErrorKind::BrokenPipe) {
            return true;
        }
        next = error.source();
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closed_pipe_is_not_a_failure() {
        let closed = || io::Error::from(io::ErrorKind::BrokenPipe);
        assert!(is_broken_pipe(&closed()));
        assert!(is_broken_pipe(&serde_json::Error::io(closed())));
        assert!(!is_broken_pipe(&io::Error::from(io::ErrorKind::NotFound)));
        assert!(!is_broken_pipe(&UsageError("no".into())));
    }
}
