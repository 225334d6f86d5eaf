//! `rosz bag` as a user runs it: against running nodes, against files that were cut, and against files and readers of
//! other programs.

mod cut;
mod peers;
mod record_and_play;
mod rosz;
