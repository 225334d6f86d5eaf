//! `rosz shm clean`.

use super::users::Users;
use crate::exit::{Outcome, Result};
use crate::output::{Output, note};
use crate::units::size_text;
use clap::Args;
use ros_z::shm::machine::{FilePlace, KeptReason, Machine, SharedFile};
use serde::Serialize;

/// A file is removed only if the kernel reports that no process has it locked, open or mapped, also in other containers.
/// Files younger than 5 seconds are kept: a new file is not locked yet.
#[derive(Args, Debug)]
pub(super) struct CleanArguments {
    /// Only list what would be removed
    #[arg(short = 'n', long)]
    dry_run: bool,
}

#[derive(Serialize)]
struct CleanReport {
    is_dry_run: bool,
    removed: Vec<Removed>,
    removed_bytes: u64,
    /// Files that nobody seems to use and that were kept.
    kept: Vec<Kept>,
}

#[derive(Serialize)]
struct Removed {
    path: String,
    bytes: u64,
    user: Option<String>,
}

#[derive(Serialize)]
struct Kept {
    path: String,
    bytes: u64,
    user: Option<String>,
    reason: String,
}

/// Removes the orphans, and lists them.
pub(super) fn run(arguments: &CleanArguments, output: Output) -> Result {
    let machine = Machine::read()?;
    let users = Users::read();
    let (mut removed, mut kept) = (Vec::new(), Vec::new());
    for file in machine.files.iter().filter(|file| file.place == FilePlace::Here) {
        let answer = if arguments.dry_run {
            file.check_orphaned()
        } else {
            file.remove_if_orphaned()
        };
        let path = format!("/dev/shm/{}.zenoh", file.number);
        let user = file.uid.map(|uid| users.name(uid));
        match answer {
            Ok(()) => removed.push(Removed {
                path,
                bytes: file.bytes,
                user,
            }),
            Err(KeptReason::Used | KeptReason::NotHere) => {}
            Err(reason) => kept.push(Kept {
                path,
                bytes: file.bytes,
                user,
                reason: reason.to_string(),
            }),
        }
    }
    let report = CleanReport {
        is_dry_run: arguments.dry_run,
        removed_bytes: removed.iter().map(|file| file.bytes).sum(),
        removed,
        kept,
    };
    output.document(&report)?;
    print(&report, output)?;
    let of_others = machine.files.iter().filter(|file| is_of_other(file)).count();
    if of_others > 0 && !output.is_json() {
        note(format_args!(
            "{of_others} files belong to other users; run it as root to check them too"
        ));
    }
    Ok(Outcome::Found)
}

fn is_of_other(file: &SharedFile) -> bool {
    file.place == FilePlace::Here && file.check_orphaned() == Err(KeptReason::NotAllowed)
}

fn print(report: &CleanReport, output: Output) -> Result<()> {
    let user = |user: &Option<String>| user.clone().unwrap_or_default();
    for file in &report.removed {
        let Removed { path, bytes, .. } = file;
        output.line(format_args!(
            "{path:<27} {:>10}  {}",
            size_text(*bytes),
            user(&file.user)
        ))?;
    }
    for file in report
        .kept
        .iter()
        .filter(|file| file.reason != KeptReason::NotAllowed.to_string())
    {
        let Kept {
            path, bytes, reason, ..
        } = file;
        output.line(format_args!(
            "{path:<27} {:>10}  {}  kept: {reason}",
            size_text(*bytes),
            user(&file.user)
        ))?;
    }
    let count = report.removed.len();
    let files = if count == 1 {
        "1 file"
    } else {
        &format!("{count} files")
    };
    let verb = if report.is_dry_run {
        "would be removed"
    } else {
        "removed"
    };
    match count {
        0 => output.line("nothing to remove: no dead process left a file"),
        _ => output.line(format_args!(
            "{files} {verb}, {}",
            size_text(report.removed_bytes)
        )),
    }
}
