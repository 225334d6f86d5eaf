//! A publisher on an overloaded machine: zenoh's thread that confirms messages in flight does not run, its
//! watchdog invalidates unconfirmed messages, and nothing is lost.

use std::path::{Path, PathBuf};
use std::process::{Child, Command};

use ros_z_tests::machine::{has_pool, skip};
use ros_z_tests::pair::{Exchange, Pair};

const POOL: usize = 16 << 20;
const COUNT: usize = 12;

/// Number of processes that keep the processor busy; with only one, the scheduler runs the thread often
/// enough.
const HOGS: usize = 4;

/// The confirming thread; the system shortens its name.
const CONFIRMATOR: &str = "Watchdog Confir";

/// Keeps one processor busy.
struct Hog(Child);

impl Hog {
    fn on(processor: &str) -> std::io::Result<Self> {
        let mut command = Command::new("taskset");
        command.args(["-c", processor, "sh", "-c", "while :; do :; done"]);
        Ok(Self(command.spawn()?))
    }
}

impl Drop for Hog {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Returns the threads of a process that have this name.
fn threads(process: u32, name: &str) -> Vec<String> {
    let tasks = std::fs::read_dir(format!("/proc/{process}/task")).expect("the process exists");
    let has_name =
        |task: &Path| std::fs::read_to_string(task.join("comm")).is_ok_and(|found| found.trim_end() == name);
    let found: Vec<PathBuf> = tasks
        .map(|task| task.expect("the directory is readable").path())
        .filter(|task| has_name(task))
        .collect();
    let number = |task: &PathBuf| Some(task.file_name()?.to_str()?.to_owned());
    found.iter().filter_map(number).collect()
}

/// Returns the first processor that this process may use.
fn processor() -> String {
    let status = std::fs::read_to_string("/proc/self/status").expect("the file is readable");
    let list = status
        .lines()
        .find_map(|line| line.strip_prefix("Cpus_allowed_list:"));
    let list = list.expect("the line exists").trim();
    list.split([',', '-'])
        .next()
        .expect("the list is not empty")
        .to_owned()
}

fn run(program: &str, arguments: &[&str]) -> bool {
    let status = Command::new(program)
        .args(arguments)
        .stdout(std::process::Stdio::null())
        .status();
    status.is_ok_and(|status| status.success())
}

#[test]
fn messages_in_flight_survive_a_starved_confirming_thread() {
    if !has_pool(POOL) {
        return;
    }
    if !run("taskset", &["--version"]) || !run("chrt", &["--version"]) {
        skip("util-linux with `taskset` and `chrt` is needed");
        return;
    }
    let peer = env!("CARGO_BIN_EXE_peer");
    let mut pair = Pair::start(peer, &format!("context={POOL}"), "via=zenoh delay_ms=400");
    pair.publish(1 << 20, 1);

    let processor = processor();
    let hogs: Vec<Hog> = (0..HOGS)
        .map(|_| Hog::on(&processor).expect("`taskset` is installed"))
        .collect();
    let starved = threads(pair.publisher.id(), CONFIRMATOR);
    assert_eq!(starved.len(), 1, "the number of confirming threads of zenoh");
    for thread in &starved {
        // On a busy processor, and with the lowest priority.
        assert!(run("chrt", &["--idle", "--pid", "0", thread]), "chrt {thread}");
        assert!(
            run("taskset", &["-p", "-c", &processor, thread]),
            "taskset {thread}"
        );
    }
    let exchanges = pair.publish(1 << 20, COUNT);
    exchanges.iter().for_each(Exchange::assert_shm);
    let stats = pair.stats();
    assert_eq!(stats.get::<u64>("invalidated"), 0, "{stats:?}");
    println!("{} revived", stats.get::<u64>("revived"));
    drop(hogs);
    pair.finish();
}
