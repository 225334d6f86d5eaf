//! A subscriber that is killed while it holds half of the pool: the publisher keeps delivering to the
//! others, and gets the memory back where the policy permits that.
#![allow(unsafe_code)]

use ros_z::shm::{AllocPolicy, FallbackReason, ForcedCollection, RetentionLimits};
use ros_z::{PublishPath, Publisher, ZContextBuilder};
use ros_z_core::to_vec;
use ros_z_tests::line::Line;
use ros_z_tests::machine::has_pool;
use ros_z_tests::messages::{Blob, Subject, Workshop, checksum};
use ros_z_tests::process::{DEADLINE, Process};
use std::time::{Duration, Instant};
use zenoh::Wait;

const PEER: &str = env!("CARGO_BIN_EXE_peer");
const MIB: usize = 1 << 20;
const POOL: usize = 4 * MIB;

/// How long messages that nobody lets go of are kept.
const AGE: Duration = Duration::from_millis(500);

/// A publisher that lost a subscriber while that held half of the pool, and the one that is left.
struct Scene {
    publisher: Publisher<Blob>,
    survivor: Process,
    number: u64,
}

impl Scene {
    fn new(topic: &str, policy: AllocPolicy) -> Self {
        let domain = std::process::id() as usize;
        let context = ZContextBuilder::default()
            .with_domain_id(domain)
            .with_listen_endpoints(["tcp/127.0.0.1:0"])
            .with_connect_endpoints([""; 0])
            .with_multicast_scouting(false)
            .with_shm_pool_size(POOL)
            .expect("a possible size")
            .with_shm_policy(policy)
            .with_shm_retention(RetentionLimits::new().with_max_age(AGE))
            .build()
            .expect("a context");
        let endpoint = context.session().info().locators().wait()[0].to_string();
        let node = context.create_node("publisher").build().expect("a node");
        let publisher = node.create_pub::<Blob>(topic).build().expect("a publisher");
        let place = format!("subscriber topic={topic} domain={domain} connect={endpoint}");
        let mut victim = Process::start(PEER, &format!("{place} hold=100"));
        let survivor = Process::start(PEER, &place);
        let mut scene = Self {
            publisher,
            survivor,
            number: 0,
        };

        // Small messages go by heap, until both have had one.
        let deadline = Instant::now() + DEADLINE;
        let mut met = [false; 2];
        while met != [true; 2] {
            assert!(Instant::now() < deadline, "{met:?}");
            scene.publish(0);
            met[0] |= victim.find("sample", Duration::from_millis(50)).is_some();
            met[1] |= scene.survivor.find("sample", Duration::from_millis(50)).is_some();
        }
        for _ in 0..2 {
            assert_eq!(scene.deliver(MIB - 16), PublishPath::Shm);
            let held = sample(&mut victim, MIB);
            assert!(held.get::<bool>("shm"), "{held:?}");
        }
        victim.kill();
        scene
    }

    /// Publishes a message, and gives the way it took, its length and checksum.
    fn publish(&mut self, size: usize) -> (PublishPath, usize, u64) {
        self.number += 1;
        let message = Blob::make(self.number, size, &Workshop::default());
        let bytes = to_vec(&message).expect("it can be serialized");
        let published = self.publisher.publish(&message).expect("the session is open");
        (published.path, bytes.len(), checksum(&bytes))
    }

    /// Publishes a message, and checks that the survivor gets it as it is.
    fn deliver(&mut self, size: usize) -> PublishPath {
        let (path, len, sum) = self.publish(size);
        let sample = sample(&mut self.survivor, len);
        assert_eq!(sample.get::<u64>("sum"), sum, "{sample:?}");
        assert_eq!(sample.get::<bool>("shm"), path.is_shm(), "{sample:?}");
        path
    }
}

/// The next sample of this length; earlier ones are of other lengths.
fn sample(subscriber: &mut Process, len: usize) -> Line {
    loop {
        let sample = subscriber.expect("sample");
        if sample.get::<usize>("len") == len {
            return sample;
        }
    }
}

#[test]
fn what_a_killed_subscriber_held_stays_locked_and_everything_is_delivered_all_the_same() {
    if !has_pool(POOL) {
        return;
    }
    let mut scene = Scene::new("left_alone", AllocPolicy::Collect);
    let deadline = Instant::now() + 4 * AGE;
    while Instant::now() < deadline {
        // More than the half that is left takes the heap, as long as the process lives.
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
fn a_policy_that_recovers_from_the_dead_gets_the_memory_back() {
    if !has_pool(POOL) {
        return;
    }
    // SAFETY: `permit` requires that no process with a buffer of a pool of this process is stopped and
    // continued. The permission is passed to one pool, this test's own: the victim is killed, and nobody stops
    // this process or the survivor.
    let permission = unsafe { ForcedCollection::permit() };
    let mut scene = Scene::new("recovered", AllocPolicy::RecoverDead(permission));
    let start = Instant::now();
    let mut by_heap = 0;
    while scene.deliver(3 * MIB) != PublishPath::Shm {
        by_heap += 1;
        assert!(start.elapsed() < DEADLINE, "{}", scene.publisher.shm_stats());
    }
    println!(
        "recovered after {:?}, with {by_heap} messages by heap",
        start.elapsed()
    );
    for _ in 0..5 {
        assert_eq!(scene.deliver(3 * MIB), PublishPath::Shm);
    }
}
