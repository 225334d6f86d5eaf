//! Types that are hard for rosidl: comments that end or escape comments, enums without a zero, names at the
//! limits of the rules, default values, a service. `export_package.rs` tests the texts, `.ci/rosidl` builds them with the
//! real rosidl.
#![allow(
    rustdoc::broken_intra_doc_links,
    rustdoc::invalid_html_tags,
    rustdoc::invalid_rust_codeblocks,
    reason = "the comments are hard to read on purpose"
)]

use ros_z_core::export::Package;
use ros_z_core::{RosMessage, RosService, SizeEstimation, ros_service};
use ros_z_msgs::builtin_interfaces::Time;
use ros_z_msgs::geometry_msgs::Point;

/// Ends a comment */ and starts one /* or // or /**/, what??/
#[doc = "C:\\new \\nu \\u00e9 \\x41 \\101 \\\" \\"]
#[derive(Clone, Copy, Debug, PartialEq, RosMessage)]
#[repr(i8)]
pub enum Gear {
    #[doc = "Backwards \\"]
    Reverse = -1,
    /// Forwards */ "quoted" 'single' `code` """ %s %d $HOME ${x} @verbatim @(1) é ü 🤖 …
    Drive = 4,
}

/// An integer near each end of its type. C++ has no literal for the least.
#[derive(Clone, Copy, Debug, PartialEq, RosMessage)]
#[repr(i64)]
pub enum Extreme {
    /// The least.
    Lowest = i64::MIN + 1,
    /// The greatest.
    Highest = i64::MAX,
}

/// An enum whose value 0 is not its first.
#[derive(Clone, Copy, Debug, PartialEq, RosMessage)]
#[repr(u8)]
pub enum Mode {
    /// Runs.
    Run = 1,
    /// Rests.
    Rest = 0,
}

/// A `byte` without a zero.
#[derive(Clone, Copy, Debug, PartialEq, RosMessage)]
#[repr(u8)]
pub enum Flag {
    /// Set.
    Set = 255,
}

#[doc = "\\"]
#[doc = ""]
#[doc = "--- \u{0} \u{1} \u{7} \u{8} \u{b} vertical \u{c} form \u{1b}[31m \u{1c} \u{1d} \u{1e} \u{1f} \u{7f} \u{80} \u{85} next \u{9f} \u{a0} \u{ad} \u{2028} line \u{2029} paragraph"]
#[doc = "---\n===\n================================================================================\nMSG: std_msgs/String\nuint8 X=1\nuint8 y\n\
    #pragma once\n# # Heading\n#include \"missing.h\"\n#error no\n\ttab\n    indented\n@verbatim (language=\"comment\", text=\"x\")\n\
    ?? ??= ??/ ??' ??( ??) ??! ??< ??> ??-\n\u{202e}reversed\u{202c} \u{2066}isolated\u{2069} \u{feff}mark \u{fffe} \u{ffff}\n\
    Å Ä ø ß ñ € ∖ 漢字 🤖 \u{e9} e\u{301}\n\"\"\"\n'''\n\"\n'\n`\n{}\n%\n$\n<b>&amp;</b>\n*/\n/*\n//\n/**/\n*/ #error no\n"]
#[doc = "A [unit that goes\non] and [one] and [another], a \\"]
#[derive(Clone, Debug, RosMessage, SizeEstimation)]
#[ros(package = "hard_msgs")]
pub struct Hard {
    #[doc = "At C:\\"]
    pub path: String,
    #[doc = "\\nu and \\u00e9 and \\xZZ and \\N{DIGIT ONE} and \\"]
    pub nu: f64,
    #[doc = "*/ uint8 gone; /*"]
    pub kept: u8,
    #[doc = "Speed [m/s]"]
    pub speed: f32,
    #[doc = "Quoted [\"m\"]"]
    pub quoted: f32,
    #[doc = "[open\nend]"]
    pub open: f32,
    #[doc = "\""]
    pub quote: [f32; 3],
    #[doc = "L\"wide\" R\"(raw)\" u8\"x\" // /* \" \" \\n \""]
    pub literal: Vec<u8>,
    #[doc = "\n\n#\n"]
    pub blank: bool,
    #[doc = "\r\r\n\u{85}#"]
    pub breaks: bool,
    #[doc = "????/"]
    pub trigraph: bool,
    /// Which way.
    pub gear: Gear,
    /// Several.
    pub gears: [Gear; 3],
    /// Any number.
    pub more: Vec<Gear>,
    /// The ends.
    pub extreme: Extreme,
    /// Not the first.
    pub mode: Mode,
    /// As a byte.
    #[ros(byte)]
    pub flag: Flag,
    /// As bytes.
    #[ros(byte)]
    pub flags: [Flag; 2],
    /// Of this package.
    pub edges: Vec<Edge>,
    /// Of another.
    pub at: Time,
}

/// Default values of each kind.
#[derive(Clone, Debug, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "hard_msgs", default)]
#[expect(missing_docs, reason = "the names say all")]
pub struct Defaults {
    #[ros(default = true)]
    pub enabled: bool,
    #[ros(default = i8::MIN)]
    pub least: i8,
    #[ros(default = u64::MAX)]
    pub greatest: u64,
    #[ros(default = 0.25)]
    pub quarter: f32,
    #[ros(default = -1e300)]
    pub huge: f64,
    #[ros(char, default = b'a')]
    pub letter: u8,
    #[ros(byte, default = 255)]
    pub raw: u8,
    /// Not the one that the enum itself would have.
    #[ros(default = Gear::Drive)]
    pub gear: Gear,
    #[ros(default = [Gear::Drive, Gear::Reverse])]
    pub gears: [Gear; 2],
    #[ros(default = " a, [b] %s {c}; $d? @e ")]
    pub text: String,
    #[ros(default = "")]
    pub no_text: String,
    #[ros(default = "map", max_len = 3)]
    pub bounded: String,
    #[ros(wstring, default = "wide")]
    pub wide: String,
    #[ros(default = ["left", "a, [b] %s {c}; $d? @e"], max_len = 3)]
    pub names: Vec<String>,
    #[ros(default = [1, -2, 3])]
    pub numbers: Vec<i32>,
    #[ros(default = [0.5, -0.25])]
    pub floats: [f64; 2],
    #[ros(default = [true, false])]
    pub flags: [bool; 2],
    #[ros(default = [7])]
    pub one: Vec<u8>,
    #[ros(default = [])]
    pub nothing: Vec<u16>,
    /// Without a default value.
    pub plain: u32,
}

/// Names that other languages have a use for, and that work.
#[derive(Clone, Debug, Default, RosMessage, SizeEstimation)]
#[ros(package = "hard_msgs")]
#[expect(missing_docs, reason = "named for their names")]
pub struct Edge {
    pub r#type: u8,
    pub r#match: String,
    pub module: u8,
    pub sequence: Vec<u8>,
    pub octet: String,
    pub any: u8,
    pub fixed: u8,
    pub object: String,
    pub uint8: u8,
    pub string: String,
    pub stdin: String,
    pub stdout: String,
    pub stderr: String,
    pub isnan: u8,
    pub isfinite: f32,
    pub signbit: String,
    pub minor: u8,
    pub major: String,
    pub property: String,
    pub classmethod: u8,
    pub array: Vec<f64>,
    pub numpy: [f64; 2],
    pub math: f32,
    pub rosidl_parser: u8,
    pub cls: String,
    pub kwargs: String,
    pub msg: String,
    pub std: String,
    pub hard_msgs: Vec<Type>,
    pub other: String,
    pub request: Request,
    pub print: String,
    pub index: u64,
    pub size: u64,
    pub data: Vec<u8>,
    pub capacity: u64,
}

/// Named as a member of every generated C++ struct.
#[derive(Clone, Debug, Default, RosMessage, SizeEstimation)]
#[ros(package = "hard_msgs")]
pub struct Type {
    /// Of the same name in lower case.
    pub r#type: u8,
}

/// Named as a part of a service.
#[derive(Clone, Debug, Default, RosMessage, SizeEstimation)]
#[ros(package = "hard_msgs")]
pub struct Request {
    /// Named as a member of every generated C++ struct.
    pub raw_ptr: [Type; 2],
}

/// Has no fields.
#[derive(Clone, Debug, Default, RosMessage, SizeEstimation)]
#[ros(package = "hard_msgs")]
pub struct Nothing {}

#[doc = "--- \\\n---\n */"]
#[derive(Clone, Debug, RosMessage, SizeEstimation)]
#[ros(type_name = "hard_msgs/srv/Shift_Request")]
pub struct ShiftRequest {
    #[doc = "---\n\\"]
    pub gear: Gear,
    /// Of this package.
    pub edge: Nothing,
    /// Of another.
    pub point: Point,
}

#[doc = "\\u0000 ---"]
#[derive(Clone, Debug, Default, RosMessage, SizeEstimation)]
#[ros(type_name = "hard_msgs/srv/Shift_Response")]
pub struct ShiftResponse {
    #[doc = "---"]
    pub shifted: bool,
    /// Why not.
    #[ros(max_len = 80)]
    pub reason: String,
}

ros_service! {
    /// Shifts gears.
    pub Shift: ShiftRequest => ShiftResponse
}

/// As a trigger without anything.
#[derive(Clone, Debug, Default, RosMessage, SizeEstimation)]
#[ros(type_name = "hard_msgs/srv/Ping_Request")]
pub struct PingRequest {}

/// Nothing either.
#[derive(Clone, Debug, Default, RosMessage, SizeEstimation)]
#[ros(type_name = "hard_msgs/srv/Ping_Response")]
pub struct PingResponse {}

ros_service! {
    /// Asks for an answer.
    pub Ping: PingRequest => PingResponse
}

/// Returns the package of all these types.
pub fn hard_package() -> Package {
    Package::new("hard_msgs")
        .with_description("Hard <to> & build\u{0}")
        .with_message::<Hard>()
        .with_message::<Edge>()
        .with_message::<Defaults>()
        .with_message::<Request>()
        .with_service::<Shift>()
        .with_service::<Ping>()
}

/// Returns names and hashes of the package's interfaces.
pub fn hard_hashes() -> Vec<(&'static str, String)> {
    vec![
        (Hard::TYPE_NAME, Hard::TYPE_HASH.to_string()),
        (Edge::TYPE_NAME, Edge::TYPE_HASH.to_string()),
        (Defaults::TYPE_NAME, Defaults::TYPE_HASH.to_string()),
        (Type::TYPE_NAME, Type::TYPE_HASH.to_string()),
        (Request::TYPE_NAME, Request::TYPE_HASH.to_string()),
        (Nothing::TYPE_NAME, Nothing::TYPE_HASH.to_string()),
        (Shift::TYPE_NAME, Shift::TYPE_HASH.to_string()),
        (Ping::TYPE_NAME, Ping::TYPE_HASH.to_string()),
    ]
}
