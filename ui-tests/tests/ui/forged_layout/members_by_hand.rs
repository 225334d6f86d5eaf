//! To create a member or a layout by hand is unsafe.
#![forbid(unsafe_code)]

use cdr::__private::{FieldOffset, Layout, MemberOf, Read};
use cdr::{CdrDeserialize, CdrReader, DeserializeError};

struct Mine {
    number: u64,
    text: String,
}

impl CdrDeserialize<'_> for Mine {
    const READ_LAYOUT: Layout<Self, Read> =
        Layout::of_struct(const { &[MemberOf { field: FieldOffset::new(0, core::ptr::null()), layout: u64::READ_LAYOUT }.erased()] });

    fn deserialize(_: &mut CdrReader<'_>) -> Result<Self, DeserializeError> {
        unreachable!()
    }
}

fn main() {}
