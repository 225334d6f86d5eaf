//! The subscribing role.

use std::ops::Deref;
use std::ops::Range;
use std::sync::mpsc::{Receiver, TryRecvError};
use std::time::Duration;

use ros_z::ros::{QosProfile, Reliability};
use ros_z::{RecvError, Sample, ShmSubscriber, Subscriber};
use ros_z_shm::queue::QueueLimit;
use zenoh::Wait;

use super::{commands, report, report_endpoint, report_endpoint_of, session};
use crate::executor::block_on;
use crate::line::Line;
use crate::messages::{Subject, checksum};

/// Interval at which a subscriber that waits for samples checks for commands.
const GLANCE: Duration = Duration::from_millis(10);

/// Reports the samples that arrive, by `via=<way>`.
pub(super) fn run<T: Subject>(role: &Line) -> zenoh::Result<()> {
    let topic: String = role.get("topic");
    let delay = Duration::from_millis(role.find("delay_ms").unwrap_or(0));
    // Room for every message of a test, however slowly the machine runs.
    let depth: usize = role.find("depth").unwrap_or(100);
    let via: String = role.find("via").unwrap_or_else(|| "node".into());
    if via == "zenoh" {
        let session = session::plain(role)?;
        report_endpoint(&session)?;
        // With or without the ROS naming around the topic.
        let subscriber = session
            .declare_subscriber(format!("**/{topic}/**"))
            .callback(move |sample| {
                std::thread::sleep(delay);
                report(&describe_plain(&sample));
            });
        let _subscriber = subscriber.wait()?;
        report("ready");
        return obey_until_quit(&commands());
    }
    if via == "session" {
        let session = session::plain(role)?;
        report_endpoint(&session)?;
        let builder = ShmSubscriber::<T>::on_session(&session, topic).with_queue(match depth {
            0 => QueueLimit::Block(1024),
            depth => QueueLimit::DropOldest(depth),
        });
        let subscriber = match role.find::<String>("lane").as_deref() {
            Some("off") => builder.without_lane().build()?,
            _ => builder.build()?,
        };
        report("ready");
        return serve(role, &subscriber);
    }
    let mut builder = session::context(role)?;
    if let Some(bytes) = role.find("context") {
        builder = builder.with_shm_pool_size(bytes)?;
    }
    let context = builder.build()?;
    report_endpoint_of(&context);
    if role.find("shared_session").unwrap_or(false) {
        // From here on, the program may declare subscribers that no lane serves.
        let _ = context.session();
    }
    let node = context.create_node("subscriber").build()?;
    let qos = match role.find::<String>("qos").as_deref() {
        Some("best_effort") => QosProfile::DEFAULT.with_reliability(Reliability::BestEffort),
        _ => QosProfile::DEFAULT,
    };
    let builder = node.create_sub::<T>(topic).with_qos(match depth {
        0 => qos.with_keep_all(),
        depth => qos.with_keep_last(depth),
    });
    let builder = match role.find::<String>("lane").as_deref() {
        Some("off") => builder.without_lane(),
        _ => builder,
    };
    if via == "callback" {
        let _subscriber = builder.build_with_callback(move |sample| {
            std::thread::sleep(delay);
            report(&describe(&sample, sample.sequence_number()));
        })?;
        report("ready");
        return obey_until_quit(&commands());
    }
    if via == "inline" {
        let _subscriber = builder.build_with_inline_callback(move |sample| {
            std::thread::sleep(delay);
            report(&describe(&sample, sample.sequence_number()));
        })?;
        report("ready");
        return obey_until_quit(&commands());
    }
    let subscriber = builder.build()?;
    report("ready");
    if via == "async" {
        let count = role.find("count").unwrap_or(1);
        let more = (1..count).map(|_| {
            node.create_sub::<T>(role.get::<String>("topic"))
                .with_qos(qos)
                .build()
        });
        return serve_tasks(more.chain([Ok(subscriber)]).collect::<Result<_, _>>()?);
    }
    serve(role, &subscriber)
}

/// Receives samples in tasks, one for each subscriber on a thread of its own. Obeys `wakers`: reports the number of
/// threads that wake tasks.
fn serve_tasks<T: Subject>(subscribers: Vec<Subscriber<T>>) -> zenoh::Result<()> {
    for (nth, subscriber) in subscribers.into_iter().enumerate() {
        std::thread::spawn(move || {
            block_on(async {
                while let Ok(sample) = subscriber.recv_async().await {
                    report(&format!(
                        "{} nth={nth}",
                        describe(&sample, sample.sequence_number())
                    ));
                }
            });
        });
    }
    for command in commands() {
        match command.word() {
            "wakers" => report(&format!("wakers count={}", threads_named("ros-z-lane-wake")?)),
            _ => return Ok(()),
        }
    }
    Ok(())
}

/// Returns the number of threads of this process with this name.
fn threads_named(name: &str) -> std::io::Result<usize> {
    let threads = std::fs::read_dir("/proc/self/task")?;
    let names = threads.filter_map(|thread| std::fs::read_to_string(thread.ok()?.path().join("comm")).ok());
    Ok(names.filter(|found| found.trim_end() == name).count())
}

/// A subscriber of a node, or of a bare session.
trait Source<T> {
    type Sample: Deref<Target = ros_z_shm::Sample<T>>;

    fn next(&self) -> Result<Option<Self::Sample>, RecvError>;

    fn sequence_number(sample: &Self::Sample) -> Option<i64>;
}

impl<T> Source<T> for Subscriber<T> {
    type Sample = Sample<T>;

    fn next(&self) -> Result<Option<Sample<T>>, RecvError> {
        self.recv_timeout(GLANCE)
    }

    fn sequence_number(sample: &Sample<T>) -> Option<i64> {
        sample.sequence_number()
    }
}

impl<T> Source<T> for ShmSubscriber<T> {
    type Sample = Box<ros_z_shm::Sample<T>>;

    fn next(&self) -> Result<Option<Self::Sample>, RecvError> {
        Ok(self.recv_timeout(GLANCE)?.map(Box::new))
    }

    fn sequence_number(_: &Self::Sample) -> Option<i64> {
        None
    }
}

/// Receives samples, keeps the first `hold=<n>` of them, and obeys commands.
fn serve<T: Subject, S: Source<T>>(role: &Line, subscriber: &S) -> zenoh::Result<()> {
    let hold: usize = role.find("hold").unwrap_or(0);
    let mut held = Vec::new();
    let commands = commands();
    loop {
        if let Some(sample) = subscriber.next()? {
            report(&describe(&sample, S::sequence_number(&sample)));
            if held.len() < hold {
                held.push(sample);
            }
        }
        match commands.try_recv().as_ref().map(Line::word) {
            Err(TryRecvError::Empty) => {}
            Ok("release") => {
                held.clear();
                report("released");
            }
            Ok("held") => {
                for sample in &held {
                    report(&format!("held sum={}", checksum(sample.to_contiguous())));
                }
            }
            _ => return Ok(()),
        }
    }
}

/// Waits for the end; a callback reports the samples.
fn obey_until_quit(commands: &Receiver<Line>) -> zenoh::Result<()> {
    match commands.recv() {
        Ok(command) if command.word() != "quit" => Err(format!("unknown command: {}", command.text()).into()),
        _ => Ok(()),
    }
}

fn describe<T: Subject>(sample: &ros_z_shm::Sample<T>, sequence_number: Option<i64>) -> String {
    let number = sample.decode().map_or(0, |message| message.number());
    let body = sample.to_contiguous().as_ptr().addr() + 4;
    let borrowed = T::borrow(sample).filter(|field| {
        let mut slices = sample.slices().map(<[u8]>::as_ptr_range);
        slices.any(|slice| slice.start.addr() <= field.start && field.end <= slice.end.addr())
    });
    let mapped = borrowed
        .as_ref()
        .is_some_and(|field| is_shared(field).unwrap_or(false));
    format!(
        "sample number={number} shm={} len={} slices={} sum={} aligned={} borrowed={} mapped={mapped} seq={}",
        sample.is_shm(),
        sample.len(),
        sample.slices().count(),
        checksum(sample.to_contiguous()),
        body.is_multiple_of(8),
        borrowed.is_some(),
        sequence_number.unwrap_or(0),
    )
}

/// Like [`describe`], for a sample of plain zenoh.
fn describe_plain(sample: &zenoh::sample::Sample) -> String {
    let payload = sample.payload();
    format!(
        "sample shm={} len={} slices={} sum={}",
        payload.as_shm().is_some(),
        payload.len(),
        payload.slices().count(),
        checksum(&payload.to_bytes()),
    )
}

/// Returns whether these addresses are in a mapped file of `/dev/shm`.
fn is_shared(addresses: &Range<usize>) -> Option<bool> {
    let maps = std::fs::read_to_string("/proc/self/maps").ok()?;
    Some(
        maps.lines()
            .filter(|line| line.contains("/dev/shm/"))
            .any(|line| {
                let range = line
                    .split_whitespace()
                    .next()
                    .and_then(|range| range.split_once('-'));
                let hex = |text| usize::from_str_radix(text, 16).ok();
                range.is_some_and(|(start, end)| {
                    hex(start) <= Some(addresses.start) && Some(addresses.end) <= hex(end)
                })
            }),
    )
}
