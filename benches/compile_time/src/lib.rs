//! The file that `run` wrote, whose path it gives in `MESSAGES`. Nothing else is
//! here, so that the time of compiling this crate is the time of that file.

include!(env!("MESSAGES"));
