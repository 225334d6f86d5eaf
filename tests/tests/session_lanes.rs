//! Publishers and subscribers on bare zenoh sessions have local lanes, too: each sample arrives once and in order.
//! zenoh carries them as well, because the program may have other subscribers on the session.

use std::process::Command;
use std::time::{Duration, Instant};

use ros_z_tests::line::Line;
use ros_z_tests::machine::has_lanes;
use ros_z_tests::pair::Pair;
use ros_z_tests::process::{DEADLINE, Process};

const PEER: &str = env!("CARGO_BIN_EXE_peer");
const POOL: usize = 4 << 20;

fn pair(publisher: &str, subscriber: &str) -> Option<Pair> {
    let publisher = format!("via=session publisher={POOL} {publisher}");
    has_lanes(POOL).then(|| Pair::start(PEER, &publisher, &format!("via=session {subscriber}")))
}

/// Publishes `count` messages, checks that each arrives once and in order, and returns the publisher's reports.
fn publish_in_order(pair: &mut Pair, size: usize, count: usize) -> Vec<Line> {
    let exchanges = pair.publish(size, count);
    for exchange in &exchanges {
        let number: i64 = exchange.sample.get("number");
        assert_eq!(number, exchange.published.get::<i64>("seq"), "{exchanges:#?}");
    }
    // The next message is the next sample.
    let next = pair.publish(0, 1).remove(0);
    assert_eq!(next.sample.get::<i64>("number"), next.published.get::<i64>("seq"));
    exchanges.into_iter().map(|exchange| exchange.published).collect()
}

#[test]
fn samples_come_through_the_lane_once_and_in_order() {
    let Some(mut pair) = pair("", "") else { return };
    for size in [0, 100, 1000, 10_000, 1 << 20] {
        for published in publish_in_order(&mut pair, size, 3) {
            assert_eq!(published.get::<usize>("lanes"), 1, "{published:?}");
            // The program may have declared a subscriber that no lane serves.
            assert!(!published.get::<bool>("only_lanes"), "{published:?}");
        }
    }
    pair.finish();
}

#[test]
fn the_copies_that_zenoh_brings_are_dropped() {
    let Some(mut pair) = pair("", "depth=0") else {
        return;
    };
    for size in [0, 2000] {
        publish_in_order(&mut pair, size, 1000);
    }
    pair.finish();
}

#[test]
fn a_message_that_the_lane_cannot_have_goes_through_zenoh_in_its_place() {
    // Large, and not in the pool.
    let Some(mut pair) = pair("threshold=3000000", "depth=0") else {
        return;
    };
    for size in [0, 50_000, 0, 100_000, 2000, 50_000] {
        for published in publish_in_order(&mut pair, size, 4) {
            assert_eq!(published.get::<usize>("lanes") == 1, size < 4000, "{published:?}");
        }
    }
    pair.finish();
}

#[test]
fn nothing_is_lost_twice_or_out_of_order_while_publishers_come_and_go() {
    let Some(mut pair) = pair("", "depth=0") else {
        return;
    };
    for _ in 0..3 {
        publish_in_order(&mut pair, 1000, 200);
        let (place, endpoint) = (pair.place().to_owned(), pair.subscriber.endpoint().to_owned());
        let (publisher, subscriber) = pair.into_processes();
        publisher.kill();
        let arguments = format!("publisher {place} via=session publisher={POOL} connect={endpoint}");
        pair = Pair::of(Process::start(PEER, &arguments), subscriber, place);
    }
    publish_in_order(&mut pair, 1000, 200);
    let _ = pair.end();
}

#[test]
fn a_killed_subscriber_holds_nothing() {
    let Some(mut pair) = pair("", "hold=8") else {
        return;
    };
    let published = publish_in_order(&mut pair, 100_000, 8);
    assert!(
        published
            .iter()
            .all(|published| published.get::<usize>("lanes") == 1)
    );
    let (mut publisher, subscriber) = pair.into_processes();
    subscriber.kill();
    let deadline = Instant::now() + DEADLINE;
    loop {
        publisher.tell("stats");
        let stats = publisher.expect("stats");
        if stats.get::<usize>("retained") == 0 {
            break;
        }
        assert!(Instant::now() < deadline, "{stats:?}");
    }
    let _ = publisher.finish();
}

#[test]
fn lanes_are_switched_off_on_both_sides() {
    for (publisher, subscriber) in [("lane=publisher", ""), ("", "lane=off")] {
        let Some(mut pair) = pair(publisher, subscriber) else {
            return;
        };
        for published in publish_in_order(&mut pair, 2000, 3) {
            assert_eq!(
                published.get::<usize>("lanes"),
                0,
                "{publisher} {subscriber}: {published:?}"
            );
        }
        pair.finish();
    }
}

#[test]
fn a_plain_zenoh_subscriber_gets_everything() {
    let Some(mut pair) = pair("", "depth=0") else {
        return;
    };
    let mut plain = pair.another_subscriber(PEER, "via=zenoh");
    let deadline = Instant::now() + DEADLINE;
    while plain.find("sample", Duration::from_millis(50)).is_none() {
        assert!(Instant::now() < deadline);
        publish_in_order(&mut pair, 0, 1);
    }
    for published in publish_in_order(&mut pair, 1000, 10) {
        assert_eq!(published.get::<usize>("lanes"), 1, "{published:?}");
        let sample = loop {
            let sample = plain.expect("sample");
            if sample.get::<usize>("len") > 100 {
                break sample;
            }
        };
        assert_eq!(sample.get::<u64>("sum"), published.get::<u64>("sum"));
    }
    drop(plain);
    pair.finish();
}

#[test]
fn a_bare_subscriber_of_a_topic_gets_the_messages_of_a_node_through_zenoh() {
    if !has_lanes(POOL) {
        return;
    }
    let place = ros_z_tests::pair::own_place();
    // The key expression matches that of the topic.
    let topic = place
        .split_whitespace()
        .next()
        .and_then(|topic| topic.strip_prefix("topic="));
    let topic = topic.expect("it begins with the topic");
    let mut subscriber = Process::start(PEER, &format!("subscriber topic=**/{topic}/** via=session"));
    let arguments = format!(
        "publisher {place} connect={} context={POOL}",
        subscriber.endpoint()
    );
    let mut publisher = Process::start(PEER, &arguments);
    publisher.tell("await");
    assert_eq!(publisher.expect("matched").text(), "matched true");
    publisher.tell("publish size=2000 count=5");
    for _ in 0..5 {
        let published = publisher.expect("published");
        assert_eq!(published.get::<usize>("lanes"), 0, "{published:?}");
        let sample = subscriber.expect("sample");
        assert_eq!(sample.get::<u64>("sum"), published.get::<u64>("sum"));
    }
    let _ = (publisher.finish(), subscriber.finish());
}

#[test]
fn the_environment_switches_lanes_off() {
    if !has_lanes(POOL) {
        return;
    }
    let place = ros_z_tests::pair::own_place();
    let mut command = Command::new(PEER);
    command
        .args(["subscriber", "via=session"])
        .args(place.split_whitespace())
        .env("ROS_Z_LANE", "off");
    let subscriber = Process::start_command(command);
    let arguments = format!("via=session publisher={POOL}");
    let mut pair = Pair::with_subscriber(PEER, &arguments, subscriber, place);
    for published in publish_in_order(&mut pair, 2000, 3) {
        assert_eq!(published.get::<usize>("lanes"), 0);
    }
    pair.finish();
}
