//! The common part of all benches: comparison of times, the facts of the machine, plots. It does not know the contestants;
//! `bin/plots.rs` names those that are drawn.

mod contest;
mod machine;
mod plot;

pub use contest::{Contest, Outcome, median};
pub use machine::facts;
pub use plot::{Labels, Line, Style, plot};
