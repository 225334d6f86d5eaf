//! Waits for the graph, and finds the types that endpoints of one topic or service announce.

use crate::exit::Result;
use crate::names::{did_you_mean, shown};
use crate::network::NetworkArguments;
use crate::output::warn;
use ros_z::context::ZContext;
use ros_z::core::TypeHash;
use ros_z::graph::{EndpointInfo, Graph};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// The graph is complete if nothing changes for this time.
const QUIET: Duration = Duration::from_millis(250);

/// Returns the graph once it no longer changes, after the spin time at the latest.
pub(crate) fn settled(context: &ZContext, network: &NetworkArguments) -> Result<Graph> {
    let graph = context.graph()?;
    let start = Instant::now();
    let left = || network.spin_time().saturating_sub(start.elapsed());
    // Without any node, nothing can be known about the next one.
    let _ = graph.wait_until(left(), |graph| !graph.nodes().is_empty());
    loop {
        let mut checks = 0;
        let has_changed = graph.wait_until(QUIET.min(left()), |_| {
            checks += 1;
            checks > 1
        });
        if !has_changed || left().is_zero() {
            return Ok(graph);
        }
    }
}

/// Says that there is no such topic, with a similar name if there is one.
pub(crate) fn no_topic(graph: &Graph, name: &str) -> String {
    let names = graph.topics().into_iter().map(|topic| topic.name);
    format!("there is no topic {}{}", shown(name), did_you_mean(name, names))
}

/// Says that there is no such service, with a similar name if there is one.
pub(crate) fn no_service(graph: &Graph, name: &str) -> String {
    let names = graph.services().into_iter().map(|service| service.name);
    format!("there is no service {}{}", shown(name), did_you_mean(name, names))
}

/// Says that there is neither a topic nor a service of this name, with a similar name if there is one.
pub(crate) fn no_name(graph: &Graph, name: &str) -> String {
    let topics = graph.topics().into_iter().map(|topic| topic.name);
    let services = graph.services().into_iter().map(|service| service.name);
    let hint = did_you_mean(name, topics.chain(services));
    format!("there is no topic or service {}{hint}", shown(name))
}

/// A type that endpoints announce, as they spell it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct AnnouncedType {
    pub(crate) name: String,
    pub(crate) hash: String,
}

/// Returns the types of endpoints, each with the number of endpoints that announce it; the most frequent first, and those
/// without a valid hash last.
pub(crate) fn announced_types<'a>(
    endpoints: impl IntoIterator<Item = &'a EndpointInfo>,
) -> Vec<(AnnouncedType, usize)> {
    let mut counts: BTreeMap<AnnouncedType, usize> = BTreeMap::new();
    for endpoint in endpoints {
        let announced = AnnouncedType {
            name: endpoint.type_name.clone(),
            hash: endpoint.type_hash.clone(),
        };
        *counts.entry(announced).or_default() += 1;
    }
    let mut types: Vec<_> = counts.into_iter().collect();
    // Nobody can subscribe to a type without a hash.
    let has_no_hash = |announced: &AnnouncedType| announced.hash.parse::<TypeHash>().is_err();
    types.sort_by_key(|(announced, count)| (has_no_hash(announced), Reverse(*count)));
    types
}

/// Warns if the endpoints of one name have different types. They do not receive anything from each other.
pub(crate) fn warn_of_conflict(name: &str, types: &[(AnnouncedType, usize)]) {
    if types.len() < 2 {
        return;
    }
    let mut text = format!(
        "{} HAS {} DIFFERENT TYPES; endpoints of different types do not receive each other's messages:",
        shown(name),
        types.len()
    );
    for (announced, count) in types {
        // Each hash has a line of its own, which fits a terminal of 80 columns.
        text += &format!(
            "\n  {count} of {}\n    {}",
            shown(&announced.name),
            shown(&announced.hash)
        );
    }
    warn(text);
}
