//! Two hosts with a router between them: network namespaces that reach only the one in the middle. Each host
//! runs a router, which `rmw_zenoh` requires, and a node with the default configuration. The nodes see the
//! whole graph, receive each other's messages, and see when a node ends.

use std::process::{Command, Stdio};

use ros_z_tests::machine::skip;
use ros_z_tests::neighbours::own_domain;
use ros_z_tests::process::Process;

const PEER: &str = env!("CARGO_BIN_EXE_host_peer");
const COUNT: usize = 200;

/// Two hosts and a router, each in a separate network namespace; removed when dropped.
struct Network {
    prefix: String,
}

fn run(command: &str) -> bool {
    let mut words = command.split_whitespace();
    let program = words.next().expect("the command is not empty");
    let mut command = Command::new(program);
    let status = command
        .args(words)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    status.is_ok_and(|status| status.success())
}

impl Network {
    /// Returns `None` where that is not permitted.
    fn build() -> Option<Self> {
        let network = Self {
            prefix: format!("rz{}", std::process::id()),
        };
        let name = |host: &str| format!("{}{host}", network.prefix);
        let router = name("r");
        let mut commands = vec![
            format!("ip netns add {router}"),
            format!("ip -n {router} link set lo up"),
        ];
        for (host, subnet) in [("a", 1), ("b", 2)] {
            let (space, here, there) = (name(host), name(&format!("{host}0")), name(&format!("{host}1")));
            commands.extend([
                format!("ip netns add {space}"),
                format!("ip -n {space} link set lo up"),
                format!("ip link add {here} netns {space} type veth peer name {there} netns {router}"),
                format!("ip -n {space} address add 10.77.{subnet}.2/24 dev {here}"),
                format!("ip -n {router} address add 10.77.{subnet}.1/24 dev {there}"),
                format!("ip -n {space} link set {here} up"),
                format!("ip -n {router} link set {there} up"),
            ]);
        }
        let failed = commands.iter().find(|command| !run(command));
        match failed {
            None => Some(network),
            Some(command) => {
                skip(&format!(
                    "network namespaces are not available: `{command}` failed"
                ));
                None
            }
        }
    }

    fn start(&self, host: &str, arguments: &str) -> Process {
        let mut command = Command::new("ip");
        command.args(["netns", "exec", &format!("{}{host}", self.prefix), PEER]);
        command.args(arguments.split_whitespace());
        Process::start_command(command)
    }
}

impl Drop for Network {
    fn drop(&mut self) {
        for host in ["a", "b", "r"] {
            run(&format!("ip netns del {}{host}", self.prefix));
        }
    }
}

#[test]
fn hosts_connected_by_a_router_see_and_receive_each_other() {
    let Some(network) = Network::build() else {
        return;
    };
    let domain = own_domain();
    let middle = network.start("r", "router listen=tcp/0.0.0.0:7447");
    let router = |host, subnet| {
        let upstream = format!("connect=tcp/10.77.{subnet}.1:7447");
        network.start(host, &format!("router listen=tcp/127.0.0.1:7447 {upstream}"))
    };
    let routers = [router("a", 1), router("b", 2)];
    let node =
        |host, name, other| network.start(host, &format!("node domain={domain} name={name} other={other}"));
    let (mut one, mut two) = (node("a", "one", "two"), node("b", "two", "one"));
    for peer in [&mut one, &mut two] {
        peer.tell("graph nodes=2");
        let graph = peer.expect("graph");
        assert!(graph.get::<bool>("seen"), "{graph:?}");
        assert_eq!(graph.get::<String>("topics"), "/from_one,/from_two");
        peer.tell("await");
        assert_eq!(peer.expect("matched").text(), "matched true");
    }
    for peer in [&mut one, &mut two] {
        peer.tell(&format!("publish count={COUNT}"));
    }
    for (peer, other) in [(&mut one, "two"), (&mut two, "one")] {
        for number in 0..COUNT {
            assert_eq!(
                peer.expect("heard").get::<String>("data"),
                format!("{other}{number}")
            );
        }
    }
    // Killed, without closing its session.
    two.kill();
    one.tell("graph nodes=1");
    let graph = one.expect("graph");
    assert!(graph.get::<bool>("seen"), "{graph:?}");
    assert_eq!(graph.get::<usize>("lost"), 0);
    drop(one.finish());
    for router in routers {
        drop(router.finish());
    }
    drop(middle.finish());
}
