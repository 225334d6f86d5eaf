//! The traits of parameters, from the source of `ros-z`. The tests need them without the rest of that crate: they build
//! everything that they depend on once more, and zenoh takes minutes.

// The examples in its documentation run in `ros-z`, also with `cargo test --doc`, which ignores `doctest = false`.
#[cfg(not(doctest))]
#[allow(dead_code, reason = "the rest of `ros-z` uses it")]
pub mod parameters;
