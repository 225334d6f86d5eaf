//! A recording of running nodes, played back to them.

use crate::rosz::{DEADLINE, Neighbour, folder, info, path, rosz, wait_for_messages};
use ros_z::RosMessage;
use ros_z::msgs::{rosgraph_msgs, sensor_msgs, std_msgs};
use ros_z::protocol::QosProfile;
use std::time::{Duration, Instant};

const SMALL: u64 = 300;
const LARGE: u64 = 12;

fn image(number: u32) -> sensor_msgs::Image {
    sensor_msgs::Image {
        height: number,
        width: 7,
        encoding: "mono8".into(),
        data: (0..300_000_u32)
            .map(|index| (index * 31 + number) as u8)
            .collect::<Vec<u8>>()
            .into(),
        ..sensor_msgs::Image::default()
    }
}

fn text(number: u64) -> std_msgs::String {
    std_msgs::String {
        data: format!("number {number}"),
    }
}

/// Records small, large and latched messages.
fn record(neighbour: &Neighbour, recording: &std::path::Path, arguments: &[&str]) -> crate::rosz::Running {
    let small = neighbour
        .node
        .create_pub::<std_msgs::String>("/small")
        .build()
        .unwrap();
    let large = neighbour
        .node
        .create_pub::<sensor_msgs::Image>("/large")
        .build()
        .unwrap();
    let latched = neighbour.node.create_pub::<std_msgs::String>("/latched");
    let latched = latched.with_qos(QosProfile::LATCHED).build().unwrap();
    latched.publish(&text(77)).unwrap();
    let start = ["bag", "record", "-a", "-o", path(recording)];
    let running = neighbour.start(&[&start[..], arguments].concat());
    assert!(small.wait_for_subscribers(1, DEADLINE) && large.wait_for_subscribers(1, DEADLINE));
    for number in 0..SMALL {
        small.publish(&text(number)).unwrap();
    }
    for number in 0..LARGE {
        large.publish(&image(number as u32)).unwrap();
    }
    wait_for_messages(recording, SMALL + LARGE + 1);
    running
}

#[test]
fn everything_is_recorded_and_played_with_its_quality_of_service() {
    let recording = folder("played");
    let neighbour = Neighbour::new();
    let running = record(&neighbour, &recording, &[]);
    running.signal("INT");
    let (code, stdout, stderr) = running.wait();
    assert_eq!(code, Some(0), "{stdout}{stderr}");
    assert!(
        stdout.contains("313 messages on 3 topics") && !stdout.contains("not recorded"),
        "{stdout}"
    );
    let info = info(&recording);
    assert_eq!(info["files"][0]["cut_at"], serde_json::Value::Null);
    let topics = info["topics"].as_array().unwrap();
    let names: Vec<&str> = topics
        .iter()
        .map(|topic| topic["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["/large", "/latched", "/small"]);
    assert_eq!(topics[0]["hash"], sensor_msgs::Image::TYPE_HASH.to_string());
    assert_eq!(topics[1]["qos"][0], "reliable, transient local, keep last 1");
    assert_eq!(topics[2]["messages"], SMALL);

    let keep_all = QosProfile::KEEP_ALL;
    let node = &neighbour.node;
    let small = node
        .create_sub::<std_msgs::String>("/other")
        .with_qos(keep_all)
        .build()
        .unwrap();
    let large = node
        .create_sub::<sensor_msgs::Image>("/large")
        .with_qos(keep_all)
        .build()
        .unwrap();
    let clock = node.create_sub::<rosgraph_msgs::Clock>("/clock").build().unwrap();
    let remap = [
        "--remap",
        "small:=/other",
        "--clock",
        "--rate",
        "4",
        "--delay",
        "2",
        "--topics",
        "/small",
        "large",
    ];
    let start = Instant::now();
    let playing = neighbour.start(&[&["bag", "play", path(&recording)], &remap[..]].concat());
    for number in 0..SMALL {
        let sample = small.recv_timeout(DEADLINE).unwrap().expect("a small message");
        assert_eq!(sample.decode().unwrap(), text(number));
        // Also with subscribers, the first message comes after the delay.
        assert!(start.elapsed() >= Duration::from_secs(2));
    }
    for number in 0..LARGE {
        let sample = large.recv_timeout(DEADLINE).unwrap().expect("a large message");
        assert!(sample.is_shm());
        assert_eq!(sample.decode().unwrap(), image(number as u32));
    }
    assert!(clock.recv_timeout(DEADLINE).unwrap().is_some());
    let (code, stdout, stderr) = playing.wait();
    assert_eq!(code, Some(0), "{stdout}{stderr}");
    assert!(stdout.contains("played 312 messages"), "{stdout}");
}

#[test]
fn a_recorder_that_was_killed_leaves_what_it_has_written() {
    let recording = folder("killed");
    let neighbour = Neighbour::new();
    let running = record(&neighbour, &recording, &["--compress", "zstd"]);
    running.signal("KILL");
    let (code, _, _) = running.wait();
    assert_eq!(code, None);
    assert!(!recording.join("metadata.yaml").exists());
    let before = info(&recording);
    assert!(before["files"][0]["cut_at"].is_u64(), "{before}");
    let recovered = folder("recovered");
    let arguments = [
        "bag",
        "convert",
        path(&recording),
        "-o",
        path(&recovered),
        "--compress",
        "lz4",
    ];
    let (code, stdout, stderr) = rosz(&arguments);
    assert_eq!(code, Some(0), "{stdout}{stderr}");
    assert!(
        stderr.contains("was not finished: recovered 313 messages"),
        "{stderr}"
    );
    let after = info(&recovered);
    assert_eq!(after["files"][0]["cut_at"], serde_json::Value::Null);
    assert_eq!(
        (&after["topics"], &after["messages"]),
        (&before["topics"], &before["messages"])
    );
}

#[test]
fn files_are_split_and_convert_selects_topics_and_times() {
    let recording = folder("split");
    let neighbour = Neighbour::new();
    let running = record(&neighbour, &recording, &["--max-size", "1M"]);
    running.signal("TERM");
    assert_eq!(running.wait().0, Some(0));
    let all = info(&recording);
    // Twelve messages of 300 kB, four of which fill a file.
    assert!(all["files"].as_array().unwrap().len() >= 3, "{all}");
    let part = folder("part");
    let arguments = [
        "bag",
        "convert",
        path(&recording),
        "-o",
        path(&part),
        "--topics",
        "large",
        "latched",
    ];
    assert_eq!(rosz(&arguments).0, Some(0));
    let part = info(&part);
    assert_eq!(part["messages"], LARGE + 1);
    assert_eq!(part["topics"].as_array().unwrap().len(), 2);
    let none = folder("none");
    let arguments = [
        "bag",
        "convert",
        path(&recording),
        "-o",
        path(&none),
        "--start",
        "3600",
    ];
    assert_eq!(rosz(&arguments).0, Some(1));
    // Nothing is overwritten.
    let (code, _, stderr) = rosz(&arguments);
    assert!(code == Some(1) && stderr.contains("exists already"), "{stderr}");
}

#[test]
fn a_command_line_without_topics_is_refused() {
    let recording = folder("refused");
    let (code, _, stderr) = rosz(&["bag", "record", "-o", path(&recording)]);
    assert!(code == Some(2) && stderr.contains("--all"), "{stderr}");
    assert!(!recording.exists());
}
