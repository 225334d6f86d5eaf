//! The command line: exit codes, help, and input that is wrong.

use crate::support::{Peer, Running, rosz, run};
use zenoh::Wait;

#[test]
fn exit_codes_are_0_1_and_2() {
    assert_eq!(run(rosz(&["--help"])).code, Some(0));
    assert_eq!(
        run(rosz(&["interface", "show", "std_msgs/msg/Strung"])).code,
        Some(1)
    );
    assert_eq!(run(rosz(&["topic", "lust"])).code, Some(2));
    assert_eq!(run(rosz(&["topic", "echo"])).code, Some(2));
    assert_eq!(
        run(rosz(&["topic", "pub", "/x", "std_msgs/String", "[1]"])).code,
        Some(2)
    );
    assert_eq!(
        run(rosz(&[
            "topic",
            "pub",
            "/x",
            "std_msgs/String",
            "{}",
            "--rate",
            "-1"
        ]))
        .code,
        Some(2)
    );
}

#[test]
fn every_command_has_help_and_every_shell_has_completions() {
    for command in [
        &["topic", "echo"][..],
        &["topic", "pub"],
        &["node", "info"],
        &["service", "call"],
        &["interface", "show"],
        &["import"],
        &["export"],
        &["router"],
        &["doctor"],
        #[cfg(target_os = "linux")]
        &["shm", "top"],
        #[cfg(target_os = "linux")]
        &["shm", "clean"],
    ] {
        let done = run(rosz(&[command, &["--help"]].concat()));
        assert_eq!(done.code, Some(0), "{done:?}");
        assert!(done.stdout.contains("Usage: rosz"), "{done:?}");
    }
    for shell in ["bash", "zsh", "fish"] {
        let done = run(rosz(&["completions", shell]));
        assert!(
            done.code == Some(0) && done.stdout.contains("echo"),
            "{shell}: {:?}",
            done.code
        );
    }
}

#[test]
fn help_fits_a_terminal_of_80_columns() {
    for command in [
        &["--help"][..],
        &["topic", "echo", "--help"],
        &["topic", "pub", "--help"],
        &["bag", "record", "--help"],
        &["bag", "play", "-h"],
    ] {
        let mut rosz = rosz(command);
        rosz.env("COLUMNS", "80");
        let done = run(rosz);
        let widest = done.stdout.lines().max_by_key(|line| line.chars().count());
        let widest = widest.unwrap_or_default();
        assert!(widest.chars().count() <= 80, "{command:?}: {widest}");
    }
}

#[test]
fn topics_are_listed_at_every_start() {
    let peer = Peer::silent("farmer");
    let _publisher = peer
        .node
        .create_pub::<ros_z::msgs::std_msgs::String>("chatter")
        .build()
        .unwrap();
    for _ in 0..5 {
        let done = peer.run(&["topic", "list"]);
        assert_eq!(done.stdout, "/chatter\n", "{done:?}");
    }
}

#[test]
fn hostile_tokens_never_end_it_with_a_panic() {
    let peer = Peer::silent("farmer");
    let session = peer.context.session();
    let zid = session.zid();
    let qos = "::,10:,:,:,,";
    let tokens = [
        format!("@ros2_lv/0/{zid}/0/7/MP/%/%/evil/%hostile/a::msg::dds_::B_/RIHS01_zz/{qos}"),
        format!(
            "@ros2_lv/0/{zid}/0/8/MP/%/%/evil/%hostile/../RIHS01_{}/{qos}",
            "0".repeat(64)
        ),
        format!(
            "@ros2_lv/0/{zid}/0/9/MP/%/%/evil/%hostile/\u{1b}[2J::msg::dds_::B_/RIHS01_{}/:1:,9999999999999999999:,:,:,,",
            "0".repeat(64)
        ),
        format!(
            "@ros2_lv/0/{zid}/0/10/SS/%/%/evil/%evil%get_type_description/x/RIHS01_{}/{qos}",
            "1".repeat(64)
        ),
        format!("@ros2_lv/0/{zid}/0/11/XX/%/%/evil"),
    ];
    let held: Vec<_> = tokens
        .into_iter()
        .filter_map(|token| session.liveliness().declare_token(token).wait().ok())
        .collect();
    assert!(held.len() >= 3, "zenoh refused too many tokens");
    for arguments in [
        &["topic", "list", "-t"][..],
        &["topic", "list", "-v", "--json"],
        &["topic", "info", "/hostile", "-v"],
        &["topic", "echo", "/hostile", "--duration", "1"],
        &["topic", "hz", "/hostile", "--duration", "1"],
        &[
            "topic",
            "pub",
            "--once",
            "/hostile",
            "std_msgs/String",
            "{}",
            "-w",
            "0",
        ],
        &["node", "list"],
        &["node", "info", "/evil"],
        &["service", "list", "-t"],
        &["service", "call", "/evil/get_type_description", "--timeout", "1"],
        &["interface", "show", "/hostile"],
    ] {
        let done = peer.run(arguments);
        assert!(matches!(done.code, Some(0..=2)), "{arguments:?}: {done:?}");
        assert!(!done.stderr.contains("panicked"), "{arguments:?}: {done:?}");
        assert!(!done.stdout.contains('\u{1b}'), "{arguments:?}: {done:?}");
    }
}

#[test]
fn a_router_introduces_nodes_to_each_other() {
    let mut router = Running::start(rosz(&["router", "--listen", "tcp/127.0.0.1:0", "--json"]));
    let report: serde_json::Value = serde_json::from_str(&router.line()).unwrap();
    let endpoint = report["endpoints"][0].as_str().unwrap().to_owned();
    let context = ros_z::context::ZContextBuilder::default()
        .with_domain_id(0)
        .with_connect_endpoints([&endpoint])
        .with_multicast_scouting(false)
        .build()
        .unwrap();
    let _node = context.create_node("behind_the_router").build().unwrap();
    let mut list = rosz(&["node", "list", "--spin-time", "10", "--connect", &endpoint]);
    list.env("ZENOH_CONFIG_OVERRIDE", "scouting/multicast/enabled=false")
        .env("ROS_DOMAIN_ID", "0");
    assert_eq!(run(list).stdout, "/behind_the_router\n");
}

#[test]
fn doctor_ends_with_fine_or_with_what_to_change() {
    let done = run(rosz(&["doctor"]));
    match done.code {
        Some(0) => assert!(
            done.stdout.ends_with("fine: shared memory works here.\n"),
            "{done:?}"
        ),
        Some(1) => assert!(done.stdout.contains("To change:\n- "), "{done:?}"),
        _ => panic!("{done:?}"),
    }
}
