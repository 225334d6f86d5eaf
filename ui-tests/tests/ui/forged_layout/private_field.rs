//! A layout needs access to the fields of the struct.
#![forbid(unsafe_code)]

use cdr::__private::{Layout, Read, layout};
use cdr::CdrDeserialize;

mod kept {
    pub struct Even {
        number: u64,
    }
}

trait Forged: Sized {
    const LAYOUT: Layout<Self, Read>;
}

impl Forged for kept::Even {
    const LAYOUT: Layout<Self, Read> = layout!(read number: u64::READ_LAYOUT);
}

fn main() {}
