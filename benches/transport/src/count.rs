//! The other process of the bursts: counts messages, and answers when a message requests it.

use std::io::Read;
use std::iter::once;
use std::sync::{Arc, Mutex, PoisonError};

use ros_z::context::ZContextBuilder;
use zenoh::Wait;

use crate::answer::{Answer, Counter, KEY, ends};
use crate::messages::{Blob, BlobView, HEAD};
use crate::sessions::config;

/// The names of the topics, of this library and by hand.
pub fn topic(number: usize) -> (String, String) {
    (format!("blob_{number}"), format!("by_hand/{number}"))
}

/// Counts on `count` topics until standard input is closed; with a session for zenoh's own implicit shared
/// memory at the next port, or without.
pub fn run(port: u16, topics: usize, has_implicit: bool) -> zenoh::Result<()> {
    let context = ZContextBuilder::default()
        .with_zenoh_config(config("connect", port, false))
        .without_lane()
        .build()?;
    let implicit = has_implicit
        .then(|| zenoh::open(config("connect", port + 1, true)).wait())
        .transpose()?;
    let node = context
        .create_node(format!("count_{}", std::process::id()))
        .build()?;
    let answers = Arc::new(context.session().declare_publisher(KEY).wait()?);
    let put = move |answer: Option<Answer>| {
        if let Some(answer) = answer {
            let _ = answers.put(answer.to_bytes()).wait();
        }
    };

    // Each is a callback on zenoh's receive thread, without a handover. The subscribers of this library come
    // last: a sender that has discovered them has discovered the others at the same port.
    let mut by_hand = Vec::new();
    let mut ours = Vec::new();
    for number in 0..topics {
        for session in once(context.session()).chain(&implicit) {
            let (put, counter) = (put.clone(), Mutex::new(Counter::new()));
            let callback = move |sample: zenoh::sample::Sample| {
                let ends = ends(sample.payload().to_bytes().get(HEAD..).unwrap_or_default());
                let in_shm = sample.payload().as_shm().is_some();
                let mut counter = counter.lock().unwrap_or_else(PoisonError::into_inner);
                put(counter.take(ends, in_shm, sample));
            };
            let subscriber = session.declare_subscriber(topic(number).1).callback(callback);
            by_hand.push(subscriber.wait()?);
        }
    }
    for number in 0..topics {
        let (put, counter) = (put.clone(), Mutex::new(Counter::new()));
        let subscriber = node
            .create_sub::<Blob>(topic(number).0)
            .build_with_inline_callback(move |sample| {
                let ends = sample
                    .view_as::<BlobView>()
                    .map_or((0, 0), |blob| ends(blob.data));
                let in_shm = sample.is_shm();
                let mut counter = counter.lock().unwrap_or_else(PoisonError::into_inner);
                put(counter.take(ends, in_shm, sample));
            })?;
        ours.push(subscriber);
    }
    println!("ready");
    let _ = std::io::stdin().read(&mut [0]);
    Ok(())
}
