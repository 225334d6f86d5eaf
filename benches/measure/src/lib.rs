//! Shared parts of all benches: comparison of times, the properties of the machine, and plots. It does not
//! know the contestants; `bin/plots.rs` names the plotted ones.

mod contest;
mod machine;
mod plot;

pub use contest::{Contest, Outcome, median, percentile};
pub use machine::facts;
pub use plot::{Labels, Line, Style, plot};
