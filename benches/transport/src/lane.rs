//! The local lane: round trips between two nodes of this library, with a loan and a view in each direction. Nothing goes
//! through zenoh, which the bench checks.

use std::hint::spin_loop;
use std::io::Read;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use ros_z::context::{ZContext, ZContextBuilder};
use ros_z::shm::ShmConfig;
use ros_z::{Publisher, Sample, Subscriber};

use crate::allocations;
use crate::by_hand::POOL;
use crate::messages::{Blob, BlobView, SIZES, look_at, publish_loan};
use crate::ping::{Trips, WARM};
use crate::receiver::Receiver;
use crate::sessions::config;

/// Enables local lanes in a process, if it is `on`.
pub const LANE_VARIABLE: &str = "ROS_Z_LANE";

const PATIENCE: Duration = Duration::from_secs(10);

/// The bytes of an answer.
const ANSWER: usize = 16;

fn context(role: &str, port: u16, pool: usize) -> zenoh::Result<ZContext> {
    Ok(ZContextBuilder::default()
        .with_zenoh_config(config(role, port, false))
        .with_shm_config(ShmConfig::pool_of(pool)?)
        .build()?)
}

/// Waits for the next sample: asleep, or asking again and again.
fn next(subscriber: &Subscriber<Blob>, polls: bool) -> zenoh::Result<Sample<Blob>> {
    let start = Instant::now();
    if !polls {
        return Ok(subscriber.recv_timeout(PATIENCE)?.ok_or("no sample in time")?);
    }
    loop {
        if let Some(sample) = subscriber.try_recv()? {
            return Ok(sample);
        }
        if start.elapsed() > PATIENCE {
            return Err("no sample in time".into());
        }
        spin_loop();
    }
}

/// Returns whether the message went through lanes alone.
fn send(publisher: &Publisher<Blob>, size: usize, first: u8) -> zenoh::Result<bool> {
    Ok(publish_loan(publisher, size, (first, 2))?.only_lanes)
}

/// Prints the round trips of all sizes.
pub fn ping(mode: &str, port: u16, samples: usize) -> zenoh::Result<()> {
    let context = context("listen", port, POOL)?;
    let echo = Receiver::start(&["echo", mode, &port.to_string()])?;
    let node = context.create_node("ping").build()?;
    let there = node.create_pub::<Blob>("blob").with_shm_threshold(0).build()?;
    let back = node.create_sub::<Blob>("pong").build()?;
    let polls = mode.ends_with("polling");
    if !there.wait_for_subscribers(1, PATIENCE) {
        return Err("no subscriber was discovered in time".into());
    }
    // Until both lanes are all that is needed.
    let start = Instant::now();
    let mut alone = 0;
    while alone < 100 {
        alone += usize::from(send(&there, 64, 1)?);
        next(&back, polls)?;
        if start.elapsed() > PATIENCE {
            return Err("the messages do not go through lanes alone".into());
        }
    }
    let mut trips: Vec<Trips> = SIZES.iter().map(|_| Trips::default()).collect();
    let mut outside = 0;
    for _ in 0..samples + WARM {
        for (&size, trips) in SIZES.iter().zip(&mut trips) {
            let start = Instant::now();
            let (sent, count) = allocations::during(|| send(&there, size, 1));
            let call = start.elapsed();
            outside += usize::from(!sent?);
            next(&back, polls)?;
            trips.round_trips.push(start.elapsed().as_secs_f64() * 1e6);
            trips.calls.push(call.as_secs_f64() * 1e6);
            trips.allocations = count;
        }
    }
    for (size, trips) in SIZES.into_iter().zip(trips) {
        trips.report(mode, mode, size);
    }
    drop(echo);
    if outside > 0 {
        return Err(format!("zenoh sent {outside} messages too").into());
    }
    Ok(())
}

/// Answers until standard input is closed.
pub fn echo(mode: &str, port: u16) -> zenoh::Result<()> {
    let context = context("connect", port, 1 << 20)?;
    let node = context.create_node("echo").build()?;
    let back = node.create_pub::<Blob>("pong").with_shm_threshold(0).build()?;
    let here = node.create_sub::<Blob>("blob").build()?;
    let stop = Arc::new(AtomicBool::new(false));
    let (stopped, polls) = (stop.clone(), mode.ends_with("polling"));
    let answering = std::thread::spawn(move || {
        while !stopped.load(Ordering::Relaxed) {
            let sample = if polls {
                here.try_recv()
            } else {
                here.recv_timeout(Duration::from_millis(200))
            };
            match sample {
                Ok(Some(sample)) => {
                    let seen = sample.view_as::<BlobView>().map_or(0, |blob| look_at(blob.data));
                    drop(sample);
                    let _ = send(&back, ANSWER, seen);
                }
                _ => spin_loop(),
            }
        }
    });
    println!("ready");
    let _ = std::io::stdin().read(&mut [0]);
    stop.store(true, Ordering::Relaxed);
    let _ = answering.join();
    Ok(())
}
