//! An enum with data is not an integer.
//! Two errors, since the macro reads each variant as a pattern and as a value.
#![forbid(unsafe_code)]

use cdr::__private::{Layout, Write, layout};
use cdr::{CdrSerialize, CdrWriter, SerializeError};

enum Mine {
    Text(String),
}

impl CdrSerialize for Mine {
    const WRITE_LAYOUT: Layout<Self, Write> = layout!(enum u64 { Text });

    fn serialize<W: CdrWriter>(&self, _: &mut W) -> Result<(), SerializeError> {
        Ok(())
    }
}

fn main() {
    let _ = cdr::to_vec(&[Mine::Text(String::new())]);
}
