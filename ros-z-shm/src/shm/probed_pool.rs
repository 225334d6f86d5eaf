//! The view of a pool that the probe thread uses.

use super::{pool::ShmPool, pool_core::PoolCore, probe::Probe};

/// A pool for which receivers are probed.
#[derive(Clone, Copy)]
pub(crate) struct ProbedPool {
    core: &'static PoolCore,
}

impl ProbedPool {
    /// Returns `None` if the pool could not be created.
    pub(crate) fn of(pool: &ShmPool) -> Option<Self> {
        pool.core().map(|core| Self { core })
    }

    /// Returns the buffer to probe with; `None` while a provider of the program is full.
    pub(crate) fn probe(self) -> Option<Probe> {
        self.core.current().probe()
    }

    pub(crate) fn is(self, other: Self) -> bool {
        std::ptr::eq(self.core, other.core)
    }
}
