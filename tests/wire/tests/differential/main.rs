//! Random types with random values, as Rust structs with the derives, against an independent implementation:
//! rosbags, from PyPI. Both write the same bytes for the same value, each byte order reads back as that
//! value, and both compute the same hash, from the definition and from the one that this library exports.
//!
//! The peer runs in a Python: the one that `ROS_Z_PYTHON` names, or the virtual environment `peers/python` in
//! the target directory. Without it the test prints the reason and passes, unless `ROS_Z_REQUIRE_PEERS` is
//! `1`. The test prints the seed of the values, and reads it from `ROS_Z_SEED`; the seed of the types is in
//! `types.rs`, with the command that generates others.

mod fill;
mod types;
mod values;

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{SystemTime, UNIX_EPOCH};

use ros_z_core::{export, from_slice_strict, to_vec};
use ros_z_tests_wire::dynamic::check_dynamic;
use ros_z_tests_wire::generated_views::check_view;
use ros_z_tests_wire::{hex, random_types};
use serde_json::{Map, Value, json};

use values::{Message, Visitor};

const DEFINITIONS: &str = include_str!("types.jsonl");
const VALUES_OF_A_TYPE: usize = 10;

/// The library's results for a value of any random type.
struct Outcome {
    written: Vec<u8>,
    /// The same message as a loan that was filled in place.
    filled: Vec<u8>,
    size: usize,
    little_is_same: Result<bool, ros_z_core::DeserializeError>,
    big_is_same: Result<bool, ros_z_core::DeserializeError>,
}

struct Known {
    hash: String,
    definition: String,
    run: fn(&Value, &[u8], &[u8]) -> Outcome,
}

fn run<T: Message>(value: &Value, little: &[u8], big: &[u8]) -> Outcome {
    assert!(check_view::<T>(little) && check_view::<T>(big));
    assert!(check_dynamic::<T>(little) && check_dynamic::<T>(big));
    let value = T::from_json(value);
    Outcome {
        written: to_vec(&value).unwrap_or_else(|error| panic!("{}: {error}", T::TYPE_NAME)),
        filled: fill::in_place(&value),
        size: value.estimated_serialized_size(),
        little_is_same: from_slice_strict::<T>(little).map(|read| read == value),
        big_is_same: from_slice_strict::<T>(big).map(|read| read == value),
    }
}

/// Returns all random types, by their ROS names.
#[derive(Default)]
struct Registry(BTreeMap<&'static str, Known>);

impl Visitor for Registry {
    fn visit<T: Message>(&mut self) {
        let known = Known {
            hash: T::TYPE_HASH.to_string(),
            definition: export::msg_definition::<T>(),
            run: run::<T>,
        };
        assert!(
            self.0.insert(T::TYPE_NAME, known).is_none(),
            "{} twice",
            T::TYPE_NAME
        );
    }
}

/// Returns the Python with the peer, or why there is none.
fn python() -> Result<PathBuf, String> {
    let target = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("../peers/python/bin/python");
    let python = std::env::var_os("ROS_Z_PYTHON").map_or(target, PathBuf::from);
    let output = Command::new(&python)
        .args(["-c", "import rosbags.typesys"])
        .output()
        .map_err(|error| format!("`{}` did not start: {error}", python.display()))?;
    if output.status.success() {
        Ok(python)
    } else {
        Err(format!("`{}` has no rosbags", python.display()))
    }
}

fn seed() -> u64 {
    std::env::var("ROS_Z_SEED").map_or_else(
        |_| {
            SystemTime::now()
                .duration_since(UNIX_EPOCH)
                .unwrap()
                .subsec_nanos()
                .into()
        },
        |seed| seed.parse().expect("ROS_Z_SEED is a number"),
    )
}

fn check(line: &Value, known: &Known) {
    let name = line["type"].as_str().unwrap();
    if let Some(hash) = line["hash"].as_str() {
        assert_eq!(known.hash, hash, "{name}");
        assert_eq!(
            known.hash, line["exported_hash"],
            "{name}, exported as\n{}",
            known.definition
        );
        return;
    }
    let bytes = |key: &str| hex::decode(line[key].as_str().unwrap());
    let (little, big) = (bytes("little"), bytes("big"));
    let outcome = (known.run)(&line["value"], &little, &big);
    let context = format!("{name} of value {}", line["value"]);
    assert_eq!(hex::encode(&outcome.written), hex::encode(&little), "{context}");
    assert_eq!(
        hex::encode(&outcome.filled),
        hex::encode(&little),
        "{context}, in place"
    );
    assert_eq!(outcome.size, little.len(), "{context}");
    assert_eq!(outcome.little_is_same, Ok(true), "{context}, little endian");
    assert_eq!(outcome.big_is_same, Ok(true), "{context}, big endian");
}

#[test]
fn random_types_and_values_equal_those_of_an_independent_implementation() {
    let python = match python() {
        Ok(python) => python,
        Err(reason) => {
            let required = std::env::var("ROS_Z_REQUIRE_PEERS").is_ok_and(|required| required == "1");
            assert!(!required, "the peer is required: {reason}");
            // Standard error directly: the test harness captures the output of a passing test.
            let _ = std::io::Write::write_fmt(&mut std::io::stderr(), format_args!("skipped: {reason}\n"));
            return;
        }
    };
    let mut registry = Registry::default();
    types::visit_all(&mut registry);
    let registry = registry.0;
    assert_eq!(registry.len(), types::COUNT);

    let seed = seed();
    println!("types from seed {}, values from ROS_Z_SEED={seed}", types::SEED);
    let definitions: Vec<Value> = DEFINITIONS
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let exported: Map<_, _> = registry
        .iter()
        .map(|(name, known)| ((*name).to_owned(), known.definition.clone().into()))
        .collect();
    let request =
        json!({ "seed": seed, "values": VALUES_OF_A_TYPE, "types": definitions, "exported": exported });
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/differential/peer.py");
    let mut peer = Command::new(python)
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = peer.stdin.take().unwrap();
    input.write_all(request.to_string().as_bytes()).unwrap();
    drop(input);

    let mut values = 0;
    for line in BufReader::new(peer.stdout.take().unwrap()).lines() {
        let line: Value = serde_json::from_str(&line.unwrap()).unwrap();
        check(&line, &registry[line["type"].as_str().unwrap()]);
        values += usize::from(line["value"].is_array());
    }
    assert!(peer.wait().unwrap().success(), "the peer failed");
    assert_eq!(values, types::COUNT * VALUES_OF_A_TYPE);
    println!("{} types and {values} values are the same", types::COUNT);
}

#[test]
fn generated_types_match_their_seed() {
    let made = random_types::generate(types::SEED, types::COUNT);
    assert!(
        made.rust == include_str!("types.rs"),
        "types.rs was changed by hand"
    );
    assert!(made.definitions == DEFINITIONS, "types.jsonl was changed by hand");
}
