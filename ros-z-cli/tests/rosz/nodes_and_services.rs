//! `rosz node`, `rosz service`, `rosz interface` and `rosz export` beside a node whose types exist only in this program.

use crate::support::{Harvest, Peer, Weigh, WeighResponse, rosz, run};

#[test]
fn nodes_are_listed_with_their_endpoints() {
    let peer = Peer::new("farmer");
    let _publisher = peer.node.create_pub::<Harvest>("harvest").build().unwrap();
    let _client = peer.node.create_client::<Weigh>("weigh").build().unwrap();
    let list = peer.run(&["node", "list"]);
    assert_eq!(
        (list.code, list.stdout.as_str()),
        (Some(0), "/farmer\n"),
        "{list:?}"
    );
    let info = peer.run(&["node", "info", "/farmer", "--json"]).json();
    assert_eq!(info["publishers"][0]["name"], "/harvest");
    assert_eq!(info["publishers"][0]["type"], "rosz_test_msgs/msg/Harvest");
    assert_eq!(info["service_clients"][0]["name"], "/weigh");
    let text = peer.run(&["node", "info", "farmer"]).stdout;
    assert!(
        text.starts_with(
            "/farmer\n  Subscribers:\n  Publishers:\n    /harvest: rosz_test_msgs/msg/Harvest\n"
        ),
        "{text}"
    );
    let missing = peer.run(&["node", "info", "/missing"]);
    assert_eq!((missing.code, missing.stdout.as_str()), (Some(1), ""));
}

#[test]
fn a_service_of_an_unknown_type_is_called() {
    let peer = Peer::new("farmer");
    let _server = peer
        .node
        .create_service::<Weigh>("weigh")
        .build_with_callback(|request| WeighResponse {
            total: request.weights.iter().sum(),
        })
        .unwrap();
    let list = peer.run(&["service", "list", "-t"]).stdout;
    assert!(list.contains("/weigh [rosz_test_msgs/srv/Weigh]\n"), "{list}");
    let kind = peer.run(&["service", "type", "/weigh"]);
    assert_eq!(
        (kind.code, kind.stdout.as_str()),
        (Some(0), "rosz_test_msgs/srv/Weigh\n")
    );

    let call = peer.run(&[
        "service",
        "call",
        "/weigh",
        "rosz_test_msgs/srv/Weigh",
        "{weights: [1, 2.5]}",
    ]);
    assert_eq!(
        (call.code, call.stdout.as_str()),
        (Some(0), "total: 3.5\n"),
        "{call:?}"
    );
    let call = peer.run(&["service", "call", "weigh", "{weights: [4]}", "--json"]);
    assert_eq!(call.json()["total"], 4.0, "{call:?}");
    let wrong = peer.run(&["service", "call", "weigh", "{weight: 4}"]);
    assert_eq!(wrong.code, Some(2), "{wrong:?}");
    let missing = peer.run(&["service", "call", "missing", "--timeout", "0.2"]);
    assert_eq!(
        (missing.code, missing.stdout.as_str()),
        (Some(1), ""),
        "{missing:?}"
    );
}

#[test]
fn a_type_of_the_graph_is_shown_and_exported() {
    let peer = Peer::new("farmer");
    let _publisher = peer.node.create_pub::<Harvest>("harvest").build().unwrap();
    let definition = "string field_name\nuint16 row\nfloat32[] weights\nbool is_ripe\n";
    let show = peer.run(&["interface", "show", "/harvest"]);
    assert_eq!(
        (show.code, show.stdout.as_str()),
        (Some(0), definition),
        "{show:?}"
    );

    let folder = std::env::temp_dir().join(format!("rosz-exported-{}", std::process::id()));
    let export = peer.run(&["export", "/harvest", "--out", folder.to_str().unwrap()]);
    let text = std::fs::read_to_string(folder.join("rosz_test_msgs/msg/Harvest.msg"));
    let shown = run(rosz(&[
        "interface",
        "show",
        "rosz_test_msgs/msg/Harvest",
        "--types",
        folder.to_str().unwrap(),
    ]));
    let listed = run(rosz(&[
        "interface",
        "list",
        "rosz_test_msgs",
        "--types",
        folder.to_str().unwrap(),
    ]));
    let imported = run(rosz(&[
        "import",
        folder.to_str().unwrap(),
        "--out",
        folder.join("out").to_str().unwrap(),
        "--json",
    ]));
    std::fs::remove_dir_all(&folder).unwrap();
    assert_eq!(export.code, Some(0), "{export:?}");
    assert!(text.unwrap().ends_with(definition));
    assert_eq!(
        (shown.code, shown.stdout.as_str()),
        (Some(0), definition),
        "{shown:?}"
    );
    assert_eq!(listed.stdout, "Messages:\n    rosz_test_msgs/msg/Harvest\n");
    assert_eq!(imported.json()["packages"][0], "rosz_test_msgs");
}
