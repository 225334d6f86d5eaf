//! The trait that all builders share.

/// Ends in [`build`](Self::build): a context, node, publisher or subscriber in the making.
///
/// Every builder has a `build` of its own, so that this trait need not be imported; it is for code that is
/// generic over builders.
pub trait Builder {
    /// What is built.
    type Output;
    /// Why it could not be.
    type Error;

    /// Checks everything that was set, and builds.
    ///
    /// # Errors
    /// As the builder's own `build`.
    fn build(self) -> Result<Self::Output, Self::Error>;
}
