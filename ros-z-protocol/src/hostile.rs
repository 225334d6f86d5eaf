//! Tests every parser of this crate with damaged input: none panics, and a value that one accepts can be
//! written and read again unchanged.

use std::fmt::{Debug, Display};
use std::str::FromStr;

use super::*;

const ROUNDS: usize = 20_000;

/// Parts of damage: the delimiters of all formats, and rare characters.
const BITS: [&str; 32] = [
    "/",
    "%",
    ":",
    ",",
    ";",
    "~",
    "{",
    "}",
    "::",
    ":=",
    "//",
    "*",
    "**",
    "$*",
    "?",
    "#",
    "@",
    "-",
    "+",
    " ",
    "\0",
    "\n",
    "é",
    "😀",
    "0",
    "42",
    "18446744073709551616",
    "%25",
    "%ZZ",
    "backends:",
    "NN",
    "_",
];

const SEEDS: [&str; 16] = [
    "@ros2_lv/0/4a67f1a47554de2e274b7968c89b88ef/0/0/NN/%/%/talker",
    "@ros2_lv/0/4a67f1a47554de2e274b7968c89b88ef/0/1/MP/%/%/talker/%chatter/std_msgs::msg::dds_::String_/RIHS01_df668c740482bbd48fb39d76a70dfd4bd59db1288021743503259e948f6b1a18/::,10:,:,:,,",
    "@ros2_lv/7/1a/0/1/MS/%/%r/n/%i/a::msg::dds_::B_/h/2:1:2,5:1,2:3,4:3,5,6/backends:cpu:;x:%3A",
    "0/chatter/std_msgs::msg::dds_::String_/RIHS01_df668c740482bbd48fb39d76a70dfd4bd59db1288021743503259e948f6b1a18",
    "::,10:,:,:,,",
    "2:1:2,5:1,500000000:3,4:3,5,6",
    "backends:cpu:;cuda:gpu%3A0",
    "57a0e4366e9d8085d6cb55bf9dc8622a",
    "4a67f1a47554de2e274b7968c89b88ef",
    "std_msgs/msg/String",
    "std_msgs::msg::dds_::String_",
    "/robot1/{node}/image",
    "~/image",
    "cam:rostopic://~/image:={ns}/raw",
    "cam:__ns:=/robot1",
    "0x1F",
];

/// An xorshift generator: every run has the same damage.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound.max(1) as u64) as usize
    }

    /// A random position in `text`, at a character boundary.
    fn cut(&mut self, text: &str) -> usize {
        let mut position = self.below(text.len() + 1);
        while !text.is_char_boundary(position) {
            position -= 1;
        }
        position
    }

    /// A seed with random edits.
    fn damaged(&mut self) -> String {
        let seed = self.below(SEEDS.len());
        self.damage(SEEDS[seed])
    }

    /// A text with one to four random edits.
    fn damage(&mut self, text: &str) -> String {
        let mut text = String::from(text);
        for _ in 0..=self.below(4) {
            let (a, b) = (self.cut(&text), self.cut(&text));
            let range = a.min(b)..a.max(b);
            match self.below(5) {
                0 => text.truncate(a),
                1 => text.insert_str(a, BITS[self.below(BITS.len())]),
                2 => text.replace_range(range, BITS[self.below(BITS.len())]),
                3 => text.replace_range(a..self.cut(&text[a..]) + a, ""),
                _ => {
                    let copy = String::from(&text[range]);
                    text.insert_str(b, &copy);
                }
            }
            if text.len() > 4096 {
                text.clear();
            }
        }
        text
    }
}

/// Reads `text` and checks that the value can be written and read again.
fn read<T>(text: &str) -> bool
where
    T: FromStr + Display + PartialEq + Debug,
    T::Err: std::error::Error,
{
    match text.parse::<T>() {
        Ok(value) => {
            let written = value.to_string();
            let again = written.parse::<T>().map_err(|error| error.to_string());
            assert_eq!(again, Ok(value), "{text} was written as {written}");
            true
        }
        Err(error) => {
            assert!(!error.to_string().is_empty());
            false
        }
    }
}

#[test]
fn damaged_texts_never_panic_and_accepted_ones_round_trip() {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let node = NodePath::new(Namespace::root(), NodeName::new("cam").unwrap());
    let mut accepted = [0; 9];
    for _ in 0..ROUNDS {
        let text = random.damaged();
        for (count, is_accepted) in accepted.iter_mut().zip([
            read::<LivelinessToken>(&text),
            read::<DataKey>(&text),
            read::<Backends>(&text),
            read::<Gid>(&text),
            read::<ZenohId>(&text),
            read::<TypeName>(&text),
            read::<TopicName>(&text),
            read::<Namespace>(&text),
            text.parse::<RemapRule>().is_ok(),
        ]) {
            *count += usize::from(is_accepted);
        }
        if let Ok(qos) = text.parse::<QosProfile>() {
            // "Best available" has no text.
            assert_eq!(qos.to_string().parse(), Ok(qos.resolved()), "{text}");
        }
        if let Ok(name) = TypeName::from_wire(&text) {
            assert_eq!(name.to_wire(), text);
        }
        if let Ok(topic) = node.resolve_topic(&text) {
            assert_eq!(TopicName::new(topic.as_str()), Ok(topic));
        }
        let _ = parse_domain_id(&text);
        let _ = NodeName::new(&text);
        let _ = Gid::of_token(&text);
    }
    // If every text were refused, the test would prove nothing about accepted ones.
    assert!(accepted.iter().all(|count| *count > 0), "{accepted:?}");
}

#[test]
fn accepted_tokens_can_be_declared_again() {
    let mut random = Random(0x2545_f491_4f6c_dd1d);
    for _ in 0..ROUNDS {
        let Ok(token) = random.damaged().parse::<LivelinessToken>() else {
            continue;
        };
        let text = token.to_string();
        // A key expression cannot contain these, and has no empty part.
        assert!(!text.contains(['*', '$', '?', '#']), "{text}");
        assert!(text.split('/').all(|part| !part.is_empty()), "{text}");
    }
}

#[test]
fn damaged_attachments_never_panic() {
    let mut random = Random(0xd1b5_4a32_d192_ed03);
    let whole = Attachment {
        sequence_number: 1,
        source_timestamp: 2,
        gid: Gid::from_bytes([3; 16]),
    };
    for _ in 0..ROUNDS {
        let mut bytes = whole.serialize().to_vec();
        for _ in 0..=random.below(3) {
            let position = random.below(bytes.len());
            match random.below(4) {
                0 => bytes.truncate(position),
                1 => bytes.insert(position, random.below(256) as u8),
                _ if bytes.is_empty() => {}
                _ => bytes[position] = random.below(256) as u8,
            }
        }
        if let Ok(attachment) = Attachment::deserialize(&bytes) {
            assert_eq!(Attachment::deserialize(&attachment.serialize()), Ok(attachment));
        }
    }
}

#[test]
fn damaged_parameter_files_never_panic_and_values_are_written_as_yaml() {
    let mut random = Random(0x94d0_49bb_1331_11eb);
    let node = NodePath::new(Namespace::root(), NodeName::new("cam").unwrap());
    let file = "/**:\n  ros__parameters:\n    rate: 30\n    gains: {p: 1.5, names: [a, 'b', \"c\\n\"]}\n\
                cam:\n  ros__parameters:\n    ids: [1, 0x1F, -3]\n    text: |\n      2 lines\n      é\n    on: yes\n";
    let mut values = 0;
    for _ in 0..ROUNDS / 4 {
        let text = random.damage(file);
        let mut overrides = ParameterOverrides::default();
        match overrides.read_yaml(&text) {
            Ok(()) => {}
            Err(error) => assert!(!error.to_string().is_empty()),
        }
        for value in overrides.for_node(&node).into_values() {
            let rule = format!("name:={value}");
            let mut again = ParameterOverrides::default();
            again.read_rule(&rule).unwrap();
            // As text, because NaN is not equal to itself.
            assert_eq!(
                again.for_node(&node)["name"].to_string(),
                value.to_string(),
                "{text}"
            );
            values += 1;
        }
        let args = [
            "--ros-args",
            "-p",
            text.as_str(),
            "--log-level",
            text.as_str(),
            "-r",
            text.as_str(),
        ];
        let _ = Arguments::parse(args, |_| Ok(text.clone()));
    }
    assert!(values > ROUNDS / 4, "{values}");
}
