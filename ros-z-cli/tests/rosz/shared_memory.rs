//! `rosz shm top` and `rosz shm clean`.

use crate::support::{Done, Harvest, PATIENCE, Peer, rosz, run};
use nix::fcntl::{Flock, FlockArg};
use ros_z_tests::machine::has_pool;
use serde_json::Value;
use std::fs::{self, OpenOptions};
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

/// The size of a pool that has to be possible.
const POOL: usize = 10 << 20;

fn harvest(weights: usize) -> Harvest {
    Harvest {
        weights: vec![1.5; weights],
        ..Harvest::default()
    }
}

/// Returns the files that the process of the tests owns, as it reported.
fn own_pools(snapshot: &Value) -> Vec<&Value> {
    let files = snapshot["files"].as_array().unwrap().iter();
    let own = u64::from(std::process::id());
    files
        .filter(|file| file["owner"] == own && file["is_owner_certain"] == true)
        .collect()
}

fn find<'a>(list: &'a Value, key: &str, value: impl Into<Value>) -> Option<&'a Value> {
    let value = value.into();
    list.as_array().unwrap().iter().find(|item| item[key] == value)
}

#[test]
fn a_pool_is_shown_with_owner_size_messages_and_fallbacks() {
    if !has_pool(POOL) {
        return;
    }
    let peer = Peer::new("farmer");
    let publisher = peer.node.create_pub::<Harvest>("harvest").build().unwrap();
    publisher.publish(&harvest(100_000)).unwrap();
    publisher.publish(&harvest(1)).unwrap();
    let done = peer.run(&["shm", "top", "--once", "--json", "--spin-time", "10"]);
    assert_eq!(done.code, Some(0), "{done:?}");
    let snapshot = done.json();
    let pools = own_pools(&snapshot);
    let pool = pools
        .iter()
        .find(|pool| pool["stats"]["high_water"].as_u64() >= Some(400_000));
    let pool = pool.unwrap_or_else(|| panic!("{pools:?}"));
    assert_eq!(pool["kind"], "pool");
    assert_eq!(pool["state"], "used");
    assert_eq!(pool["is_owner_alive"], true);
    assert!(
        pool["bytes"].as_u64() >= pool["stats"]["capacity"].as_u64(),
        "{pool}"
    );
    assert!(pool["held"]["bytes"].as_u64() >= Some(400_000), "{pool}");
    let own = find(&snapshot["processes"], "process", std::process::id()).unwrap();
    assert!(own["published"]["shm_bytes"].as_u64() >= Some(400_000), "{own}");
    assert!(
        own["published"]["fallbacks"]["below the threshold"].as_u64() >= Some(1),
        "{own}"
    );
    assert!(own["command"].as_str().unwrap().contains("rosz"), "{own}");

    // Without a question, the owner follows from the users of the file.
    let done = run(rosz(&["shm", "top", "--once", "--json", "--no-ask"]));
    let unasked = done.json();
    let same = find(&unasked["files"], "number", pool["number"].clone()).unwrap();
    assert_eq!(
        (&same["owner"], &same["is_owner_certain"]),
        (&pool["owner"], &false.into())
    );
    assert!(same["stats"].is_null());

    let number = pool["number"].as_u64().unwrap().to_string();
    let done = run(rosz(&["shm", "top", "--once", "--no-ask"]));
    let row = done.stdout.lines().find(|line| line.starts_with(&number));
    assert!(row.is_some_and(|row| row.contains("MiB")), "{done:?}");
}

#[test]
fn a_stream_has_rates() {
    if !has_pool(POOL) {
        return;
    }
    let peer = Peer::new("farmer");
    let publisher = peer.node.create_pub::<Harvest>("harvest").build().unwrap();
    let arguments = ["shm", "top", "--json", "--interval", "0.2", "--duration", "3"];
    let done = peer.run_while(&arguments, || {
        publisher.publish(&harvest(10_000)).unwrap();
    });
    assert_eq!(done.code, Some(0), "{done:?}");
    let snapshots: Vec<Value> = (done.stdout.lines())
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let rates = snapshots.iter().filter_map(|snapshot| {
        let own = find(&snapshot["processes"], "process", std::process::id())?;
        own["per_second"]["shm_messages"].as_f64()
    });
    assert!(rates.fold(0.0, f64::max) > 1.0, "{snapshots:?}");
}

#[test]
fn a_screen_without_a_terminal_is_a_usage_error() {
    let done = run(rosz(&["shm", "top", "--no-ask"]));
    assert_eq!(done.code, Some(2), "{done:?}");
    assert!(done.stderr.contains("--once"), "{done:?}");
}

#[test]
fn the_screen_is_drawn_in_a_terminal_and_ends_with_q() {
    // `script` of util-linux runs the command in a terminal.
    let Ok(_) = Command::new("script").arg("--version").output() else {
        println!("skipped: there is no `script`");
        return;
    };
    let mut command = rosz(&[]);
    let program = format!(
        "stty cols 80 rows 24; {} shm top --no-ask --duration 20",
        command.get_program().to_str().unwrap()
    );
    command = Command::new("script");
    command
        .args(["-qefc", &program, "/dev/null"])
        .env("TERM", "xterm-256color");
    let typed = std::process::Stdio::piped();
    let mut child = command
        .stdin(typed)
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut keys = child.stdin.take().unwrap();
    let start = Instant::now();
    // The first keys may come before the screen.
    while child.try_wait().unwrap().is_none() {
        assert!(start.elapsed() < PATIENCE, "q does not end the screen");
        if std::io::Write::write_all(&mut keys, b"q").is_err() {
            break;
        }
        thread::sleep(Duration::from_millis(50));
    }
    drop(keys);
    let output = child.wait_with_output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && text.contains("rosz shm top"), "{text}");
}

/// A file as a dead process leaves it, as old as it has to be. Its lock keeps zenoh from removing it; `None` if a zenoh
/// process was faster.
fn old_file() -> Option<(String, Flock<fs::File>)> {
    let number = (u64::from(std::process::id()) << 10) + (1 << 33);
    let path = format!("/dev/shm/{number}.zenoh");
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    let file = options.open(&path).unwrap();
    let file = Flock::lock(file, FlockArg::LockSharedNonblock).ok()?;
    file.set_len(3 << 20).unwrap();
    let start = Instant::now();
    loop {
        // It is kept as "just created" at first, and then as locked.
        let done = clean(&["--dry-run"]);
        let kept = find(&done["kept"], "path", path.clone())?;
        if kept["reason"] != "just created" {
            assert_eq!(kept["reason"], "in use by a process that is not visible here");
            return Some((path, file));
        }
        assert!(start.elapsed() < PATIENCE, "{kept}");
        thread::sleep(Duration::from_millis(100));
    }
}

fn clean(arguments: &[&str]) -> Value {
    let done: Done = run(rosz(&[&["shm", "clean", "--json"], arguments].concat()));
    assert_eq!(done.code, Some(0), "{done:?}");
    done.json()
}

#[test]
fn clean_removes_what_nobody_uses_and_nothing_else() {
    if !has_pool(POOL) {
        return;
    }
    let peer = Peer::new("farmer");
    let publisher = peer.node.create_pub::<Harvest>("harvest").build().unwrap();
    publisher.publish(&harvest(100_000)).unwrap();
    for _ in 0..10 {
        let Some((path, locked)) = old_file() else {
            continue;
        };
        drop(locked);
        // A zenoh process that starts or ends now removes it too; then another one is tried.
        let would = clean(&["--dry-run"]);
        let Some(file) = find(&would["removed"], "path", path.clone()) else {
            continue;
        };
        assert_eq!(
            (&file["bytes"], &would["is_dry_run"]),
            (&(3 << 20).into(), &true.into())
        );
        let done = clean(&[]);
        if find(&done["removed"], "path", path.clone()).is_none() {
            continue;
        }
        assert!(fs::metadata(&path).is_err());
        // The pool of this process is still there.
        let snapshot = run(rosz(&["shm", "top", "--once", "--json", "--no-ask"])).json();
        let own = u64::from(std::process::id());
        let files = snapshot["files"].as_array().unwrap();
        let pools = files
            .iter()
            .filter(|file| file["owner"] == own && file["state"] == "used");
        assert!(pools.count() > 0, "{snapshot}");
        return;
    }
    panic!("other processes removed every file");
}
