//! The builder of providers for programs that allocate their own buffers.

use zenoh::{
    Wait,
    shm::{PosixShmProviderBackend, ShmProvider},
};

use super::{error::ShmError, exit, pool_size::PoolSize, segment};

/// Builds a zenoh provider for a program that allocates its own buffers.
///
/// Its memory is aligned to 8 bytes. If it is passed to [`ShmConfig::new`](super::ShmConfig::new), publishers allocate
/// from it too. For a pool that only publishers use, prefer [`ShmConfig::pool_of`](super::ShmConfig::pool_of), which
/// aligns messages for views.
///
/// # Examples
///
/// ```no_run
/// use ros_z_shm::shm::ShmProviderBuilder;
/// use zenoh::{Wait, shm::{BlockOn, GarbageCollect}};
///
/// let provider = ShmProviderBuilder::new(1024 * 1024).build()?;
/// let mut buffer = provider
///     .alloc(1000)
///     .with_policy::<BlockOn<GarbageCollect>>()
///     .wait()?;
/// buffer[0] = 7;
/// # Ok::<(), zenoh::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
#[must_use]
pub struct ShmProviderBuilder {
    bytes: usize,
}

impl ShmProviderBuilder {
    /// Describes a provider with room for one buffer of `bytes` bytes, or several smaller ones.
    pub const fn new(bytes: usize) -> Self {
        Self { bytes }
    }

    /// Creates the provider.
    ///
    /// zenoh locks its memory during creation, so its size must be below the memory lock limit. Afterwards, the memory
    /// is unlocked.
    ///
    /// # Errors
    ///
    /// As [`ShmConfig::pool_of`](super::ShmConfig::pool_of).
    pub fn build(self) -> Result<ShmProvider<PosixShmProviderBackend>, ShmError> {
        let size = PoolSize::new(self.bytes)?;
        let provider = zenoh::shm::ShmProviderBuilder::backend(size.open()?).wait();
        if let Some((buffer, segment)) = segment::first_buffer(&provider)? {
            // zenoh locked the segment to create it. zenoh does not depend on the lock later, and the next provider may
            // need the limit.
            segment::unlock_segment(segment);
            // The file of the segment is removed when the program drops the provider.
            exit::remove_files_of(&buffer, None);
        }
        provider.garbage_collect();
        Ok(provider)
    }
}

#[cfg(test)]
mod tests {
    use zenoh::shm::{BlockOn, GarbageCollect};

    use super::{super::test_pool::made, *};

    #[test]
    fn a_buffer_as_large_as_the_provider_fits_and_is_aligned() {
        for bytes in [1, 1001, 10_000, 1 << 20] {
            let Some(provider) = made(ShmProviderBuilder::new(bytes).build()) else {
                return;
            };
            let buffer = provider
                .alloc(bytes)
                .with_policy::<BlockOn<GarbageCollect>>()
                .wait();
            let buffer = buffer.expect("the provider is empty");
            assert_eq!(buffer.as_ptr() as usize % 8, 0);
        }
    }

    #[test]
    fn impossible_sizes_are_errors() {
        assert!(matches!(
            ShmProviderBuilder::new(0).build(),
            Err(ShmError::ZeroPool)
        ));
        assert!(matches!(
            ShmProviderBuilder::new(usize::MAX).build(),
            Err(ShmError::PoolTooLarge { .. })
        ));
    }
}
