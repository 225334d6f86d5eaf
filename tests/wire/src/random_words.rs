//! The words that random types consist of: names, keywords, and the primitives on both sides.

pub(crate) const PACKAGES: [&str; 3] = ["diff_a", "diff_b", "another_diff"];
pub(crate) const NAMES: [&str; 6] = ["T", "Zed", "Alpha", "Be", "Bee", "B2b"];
pub(crate) const FIELDS: [&str; 8] = ["x", "data", "header", "frame_id", "pose2d", "value", "ns", "i8"];
/// Keywords of Rust, Python and C++; those of Rust are raw identifiers.
pub(crate) const KEYWORDS: [&str; 14] = [
    "r#type",
    "r#match",
    "r#fn",
    "r#async",
    "r#mod",
    "r#in",
    "r#for",
    "r#abstract",
    "def",
    "class",
    "from",
    "lambda",
    "template",
    "int",
];
/// Names that Rust cannot write, even as raw identifiers.
pub(crate) const RESERVED: [&str; 3] = ["self", "super", "crate"];
/// `.msg` type, attribute, Rust type, bytes.
pub(crate) const SCALARS: [(&str, &str, &str, usize); 14] = [
    ("bool", "", "bool", 1),
    ("byte", "byte", "u8", 1),
    ("char", "char", "u8", 1),
    ("int8", "", "i8", 1),
    ("uint8", "", "u8", 1),
    ("int16", "", "i16", 2),
    ("uint16", "", "u16", 2),
    ("int32", "", "i32", 4),
    ("uint32", "", "u32", 4),
    ("int64", "", "i64", 8),
    ("uint64", "", "u64", 8),
    ("float32", "", "f32", 4),
    ("float64", "", "f64", 8),
    ("uint8", "", "u8", 1),
];
pub(crate) const ENUM_INTS: [(&str, &str); 8] = [
    ("int8", "i8"),
    ("uint8", "u8"),
    ("int16", "i16"),
    ("uint16", "u16"),
    ("int32", "i32"),
    ("uint32", "u32"),
    ("int64", "i64"),
    ("uint64", "u64"),
];
