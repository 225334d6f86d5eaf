//! How a publisher uses shared memory: the pool, the threshold and the allocation policy. `settings` collects these
//! settings; `mode` decides between levels.

use std::sync::Arc;

use zenoh::shm::{ShmProvider, ShmProviderBackend};

use super::{
    buffer::ShmBuffer, error::ShmError, fallback::FallbackReason, policy::AllocPolicy, pool::ShmPool,
    retention_limits::RetentionLimits,
};

/// The default size from which messages use shared memory.
///
/// Other ROS 2 implementations use the same default. Shared memory pays off only for larger messages: measure before
/// you lower it.
pub const DEFAULT_THRESHOLD: usize = 512;

/// The shared memory configuration of publishers. Clones share the pool.
#[derive(Clone, Debug)]
pub struct ShmConfig {
    pool: ShmPool,
    threshold: usize,
    required: bool,
}

impl ShmConfig {
    /// Allocates from a provider of the program.
    ///
    /// The provider is kept until the process ends, because dropping it would invalidate its messages in flight. Two
    /// configurations of one provider share one pool.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use std::sync::Arc;
    /// use ros_z_shm::shm::{ShmConfig, ShmProviderBuilder};
    ///
    /// let provider = Arc::new(ShmProviderBuilder::new(1024 * 1024).build()?);
    /// let config = ShmConfig::new(provider).with_threshold(100_000);
    /// assert_eq!(config.threshold(), 100_000);
    /// # Ok::<(), ros_z_shm::shm::ShmError>(())
    /// ```
    pub fn new<B>(provider: Arc<ShmProvider<B>>) -> Self
    where
        B: ShmProviderBackend + Send + Sync + 'static,
    {
        Self::with_pool(ShmPool::new(provider))
    }

    /// Allocates from a new pool with room for one message of `bytes` bytes, or several smaller ones.
    ///
    /// # Errors
    ///
    /// The size is 0 or above 4 GiB, or the system does not allow it: the memory lock limit, the free space in
    /// `/dev/shm`, or the permissions.
    pub fn pool_of(bytes: usize) -> Result<Self, ShmError> {
        Ok(Self::with_pool(ShmPool::of(bytes)?))
    }

    /// Allocates from `pool`.
    pub fn with_pool(pool: ShmPool) -> Self {
        Self {
            pool,
            threshold: DEFAULT_THRESHOLD,
            required: false,
        }
    }

    /// Uses shared memory for messages of at least `threshold` bytes.
    #[must_use]
    pub fn with_threshold(mut self, threshold: usize) -> Self {
        self.threshold = threshold;
        self
    }

    /// Sets the allocation policy.
    #[must_use]
    pub fn with_policy(mut self, policy: AllocPolicy) -> Self {
        self.pool = self.pool.with_policy(policy);
        self
    }

    /// Sets the limits on keeping messages in flight.
    #[must_use]
    pub fn with_retention(mut self, limits: RetentionLimits) -> Self {
        self.pool = self.pool.with_retention(limits);
        self
    }

    /// Makes it an error if the pool cannot be created. Otherwise, messages fall back to the heap.
    #[must_use]
    pub fn with_required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Returns the size from which messages use shared memory.
    pub const fn threshold(&self) -> usize {
        self.threshold
    }

    /// Returns whether it is an error if the pool cannot be created.
    pub const fn is_required(&self) -> bool {
        self.required
    }

    /// Returns the pool, with its policy and retention.
    pub const fn pool(&self) -> &ShmPool {
        &self.pool
    }

    /// Acquires a buffer for a message of exactly `len` bytes.
    ///
    /// # Errors
    ///
    /// The reason why the message falls back to the heap.
    pub fn acquire(&self, len: usize) -> Result<ShmBuffer, FallbackReason> {
        if len < self.threshold {
            return Err(FallbackReason::BelowThreshold);
        }
        self.pool.acquire(len)
    }

    /// Creates a configuration whose pool could not be created.
    #[cfg(test)]
    pub(super) fn without_pool() -> Self {
        Self::with_pool(ShmPool::unavailable(Arc::new(ShmError::ZeroPool)))
    }
}

#[cfg(test)]
mod tests {
    use super::{super::test_pool::made, *};

    #[test]
    fn the_threshold_is_the_smallest_message_in_shared_memory() {
        let Some(config) = made(ShmConfig::pool_of(100_000)) else {
            return;
        };
        let config = config.with_threshold(1000);
        let below = config.acquire(999).map(|_| ());
        assert_eq!(below, Err(FallbackReason::BelowThreshold));
        assert!(config.acquire(1000).is_ok());
    }

    #[test]
    fn a_pool_that_could_not_be_made_is_a_reason_not_a_failure() {
        let config = ShmConfig::without_pool();
        let answer = config.acquire(1000).map(|_| ());
        assert_eq!(answer, Err(FallbackReason::PoolUnavailable));
        assert!(config.pool().error().is_some());
    }

    #[test]
    fn settings_of_a_clone_leave_the_original_alone() {
        let config = ShmConfig::without_pool();
        let other = config
            .clone()
            .with_threshold(1)
            .with_policy(AllocPolicy::FailFast)
            .with_retention(RetentionLimits::none())
            .with_required();
        assert_eq!(config.threshold(), DEFAULT_THRESHOLD);
        assert_eq!(config.pool().policy(), AllocPolicy::Collect);
        assert_eq!(other.pool().policy(), AllocPolicy::FailFast);
        assert_eq!(other.pool().retention(), RetentionLimits::none());
        assert!(other.is_required() && !config.is_required());
    }
}
