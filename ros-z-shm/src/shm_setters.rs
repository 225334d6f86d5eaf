//! The setters for shared memory that every builder has, here and in crates on top of this one.

/// Implements the shared memory setters, which every level has, on a builder with a field `shm: ShmSettings`.
#[doc(hidden)]
#[macro_export]
macro_rules! shm_setters {
    () => {
        /// Switches shared memory on, with a pool of 10 MiB unless one was named; a smaller one where
        /// [little memory may be locked]($crate::shm::ShmLimits::default_pool_size).
        ///
        /// # Errors
        /// None today; fallible for the sake of one form for all that names a pool.
        pub fn with_shm_enabled(mut self) -> Result<Self, $crate::shm::ShmError> {
            self.shm = self.shm.with_enabled();
            Ok(self)
        }

        /// Switches shared memory on, with a pool of `bytes` bytes.
        ///
        /// # Errors
        /// `ShmError` for 0 or more than 4 GiB. A pool that this machine cannot make
        /// is no error: messages take the heap then, with a warning that says what to change.
        pub fn with_shm_pool_size(mut self, bytes: usize) -> Result<Self, $crate::shm::ShmError> {
            self.shm = self.shm.with_pool_size(bytes)?;
            Ok(self)
        }

        /// Sets the size in bytes from which messages use shared memory. Does not switch it on: without a pool of
        /// this level it has no effect, and is warned about.
        #[must_use]
        pub fn with_shm_threshold(mut self, bytes: usize) -> Self {
            self.shm = self.shm.with_threshold(bytes);
            self
        }

        /// Switches shared memory on with this configuration, which may be shared with others.
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

        /// Sets how hard to try for a buffer before a message takes the heap; for the pool of this level.
        #[must_use]
        pub fn with_shm_policy(mut self, policy: $crate::shm::AllocPolicy) -> Self {
            self.shm = self.shm.with_policy(policy);
            self
        }

        /// Sets how long, and how many of, the messages in flight are kept; for the pool of this level.
        #[must_use]
        pub fn with_shm_retention(mut self, limits: $crate::shm::RetentionLimits) -> Self {
            self.shm = self.shm.with_retention(limits);
            self
        }

        /// Makes it an error if shared memory was switched on and cannot be had.
        #[must_use]
        pub fn with_shm_required(mut self) -> Self {
            self.shm = self.shm.with_required();
            self
        }
    };
}
