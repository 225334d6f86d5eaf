//! The shared memory setters of every builder, here and in crates that depend on this one.

/// Implements the shared memory setters on a builder with a field `shm: ShmSettings`.
#[doc(hidden)]
#[macro_export]
macro_rules! shm_setters {
    () => {
        /// Switches shared memory on, with a 10 MiB pool unless another one was named; a smaller pool if the [memory
        /// lock limit is low]($crate::shm::ShmLimits::default_pool_size).
        ///
        /// # Errors
        /// None today; fallible so that all setters that name a pool have one form.
        pub fn with_shm_enabled(mut self) -> Result<Self, $crate::shm::ShmError> {
            self.shm = self.shm.with_enabled();
            Ok(self)
        }

        /// Switches shared memory on, with a pool of `bytes` bytes.
        ///
        /// # Errors
        /// `ShmError` for 0 or more than 4 GiB. If this machine cannot create the pool, this is not an error: messages
        /// fall back to the heap, and a warning names the remedy.
        pub fn with_shm_pool_size(mut self, bytes: usize) -> Result<Self, $crate::shm::ShmError> {
            self.shm = self.shm.with_pool_size(bytes)?;
            Ok(self)
        }

        /// Sets the size in bytes from which messages use shared memory. Does not switch it on: without shared memory
        /// at this level or above, it has no effect, and `build` logs a warning if no level
        /// has set a mode.
        #[must_use]
        pub fn with_shm_threshold(mut self, bytes: usize) -> Self {
            self.shm = self.shm.with_threshold(bytes);
            self
        }

        /// Switches shared memory on with this configuration, which may be shared with other builders.
        #[must_use]
        pub fn with_shm_config(mut self, config: $crate::shm::ShmConfig) -> Self {
            self.shm = self.shm.with_config(config);
            self
        }

        /// Switches shared memory off, whatever the level above does.
        #[must_use]
        pub fn without_shm(mut self) -> Self {
            self.shm = self.shm.without_shm();
            self
        }

        /// Sets the effort to allocate a buffer before a message falls back to the heap; for the pool of this level.
        #[must_use]
        pub fn with_shm_policy(mut self, policy: $crate::shm::AllocPolicy) -> Self {
            self.shm = self.shm.with_policy(policy);
            self
        }

        /// Sets for how long, and how many of, the messages in flight are kept; for the pool of this level.
        #[must_use]
        pub fn with_shm_retention(mut self, limits: $crate::shm::RetentionLimits) -> Self {
            self.shm = self.shm.with_retention(limits);
            self
        }

        /// Switches local lanes off: all messages go through zenoh.
        #[must_use]
        pub fn without_lane(mut self) -> Self {
            self.shm = self.shm.without_lane();
            self
        }

        /// Makes it an error if shared memory is on and not available.
        #[must_use]
        pub fn with_shm_required(mut self) -> Self {
            self.shm = self.shm.with_required();
            self
        }
    };
}
