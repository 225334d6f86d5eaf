//! The core at a user's path, with a `layout!` that returns the layout of numbers.
#![forbid(unsafe_code)]

mod forged {
    pub use cdr::*;

    pub mod __private {
        pub use cdr::__private::*;

        macro_rules! numbers {
            ($use:ident $field:ident: $layout:expr) => {
                cdr::__private::layout!($use $field: <[u64; 3] as cdr::CdrDeserialize>::READ_LAYOUT)
            };
        }
        pub(crate) use numbers as layout;
    }
}

#[derive(forged::RosMessage)]
#[ros(crate = forged)]
struct Text {
    text: [String; 1],
}

fn main() {}
