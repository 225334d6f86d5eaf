//! Enums without data, of every integer type.

use cdr::{ConstantValue, RosField, RosMessage, SizeEstimation, from_slice, to_vec};

#[derive(RosMessage, SizeEstimation, Debug, PartialEq)]
#[ros(crate = cdr)]
#[repr(i8)]
enum Fix {
    /// Not yet.
    None = -1,
    Gps2Fix,
    TYPE = 5,
}

mod sizes {
    use super::*;

    macro_rules! ints {
        ($($name:ident $holder:ident $int:ident $last:expr),*) => {$(
            #[derive(RosMessage, SizeEstimation, Debug, PartialEq)]
            #[ros(crate = cdr)]
            #[repr($int)]
            enum $name {
                First,
                Last = $last,
            }

            #[derive(RosMessage, SizeEstimation, Debug, PartialEq)]
            #[ros(crate = cdr)]
            pub struct $holder {
                one: $name,
                many: Vec<$name>,
            }

            impl $holder {
                pub fn check() {
                    let value = Self { one: $name::Last, many: vec![$name::First, $name::Last] };
                    let bytes = to_vec(&value).unwrap();
                    assert_eq!(value.estimated_serialized_size(), bytes.len());
                    assert_eq!(from_slice::<Self>(&bytes).unwrap(), value);
                    let constants = <$name as RosField>::TYPE.constants;
                    assert_eq!(constants[1].value, ConstantValue::Integer($last as i128));
                }
            }
        )*};
    }

    ints!(
        I8 HasI8 i8 i8::MIN, U8 HasU8 u8 u8::MAX, I16 HasI16 i16 i16::MIN, U16 HasU16 u16 u16::MAX,
        I32 HasI32 i32 i32::MIN, U32 HasU32 u32 u32::MAX, I64 HasI64 i64 i64::MIN, U64 HasU64 u64 u64::MAX
    );

    pub fn check() {
        HasI8::check();
        HasU8::check();
        HasI16::check();
        HasU16::check();
        HasI32::check();
        HasU32::check();
        HasI64::check();
        HasU64::check();
    }
}

fn main() {
    sizes::check();
    assert_eq!(to_vec(&Fix::Gps2Fix).unwrap(), [0, 1, 0, 0, 0]);
    assert_eq!(from_slice::<Fix>(&[0, 1, 0, 0, 255]).unwrap(), Fix::None);
    let error = from_slice::<Fix>(&[0, 1, 0, 0, 4]).unwrap_err();
    assert_eq!(error.to_string(), "Fix at position 0 has no variant of value 4");

    let constants = <Fix as RosField>::TYPE.constants.iter().map(|constant| (constant.name, constant.value, constant.doc));
    let expected = [("NONE", -1, "Not yet."), ("GPS2_FIX", 0, ""), ("TYPE", 5, "")]
        .map(|(name, value, doc)| (name, ConstantValue::Integer(value), doc));
    assert!(constants.eq(expected));
}
