//! Writes the initial corpora of the fuzzers: golden vectors, recorded messages, small recordings, and the messages and texts of the
//! tests. Usage: `seeds <directory>`, which creates a directory for each target.

use std::collections::BTreeMap;
use std::io::Result;
use std::path::{Path, PathBuf};

use ros_z_fuzz::{bag, input, types};
use ros_z_tests_wire::{hex, recordings, vectors};

/// Longer messages only slow the fuzzer down; their types have shorter ones too.
const LONGEST: usize = 4096;

const GOLDEN: &str = include_str!("../../../tests/wire/data/golden/vectors.jsonl");
const MESSAGES: &str = include_str!("../../../ros-z-msgs/tests/data/wire.json");

/// Kind and text, in the order that `ros_conventions` reads them.
const CONVENTIONS: [(u8, &str); 22] = [
    (1, "@ros2_lv/0/4a67f1a47554de2e274b7968c89b88ef/0/0/NN/%/%/talker"),
    (
        1,
        "@ros2_lv/0/4a67f1a47554de2e274b7968c89b88ef/0/1/MP/%/%/talker/%chatter/std_msgs::msg::dds_::String_/RIHS01_df668c740482bbd48fb39d76a70dfd4bd59db1288021743503259e948f6b1a18/::,10:,:,:,,",
    ),
    (
        1,
        "@ros2_lv/7/1a/0/1/MS/%/%r/n/%i/a::msg::dds_::B_/h/2:1:2,5:1,2:3,4:3,5,6/backends:cpu:;x:%3A",
    ),
    (
        4,
        "0/chatter/std_msgs::msg::dds_::String_/RIHS01_df668c740482bbd48fb39d76a70dfd4bd59db1288021743503259e948f6b1a18",
    ),
    (4, "0/a/b/std_msgs::msg::dds_::String_/h/_buf_cpu"),
    (5, "backends:cpu:;cuda:gpu%3A0"),
    (6, "57a0e4366e9d8085d6cb55bf9dc8622a"),
    (7, "::,10:,:,:,,"),
    (7, "2:1:2,5:1,500000000:3,4:3,5,6"),
    (7, "3:3:0,0:9223372036,854775807:,:1,,"),
    (8, "-r\n__ns:=/robot1\n-r\nimage:=/raw/image"),
    (8, "-r\ncam:rostopic://~/image:={ns}/raw\n--\n-r\nx"),
    (8, "--remap\n__node:=other\n-r\nother:rosservice://a:=b"),
    (
        9,
        "/robot1\ncam\n{node}/image\nstd_msgs/msg/String\nh\n::,10:,:,:,,",
    ),
    (9, "/\ncam\n~/image\nexample_interfaces/srv/AddTwoInts\nRIHS01_0"),
    (
        9,
        "/a/b\nn\n/c\nstd_msgs::msg::dds_::String_\nTypeHashNotSupported",
    ),
    (9, "\n\n{ns}/{namespace}/x"),
    (9, "/a\nn\na//b"),
    (9, "/a\nn\n~a"),
    (9, "/a\nn\n1a"),
    (9, "/a\nn\n{what}"),
    (
        9,
        "/\nn\nt\na/action/B_FeedbackMessage\nRIHS01_df668c740482bbd48fb39d76a70dfd4bd59db1288021743503259e948f6b1a18",
    ),
];

/// Kind and text, in the order that `environment` reads them.
const ENVIRONMENT: [(u8, &str); 12] = [
    (0, "52428800\n10000"),
    (0, "1"),
    (0, " 4294967296\n0"),
    (0, "-1\n10MB"),
    (1, "42"),
    (1, "0x1F"),
    (1, "010"),
    (1, " +5\n"),
    (2, "mode=\"client\";connect/endpoints=[\"tcp/127.0.0.1:7447\"]"),
    (2, "listen/endpoints={router: [], peer: ['tcp/localhost:0']};;"),
    (2, "transport/shared_memory/transport_optimization/enabled=true"),
    (2, "transport/link/tx/queue/size/data=2;no"),
];

/// The corpus of one target.
struct Corpus {
    directory: PathBuf,
    count: usize,
}

impl Corpus {
    fn create(root: &Path, target: &str) -> Result<Self> {
        let directory = root.join(target);
        std::fs::create_dir_all(&directory)?;
        Ok(Self { directory, count: 0 })
    }

    fn add(&mut self, input: &[u8]) -> Result<()> {
        self.count += 1;
        std::fs::write(self.directory.join(format!("seed-{:04}", self.count)), input)
    }
}

/// Returns all messages of the tests, with the names of their types.
fn messages() -> Vec<(String, Vec<u8>)> {
    let mut messages = Vec::new();
    for vector in vectors::lines(GOLDEN) {
        for order in ["hex_le", "hex_be"] {
            if let Some(hex) = vector[order].as_str() {
                messages.push((vectors::text(&vector, "type").into(), hex::decode(hex)));
            }
        }
    }
    let known: BTreeMap<String, String> =
        serde_json::from_str(MESSAGES).expect("the file maps names to digits");
    messages.extend(known.into_iter().map(|(name, hex)| (name, hex::decode(&hex))));
    let recorded = recordings::recordings().into_iter();
    messages.extend(recorded.map(|recording| (recording.text("type").into(), recording.bytes)));
    messages
}

fn main() -> Result<()> {
    let Some(root) = std::env::args_os().nth(1).map(PathBuf::from) else {
        return Err(std::io::Error::other("usage: seeds <directory>"));
    };
    let names = types::names();
    let mut decode = Corpus::create(&root, "decode")?;
    let mut round_trip = Corpus::create(&root, "round_trip")?;
    let mut dynamic = Corpus::create(&root, "dynamic")?;
    for (name, message) in messages() {
        let index = names.iter().position(|known| *known == name);
        if let (Some(index), true) = (index, message.len() <= LONGEST) {
            decode.add(&input::seed(index, &message, 0))?;
            decode.add(&input::seed(index, &message, (message.len() / 2) as u8))?;
            round_trip.add(&input::seed(index, &message, 0))?;
            dynamic.add(&[&[0], &*input::seed(index, &message, 0)].concat())?;
        }
    }
    // Descriptions of one to eight types, with bytes for every choice that they have.
    for step in 1..=u8::MAX {
        let bytes: Vec<u8> = (0..=u8::MAX).map(|index| index.wrapping_mul(step)).collect();
        dynamic.add(&[&[1], &*bytes].concat())?;
    }
    // Every type, and then every shape, has a short message, or a few bytes to generate one.
    for index in 0..names.len() + ros_z_tests_wire::shapes::COUNT {
        let bytes = [&[0, 1, 0, 0], &[1u8, 0, 0, 0].repeat(24)[..]].concat();
        decode.add(&input::seed(index, &bytes, 0))?;
        round_trip.add(&input::seed(index, &bytes, 0))?;
    }
    let mut bags = Corpus::create(&root, "bag")?;
    for file in bag::seeds() {
        bags.add(&file)?;
    }
    for (target, texts) in [
        ("ros_conventions", &CONVENTIONS[..]),
        ("environment", &ENVIRONMENT[..]),
    ] {
        let mut corpus = Corpus::create(&root, target)?;
        for (kind, text) in texts {
            corpus.add(&[&[*kind], text.as_bytes()].concat())?;
        }
        if target == "ros_conventions" {
            // A captured attachment is two numbers, a length and a GID.
            corpus.add(&[&[0][..], &[1; 16], &[16], &[7; 16]].concat())?;
        }
    }
    Ok(())
}
