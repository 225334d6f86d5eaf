//! Samples between two processes of this library go through the local lane: each once, in order, while lanes come and
//! go and processes stop and die. Everybody else gets them through zenoh.

use std::process::Command;
use std::time::{Duration, Instant};

use ros_z::shm::SHM_PROTOCOL_VERSION;
use ros_z_tests::line::Line;
use ros_z_tests::machine::{has_lanes, skip};
use ros_z_tests::ordinary::OrdinaryUser;
use ros_z_tests::pair::{Pair, own_place};
use ros_z_tests::process::{DEADLINE, Process};

const PEER: &str = env!("CARGO_BIN_EXE_peer");
const POOL: usize = 4 << 20;

fn pair(publisher: &str, subscriber: &str) -> Option<Pair> {
    has_lanes(POOL).then(|| Pair::start(PEER, &format!("context={POOL} {publisher}"), subscriber))
}

/// Publishes small messages until one is `wanted`, and checks that all arrive, in order. Returns the number of the last.
fn publish_until(pair: &mut Pair, wanted: impl Fn(&Line) -> bool) -> i64 {
    let deadline = Instant::now() + DEADLINE;
    loop {
        let exchange = pair.publish(0, 1).remove(0);
        assert_eq!(
            exchange.published.get::<i64>("seq"),
            exchange.sample.get::<i64>("seq")
        );
        if wanted(&exchange.published) {
            return exchange.sample.get::<i64>("seq");
        }
        assert!(Instant::now() < deadline, "{exchange:?}");
        // Nothing else arrives meanwhile.
        assert_eq!(pair.subscriber.find("sample", Duration::from_millis(20)), None);
    }
}

fn is_only_in_lanes(published: &Line) -> bool {
    published.get("only_lanes")
}

/// Publishes `count` messages, and checks that they arrive once and in order.
fn publish_in_order(pair: &mut Pair, size: usize, count: usize) -> Vec<Line> {
    let exchanges = pair.publish(size, count);
    for exchange in &exchanges {
        assert_eq!(
            exchange.published.get::<i64>("seq"),
            exchange.sample.get::<i64>("seq"),
            "{exchanges:#?}"
        );
    }
    exchanges.into_iter().map(|exchange| exchange.published).collect()
}

/// Checks that nothing else arrives: a small message is the next one.
fn assert_nothing_twice(pair: &mut Pair) {
    publish_in_order(pair, 0, 1);
    assert!(pair.subscriber.all("sample").is_empty());
}

#[test]
fn samples_go_through_the_lane_alone() {
    let Some(mut pair) = pair("", "") else { return };
    publish_until(&mut pair, is_only_in_lanes);
    for size in [0, 100, 1000, 10_000, 1 << 20] {
        for published in publish_in_order(&mut pair, size, 3) {
            assert!(
                is_only_in_lanes(&published) && published.get::<usize>("lanes") == 1,
                "{published:?}"
            );
            assert_eq!(published.get::<bool>("shm"), size + 16 >= 512);
        }
    }
    assert_nothing_twice(&mut pair);
    pair.publisher.tell("report");
    let report = pair.publisher.expect("report");
    assert!(report.text().contains("1 subscriber by local lane"), "{report:?}");
    pair.finish();
}

#[test]
fn the_first_message_after_the_wait_is_in_the_lane() {
    let Some(mut pair) = pair("", "") else { return };
    for published in publish_in_order(&mut pair, 2000, 5) {
        assert_eq!(published.get::<usize>("lanes"), 1, "{published:?}");
    }
    pair.finish();
}

#[test]
fn a_message_that_the_lane_cannot_have_goes_through_zenoh_in_its_place() {
    // Large, and not in the pool.
    let Some(mut pair) = pair("threshold=3000000", "depth=0") else {
        return;
    };
    publish_until(&mut pair, is_only_in_lanes);
    for size in [0, 50_000, 0, 100_000, 2000, 50_000] {
        let published = publish_in_order(&mut pair, size, 4);
        for published in published {
            assert_eq!(is_only_in_lanes(&published), size < 4000, "{published:?}");
        }
    }
    assert_nothing_twice(&mut pair);
    pair.finish();
}

#[test]
fn a_sample_that_comes_by_lane_and_by_zenoh_is_delivered_once() {
    // The program of the subscriber uses the session, so zenoh is needed too.
    let Some(mut pair) = pair("", "shared_session=true depth=0") else {
        return;
    };
    publish_until(&mut pair, |published| published.get::<usize>("lanes") == 1);
    for size in [0, 1000, 100_000] {
        for published in publish_in_order(&mut pair, size, 20) {
            assert!(
                published.get::<usize>("lanes") == 1 && !is_only_in_lanes(&published),
                "{published:?}"
            );
        }
    }
    assert_nothing_twice(&mut pair);
    pair.finish();
}

#[test]
fn a_plain_zenoh_subscriber_gets_everything_while_it_is_there() {
    let Some(mut pair) = pair("", "depth=0") else {
        return;
    };
    publish_until(&mut pair, is_only_in_lanes);
    for _ in 0..2 {
        let mut plain = pair.another_subscriber(PEER, "via=zenoh");
        let deadline = Instant::now() + DEADLINE;
        while plain.find("sample", Duration::from_millis(50)).is_none() {
            assert!(Instant::now() < deadline);
            publish_in_order(&mut pair, 0, 1);
        }
        // Small enough for the lane, whatever memory the foreign process can map.
        let published = publish_in_order(&mut pair, 1000, 10);
        assert!(
            published
                .iter()
                .all(|published| published.get::<usize>("lanes") == 1)
        );
        for published in published {
            let sample = loop {
                let sample = plain.expect("sample");
                if sample.get::<usize>("len") > 100 {
                    break sample;
                }
            };
            assert_eq!(sample.get::<u64>("sum"), published.get::<u64>("sum"));
        }
        assert!(plain.find("sample", Duration::from_millis(50)).is_none());
        drop(plain);
        publish_until(&mut pair, is_only_in_lanes);
    }
    assert_nothing_twice(&mut pair);
    pair.finish();
}

#[test]
fn lanes_are_switched_off_at_every_level() {
    for (publisher, subscriber) in [
        ("lane=context", ""),
        ("node=on lane=node", ""),
        ("publisher=on lane=publisher", ""),
        ("", "lane=off"),
    ] {
        let Some(mut pair) = pair(publisher, subscriber) else {
            return;
        };
        for published in publish_in_order(&mut pair, 2000, 3) {
            assert_eq!(published.get::<usize>("lanes"), 0, "{publisher} {subscriber}");
        }
        pair.finish();
    }
}

#[test]
fn the_environment_switches_lanes_off() {
    if !has_lanes(POOL) {
        return;
    }
    for value in ["off", "0", "False"] {
        let place = own_place();
        let mut command = Command::new(PEER);
        command
            .args(["subscriber"])
            .args(place.split_whitespace())
            .env("ROS_Z_LANE", value);
        let subscriber = Process::start_command(command);
        let mut pair = Pair::with_subscriber(PEER, &format!("context={POOL}"), subscriber, place);
        for published in publish_in_order(&mut pair, 2000, 3) {
            assert_eq!(published.get::<usize>("lanes"), 0, "{value}");
        }
        pair.finish();
    }
}

#[test]
fn an_unknown_value_of_the_variable_is_an_error_that_states_the_known_ones() {
    let output = Command::new(PEER)
        .args(["publisher", "topic=unused", "domain=1"])
        .env("ROS_Z_LANE", "never")
        .output()
        .expect("the peer starts");
    assert!(!output.status.success());
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(text.contains("never") && text.contains("ROS_Z_LANE"), "{text}");
}

#[test]
fn the_oldest_samples_are_dropped_for_a_slow_subscriber_that_keeps_the_last() {
    let Some(mut pair) = pair("", "depth=3") else {
        return;
    };
    let before = publish_until(&mut pair, is_only_in_lanes);
    pair.subscriber.signal("STOP");
    pair.publisher.tell("publish size=2000 count=20");
    let published: Vec<Line> = (0..20).map(|_| pair.publisher.expect("published")).collect();
    assert!(published.iter().all(is_only_in_lanes), "{published:?}");
    pair.subscriber.signal("CONT");
    let mut numbers = Vec::new();
    while numbers.last() != Some(&(before + 20)) {
        numbers.push(pair.subscriber.expect("sample").get::<i64>("seq"));
    }
    // One may have been taken while the process was stopped.
    assert!(
        numbers.ends_with(&[before + 18, before + 19, before + 20]) && numbers.len() <= 4,
        "{numbers:?}"
    );
    assert_nothing_twice(&mut pair);
    pair.finish();
}

#[test]
fn a_stopped_subscriber_that_keeps_all_makes_the_publisher_wait_and_loses_nothing() {
    let Some(mut pair) = pair("", "depth=0") else {
        return;
    };
    let before = publish_until(&mut pair, is_only_in_lanes);
    pair.subscriber.signal("STOP");
    // More than the queue has room for.
    pair.publisher.tell("publish size=0 count=1500");
    let waits = Duration::from_millis(500);
    assert_eq!(pair.publisher.find("published", waits), None);
    pair.subscriber.signal("CONT");
    for number in before + 1..=before + 1500 {
        let published = pair.publisher.expect("published");
        assert!(is_only_in_lanes(&published), "{published:?}");
        assert_eq!(pair.subscriber.expect("sample").get::<i64>("seq"), number);
    }
    assert_nothing_twice(&mut pair);
    pair.finish();
}

#[test]
fn reliable_subscribers_that_are_stopped_again_and_again_under_load_lose_nothing() {
    const COUNT: i64 = 6000;
    let Some(mut pair) = pair("", "depth=0") else {
        return;
    };
    publish_until(&mut pair, is_only_in_lanes);
    let mut other = pair.another_subscriber(PEER, "depth=0");
    let before = publish_until(&mut pair, |published| {
        is_only_in_lanes(published) && published.get::<usize>("lanes") == 2
    });
    let publish = |pair: &mut Pair| pair.publisher.tell(&format!("publish size=3000 count={COUNT}"));
    publish(&mut pair);
    // Each is stopped while the other one continues. The publisher reports when it has published everything.
    let (mut published, mut stops) = (None, 0);
    while published.is_none() {
        for process in [&pair.subscriber, &other] {
            process.signal("STOP");
            let patience = Duration::from_millis(20);
            published = published.or_else(|| pair.publisher.find("published", patience));
            process.signal("CONT");
            stops += 1;
        }
    }
    println!("{stops} stops");
    for number in before + 1..=before + COUNT {
        let published = (published.take()).unwrap_or_else(|| pair.publisher.expect("published"));
        let lanes = (published.get::<i64>("seq"), published.get::<usize>("lanes"));
        assert_eq!(lanes, (number, 2), "{published:?}");
        let expected = (number, published.get::<u64>("sum"));
        for subscriber in [&mut pair.subscriber, &mut other] {
            let sample = loop {
                let sample = subscriber.expect("sample");
                if sample.get::<i64>("seq") > before {
                    break sample;
                }
            };
            assert_eq!((sample.get("seq"), sample.get("sum")), expected, "{sample:?}");
        }
    }
    let _ = other.finish();
    assert_nothing_twice(&mut pair);
    pair.finish();
}

#[test]
fn a_full_pool_loses_nothing_and_keeps_the_order() {
    const SIZE: usize = POOL / 8;
    // The subscriber keeps its samples, so the pool fills up.
    let Some(mut pair) = pair("", "hold=100 depth=0") else {
        return;
    };
    publish_until(&mut pair, is_only_in_lanes);
    for _ in 0..3 {
        pair.subscriber.tell("release");
        pair.subscriber.expect("released");
        let deadline = Instant::now() + DEADLINE;
        while pair.stats().get::<usize>("retained") > 0 {
            assert!(Instant::now() < deadline, "{:?}", pair.stats());
        }
        let mut in_pool = 0;
        for _ in 0..12 {
            let large = publish_in_order(&mut pair, SIZE, 1).remove(0);
            let small = publish_in_order(&mut pair, 0, 1).remove(0);
            assert!(is_only_in_lanes(&small), "{small:?}");
            if large.get::<bool>("shm") {
                assert!(is_only_in_lanes(&large), "{large:?}");
                in_pool += 1;
            } else {
                assert_eq!(large.get::<String>("reason"), "PoolExhausted");
                assert!(!is_only_in_lanes(&large), "{large:?}");
            }
        }
        assert!((4..12).contains(&in_pool), "{in_pool}");
    }
    assert_nothing_twice(&mut pair);
    pair.finish();
}

#[test]
fn a_publisher_that_waits_for_a_subscriber_goes_on_when_it_dies() {
    let Some(mut pair) = pair("", "depth=0") else {
        return;
    };
    publish_until(&mut pair, is_only_in_lanes);
    pair.subscriber.signal("STOP");
    pair.publisher.tell("publish size=0 count=1500");
    assert_eq!(pair.publisher.find("published", Duration::from_millis(300)), None);
    let (mut publisher, subscriber) = pair.into_processes();
    subscriber.kill();
    (0..1500).for_each(|_| drop(publisher.expect("published")));
    let _ = publisher.finish();
}

#[test]
fn a_best_effort_publisher_does_not_wait_for_a_stopped_subscriber_that_keeps_all() {
    let Some(mut pair) = pair("qos=best_effort", "depth=0 qos=best_effort") else {
        return;
    };
    let before = publish_until(&mut pair, is_only_in_lanes);
    pair.subscriber.signal("STOP");
    pair.publisher.tell("publish size=0 count=1500");
    // The first ones are in the lane, and zenoh has the others.
    let lanes: usize = (0..1500)
        .map(|_| pair.publisher.expect("published").get::<usize>("lanes"))
        .sum();
    assert!((1000..1500).contains(&lanes), "{lanes}");
    pair.subscriber.signal("CONT");
    let mut last = before;
    while last < before + 1024 {
        let number = pair.subscriber.expect("sample").get::<i64>("seq");
        assert_eq!(number, last + 1);
        last = number;
    }
    // The lane comes back, and nothing comes twice.
    let deadline = Instant::now() + DEADLINE;
    loop {
        pair.publisher.tell("publish size=0");
        let published = pair.publisher.expect("published");
        while last < published.get::<i64>("seq") {
            let number = pair.subscriber.expect("sample").get::<i64>("seq");
            assert!(number > last, "{number} after {last}");
            last = number;
        }
        if is_only_in_lanes(&published) {
            break;
        }
        assert!(Instant::now() < deadline, "{published:?}");
    }
    pair.finish();
}

#[test]
fn a_killed_subscriber_holds_nothing_and_the_next_one_gets_a_lane() {
    let Some(mut pair) = pair("", "hold=8") else {
        return;
    };
    publish_until(&mut pair, is_only_in_lanes);
    for _ in 0..3 {
        publish_in_order(&mut pair, 100_000, 8);
        pair.publisher.tell("publish size=100000 count=8");
        let place = pair.place().to_owned();
        let (mut publisher, subscriber) = pair.into_processes();
        subscriber.kill();
        (0..8).for_each(|_| drop(publisher.expect("published")));
        let deadline = Instant::now() + DEADLINE;
        loop {
            publisher.tell("stats");
            let stats = publisher.expect("stats");
            if stats.get::<usize>("retained") == 0 {
                assert_eq!(stats.get::<usize>("by_age"), 0, "{stats:?}");
                break;
            }
            assert!(Instant::now() < deadline, "{stats:?}");
        }
        let arguments = format!("subscriber {place} hold=8 connect={}", publisher.endpoint());
        let subscriber = Process::start(PEER, &arguments);
        pair = Pair::of(publisher, subscriber, place);
        publish_until(&mut pair, is_only_in_lanes);
    }
    pair.finish();
}

#[test]
fn the_pool_is_whole_again_after_a_subscriber_was_killed_that_held_half_of_it() {
    let Some(mut pair) = pair("", "hold=3") else {
        return;
    };
    publish_until(&mut pair, is_only_in_lanes);
    pair.subscriber.tell("release");
    pair.subscriber.expect("released");
    publish_in_order(&mut pair, POOL / 10, 3);
    pair.subscriber.signal("STOP");
    pair.publisher
        .tell(&format!("publish size={} count=3", POOL / 10));
    for _ in 0..3 {
        let published = pair.publisher.expect("published");
        assert!(
            published.get::<bool>("shm") && is_only_in_lanes(&published),
            "{published:?}"
        );
    }
    let stats = pair.stats();
    assert!(stats.get::<u64>("retained") >= 5, "{stats:?}");
    let (mut publisher, subscriber) = pair.into_processes();
    subscriber.kill();
    let killed = Instant::now();
    loop {
        // The largest message that the pool has room for.
        publisher.tell(&format!("publish size={}", POOL - 16));
        if publisher.expect("published").get::<bool>("shm") {
            break;
        }
        assert!(killed.elapsed() < DEADLINE, "the pool is not whole");
    }
    publisher.tell("stats");
    let stats = publisher.expect("stats");
    let counts: &[&str] = match SHM_PROTOCOL_VERSION {
        1 => &["by_age", "stuck", "invalidated"],
        // zenoh 1.10 may have invalidated messages on a busy machine.
        _ => &["by_age", "stuck"],
    };
    for count in counts {
        assert_eq!(stats.get::<u64>(count), 0, "{count}: {stats:?}");
    }
    let _ = publisher.finish();
}

#[test]
fn samples_of_a_killed_publisher_stay_readable_and_queued_ones_arrive() {
    let Some(mut pair) = pair("", "hold=100") else {
        return;
    };
    publish_until(&mut pair, is_only_in_lanes);
    let sums: Vec<u64> = (publish_in_order(&mut pair, 100_000, 5).iter())
        .map(|published| published.get("sum"))
        .collect();
    pair.subscriber.signal("STOP");
    pair.publisher.tell("publish size=90000 count=5");
    let queued: Vec<u64> = (0..5)
        .map(|_| pair.publisher.expect("published").get("sum"))
        .collect();
    let (publisher, mut subscriber) = pair.into_processes();
    publisher.kill();
    subscriber.signal("CONT");
    for sum in &queued {
        assert_eq!(subscriber.expect("sample").get::<u64>("sum"), *sum);
    }
    subscriber.tell("held");
    let held: Vec<u64> = std::iter::from_fn(|| subscriber.find("held", Duration::from_secs(2)))
        .map(|line| line.get("sum"))
        .collect();
    assert!(held.ends_with(&[sums, queued].concat()), "{held:?}");
    let _ = subscriber.finish();
}

#[test]
fn another_user_and_another_pid_namespace_stay_with_zenoh() {
    if !has_lanes(POOL) {
        return;
    }
    let mut commands = Vec::new();
    let place = own_place();
    let user = OrdinaryUser::prepare(PEER);
    if let Some(user) = user.as_ref().filter(|user| user.is_another()) {
        commands.push(user.peer(None, &format!("subscriber {place}")));
    }
    let may = Command::new("unshare").args(["-p", "-f", "true"]).output();
    if may.is_ok_and(|output| output.status.success()) {
        let mut command = Command::new("unshare");
        command.args(["-p", "-f", "--kill-child", PEER, "subscriber"]);
        command.args(place.split_whitespace());
        commands.push(command);
    } else {
        skip("pid namespaces are not permitted");
    }
    for command in commands {
        let subscriber = Process::start_command(command);
        let mut pair = Pair::with_subscriber(PEER, &format!("context={POOL}"), subscriber, place.clone());
        for published in publish_in_order(&mut pair, 2000, 5) {
            assert_eq!(published.get::<usize>("lanes"), 0, "{published:?}");
        }
        let _ = pair.end();
    }
}
