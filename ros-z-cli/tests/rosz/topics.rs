//! `rosz topic` beside a node whose types exist only in this program.

use crate::support::{Harvest, OldHarvest, PATIENCE, Peer, Running, rosz, run};
use ros_z::msgs::std_msgs;
use ros_z::ros::QosProfile;
use ros_z::shm::AllocPolicy;
use std::time::{Duration, Instant};

fn harvest() -> Harvest {
    Harvest {
        field_name: "north: 1".into(),
        row: 7,
        weights: vec![0.5, 1.25],
        is_ripe: true,
    }
}

const YAML: &str = "field_name: 'north: 1'\nrow: 7\nweights:\n- 0.5\n- 1.25\nis_ripe: true\n---\n";

#[test]
fn echo_prints_a_type_that_exists_only_in_another_program() {
    let peer = Peer::new("farmer");
    let publisher = peer.node.create_pub::<Harvest>("harvest").build().unwrap();
    let publish = || {
        publisher.publish(&harvest()).unwrap();
    };
    let echo = |options: &[&str]| {
        let arguments = [&["topic", "echo", "/harvest", "--once"], options].concat();
        let done = peer.run_while(&arguments, publish);
        assert_eq!(done.code, Some(0), "{done:?}");
        done
    };
    assert_eq!(echo(&[]).stdout, YAML);
    assert_eq!(echo(&["--field", "weights[1]"]).stdout, "1.25\n---\n");
    assert_eq!(
        echo(&["--no-arr"]).stdout,
        YAML.replace("\n- 0.5\n- 1.25", " '<sequence type: float, length: 2>'")
    );
    assert_eq!(
        echo(&["--flow-style"]).stdout,
        YAML.replace("\n- 0.5\n- 1.25", " [0.5, 1.25]")
    );
    assert_eq!(
        echo(&["-l", "1"]).stdout,
        YAML.replace("'north: 1'", "n...").replace("- 1.25", "- '...'")
    );
    assert_eq!(echo(&["--csv"]).stdout, "north: 1,7,0.5,1.25,true\n");
    let expected = r#"{"field_name":"north: 1","row":7,"weights":[0.5,1.25],"is_ripe":true}"#;
    assert_eq!(echo(&["--json"]).stdout.trim_end(), expected);
}

#[test]
fn echo_of_a_wrong_field_is_a_usage_error_that_lists_the_fields() {
    let peer = Peer::new("farmer");
    let publisher = peer.node.create_pub::<Harvest>("wrong_field").build().unwrap();
    let done = peer.run_while(&["topic", "echo", "wrong_field", "--field", "rows"], || {
        publisher.publish(&harvest()).unwrap();
    });
    assert_eq!((done.code, done.stdout.as_str()), (Some(2), ""));
    assert!(
        done.stderr
            .contains("its fields are: field_name, row, weights, is_ripe"),
        "{done:?}"
    );
}

#[test]
fn echo_receives_what_was_published_before_it_started_if_the_publisher_keeps_it() {
    let peer = Peer::new("farmer");
    let publisher = peer
        .node
        .create_pub::<Harvest>("latched")
        .with_qos(QosProfile::LATCHED)
        .build()
        .unwrap();
    publisher.publish(&harvest()).unwrap();
    let done = peer.run(&["topic", "echo", "/latched", "--once", "--duration", "15"]);
    assert_eq!((done.code, done.stdout.as_str()), (Some(0), YAML), "{done:?}");
}

#[test]
fn echo_without_a_publisher_ends_with_1() {
    let peer = Peer::silent("farmer");
    let done = peer.run(&["topic", "echo", "/nothing"]);
    assert_eq!((done.code, done.stdout.as_str()), (Some(1), ""));
    assert!(done.stderr.contains("/nothing has no publisher"), "{done:?}");
}

#[test]
fn a_misspelt_name_gets_the_name_of_a_similar_topic() {
    let peer = Peer::new("farmer");
    let _publisher = peer.node.create_pub::<Harvest>("harvest").build().unwrap();
    for (arguments, hint) in [
        (
            &["topic", "echo", "/havrest"][..],
            "/havrest has no publisher; did you mean /harvest?",
        ),
        (
            &["topic", "info", "harvst"],
            "there is no topic /harvst; did you mean /harvest?",
        ),
        (
            &["interface", "show", "/Harvest"],
            "there is no topic or service /Harvest; did you mean /harvest?",
        ),
        (
            &["node", "info", "/framer"],
            "there is no node /framer; did you mean /farmer?",
        ),
        (
            &["service", "type", "/get_type_description"],
            "did you mean /farmer/get_type_description?",
        ),
        (&["topic", "info", "/apples"], "there is no topic /apples\n"),
    ] {
        let done = peer.run(arguments);
        assert_eq!(done.code, Some(1), "{done:?}");
        assert!(done.stderr.contains(hint), "{done:?}");
    }
}

#[test]
fn a_recording_describes_the_types_of_its_topics() {
    let recording = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("described");
    let _ = std::fs::remove_dir_all(&recording);
    let recording = recording.to_str().unwrap();
    {
        let peer = Peer::new("farmer");
        let publisher = peer.node.create_pub::<Harvest>("harvest").build().unwrap();
        let record = ["bag", "record", "/harvest", "-o", recording, "--duration", "4"];
        let done = peer.run_while(&record, || {
            publisher.publish(&harvest()).unwrap();
        });
        assert_eq!(done.code, Some(0), "{done:?}");
    }
    let files = std::fs::read_dir(recording)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut files = files.filter(|path| path.extension().is_some_and(|extension| extension == "mcap"));
    let file = files.next().unwrap();
    let file = file.to_str().unwrap();

    // No node describes the type now.
    let peer = Peer::silent("shy");
    let publisher = peer.node.create_pub::<Harvest>("again").build().unwrap();
    let echo = [
        "topic",
        "echo",
        "/again",
        "--once",
        "--types",
        file,
        "--duration",
        "15",
    ];
    let done = peer.run_while(&echo, || {
        publisher.publish(&harvest()).unwrap();
    });
    assert_eq!((done.code, done.stdout.as_str()), (Some(0), YAML), "{done:?}");

    let subscriber = peer.node.create_sub::<Harvest>("sown").build().unwrap();
    let values = "{row: 7, field_name: north}";
    let publish = [
        "topic",
        "pub",
        "--once",
        "/sown",
        "rosz_test_msgs/Harvest",
        values,
        "--types",
        file,
    ];
    let done = peer.run(&publish);
    assert_eq!(done.code, Some(0), "{done:?}");
    let sample = subscriber
        .recv_timeout(PATIENCE)
        .unwrap()
        .unwrap()
        .decode()
        .unwrap();
    assert_eq!((sample.row, sample.field_name.as_str()), (7, "north"));

    for source in [file, recording] {
        let show = [
            "interface",
            "show",
            "rosz_test_msgs/msg/Harvest",
            "--types",
            source,
        ];
        let done = run(rosz(&show));
        assert_eq!(
            done.stdout, "string field_name\nuint16 row\nfloat32[] weights\nbool is_ripe\n",
            "{done:?}"
        );
    }
    let done = run(rosz(&["interface", "list", "--types", recording]));
    assert!(
        done.stdout
            .lines()
            .any(|line| line.trim() == "rosz_test_msgs/msg/Harvest"),
        "{done:?}"
    );
    let done = run(rosz(&[
        "interface",
        "show",
        "a_msgs/msg/B",
        "--types",
        "/no/such.mcap",
    ]));
    assert!(
        done.code == Some(1) && done.stderr.contains("/no/such.mcap: "),
        "{done:?}"
    );
}

#[test]
fn a_short_name_of_neither_a_message_nor_a_service_is_reported_as_a_message() {
    let done = run(rosz(&["interface", "show", "std_msgs/Strung"]));
    assert_eq!(done.code, Some(1), "{done:?}");
    assert!(
        done.stderr.contains("no description of std_msgs/msg/Strung"),
        "{done:?}"
    );
    assert_eq!(
        run(rosz(&["interface", "show", "std_srvs/Trigger"])).code,
        Some(0)
    );
}

#[test]
fn a_type_that_nothing_describes_is_an_error_that_lists_what_was_tried() {
    let peer = Peer::silent("shy");
    let _publisher = peer.node.create_pub::<OldHarvest>("undescribed").build().unwrap();
    let done = peer.run(&["topic", "echo", "/undescribed"]);
    assert_eq!(done.code, Some(1), "{done:?}");
    for part in [
        "no description of rosz_test_msgs/msg/Harvest (RIHS01_",
        "AMENT_PREFIX_PATH: is not set",
        "--types",
    ] {
        assert!(
            done.stderr.contains(part),
            "{part} is missing in: {}",
            done.stderr
        );
    }
}

#[test]
fn definitions_of_another_version_are_refused() {
    let peer = Peer::silent("shy");
    let _publisher = peer.node.create_pub::<Harvest>("other_version").build().unwrap();
    let folder = std::env::temp_dir().join(format!("rosz-version-{}", std::process::id()));
    let package = folder.join("rosz_test_msgs/msg");
    std::fs::create_dir_all(&package).unwrap();
    std::fs::write(package.join("Harvest.msg"), "string field_name\nuint8 row\n").unwrap();
    let arguments = [
        "topic",
        "echo",
        "/other_version",
        "--types",
        folder.to_str().unwrap(),
    ];
    let refused = peer.run(&arguments);
    std::fs::write(
        package.join("Harvest.msg"),
        "string field_name\nuint16 row\nfloat32[] weights\nbool is_ripe\n",
    )
    .unwrap();
    let publisher = peer.node.create_pub::<Harvest>("other_version").build().unwrap();
    let found = peer.run_while(&[&arguments[..], &["--once"]].concat(), || {
        publisher.publish(&harvest()).unwrap();
    });
    std::fs::remove_dir_all(&folder).unwrap();
    assert_eq!(refused.code, Some(1), "{refused:?}");
    assert!(
        refused.stderr.contains("has another version, RIHS01_"),
        "{refused:?}"
    );
    assert!(
        refused.stderr.contains("Build both from the same definitions"),
        "{refused:?}"
    );
    assert_eq!((found.code, found.stdout.as_str()), (Some(0), YAML), "{found:?}");
}

#[test]
fn list_and_info_show_a_conflict_of_types() {
    let peer = Peer::new("farmer");
    let _new = peer.node.create_pub::<Harvest>("conflict").build().unwrap();
    let _old = peer.node.create_sub::<OldHarvest>("conflict").build().unwrap();
    let _other = peer
        .node
        .create_pub::<std_msgs::String>("chatter")
        .build()
        .unwrap();

    let list = peer.run(&["topic", "list", "-t"]);
    assert_eq!(list.code, Some(0), "{list:?}");
    assert_eq!(
        list.stdout,
        "/chatter [std_msgs/msg/String]\n/conflict [rosz_test_msgs/msg/Harvest]\n\
         /parameter_events [rcl_interfaces/msg/ParameterEvent]\n"
    );
    assert!(
        list.stderr.contains("/conflict HAS 2 DIFFERENT TYPES"),
        "{list:?}"
    );

    let list = peer.run(&["topic", "list", "--json"]).json();
    let conflicts: Vec<_> = list
        .as_array()
        .unwrap()
        .iter()
        .map(|topic| topic["has_type_conflict"].as_bool())
        .collect();
    assert_eq!(conflicts, [Some(false), Some(true), Some(false)]);
    assert_eq!(list[1]["hashes"].as_array().map(Vec::len), Some(2));

    let info = peer.run(&["topic", "info", "/conflict", "--json"]).json();
    assert_eq!(info["has_type_conflict"], true);
    assert_eq!(info["publishers"][0]["node"], "/farmer");
    assert_eq!(info["publishers"][0]["qos"]["reliability"], "reliable");
    assert_ne!(
        info["publishers"][0]["type_hash"],
        info["subscriptions"][0]["type_hash"]
    );

    let info = peer.run(&["topic", "info", "/chatter"]);
    assert_eq!(
        info.stdout,
        "Type: std_msgs/msg/String\nPublisher count: 1\nSubscription count: 0\n"
    );
    let missing = peer.run(&["topic", "info", "/missing"]);
    assert_eq!(
        (missing.code, missing.stdout.as_str()),
        (Some(1), ""),
        "{missing:?}"
    );
}

#[test]
fn info_says_whether_messages_arrive_in_shared_memory() {
    let peer = Peer::new("farmer");
    let publisher = peer.node.create_pub::<Harvest>("cloud").build().unwrap();
    let large = Harvest {
        weights: vec![1.0; 100_000],
        ..harvest()
    };
    let done = peer.run_while(&["topic", "info", "/cloud", "--json", "--watch", "15"], || {
        publisher.publish(&large).unwrap();
    });
    let publisher = &done.json()["publishers"][0];
    // If no pool can be created, everything is on the heap, and that is what it says.
    let is_shm = publisher["last_message_in_shared_memory"].as_bool().unwrap();
    let said = publisher["shared_memory"].as_str().unwrap();
    assert_eq!(said.starts_with("yes"), is_shm, "{said}");
}

#[test]
fn echo_whose_output_nobody_reads_does_not_occupy_the_pool() {
    const POOL: usize = 16 << 20;
    let peer = Peer::new("farmer");
    if peer
        .context
        .shm_report()
        .config()
        .is_none_or(|config| config.pool().error().is_some())
    {
        eprintln!("skipped: no pool can be created here");
        return;
    }
    let publisher = peer
        .node
        .create_pub::<Harvest>("unread")
        .with_shm_pool_size(POOL)
        .unwrap()
        .with_shm_policy(AllocPolicy::Wait(PATIENCE))
        .build()
        .unwrap();
    let _unread = Running::start(peer.rosz(&["topic", "echo", "/unread", "--full-length"]));
    assert!(publisher.wait_for_subscribers(1, PATIENCE));
    let large = Harvest {
        weights: vec![1.0; 250_000],
        ..harvest()
    };
    let start = Instant::now();
    while !publisher.publish(&large).unwrap().path.is_shm() {
        assert!(start.elapsed() < PATIENCE, "{:?}", publisher.shm_stats());
        std::thread::sleep(Duration::from_millis(10));
    }
    // Three times as much as the pool has.
    for _ in 0..3 * POOL / 1_000_000 {
        let published = publisher.publish(&large).unwrap();
        assert!(
            published.path.is_shm(),
            "{published:?}: {:?}",
            publisher.shm_stats()
        );
    }
}

#[test]
fn hz_bw_and_delay_measure() {
    let peer = Peer::new("farmer");
    let publisher = peer.node.create_pub::<Harvest>("measured").build().unwrap();
    let publish = || {
        publisher.publish(&harvest()).unwrap();
    };
    let hz = peer.run_while(
        &["topic", "hz", "/measured", "--json", "--duration", "2.5"],
        publish,
    );
    assert_eq!(hz.code, Some(0), "{hz:?}");
    let last: serde_json::Value = serde_json::from_str(hz.stdout.lines().last().unwrap()).unwrap();
    let (rate, window) = (
        last["rate"].as_f64().unwrap(),
        last["period"]["window"].as_u64().unwrap(),
    );
    assert!(rate > 0.0 && rate < 101.0 && window > 0, "{last}");

    let bw = peer.run_while(
        &["topic", "bw", "/measured", "--json", "--duration", "2.5"],
        publish,
    );
    let last: serde_json::Value = serde_json::from_str(bw.stdout.lines().last().unwrap()).unwrap();
    let size = ros_z::core::to_vec(&harvest()).unwrap().len() as f64;
    assert_eq!(
        (last["size"]["min"].as_f64(), last["size"]["max"].as_f64()),
        (Some(size), Some(size)),
        "{last}"
    );

    let delay = peer.run_while(
        &[
            "topic",
            "delay",
            "/measured",
            "--published",
            "--json",
            "--duration",
            "2.5",
        ],
        publish,
    );
    let last: serde_json::Value = serde_json::from_str(delay.stdout.lines().last().unwrap()).unwrap();
    let mean = last["delay"]["mean"].as_f64().unwrap();
    assert!((0.0..1.0).contains(&mean), "{last}");

    let without_header = peer.run_while(&["topic", "delay", "/measured"], publish);
    assert_eq!(without_header.code, Some(1));
    assert!(
        without_header.stderr.contains("has no header"),
        "{without_header:?}"
    );
}

#[test]
fn pub_publishes_the_values_of_yaml() {
    let peer = Peer::new("farmer");
    let subscriber = peer.node.create_sub::<Harvest>("orders").build().unwrap();
    let values = "{field_name: south, row: 3, weights: [1, 2.5]}";
    let done = peer.run(&[
        "topic",
        "pub",
        "--once",
        "/orders",
        "rosz_test_msgs/msg/Harvest",
        values,
    ]);
    assert_eq!(done.code, Some(0), "{done:?}");
    let received = subscriber.recv_timeout(PATIENCE).unwrap().expect("one message");
    let expected = Harvest {
        field_name: "south".into(),
        row: 3,
        weights: vec![1.0, 2.5],
        is_ripe: false,
    };
    assert_eq!(received.decode().unwrap(), expected);

    let wrong = peer.run(&[
        "topic",
        "pub",
        "--once",
        "/orders",
        "rosz_test_msgs/msg/Harvest",
        "{row: 70000}",
    ]);
    assert_eq!(wrong.code, Some(2), "{wrong:?}");
    assert!(wrong.stderr.contains("row"), "{wrong:?}");
    let unknown = peer.run(&["topic", "pub", "--once", "/x", "rosz_test_msgs/msg/Nothing", "{}"]);
    assert_eq!(unknown.code, Some(1), "{unknown:?}");
}

#[test]
fn a_publisher_of_rosz_describes_its_type_to_others() {
    let peer = Peer::silent("between");
    let folder = std::env::temp_dir().join(format!("rosz-relay-{}", std::process::id()));
    let package = folder.join("rosz_test_msgs/msg");
    std::fs::create_dir_all(&package).unwrap();
    std::fs::write(package.join("Crate.msg"), "string label\nuint8 count 12\n").unwrap();
    let types = folder.to_str().unwrap();
    let values = "{label: apples}";
    let command = [
        "topic",
        "pub",
        "/crates",
        "rosz_test_msgs/Crate",
        values,
        "-r",
        "50",
        "--types",
        types,
    ];
    let mut publishing = Running::start(peer.rosz(&command));
    let line = publishing.line();
    let done = peer.run(&["topic", "echo", "/crates", "--wait", "--once", "--duration", "15"]);
    std::fs::remove_dir_all(&folder).unwrap();
    assert!(line.starts_with("publishing #1: "), "{line}");
    assert_eq!(done.code, Some(0), "{done:?}");
    assert!(done.stdout.starts_with("label: apples\ncount: "), "{done:?}");
}

#[test]
fn pub_of_a_ros_type_needs_no_node_that_describes_it() {
    let peer = Peer::silent("listener");
    let subscriber = peer
        .node
        .create_sub::<std_msgs::String>("chatter")
        .build()
        .unwrap();
    let done = peer.run(&[
        "topic",
        "pub",
        "-t",
        "3",
        "-r",
        "100",
        "chatter",
        "std_msgs/String",
        "data: hello",
        "--json",
    ]);
    assert_eq!((done.code, done.stdout.lines().count()), (Some(0), 3), "{done:?}");
    for _ in 0..3 {
        let received = subscriber
            .recv_timeout(PATIENCE)
            .unwrap()
            .expect("three messages");
        assert_eq!(received.decode().unwrap().data, "hello");
    }
}
