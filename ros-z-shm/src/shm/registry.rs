//! All pools of the process. A pool is never dropped, because that would invalidate its messages in flight. An unused
//! pool is parked here, and serves the next configuration that requests its size.

use std::{
    any::TypeId,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use zenoh::shm::{PosixShmProviderBackend, SegmentID, ShmProvider, ShmProviderBackend};

use super::{
    error::ShmError, exit, maintenance, pool_core::PoolCore, pool_size::PoolSize, replacement::Lineage,
    segment::ALLOCATOR_OVERHEAD, stats::PoolStats,
};

struct Registry {
    /// All pools.
    pools: Vec<&'static PoolCore>,
    /// Unused pools of this library.
    parked: Vec<&'static PoolCore>,
    /// Pools over providers of the program, by the address of the provider. Each pool keeps its provider alive, so the
    /// addresses are unique.
    borrowed: Vec<(usize, &'static PoolCore)>,
}

static REGISTRY: Mutex<Registry> = Mutex::new(Registry {
    pools: Vec::new(),
    parked: Vec::new(),
    borrowed: Vec::new(),
});

impl Registry {
    fn keep(&mut self, pool: PoolCore) -> &'static PoolCore {
        exit::linger_with(linger);
        let pool: &'static PoolCore = Box::leak(Box::new(pool));
        self.pools.push(pool);
        pool
    }
}

fn registry() -> MutexGuard<'static, Registry> {
    REGISTRY.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The use of a pool of this library and of its replacements; dropping it parks the last one.
pub(super) struct Lease {
    first: &'static PoolCore,
}

impl Lease {
    /// Returns the pool to allocate from.
    pub(super) fn pool(&self) -> &'static PoolCore {
        self.first.current()
    }

    /// Returns the statistics of all pools of this lease.
    pub(super) fn stats(&self) -> PoolStats {
        self.first.stats_of_lineage()
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        let pool = self.pool();
        pool.release();
        registry().parked.push(pool);
    }
}

/// Creates a pool.
pub(super) fn create(size: PoolSize, lineage: Arc<Lineage>) -> Result<&'static PoolCore, ShmError> {
    let pool = PoolCore::create(size.asked, lineage, create)?;
    Ok(registry().keep(pool))
}

/// Returns a pool of `bytes` without another user: a parked one of that size, or a new one.
pub(super) fn lease(bytes: usize) -> Result<Lease, ShmError> {
    let size = PoolSize::new(bytes)?;
    let parked = {
        let parked = &mut registry().parked;
        let fitting = parked
            .iter()
            .position(|pool| pool.size() == Some(size) && pool.is_reusable());
        fitting.map(|index| parked.swap_remove(index))
    };
    let pool = match parked {
        Some(pool) => {
            pool.restart_counts();
            pool
        }
        None => create(size, Arc::default())?,
    };
    Ok(Lease { first: pool })
}

/// Returns the pool over a provider of the program: the same one for each use of the same provider.
pub(super) fn borrow<B>(provider: Arc<ShmProvider<B>>) -> Result<&'static PoolCore, ShmError>
where
    B: ShmProviderBackend + Send + Sync + 'static,
{
    let address = Arc::as_ptr(&provider).addr();
    let mut registry = registry();
    if let Some((_, pool)) = registry.borrowed.iter().find(|(known, _)| *known == address) {
        return Ok(pool);
    }
    let is_known = TypeId::of::<B>() == TypeId::of::<PosixShmProviderBackend>();
    let overhead = if is_known { ALLOCATOR_OVERHEAD } else { 0 };
    let pool = registry.keep(PoolCore::borrow_with_overhead(provider, overhead)?);
    registry.borrowed.push((address, pool));
    Ok(pool)
}

/// Returns the pool that represents all providers of the program together.
pub(super) fn keep(pool: PoolCore) -> &'static PoolCore {
    registry().keep(pool)
}

/// Returns the number and the statistics of each segment that other processes can open, without the replaced ones whose
/// memory is free.
pub(super) fn pools_with_files() -> Vec<(SegmentID, PoolStats)> {
    let pools = registry().pools.clone();
    let with_files = pools.into_iter().filter(|pool| !pool.is_freed());
    with_files
        .filter_map(|pool| Some((pool.segment()?.number, pool.stats())))
        .collect()
}

/// Waits until the last published messages are received, with an upper bound.
fn linger() {
    // The pools know the messages of lanes from then on.
    maintenance::sweep();
    let pools = registry().pools.clone();
    pools.into_iter().for_each(PoolCore::linger);
}
