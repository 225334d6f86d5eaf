//! The rules of the definition language, one variant for each. The grammar is that of rosidl (Jazzy and Kilted):
//!
//! ```text
//! file        = message | message "---" message | message "---" message "---" message
//! message     = { line }
//! line        = [ field | constant ] [ "#" comment ]
//! field       = type " " name [ " " default ]
//! constant    = primitive " " NAME "=" value
//! type        = ( primitive | string [ "<=" N ] | [ package "/" ] Message ) [ "[]" | "[" N "]" | "[<=" N "]" ]
//! string      = "string" | "wstring"
//! default     = value | "[" [ value { "," value } ] "]"
//! ```
//!
//! | rule | text |
//! |---|---|
//! | package name | `[a-z][a-z0-9_]*`, no `__`, no `_` at the end |
//! | message name | `[A-Z][A-Za-z0-9]*` |
//! | field name | as a package name |
//! | constant name | `[A-Z][A-Z0-9_]*`, no `__`, no `_` at the end |
//! | integer | decimal, or `0x`, `0o`, `0b`; `_` between digits; in the range of its type |
//! | float | decimal, with or without exponent; not NaN, not infinite |
//! | bool | `true`, `false`, `1`, `0` in any case |
//! | string | the rest of the line, or in `"` or `'`, with `\` before an inner quote of that kind |
//!
//! `#` starts a comment everywhere, even between quotes. A tab counts as a blank.

use std::fmt;

/// A rule of the definition language that a line breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Rule {
    /// A definition starts in the first column.
    Indented,
    /// A definition has a type and a name.
    NameMissing,
    /// A type name is a primitive type, `Message` or `package/Message`.
    TypeName,
    /// A primitive type has its ROS name, not that of a programming language.
    PrimitiveName {
        /// The ROS name.
        ros: &'static str,
    },
    /// `time` and `duration` are types of ROS 1.
    Ros1Type,
    /// A package name has a fixed form.
    PackageName,
    /// A message name has a fixed form.
    MessageName,
    /// A field name has a fixed form.
    FieldName,
    /// A constant name has a fixed form.
    ConstantName,
    /// An array or a bound has at least one element.
    Size,
    /// A constant has a primitive type without a bound.
    ConstantType,
    /// A field with a message type has no default value.
    MessageDefault,
    /// A value suits its type.
    Value {
        /// Type of the value, as in the definition.
        expected: String,
    },
    /// A default of an array has as many values as the array.
    ValueCount {
        /// Number of values that the type allows.
        allowed: usize,
        /// Number of values in the default.
        found: usize,
    },
    /// A string that starts with a quote ends with it, and inner quotes have a `\` before them.
    Quotes,
    /// A default or constant string contains a character that the IDL of rosidl cannot express.
    Backslash,
    /// Two fields, or two constants, of a message have different names.
    Duplicate,
    /// A service has one line `---`, an action has two.
    Separators {
        /// Number of separators that the kind of file has.
        expected: usize,
        /// Number of separators in the file.
        found: usize,
    },
    /// The file is UTF-8 text.
    Utf8,
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Indented => f.write_str("a definition starts in the first column; remove the blanks before it"),
            Self::NameMissing => f.write_str("a field has a type and a name; write `int32 count`"),
            Self::TypeName => f.write_str(
                "a type is a primitive type, `Message` of the same package, or `package/Message`, each with at most one array suffix",
            ),
            Self::PrimitiveName { ros } => write!(f, "ROS 2 has no type of this name; write `{ros}`"),
            Self::Ros1Type => f.write_str(
                "`time` and `duration` are types of ROS 1; write `builtin_interfaces/Time` or `builtin_interfaces/Duration`",
            ),
            Self::PackageName => f.write_str(
                "a package name has lower case letters, digits and single underscores, starts with a letter and does not end with an underscore",
            ),
            Self::MessageName => {
                f.write_str("a message name starts with an upper case letter and has letters and digits only")
            }
            Self::FieldName => f.write_str(
                "a field name has lower case letters, digits and single underscores, starts with a letter and does not end with an underscore",
            ),
            Self::ConstantName => f.write_str(
                "a constant name has upper case letters, digits and single underscores, starts with a letter and does not end with an underscore",
            ),
            Self::Size => f.write_str("the size of an array and the bound of a string or sequence are integers greater than 0"),
            Self::ConstantType => f.write_str("a constant has a primitive type without array and bound"),
            Self::MessageDefault => f.write_str("only fields with primitive types have a default value; remove it"),
            Self::Value { expected } => write!(f, "the value is not of type `{expected}`"),
            Self::ValueCount { allowed, found } => {
                write!(f, "the default value has {found} elements, and the type allows {allowed}")
            }
            Self::Quotes => f.write_str(
                "a string that starts with a quote ends with the same quote; write `\\` before a quote inside of it",
            ),
            Self::Backslash => f.write_str(
                "rosidl cannot read a backslash in a string, except before a quote; remove it",
            ),
            Self::Duplicate => f.write_str("each field and each constant of a message has a name of its own; rename one"),
            Self::Separators { expected, found } => {
                write!(f, "the file has {found} lines `---`, and needs {expected}")
            }
            Self::Utf8 => f.write_str("a definition is UTF-8 text; save the file as UTF-8"),
        }
    }
}
