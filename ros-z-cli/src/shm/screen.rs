//! The live screen: the files as a table, and the selected one below, in the words of `detail`. It is drawn for
//! terminals from 80 × 24 on.

use super::detail::detail_of;
use super::snapshot::{FileReport, FileState, Snapshot};
use super::table::{self, COLUMNS};
use super::top::newest;
use crate::exit::Result;
use crate::stop::Stop;
use ratatui::Frame;
use ratatui::crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use ratatui::layout::{Alignment, Constraint, Layout};
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::Text;
use ratatui::widgets::{Block, Borders, Cell, Paragraph, Row, Table, TableState, Wrap};
use std::cmp::Reverse;
use std::sync::mpsc::Receiver;
use std::time::Duration;

/// How long the screen waits for a key before it looks for a snapshot.
const TICK: Duration = Duration::from_millis(50);

/// The lines of the detail.
const DETAIL_LINES: u16 = 9;

const KEYS: &str = " q quit   ↑↓ select   s sort   a all files   space pause";

/// The order of the files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    Size,
    Held,
    Rate,
    Age,
}

impl Order {
    fn next(self) -> Self {
        match self {
            Self::Size => Self::Held,
            Self::Held => Self::Rate,
            Self::Rate => Self::Age,
            Self::Age => Self::Size,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Size => "size",
            Self::Held => "held",
            Self::Rate => "messages per second",
            Self::Age => "age",
        }
    }

    /// Returns a number by which files are sorted, the largest first.
    fn key(self, file: &FileReport, snapshot: &Snapshot) -> u64 {
        match self {
            Self::Size => file.bytes,
            Self::Held => file.held.map_or(0, |held| held.bytes),
            Self::Rate => {
                let owner = file.owner.and_then(|owner| snapshot.process(owner));
                let rates = owner.and_then(|owner| owner.per_second.as_ref());
                rates.map_or(0, |rates| rates.shm_messages as u64)
            }
            Self::Age => file.age_seconds.unwrap_or(0),
        }
    }
}

/// The state of the screen.
pub(super) struct Screen {
    snapshot: Option<Snapshot>,
    order: Order,
    has_all: bool,
    is_paused: bool,
    /// The number and place of the selected file: it stays selected when the order changes.
    selected: Option<u64>,
    state: TableState,
}

impl Screen {
    pub(super) fn new(has_all: bool) -> Self {
        Self {
            snapshot: None,
            order: Order::Size,
            has_all,
            is_paused: false,
            selected: None,
            state: TableState::default(),
        }
    }

    /// Shows the snapshots until a key or a signal ends it. The terminal is restored afterwards, also after a panic.
    pub(super) fn run(mut self, snapshots: &Receiver<Result<Snapshot>>, stop: &Stop) -> Result<()> {
        let mut terminal = ratatui::try_init()?;
        let answer = (|| {
            while !stop.is_due() {
                if let Some(snapshot) = newest(snapshots)?.filter(|_| !self.is_paused) {
                    self.snapshot = Some(snapshot);
                }
                terminal.draw(|frame| self.draw(frame))?;
                if event::poll(TICK)?
                    && let Event::Key(key) = event::read()?
                    && key.kind == KeyEventKind::Press
                    && !self.take(key)
                {
                    break;
                }
            }
            Ok(())
        })();
        ratatui::try_restore()?;
        answer
    }

    /// Does what a key asks for. Returns whether the screen goes on.
    fn take(&mut self, key: KeyEvent) -> bool {
        match key.code {
            KeyCode::Char('q') | KeyCode::Esc => return false,
            KeyCode::Char('c') if key.modifiers.contains(KeyModifiers::CONTROL) => return false,
            KeyCode::Up | KeyCode::Char('k') => self.select(-1),
            KeyCode::Down | KeyCode::Char('j') => self.select(1),
            KeyCode::Char('s') => self.order = self.order.next(),
            KeyCode::Char('a') => self.has_all = !self.has_all,
            KeyCode::Char(' ') => self.is_paused = !self.is_paused,
            _ => {}
        }
        true
    }

    fn files(&self) -> Vec<&FileReport> {
        let Some(snapshot) = &self.snapshot else {
            return Vec::new();
        };
        let mut files: Vec<_> = if self.has_all {
            snapshot.files.iter().collect()
        } else {
            snapshot.pools().collect()
        };
        files.sort_by_key(|file| (Reverse(self.order.key(file, snapshot)), file.number));
        files
    }

    /// Returns the place of the selected file, or of the first one.
    fn index(&self, files: &[&FileReport]) -> usize {
        let found = files.iter().position(|file| Some(file.number) == self.selected);
        found.unwrap_or(0)
    }

    fn select(&mut self, step: isize) {
        let files = self.files();
        let last = files.len().saturating_sub(1);
        let index = self.index(&files).saturating_add_signed(step).min(last);
        self.selected = files.get(index).map(|file| file.number);
    }

    fn draw(&mut self, frame: &mut Frame<'_>) {
        let [title, rows, detail, keys] = Layout::vertical([
            Constraint::Length(1),
            Constraint::Min(3),
            Constraint::Length(DETAIL_LINES + 1),
            Constraint::Length(1),
        ])
        .areas(frame.area());
        let bar = Style::new().add_modifier(Modifier::REVERSED);
        let mut state = std::mem::take(&mut self.state);
        let files = self.files();
        let index = self.index(&files);
        state.select((!files.is_empty()).then_some(index));
        let summary = self.snapshot.as_ref().map(table::summary);
        let text = format!(" rosz shm top  {}", summary.as_deref().unwrap_or("…"));
        frame.render_widget(Paragraph::new(text).style(bar), title);
        if let Some(snapshot) = &self.snapshot {
            frame.render_stateful_widget(rows_of(&files, snapshot), rows, &mut state);
            let block = Block::new().borders(Borders::TOP);
            let lines = match files.get(index) {
                Some(file) => detail_of(file, snapshot),
                None => Text::from("No process on this machine has zenoh shared memory."),
            };
            frame.render_widget(
                Paragraph::new(lines).wrap(Wrap { trim: false }).block(block),
                detail,
            );
        }
        let paused = if self.is_paused { "   PAUSED" } else { "" };
        let text = format!("{KEYS}   by {}{paused}", self.order.name());
        frame.render_widget(Paragraph::new(text).style(bar), keys);
        drop(files);
        self.state = state;
    }
}

fn rows_of<'a>(files: &[&FileReport], snapshot: &Snapshot) -> Table<'a> {
    let aligned = |column: usize, text: String| {
        let alignment = if table::is_text(column) {
            Alignment::Left
        } else {
            Alignment::Right
        };
        Cell::new(Text::from(text).alignment(alignment))
    };
    let row = |file: &&FileReport| {
        let cells = table::cells(file, snapshot, false).into_iter().enumerate();
        Row::new(cells.map(|(column, text)| aligned(column, text))).style(style_of(file))
    };
    let header = COLUMNS.iter().enumerate();
    let header = Row::new(header.map(|(column, (name, _))| aligned(column, (*name).into())));
    let widths = COLUMNS
        .iter()
        .enumerate()
        .map(|(column, (_, width))| match column {
            table::OWNER => Constraint::Min(12),
            _ => Constraint::Length(*width),
        });
    Table::new(files.iter().map(row), widths)
        .header(header.style(Style::new().add_modifier(Modifier::BOLD)))
        .row_highlight_style(Style::new().add_modifier(Modifier::REVERSED))
}

/// Colours what needs attention.
fn style_of(file: &FileReport) -> Style {
    let is_stuck = file.stats.is_some_and(|stats| stats.stuck > 0);
    match file.state {
        FileState::Orphan => Style::new().fg(Color::Red),
        FileState::Removed => Style::new().fg(Color::Yellow),
        _ if is_stuck => Style::new().fg(Color::Yellow),
        FileState::Used => Style::new(),
        _ => Style::new().add_modifier(Modifier::DIM),
    }
}

#[cfg(test)]
mod tests {
    use super::super::snapshot::{HeldReport, ProcessReport, PublishedReport, RatesReport};
    use super::*;
    use ratatui::Terminal;
    use ratatui::backend::TestBackend;
    use std::collections::BTreeMap;

    fn file(number: u64, bytes: u64, state: FileState) -> FileReport {
        FileReport {
            number,
            path: format!("/dev/shm/{number}.zenoh"),
            kind: "pool",
            state,
            bytes,
            user: Some("robot".into()),
            age_seconds: Some(90),
            owner: None,
            is_owner_certain: false,
            is_owner_alive: None,
            mapped_by: Vec::new(),
            held: None,
            stats: None,
        }
    }

    fn process(process: u32, name: &str) -> ProcessReport {
        ProcessReport {
            process,
            name: name.into(),
            command: format!("/opt/robot/{name} --ros-args"),
            user: Some("robot".into()),
            age_seconds: Some(100),
            published: None,
            per_second: None,
        }
    }

    fn snapshot() -> Snapshot {
        let fallbacks = |count: u64| BTreeMap::from([("pool exhausted".to_owned(), count)]);
        let mut camera = process(4242, "camera");
        camera.published = Some(PublishedReport {
            fallbacks: fallbacks(17),
            ..PublishedReport::default()
        });
        camera.per_second = Some(RatesReport {
            shm_messages: 30.0,
            shm_bytes: 30.0 * f64::from(1 << 20),
            fallbacks: BTreeMap::from([("pool exhausted".to_owned(), 2.0)]),
            ..RatesReport::default()
        });
        let mut used = file(4_178_651_276, 16 << 20, FileState::Used);
        used.owner = Some(4242);
        used.is_owner_certain = true;
        used.mapped_by = vec![4242, 4300];
        used.held = Some(HeldReport {
            buffers: 4,
            bytes: 4 << 20,
            in_flight_buffers: 3,
            in_flight_bytes: 3 << 20,
        });
        Snapshot {
            dev_shm_bytes: Some(2 << 30),
            dev_shm_free_bytes: Some(1 << 30),
            hidden_processes: 0,
            is_root: true,
            files: vec![file(99_999, 1 << 20, FileState::Orphan), used],
            processes: vec![camera, process(4300, "viewer")],
        }
    }

    fn drawn(screen: &mut Screen, width: u16, height: u16) -> String {
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        terminal.draw(|frame| screen.draw(frame)).unwrap();
        let buffer = terminal.backend().buffer();
        let row = |y| {
            (0..width)
                .map(move |x| buffer[(x, y)].symbol())
                .collect::<String>()
        };
        let rows: Vec<String> = (0..height).map(|y| row(y).trim_end().to_owned()).collect();
        rows.join("\n")
    }

    fn screen() -> Screen {
        let mut screen = Screen::new(false);
        screen.snapshot = Some(snapshot());
        screen
    }

    fn press(screen: &mut Screen, code: KeyCode) -> bool {
        screen.take(KeyEvent::new(code, KeyModifiers::NONE))
    }

    #[test]
    fn a_terminal_of_80_columns_shows_every_column_and_the_selected_file() {
        let text = drawn(&mut screen(), 80, 24);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(
            lines[1],
            "FILE       OWNER              USER         SIZE      HELD FLIGHT MAP  AGE  MSG/S"
        );
        assert_eq!(
            lines[2],
            "4178651276 4242 camera        robot    16.0 MiB   4.0 MiB      3   2   1m     30"
        );
        assert_eq!(
            lines[3],
            "99999      dead (orphan)      robot     1.0 MiB         -      -   0   1m      -"
        );
        for part in [
            "2 pools, 17.0 MiB; 1 orphan, 1.0 MiB",
            "owner    4242 camera (robot, 1m): /opt/robot/camera --ros-args",
            "users    4300 viewer (robot, 1m)",
            "held     4.0 MiB in 4 buffers; 3.0 MiB in 3 in flight",
            "30/s, 30.0 MiB/s in shared memory",
            "fallback pool exhausted 2.0/s (17)",
            "q quit",
        ] {
            assert!(text.contains(part), "{part}:\n{text}");
        }
    }

    #[test]
    fn a_selected_file_stays_selected_when_the_order_changes() {
        let mut screen = screen();
        assert!(press(&mut screen, KeyCode::Down) && press(&mut screen, KeyCode::Down));
        assert!(drawn(&mut screen, 80, 24).contains("left by a dead process"));
        while screen.order != Order::Age {
            assert!(press(&mut screen, KeyCode::Char('s')));
        }
        let text = drawn(&mut screen, 80, 24);
        assert!(
            text.contains("left by a dead process") && text.contains("by age"),
            "{text}"
        );
        assert!(!press(&mut screen, KeyCode::Char('q')));
    }

    #[test]
    fn a_screen_of_any_size_is_drawn() {
        let mut screen = screen();
        for (width, height) in [(1, 1), (20, 5), (80, 10), (300, 100)] {
            drawn(&mut screen, width, height);
        }
        assert!(drawn(&mut Screen::new(true), 80, 24).contains("q quit"));
    }

    #[test]
    fn a_paused_screen_says_so() {
        let mut screen = screen();
        assert!(press(&mut screen, KeyCode::Char(' ')));
        assert!(drawn(&mut screen, 80, 24).contains("PAUSED"));
    }
}
