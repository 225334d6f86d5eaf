//! Recovery from subscribers that are killed or stopped while they reference much of the pool: the publisher
//! keeps delivering to the others, and keeps using shared memory. A local lane releases at once what a dead
//! subscriber held. Through zenoh, the pool reclaims memory that only dead processes reference; where that
//! cannot be proven, the pool is replaced. Tests of the latter alone have no lanes.
#![allow(unsafe_code)]

use std::ops::RangeInclusive;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use ros_z::shm::{
    AllocPolicy, FallbackReason, ForcedCollection, PoolStats, RetentionLimits, SHM_PROTOCOL_VERSION,
    ShmConfig,
};
use ros_z::{PublishPath, Publisher, ZContextBuilder};
use ros_z_core::to_vec;
use ros_z_tests::line::Line;
use ros_z_tests::machine::{has_pool, lanes_are_on};
use ros_z_tests::messages::{Blob, Subject, Workshop, checksum};
use ros_z_tests::process::{DEADLINE, Process};
use zenoh::Wait;

const PEER: &str = env!("CARGO_BIN_EXE_peer");
const MIB: usize = 1 << 20;
const POOL: usize = 4 * MIB;

/// Maximum age of messages that a subscriber does not release.
const AGE: Duration = Duration::from_millis(500);

/// The way of the messages.
#[derive(Clone, Copy, Debug)]
enum Way {
    /// With local lanes, if they are switched on.
    Lane,
    Zenoh,
}

impl Way {
    const BOTH: [Self; 2] = [Self::Lane, Self::Zenoh];

    fn context(self) -> ZContextBuilder {
        match self {
            Self::Lane => ZContextBuilder::default(),
            Self::Zenoh => ZContextBuilder::default().without_lane(),
        }
    }
}

/// A publisher, the subscriber that it lost while that kept half of the pool, and the surviving subscriber.
struct Scene {
    publisher: Publisher<Blob>,
    survivor: Process,
    number: u64,
}

impl Scene {
    fn new(topic: &str, policy: AllocPolicy, way: Way) -> Self {
        let (topic, domain) = (&format!("{topic}_{way:?}"), std::process::id() as usize);
        let context = way
            .context()
            .with_domain_id(domain)
            .with_listen_endpoints(["tcp/127.0.0.1:0"])
            .with_connect_endpoints([""; 0])
            .with_multicast_scouting(false)
            .with_shm_pool_size(POOL)
            .expect("the size is valid")
            .with_shm_policy(policy)
            .with_shm_retention(
                RetentionLimits::new()
                    .with_max_age(AGE)
                    .with_max_stuck(Duration::MAX),
            )
            .build()
            .expect("the context opens");
        let endpoint = context.session().info().locators().wait()[0].to_string();
        let node = context
            .create_node("publisher")
            .build()
            .expect("the node is created");
        let publisher = node
            .create_pub::<Blob>(topic)
            .build()
            .expect("the publisher is created");
        let place = format!("subscriber topic={topic} domain={domain} connect={endpoint}");
        let mut victim = Process::start(PEER, &format!("{place} hold=100"));
        let survivor = Process::start(PEER, &place);
        let mut scene = Self {
            publisher,
            survivor,
            number: 0,
        };

        // Small messages are on the heap, until both have received one.
        let deadline = Instant::now() + DEADLINE;
        let mut met = [false; 2];
        while met != [true; 2] {
            assert!(Instant::now() < deadline, "{met:?}");
            scene.publish(0);
            met[0] |= victim.find("sample", Duration::from_millis(50)).is_some();
            met[1] |= scene.survivor.find("sample", Duration::from_millis(50)).is_some();
        }
        // Until both have answered whether they can map the pool, large messages are on the heap too.
        assert!(scene.publisher.wait_for_subscriber(DEADLINE));
        for _ in 0..2 {
            assert_eq!(scene.deliver(MIB - 16), PublishPath::Shm);
            let held = sample(&mut victim, MIB);
            assert!(held.get::<bool>("shm"), "{held:?}");
        }
        victim.kill();
        scene
    }

    /// Publishes a message, and returns its path, length and checksum.
    fn publish(&mut self, size: usize) -> (PublishPath, usize, u64) {
        self.number += 1;
        let message = Blob::make(self.number, size, &Workshop::default());
        let bytes = to_vec(&message).expect("the message is serializable");
        let published = self.publisher.publish(&message).expect("the session is open");
        (published.path, bytes.len(), checksum(&bytes))
    }

    /// Publishes a message, and checks that the survivor receives it unchanged.
    fn deliver(&mut self, size: usize) -> PublishPath {
        let (path, len, sum) = self.publish(size);
        let sample = sample(&mut self.survivor, len);
        assert_eq!(sample.get::<u64>("sum"), sum, "{sample:?}");
        assert_eq!(sample.get::<bool>("shm"), path.is_shm(), "{sample:?}");
        path
    }
}

/// Returns the next sample of this length; earlier samples have other lengths.
fn sample(subscriber: &mut Process, len: usize) -> Line {
    loop {
        let sample = subscriber.expect("sample");
        if sample.get::<usize>("len") == len {
            return sample;
        }
    }
}

#[test]
fn memory_of_a_killed_subscriber_stays_locked_and_everything_is_delivered() {
    if !has_pool(POOL) {
        return;
    }
    // A lane would release what the dead subscriber held.
    let mut scene = Scene::new("left_alone", AllocPolicy::Collect, Way::Zenoh);
    let deadline = Instant::now() + 4 * AGE;
    while Instant::now() < deadline {
        // A message larger than the remaining half falls back to the heap, as long as the process lives.
        assert_eq!(
            scene.deliver(3 * MIB),
            PublishPath::Heap(FallbackReason::PoolExhausted)
        );
        assert_eq!(scene.deliver(MIB), PublishPath::Shm);
    }
    let stats = scene.publisher.shm_stats();
    assert_eq!(stats.pool().released_by_age, 2, "{stats}");
    assert!(stats.bytes_in_use() >= 2 * MIB, "{stats}");
}

#[test]
fn policy_that_recovers_from_the_dead_reclaims_the_memory() {
    if !has_pool(POOL) {
        return;
    }
    // SAFETY: `permit` requires that no process with a buffer of a pool of this process is stopped and
    // continued. The permission is passed to one pool, this test's own: the victim is killed, and nobody
    // stops this process or the survivor.
    let permission = unsafe { ForcedCollection::permit() };
    for way in Way::BOTH {
        let mut scene = Scene::new("recovered", AllocPolicy::RecoverDead(permission), way);
        let start = Instant::now();
        let mut by_heap = 0;
        while scene.deliver(3 * MIB) != PublishPath::Shm {
            by_heap += 1;
            assert!(start.elapsed() < DEADLINE, "{}", scene.publisher.shm_stats());
        }
        println!(
            "{way:?}: recovered after {:?}, with {by_heap} messages on the heap",
            start.elapsed()
        );
        for _ in 0..5 {
            assert_eq!(scene.deliver(3 * MIB), PublishPath::Shm);
        }
    }
}

/// Pools of this file have distinct sizes, which identify their segments among those of this process. One message of
/// 1 MiB is an eighth of each: if a single one is stuck, and a new subscriber has mapped the pool before it was
/// recovered, the pool is replaced.
fn own_size() -> usize {
    static NEXT: AtomicUsize = AtomicUsize::new(1);
    8 * MIB - NEXT.fetch_add(1, Ordering::Relaxed) * 4096
}

/// A publisher with its own pool, and no subscriber yet.
struct Stage {
    publisher: Publisher<Blob>,
    config: ShmConfig,
    place: String,
    bytes: usize,
    number: u64,
}

impl Stage {
    /// Prints the reason and returns `None` where such a pool cannot be created.
    fn new(topic: &str, limits: RetentionLimits, way: Way) -> Option<Self> {
        let (topic, domain) = (&format!("{topic}_{way:?}"), std::process::id() as usize);
        let bytes = own_size();
        if !has_pool(bytes) {
            return None;
        }
        let config = ShmConfig::pool_of(bytes)
            .expect("a pool of this size was created before")
            .with_retention(limits);
        let context = way
            .context()
            .with_domain_id(domain)
            .with_listen_endpoints(["tcp/127.0.0.1:0"])
            .with_connect_endpoints([""; 0])
            .with_multicast_scouting(false)
            .with_shm_config(config.clone())
            .build()
            .expect("the context opens");
        let endpoint = context.session().info().locators().wait()[0].to_string();
        let node = context
            .create_node("publisher")
            .build()
            .expect("the node is created");
        Some(Self {
            publisher: node
                .create_pub::<Blob>(topic)
                .build()
                .expect("the publisher is created"),
            config,
            place: format!("subscriber topic={topic} domain={domain} connect={endpoint}"),
            bytes,
            number: 0,
        })
    }

    /// Starts a subscriber that keeps the next `hold` messages, and waits until it has received a message.
    fn subscriber(&mut self, hold: usize) -> Process {
        let mut subscriber = Process::start(PEER, &format!("{} hold={hold}", self.place));
        let deadline = Instant::now() + DEADLINE;
        loop {
            assert!(Instant::now() < deadline, "the subscriber received nothing");
            let (_, number) = self.publish(0);
            // On a busy machine, samples of earlier turns arrive first.
            while let Some(sample) = subscriber.find("sample", Duration::from_millis(50)) {
                if sample.get::<u64>("number") == number {
                    subscriber.tell("release");
                    subscriber.expect("released");
                    return subscriber;
                }
            }
        }
    }

    /// Publishes a message; returns its path and number.
    fn publish(&mut self, size: usize) -> (PublishPath, u64) {
        self.number += 1;
        let message = Blob::make(self.number, size, &Workshop::default());
        let published = self.publisher.publish(&message).expect("the session is open");
        (published.path, self.number)
    }

    /// Publishes a message of 1 MiB, and checks that each subscriber receives it unchanged and on the same
    /// path.
    fn deliver(&mut self, subscribers: &mut [&mut Process]) -> PublishPath {
        // After a pool was replaced, the subscribers are asked about the new one.
        assert!(self.publisher.wait_for_subscriber(DEADLINE));
        let (path, number) = self.publish(MIB - 16);
        for subscriber in subscribers {
            let line = sample(subscriber, MIB);
            assert_eq!(line.get::<u64>("number"), number, "{line:?}");
            assert_eq!(line.get::<u64>("sum"), sum_of(number), "{line:?}");
            assert_eq!(line.get::<bool>("shm"), path.is_shm(), "{line:?}");
        }
        path
    }

    /// Delivers `count` messages through shared memory; returns the first and last number.
    fn deliver_all(&mut self, count: usize, subscribers: &mut [&mut Process]) -> RangeInclusive<u64> {
        let first = self.number + 1;
        for _ in 0..count {
            let path = self.deliver(subscribers);
            assert_eq!(path, PublishPath::Shm, "{}", self.publisher.shm_stats());
        }
        first..=self.number
    }

    /// Allocates without publishing, until that many bytes are free.
    fn wait_for_room(&self, bytes: usize) {
        self.eventually(|_| self.config.acquire(bytes).is_ok());
    }

    fn eventually(&self, condition: impl Fn(PoolStats) -> bool) {
        let deadline = Instant::now() + DEADLINE;
        while !condition(self.publisher.shm_stats().pool()) {
            assert!(Instant::now() < deadline, "{}", self.publisher.shm_stats());
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// Returns the segments of this stage's pools that have a file.
    fn files(&self) -> Vec<PathBuf> {
        let maps = std::fs::read_to_string("/proc/self/maps").expect("the file is readable");
        let file = |line: &str| {
            let (start, end) = line.split_once(' ')?.0.split_once('-')?;
            let [start, end] = [start, end].map(|text| usize::from_str_radix(text, 16));
            let path = line.get(line.find("/dev/shm/")?..)?;
            let is_it = end.ok()? - start.ok()? == self.bytes + 4096 && !path.ends_with("(deleted)");
            is_it.then(|| PathBuf::from(path))
        };
        maps.lines().filter_map(file).collect()
    }
}

/// Number of messages of 1 MiB that fill a pool, except for less than [`TOO_MUCH`].
const FULL: usize = 7;

/// More bytes than a full pool has left.
const TOO_MUCH: usize = 2 * MIB;

/// Returns the checksum of the message of 1 MiB with this number.
fn sum_of(number: u64) -> u64 {
    let message = Blob::make(number, MIB - 16, &Workshop::default());
    checksum(&to_vec(&message).expect("the message is serializable"))
}

/// Returns the checksums of the messages that a subscriber keeps, as it reads them now.
fn held(subscriber: &mut Process, count: usize) -> Vec<u64> {
    subscriber.tell("held");
    (0..count).map(|_| subscriber.expect("held").get("sum")).collect()
}

const SHORT: RetentionLimits = RetentionLimits::new().with_max_age(Duration::from_millis(200));

#[test]
fn shared_memory_is_used_after_twelve_subscribers_died_with_a_full_pool() {
    for way in Way::BOTH {
        let limits = SHORT.with_max_stuck(Duration::from_millis(50));
        let Some(mut stage) = Stage::new("twelve", limits, way) else {
            return;
        };
        for _ in 0..12 {
            let mut subscriber = stage.subscriber(100);
            stage.wait_for_room(FULL * MIB - MIB / 2);
            stage.deliver_all(FULL - 1, &mut [&mut subscriber]);
            subscriber.kill();
        }
        let mut last = stage.subscriber(0);
        stage.wait_for_room(TOO_MUCH);
        stage.deliver_all(20, &mut [&mut last]);
        let stats = stage.publisher.shm_stats();
        println!("{stats}");
        // A pool has room for the messages of one round.
        let has_lane = matches!(way, Way::Lane) && lanes_are_on();
        if SHM_PROTOCOL_VERSION >= 2 && !has_lane {
            // The pool is replaced instead.
            assert!(stats.pool().replaced > 1, "{stats}");
        } else {
            assert!(stats.pool().recovered > 11 * 4, "{stats}");
        }
        // The following subscriber has mapped the pool, so the pool may be replaced; the last one has released
        // the earlier messages.
        stage.eventually(|pool| pool.retired == 0);
        assert_eq!(stage.files().len(), 1, "{:?}", stage.files());
    }
}

#[test]
fn surviving_subscriber_keeps_its_messages_and_receives_from_a_new_pool() {
    let limits = SHORT.with_max_stuck(Duration::from_millis(300));
    // Through a lane, nothing of a victim would be stuck.
    let Some(mut stage) = Stage::new("living", limits, Way::Zenoh) else {
        return;
    };
    let mut survivor = stage.subscriber(2);
    let kept: Vec<u64> = stage.deliver_all(2, &mut [&mut survivor]).map(sum_of).collect();
    for (round, count) in [(1, FULL - 2), (2, FULL)] {
        let mut victim = stage.subscriber(100);
        stage.deliver_all(count, &mut [&mut survivor, &mut victim]);
        victim.kill();
        stage.wait_for_room(TOO_MUCH);
        let stats = stage.publisher.shm_stats();
        assert_eq!(stats.pool().replaced, round, "{stats}");
        assert_eq!(held(&mut survivor, 2), kept);
    }
    stage.deliver_all(20, &mut [&mut survivor]);
    assert_eq!(held(&mut survivor, 2), kept);
    // The last holder leaves: the old pools are freed.
    let _ = survivor.finish();
    stage.eventually(|pool| pool.retired == 0);
    assert_eq!(stage.files().len(), 1, "{:?}", stage.files());
    let stats = stage.publisher.shm_stats();
    println!("{stats}");
    assert!(stats.bytes_in_use() <= 8 * MIB, "{stats}");
    let mut last = stage.subscriber(0);
    assert_eq!(stage.deliver(&mut [&mut last]), PublishPath::Shm);
}

#[test]
fn surviving_subscriber_keeps_its_messages_and_what_the_dead_held_is_used_again_at_once() {
    if !lanes_are_on() {
        println!("skipped: ROS_Z_LANE is `off`");
        return;
    }
    // No message is old when its memory is used again.
    let limits = RetentionLimits::new().with_max_age(10 * DEADLINE);
    let Some(mut stage) = Stage::new("survivor", limits, Way::Lane) else {
        return;
    };
    let mut survivor = stage.subscriber(2);
    let kept: Vec<u64> = stage.deliver_all(2, &mut [&mut survivor]).map(sum_of).collect();
    for round in 1..=4 {
        let mut victim = stage.subscriber(100);
        stage.deliver_all(FULL - 2, &mut [&mut survivor, &mut victim]);
        victim.kill();
        stage.wait_for_room((FULL - 2) * MIB);
        assert_eq!(held(&mut survivor, 2), kept);
        let pool = stage.publisher.shm_stats().pool();
        let lost = (pool.released_by_age, pool.stuck, pool.replaced);
        assert_eq!(lost, (0, 0, 0), "round {round}: {pool}");
        assert_eq!(pool.recovered, round * (FULL as u64 - 2), "{pool}");
    }
}

#[test]
fn at_most_two_replaced_pools_are_kept_and_everything_is_delivered() {
    for way in Way::BOTH {
        let limits = SHORT.with_max_stuck(Duration::from_millis(1));
        let Some(mut stage) = Stage::new("bounded", limits, way) else {
            return;
        };
        let mut hoarder = stage.subscriber(100);
        for _ in 0..2 {
            stage.deliver_all(FULL, &mut [&mut hoarder]);
            stage.wait_for_room(TOO_MUCH);
        }
        stage.deliver_all(FULL, &mut [&mut hoarder]);
        let deadline = Instant::now() + 5 * SHORT.max_age();
        while Instant::now() < deadline {
            let answer = stage.config.acquire(TOO_MUCH).map(drop);
            assert_eq!(answer, Err(FallbackReason::PoolExhausted));
        }
        let stats = stage.publisher.shm_stats();
        assert_eq!((stats.pool().replaced, stats.pool().retired), (2, 2), "{stats}");
        stage.deliver(&mut [&mut hoarder]);
        assert!(
            !stage.deliver(&mut [&mut hoarder]).is_shm(),
            "a full pool is not used"
        );
        hoarder.tell("release");
        hoarder.expect("released");
        stage.eventually(|pool| pool.retired == 0);
        stage.wait_for_room(TOO_MUCH);
        assert_eq!(stage.deliver(&mut [&mut hoarder]), PublishPath::Shm);
    }
}

#[test]
fn stopped_subscriber_keeps_its_messages_and_continues() {
    for way in Way::BOTH {
        // Its pool is not replaced, so memory could only come from the messages that it keeps.
        let limits = SHORT.with_max_stuck(Duration::MAX);
        let Some(mut stage) = Stage::new("stopped", limits, way) else {
            return;
        };
        let mut subscriber = stage.subscriber(100);
        let mut sums: Vec<u64> = stage
            .deliver_all(FULL, &mut [&mut subscriber])
            .map(sum_of)
            .collect();
        subscriber.signal("STOP");
        let deadline = Instant::now() + 10 * SHORT.max_age();
        while Instant::now() < deadline {
            let answer = stage.config.acquire(TOO_MUCH).map(drop);
            assert_eq!(answer, Err(FallbackReason::PoolExhausted));
        }
        let stats = stage.publisher.shm_stats();
        assert_eq!(stats.buffers_stuck(), FULL as u64, "{stats}");
        assert_eq!((stats.pool().recovered, stats.pool().replaced), (0, 0), "{stats}");
        subscriber.signal("CONT");
        let mut now = held(&mut subscriber, sums.len());
        now.sort_unstable();
        sums.sort_unstable();
        assert_eq!(now, sums);
        subscriber.tell("release");
        subscriber.expect("released");
        stage.eventually(|pool| pool.stuck == 0);
        stage.wait_for_room(TOO_MUCH);
        assert_eq!(stage.deliver(&mut [&mut subscriber]), PublishPath::Shm);
    }
}

#[test]
fn pool_with_a_removed_file_is_replaced_and_later_subscribers_use_the_new_one() {
    for way in Way::BOTH {
        let Some(mut stage) = Stage::new("removed", RetentionLimits::new(), way) else {
            return;
        };
        let mut early = stage.subscriber(0);
        for round in 1..=2 {
            assert_eq!(stage.deliver(&mut [&mut early]), PublishPath::Shm);
            for file in stage.files() {
                std::fs::remove_file(file).expect("the file exists");
            }
            stage.eventually(|pool| pool.replaced == round);
            let mut late = stage.subscriber(0);
            stage.deliver_all(3, &mut [&mut early, &mut late]);
            stage.eventually(|pool| pool.retired == 0);
            assert_eq!(stage.files().len(), 1, "{:?}", stage.files());
            let _ = late.finish();
        }
    }
}
