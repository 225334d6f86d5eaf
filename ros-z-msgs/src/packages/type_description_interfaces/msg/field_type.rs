// Written by ros-z-import from msg/FieldType.msg of type_description_interfaces 2.0.3. Change the definition and import it again.

use ros_z_core::{RosMessage, SizeEstimation, ros_constants};

/// The type of one field of a message.
#[derive(Clone, Debug, PartialEq, RosMessage, SizeEstimation)]
#[ros(package = "type_description_interfaces", default, view)]
pub struct FieldType {
    /// Base type and whether it is repeated: one of the constants.
    #[ros(default = 0)]
    pub type_id: u8,
    /// Length of an array or bound of a sequence; 0 for others.
    pub capacity: u64,
    /// Bound or length of strings; 0 for others.
    pub string_capacity: u64,
    /// Name of the message type, if it is one; at most 255 bytes.
    #[ros(max_len = 255)]
    pub nested_type_name: String,
}

#[ros_constants]
impl FieldType {
    /// The type was not set.
    pub const FIELD_TYPE_NOT_SET: u8 = 0;
    /// A message type.
    pub const FIELD_TYPE_NESTED_TYPE: u8 = 1;
    /// `int8`.
    pub const FIELD_TYPE_INT8: u8 = 2;
    /// `uint8`.
    pub const FIELD_TYPE_UINT8: u8 = 3;
    /// `int16`.
    pub const FIELD_TYPE_INT16: u8 = 4;
    /// `uint16`.
    pub const FIELD_TYPE_UINT16: u8 = 5;
    /// `int32`.
    pub const FIELD_TYPE_INT32: u8 = 6;
    /// `uint32`.
    pub const FIELD_TYPE_UINT32: u8 = 7;
    /// `int64`.
    pub const FIELD_TYPE_INT64: u8 = 8;
    /// `uint64`.
    pub const FIELD_TYPE_UINT64: u8 = 9;
    /// `float32`.
    pub const FIELD_TYPE_FLOAT: u8 = 10;
    /// `float64`.
    pub const FIELD_TYPE_DOUBLE: u8 = 11;
    /// `long double`.
    pub const FIELD_TYPE_LONG_DOUBLE: u8 = 12;
    /// `char`.
    pub const FIELD_TYPE_CHAR: u8 = 13;
    /// `wchar`.
    pub const FIELD_TYPE_WCHAR: u8 = 14;
    /// `bool`.
    pub const FIELD_TYPE_BOOLEAN: u8 = 15;
    /// `byte`.
    pub const FIELD_TYPE_BYTE: u8 = 16;
    /// `string`.
    pub const FIELD_TYPE_STRING: u8 = 17;
    /// `wstring`.
    pub const FIELD_TYPE_WSTRING: u8 = 18;
    /// A `string` of fixed length.
    pub const FIELD_TYPE_FIXED_STRING: u8 = 19;
    /// A `wstring` of fixed length.
    pub const FIELD_TYPE_FIXED_WSTRING: u8 = 20;
    /// A bounded `string`.
    pub const FIELD_TYPE_BOUNDED_STRING: u8 = 21;
    /// A bounded `wstring`.
    pub const FIELD_TYPE_BOUNDED_WSTRING: u8 = 22;
    /// An array of message types.
    pub const FIELD_TYPE_NESTED_TYPE_ARRAY: u8 = 49;
    /// An array of `int8`.
    pub const FIELD_TYPE_INT8_ARRAY: u8 = 50;
    /// An array of `uint8`.
    pub const FIELD_TYPE_UINT8_ARRAY: u8 = 51;
    /// An array of `int16`.
    pub const FIELD_TYPE_INT16_ARRAY: u8 = 52;
    /// An array of `uint16`.
    pub const FIELD_TYPE_UINT16_ARRAY: u8 = 53;
    /// An array of `int32`.
    pub const FIELD_TYPE_INT32_ARRAY: u8 = 54;
    /// An array of `uint32`.
    pub const FIELD_TYPE_UINT32_ARRAY: u8 = 55;
    /// An array of `int64`.
    pub const FIELD_TYPE_INT64_ARRAY: u8 = 56;
    /// An array of `uint64`.
    pub const FIELD_TYPE_UINT64_ARRAY: u8 = 57;
    /// An array of `float32`.
    pub const FIELD_TYPE_FLOAT_ARRAY: u8 = 58;
    /// An array of `float64`.
    pub const FIELD_TYPE_DOUBLE_ARRAY: u8 = 59;
    /// An array of `long double`.
    pub const FIELD_TYPE_LONG_DOUBLE_ARRAY: u8 = 60;
    /// An array of `char`.
    pub const FIELD_TYPE_CHAR_ARRAY: u8 = 61;
    /// An array of `wchar`.
    pub const FIELD_TYPE_WCHAR_ARRAY: u8 = 62;
    /// An array of `bool`.
    pub const FIELD_TYPE_BOOLEAN_ARRAY: u8 = 63;
    /// An array of `byte`.
    pub const FIELD_TYPE_BYTE_ARRAY: u8 = 64;
    /// An array of `string`.
    pub const FIELD_TYPE_STRING_ARRAY: u8 = 65;
    /// An array of `wstring`.
    pub const FIELD_TYPE_WSTRING_ARRAY: u8 = 66;
    /// An array of `string` of fixed length.
    pub const FIELD_TYPE_FIXED_STRING_ARRAY: u8 = 67;
    /// An array of `wstring` of fixed length.
    pub const FIELD_TYPE_FIXED_WSTRING_ARRAY: u8 = 68;
    /// An array of bounded `string`.
    pub const FIELD_TYPE_BOUNDED_STRING_ARRAY: u8 = 69;
    /// An array of bounded `wstring`.
    pub const FIELD_TYPE_BOUNDED_WSTRING_ARRAY: u8 = 70;
    /// A bounded sequence of message types.
    pub const FIELD_TYPE_NESTED_TYPE_BOUNDED_SEQUENCE: u8 = 97;
    /// A bounded sequence of `int8`.
    pub const FIELD_TYPE_INT8_BOUNDED_SEQUENCE: u8 = 98;
    /// A bounded sequence of `uint8`.
    pub const FIELD_TYPE_UINT8_BOUNDED_SEQUENCE: u8 = 99;
    /// A bounded sequence of `int16`.
    pub const FIELD_TYPE_INT16_BOUNDED_SEQUENCE: u8 = 100;
    /// A bounded sequence of `uint16`.
    pub const FIELD_TYPE_UINT16_BOUNDED_SEQUENCE: u8 = 101;
    /// A bounded sequence of `int32`.
    pub const FIELD_TYPE_INT32_BOUNDED_SEQUENCE: u8 = 102;
    /// A bounded sequence of `uint32`.
    pub const FIELD_TYPE_UINT32_BOUNDED_SEQUENCE: u8 = 103;
    /// A bounded sequence of `int64`.
    pub const FIELD_TYPE_INT64_BOUNDED_SEQUENCE: u8 = 104;
    /// A bounded sequence of `uint64`.
    pub const FIELD_TYPE_UINT64_BOUNDED_SEQUENCE: u8 = 105;
    /// A bounded sequence of `float32`.
    pub const FIELD_TYPE_FLOAT_BOUNDED_SEQUENCE: u8 = 106;
    /// A bounded sequence of `float64`.
    pub const FIELD_TYPE_DOUBLE_BOUNDED_SEQUENCE: u8 = 107;
    /// A bounded sequence of `long double`.
    pub const FIELD_TYPE_LONG_DOUBLE_BOUNDED_SEQUENCE: u8 = 108;
    /// A bounded sequence of `char`.
    pub const FIELD_TYPE_CHAR_BOUNDED_SEQUENCE: u8 = 109;
    /// A bounded sequence of `wchar`.
    pub const FIELD_TYPE_WCHAR_BOUNDED_SEQUENCE: u8 = 110;
    /// A bounded sequence of `bool`.
    pub const FIELD_TYPE_BOOLEAN_BOUNDED_SEQUENCE: u8 = 111;
    /// A bounded sequence of `byte`.
    pub const FIELD_TYPE_BYTE_BOUNDED_SEQUENCE: u8 = 112;
    /// A bounded sequence of `string`.
    pub const FIELD_TYPE_STRING_BOUNDED_SEQUENCE: u8 = 113;
    /// A bounded sequence of `wstring`.
    pub const FIELD_TYPE_WSTRING_BOUNDED_SEQUENCE: u8 = 114;
    /// A bounded sequence of `string` of fixed length.
    pub const FIELD_TYPE_FIXED_STRING_BOUNDED_SEQUENCE: u8 = 115;
    /// A bounded sequence of `wstring` of fixed length.
    pub const FIELD_TYPE_FIXED_WSTRING_BOUNDED_SEQUENCE: u8 = 116;
    /// A bounded sequence of bounded `string`.
    pub const FIELD_TYPE_BOUNDED_STRING_BOUNDED_SEQUENCE: u8 = 117;
    /// A bounded sequence of bounded `wstring`.
    pub const FIELD_TYPE_BOUNDED_WSTRING_BOUNDED_SEQUENCE: u8 = 118;
    /// An unbounded sequence of message types.
    pub const FIELD_TYPE_NESTED_TYPE_UNBOUNDED_SEQUENCE: u8 = 145;
    /// An unbounded sequence of `int8`.
    pub const FIELD_TYPE_INT8_UNBOUNDED_SEQUENCE: u8 = 146;
    /// An unbounded sequence of `uint8`.
    pub const FIELD_TYPE_UINT8_UNBOUNDED_SEQUENCE: u8 = 147;
    /// An unbounded sequence of `int16`.
    pub const FIELD_TYPE_INT16_UNBOUNDED_SEQUENCE: u8 = 148;
    /// An unbounded sequence of `uint16`.
    pub const FIELD_TYPE_UINT16_UNBOUNDED_SEQUENCE: u8 = 149;
    /// An unbounded sequence of `int32`.
    pub const FIELD_TYPE_INT32_UNBOUNDED_SEQUENCE: u8 = 150;
    /// An unbounded sequence of `uint32`.
    pub const FIELD_TYPE_UINT32_UNBOUNDED_SEQUENCE: u8 = 151;
    /// An unbounded sequence of `int64`.
    pub const FIELD_TYPE_INT64_UNBOUNDED_SEQUENCE: u8 = 152;
    /// An unbounded sequence of `uint64`.
    pub const FIELD_TYPE_UINT64_UNBOUNDED_SEQUENCE: u8 = 153;
    /// An unbounded sequence of `float32`.
    pub const FIELD_TYPE_FLOAT_UNBOUNDED_SEQUENCE: u8 = 154;
    /// An unbounded sequence of `float64`.
    pub const FIELD_TYPE_DOUBLE_UNBOUNDED_SEQUENCE: u8 = 155;
    /// An unbounded sequence of `long double`.
    pub const FIELD_TYPE_LONG_DOUBLE_UNBOUNDED_SEQUENCE: u8 = 156;
    /// An unbounded sequence of `char`.
    pub const FIELD_TYPE_CHAR_UNBOUNDED_SEQUENCE: u8 = 157;
    /// An unbounded sequence of `wchar`.
    pub const FIELD_TYPE_WCHAR_UNBOUNDED_SEQUENCE: u8 = 158;
    /// An unbounded sequence of `bool`.
    pub const FIELD_TYPE_BOOLEAN_UNBOUNDED_SEQUENCE: u8 = 159;
    /// An unbounded sequence of `byte`.
    pub const FIELD_TYPE_BYTE_UNBOUNDED_SEQUENCE: u8 = 160;
    /// An unbounded sequence of `string`.
    pub const FIELD_TYPE_STRING_UNBOUNDED_SEQUENCE: u8 = 161;
    /// An unbounded sequence of `wstring`.
    pub const FIELD_TYPE_WSTRING_UNBOUNDED_SEQUENCE: u8 = 162;
    /// An unbounded sequence of `string` of fixed length.
    pub const FIELD_TYPE_FIXED_STRING_UNBOUNDED_SEQUENCE: u8 = 163;
    /// An unbounded sequence of `wstring` of fixed length.
    pub const FIELD_TYPE_FIXED_WSTRING_UNBOUNDED_SEQUENCE: u8 = 164;
    /// An unbounded sequence of bounded `string`.
    pub const FIELD_TYPE_BOUNDED_STRING_UNBOUNDED_SEQUENCE: u8 = 165;
    /// An unbounded sequence of bounded `wstring`.
    pub const FIELD_TYPE_BOUNDED_WSTRING_UNBOUNDED_SEQUENCE: u8 = 166;
}
