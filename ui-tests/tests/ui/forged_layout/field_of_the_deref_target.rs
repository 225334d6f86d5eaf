//! A field that is reached through `Deref` belongs to another struct.
#![forbid(unsafe_code)]

use cdr::__private::{Layout, Read, layout};
use cdr::{CdrDeserialize, CdrReader, DeserializeError};

struct Inner {
    number: u64,
}

struct Mine {
    inner: Box<Inner>,
}

impl std::ops::Deref for Mine {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.inner
    }
}

impl CdrDeserialize<'_> for Mine {
    const READ_LAYOUT: Layout<Self, Read> = layout!(read number: u64::READ_LAYOUT);

    fn deserialize(_: &mut CdrReader<'_>) -> Result<Self, DeserializeError> {
        unreachable!()
    }
}

fn main() {}
