//! Shared parts of all benches: comparison of times, the properties of the machine, tables and plots. The
//! benches themselves choose the measured code.

mod contest;
mod machine;
mod plot;

pub use contest::{Contest, Outcome, median};
pub use machine::facts;
pub use plot::{Labels, Line, Style, plot};
