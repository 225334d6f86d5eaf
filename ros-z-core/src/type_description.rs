//! Descriptions of message types and of their fields. They refer to each other: a field has a ROS type (a base
//! type, a collection, bounds), and that type can be another message. The ROS types of Rust types are in
//! `message`.

use crate::constant_value::ConstantValue;
use crate::default_value::DefaultValue;

/// Description of a message type (REP 2016, `type_description_interfaces/msg/TypeDescription`).
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct TypeDescription {
    /// ROS name, `pkg/msg/Name`.
    pub type_name: &'static str,
    /// Fields in the order of declaration, which is the order on the wire.
    pub fields: &'static [FieldDescription],
    /// Constants of the message itself. Those of its enums are in the types of the fields.
    pub constants: &'static [ConstantDescription],
    /// Documentation; empty if there is none.
    pub doc: &'static str,
}

impl TypeDescription {
    /// Describes a message type.
    #[must_use]
    pub const fn new(type_name: &'static str, fields: &'static [FieldDescription]) -> Self {
        Self {
            type_name,
            fields,
            constants: &[],
            doc: "",
        }
    }

    /// Adds constants, which an exported `.msg` contains. They do not change the hash.
    #[must_use]
    pub const fn with_constants(mut self, constants: &'static [ConstantDescription]) -> Self {
        self.constants = constants;
        self
    }

    /// Adds documentation, exported as comments in a `.msg` file.
    #[must_use]
    pub const fn with_doc(mut self, doc: &'static str) -> Self {
        self.doc = doc;
        self
    }
}

/// A field of a message type.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct FieldDescription {
    /// ROS name.
    pub name: &'static str,
    /// ROS type.
    pub field_type: FieldType,
    /// Documentation; empty if there is none.
    pub doc: &'static str,
    /// Creates the default value, which may need the heap. A description is a constant.
    default: Option<fn() -> DefaultValue>,
}

impl FieldDescription {
    /// Describes a field.
    #[must_use]
    pub const fn new(name: &'static str, field_type: FieldType) -> Self {
        Self {
            name,
            field_type,
            doc: "",
            default: None,
        }
    }

    /// Adds documentation, exported as comments in a `.msg` file.
    #[must_use]
    pub const fn with_doc(mut self, doc: &'static str) -> Self {
        self.doc = doc;
        self
    }

    /// Sets the default value, which an exported `.msg` contains. It does not change the hash.
    ///
    /// # Examples
    /// ```
    /// use ros_z_core::{DefaultValue, FieldDescription, RosField};
    ///
    /// const RATE: FieldDescription =
    ///     FieldDescription::new("rate", f64::TYPE).with_default(|| DefaultValue::Float64(10.0));
    /// assert_eq!(RATE.default_value(), Some(DefaultValue::Float64(10.0)));
    /// ```
    #[must_use]
    pub const fn with_default(mut self, default: fn() -> DefaultValue) -> Self {
        self.default = Some(default);
        self
    }

    /// Returns the default value, if the field has one.
    #[must_use]
    pub fn default_value(&self) -> Option<DefaultValue> {
        self.default.map(|default| default())
    }
}

impl PartialEq for FieldDescription {
    fn eq(&self, other: &Self) -> bool {
        let parts = |field: &Self| (field.name, field.field_type, field.doc, field.default_value());
        parts(self) == parts(other)
    }
}

/// A constant of a message, or a variant of an enum. Constants are not part of the hash.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct ConstantDescription {
    /// ROS name, upper case.
    pub name: &'static str,
    /// ROS name of its type, such as `uint8`.
    pub type_name: &'static str,
    /// Value.
    pub value: ConstantValue,
    /// Documentation; empty if there is none.
    pub doc: &'static str,
}

impl ConstantDescription {
    /// Describes a constant.
    #[must_use]
    pub const fn new(name: &'static str, type_name: &'static str, value: ConstantValue) -> Self {
        Self {
            name,
            type_name,
            value,
            doc: "",
        }
    }

    /// Adds documentation, exported as comments in a `.msg` file.
    #[must_use]
    pub const fn with_doc(mut self, doc: &'static str) -> Self {
        self.doc = doc;
        self
    }
}

/// The type of a field, or of the elements of its array or sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
#[expect(missing_docs, reason = "named as in .msg files")]
pub enum BaseType {
    /// Another message.
    Nested,
    Int8,
    Uint8,
    Int16,
    Uint16,
    Int32,
    Uint32,
    Int64,
    Uint64,
    Float32,
    Float64,
    /// The `char` of a `.msg` file, hashed as a `uint8`.
    Char,
    Bool,
    Byte,
    String,
    Wstring,
}

/// The number of values in a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Collection {
    /// One.
    Single,
    /// A fixed number, `T[N]`.
    Array(usize),
    /// At most a bound, `T[<=N]`.
    Bounded(usize),
    /// Any number, `T[]`.
    Unbounded,
}

/// The ROS type of a field.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct FieldType {
    /// Type of the elements.
    pub base: BaseType,
    /// Number of elements.
    pub collection: Collection,
    /// Maximum length of a bounded string: bytes, or UTF-16 units of a `wstring`.
    pub string_bound: Option<usize>,
    /// The message, for [`BaseType::Nested`].
    pub nested: Option<&'static TypeDescription>,
    /// Rust name of the enum that the integer represents; empty if it is not an enum.
    pub enum_name: &'static str,
    /// Variants of the enum that the integer represents.
    pub constants: &'static [ConstantDescription],
    /// The reason why ROS 2 has no such type. The panic is in [`checked`](Self::checked), which a derive calls at the field.
    problem: Option<&'static str>,
}

const NESTED: &str =
    "ROS 2 cannot nest sequences or arrays; wrap the inner one in a struct that derives `RosMessage`";

impl FieldType {
    /// A field with one value of a base type.
    #[must_use]
    pub const fn base(base: BaseType) -> Self {
        Self {
            base,
            collection: Collection::Single,
            string_bound: None,
            nested: None,
            enum_name: "",
            constants: &[],
            problem: None,
        }
    }

    /// Marks the type as one that ROS 2 does not have.
    pub(crate) const fn with_problem(mut self, problem: &'static str) -> Self {
        if self.problem.is_none() {
            self.problem = Some(problem);
        }
        self
    }

    /// Returns the type, if ROS 2 has it.
    ///
    /// # Panics
    /// Panics with the reason if ROS 2 does not have it.
    #[doc(hidden)]
    #[must_use]
    #[track_caller]
    pub const fn checked(self) -> Self {
        match self.problem {
            Some(problem) => panic!("{}", problem),
            None => self,
        }
    }

    /// A field with a message.
    #[must_use]
    pub const fn message(description: &'static TypeDescription) -> Self {
        let mut field_type = Self::base(BaseType::Nested);
        field_type.nested = Some(description);
        field_type
    }

    /// Makes this type an array.
    ///
    /// # Panics
    /// Panics if the type is an array or a sequence, which ROS 2 cannot nest, or if `len` is 0. This panic and
    /// those of the methods below are compile errors, since derives call these methods at compile time.
    #[must_use]
    #[track_caller]
    pub const fn array(self, len: usize) -> Self {
        self.array_of(len).checked()
    }

    /// Makes this type an array, or marks it as one that ROS 2 does not have.
    pub(crate) const fn array_of(mut self, len: usize) -> Self {
        if !matches!(self.collection, Collection::Single) {
            return self.with_problem(NESTED);
        }
        if len == 0 {
            return self
                .with_problem("a ROS 2 array needs at least one element; remove the field or use `Vec<T>`");
        }
        self.collection = Collection::Array(len);
        self
    }

    /// Makes this type a sequence.
    ///
    /// # Panics
    /// Panics if the type is an array or a sequence.
    #[must_use]
    #[track_caller]
    pub const fn sequence(self) -> Self {
        self.sequence_of().checked()
    }

    /// Makes this type a sequence, or marks it as one that ROS 2 does not have.
    pub(crate) const fn sequence_of(mut self) -> Self {
        if !matches!(self.collection, Collection::Single) {
            return self.with_problem(NESTED);
        }
        self.collection = Collection::Unbounded;
        self
    }

    const fn is_string(&self) -> bool {
        matches!(self.base, BaseType::String | BaseType::Wstring)
    }

    /// Bounds a sequence or a single string.
    ///
    /// # Panics
    /// Panics if the type is neither, or if `bound` is 0.
    #[must_use]
    #[track_caller]
    pub const fn with_max_len(mut self, bound: usize) -> Self {
        assert!(
            bound > 0,
            "a bound of 0 allows only an empty value; set `max_len` to at least 1"
        );
        match self.collection {
            Collection::Unbounded => self.collection = Collection::Bounded(bound),
            Collection::Single if self.is_string() => self.string_bound = Some(bound),
            _ => panic!("`max_len` applies to a sequence or a string; this field is neither"),
        }
        self
    }

    /// Bounds the strings in a sequence or array.
    ///
    /// # Panics
    /// Panics if the type is not a sequence or array of strings, or if `bound` is 0. Also panics if the type is a
    /// sequence of wide strings without a bound, since rosidl reads `wstring<=8[]` as `wstring<=8[<=8]`.
    #[must_use]
    #[track_caller]
    pub const fn with_max_string_len(mut self, bound: usize) -> Self {
        assert!(
            bound > 0,
            "a bound of 0 allows only an empty value; set `max_string_len` to at least 1"
        );
        assert!(
            self.is_string() && !matches!(self.collection, Collection::Single),
            "`max_string_len` applies to the strings in a sequence or array; use `max_len` for a single string"
        );
        assert!(
            !(matches!(self.base, BaseType::Wstring) && matches!(self.collection, Collection::Unbounded)),
            "rosidl takes the bound of the wide strings in a sequence for a bound of the sequence too; set `max_len` as well, to the same number as `max_string_len` if it is the type of a `.msg` file without a second bound"
        );
        self.string_bound = Some(bound);
        self
    }

    /// Turns the strings into wide strings.
    ///
    /// # Panics
    /// Panics if the base type is not `string`.
    #[must_use]
    #[track_caller]
    pub const fn as_wstring(mut self) -> Self {
        assert!(
            matches!(self.base, BaseType::String),
            "`wstring` applies to strings; remove `#[ros(wstring)]`, or use `String`"
        );
        self.base = BaseType::Wstring;
        self
    }

    /// Turns `uint8` into the ROS type `char`.
    ///
    /// # Panics
    /// Panics if the base type is not `uint8`.
    #[must_use]
    #[track_caller]
    pub const fn as_char(mut self) -> Self {
        assert!(
            matches!(self.base, BaseType::Uint8),
            "a ROS `char` is a `u8` in Rust; remove `#[ros(char)]`, or use `u8`, alone or in a sequence or array"
        );
        self.base = BaseType::Char;
        self
    }

    /// Turns `uint8` into the ROS type `byte`.
    ///
    /// # Panics
    /// Panics if the base type is not `uint8`.
    #[must_use]
    #[track_caller]
    pub const fn as_byte(mut self) -> Self {
        assert!(
            matches!(self.base, BaseType::Uint8),
            "a ROS `byte` is a `u8` in Rust; remove `#[ros(byte)]`, or use `u8`, alone or in a sequence or array"
        );
        self.base = BaseType::Byte;
        self
    }

    /// Makes the integer a C-like enum with these variants.
    #[must_use]
    pub const fn with_enum(mut self, name: &'static str, constants: &'static [ConstantDescription]) -> Self {
        self.enum_name = name;
        self.constants = constants;
        self
    }

    /// The `type_id` of REP 2016.
    #[must_use]
    pub const fn type_id(&self) -> u8 {
        let bounded = self.string_bound.is_some();
        let base = match self.base {
            BaseType::Nested => 1,
            BaseType::Int8 => 2,
            BaseType::Uint8 | BaseType::Char => 3,
            BaseType::Int16 => 4,
            BaseType::Uint16 => 5,
            BaseType::Int32 => 6,
            BaseType::Uint32 => 7,
            BaseType::Int64 => 8,
            BaseType::Uint64 => 9,
            BaseType::Float32 => 10,
            BaseType::Float64 => 11,
            BaseType::Bool => 15,
            BaseType::Byte => 16,
            BaseType::String if bounded => 21,
            BaseType::String => 17,
            BaseType::Wstring if bounded => 22,
            BaseType::Wstring => 18,
        };
        base + match self.collection {
            Collection::Single => 0,
            Collection::Array(_) => 48,
            Collection::Bounded(_) => 96,
            Collection::Unbounded => 144,
        }
    }

    /// Length of an array or bound of a sequence; 0 otherwise.
    #[must_use]
    pub const fn capacity(&self) -> usize {
        match self.collection {
            Collection::Array(len) => len,
            Collection::Bounded(bound) => bound,
            Collection::Single | Collection::Unbounded => 0,
        }
    }

    /// Bound of a string; 0 otherwise.
    #[must_use]
    pub const fn string_capacity(&self) -> usize {
        match self.string_bound {
            Some(bound) => bound,
            None => 0,
        }
    }

    /// Returns the first variant of an enum without a variant of value 0. It is the default value of the field: ROS 2 would
    /// otherwise initialize the field with 0, which is not a valid value. Default values are not part of the hash.
    pub(crate) fn default_variant(&self) -> Option<ConstantValue> {
        let has_zero = self
            .constants
            .iter()
            .any(|constant| constant.value == ConstantValue::Integer(0));
        let first = self.constants.first().filter(|_| !has_zero)?;
        Some(first.value)
    }

    /// ROS name of the message; empty unless the base type is [`BaseType::Nested`].
    #[must_use]
    pub const fn nested_name(&self) -> &'static str {
        match self.nested {
            Some(description) => description.type_name,
            None => "",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[should_panic(expected = "set `max_len` as well")]
    fn a_sequence_of_bounded_wide_strings_needs_a_bound_of_its_own() {
        let _ = FieldType::base(BaseType::Wstring)
            .sequence()
            .with_max_string_len(8);
    }
}
