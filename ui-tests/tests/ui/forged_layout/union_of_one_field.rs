//! A union is refused, even with one field.
#![forbid(unsafe_code)]

use cdr::__private::{Layout, Write, layout};
use cdr::{CdrSerialize, CdrWriter, SerializeError};

union Mine {
    number: u64,
}

impl CdrSerialize for Mine {
    const WRITE_LAYOUT: Layout<Self, Write> = layout!(write number: u64::WRITE_LAYOUT);

    fn serialize<W: CdrWriter>(&self, _: &mut W) -> Result<(), SerializeError> {
        Ok(())
    }
}

fn main() {
    let _ = cdr::to_vec(&[Mine { number: 1 }]);
}
