//! The tokens of a graph, and the sums over them. It works on texts, without a session.

use super::info::{EndpointInfo, NodeInfo, ServiceInfo, TopicInfo, ros_type};
use ros_z_protocol::{Endpoint, EndpointKind, Gid, LivelinessToken};
use std::collections::{BTreeMap, BTreeSet};

/// All tokens that are alive.
#[derive(Default)]
pub(super) struct Tokens {
    alive: BTreeMap<String, LivelinessToken>,
    malformed: u64,
    revision: u64,
}

/// Types and numbers of endpoints, by name.
type Tally = BTreeMap<String, (BTreeSet<String>, [usize; 2])>;

impl Tokens {
    /// Adds a token. The text comes from a peer and may be malformed.
    pub(super) fn insert(&mut self, text: &str) {
        match text.parse() {
            Ok(token) => {
                self.alive.insert(text.into(), token);
                self.revision += 1;
            }
            Err(error) => {
                if self.malformed == 0 {
                    tracing::warn!(
                        token = %text.escape_debug(),
                        "ignored a malformed liveliness token of a peer; further ones are not logged: {error}"
                    );
                }
                self.malformed += 1;
            }
        }
    }

    /// Removes a token, which may have been malformed.
    pub(super) fn remove(&mut self, text: &str) {
        if self.alive.remove(text).is_some() {
            self.revision += 1;
        }
    }

    /// Returns the number of tokens that could not be parsed.
    pub(super) fn malformed(&self) -> u64 {
        self.malformed
    }

    /// Returns a number that increases with every change.
    pub(super) fn revision(&self) -> u64 {
        self.revision
    }

    pub(super) fn nodes(&self) -> Vec<NodeInfo> {
        let nodes = self.alive.values().filter(|token| token.endpoint().is_none());
        let mut nodes: Vec<NodeInfo> = nodes.map(NodeInfo::of).collect();
        nodes.sort();
        nodes
    }

    pub(super) fn topics(&self) -> Vec<TopicInfo> {
        let tally = self.tally([EndpointKind::Publisher, EndpointKind::Subscription]);
        tally
            .into_iter()
            .map(|(name, (types, [publishers, subscriptions]))| TopicInfo {
                name,
                types: types.into_iter().collect(),
                publishers,
                subscriptions,
            })
            .collect()
    }

    pub(super) fn services(&self) -> Vec<ServiceInfo> {
        let tally = self.tally([EndpointKind::Service, EndpointKind::Client]);
        tally
            .into_iter()
            .map(|(name, (types, [servers, clients]))| ServiceInfo {
                name,
                types: types.into_iter().collect(),
                servers,
                clients,
            })
            .collect()
    }

    fn tally(&self, kinds: [EndpointKind; 2]) -> Tally {
        let mut tally = Tally::new();
        for (_, _, endpoint) in self.all_endpoints() {
            let Some(side) = kinds.iter().position(|kind| *kind == endpoint.kind()) else {
                continue;
            };
            let (types, counts) = tally.entry(endpoint.topic().into()).or_default();
            types.insert(ros_type(endpoint.wire_type()));
            counts[side] += 1;
        }
        tally
    }

    pub(super) fn endpoints(&self, kind: EndpointKind, name: &str) -> Vec<EndpointInfo> {
        self.all_endpoints()
            .filter(|(_, _, endpoint)| endpoint.kind() == kind && endpoint.topic() == name)
            .map(|(text, token, endpoint)| endpoint_info(text, token, endpoint))
            .collect()
    }

    /// Returns the endpoint of a token, with a function that describes it.
    pub(super) fn endpoint(&self, text: &str) -> Option<(&Endpoint, impl FnOnce() -> EndpointInfo)> {
        let (text, token) = self.alive.get_key_value(text)?;
        let endpoint = token.endpoint()?;
        Some((endpoint, move || endpoint_info(text, token, endpoint)))
    }

    /// Returns the number of endpoints of this kind on a data key.
    pub(super) fn count(&self, kind: EndpointKind, key: &str) -> usize {
        self.all_endpoints()
            .filter(|(_, token, endpoint)| {
                endpoint.kind() == kind
                    && endpoint
                        .data_key(token.domain_id())
                        .is_ok_and(|found| found.to_string() == key)
            })
            .count()
    }

    fn all_endpoints(&self) -> impl Iterator<Item = (&str, &LivelinessToken, &Endpoint)> {
        self.alive
            .iter()
            .filter_map(|(text, token)| Some((text.as_str(), token, token.endpoint()?)))
    }
}

fn endpoint_info(text: &str, token: &LivelinessToken, endpoint: &Endpoint) -> EndpointInfo {
    EndpointInfo {
        node: NodeInfo::of(token),
        type_name: ros_type(endpoint.wire_type()),
        type_hash: endpoint.type_hash().into(),
        qos: endpoint.qos(),
        gid: Gid::of_token(text),
        backends: endpoint.backends().cloned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // Captured from rmw_zenoh_cpp 0.2.10.
    const NODE: &str = "@ros2_lv/0/4a67f1a47554de2e274b7968c89b88ef/0/0/NN/%/%/talker";
    const PUBLISHER: &str = "@ros2_lv/0/4a67f1a47554de2e274b7968c89b88ef/0/1/MP/%/%/talker/%chatter/std_msgs::msg::dds_::String_/RIHS01_df668c740482bbd48fb39d76a70dfd4bd59db1288021743503259e948f6b1a18/::,10:,:,:,,";
    const KEY: &str = "0/chatter/std_msgs::msg::dds_::String_/RIHS01_df668c740482bbd48fb39d76a70dfd4bd59db1288021743503259e948f6b1a18";
    const SERVICE: &str = "@ros2_lv/0/bc8ef43f0ffec771767ed819e7ed0c3b/0/1/SS/%/%/cpp_srv/%add_two_ints/peer_msgs::srv::dds_::AddTwoInts_/RIHS01_bf6d8349bcfbf25e50fce0c09651ac8aca44796cf8ad0972fdf993ccfd0d49ae/::,10:,:,:,,";

    fn captured() -> Tokens {
        let mut tokens = Tokens::default();
        [NODE, PUBLISHER, SERVICE]
            .iter()
            .for_each(|text| tokens.insert(text));
        tokens
    }

    #[test]
    fn captured_tokens_add_up_to_a_graph() {
        let tokens = captured();
        assert_eq!(tokens.nodes().len(), 1);
        assert_eq!(tokens.nodes()[0].name, "talker");
        let topic = &tokens.topics()[0];
        assert_eq!(
            (topic.name.as_str(), topic.publishers, topic.subscriptions),
            ("/chatter", 1, 0)
        );
        assert_eq!(topic.types, ["std_msgs/msg/String"]);
        let service = &tokens.services()[0];
        assert_eq!(
            (service.name.as_str(), service.servers, service.clients),
            ("/add_two_ints", 1, 0)
        );
        let publisher = &tokens.endpoints(EndpointKind::Publisher, "/chatter")[0];
        assert_eq!(publisher.gid.to_string(), "57a0e4366e9d8085d6cb55bf9dc8622a");
        assert_eq!(publisher.qos.depth, 10);
        assert_eq!(tokens.count(EndpointKind::Publisher, KEY), 1);
        assert_eq!(tokens.count(EndpointKind::Subscription, KEY), 0);
    }

    #[test]
    fn an_undeclared_token_is_removed_and_a_malformed_one_is_counted() {
        let mut tokens = captured();
        let revision = tokens.revision();
        for text in [
            "",
            "@ros2_lv/0/**",
            &NODE[..20],
            &PUBLISHER.replace("MP", "XX"),
            "é",
        ] {
            tokens.insert(text);
            tokens.remove(text);
        }
        assert_eq!((tokens.malformed(), tokens.revision()), (5, revision));
        [NODE, PUBLISHER, SERVICE]
            .iter()
            .for_each(|text| tokens.remove(text));
        assert!(tokens.nodes().is_empty() && tokens.topics().is_empty() && tokens.services().is_empty());
    }
}
