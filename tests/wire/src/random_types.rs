//! Random message types: each is a Rust struct with the derives, and the equivalent `.msg` file, written
//! without this library. `examples/generate_types.rs` writes them to the files that `differential.rs` uses.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use crate::random::Random;
use crate::random_words::{ENUM_INTS, FIELDS, KEYWORDS, NAMES, PACKAGES, RESERVED, SCALARS};

/// The two texts of one set of types.
#[derive(Debug)]
pub struct RandomTypes {
    /// A Rust module: one invocation of `messages!`, one type per line.
    pub rust: String,
    /// The input of the peer: one object per line.
    pub definitions: String,
}

/// Types that a new type may refer to.
const MOST_REFERRED: usize = 6;

/// A type that later types may contain.
struct Known {
    ros: String,
    rust: String,
    /// Approximate size of one value in bytes, so that none becomes huge.
    weight: usize,
    /// Indices of the types that it refers to, and of itself: their hash is computed at compile time.
    refers_to: BTreeSet<usize>,
}

struct Enum {
    ros_int: &'static str,
    rust: String,
    values: Vec<i128>,
}

/// A field, as both sides write it.
struct Field {
    name: String,
    rust_name: String,
    msg_type: String,
    rust_type: String,
    attributes: Vec<String>,
    /// Values of the field's enum.
    values: Option<Vec<i128>>,
    /// Whether a loan may fill it in place.
    is_filled: bool,
    weight: usize,
}

/// The item type of a field, before its multiplicity is chosen.
struct Item {
    msg: String,
    rust: String,
    attribute: Option<&'static str>,
    is_text: bool,
    is_message: bool,
    values: Option<Vec<i128>>,
    weight: usize,
}

struct Generator {
    random: Random,
    known: Vec<Known>,
    /// The types that the new type refers to.
    refers_to: BTreeSet<usize>,
    enums: Vec<Enum>,
    rust: String,
    definitions: String,
}

/// Creates `count` types from a seed.
#[must_use]
pub fn generate(seed: u64, count: usize) -> RandomTypes {
    let mut generator = Generator {
        random: Random::new(seed),
        known: Vec::new(),
        refers_to: BTreeSet::new(),
        enums: Vec::new(),
        rust: String::new(),
        definitions: String::new(),
    };
    for index in 0..24.min(count) {
        generator.add_enum(index);
    }
    for index in 0..count {
        generator.add_message(index);
    }
    let Generator {
        rust, definitions, ..
    } = generator;
    let rust = format!(
        "//! Random types. Generated, do not edit: `cargo run -p ros-z-tests-wire --example generate_types -- {seed} {count}`\n\n\
        use super::values::{{Unsent, messages}};\n\n\
        /// The seed that generated the types.\n\
        pub const SEED: u64 = {seed};\n\
        /// Number of types.\n\
        pub const COUNT: usize = {count};\n\n\
        messages! {{\n{rust}}}\n"
    );
    RandomTypes { rust, definitions }
}

impl Generator {
    fn add_enum(&mut self, index: usize) {
        let (ros_int, rust_int) = ENUM_INTS[self.random.below(ENUM_INTS.len())];
        let bits: u32 = rust_int[1..].parse().expect("the type is an integer");
        let signed = rust_int.starts_with('i');
        let mut values = Vec::new();
        let count = 1 + self.random.below(4);
        while values.len() < count {
            let raw = self.random.bits() >> (64 - bits);
            let small = u64::try_from(values.len()).unwrap_or_default();
            let bits_of_value = if self.random.chance(50) { small } else { raw };
            let shift = 64 - bits;
            let value = if signed {
                i128::from((bits_of_value << shift).cast_signed() >> shift)
            } else {
                i128::from(bits_of_value)
            };
            if !values.contains(&value) {
                values.push(value);
            }
        }
        let rust = format!("E{index}");
        let variants: Vec<_> = values
            .iter()
            .enumerate()
            .map(|(at, value)| format!("V{at} = {value}"))
            .collect();
        let _ = writeln!(
            self.rust,
            "    enum {rust}: {rust_int} {{ {} }}",
            variants.join(", ")
        );
        self.enums.push(Enum {
            ros_int,
            rust,
            values,
        });
    }

    fn add_message(&mut self, index: usize) {
        let package = PACKAGES[self.random.below(PACKAGES.len())];
        let rust = format!("{}{index}", NAMES[self.random.below(NAMES.len())]);
        let count = match self.random.below(100) {
            0..4 => 0,
            4..20 => 1,
            _ => 1 + self.random.below(8),
        };
        let mut fields: Vec<Field> = Vec::new();
        let mut weight = 1;
        for at in 0..count {
            let field = self.field(at);
            if fields
                .iter()
                .all(|other| other.name != field.name && other.rust_name != field.rust_name)
            {
                weight += field.weight;
                fields.push(field);
            }
        }
        let ros = format!("{package}/msg/{rust}");
        self.print_rust(&ros, &rust, &fields);
        self.print_definition(&ros, &fields);
        let mut refers_to = std::mem::take(&mut self.refers_to);
        refers_to.insert(index);
        self.known.push(Known {
            ros,
            rust,
            weight,
            refers_to,
        });
    }

    fn field(&mut self, at: usize) -> Field {
        let (name, rust_name, rename) = self.name(at);
        let item = self.item();
        let mut field = Field {
            name,
            rust_name,
            msg_type: item.msg.clone(),
            rust_type: item.rust.clone(),
            attributes: rename
                .into_iter()
                .chain(item.attribute.map(str::to_owned))
                .collect(),
            values: item.values.clone(),
            is_filled: item.is_message || item.values.is_some(),
            weight: item.weight,
        };
        self.collect(&item, &mut field);
        field
    }

    /// Returns the ROS name, the Rust name, and the attribute that maps one to the other.
    fn name(&mut self, at: usize) -> (String, String, Option<String>) {
        match self.random.below(10) {
            0 => {
                let name = RESERVED[self.random.below(RESERVED.len())];
                (
                    name.to_owned(),
                    format!("{name}_{at}"),
                    Some(format!("rename = \"{name}\"")),
                )
            }
            1 | 2 => {
                let name = KEYWORDS[self.random.below(KEYWORDS.len())];
                (name.trim_start_matches("r#").to_owned(), name.to_owned(), None)
            }
            3 => (
                format!("ros_{at}"),
                format!("rust{at}"),
                Some(format!("rename = \"ros_{at}\"")),
            ),
            _ => {
                let name = format!("{}{at}", FIELDS[self.random.below(FIELDS.len())]);
                (name.clone(), name, None)
            }
        }
    }

    fn item(&mut self) -> Item {
        let (msg, attribute, rust, weight) = SCALARS[self.random.below(SCALARS.len())];
        let scalar = Item {
            msg: msg.to_owned(),
            rust: rust.to_owned(),
            attribute: (!attribute.is_empty()).then_some(attribute),
            is_text: false,
            is_message: false,
            values: None,
            weight,
        };
        match self.random.below(100) {
            0..45 => scalar,
            45..52 if !self.enums.is_empty() => {
                let of = &self.enums[self.random.below(self.enums.len())];
                let (msg, rust) = (of.ros_int.to_owned(), of.rust.clone());
                Item {
                    msg,
                    rust,
                    attribute: None,
                    values: Some(of.values.clone()),
                    ..scalar
                }
            }
            52..66 => {
                let rust = if self.random.chance(15) {
                    "Box<str>"
                } else {
                    "String"
                };
                let (msg, rust) = ("string".to_owned(), rust.to_owned());
                Item {
                    msg,
                    rust,
                    attribute: None,
                    is_text: true,
                    weight: 10,
                    ..scalar
                }
            }
            66.. if !self.known.is_empty() => {
                let known = &self.known[self.random.below(self.known.len())];
                let refers_to: BTreeSet<_> = &self.refers_to | &known.refers_to;
                if known.weight > 120 || refers_to.len() > MOST_REFERRED {
                    return scalar;
                }
                self.refers_to = refers_to;
                let (msg, rust) = (known.ros.replace("/msg/", "/"), known.rust.clone());
                Item {
                    msg,
                    rust,
                    attribute: None,
                    is_message: true,
                    weight: known.weight,
                    ..scalar
                }
            }
            _ => scalar,
        }
    }

    /// The multiplicity of the field's item, and its bound.
    fn collect(&mut self, item: &Item, field: &mut Field) {
        let collection = self.random.below(10);
        if item.is_text && self.random.chance(40) {
            let bound = 1 + self.random.below(12);
            field.msg_type += &format!("<={bound}");
            let attribute = if collection < 5 {
                "max_len"
            } else {
                "max_string_len"
            };
            field.attributes.push(format!("{attribute} = {bound}"));
        }
        match collection {
            0..5 => {
                if item.is_message && self.random.chance(20) {
                    let pointer = self.random.pick(&["Box", "Arc"]);
                    field.rust_type = format!(
                        "std::{}::{pointer}<{}>",
                        if pointer == "Box" { "boxed" } else { "sync" },
                        item.rust
                    );
                }
            }
            5 | 6 => {
                let len = 1 + self.random.below(5);
                field.msg_type += &format!("[{len}]");
                let expression = if len > 1 && self.random.chance(30) {
                    format!("{} + 1", len - 1)
                } else {
                    len.to_string()
                };
                field.rust_type = format!("[{}; {expression}]", item.rust);
                field.weight *= len;
            }
            _ => {
                field.rust_type = self.sequence(item);
                field.is_filled |= !item.is_text && item.msg != "bool";
                field.weight = 4 + 3 * field.weight;
                if self.random.chance(30) {
                    let bound = 1 + self.random.below(6);
                    field.msg_type += &format!("[<={bound}]");
                    field.attributes.push(format!("max_len = {bound}"));
                } else {
                    field.msg_type += "[]";
                }
            }
        }
    }

    fn sequence(&mut self, item: &Item) -> String {
        if item.msg == "uint8" && item.values.is_none() && self.random.chance(50) {
            return self
                .random
                .pick(&["bytes::Bytes", "zenoh_buffers::ZBuf"])
                .to_owned();
        }
        match self.random.below(5) {
            0 => format!("Box<[{}]>", item.rust),
            _ => format!("Vec<{}>", item.rust),
        }
    }

    fn print_rust(&mut self, ros: &str, rust: &str, fields: &[Field]) {
        let mut parts = Vec::new();
        let mut has_loan = fields.iter().any(|field| field.is_filled);
        for field in fields {
            if self.random.chance(4) {
                has_loan = false;
                parts.push(format!("#[ros(skip)] unsent_{}: Unsent", parts.len()));
            }
            let attributes = if field.attributes.is_empty() {
                String::new()
            } else {
                format!("#[ros({})] ", field.attributes.join(", "))
            };
            parts.push(format!("{attributes}{}: {}", field.rust_name, field.rust_type));
        }
        let repr = if self.random.chance(20) { "#[repr(C)] " } else { "" };
        let view = if has_view(&parts) { "#[ros(view)] " } else { "" };
        let loan = if has_loan {
            format!(" + {rust}Loan")
        } else {
            String::new()
        };
        let _ = writeln!(
            self.rust,
            "    {view}{repr}struct \"{ros}\" {rust}{loan} {{ {} }}",
            parts.join(", ")
        );
    }

    fn print_definition(&mut self, ros: &str, fields: &[Field]) {
        let mut msg = String::new();
        let mut enums = Map::new();
        for field in fields {
            let _ = writeln!(msg, "{} {}", field.msg_type, field.name);
            if let Some(values) = &field.values {
                let values: Vec<Value> = values.iter().map(|&value| number(value)).collect();
                enums.insert(field.name.clone(), Value::from(values));
            }
        }
        let _ = writeln!(
            self.definitions,
            "{}",
            json!({ "name": ros, "msg": msg, "enums": enums })
        );
    }
}

fn number(value: i128) -> Value {
    i64::try_from(value).map_or_else(|_| Value::from(value as u64), Value::from)
}

/// Whether a view can be generated for a struct of these fields: none is skipped, and one is borrowed or another message.
fn has_view(fields: &[String]) -> bool {
    let is_borrowed = |field: &String| {
        let ty = field.rsplit_once(": ").map_or("", |(_, ty)| ty);
        let is_fixed = ty.trim_start_matches('[').starts_with(char::is_lowercase) && !ty.contains("::");
        !is_fixed && !field.contains("wstring")
    };
    !fields.iter().any(|field| field.contains("ros(skip)")) && fields.iter().any(is_borrowed)
}
