//! An argument of the macro cannot contain an unsafe call.
#![forbid(unsafe_code)]

use cdr::__private::{Layout, Read, layout};
use cdr::{CdrDeserialize, CdrReader, DeserializeError};

struct Mine {
    text: String,
}

impl CdrDeserialize<'_> for Mine {
    const READ_LAYOUT: Layout<Self, Read> = layout!(read text: Layout::of_struct(&[]));

    fn deserialize(_: &mut CdrReader<'_>) -> Result<Self, DeserializeError> {
        unreachable!()
    }
}

fn main() {}
