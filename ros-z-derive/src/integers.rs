//! The integer types that enums and constants may have.

/// The Rust name of each type, and its name in ROS.
pub const INTEGERS: [(&str, &str); 8] = [
    ("i8", "int8"),
    ("u8", "uint8"),
    ("i16", "int16"),
    ("u16", "uint16"),
    ("i32", "int32"),
    ("u32", "uint32"),
    ("i64", "int64"),
    ("u64", "uint64"),
];
