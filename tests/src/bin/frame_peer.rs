//! The other process of the zero-copy tests: views frames in place, reports their addresses, and passes them
//! on.

use std::io::BufRead;

use ros_z::shm::ShmPlace;
use ros_z::{Publisher, Sample};
use ros_z_tests::allocations::{Counted, allocated};
use ros_z_tests::frames::{Frame, FrameView};
use ros_z_tests::line::Line;
use ros_z_tests::messages::checksum;
use ros_z_tests::neighbours::{alone, endpoint};

#[global_allocator]
static ALLOCATOR: Counted = Counted;

fn main() -> zenoh::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let role = Line::new(arguments.join(" "));
    let mut builder = alone(role.get("domain"));
    if let Some(endpoint) = role.find::<String>("connect") {
        builder = builder.with_connect_endpoints([endpoint]);
    }
    let context = builder.build()?;
    println!("listening endpoint={}", endpoint(context.session()));
    let node = context.create_node("looker").build()?;
    let forward: Option<String> = role.find("forward");
    let forward = match forward {
        Some(topic) => Some(node.create_pub::<Frame>(topic).build()?),
        None => None,
    };
    let is_changing = role.find("change").unwrap_or(false);
    let subscriber = node.create_sub::<Frame>(role.get::<String>("topic"));
    let _subscriber = subscriber.build_with_callback(move |sample| {
        describe(&sample);
        if let Some(forward) = &forward {
            pass_on(sample, forward, is_changing);
        }
    })?;
    println!("ready");
    std::io::stdin()
        .lock()
        .lines()
        .map_while(Result::ok)
        .for_each(drop);
    Ok(())
}

/// Reports a frame's content and place, and the heap bytes that viewing it allocated.
fn describe(sample: &Sample<Frame>) {
    let before = allocated();
    let view = sample.view_as::<FrameView>();
    let allocated = allocated() - before;
    let view = match view {
        Ok(view) => view,
        Err(error) => return println!("wrong {error}"),
    };
    let part = view.parts.last().map_or(&[][..], |part| part.data);
    let points = view.points.as_slice();
    let place = |place: Option<ShmPlace>| place.map_or("-".to_owned(), |place| place.to_string());
    println!(
        "frame camera={} sum={} shm={} allocated={allocated} slices={} in_place={} pixels={} points={} part={} same={}",
        view.camera,
        checksum(sample.to_contiguous()),
        sample.is_shm(),
        sample.slices().count(),
        points.is_some(),
        place(ShmPlace::of(view.pixels)),
        place(points.and_then(ShmPlace::of)),
        place(ShmPlace::of(part)),
        sample
            .decode()
            .is_ok_and(|frame| frame.pixels == view.pixels && frame.points == view.points.to_vec()),
    );
}

/// Publishes a sample unchanged, or with its last byte changed.
fn pass_on(sample: Sample<Frame>, forward: &Publisher<Frame>, is_changing: bool) {
    let before = allocated();
    let payload = if is_changing {
        match sample.into_mut() {
            Ok(mut sample) => {
                if let Some(last) = sample.as_mut().last_mut() {
                    *last = 99;
                }
                sample.into_payload()
            }
            Err(_) => return println!("held"),
        }
    } else {
        sample.into_owned_payload()
    };
    match forward.publish_payload(&payload) {
        Ok(published) => println!(
            "passed shm={} allocated={}",
            published.path.is_shm(),
            allocated() - before
        ),
        Err(error) => println!("wrong {error}"),
    }
}
