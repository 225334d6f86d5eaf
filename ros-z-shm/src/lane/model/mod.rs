//! Models of the lane's protocol for loom: the real code of both ends of a ring, in all interleavings of their threads and
//! in the memory model of the language. `words` has the memory that loom schedules; `order`, `death` and `bell` have the
//! claims.
//!
//! Bounded: rings of at most 2 entries and 3 slots, at most 4 samples, 3 threads, and 2 or 3 preemptions in an execution.

mod bell;
mod death;
mod order;
mod words;

/// Runs `model` in all executions with at most `preemptions` switches away from a thread that could go on.
fn check(preemptions: usize, model: impl Fn() + Sync + Send + 'static) {
    let mut builder = loom::model::Builder::new();
    builder.preemption_bound = Some(preemptions);
    builder.max_branches = 10_000;
    builder.check(model);
}
