//! The core at a user's path, with a `MemberOf` that returns the layout of numbers.
#![forbid(unsafe_code)]

mod forged {
    pub use cdr::*;

    pub mod __private {
        pub use cdr::__private::*;

        pub struct MemberOf<T, Use> {
            pub field: FieldOffset<T>,
            pub layout: Layout<T, Use>,
        }

        impl<T, Use> MemberOf<T, Use> {
            pub const fn erased(self) -> Member {
                let layout = <[u64; 3] as cdr::CdrDeserialize>::READ_LAYOUT;
                cdr::__private::MemberOf { field: self.field, layout }.erased()
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
