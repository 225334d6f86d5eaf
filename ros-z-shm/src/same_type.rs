//! The compile-time check that two Rust types are one ROS type.

use ros_z_core::RosMessage;

/// Stops the compilation unless `T` and `V` have the same type hash. For calls that accept a loan, view or borrowed
/// form of a message.
///
/// # Panics
/// If the type hashes differ. Call it in a constant, `const { assert_same_type::<T, V>() }`, to turn the panic into a
/// compile error.
pub const fn assert_same_type<T: RosMessage, V: RosMessage>() {
    assert!(
        T::TYPE_HASH.is_same(&V::TYPE_HASH),
        "this must be the same ROS type as the topic: give it the same type name and fields"
    );
}
