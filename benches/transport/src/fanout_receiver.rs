//! The receiving process of all contestants that answer on the board: takes the messages of the local lane, of zenoh and
//! of iceoryx2, and records them.

use std::io::Read;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, mpsc};

use ros_z::context::{ZContext, ZContextBuilder};
use ros_z::ros::QosProfile;
use ros_z::{Sample, Subscriber};

use crate::answer::ends;
use crate::board::Board;
use crate::fanout_iceoryx;
use crate::fanout_turn::{LANE_POLLING, Topics, way_of};
use crate::messages::{Blob, BlobView};
use crate::recorder::Recorder;
use crate::sessions::config;
use crate::shared_memory;

fn take(recorder: &mut Recorder<Sample<Blob>>, sample: Sample<Blob>) {
    let ends = sample
        .view_as::<BlobView>()
        .map_or((0, 0), |blob| ends(blob.data));
    let in_shm = sample.is_shm();
    recorder.take(ends, in_shm, sample);
}

/// Receives until standard input is closed: from a lane alone, or from all contestants.
pub fn run(address: &str, receiver: usize, topics: Topics) -> zenoh::Result<()> {
    let board = shared_memory::open::<Board>(address)?;
    let context = |port: u16, has_lane: bool| -> zenoh::Result<ZContext> {
        let context = ZContextBuilder::default().with_zenoh_config(config("connect", port, false));
        let context = if has_lane { context } else { context.without_lane() };
        Ok(context.build()?)
    };
    let inline = |context: &ZContext, topic: &str| -> zenoh::Result<_> {
        let recorder = Mutex::new(Recorder::new(board, receiver));
        let node = context.create_node(format!("{topic}_{receiver}")).build()?;
        Ok(node
            .create_sub::<Blob>(topic)
            .build_with_inline_callback(move |sample| {
                take(
                    &mut recorder.lock().unwrap_or_else(PoisonError::into_inner),
                    sample,
                );
            })?)
    };
    let lanes = context(topics.lane_port(), true)?;
    let mut subscribers = vec![inline(&lanes, "lane")?];
    let stop = Arc::new(AtomicBool::new(false));
    let mut threads = Vec::new();
    let mut _zenoh = None;
    if let Topics::All { port } = topics {
        let zenoh = context(port, false)?;
        subscribers.push(inline(&zenoh, "zenoh")?);
        _zenoh = Some(zenoh);

        let qos = QosProfile::DEFAULT.with_keep_all();
        let node = lanes.create_node(format!("polling_{receiver}")).build()?;
        let polled = node.create_sub::<Blob>("lane_polled").with_qos(qos).build()?;
        let recorder = Recorder::new(board, receiver);
        let stopped = stop.clone();
        threads.push(std::thread::spawn(move || {
            poll(board, &polled, recorder, &stopped)
        }));

        let (ready, is_ready) = mpsc::channel();
        let (name, stopped) = (shared_memory::name(address), stop.clone());
        threads.push(std::thread::spawn(move || {
            let recorder = Recorder::new(board, receiver);
            if let Err(error) = fanout_iceoryx::receive(board, &name, recorder, &ready, &stopped) {
                eprintln!("a receiver of iceoryx2: {error}");
            }
        }));
        is_ready.recv()?;
    }
    println!("ready");
    let _ = std::io::stdin().read(&mut [0]);
    stop.store(true, Ordering::Relaxed);
    for thread in threads {
        let _ = thread.join();
    }
    drop(subscribers);
    Ok(())
}

/// Asks again and again during its turn, and sleeps otherwise.
fn poll(
    board: &Board,
    subscriber: &Subscriber<Blob>,
    mut recorder: Recorder<Sample<Blob>>,
    stop: &AtomicBool,
) {
    while !stop.load(Ordering::Relaxed) {
        let turn = board.turn();
        if way_of(turn) != LANE_POLLING {
            board.sleep_while(turn);
        } else if let Ok(Some(sample)) = subscriber.try_recv() {
            take(&mut recorder, sample);
        } else {
            std::hint::spin_loop();
        }
    }
}
