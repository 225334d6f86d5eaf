//! The lines of the screen about the selected file: its owner and users, its buffers, and the messages of the owner.

use super::snapshot::{FileReport, FileState, ProcessReport, Snapshot};
use super::table::{self, age_text, count_text};
use crate::output::printable;
use crate::units::size_text;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span, Text};

/// The characters of a command line that are shown.
const LONGEST_COMMAND: usize = 120;

/// Describes a file.
pub(super) fn detail_of<'a>(file: &FileReport, snapshot: &Snapshot) -> Text<'a> {
    let mut lines = Vec::new();
    let mut add = |name: &str, text: String| {
        let name = Span::styled(format!("{name:<9}"), Style::new().add_modifier(Modifier::BOLD));
        lines.push(Line::from(vec![name, Span::raw(printable(&text).into_owned())]));
    };
    add(
        "file",
        format!("{}, {}: {}", file.path, file.kind, state_text(file.state)),
    );
    let owner = file.owner.and_then(|owner| snapshot.process(owner));
    if let Some(owner) = owner {
        let doubt = if file.is_owner_certain { "" } else { "probably " };
        add(
            "owner",
            format!("{doubt}{}: {}", process_text(owner), shortened(&owner.command)),
        );
    }
    let others = file
        .mapped_by
        .iter()
        .filter(|process| Some(**process) != file.owner);
    let others: Vec<String> = others
        .filter_map(|process| snapshot.process(*process).map(process_text))
        .collect();
    if !others.is_empty() {
        add("users", others.join(", "));
    }
    if let Some(held) = file.held {
        add(
            "held",
            format!(
                "{} in {} buffers; {} in {} in flight",
                size_text(held.bytes),
                held.buffers,
                size_text(held.in_flight_bytes),
                held.in_flight_buffers
            ),
        );
    }
    if let Some(stats) = file.stats {
        add(
            "pool",
            format!(
                "{} in use, {} at most; {} messages recycled memory, {} revived, {} invalidated",
                size_text(stats.bytes_in_use as u64),
                size_text(stats.high_water as u64),
                stats.recycled,
                stats.revived,
                stats.invalidated
            ),
        );
        if stats.stuck > 0 {
            let bytes = size_text(stats.stuck_bytes as u64);
            add(
                "stuck",
                format!(
                    "{} messages, {bytes}: their receivers hold them for too long, or died",
                    stats.stuck
                ),
            );
        }
    }
    if let Some(rates) = owner.and_then(|owner| owner.per_second.as_ref()) {
        add(
            "publishes",
            format!(
                " {}/s, {}/s in shared memory; {}/s, {}/s over the network",
                count_text(rates.shm_messages),
                size_text(rates.shm_bytes as u64),
                count_text(rates.heap_messages),
                size_text(rates.heap_bytes as u64)
            ),
        );
        let total = owner.and_then(|owner| owner.published.as_ref());
        let reasons = rates.fallbacks.iter().map(|(reason, rate)| {
            let total = total.and_then(|total| total.fallbacks.get(reason)).copied();
            format!("{reason} {}/s ({})", count_text(*rate), total.unwrap_or(0))
        });
        let reasons: Vec<String> = reasons.collect();
        if !reasons.is_empty() {
            add("fallback", reasons.join(", "));
        }
    } else if owner.is_some_and(|owner| owner.published.is_none()) {
        add(
            "",
            "the owner did not report messages: not of this library, or not connected".into(),
        );
    }
    if let Some(text) = table::hidden(snapshot) {
        add("hidden", text);
    }
    Text::from(lines)
}

/// Returns the start of a command line: a shell may have passed a whole file.
fn shortened(command: &str) -> String {
    let mut characters = command.chars();
    let start: String = characters.by_ref().take(LONGEST_COMMAND).collect();
    let end = if characters.next().is_some() { "…" } else { "" };
    start + end
}

fn process_text(process: &ProcessReport) -> String {
    let user = process.user.as_deref().unwrap_or("?");
    let age = process
        .age_seconds
        .map_or(String::new(), |age| format!(", {}", age_text(age)));
    format!("{} {} ({user}{age})", process.process, process.name)
}

fn state_text(state: FileState) -> &'static str {
    match state {
        FileState::Used => "in use",
        FileState::Orphan => "left by a dead process; `rosz shm clean` removes it",
        FileState::Removed => "removed, its memory is free when the last user unmaps it",
        FileState::Elsewhere => "in another /dev/shm, such as that of a container",
        FileState::Hidden => "used by a process that is not visible here",
        FileState::OtherUser => "of another user; run as root to see its users",
        FileState::New => "just created",
    }
}
