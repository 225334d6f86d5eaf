//! Texts and bytes from other nodes and users: attachments, tokens, keys, names, QoS, remap rules. None
//! causes a panic or exceeds its memory limit, and accepted input is written and read again unchanged.
#![no_main]

use std::fmt::{Debug, Display};
use std::str::FromStr;

use libfuzzer_sys::fuzz_target;
use ros_z_core::TypeHash;
use ros_z_fuzz::input::within_memory;
use ros_z_protocol::{
    Attachment, Backends, DataKey, Endpoint, EndpointKind, Gid, LivelinessToken, Namespace, NodeName,
    NodePath, QosProfile, RemapRule, RemapRules, TopicName, TypeName, ZenohId,
};

/// Reads `text`, and checks that the value survives writing and reading.
fn read<T>(text: &str) -> Option<T>
where
    T: FromStr + Display + PartialEq + Debug,
    T::Err: std::error::Error,
{
    match within_memory(text.len(), || text.parse::<T>()) {
        Ok(value) => {
            let written = value.to_string();
            let again = written.parse::<T>().map_err(|error| error.to_string());
            assert_eq!(again.as_ref(), Ok(&value), "{text:?} was written as {written:?}");
            Some(value)
        }
        Err(error) => {
            assert!(!error.to_string().is_empty());
            None
        }
    }
}

fn attachment(bytes: &[u8]) {
    if let Ok(attachment) = Attachment::deserialize(bytes) {
        let written = attachment.serialize();
        assert_eq!(Attachment::deserialize(&written), Ok(attachment));
        assert_eq!(written[..16], bytes[..16]);
    }
}

fn is_key_expression(text: &str) -> bool {
    !text.contains(['*', '$', '?', '#']) && text.split('/').all(|part| !part.is_empty())
}

fn token(text: &str) {
    let _ = Gid::of_token(text);
    let Some(token) = read::<LivelinessToken>(text) else {
        return;
    };
    assert!(
        is_key_expression(&token.to_string()),
        "{token} cannot be declared"
    );
    if let Some(endpoint) = token.endpoint()
        && let Ok(key) = endpoint.data_key(token.domain_id())
    {
        assert_eq!(key.to_string().parse(), Ok(key));
    }
}

fn qos(text: &str) {
    if let Ok(qos) = text.parse::<QosProfile>() {
        // "Best available" cannot be written.
        assert_eq!(qos.to_string().parse(), Ok(qos.resolved()), "{text:?}");
    }
}

/// Checks names, one per line: the name and namespace of a node, then a topic. Valid names form a token that
/// is read back.
fn names(text: &str) {
    let mut lines = text.split('\n');
    let mut line = || lines.next().unwrap_or_default();
    let (namespace, node, topic, type_name, hash, profile) = (line(), line(), line(), line(), line(), line());
    read::<TopicName>(topic);
    read::<TypeHash>(hash);
    read::<TypeName>(type_name);
    let namespace = read::<Namespace>(namespace).unwrap_or_default();
    let Some(node) = read::<NodeName>(node) else {
        return;
    };
    let path = NodePath::new(namespace, node);
    let _ = path.resolve_service(topic);
    let Ok(topic) = path.resolve_topic(topic) else {
        return;
    };
    assert_eq!(TopicName::new(topic.as_str()).as_ref(), Ok(&topic));
    if let Ok(wire) = TypeName::from_wire(type_name) {
        assert_eq!(wire.to_wire(), type_name);
    }
    let Ok(type_name) = type_name.parse::<TypeName>() else {
        return;
    };
    assert_eq!(TypeName::from_wire(&type_name.to_wire()).as_ref(), Ok(&type_name));
    if let Ok(key) = DataKey::new(7, &topic, &type_name, hash) {
        assert!(
            is_key_expression(&key.to_string()),
            "{key} is not a key expression"
        );
        assert_eq!(key.to_string().parse(), Ok(key));
    }
    let profile = profile.parse().unwrap_or_default();
    if let Ok(endpoint) = Endpoint::new(EndpointKind::Subscription, &topic, &type_name, hash, profile)
        && let Some(zenoh_id) = ZenohId::from_le_bytes([7; 16])
    {
        let token = LivelinessToken::of_node(7, zenoh_id, 0, &path).of_endpoint(1, endpoint);
        assert!(
            is_key_expression(&token.to_string()),
            "{token} cannot be declared"
        );
        assert_eq!(token.to_string().parse(), Ok(token));
    }
}

/// Checks the arguments of a process, one per line.
fn remap(text: &str) {
    let _ = text.parse::<RemapRule>();
    let lines = ["--ros-args"].into_iter().chain(text.split('\n'));
    let Ok(rules) = RemapRules::from_args(lines) else {
        return;
    };
    let (Ok(name), Ok(namespace)) = (NodeName::new("cam"), Namespace::new("/left")) else {
        return;
    };
    let node = rules.node(&name, &namespace);
    for name in ["image", "~/image", "/raw", "{node}/x"] {
        if let Ok(topic) = rules.topic(&node, name) {
            assert_eq!(TopicName::new(topic.as_str()), Ok(topic));
        }
        let _ = rules.service(&node, name);
    }
}

fuzz_target!(|bytes: &[u8]| {
    let Some((kind, rest)) = bytes.split_first() else {
        return;
    };
    if kind % 12 == 0 {
        return attachment(rest);
    }
    let Ok(text) = std::str::from_utf8(rest) else {
        return;
    };
    match kind % 12 {
        1..=3 => token(text),
        4 => drop(read::<DataKey>(text)),
        5 => drop(read::<Backends>(text)),
        6 => drop((read::<Gid>(text), read::<ZenohId>(text))),
        7 => qos(text),
        8 => remap(text),
        _ => names(text),
    }
});
