//! Two packages of random messages and services: Rust types with the derives, as a program that exports them and exchanges
//! messages, and the constants that ROS 2 should find in them.

use std::fmt::Write as _;

use ros_z_tests_wire::random::Random;
use serde_json::{Map, Value, json};

/// The packages, each with its numbers of messages and services. Messages of the second also have fields of the first and of
/// `ros-z-msgs`.
pub const PACKAGES: [(&str, usize, usize); 2] = [("random_a", 5, 1), ("random_b", 12, 2)];

/// A program and the facts about its types.
#[derive(Debug)]
pub struct RandomPackages {
    /// `main.rs`.
    pub program: String,
    /// Names of the types, and by name the constants and the values of enum fields.
    pub expected: Value,
}

const FIELD_NAMES: [&str; 12] = [
    "data", "frame_id", "pose2d", "value", "i8", "vec", "string", "option", "default", "msg", "result", "a",
];
/// Keywords of Rust that are neither keywords of C++ nor of Python.
const KEYWORDS: [&str; 12] = [
    "type", "match", "fn", "mod", "impl", "loop", "ref", "box", "move", "use", "abstract", "final",
];
/// Names that Rust cannot write, even as raw identifiers.
const NEVER_RAW: [&str; 3] = ["self", "super", "crate"];
const MESSAGE_NAMES: [&str; 8] = ["T", "Zed", "ABC", "B2b", "Option", "Vec", "Self", "String"];
const CONSTANT_NAMES: [&str; 6] = ["MAX", "A", "FRAME_ID", "MODE2", "X_Y_Z", "TYPE"];
/// Documentation that must not break generated code.
const DOCS: [&str; 7] = [
    "Metres.",
    r"Speed \[m/s\], see [`Vec`] */ /* and \_this\_.",
    "# no heading, \"quoted\" 'text' %d $X @verbatim",
    "é 世 🤖 C:\\new ??/ \\",
    "One of [a",
    "---",
    "uint8 X=1",
];
/// Strings that a `.msg` file can express.
const TEXTS: [&str; 5] = [
    "",
    "map",
    " a, [b] %s {c}; $d? @e ",
    "0",
    "it is: (1 | 2) & ~3 * <4>",
];
/// ROS type, attribute, Rust type.
const NUMBERS: [(&str, &str, &str); 13] = [
    ("bool", "", "bool"),
    ("byte", "byte", "u8"),
    ("char", "char", "u8"),
    ("int8", "", "i8"),
    ("uint8", "", "u8"),
    ("int16", "", "i16"),
    ("uint16", "", "u16"),
    ("int32", "", "i32"),
    ("uint32", "", "u32"),
    ("int64", "", "i64"),
    ("uint64", "", "u64"),
    ("float32", "", "f32"),
    ("float64", "", "f64"),
];
const FOREIGN: [&str; 4] = [
    "ros_z_msgs::std_msgs::Header",
    "ros_z_msgs::builtin_interfaces::Time",
    "ros_z_msgs::geometry_msgs::Vector3",
    "ros_z_msgs::std_msgs::ColorRGBA",
];

/// The item of a field, before its multiplicity is chosen.
enum Item {
    Number {
        rust: &'static str,
        attribute: &'static str,
    },
    Text {
        is_wide: bool,
    },
    Enum(usize),
    Message(String),
}

struct Enum {
    values: Vec<i128>,
}

impl Enum {
    /// ROS 2 initializes an enum with 0, or with its first variant if no variant is 0.
    fn initial(&self) -> usize {
        self.values.iter().position(|value| *value == 0).unwrap_or(0)
    }
}

/// A constant or default value, and its Rust expression.
struct Known {
    rust: String,
    value: Value,
}

struct Generator {
    random: Random,
    program: String,
    enums: Vec<Enum>,
    /// Messages that a field can have, with the approximate size of a value.
    messages: Vec<(String, usize)>,
    types: Vec<String>,
    /// `exchange` and `describe` of each type, and the packages.
    arms: String,
    described: String,
    exports: String,
    constants: Map<String, Value>,
    enum_fields: Map<String, Value>,
}

/// Creates the packages of a seed.
#[must_use]
pub fn generate(seed: u64) -> RandomPackages {
    let mut generator = Generator {
        random: Random::new(seed),
        program: String::new(),
        enums: Vec::new(),
        messages: FOREIGN.iter().map(|path| ((*path).to_owned(), 20)).collect(),
        types: Vec::new(),
        arms: String::new(),
        described: String::new(),
        exports: String::new(),
        constants: Map::new(),
        enum_fields: Map::new(),
    };
    for _ in 0..6 {
        generator.add_enum();
    }
    for (package, messages, services) in PACKAGES {
        generator.add_package(package, messages, services);
    }
    let Generator {
        program,
        types,
        arms,
        described,
        exports,
        constants,
        enum_fields,
        ..
    } = generator;
    let head = include_str!("random_program.txt");
    let program = head
        .replace("SEED", &seed.to_string())
        .replace("// TYPES\n", &program)
        .replace("// ARMS\n", &arms)
        .replace("// DESCRIBED\n", &described)
        .replace("// EXPORTS\n", &exports);
    let expected = json!({ "types": types, "constants": constants, "enums": enum_fields });
    RandomPackages { program, expected }
}

impl Generator {
    fn add_enum(&mut self) {
        let index = self.enums.len();
        let (_, _, int) = NUMBERS[3 + self.random.below(8)];
        let count = 1 + self.random.below(4);
        let mut values = Vec::new();
        while values.len() < count {
            let value = match self.random.chance(50) {
                true => i128::try_from(values.len()).unwrap_or_default(),
                false => self.integer(int),
            };
            if !values.contains(&value) {
                values.push(value);
            }
        }
        let of = Enum { values };
        let _ = writeln!(
            self.program,
            "#[derive(Clone, Copy, Debug, Default, RosMessage)]\n#[repr({int})]\npub enum E{index} {{"
        );
        for (at, value) in of.values.iter().enumerate() {
            let default = if at == of.initial() { "#[default] " } else { "" };
            let _ = writeln!(self.program, "    {default}{} = {value},", variant(index, at));
        }
        self.program += "}\n\n";
        self.enums.push(of);
    }

    fn add_package(&mut self, package: &str, messages: usize, services: usize) {
        let _ = writeln!(self.exports, "    Package::new(\"{package}\")");
        for _ in 0..messages {
            // Numbered across packages: rosidl generates wrong Python for a message with default values and a field of another
            // message of the same name.
            let index = self.messages.len();
            let name = format!("{}{index}", self.random.pick(&MESSAGE_NAMES));
            let rust = format!("{name}Of{}", package.replace("random_", "").to_uppercase());
            let weight = self.add_message(&format!("{package}/msg/{name}"), &rust);
            self.messages.push((rust.clone(), weight));
            let _ = writeln!(self.exports, "        .with_message::<{rust}>()");
        }
        for index in 0..services {
            let name = format!("{}{index}", ["Get", "Set", "Do2"][self.random.below(3)]);
            let rust = format!("{name}Of{}", package.replace("random_", "").to_uppercase());
            for part in ["Request", "Response"] {
                self.add_message(&format!("{package}/srv/{name}_{part}"), &format!("{rust}{part}"));
            }
            let _ = writeln!(
                self.program,
                "ros_service!(pub {rust}: {rust}Request => {rust}Response);\n"
            );
            let _ = writeln!(
                self.described,
                "    println!(\"hash {package}/srv/{name} {{}}\", <{rust} as RosService>::TYPE_HASH);"
            );
            let _ = writeln!(self.exports, "        .with_service::<{rust}>()");
        }
        let _ = writeln!(
            self.exports,
            "        .write(format!(\"{{folder}}/{package}\"))?;"
        );
    }

    fn add_message(&mut self, ros: &str, rust: &str) -> usize {
        let mut fields = String::new();
        let mut constants = Map::new();
        let mut enum_fields = Map::new();
        let mut names = Vec::new();
        let mut weight = 1;
        let mut used = Vec::new();
        let count = match self.random.below(100) {
            0..6 => 0,
            _ => 1 + self.random.below(7),
        };
        for at in 0..count {
            let (name, rust_name) = self.field_name(at);
            if names.contains(&name) {
                continue;
            }
            let item = self.item();
            if let Item::Enum(index) = item {
                enum_fields.insert(
                    name.clone(),
                    json!(
                        self.enums[index]
                            .values
                            .iter()
                            .map(|value| number(*value))
                            .collect::<Vec<_>>()
                    ),
                );
                if !used.contains(&index) {
                    used.push(index);
                }
            }
            let mut attributes = Vec::new();
            if rust_name.trim_start_matches("r#") != name {
                attributes.push(format!("rename = \"{name}\""));
            }
            let (ty, size) = self.field_type(&item, &mut attributes);
            weight += size;
            if self.random.chance(30) {
                let _ = writeln!(fields, "    /// {}", self.random.pick(&DOCS));
            }
            if !attributes.is_empty() {
                let _ = writeln!(fields, "    #[ros({})]", attributes.join(", "));
            }
            let _ = writeln!(fields, "    pub {rust_name}: {ty},");
            names.push(name);
        }
        if self.random.chance(50) {
            let _ = writeln!(self.program, "/// {}", self.random.pick(&DOCS));
        }
        let _ = writeln!(
            self.program,
            "#[derive(Clone, Debug, RosMessage, SizeEstimation)]\n#[ros(type_name = \"{ros}\", default)]\npub struct {rust} {{\n{fields}}}\n"
        );
        self.add_constants(rust, &mut constants);
        for index in used {
            for (at, value) in self.enums[index].values.iter().enumerate() {
                constants.insert(variant(index, at), number(*value));
            }
        }
        let _ = writeln!(self.arms, "        {ros:?} => exchange::<{rust}>(&bytes),");
        let _ = writeln!(self.described, "    describe::<{rust}>();");
        self.constants.insert(ros.to_owned(), constants.into());
        self.enum_fields.insert(ros.to_owned(), enum_fields.into());
        self.types.push(ros.to_owned());
        weight
    }

    fn add_constants(&mut self, rust: &str, constants: &mut Map<String, Value>) {
        if !self.random.chance(60) {
            return;
        }
        let _ = writeln!(self.program, "#[ros_constants]\nimpl {rust} {{");
        for at in 0..=self.random.below(5) {
            let name = format!("{}_{at}", self.random.pick(&CONSTANT_NAMES));
            let (attribute, ty, known) = match self.random.below(4) {
                0 => {
                    let attribute = ["", "wstring"][self.random.below(2)];
                    (attribute, "&str", self.text(usize::MAX, true))
                }
                _ => {
                    let (_, attribute, ty) = NUMBERS[self.random.below(NUMBERS.len())];
                    (attribute, ty, self.number(ty))
                }
            };
            if self.random.chance(30) {
                let _ = writeln!(self.program, "    /// {}", self.random.pick(&DOCS));
            }
            if !attribute.is_empty() {
                let _ = writeln!(self.program, "    #[ros({attribute})]");
            }
            let _ = writeln!(self.program, "    pub const {name}: {ty} = {};", known.rust);
            constants.insert(name, known.value);
        }
        self.program += "}\n\n";
    }

    /// The name in ROS and in Rust.
    fn field_name(&mut self, at: usize) -> (String, String) {
        match self.random.below(10) {
            0 => {
                let name = self.random.pick(&NEVER_RAW).to_owned();
                (name.clone(), format!("{name}_{at}"))
            }
            1 | 2 => {
                let name = self.random.pick(&KEYWORDS).to_owned();
                (name.clone(), format!("r#{name}"))
            }
            3 => (format!("ros_{at}"), format!("rust{at}")),
            _ => {
                let name = format!("{}{at}", self.random.pick(&FIELD_NAMES));
                (name.clone(), name)
            }
        }
    }

    fn item(&mut self) -> Item {
        match self.random.below(100) {
            0..45 => {
                let (_, attribute, rust) = NUMBERS[self.random.below(NUMBERS.len())];
                Item::Number { rust, attribute }
            }
            45..60 => Item::Text { is_wide: false },
            60..70 => Item::Text { is_wide: true },
            70..80 => Item::Enum(self.random.below(self.enums.len())),
            _ => {
                // The later half more often, which contains the messages of this test.
                let half = self.messages.len() / 2;
                let index = match self.random.chance(60) {
                    true => half + self.random.below(self.messages.len() - half),
                    false => self.random.below(self.messages.len()),
                };
                let (name, weight) = &self.messages[index];
                if *weight > 100 {
                    return Item::Text { is_wide: false };
                }
                Item::Message(name.clone())
            }
        }
    }

    /// The Rust type and the approximate size of a value. Adds the attributes of bounds and default values.
    fn field_type(&mut self, item: &Item, attributes: &mut Vec<String>) -> (String, usize) {
        let (rust, size) = match item {
            Item::Number { rust, attribute } => {
                if !attribute.is_empty() {
                    attributes.push((*attribute).to_owned());
                }
                ((*rust).to_owned(), 4)
            }
            Item::Text { is_wide } => {
                if *is_wide {
                    attributes.push("wstring".to_owned());
                }
                ("String".to_owned(), 10)
            }
            Item::Enum(index) => (format!("E{index}"), 4),
            Item::Message(name) => {
                let weight = self
                    .messages
                    .iter()
                    .find(|(other, _)| other == name)
                    .map_or(1, |(_, weight)| *weight);
                (name.clone(), weight)
            }
        };
        let string_bound = match item {
            Item::Text { .. } if self.random.chance(40) => Some(1 + self.random.below(12)),
            _ => None,
        };
        let has_default = !matches!(item, Item::Message(_)) && self.random.chance(40);
        let most = string_bound.unwrap_or(usize::MAX);
        let (ty, size, count) = match self.random.below(10) {
            0..5 => {
                if let Some(bound) = string_bound {
                    attributes.push(format!("max_len = {bound}"));
                }
                if has_default {
                    let value = self.value(item, most, false);
                    attributes.push(format!("default = {value}"));
                }
                let ty = match self.random.chance(20) {
                    true if matches!(item, Item::Message(_)) => format!("Box<{rust}>"),
                    _ => rust,
                };
                return (ty, size);
            }
            5 | 6 => {
                let len = match item {
                    Item::Number { .. } if self.random.chance(20) => 40,
                    _ => 1 + self.random.below(5),
                };
                (format!("[{rust}; {len}]"), size * len, len)
            }
            _ => {
                // rosidl takes the bound of wide strings for a bound of their sequence.
                let needs_bound = string_bound.is_some() && matches!(item, Item::Text { is_wide: true });
                let bound = (needs_bound || self.random.chance(30)).then(|| 1 + self.random.below(6));
                if let Some(bound) = bound {
                    attributes.push(format!("max_len = {bound}"));
                }
                let ty = match self.random.chance(20) {
                    true if !matches!(item, Item::Text { is_wide: true }) => format!("Box<[{rust}]>"),
                    _ => format!("Vec<{rust}>"),
                };
                (ty, 4 + 3 * size, self.random.below(1 + bound.unwrap_or(4)))
            }
        };
        if let Some(bound) = string_bound {
            attributes.push(format!("max_string_len = {bound}"));
        }
        if has_default {
            let values: Vec<_> = (0..count).map(|_| self.value(item, most, true)).collect();
            attributes.push(format!("default = [{}]", values.join(", ")));
        }
        (ty, size)
    }

    /// A default value, as a Rust expression.
    fn value(&mut self, item: &Item, most: usize, is_element: bool) -> String {
        match item {
            Item::Number { rust, .. } => self.number(rust).rust,
            Item::Text { .. } => {
                let known = self.text(most, false);
                // In a list, rosidl removes blanks around a text.
                let text = known.value.as_str().unwrap_or_default();
                if is_element {
                    format!("{:?}", text.trim())
                } else {
                    known.rust
                }
            }
            Item::Enum(index) => {
                let at = self.random.below(self.enums[*index].values.len());
                format!("E{index}::{}", variant(*index, at))
            }
            Item::Message(_) => String::new(),
        }
    }

    fn text(&mut self, most: usize, is_constant: bool) -> Known {
        let mut text = self.random.pick(&TEXTS).to_owned();
        text.truncate(most);
        if is_constant && self.random.chance(30) {
            text += "a=b";
        }
        Known {
            rust: format!("{text:?}"),
            value: text.into(),
        }
    }

    fn number(&mut self, rust: &str) -> Known {
        match rust {
            "bool" => {
                let value = self.random.chance(50);
                Known {
                    rust: value.to_string(),
                    value: value.into(),
                }
            }
            "f32" | "f64" => {
                let choices = match rust {
                    "f32" => ["0.0", "-0.25", "3.4028235e38", "0.1", "1e-30"],
                    _ => ["0.0", "-1e300", "0.1", "5.0", "12345.678901"],
                };
                let text = self.random.pick(&choices);
                let value: f64 = text.parse().expect("a number");
                Known {
                    rust: text.to_owned(),
                    value: value.into(),
                }
            }
            _ => {
                let value = self.integer(rust);
                Known {
                    rust: value.to_string(),
                    value: number(value),
                }
            }
        }
    }

    /// A value of an integer type: often the smallest or the largest.
    fn integer(&mut self, rust: &str) -> i128 {
        let bits: u32 = rust[1..].parse().expect("an integer type");
        let (least, most) = match rust.starts_with('i') {
            true => (-(1 << (bits - 1)), (1 << (bits - 1)) - 1),
            false => (0, (1 << bits) - 1),
        };
        match self.random.below(4) {
            0 => least,
            1 => most,
            _ => least + i128::from(self.random.bits()) % (most - least + 1),
        }
    }
}

/// A variant of an enum, which is also the name of its constant.
fn variant(index: usize, at: usize) -> String {
    format!("{}{index}", ["A", "B", "C", "D"][at])
}

fn number(value: i128) -> Value {
    i64::try_from(value).map_or_else(|_| json!(u64::try_from(value).unwrap_or_default()), Value::from)
}
