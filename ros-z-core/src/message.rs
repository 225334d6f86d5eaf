//! What makes a Rust type a ROS 2 type: names and descriptions, all of them
//! constants. How a description is hashed is in `type_hash`, how it is printed in `export`.

use crate::{CdrSerialize, TypeHash};
use alloc::{borrow::Cow, boxed::Box, string::String, sync::Arc, vec::Vec};

/// A struct that is a ROS 2 message, known to ROS 2 by name and hash.
///
/// Derived by `#[derive(RosMessage)]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a ROS 2 message",
    label = "not a ROS 2 message",
    note = "add `#[derive(RosMessage)]` to the struct `{Self}`"
)]
pub trait RosMessage: CdrSerialize {
    /// ROS name of the type, `pkg/msg/Name`.
    const TYPE_NAME: &'static str;

    /// The RIHS01 hash of the type's description (REP 2016), by which ROS 2 nodes tell whether they
    /// mean the same type.
    const TYPE_HASH: TypeHash;

    /// Describes the type: its fields, and all types that they refer to.
    fn type_description() -> TypeDescription;
}

/// The ROS type of a Rust type that is used as a field. Derived together with [`RosMessage`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no ROS type",
    label = "not a ROS type",
    note = "if `{Self}` is a struct or C-like enum of yours, add `#[derive(RosMessage)]` to it"
)]
pub trait RosField {
    /// The ROS type.
    const TYPE: FieldType;
}

/// Description of a message type (REP 2016, `type_description_interfaces/msg/TypeDescription`).
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct TypeDescription {
    /// ROS name, `pkg/msg/Name`.
    pub type_name: &'static str,
    /// Fields in the order of declaration, which is the order on the wire.
    pub fields: &'static [FieldDescription],
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
            doc: "",
        }
    }

    /// Adds documentation, which an exported `.msg` carries as comments.
    #[must_use]
    pub const fn with_doc(mut self, doc: &'static str) -> Self {
        self.doc = doc;
        self
    }

    /// All message types that the fields refer to, directly or through others: each once, sorted by name.
    #[must_use]
    pub fn referenced(&self) -> Vec<&'static TypeDescription> {
        let mut found = Vec::new();
        let mut last = "";
        while let Some(next) = self.next_referenced(last) {
            last = next.type_name;
            found.push(next);
        }
        found
    }

    /// The referenced type whose name comes next after `last` in ASCII order.
    pub(crate) const fn next_referenced(&self, last: &str) -> Option<&'static TypeDescription> {
        next_referenced(self.fields, last, None)
    }
}

const fn next_referenced(
    fields: &'static [FieldDescription],
    last: &str,
    mut best: Option<&'static TypeDescription>,
) -> Option<&'static TypeDescription> {
    let mut index = 0;
    while index < fields.len() {
        if let Some(nested) = fields[index].field_type.nested
            && !is_repeated(fields, index)
        {
            if is_less(last, nested.type_name) {
                best = match best {
                    Some(other) if is_less(other.type_name, nested.type_name) => best,
                    Some(other) if is_same(other.type_name, nested.type_name) => {
                        assert!(
                            is_same_shape(other, nested),
                            "two different types of the same ROS name in one message; give each a name of its own with `#[ros(type_name = \"pkg/msg/Name\")]`"
                        );
                        best
                    }
                    _ => Some(nested),
                };
            }
            best = next_referenced(nested.fields, last, best);
        }
        index += 1;
    }
    best
}

/// Whether an earlier field holds the very message that this one does, so that nothing new is to be found there.
const fn is_repeated(fields: &'static [FieldDescription], index: usize) -> bool {
    let name = fields[index].field_type.nested_name();
    let mut earlier = 0;
    while earlier < index {
        if let Some(nested) = fields[earlier].field_type.nested
            && let Some(this) = fields[index].field_type.nested
            && is_same(nested.type_name, name)
            && is_same_shape(nested, this)
        {
            return true;
        }
        earlier += 1;
    }
    false
}

/// Whether two descriptions of one name have the same fields; what these refer to is compared on its own.
const fn is_same_shape(left: &TypeDescription, right: &TypeDescription) -> bool {
    if left.fields.len() != right.fields.len() {
        return false;
    }
    let mut index = 0;
    while index < left.fields.len() {
        let (a, b) = (&left.fields[index], &right.fields[index]);
        if !is_same(a.name, b.name)
            || a.field_type.type_id() != b.field_type.type_id()
            || a.field_type.capacity() != b.field_type.capacity()
            || a.field_type.string_capacity() != b.field_type.string_capacity()
            || !is_same(a.field_type.nested_name(), b.field_type.nested_name())
        {
            return false;
        }
        index += 1;
    }
    true
}

/// `left < right` in ASCII order.
const fn is_less(left: &str, right: &str) -> bool {
    let (left, right) = (left.as_bytes(), right.as_bytes());
    let mut index = 0;
    while index < left.len() && index < right.len() {
        if left[index] != right[index] {
            return left[index] < right[index];
        }
        index += 1;
    }
    left.len() < right.len()
}

const fn is_same(left: &str, right: &str) -> bool {
    !is_less(left, right) && !is_less(right, left)
}

/// A field of a message type.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct FieldDescription {
    /// ROS name.
    pub name: &'static str,
    /// ROS type.
    pub field_type: FieldType,
    /// Documentation; empty if there is none.
    pub doc: &'static str,
}

impl FieldDescription {
    /// Describes a field.
    #[must_use]
    pub const fn new(name: &'static str, field_type: FieldType) -> Self {
        Self {
            name,
            field_type,
            doc: "",
        }
    }

    /// Adds documentation, which an exported `.msg` carries as comments.
    #[must_use]
    pub const fn with_doc(mut self, doc: &'static str) -> Self {
        self.doc = doc;
        self
    }
}

/// A constant that belongs to the type of a field: a variant of an enum. Constants never enter the hash.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct ConstantDescription {
    /// ROS name, upper case.
    pub name: &'static str,
    /// ROS name of its integer type, as `uint8`.
    pub type_name: &'static str,
    /// Value.
    pub value: i128,
    /// Documentation; empty if there is none.
    pub doc: &'static str,
}

impl ConstantDescription {
    /// Describes a constant.
    #[must_use]
    pub const fn new(name: &'static str, type_name: &'static str, value: i128) -> Self {
        Self {
            name,
            type_name,
            value,
            doc: "",
        }
    }

    /// Adds documentation, which an exported `.msg` carries as comments.
    #[must_use]
    pub const fn with_doc(mut self, doc: &'static str) -> Self {
        self.doc = doc;
        self
    }
}

/// What a field holds, or the elements of its array or sequence.
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
    /// The `char` of a `.msg` file, which is a `uint8` to the hash.
    Char,
    Bool,
    Byte,
    String,
    Wstring,
}

/// How often a field holds its base type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Collection {
    /// Once.
    Single,
    /// A fixed number of times, `T[N]`.
    Array(usize),
    /// Up to a bound, `T[<=N]`.
    Bounded(usize),
    /// Any number of times, `T[]`.
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
    /// Largest length of a string, if it is bounded: bytes, or UTF-16 units of a `wstring`.
    pub string_bound: Option<usize>,
    /// The message, for [`BaseType::Nested`].
    pub nested: Option<&'static TypeDescription>,
    /// Rust name of the enum that the integer is, and empty if it is none.
    pub enum_name: &'static str,
    /// Variants of the enum that the integer is.
    pub constants: &'static [ConstantDescription],
}

impl FieldType {
    /// A field that holds one value of a base type.
    #[must_use]
    pub const fn base(base: BaseType) -> Self {
        Self {
            base,
            collection: Collection::Single,
            string_bound: None,
            nested: None,
            enum_name: "",
            constants: &[],
        }
    }

    /// A field that holds a message.
    #[must_use]
    pub const fn message(description: &'static TypeDescription) -> Self {
        let mut field_type = Self::base(BaseType::Nested);
        field_type.nested = Some(description);
        field_type
    }

    /// An array of this type.
    ///
    /// # Panics
    /// If this is an array or a sequence, which ROS 2 has no nesting of, or if `len` is 0. These and the panics
    /// of the methods below stop the compilation, since all of this happens while compiling.
    #[must_use]
    pub const fn array(mut self, len: usize) -> Self {
        self.assert_single();
        assert!(
            len > 0,
            "a ROS 2 array has at least one element; remove the field or use `Vec<T>`"
        );
        self.collection = Collection::Array(len);
        self
    }

    /// A sequence of this type.
    ///
    /// # Panics
    /// If this is an array or a sequence.
    #[must_use]
    pub const fn sequence(mut self) -> Self {
        self.assert_single();
        self.collection = Collection::Unbounded;
        self
    }

    const fn assert_single(&self) {
        assert!(
            matches!(self.collection, Collection::Single),
            "ROS 2 has no sequence or array of sequences or arrays; wrap the inner one in a struct that derives `RosMessage`"
        );
    }

    const fn is_string(&self) -> bool {
        matches!(self.base, BaseType::String | BaseType::Wstring)
    }

    /// Bounds a sequence, or a string that is by itself.
    ///
    /// # Panics
    /// If this is neither, or if `bound` is 0.
    #[must_use]
    pub const fn with_max_len(mut self, bound: usize) -> Self {
        assert!(bound > 0, "`max_len` must be at least 1");
        match self.collection {
            Collection::Unbounded => self.collection = Collection::Bounded(bound),
            Collection::Single if self.is_string() => self.string_bound = Some(bound),
            _ => panic!("`max_len` bounds a sequence or a string; this field is neither"),
        }
        self
    }

    /// Bounds the strings in a sequence or array.
    ///
    /// # Panics
    /// If this is no sequence or array of strings, or if `bound` is 0.
    #[must_use]
    pub const fn with_max_string_len(mut self, bound: usize) -> Self {
        assert!(bound > 0, "`max_string_len` must be at least 1");
        assert!(
            self.is_string() && !matches!(self.collection, Collection::Single),
            "`max_string_len` bounds the strings in a sequence or array; use `max_len` for a string by itself"
        );
        self.string_bound = Some(bound);
        self
    }

    /// The strings become wide strings.
    ///
    /// # Panics
    /// If there are none.
    #[must_use]
    pub const fn as_wstring(mut self) -> Self {
        assert!(
            matches!(self.base, BaseType::String),
            "`wstring` applies to strings"
        );
        self.base = BaseType::Wstring;
        self
    }

    /// The `uint8`s become ROS `char`s.
    ///
    /// # Panics
    /// If there are none.
    #[must_use]
    pub const fn as_char(mut self) -> Self {
        assert!(matches!(self.base, BaseType::Uint8), "`char` applies to `u8`");
        self.base = BaseType::Char;
        self
    }

    /// The `uint8`s become ROS `byte`s.
    ///
    /// # Panics
    /// If there are none.
    #[must_use]
    pub const fn as_byte(mut self) -> Self {
        assert!(matches!(self.base, BaseType::Uint8), "`byte` applies to `u8`");
        self.base = BaseType::Byte;
        self
    }

    /// The integer is a C-like enum with these variants.
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

    /// Length of an array or bound of a sequence, else 0.
    #[must_use]
    pub const fn capacity(&self) -> usize {
        match self.collection {
            Collection::Array(len) => len,
            Collection::Bounded(bound) => bound,
            Collection::Single | Collection::Unbounded => 0,
        }
    }

    /// Bound of a string, else 0.
    #[must_use]
    pub const fn string_capacity(&self) -> usize {
        match self.string_bound {
            Some(bound) => bound,
            None => 0,
        }
    }

    /// ROS name of the message, empty for all but [`BaseType::Nested`].
    #[must_use]
    pub const fn nested_name(&self) -> &'static str {
        match self.nested {
            Some(description) => description.type_name,
            None => "",
        }
    }
}

macro_rules! base_types {
    ($($rust:ty => $base:ident),* $(,)?) => {$(
        impl RosField for $rust {
            const TYPE: FieldType = FieldType::base(BaseType::$base);
        }
    )*};
}

base_types!(
    bool => Bool, i8 => Int8, i16 => Int16, i32 => Int32, i64 => Int64, u8 => Uint8, u16 => Uint16,
    u32 => Uint32, u64 => Uint64, f32 => Float32, f64 => Float64, String => String, str => String,
);

macro_rules! same_type {
    ($($(#[$attr:meta])* <$($lt:lifetime)?> $pointer:ty),* $(,)?) => {$(
        $(#[$attr])*
        impl<$($lt,)? T: RosField + ?Sized> RosField for $pointer {
            const TYPE: FieldType = T::TYPE;
        }
    )*};
}

same_type!(<'a> &'a T, <> Box<T>, <> Arc<T>);

impl<'a, T: RosField + alloc::borrow::ToOwned + ?Sized> RosField for Cow<'a, T> {
    const TYPE: FieldType = T::TYPE;
}

impl<T: RosField> RosField for [T] {
    const TYPE: FieldType = T::TYPE.sequence();
}

impl<T: RosField> RosField for Vec<T> {
    const TYPE: FieldType = T::TYPE.sequence();
}

impl<T: RosField> RosField for crate::CdrSlice<'_, T> {
    const TYPE: FieldType = T::TYPE.sequence();
}

impl<T: RosField, const N: usize> RosField for [T; N] {
    const TYPE: FieldType = T::TYPE.array(N);
}

#[cfg(feature = "bytes")]
impl RosField for bytes::Bytes {
    const TYPE: FieldType = u8::TYPE.sequence();
}

#[cfg(feature = "zenoh-buffers")]
impl RosField for zenoh_buffers::ZBuf {
    const TYPE: FieldType = u8::TYPE.sequence();
}
