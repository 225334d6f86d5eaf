//! Every message and every part of a service has the type name and RIHS01 hash of ROS 2 Jazzy, and no type of
//! these packages is missing. The wire bytes are tested in `wire_bytes.rs`.

use std::collections::{BTreeMap, BTreeSet};

use ros_z_core::RosMessage;

#[macro_use]
mod messages;

/// The hashes of `tf2_msgs`, which `rihs01.json` lacks. They were computed with
/// `get_typestore(Stores.ROS2_JAZZY).hash_rihs01(name)` of the Python package rosbags 0.11.0.
const TF2_HASHES: [(&str, &str); 2] = [
    (
        "tf2_msgs/msg/TF2Error",
        "RIHS01_db2485e7d6a0ec75bf087e058ee45df682acc3a621ca7780503d10aac141809a",
    ),
    (
        "tf2_msgs/msg/TFMessage",
        "RIHS01_e369d0f05a23ae52508854b66f6aa0437f3449d652e8cbf22d5abe85d020f087",
    ),
];

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
    ($($package:ident: $($message:ident)+;)+) => {
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

fn messages() -> Vec<Known> {
    for_each_message!(known_messages)
}

fn service_parts() -> Vec<Known> {
    for_each_service_part!(known_service_parts)
}

/// Returns the hashes of ROS 2 for the messages, requests and responses in the packages of this crate.
fn reference() -> BTreeMap<String, String> {
    let packages: BTreeSet<_> = messages().iter().map(|known| known.package).collect();
    let is_here = |name: &str| match name.split('/').collect::<Vec<_>>()[..] {
        [package, "msg", _] => packages.contains(package),
        [package, "srv", part] => {
            packages.contains(package) && (part.ends_with("_Request") || part.ends_with("_Response"))
        }
        _ => false,
    };
    let file: serde_json::Value =
        serde_json::from_str(include_str!("data/rihs01.json")).expect("rihs01.json is JSON");
    let hashes = file["hashes"].as_object().expect("the hashes are an object");
    hashes
        .iter()
        .map(|(name, hash)| (name.as_str(), hash.as_str().expect("a hash is a string")))
        .filter(|(name, _)| is_here(name))
        .chain(TF2_HASHES)
        .map(|(name, hash)| (name.to_owned(), hash.to_owned()))
        .collect()
}

#[test]
fn every_hash_equals_the_hash_of_ros() {
    let reference = reference();
    let wrong: Vec<_> = messages()
        .into_iter()
        .chain(service_parts())
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
fn service_part_is_named_like_its_struct() {
    for known in service_parts() {
        let (package, part) = known
            .name
            .split_once("/srv/")
            .expect("the name is a part of a service");
        assert_eq!(package, known.package);
        assert_eq!(part.replace('_', ""), known.rust_name);
    }
}

#[test]
fn no_type_of_these_packages_is_missing() {
    let known: BTreeSet<_> = messages()
        .iter()
        .chain(&service_parts())
        .map(|known| known.name)
        .collect();
    let missing: Vec<_> = reference()
        .into_keys()
        .filter(|name| !known.contains(name.as_str()))
        .collect();
    assert!(missing.is_empty(), "no struct for: {missing:?}");
}
