//! The clock of a simulation or a replay, as published on `/clock`.

mod clock;

pub use clock::Clock;
