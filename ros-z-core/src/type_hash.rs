//! RIHS01 (REP 2016): the hash of a type description, computed at compile time.

use crate::const_eq::is_same_bytes;
use crate::referenced::Referenced;
use crate::sha256::Sha256;
use crate::type_description::{BaseType, FieldDescription, FieldType, TypeDescription};
use core::{fmt, str::FromStr};

/// Hash of a type description, printed and parsed as `RIHS01_` and 64 hexadecimal digits.
///
/// # Examples
/// ```
/// use ros_z_core::{RosField, FieldDescription, TypeDescription, TypeHash};
///
/// const STRING: TypeHash = TypeHash::of(&TypeDescription::new(
///     "std_msgs/msg/String",
///     &[FieldDescription::new("data", String::TYPE)],
/// ));
/// assert_eq!(
///     STRING.to_string(),
///     "RIHS01_df668c740482bbd48fb39d76a70dfd4bd59db1288021743503259e948f6b1a18"
/// );
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TypeHash([u8; 32]);

const PREFIX: &str = "RIHS01_";

/// Hashes a description's JSON text: keys in REP order, separated by `", "` and `": "`.
struct Json(Sha256);

impl Json {
    const fn text(&mut self, text: &str) {
        self.0.update(text.as_bytes());
    }

    const fn number(&mut self, number: usize) {
        if number >= 10 {
            self.number(number / 10);
        }
        self.0.update(&[b'0' + (number % 10) as u8]);
    }

    const fn description(&mut self, description: &TypeDescription) {
        self.text("{\"type_name\": \"");
        self.text(description.type_name);
        self.text("\", \"fields\": [");
        if description.fields.is_empty() {
            const FILLER: FieldDescription = FieldDescription::new(
                "structure_needs_at_least_one_member",
                FieldType::base(BaseType::Uint8),
            );
            self.field(&FILLER);
        }
        let mut index = 0;
        while index < description.fields.len() {
            if index > 0 {
                self.text(", ");
            }
            self.field(&description.fields[index]);
            index += 1;
        }
        self.text("]}");
    }

    const fn field(&mut self, field: &FieldDescription) {
        self.text("{\"name\": \"");
        let field_type = field.field_type.checked();
        self.text(field.name);
        self.text("\", \"type\": {\"type_id\": ");
        self.number(field_type.type_id() as usize);
        self.text(", \"capacity\": ");
        self.number(field_type.capacity());
        self.text(", \"string_capacity\": ");
        self.number(field_type.string_capacity());
        self.text(", \"nested_type_name\": \"");
        self.text(field_type.nested_name());
        self.text("\"}}");
    }
}

impl TypeHash {
    /// Length of the text form, in bytes.
    pub const TEXT_LEN: usize = PREFIX.len() + 64;

    /// Hashes a description and all types that it refers to.
    ///
    /// # Panics
    /// Panics if two different types in it have the same name, or if it refers to too many types. In a constant, this is
    /// a compile error that shows only the caller's code.
    #[must_use]
    #[track_caller]
    pub const fn of(description: &TypeDescription) -> Self {
        let mut json = Json(Sha256::new());
        json.text("{\"type_description\": ");
        json.description(description);
        json.text(", \"referenced_type_descriptions\": [");
        let referenced = Referenced::by(description);
        let mut index = 0;
        while let Some(next) = referenced.get(index) {
            if index > 0 {
                json.text(", ");
            }
            json.description(next);
            index += 1;
        }
        json.text("]}");
        Self(json.0.finish())
    }

    /// A hash of these bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes of the hash.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Parses the text form, also in constants.
    pub(crate) const fn parse(text: &str) -> Option<Self> {
        let Some((prefix, digits)) = text.as_bytes().split_at_checked(PREFIX.len()) else {
            return None;
        };
        if !is_same_bytes(prefix, PREFIX.as_bytes()) || text.len() != Self::TEXT_LEN {
            return None;
        }
        let mut hash = [0; 32];
        let mut index = 0;
        while index < digits.len() {
            let value = match digits[index] {
                digit @ b'0'..=b'9' => digit - b'0',
                digit @ b'a'..=b'f' => digit - b'a' + 10,
                _ => return None,
            };
            hash[index / 2] = hash[index / 2] << 4 | value;
            index += 1;
        }
        Some(Self(hash))
    }

    /// The text form, also in constants.
    pub(crate) const fn text(&self) -> [u8; Self::TEXT_LEN] {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut text = [0; Self::TEXT_LEN];
        let (prefix, digits) = text.split_at_mut(PREFIX.len());
        prefix.copy_from_slice(PREFIX.as_bytes());
        let mut index = 0;
        while index < self.0.len() {
            digits[2 * index] = DIGITS[(self.0[index] >> 4) as usize];
            digits[2 * index + 1] = DIGITS[(self.0[index] & 15) as usize];
            index += 1;
        }
        text
    }

    /// Compares two hashes, as `==` does, also in constants.
    #[must_use]
    pub const fn is_same(&self, other: &Self) -> bool {
        is_same_bytes(&self.0, &other.0)
    }
}

impl fmt::Display for TypeHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(PREFIX)?;
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for TypeHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TypeHash({self})")
    }
}

/// The text is not a RIHS01 hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a type hash is `RIHS01_` and 64 lowercase hexadecimal digits")]
#[non_exhaustive]
pub struct ParseTypeHashError;

impl FromStr for TypeHash {
    type Err = ParseTypeHashError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text).ok_or(ParseTypeHashError)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::RosField;
    use alloc::string::ToString;

    // ROS 2 Jazzy, std_msgs/msg/Empty.
    const EMPTY: &str = "RIHS01_20b625256f32d5dbc0d04fee44f43c41e51c70d3502f84b4a08e7a9c26a96312";

    #[test]
    fn a_type_without_fields_hashes_with_its_filler() {
        let hash = TypeHash::of(&TypeDescription::new("std_msgs/msg/Empty", &[]));
        assert_eq!(hash.to_string(), EMPTY);
    }

    #[test]
    fn text_and_hash_convert_both_ways() {
        let hash: TypeHash = EMPTY.parse().unwrap();
        assert_eq!(hash.to_string(), EMPTY);
        assert_eq!(EMPTY.len(), TypeHash::TEXT_LEN);
        for bad in [
            "",
            "RIHS01_",
            "RIHS02_00",
            &EMPTY[1..],
            &EMPTY[..70],
            &EMPTY.replace('f', "F"),
            &EMPTY.replace('2', "é"),
        ] {
            assert_eq!(bad.parse::<TypeHash>(), Err(ParseTypeHashError), "{bad}");
        }
    }

    // ROS 2 Jazzy, std_msgs/msg/Header: one level of nesting.
    #[test]
    fn referenced_types_enter_the_hash() {
        const TIME: TypeDescription = TypeDescription::new(
            "builtin_interfaces/msg/Time",
            &[
                FieldDescription::new("sec", i32::TYPE),
                FieldDescription::new("nanosec", u32::TYPE),
            ],
        );
        const HEADER: TypeDescription = TypeDescription::new(
            "std_msgs/msg/Header",
            &[
                FieldDescription::new("stamp", FieldType::message(&TIME)),
                FieldDescription::new("frame_id", <&str>::TYPE),
            ],
        );
        assert_eq!(
            TypeHash::of(&HEADER).to_string(),
            "RIHS01_f49fb3ae2cf070f793645ff749683ac6b06203e41c891e17701b1cb597ce6a01"
        );
        assert_eq!(HEADER.referenced(), [&TIME]);
    }
}
