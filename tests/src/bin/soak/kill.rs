//! The killing: a publisher and a subscriber that stay, among publishers and subscribers of the same topic that are
//! killed (SIGKILL) one after the other. Nothing of the two that stay is lost, nothing arrives twice or out of order, and
//! nothing of the dead remains. With `stop=true`, the two that stay are also stopped (SIGSTOP) and continued in turn.
//!
//! ```text
//! cargo run --release -p ros-z-tests --bin soak -- kill seconds=60 every=100
//! ```

use std::collections::{BTreeSet, HashMap};
use std::io::BufRead;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, TryRecvError, channel};
use std::time::{Duration, Instant};

use ros_z::ros::QosProfile;
use ros_z::shm::{RetentionLimits, ShmConfig};
use ros_z::{Publisher, Sample, Subscriber, ZContext, ZContextBuilder};
use ros_z_tests::line::Line;
use ros_z_tests::process::Process;
use zenoh::Wait;

use crate::pool;
use crate::probe::{Probe, Quarry};

/// The number of processes that are started at the same time, to have one to kill.
const SEATS: usize = 4;

/// Deadline for the last message to arrive, and for the memory of the dead to be released.
const PATIENCE: Duration = Duration::from_secs(60);

/// Maximum age of messages that a killed subscriber has through zenoh, and does not release.
const AGE: Duration = Duration::from_secs(5);

/// A process that has just joined gets everything for a moment, then what it subscribes to.
const JOINING: Duration = Duration::from_secs(1);

/// Kills processes, and checks the two that stay.
pub fn supervise(role: &Line) -> zenoh::Result<()> {
    let length = Duration::from_secs(role.find("seconds").unwrap_or(60));
    let every = Duration::from_millis(role.find("every").unwrap_or(100));
    let program = std::env::current_exe()?;
    let program = program.to_str().ok_or("the path of this program is not UTF-8")?;
    let domain = std::process::id();
    let mut publisher = Process::start(program, &format!("kill-publisher domain={domain}"));
    let arguments = format!("domain={domain} connect={}", publisher.endpoint());
    let mut subscriber = Process::start(program, &format!("kill-subscriber {arguments}"));
    publisher.tell("start");
    publisher
        .find("matched", PATIENCE)
        .ok_or("the two do not match")?;
    std::thread::sleep(JOINING);
    let before = [&publisher, &subscriber].map(|process| lanes_of(process.id()));

    let stopped = role
        .find("stop")
        .unwrap_or(false)
        .then_some([&publisher, &subscriber]);
    let (killed, files) = kill_many(program, &arguments, length, every, stopped);

    let mut wrong = Vec::new();
    publisher.tell("finish");
    let last = publisher
        .find("last", PATIENCE)
        .ok_or("the publisher does not finish")?;
    subscriber.tell(&format!(
        "finish gid={} last={}",
        last.get::<String>("gid"),
        last.get::<i64>("number")
    ));
    let count = subscriber.find("count", PATIENCE + JOINING);
    let count = count.ok_or("the subscriber does not report its counts")?;
    wrong.extend(subscriber.all("wrong").iter().map(|line| line.text().to_owned()));
    let deadline = Instant::now() + PATIENCE;
    for (process, before) in [&publisher, &subscriber].into_iter().zip(before) {
        while lanes_of(process.id()) > before {
            if Instant::now() > deadline {
                wrong.push(format!("{} lanes of {before} are left", lanes_of(process.id())));
                break;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }
    let mut all: BTreeSet<PathBuf> = subscriber.finish();
    publisher.tell("stats");
    let stats = publisher.find("stats", PATIENCE);
    let stats = stats.ok_or("the publisher does not report its counts")?;
    wrong.extend(publisher.all("wrong").iter().map(|line| line.text().to_owned()));
    all.extend(publisher.finish());
    all.extend(files);
    // The next process with shared memory removes what the killed ones have left.
    all.extend(Process::start(program, &format!("kill-subscriber domain={domain}")).finish());
    // The numbers of zenoh's tables have 16 bits: another program may use one again.
    let left: Vec<_> = all
        .iter()
        .filter(|file| file.exists() && !is_mapped(file))
        .collect();
    wrong.iter().for_each(|text| println!("note WRONG: {text}"));
    println!(
        "{} {} killed={killed} files={} left={}",
        stats.text(),
        count.text(),
        all.len(),
        left.len()
    );
    if wrong.is_empty() && left.is_empty() {
        Ok(())
    } else {
        Err(format!("{} checks failed; files left: {left:?}", wrong.len()).into())
    }
}

/// Returns whether a process has mapped a file.
fn is_mapped(file: &Path) -> bool {
    let file = file.to_string_lossy();
    let processes = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    let mut maps = processes.filter_map(|process| std::fs::read_to_string(process.path().join("maps")).ok());
    maps.any(|maps| maps.lines().any(|line| line.ends_with(&*file)))
}

/// Returns the number of rings and bells that a process has mapped.
fn lanes_of(process: u32) -> usize {
    let maps = std::fs::read_to_string(format!("/proc/{process}/maps")).unwrap_or_default();
    maps.lines()
        .filter(|line| line.contains("/memfd:ros-z-lane"))
        .count()
}

/// Starts processes, and kills one at a time. Stops one of `stopped` between two of these moments, and continues it at the
/// next. Returns the number, and the files that the killed ones had mapped.
fn kill_many(
    program: &str,
    arguments: &str,
    length: Duration,
    every: Duration,
    stopped: Option<[&Process; 2]>,
) -> (usize, BTreeSet<PathBuf>) {
    let is_over = AtomicBool::new(false);
    let (ready, victims) = channel::<Process>();
    std::thread::scope(|scope| {
        for seat in 0..SEATS {
            let (ready, is_over) = (ready.clone(), &is_over);
            let role = ["kill-publisher", "kill-subscriber"][seat % 2];
            scope.spawn(move || {
                while !is_over.load(Ordering::Relaxed) {
                    let mut victim = Process::start(program, &format!("{role} {arguments}"));
                    victim.tell("start");
                    if ready.send(victim).is_err() {
                        return;
                    }
                }
            });
        }
        drop(ready);
        let (mut killed, mut files) = (0, BTreeSet::new());
        let end = Instant::now() + length;
        let mut next = Instant::now() + every;
        for victim in &victims {
            std::thread::sleep(next.saturating_duration_since(Instant::now()));
            next = Instant::now() + every;
            files.extend(victim.files().iter().cloned());
            victim.kill();
            killed += 1;
            if let Some(stopped) = stopped {
                let turn = killed - 1;
                stopped[turn / 2 % 2].signal(["STOP", "CONT"][turn % 2]);
            }
            if Instant::now() >= end {
                break;
            }
        }
        for stopped in stopped.into_iter().flatten() {
            stopped.signal("CONT");
        }
        is_over.store(true, Ordering::Relaxed);
        // Kills the rest.
        victims.iter().for_each(Process::kill);
        (killed, files)
    })
}

fn config() -> zenoh::Result<ShmConfig> {
    let limits = RetentionLimits::new().with_max_age(AGE);
    Ok(ShmConfig::pool_of(8 << 20)?.with_retention(limits))
}

fn context(role: &Line, config: &ShmConfig) -> zenoh::Result<ZContext> {
    let connect = role.find::<String>("connect");
    let context = ZContextBuilder::default()
        .with_domain_id(role.get("domain"))
        .with_listen_endpoints(["tcp/127.0.0.1:0"])
        .with_connect_endpoints(connect)
        .with_multicast_scouting(false)
        .with_shm_config(config.clone())
        .build()?;
    let locators = context.session().info().locators().wait();
    let endpoint = locators.first().ok_or("the session does not listen")?;
    println!("listening endpoint={endpoint}\nready");
    Ok(context)
}

/// Publishes until it is asked for the last number, or killed.
pub fn publish(role: &Line) -> zenoh::Result<()> {
    let config = config()?;
    let context = context(role, &config)?;
    let node = context.create_node("talker").build()?;
    let publisher: Publisher<Probe<'static>> = node.create_pub("probe").build()?;
    let quarry = Quarry::new();
    let (commands, given) = channel();
    std::thread::spawn(move || {
        let mut lines = std::io::stdin().lock().lines().map_while(Result::ok);
        lines.try_for_each(|line| commands.send(line))
    });
    let _ = given.recv();
    if publisher.wait_for_subscriber(PATIENCE) {
        println!("matched");
    }
    let mut number = 0;
    let mut in_lanes: u64 = 0;
    while given.recv_timeout(Duration::from_millis(2)) == Err(RecvTimeoutError::Timeout) {
        number += 1;
        let published = publisher.publish(&Probe {
            publisher: 0,
            number,
            data: quarry.data(0, number),
        })?;
        in_lanes += u64::from(published.lanes > 0);
    }
    let gid = publisher.gid().ok_or("the publisher has no gid")?;
    println!("last gid={gid} number={number}");
    let _ = given.recv();
    let stats = publisher.shm_stats();
    drop(publisher);
    let stuck = pool::take_back(&config).unwrap_or_else(|text| {
        println!("wrong {text}");
        0
    });
    println!(
        "stats published={number} in_lanes={in_lanes} shm={} held={} stuck={stuck}",
        stats.shm().messages,
        stats.pool().retained,
    );
    let _ = given.recv();
    Ok(())
}

/// The sequence of one publisher.
struct Sequence {
    since: Instant,
    last: i64,
}

/// Receives until the last message of a publisher has arrived, or until it is killed.
pub fn subscribe(role: &Line) -> zenoh::Result<()> {
    let context = context(role, &config()?)?;
    let node = context.create_node("listener").build()?;
    let subscriber = node
        .create_sub::<Probe>("probe")
        .with_qos(QosProfile::KEEP_ALL)
        .build()?;
    let (commands, given) = channel();
    std::thread::spawn(move || {
        let mut lines = std::io::stdin().lock().lines().map_while(Result::ok);
        lines.try_for_each(|line| commands.send(Line::new(line)))
    });
    let (sequences, messages) = listen(&subscriber, &given)?;
    println!("count publishers={} messages={messages}", sequences.len());
    let _ = given.recv();
    Ok(())
}

fn listen(
    subscriber: &Subscriber<Probe<'static>>,
    given: &Receiver<Line>,
) -> zenoh::Result<(HashMap<String, Sequence>, u64)> {
    let quarry = Quarry::new();
    let mut sequences: HashMap<String, Sequence> = HashMap::new();
    let mut messages = 0;
    let mut until: Option<(String, i64, Instant)> = None;
    loop {
        if let Some(sample) = subscriber.recv_timeout(Duration::from_millis(20))? {
            messages += 1;
            check(&sample, quarry, &mut sequences);
        }
        match given.try_recv() {
            Ok(line) if line.word() == "finish" => {
                until = Some((line.get("gid"), line.get("last"), Instant::now() + PATIENCE));
            }
            Err(TryRecvError::Disconnected) => return Ok((sequences, messages)),
            _ => {}
        }
        if let Some((gid, last, deadline)) = &until {
            let seen = sequences.get(gid).map_or(0, |sequence| sequence.last);
            if seen >= *last {
                return Ok((sequences, messages));
            }
            if Instant::now() > *deadline {
                println!("wrong last={last} seen={seen}");
                return Ok((sequences, messages));
            }
        }
    }
}

/// Checks that a sample is the next one of its publisher, and that it is complete.
fn check(sample: &Sample<Probe<'static>>, quarry: Quarry, sequences: &mut HashMap<String, Sequence>) {
    let gid = sample
        .publisher_gid()
        .map(|gid| gid.to_string())
        .unwrap_or_default();
    let number = sample.sequence_number().unwrap_or(0);
    let sequence = sequences.entry(gid.clone()).or_insert_with(|| Sequence {
        since: Instant::now(),
        last: number - 1,
    });
    let is_joining = sequence.since.elapsed() < JOINING;
    let is_next = number == sequence.last + 1 || (is_joining && number > sequence.last);
    if !is_next {
        println!(
            "wrong gid={gid} after={} number={number} shm={}",
            sequence.last,
            sample.is_shm()
        );
    }
    sequence.last = number;
    match sample.view_as::<Probe>() {
        Ok(probe) if probe.number == number as u64 && probe.data == quarry.data(0, probe.number) => {}
        _ => println!("wrong gid={gid} corrupted={number} shm={}", sample.is_shm()),
    }
}
