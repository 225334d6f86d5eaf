//! The macro compares all variants of an enum.
//! The compiler suggests a new arm where the arms are, in the macro.
#![forbid(unsafe_code)]

use cdr::__private::{Layout, Write, layout};
use cdr::{CdrSerialize, CdrWriter, SerializeError};

#[repr(u8)]
enum Mine {
    One,
    Two,
}

impl CdrSerialize for Mine {
    const WRITE_LAYOUT: Layout<Self, Write> = layout!(enum u8 { One });

    fn serialize<W: CdrWriter>(&self, _: &mut W) -> Result<(), SerializeError> {
        Ok(())
    }
}

fn main() {
    let _ = cdr::to_vec(&[Mine::One, Mine::Two]);
}
