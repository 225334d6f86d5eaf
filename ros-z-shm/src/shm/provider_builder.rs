//! The builder of providers that a program allocates from by itself.

use zenoh::{
    Wait,
    shm::{PosixShmProviderBackend, ShmProvider},
};

use super::{error::ShmError, exit, pool_size::PoolSize, segment};

/// Makes a provider of zenoh for a program that allocates its own buffers.
///
/// Its memory is aligned to 8 bytes. Given to [`ShmConfig::new`](super::ShmConfig::new), publishers
/// write into it too; pools that only publishers use are better made by
/// [`ShmConfig::pool_of`](super::ShmConfig::pool_of), which places messages so that they can be viewed.
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
    /// A provider with room for one buffer of `bytes` bytes, or smaller ones.
    pub const fn new(bytes: usize) -> Self {
        Self { bytes }
    }

    /// Makes the provider.
    ///
    /// zenoh locks its memory to create it, so that it has to be smaller than the memory lock limit. It is unlocked then.
    ///
    /// # Errors
    ///
    /// As [`ShmConfig::pool_of`](super::ShmConfig::pool_of).
    pub fn build(self) -> Result<ShmProvider<PosixShmProviderBackend>, ShmError> {
        let size = PoolSize::new(self.bytes)?;
        let provider = zenoh::shm::ShmProviderBuilder::backend(size.open()?).wait();
        if let Some((buffer, segment)) = segment::first_buffer(&provider)? {
            // zenoh has locked it to create it. It does not depend on that later, and the next one may need the room.
            segment::unlock_segment(segment);
            // The segment itself goes when the program drops the provider.
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
