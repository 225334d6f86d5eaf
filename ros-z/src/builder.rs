//! The trait that all builders share.

/// Builds a context, node, publisher, subscriber, server or client.
///
/// Every builder also has its own `build` method, so programs need not import this trait. It is for code that
/// is generic over builders.
pub trait Builder {
    /// The type that is built.
    type Output;
    /// The error if it cannot be built.
    type Error;

    /// Checks all settings, and builds.
    ///
    /// # Errors
    /// As documented at the builder's own `build`.
    fn build(self) -> Result<Self::Output, Self::Error>;
}
