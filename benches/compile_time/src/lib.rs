//! Includes the file that `run` wrote and names in `MESSAGES`. The crate contains nothing else, so that the
//! time to compile it is the time of that file.

include!(env!("MESSAGES"));
