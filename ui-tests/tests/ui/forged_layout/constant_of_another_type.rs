//! The layout constant of another type.
#![forbid(unsafe_code)]

use cdr::__private::{Layout, Read};
use cdr::{CdrDeserialize, CdrReader, DeserializeError};

struct Mine {
    number: u64,
    text: String,
}

impl CdrDeserialize<'_> for Mine {
    const READ_LAYOUT: Layout<Self, Read> = <[u64; 4] as CdrDeserialize<'_>>::READ_LAYOUT;

    fn deserialize(_: &mut CdrReader<'_>) -> Result<Self, DeserializeError> {
        unreachable!()
    }
}

fn main() {}
