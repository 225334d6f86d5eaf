//! Loans and views: the bytes of a large message are written once, in shared memory, and every process reads
//! them there. The tests count heap bytes on both sides, and compare the place in the shared memory file.

use ros_z::ros::{Attachment, Gid};
use ros_z::shm::{FallbackReason, ShmPlace, ShmProviderBuilder};
use ros_z::{PublishPath, Publisher, ZContext};
use ros_z_core::{CdrSliceMut, RosMessage, SizeEstimation, to_vec};
use ros_z_tests::allocations::{Counted, allocated};
use ros_z_tests::frames::{Frame, FrameLoan, FrameView, PartView};
use ros_z_tests::line::Line;
use ros_z_tests::machine::{has_pool, skip};
use ros_z_tests::messages::checksum;
use ros_z_tests::neighbours::{alone, await_subscriber, endpoint, eventually, own_domain, stranger};
use ros_z_tests::process::{DEADLINE, Process};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use zenoh::Wait;

#[global_allocator]
static ALLOCATOR: Counted = Counted;

const PEER: &str = env!("CARGO_BIN_EXE_frame_peer");
const POOL: usize = 24 << 20;
const LARGE: usize = 8 << 20;

/// Heap bytes that zenoh and the library may allocate for a message of any size.
const LITTLE: usize = 64 << 10;

/// Runs one test at a time: the allocation counter covers the whole process.
fn alone_here() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A publisher of frames, and a process that views them.
struct Scene {
    publisher: Publisher<Frame>,
    looker: Process,
    context: ZContext,
    domain: usize,
}

impl Scene {
    fn new(arguments: &str) -> Self {
        let domain = own_domain();
        let context = alone(domain)
            .with_shm_pool_size(POOL)
            .expect("the size is valid")
            .build()
            .expect("the context opens");
        let node = context
            .create_node("source")
            .build()
            .expect("the node is created");
        let publisher = node
            .create_pub::<Frame>("frames")
            .build()
            .expect("the publisher is created");
        let place = format!("looker domain={domain} connect={}", endpoint(context.session()));
        let looker = Process::start(PEER, &format!("{place} topic=frames {arguments}"));
        assert!(publisher.wait_for_subscribers(1, Duration::from_secs(30)));
        Self {
            publisher,
            looker,
            context,
            domain,
        }
    }

    /// Starts another process that views frames.
    fn looker(&self, topic: &str) -> Process {
        let place = format!("domain={} connect={}", self.domain, self.looker.endpoint());
        Process::start(PEER, &format!("looker {place} topic={topic}"))
    }
}

/// Returns the next frame that arrives, after a check that it is complete.
fn frame(looker: &mut Process) -> Line {
    let line = looker.expect("frame");
    assert!(line.get::<bool>("same"), "{line:?}");
    line
}

fn place(line: &Line, key: &str) -> Option<ShmPlace> {
    line.find::<String>(key)?.parse().ok()
}

#[test]
fn loan_is_written_once_and_read_in_place() {
    let _alone = alone_here();
    if !has_pool(POOL) {
        return;
    }
    let mut scene = Scene::new("");
    // The first message also causes one-time allocations.
    scene
        .publisher
        .publish(&Frame::make(1, 100_000))
        .expect("the session is open");
    frame(&mut scene.looker);

    let model = Frame::make(2, LARGE);
    let expected = checksum(&to_vec(&model).expect("the frame is serializable"));
    let reserved = model.reserve();
    let before = allocated();
    let mut loan = scene
        .publisher
        .loan(reserved)
        .expect("the frame fits into a loan");
    assert!(loan.is_shm());
    model.fill(&mut loan);
    let places = [
        ShmPlace::of(&loan.pixels),
        ShmPlace::of(&loan.points),
        ShmPlace::of(&loan.parts[2].data),
    ];
    // Reading the addresses of all mappings allocates, too.
    let maps = 3 * std::fs::read("/proc/self/maps").map_or(0, |maps| 4 * maps.len());
    let published = loan.publish().expect("the session is open");
    let used = allocated() - before;
    assert_eq!(published.path, PublishPath::Shm);
    assert_eq!(published.bytes, model.estimated_serialized_size());
    assert!(used < LITTLE + maps, "{used} bytes of heap");

    let line = frame(&mut scene.looker);
    assert_eq!(line.get::<u64>("sum"), expected);
    assert!(line.get::<bool>("shm") && line.get::<bool>("in_place"));
    assert!(line.get::<usize>("allocated") < 1000, "{line:?}");
    for (key, written) in ["pixels", "points", "part"].into_iter().zip(places) {
        assert!(written.is_some(), "{key} was not written in shared memory");
        assert_eq!(place(&line, key), written, "{key}");
    }
    let _ = scene.looker.finish();
}

#[test]
fn loan_may_shrink_change_and_be_dropped() {
    let _alone = alone_here();
    if !has_pool(POOL) {
        return;
    }
    let mut scene = Scene::new("");
    let model = Frame::make(3, 2 << 20);

    // More loans than the pool can contain at once, one after the other.
    for _ in 0..50 {
        let loan = scene
            .publisher
            .loan(model.reserve())
            .expect("the frame fits into a loan");
        assert!(loan.is_shm(), "{}", scene.publisher.shm_stats());
    }

    // Shrunk after the last large field: the message stays in place.
    let mut loan = scene
        .publisher
        .loan(model.reserve())
        .expect("the frame fits into a loan");
    model.fill(&mut loan);
    loan.parts[2].data.truncate(10);
    loan.tail = 77;
    let mut smaller = model.clone();
    smaller.parts[2].data.truncate(10);
    smaller.tail = 77;
    let at = ShmPlace::of(&loan.pixels);
    let published = loan.publish().expect("the session is open");
    assert_eq!(published.bytes, smaller.estimated_serialized_size());
    assert!(!published.rewritten);
    assert_eq!(scene.publisher.shm_stats().loans_rewritten(), 0);
    let line = frame(&mut scene.looker);
    assert_eq!(
        line.get::<u64>("sum"),
        checksum(&to_vec(&smaller).expect("the frame is serializable"))
    );
    assert_eq!(place(&line, "pixels"), at);

    // Shrunk before other fields, or grown: serialized again, to the same bytes as an ordinary publish.
    for (count, camera) in (1..).zip(["", "a camera with quite another name"]) {
        let mut loan = scene
            .publisher
            .loan(model.reserve())
            .expect("the frame fits into a loan");
        model.fill(&mut loan);
        loan.pixels.truncate(1000);
        loan.camera = camera.into();
        let mut other = model.clone();
        other.pixels.truncate(1000);
        other.camera = camera.into();
        let published = loan.publish().expect("the session is open");
        assert_eq!(published.bytes, other.estimated_serialized_size());
        assert!(published.rewritten);
        assert_eq!(scene.publisher.shm_stats().loans_rewritten(), count);
        assert_eq!(scene.context.shm_stats().loans_rewritten(), count);
        let line = frame(&mut scene.looker);
        assert_eq!(
            line.get::<u64>("sum"),
            checksum(&to_vec(&other).expect("the frame is serializable"))
        );
        assert!(line.get::<bool>("shm"), "{line:?}");
    }

    // Filled and published on another thread, after the publisher was dropped.
    let loan = scene
        .publisher
        .loan(model.reserve())
        .expect("the frame fits into a loan");
    drop(scene.publisher);
    let publish = move || {
        let mut loan = loan;
        Frame::make(3, 2 << 20).fill(&mut loan);
        loan.publish().map(|published| published.path)
    };
    let path = std::thread::spawn(publish)
        .join()
        .expect("the thread does not panic");
    assert_eq!(path.expect("the session is open"), PublishPath::Shm);
    let line = frame(&mut scene.looker);
    assert_eq!(
        line.get::<u64>("sum"),
        checksum(&to_vec(&model).expect("the frame is serializable"))
    );
    let _ = scene.looker.finish();
}

#[test]
fn loan_without_shared_memory_publishes_the_same_bytes() {
    let _alone = alone_here();
    let domain = own_domain();
    let context = alone(domain).build().expect("the context opens");
    let node = context
        .create_node("source")
        .build()
        .expect("the node is created");
    let publisher = node
        .create_pub::<Frame>("frames")
        .without_shm()
        .build()
        .expect("the publisher is created");
    let subscriber = node
        .create_sub::<Frame>("frames")
        .build()
        .expect("the subscriber is created");
    assert!(publisher.wait_for_subscribers(1, Duration::from_secs(30)));
    let model = Frame::make(4, 100_000);
    let mut loan = publisher
        .loan(model.reserve())
        .expect("the frame fits into a loan");
    assert_eq!(loan.path(), PublishPath::Heap(FallbackReason::Disabled));
    assert!(
        loan.points.is_in_place(),
        "the heap is aligned like shared memory"
    );
    model.fill(&mut loan);
    loan.publish().expect("the session is open");
    let sample = subscriber
        .recv_timeout(Duration::from_secs(30))
        .expect("the subscriber is open")
        .expect("a frame arrives");
    assert_eq!(
        sample.to_contiguous(),
        to_vec(&model).expect("the frame is serializable")
    );
    assert_eq!(sample.decode().expect("the payload is a frame"), model);

    // A field that is taken out of a loan is no longer part of it.
    let mut loan = publisher
        .loan(model.reserve())
        .expect("the frame fits into a loan");
    model.fill(&mut loan);
    let taken = std::mem::take(&mut loan.pixels);
    loan.publish().expect("the session is open");
    let sample = subscriber
        .recv_timeout(Duration::from_secs(30))
        .expect("the subscriber is open")
        .expect("a frame arrives");
    assert!(sample.decode().expect("the payload is a frame").pixels.is_empty());
    assert_eq!(taken[..], model.pixels);
}

#[test]
fn published_view_equals_the_owned_message() {
    let _alone = alone_here();
    let domain = own_domain();
    let context = alone(domain).build().expect("the context opens");
    let node = context
        .create_node("source")
        .build()
        .expect("the node is created");
    let publisher = node
        .create_pub::<Frame>("frames")
        .build()
        .expect("the publisher is created");
    let subscriber = node
        .create_sub::<Frame>("frames")
        .build()
        .expect("the subscriber is created");
    assert!(publisher.wait_for_subscribers(1, Duration::from_secs(30)));
    let model = Frame::make(5, 1000);
    let view = FrameView {
        camera: &model.camera,
        pixels: &model.pixels,
        points: (&model.points).into(),
        parts: model
            .parts
            .iter()
            .map(|part| PartView { data: &part.data })
            .collect(),
        tail: model.tail,
    };
    publisher.publish_as(&view).expect("the session is open");
    let loan: FrameLoan = FrameLoan {
        pixels: CdrSliceMut::from(model.pixels.clone()),
        ..model.reserve()
    };
    publisher.publish_as(&loan).expect("the session is open");
    let expected = to_vec(&model).expect("the frame is serializable");
    let sample = subscriber
        .recv_timeout(Duration::from_secs(30))
        .expect("the subscriber is open")
        .expect("a frame arrives");
    assert_eq!(sample.to_contiguous(), expected);
    let sample = subscriber
        .recv_timeout(Duration::from_secs(30))
        .expect("the subscriber is open")
        .expect("a frame arrives");
    let published = sample.decode().expect("the payload is a frame");
    assert_eq!(published.pixels, model.pixels, "the filled field");
    assert!(
        published.points.iter().all(|point| *point == Default::default()),
        "the field that was reserved but not filled"
    );
}

/// Publishes small frames until one has passed through both processes; then discards the remaining reports.
fn await_chain(scene: &mut Scene, last: &mut Process) {
    let deadline = std::time::Instant::now() + DEADLINE;
    loop {
        scene
            .publisher
            .publish(&Frame::make(0, 10))
            .expect("the session is open");
        if last.find("frame", Duration::from_millis(100)).is_some() {
            break;
        }
        assert!(
            std::time::Instant::now() < deadline,
            "no frame passed through both processes in time"
        );
    }
    // The first buffer that a process passes on makes it allocate zenoh's lists of buffers.
    let marker = Frame::make(9, 1000);
    let mut was_shm = false;
    while !was_shm {
        assert!(
            std::time::Instant::now() < deadline,
            "no frame passed in shared memory in time"
        );
        scene.publisher.publish(&marker).expect("the session is open");
        for looker in [&mut *last, &mut scene.looker] {
            while looker.expect("frame").get::<String>("camera") != marker.camera {}
        }
        while let Some(passed) = scene.looker.find("passed", Duration::from_millis(100)) {
            was_shm |= passed.get::<bool>("shm");
        }
    }
}

#[test]
fn received_sample_is_passed_on_through_processes_without_a_copy() {
    let _alone = alone_here();
    if !has_pool(POOL) {
        return;
    }
    let mut scene = Scene::new("forward=again");
    let mut last = scene.looker("again");
    await_chain(&mut scene, &mut last);
    let model = Frame::make(6, LARGE);
    let expected = checksum(&to_vec(&model).expect("the frame is serializable"));
    // More messages than the pool can contain at once: each buffer is reused after the last process has
    // released it.
    for _ in 0..8 {
        let mut loan = scene
            .publisher
            .loan(model.reserve())
            .expect("the frame fits into a loan");
        eventually("the pool has a free buffer", || {
            if !loan.is_shm() {
                loan = scene
                    .publisher
                    .loan(model.reserve())
                    .expect("the frame fits into a loan");
            }
            loan.is_shm()
        });
        model.fill(&mut loan);
        let at = ShmPlace::of(&loan.pixels);
        assert!(at.is_some());
        loan.publish().expect("the session is open");
        let first = frame(&mut scene.looker);
        let passed = scene.looker.expect("passed");
        assert!(
            passed.get::<bool>("shm") && passed.get::<usize>("allocated") < LITTLE,
            "{passed:?}"
        );
        let second = frame(&mut last);
        for line in [first, second] {
            assert_eq!(line.get::<u64>("sum"), expected);
            assert!(line.get::<bool>("shm"), "{line:?}");
            assert_eq!(place(&line, "pixels"), at, "{line:?}");
        }
    }
    let _ = scene.looker.finish();
    let _ = last.finish();
}

#[test]
fn one_message_is_written_once_for_many_topics_and_sessions() {
    let _alone = alone_here();
    if !has_pool(POOL) {
        return;
    }
    let mut scene = Scene::new("");
    let other = alone(scene.domain)
        .with_connect_endpoints([scene.looker.endpoint()])
        .build()
        .expect("the second context opens");
    let node = other.create_node("second").build().expect("the node is created");
    let second = node
        .create_pub::<Frame>("frames")
        .build()
        .expect("the second publisher is created");
    assert!(second.wait_for_subscribers(1, Duration::from_secs(30)));
    let model = Frame::make(7, LARGE);
    let payload = scene
        .publisher
        .prepare(&model)
        .expect("the frame is serializable");
    assert!(payload.is_shm());
    let mut places = Vec::new();
    for publisher in [&scene.publisher, &second, &scene.publisher] {
        let published = publisher.publish_payload(&payload).expect("the session is open");
        assert_eq!(
            (published.path, published.bytes),
            (PublishPath::Shm, payload.len())
        );
        let line = frame(&mut scene.looker);
        assert_eq!(
            line.get::<u64>("sum"),
            checksum(&to_vec(&model).expect("the frame is serializable"))
        );
        places.push(place(&line, "pixels"));
    }
    assert!(places[0].is_some());
    assert!(places.iter().all(|at| *at == places[0]), "{places:?}");
    let _ = scene.looker.finish();
}

#[test]
fn message_without_other_references_is_changed_in_place() {
    let _alone = alone_here();
    if !has_pool(POOL) {
        return;
    }
    let mut scene = Scene::new("forward=again change=true");
    let mut last = scene.looker("again");
    // This library keeps its published messages in flight, so the message has a second reference. The last
    // process in the chain receives copies on the heap.
    let deadline = std::time::Instant::now() + DEADLINE;
    while last.find("frame", Duration::from_millis(100)).is_none() {
        let small = Frame {
            camera: "small".into(),
            ..Default::default()
        };
        scene.publisher.publish(&small).expect("the session is open");
        assert!(
            std::time::Instant::now() < deadline,
            "no frame passed through both processes in time"
        );
    }
    scene
        .publisher
        .publish(&Frame::make(1, LARGE))
        .expect("the session is open");
    scene.looker.expect("held");

    // A publisher that does not keep its messages.
    let session = stranger(&scene.context);
    let key = format!(
        "{}/frames/zero_copy_msgs::msg::dds_::Frame_/{}",
        scene.domain,
        Frame::TYPE_HASH
    );
    await_subscriber(&session, &key);
    let provider = match ShmProviderBuilder::new(POOL).build() {
        Ok(provider) => provider,
        Err(error) => {
            skip(&format!("zenoh cannot lock a provider: {error}"));
            return;
        }
    };
    let mut buffer = provider.alloc(LARGE).wait().expect("the provider has room");
    let bytes = to_vec(&Frame::make(8, LARGE - 10_000)).expect("the frame is serializable");
    buffer[..bytes.len()].copy_from_slice(&bytes);
    let attachment = Attachment {
        sequence_number: 1,
        source_timestamp: 0,
        gid: Gid::from_bytes([9; 16]),
    };
    session
        .put(key, zenoh::shm::ZShm::from(buffer))
        .attachment(attachment.serialize().to_vec())
        .wait()
        .expect("the session is open");
    let mut first = frame(&mut scene.looker);
    while first.get::<String>("camera") != "camera8" {
        first = frame(&mut scene.looker);
    }
    while !scene.looker.expect("passed").get::<bool>("shm") {}
    let mut second = frame(&mut last);
    while second.get::<String>("camera") != "camera8" {
        second = frame(&mut last);
    }
    assert!(second.get::<bool>("shm"), "{second:?}");
    assert!(place(&second, "pixels").is_some());
    assert_eq!(place(&second, "pixels"), place(&first, "pixels"));
    let _ = scene.looker.finish();
    let _ = last.finish();
}
