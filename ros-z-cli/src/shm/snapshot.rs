//! The state of the shared memory of the machine at one time: what the system shows, joined with what the processes
//! report. Its serialized form is what `--json` prints.

use super::users::Users;
use ros_z::shm::machine::{FileKind, FilePlace, KeptReason, Machine, SharedFile, UserProcess};
use ros_z::shm::{FallbackReason, PoolStats, ProcessStats, ShmLimits, ShmStats, Tally};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::time::{Duration, SystemTime};

/// The state at one time.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Snapshot {
    pub(super) dev_shm_bytes: Option<u64>,
    pub(super) dev_shm_free_bytes: Option<u64>,
    /// Processes whose mappings may not be read.
    pub(super) hidden_processes: usize,
    pub(super) is_root: bool,
    pub(super) files: Vec<FileReport>,
    pub(super) processes: Vec<ProcessReport>,
}

/// One file.
#[derive(Clone, Debug, Serialize)]
pub(super) struct FileReport {
    pub(super) number: u64,
    pub(super) path: String,
    pub(super) kind: &'static str,
    pub(super) state: FileState,
    pub(super) bytes: u64,
    pub(super) user: Option<String>,
    pub(super) age_seconds: Option<u64>,
    /// The process that created the file; `None` if it is dead or not known.
    pub(super) owner: Option<u32>,
    /// Whether the owner itself reported the file, or it follows from the processes that use the file.
    pub(super) is_owner_certain: bool,
    pub(super) is_owner_alive: Option<bool>,
    pub(super) mapped_by: Vec<u32>,
    pub(super) held: Option<HeldReport>,
    pub(super) stats: Option<StatsReport>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum FileState {
    /// A process has mapped it.
    Used,
    /// It was left by a dead process, and nobody uses it.
    Orphan,
    /// It was removed, and a process still has it mapped.
    Removed,
    /// It is in another `/dev/shm`, such as that of a container.
    Elsewhere,
    /// Only processes that are not visible here use it.
    Hidden,
    /// Another user has it, so nothing is known.
    OtherUser,
    /// It was just created.
    New,
}

/// Buffers with a holder, from zenoh's table.
#[derive(Clone, Copy, Debug, Serialize)]
pub(super) struct HeldReport {
    pub(super) buffers: u64,
    pub(super) bytes: u64,
    pub(super) in_flight_buffers: u64,
    pub(super) in_flight_bytes: u64,
}

/// The statistics of a pool, as its owner reports them.
#[derive(Clone, Copy, Debug, Serialize)]
pub(super) struct StatsReport {
    pub(super) capacity: Option<usize>,
    pub(super) bytes_in_use: usize,
    pub(super) high_water: usize,
    pub(super) retained: u64,
    pub(super) retained_bytes: usize,
    pub(super) recycled: u64,
    pub(super) released_by_age: u64,
    pub(super) revived: u64,
    pub(super) invalidated: u64,
    pub(super) stuck: u64,
    pub(super) stuck_bytes: usize,
    pub(super) recovered: u64,
    pub(super) recovered_bytes: u64,
}

/// A process that has mapped a file.
#[derive(Clone, Debug, Serialize)]
pub(super) struct ProcessReport {
    pub(super) process: u32,
    pub(super) name: String,
    pub(super) command: String,
    pub(super) user: Option<String>,
    pub(super) age_seconds: Option<u64>,
    /// Its messages; `None` if it did not reply.
    pub(super) published: Option<PublishedReport>,
    /// The changes since the snapshot before; `None` in the first.
    pub(super) per_second: Option<RatesReport>,
}

/// Messages of a process since it started.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct PublishedReport {
    pub(super) shm_messages: u64,
    pub(super) shm_bytes: u64,
    pub(super) heap_messages: u64,
    pub(super) heap_bytes: u64,
    pub(super) fallbacks: BTreeMap<String, u64>,
}

/// Changes per second.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct RatesReport {
    pub(super) shm_messages: f64,
    pub(super) shm_bytes: f64,
    pub(super) heap_messages: f64,
    pub(super) heap_bytes: f64,
    pub(super) fallbacks: BTreeMap<String, f64>,
}

impl Snapshot {
    /// Joins what the system shows with what processes reported.
    pub(super) fn new(machine: &Machine, reported: &[ProcessStats], users: &Users) -> Self {
        let limits = ShmLimits::read();
        let now = SystemTime::now();
        let owners = Owners::new(reported, &machine.processes);
        let files = machine.files.iter();
        Self {
            dev_shm_bytes: limits.dev_shm_size(),
            dev_shm_free_bytes: limits.dev_shm_free(),
            hidden_processes: machine.hidden_processes,
            is_root: fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0),
            files: files
                .map(|file| FileReport::new(file, &owners, users, now))
                .collect(),
            processes: machine
                .processes
                .iter()
                .map(|(process, found)| ProcessReport::new(*process, found, &owners, users, now))
                .collect(),
        }
    }

    /// Sets the rates of the processes, from the snapshot that was taken `elapsed` before.
    pub(super) fn compare(&mut self, before: &Self, elapsed: Duration) {
        for process in &mut self.processes {
            let published = |snapshot: &Self| snapshot.process(process.process)?.published.clone();
            process.per_second = published(before)
                .zip(process.published.as_ref())
                .map(|(before, after)| RatesReport::new(&before, after, elapsed.as_secs_f64()));
        }
    }

    pub(super) fn process(&self, process: u32) -> Option<&ProcessReport> {
        self.processes.iter().find(|found| found.process == process)
    }

    /// Returns the number of files in a state, and their bytes.
    pub(super) fn total(&self, state: FileState) -> (usize, u64) {
        let files = self.files.iter().filter(|file| file.state == state);
        files.fold((0, 0), |(count, bytes), file| (count + 1, bytes + file.bytes))
    }

    /// Returns the pools, without the tables.
    pub(super) fn pools(&self) -> impl Iterator<Item = &FileReport> {
        self.files.iter().filter(|file| file.kind == POOL)
    }
}

const POOL: &str = "pool";

/// The processes that replied, and their pools.
struct Owners<'a> {
    by_segment: BTreeMap<u64, (u32, PoolStats)>,
    by_process: BTreeMap<u32, &'a ShmStats>,
}

impl<'a> Owners<'a> {
    /// A process of another host or pid namespace may have the id of a process here: a file is owned by a process that
    /// reports it and has mapped it.
    fn new(reported: &'a [ProcessStats], processes: &BTreeMap<u32, UserProcess>) -> Self {
        let here = reported
            .iter()
            .filter(|stats| processes.contains_key(&stats.process));
        let mut owners = Self {
            by_segment: BTreeMap::new(),
            by_process: BTreeMap::new(),
        };
        for process in here {
            owners.by_process.insert(process.process, &process.messages);
            for pool in &process.pools {
                owners
                    .by_segment
                    .insert(pool.segment.into(), (process.process, pool.stats));
            }
        }
        owners
    }

    /// Returns the owner of a file, and whether it is certain.
    fn of(&self, file: &SharedFile) -> Option<(u32, bool)> {
        let reported = self.by_segment.get(&file.number).map(|(process, _)| *process);
        if let Some(process) = reported.filter(|process| file.users.contains(process)) {
            return Some((process, true));
        }
        // A process that replied would have reported its pool.
        let is_possible = |process: &&u32| !(file.is_pool() && self.by_process.contains_key(process));
        let mut possible = file.creators.iter().filter(is_possible);
        match (possible.next(), possible.next()) {
            (Some(process), None) => Some((*process, false)),
            _ => None,
        }
    }
}

impl FileReport {
    fn new(file: &SharedFile, owners: &Owners<'_>, users: &Users, now: SystemTime) -> Self {
        let state = FileState::of(file);
        let owner = (file.place == FilePlace::Here).then(|| owners.of(file)).flatten();
        let stats = owners.by_segment.get(&file.number);
        let age = file.created.and_then(|created| now.duration_since(created).ok());
        let is_certain = owner.is_some_and(|(_, is_certain)| is_certain);
        Self {
            number: file.number,
            path: format!("/dev/shm/{}.zenoh", file.number),
            kind: match file.kind {
                FileKind::Pool => POOL,
                FileKind::Table => "table",
                _ => "handshake",
            },
            state,
            bytes: file.bytes,
            user: file.uid.map(|uid| users.name(uid)),
            age_seconds: age.map(|age| age.as_secs()),
            owner: owner.map(|(process, _)| process),
            is_owner_certain: is_certain,
            is_owner_alive: match state {
                FileState::Orphan => Some(false),
                _ => is_certain.then_some(true),
            },
            mapped_by: file.users.clone(),
            held: file.held.map(|held| HeldReport {
                buffers: held.buffers,
                bytes: held.bytes,
                in_flight_buffers: held.shared_buffers,
                in_flight_bytes: held.shared_bytes,
            }),
            stats: stats
                .filter(|_| is_certain)
                .map(|(_, stats)| StatsReport::new(stats)),
        }
    }
}

impl FileState {
    fn of(file: &SharedFile) -> Self {
        match file.place {
            FilePlace::Removed => return Self::Removed,
            FilePlace::Elsewhere => return Self::Elsewhere,
            _ => {}
        }
        match file.check_orphaned() {
            Ok(()) => Self::Orphan,
            Err(KeptReason::Used) => Self::Used,
            Err(KeptReason::New) => Self::New,
            Err(KeptReason::NotAllowed) => Self::OtherUser,
            Err(KeptReason::NotHere) => Self::Removed,
            Err(_) => Self::Hidden,
        }
    }
}

impl StatsReport {
    fn new(stats: &PoolStats) -> Self {
        Self {
            capacity: stats.capacity,
            bytes_in_use: stats.bytes_in_use,
            high_water: stats.high_water,
            retained: stats.retained,
            retained_bytes: stats.retained_bytes,
            recycled: stats.recycled,
            released_by_age: stats.released_by_age,
            revived: stats.revived,
            invalidated: stats.invalidated,
            stuck: stats.stuck,
            stuck_bytes: stats.stuck_bytes,
            recovered: stats.recovered,
            recovered_bytes: stats.recovered_bytes,
        }
    }
}

impl ProcessReport {
    fn new(process: u32, found: &UserProcess, owners: &Owners<'_>, users: &Users, now: SystemTime) -> Self {
        let age = found.started.and_then(|started| now.duration_since(started).ok());
        Self {
            process,
            name: name_of(found),
            command: found.command.join(" "),
            user: found.uid.map(|uid| users.name(uid)),
            age_seconds: age.map(|age| age.as_secs()),
            published: owners
                .by_process
                .get(&process)
                .map(|stats| PublishedReport::new(stats)),
            per_second: None,
        }
    }
}

/// Returns the name of the program, or of the script that an interpreter runs.
fn name_of(process: &UserProcess) -> String {
    let file_name = |path: &String| Path::new(path).file_name()?.to_str().map(str::to_owned);
    let program = process.command.first().and_then(file_name);
    let script = process.command.get(1).filter(|script| !script.starts_with('-'));
    match program {
        Some(program) if program.starts_with("python") => script.and_then(file_name).unwrap_or(program),
        Some(program) => program,
        None => process.name.clone(),
    }
}

impl PublishedReport {
    fn new(stats: &ShmStats) -> Self {
        let (shm, heap): (Tally, Tally) = (stats.shm(), stats.heap());
        let counts = FallbackReason::ALL
            .iter()
            .map(|reason| (*reason, stats.fallbacks(*reason)));
        Self {
            shm_messages: shm.messages,
            shm_bytes: shm.bytes,
            heap_messages: heap.messages,
            heap_bytes: heap.bytes,
            fallbacks: counts
                .filter(|(_, count)| *count > 0)
                .map(|(reason, count)| (reason.to_string(), count))
                .collect(),
        }
    }
}

impl RatesReport {
    fn new(before: &PublishedReport, after: &PublishedReport, seconds: f64) -> Self {
        // A process that was restarted with the same id counts from zero.
        let rate = |before: u64, after: u64| after.saturating_sub(before) as f64 / seconds.max(1e-3);
        let reasons: BTreeSet<&String> = after.fallbacks.keys().collect();
        Self {
            shm_messages: rate(before.shm_messages, after.shm_messages),
            shm_bytes: rate(before.shm_bytes, after.shm_bytes),
            heap_messages: rate(before.heap_messages, after.heap_messages),
            heap_bytes: rate(before.heap_bytes, after.heap_bytes),
            fallbacks: reasons
                .into_iter()
                .map(|reason| {
                    let count = |report: &PublishedReport| report.fallbacks.get(reason).copied().unwrap_or(0);
                    (reason.clone(), rate(count(before), count(after)))
                })
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn process(command: &[&str]) -> UserProcess {
        let mut process = UserProcess::default();
        process.name = "short_name".into();
        process.command = command.iter().map(|word| (*word).into()).collect();
        process
    }

    #[test]
    fn a_process_has_the_name_of_its_program_or_script() {
        assert_eq!(
            name_of(&process(&["/opt/ros/bin/talker", "--ros-args"])),
            "talker"
        );
        assert_eq!(
            name_of(&process(&["/usr/bin/python3.12", "/opt/listener.py"])),
            "listener.py"
        );
        assert_eq!(name_of(&process(&["python3", "-m", "x"])), "python3");
        assert_eq!(name_of(&process(&[])), "short_name");
    }

    #[test]
    fn rates_are_changes_per_second_and_never_negative() {
        let published = |messages, full| PublishedReport {
            shm_messages: messages,
            shm_bytes: 1000 * messages,
            fallbacks: BTreeMap::from([("pool exhausted".to_owned(), full)]),
            ..PublishedReport::default()
        };
        let rates = RatesReport::new(&published(100, 0), &published(150, 5), 0.5);
        assert_eq!((rates.shm_messages, rates.shm_bytes), (100.0, 100_000.0));
        assert_eq!(rates.fallbacks["pool exhausted"], 10.0);
        assert_eq!(
            RatesReport::new(&published(100, 0), &published(1, 0), 1.0).shm_messages,
            0.0
        );
    }
}
