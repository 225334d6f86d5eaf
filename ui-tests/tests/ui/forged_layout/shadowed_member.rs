//! The core at a user's path, with a `Member` that returns the layout of numbers.
#![forbid(unsafe_code)]

mod forged {
    pub use cdr::*;

    pub mod __private {
        pub use cdr::__private::*;

        pub struct Member;

        impl Member {
            pub const fn new<T, Use>(field: FieldOffset<T>, _: Layout<T, Use>) -> cdr::__private::Member {
                cdr::__private::Member::new(field, <[u64; 3] as cdr::CdrDeserialize>::READ_LAYOUT)
            }
        }
    }
}

#[derive(forged::RosMessage)]
#[ros(crate = forged)]
struct Text {
    text: String,
}

fn main() {
    let bytes = [[0, 1, 0, 0].as_slice(), &[0xff; 24]].concat();
    let _ = cdr::from_slice::<Text>(&bytes);
}
