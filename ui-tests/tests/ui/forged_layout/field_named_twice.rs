//! A read layout with one field twice, and without another.
#![forbid(unsafe_code)]

use cdr::__private::{Layout, Read, layout};
use cdr::{CdrDeserialize, CdrReader, DeserializeError};

struct Mine {
    number: u64,
    text: String,
}

impl CdrDeserialize<'_> for Mine {
    const READ_LAYOUT: Layout<Self, Read> = layout!(read number: u64::READ_LAYOUT, number: u64::READ_LAYOUT);

    fn deserialize(_: &mut CdrReader<'_>) -> Result<Self, DeserializeError> {
        unreachable!()
    }
}

fn main() {}
