//! What all benches have in common: how times are compared, the facts of the machine, tables and plots. What is
//! measured is not known here.

mod contest;
mod machine;
mod plot;

pub use contest::{Contest, Outcome, median};
pub use machine::facts;
pub use plot::{Line, plot};
