//! Every message and every part of a service or an action has the type name and RIHS01 hash of ROS 2 Jazzy, and no type of
//! these packages is missing. The wire bytes are tested in `wire_bytes.rs`.

use std::collections::{BTreeMap, BTreeSet};

use ros_z_core::RosMessage;

#[macro_use]
mod messages;

struct Known {
    package: &'static str,
    rust_name: &'static str,
    name: &'static str,
    hash: String,
}

impl Known {
    fn of<T: RosMessage>(package: &'static str, rust_name: &'static str) -> Self {
        Self {
            package,
            rust_name,
            name: T::TYPE_NAME,
            hash: T::TYPE_HASH.to_string(),
        }
    }
}

macro_rules! known_messages {
    ($($package:ident { $($message:ident)+ })+) => {
        vec![$($(Known::of::<ros_z_msgs::$package::$message>(
            stringify!($package),
            stringify!($message),
        ),)+)+]
    };
}

macro_rules! known_service_parts {
    ($($package:ident: $($part:ident)+;)+) => {
        vec![$($(Known::of::<ros_z_msgs::$package::srv::$part>(
            stringify!($package),
            stringify!($part),
        ),)+)+]
    };
}

macro_rules! known_action_parts {
    ($($package:ident: $($part:ident)+;)+) => {
        vec![$($(Known::of::<ros_z_msgs::$package::action::$part>(
            stringify!($package),
            stringify!($part),
        ),)+)+]
    };
}

fn messages() -> Vec<Known> {
    ros_z_msgs::__for_each_message!(known_messages)
}

fn service_parts() -> Vec<Known> {
    for_each_service_part!(known_service_parts)
}

fn action_parts() -> Vec<Known> {
    for_each_action_part!(known_action_parts)
}

/// Whether a ROS name is that of a type that actions and services exchange, and not of an event or of the whole.
fn is_part(name: &str) -> bool {
    [
        "_Request",
        "_Response",
        "_Goal",
        "_Result",
        "_Feedback",
        "_FeedbackMessage",
    ]
    .iter()
    .any(|suffix| name.ends_with(suffix))
}

/// Returns the hashes of ROS 2 for the messages and the parts of services and actions in the packages of this crate.
fn reference() -> BTreeMap<String, String> {
    let known = messages().into_iter().chain(service_parts());
    let packages: BTreeSet<_> = known.map(|known| known.package).collect();
    let is_here = |name: &str| match name.split('/').collect::<Vec<_>>()[..] {
        [package, "msg", _] => packages.contains(package),
        [package, "srv" | "action", part] => packages.contains(package) && is_part(part),
        _ => false,
    };
    let file: serde_json::Value =
        serde_json::from_str(include_str!("data/rihs01.json")).expect("rihs01.json is JSON");
    let hashes = file["hashes"].as_object().expect("the hashes are an object");
    hashes
        .iter()
        .map(|(name, hash)| (name.as_str(), hash.as_str().expect("a hash is a string")))
        .filter(|(name, _)| is_here(name))
        .map(|(name, hash)| (name.to_owned(), hash.to_owned()))
        .collect()
}

#[test]
fn every_hash_equals_the_hash_of_ros() {
    let reference = reference();
    let wrong: Vec<_> = messages()
        .into_iter()
        .chain(service_parts())
        .chain(action_parts())
        .filter(|known| reference.get(known.name) != Some(&known.hash))
        .map(|known| known.name)
        .collect();
    assert!(wrong.is_empty(), "hashes that differ from ROS: {wrong:?}");
}

#[test]
fn message_is_named_like_its_struct() {
    for known in messages() {
        assert_eq!(known.name, format!("{}/msg/{}", known.package, known.rust_name));
    }
}

#[test]
fn part_is_named_like_its_struct() {
    for (kind, known) in service_parts()
        .into_iter()
        .map(|known| ("/srv/", known))
        .chain(action_parts().into_iter().map(|known| ("/action/", known)))
    {
        let (package, part) = known.name.split_once(kind).expect("the name has the kind");
        assert_eq!(package, known.package);
        assert_eq!(part.replace('_', ""), known.rust_name);
    }
}

#[test]
fn no_type_of_these_packages_is_missing() {
    let known: BTreeSet<_> = messages()
        .iter()
        .chain(&service_parts())
        .chain(&action_parts())
        .map(|known| known.name)
        .collect();
    let missing: Vec<_> = reference()
        .into_keys()
        .filter(|name| !known.contains(name.as_str()))
        .collect();
    assert!(missing.is_empty(), "no struct for: {missing:?}");
}
