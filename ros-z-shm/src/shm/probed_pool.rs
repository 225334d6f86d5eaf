//! A pool as the asker of receivers sees it.

use super::{pool::ShmPool, pool_core::PoolCore, probe::Probe};

/// A pool that receivers are asked about.
#[derive(Clone, Copy)]
pub(crate) struct ProbedPool {
    core: &'static PoolCore,
}

impl ProbedPool {
    /// `None` for a pool that could not be created.
    pub(crate) fn of(pool: &ShmPool) -> Option<Self> {
        pool.core().map(|core| Self { core })
    }

    /// The probe; `None` while there is no room for it in a provider of the program.
    pub(crate) fn probe(self) -> Option<Probe> {
        self.core.current().probe()
    }

    pub(crate) fn is(self, other: Self) -> bool {
        std::ptr::eq(self.core, other.core)
    }
}
