//! The rows of the files, and the table of `--once`.

use super::snapshot::{FileReport, FileState, ProcessReport, Snapshot};
use crate::exit::Result;
use crate::output::{HEADING, Output, note, printable};
use crate::units::size_text;

/// The columns, with their widths on the screen. The second takes what is left.
pub(super) const COLUMNS: [(&str, u16); 9] = [
    ("FILE", 10),
    ("OWNER", 0),
    ("USER", 7),
    ("SIZE", 9),
    ("HELD", 9),
    ("FLIGHT", 6),
    ("MAP", 3),
    ("AGE", 4),
    ("MSG/S", 6),
];

/// The column of the owner.
pub(super) const OWNER: usize = 1;

/// Whether a column is text, which is aligned to the left.
pub(super) fn is_text(column: usize) -> bool {
    column < 3
}

/// Returns the cells of a file. The last one is the rate, or with `is_once` the number, of the messages that the owner
/// has published in shared memory.
pub(super) fn cells(file: &FileReport, snapshot: &Snapshot, is_once: bool) -> [String; COLUMNS.len()] {
    let owner = file.owner.and_then(|owner| snapshot.process(owner));
    let messages = owner.and_then(|owner| {
        if is_once {
            Some(owner.published.as_ref()?.shm_messages.to_string())
        } else {
            Some(count_text(owner.per_second.as_ref()?.shm_messages))
        }
    });
    [
        file.number.to_string(),
        owner_text(file, owner),
        printable(file.user.as_deref().unwrap_or("-")).into_owned(),
        size_text(file.bytes),
        file.held.map_or("-".into(), |held| size_text(held.bytes)),
        file.held
            .map_or("-".into(), |held| held.in_flight_buffers.to_string()),
        file.mapped_by.len().to_string(),
        file.age_seconds.map_or("-".into(), age_text),
        messages.unwrap_or_else(|| "-".into()),
    ]
}

/// Describes the owner; a `?` means that it follows from the processes that use the file, and is not reported.
fn owner_text(file: &FileReport, owner: Option<&ProcessReport>) -> String {
    if let Some(owner) = owner {
        let doubt = if file.is_owner_certain { "" } else { "?" };
        return format!("{}{doubt} {}", owner.process, printable(&owner.name));
    }
    match file.state {
        FileState::Used => "unknown",
        FileState::Orphan => "dead (orphan)",
        FileState::Removed => "gone (removed)",
        FileState::Elsewhere => "other /dev/shm",
        FileState::Hidden => "not visible",
        FileState::OtherUser => "other user",
        FileState::New => "new",
    }
    .into()
}

/// Formats seconds in at most 4 characters: `59s`, `12m`, `3h`, `400d`.
pub(super) fn age_text(seconds: u64) -> String {
    match seconds {
        ..60 => format!("{seconds}s"),
        60..3600 => format!("{}m", seconds / 60),
        3600..86_400 => format!("{}h", seconds / 3600),
        _ => format!("{}d", seconds / 86_400),
    }
}

/// Formats a rate in at most 6 characters: `0.3`, `12`, `97.1k`.
pub(super) fn count_text(rate: f64) -> String {
    match rate {
        0.0 => "0".into(),
        ..9.95 => format!("{rate:.1}"),
        ..999.5 => format!("{rate:.0}"),
        ..999_950.0 => format!("{:.1}k", rate / 1e3),
        _ => format!("{:.1}M", rate / 1e6),
    }
}

/// Formats a number of things.
fn number_of(number: usize, thing: &str) -> String {
    let plural = if number == 1 || thing.ends_with('d') {
        ""
    } else {
        "s"
    };
    format!("{number} {thing}{plural}")
}

/// Returns one line for the whole machine.
pub(super) fn summary(snapshot: &Snapshot) -> String {
    let pools = snapshot.pools().count();
    let bytes = snapshot.pools().map(|pool| pool.bytes).sum();
    let mut text = format!("{}, {}", number_of(pools, "pool"), size_text(bytes));
    for (state, thing) in [(FileState::Orphan, "orphan"), (FileState::Removed, "removed")] {
        let (number, bytes) = snapshot.total(state);
        if number > 0 {
            text += &format!("; {}, {}", number_of(number, thing), size_text(bytes));
        }
    }
    if let Some(free) = snapshot.dev_shm_free_bytes {
        text += &format!("; {} free", size_text(free));
    }
    text
}

/// Prints the state as text. With `--json`, nothing.
pub(super) fn print(snapshot: &Snapshot, has_all: bool, output: Output) -> Result<()> {
    output.line(summary(snapshot))?;
    let files: Vec<&FileReport> = if has_all {
        snapshot.files.iter().collect()
    } else {
        snapshot.pools().collect()
    };
    if !files.is_empty() {
        let rows: Vec<_> = files.iter().map(|file| cells(file, snapshot, true)).collect();
        let mut header = COLUMNS.map(|(name, _)| name.to_owned());
        header[COLUMNS.len() - 1] = "MSGS".into();
        let width = |column: usize| {
            let cells = rows
                .iter()
                .chain([&header])
                .map(|row| row[column].chars().count());
            cells.max().unwrap_or(0)
        };
        let widths: [usize; COLUMNS.len()] = std::array::from_fn(width);
        output.line(format_args!("\n{HEADING}{}{HEADING:#}", line(&header, &widths)))?;
        rows.iter().try_for_each(|row| output.line(line(row, &widths)))?;
    }
    let publishing = snapshot.processes.iter().filter_map(published);
    for (index, text) in publishing.enumerate() {
        let separator = if index == 0 { "\n" } else { "" };
        output.line(format_args!("{separator}{text}"))?;
    }
    if output.is_json() {
        return Ok(());
    }
    if snapshot.total(FileState::Orphan).0 > 0 {
        note("`rosz shm clean` removes the orphans");
    }
    if let Some(text) = hidden(snapshot) {
        note(text);
    }
    Ok(())
}

/// Returns what is not shown, and why.
pub(super) fn hidden(snapshot: &Snapshot) -> Option<String> {
    let number = snapshot.hidden_processes;
    let cure = if snapshot.is_root {
        " even as root"
    } else {
        "; run as root to see all users of the files"
    };
    (number > 0).then(|| format!("{} may not be inspected{cure}", processes(number)))
}

fn processes(number: usize) -> String {
    if number == 1 {
        "1 process".into()
    } else {
        format!("{number} processes")
    }
}

fn line(cells: &[String; COLUMNS.len()], widths: &[usize; COLUMNS.len()]) -> String {
    let mut text = String::new();
    for (column, (cell, width)) in cells.iter().zip(*widths).enumerate() {
        let separator = if column == 0 { "" } else { "  " };
        text += &if is_text(column) {
            format!("{separator}{cell:<width$}")
        } else {
            format!("{separator}{cell:>width$}")
        };
    }
    text
}

/// Returns one line about the messages of a process that replied, and has published.
fn published(process: &ProcessReport) -> Option<String> {
    let published = process.published.as_ref()?;
    if published.shm_messages + published.heap_messages == 0 {
        return None;
    }
    let fallbacks: Vec<String> = (published.fallbacks.iter())
        .map(|(reason, count)| format!("{reason} {count}"))
        .collect();
    let why = match fallbacks.is_empty() {
        true => String::new(),
        false => format!(" ({})", fallbacks.join(", ")),
    };
    Some(format!(
        "{} {}: {} messages in shared memory, {}; {} over the network, {}{why}",
        process.process,
        printable(&process.name),
        published.shm_messages,
        size_text(published.shm_bytes),
        published.heap_messages,
        size_text(published.heap_bytes),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_and_rates_fit_their_columns() {
        let ages = [0, 59, 60, 3599, 3600, 86_399, 86_400, 86_400 * 999];
        let texts = ages.map(age_text);
        assert_eq!(texts, ["0s", "59s", "1m", "59m", "1h", "23h", "1d", "999d"]);
        let rates = [0.0, 0.3, 9.94, 9.96, 999.4, 999.6, 97_100.0, 999_949.0, 999_951.0];
        let texts = rates.map(count_text);
        assert_eq!(
            texts,
            ["0", "0.3", "9.9", "10", "999", "1.0k", "97.1k", "999.9k", "1.0M"]
        );
    }
}
