//! The file that `run` wrote, whose path is in `MESSAGES`. Nothing else is
//! here, so that the time of compiling this crate is the time of that file.

include!(env!("MESSAGES"));
