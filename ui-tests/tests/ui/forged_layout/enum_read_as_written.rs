//! An enum has only a write layout.
#![forbid(unsafe_code)]

use cdr::__private::{Layout, Read, layout};
use cdr::{CdrDeserialize, CdrReader, DeserializeError};

#[repr(u8)]
enum Mine {
    Only,
}

impl CdrDeserialize<'_> for Mine {
    const READ_LAYOUT: Layout<Self, Read> = layout!(enum u8 { Only });

    fn deserialize(_: &mut CdrReader<'_>) -> Result<Self, DeserializeError> {
        unreachable!()
    }
}

fn main() {}
