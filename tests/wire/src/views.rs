//! A shape that borrows every field that can be borrowed, and its owned twin.
#![expect(missing_docs, reason = "fields are named for their type")]

use crate::allocations::{most_for, watch};
use crate::shapes::{Guarded, LeadSmall, Point, TrailByte, TrailSmall};
use ros_z_core::{
    CdrDeserialize, CdrSlice, DeserializeError, RosMessage, SizeEstimation, from_slice, from_slice_strict,
    from_slice_surplus, to_vec,
};
use std::borrow::Cow;

macro_rules! twins {
    ($($(#[$attr:meta])* $owned:ident $view:ident { $($(#[$field_attr:meta])* $field:ident: $of:ty, $borrowed:ty;)* })*) => {$(
        #[derive(Clone, Debug, PartialEq, RosMessage, SizeEstimation)]
        $(#[$attr])*
        pub struct $owned { $($(#[$field_attr])* pub $field: $of),* }

        #[derive(Clone, Debug, PartialEq, RosMessage, SizeEstimation)]
        $(#[$attr])*
        pub struct $view<'a> { $($(#[$field_attr])* pub $field: $borrowed),* }
    )*};
}

twins! {
    #[ros(type_name = "shapes/msg/Small")]
    Small SmallView {
        name: String, &'a str;
        points: Vec<Point>, CdrSlice<'a, Point>;
        last: u8, u8;
    }

    #[ros(type_name = "shapes/msg/Borrowing")]
    Borrowing BorrowingView {
        name: String, &'a str;
        data: Vec<u8>, &'a [u8];
        label: String, Cow<'a, str>;
        lead: Vec<LeadSmall>, CdrSlice<'a, LeadSmall>;
        trail: Vec<TrailSmall>, Cow<'a, [TrailSmall]>;
        bytes: Vec<TrailByte>, CdrSlice<'a, TrailByte>;
        guarded: Vec<Guarded>, Cow<'a, [Guarded]>;
        numbers: Vec<u16>, CdrSlice<'a, u16>;
        ranges: Vec<f64>, Cow<'a, [f64]>;
        #[ros(max_len = 3)] few: Vec<Small>, Vec<SmallView<'a>>;
        last: u32, u32;
    }
}

/// Checks that a view reads the same values as its owned twin, or fails like it, and that its elements are
/// complete.
///
/// # Panics
/// If a check fails.
pub fn check(message: &[u8]) {
    let owned = from_slice_surplus::<Borrowing>(message);
    let (view, allocations) = watch(|| from_slice_surplus::<BorrowingView<'_>>(message));
    assert!(
        allocations.peak <= most_for(message.len()),
        "{allocations:?} for {}",
        message.len()
    );
    match (owned, view) {
        (Ok((owned, owned_surplus)), Ok((view, surplus))) => {
            assert_eq!(surplus, owned_surplus);
            assert_eq!(to_vec(&view), to_vec(&owned));
            assert_eq!(
                view.estimated_serialized_size(),
                owned.estimated_serialized_size()
            );
            check_slice(&view.lead);
            check_slice(&view.bytes);
            check_slice(&view.numbers);
            view.few.iter().for_each(|small| check_slice(&small.points));
        }
        (owned, view) => assert_eq!(
            view.as_ref().err().map(kind),
            owned.as_ref().err().map(kind),
            "the view read {view:?}, the owned type {owned:?}"
        ),
    }
    // Views that are messages themselves.
    assert_eq!(
        from_slice::<&str>(message).map(str::to_owned),
        from_slice::<String>(message)
    );
    assert_eq!(
        from_slice_strict::<&[u8]>(message).map(<[u8]>::to_vec),
        from_slice_strict::<Vec<u8>>(message)
    );
    if let Ok(slice) = from_slice::<CdrSlice<'_, LeadSmall>>(message) {
        check_slice(&slice);
    }
}

/// An owned vector finds the end of the message at an element, a view before it reads any element.
fn kind(error: &DeserializeError) -> std::mem::Discriminant<DeserializeError> {
    match error {
        DeserializeError::LengthOverrun { .. } => {
            let (needed, position, remaining) = (0, 0, 0);
            std::mem::discriminant(&DeserializeError::UnexpectedEnd {
                needed,
                position,
                remaining,
            })
        }
        other => std::mem::discriminant(other),
    }
}

/// Checks that all accessors of a slice find the same elements, to the last bit.
fn check_slice<'a, T>(slice: &CdrSlice<'a, T>)
where
    T: RosElement<'a>,
{
    let bits = |items: &[T]| to_vec(items).expect("numbers");
    let all = slice.to_vec();
    assert_eq!(all.len(), slice.len());
    assert_eq!(slice.iter().len(), slice.len());
    assert_eq!(bits(&slice.iter().collect::<Vec<_>>()), bits(&all));
    assert_eq!(bits(&slice.to_cow()), bits(&all));
    if let Some(items) = slice.as_slice() {
        assert_eq!(bits(items), bits(&all));
    }
    for index in [0, slice.len() / 2, slice.len().wrapping_sub(1)] {
        let item = slice.get(index).into_iter().collect::<Vec<_>>();
        let expected = all.get(index).cloned().into_iter().collect::<Vec<_>>();
        assert_eq!(bits(&item), bits(&expected));
    }
    assert!(slice.get(slice.len()).is_none());
}

/// The elements of a [`CdrSlice`] in this file.
trait RosElement<'a>: CdrDeserialize<'a> + ros_z_core::CdrSerialize + Clone {}
impl<'a, T: CdrDeserialize<'a> + ros_z_core::CdrSerialize + Clone> RosElement<'a> for T {}
