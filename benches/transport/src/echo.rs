//! The other process: views each message, and answers with 8 bytes.

use std::io::Read;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use ros_z::context::ZContextBuilder;
use zenoh::Wait;

use crate::messages::{Blob, BlobView, look_at};
use crate::sessions::config;

/// Answers until standard input is closed.
pub fn run(mode: &str, port: u16) -> zenoh::Result<()> {
    let context = ZContextBuilder::default()
        .with_zenoh_config(config("connect", port, false))
        .build()?;
    let implicit = zenoh::open(config("connect", port + 1, true)).wait()?;
    let node = context.create_node("echo").build()?;
    let answer = Arc::new(context.session().declare_publisher("pong").wait()?);
    let put = {
        let answer = answer.clone();
        move |seen: u8| {
            let _ = answer.put([seen; 8]).wait();
        }
    };

    // Each is a callback on zenoh's receive thread, without a handover.
    let mut inline = Vec::new();
    for session in [context.session(), &implicit] {
        let put = put.clone();
        let callback = move |sample: zenoh::sample::Sample| put(look_at(&sample.payload().to_bytes()));
        inline.push(session.declare_subscriber("by_hand").callback(callback).wait()?);
    }
    let stop = Arc::new(AtomicBool::new(false));
    let mut poller = None;
    let mut subscriber = None;
    if mode == "poll" {
        let polled = node.create_sub::<Blob>("blob").build()?;
        let (stop, put) = (stop.clone(), put.clone());
        poller = Some(std::thread::spawn(move || {
            while !stop.load(Ordering::Relaxed) {
                match polled.try_recv() {
                    Ok(Some(sample)) => {
                        put(sample.view_as::<BlobView>().map_or(0, |blob| look_at(blob.data)))
                    }
                    _ => std::hint::spin_loop(),
                }
            }
        }));
    } else {
        let put = put.clone();
        subscriber = Some(
            node.create_sub::<Blob>("blob")
                .build_with_inline_callback(move |sample| {
                    put(sample.view_as::<BlobView>().map_or(0, |blob| look_at(blob.data)));
                })?,
        );
    }
    println!("ready");
    let _ = std::io::stdin().read(&mut [0]);
    stop.store(true, Ordering::Relaxed);
    drop(subscriber);
    if let Some(poller) = poller {
        let _ = poller.join();
    }
    Ok(())
}
