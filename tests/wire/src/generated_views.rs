//! The check that the view of a type reads what the type itself reads.

use crate::allocations::watch;
use ros_z_core::{CdrDeserialize, CdrSerialize, HasView, RosMessage, from_slice_surplus, to_vec};

/// Reads a message as `T` and as the view of `T`, and returns whether it could be read.
///
/// # Panics
/// If one can be read and not the other, if the values differ, or if the view allocates more than the owned value.
pub fn check_view<T>(message: &[u8]) -> bool
where
    T: RosMessage + CdrSerialize + HasView + for<'de> CdrDeserialize<'de>,
{
    let name = T::TYPE_NAME;
    let (owned, of_owned) = watch(|| from_slice_surplus::<T>(message));
    let (view, of_view) = watch(|| from_slice_surplus::<T::View<'_>>(message));
    assert!(
        of_view.peak <= of_owned.peak,
        "{name}: {of_view:?} but {of_owned:?}"
    );
    match (owned, view) {
        (Ok((owned, owned_surplus)), Ok((view, surplus))) => {
            assert_eq!(surplus, owned_surplus, "{name}");
            assert_eq!(view.measure(3), owned.measure(3), "{name}");
            assert_eq!(to_vec(&view), to_vec(&owned), "{name}");
            true
        }
        (Err(_), Err(_)) => false,
        (owned, view) => panic!("{name}: {:?} but as a view {:?}", owned.err(), view.err()),
    }
}
