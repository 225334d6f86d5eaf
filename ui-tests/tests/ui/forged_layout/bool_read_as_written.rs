//! A `bool` has only a write layout.
#![forbid(unsafe_code)]

use cdr::__private::{Layout, Read, layout};
use cdr::{CdrDeserialize, CdrReader, DeserializeError};

struct Mine {
    flag: bool,
}

impl CdrDeserialize<'_> for Mine {
    const READ_LAYOUT: Layout<Self, Read> = layout!(read flag: <bool as cdr::CdrSerialize>::WRITE_LAYOUT);

    fn deserialize(_: &mut CdrReader<'_>) -> Result<Self, DeserializeError> {
        unreachable!()
    }
}

fn main() {}
