//! Constants of a message: in any place, with any names around them, and of messages without any.

use cdr::{ConstantValue, RosMessage};

mod limits {
    pub const HIGHEST: u16 = 7;
}

#[allow(non_camel_case_types, dead_code)]
struct u8;

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Generic<T, const N: usize> {
    values: [T; N],
}

#[cdr::ros_constants(crate = cdr)]
impl<T, const N: usize> Generic<T, N> {
    /// Computed from others.
    pub const SUM: u16 = limits::HIGHEST + Self::LOW;
    #[ros(char)]
    const LETTER: core::primitive::u8 = b'a';
    #[ros(wstring)]
    pub(crate) const WIDE: &'static str = "wide";
    #[cfg(any())]
    const NEVER: bool = true;
    const LOW: u16 = 1;

    fn len() -> usize {
        N
    }
}

impl<T, const N: usize> Generic<T, N> {
    const LEN: usize = N;
}

#[derive(RosMessage)]
#[ros(crate = cdr)]
struct Without {
    x: f64,
}

fn main() {
    let constants = |description: cdr::TypeDescription| {
        let constants = description.constants.iter();
        constants.map(|of| (of.name, of.type_name, of.value, of.doc)).collect::<Vec<_>>()
    };
    let described = constants(Generic::<f32, 2>::type_description());
    let expected = [
        ("SUM", "uint16", ConstantValue::Integer(8), "Computed from others."),
        ("LETTER", "char", ConstantValue::Integer(97), ""),
        ("WIDE", "wstring", ConstantValue::Text("wide"), ""),
        ("LOW", "uint16", ConstantValue::Integer(1), ""),
    ];
    assert_eq!(described, expected);
    assert_eq!((Generic::<f32, 2>::len(), Generic::<f32, 2>::LEN), (2, 2));
    assert!(constants(Without::type_description()).is_empty());

    #[derive(RosMessage)]
    #[ros(crate = cdr)]
    struct Local {
        x: f64,
    }

    #[cdr::ros_constants(crate = cdr)]
    impl Local {
        const IN_A_FUNCTION: bool = true;
    }

    assert_eq!(constants(Local::type_description()).len(), 1);
}
