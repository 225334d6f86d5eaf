//! The observer of a parameter that the library itself uses. `typed.rs` has the one of a program's struct.

use super::error::ParameterError;
use super::store::{Observer, Prepared};
use super::table::Table;
use std::sync::Arc;

type Follow = Arc<dyn Fn() + Send + Sync>;

/// Calls a function after each change of a parameter.
pub(super) struct Follower {
    name: &'static str,
    follow: Follow,
}

impl Follower {
    pub(super) fn new(name: &'static str, follow: impl Fn() + Send + Sync + 'static) -> Self {
        Self {
            name,
            follow: Arc::new(follow),
        }
    }
}

impl Observer for Follower {
    fn owns(&self, name: &str) -> bool {
        name == self.name
    }

    fn prepare(&self, _table: &Table) -> Result<Box<dyn Prepared>, ParameterError> {
        Ok(Box::new(Changed(self.follow.clone())))
    }
}

/// A change of the parameter.
struct Changed(Follow);

impl Prepared for Changed {
    fn swap(&mut self) {}

    fn report(self: Box<Self>) {
        (self.0)();
    }
}
