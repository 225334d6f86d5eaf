//! Random messages as loans: reserved by the lengths of their sequences, laid out in a buffer with stale bytes, filled
//! from the owned message, and finished there.

use super::values::Message;
use ros_z_core::{
    AlignedBuffer, CdrDeserialize, CdrSerialize, CdrSliceMut, HasLoan, LoanBuffer, RosField, SizeEstimation,
    finish_in_place, reserve_slots,
};
use std::sync::Arc;
use zenoh_buffers::ZBuf;
use zenoh_buffers::buffer::SplitBuffer;

/// Serializes a message as a publisher does with a loan of it.
pub fn in_place<T: Message>(owned: &T) -> Vec<u8> {
    let mut loan = owned.reserve();
    let mut buffer = AlignedBuffer::new(loan.estimated_serialized_size());
    buffer.as_mut().fill(0xA5);
    let mut buffer = LoanBuffer::on_heap(buffer);
    reserve_slots(&loan, &mut buffer).unwrap_or_else(|error| panic!("{}: {error}", T::TYPE_NAME));
    owned.fill(&mut loan);
    let len = finish_in_place(&loan, &mut buffer).expect("no field has moved");
    drop(loan);
    let mut owner = buffer.into_owner().expect("no slot is left");
    let mut buffer = owner.take::<AlignedBuffer>().expect("a buffer on the heap");
    buffer.truncate(len);
    buffer.as_ref().to_vec()
}

/// A value that a loan is made of.
pub trait Fill: HasLoan<SequenceLoan: FillSequence<Self>> {
    /// The loan, with the lengths of all sequences, and without their elements.
    fn reserve(&self) -> Self::Loan;

    /// Fills the sequences.
    fn fill(&self, loan: &mut Self::Loan);
}

/// The loan of a sequence of `T`.
pub trait FillSequence<T> {
    fn reserve_for(items: &[T]) -> Self;
    fn fill_from(&mut self, items: &[T]);
}

impl<T: Clone + for<'de> CdrDeserialize<'de>> FillSequence<T> for CdrSliceMut<T> {
    fn reserve_for(items: &[T]) -> Self {
        Self::reserve(items.len())
    }

    fn fill_from(&mut self, items: &[T]) {
        self.clone_from_slice(items);
    }
}

impl<T: Fill> FillSequence<T> for Vec<T::Loan> {
    fn reserve_for(items: &[T]) -> Self {
        items.iter().map(T::reserve).collect()
    }

    fn fill_from(&mut self, items: &[T]) {
        for (loan, item) in self.iter_mut().zip(items) {
            item.fill(loan);
        }
    }
}

/// Implements `Fill` for a type that is its own loan, or field by field for a struct with a generated one.
macro_rules! impl_fill {
    ($owned:ty { $($field:ident),* }) => {
        impl $crate::fill::Fill for $owned {
            fn reserve(&self) -> Self {
                self.clone()
            }

            fn fill(&self, _: &mut Self) {}
        }
    };
    ($owned:ident $loan:ident { $($field:ident),* }) => {
        impl $crate::fill::Fill for $owned {
            fn reserve(&self) -> $loan {
                $loan { $($field: $crate::fill::Fill::reserve(&self.$field)),* }
            }

            fn fill(&self, loan: &mut $loan) {
                $($crate::fill::Fill::fill(&self.$field, &mut loan.$field);)*
            }
        }
    };
}

pub(crate) use impl_fill;

impl_fill!(i8 {});
impl_fill!(i16 {});
impl_fill!(i32 {});
impl_fill!(i64 {});
impl_fill!(u8 {});
impl_fill!(u16 {});
impl_fill!(u32 {});
impl_fill!(u64 {});
impl_fill!(f32 {});
impl_fill!(f64 {});
impl_fill!(bool {});
impl_fill!(String {});
impl_fill!(Box<str> {});

impl<T: Clone + CdrSerialize + RosField> Fill for Box<T> {
    fn reserve(&self) -> Self {
        self.clone()
    }

    fn fill(&self, _: &mut Self) {}
}

impl<T: CdrSerialize + RosField> Fill for Arc<T> {
    fn reserve(&self) -> Self {
        self.clone()
    }

    fn fill(&self, _: &mut Self) {}
}

impl<T: Fill, const N: usize> Fill for [T; N] {
    fn reserve(&self) -> [T::Loan; N] {
        std::array::from_fn(|index| self[index].reserve())
    }

    fn fill(&self, loan: &mut [T::Loan; N]) {
        for (loan, item) in loan.iter_mut().zip(self) {
            item.fill(loan);
        }
    }
}

macro_rules! sequences {
    ($([$($param:ident)?] $owned:ty: $item:ty, $as_slice:expr;)*) => {$(
        impl$(<$param: Fill>)? Fill for $owned {
            fn reserve(&self) -> Self::Loan {
                FillSequence::<$item>::reserve_for(&$as_slice(self))
            }

            fn fill(&self, loan: &mut Self::Loan) {
                FillSequence::<$item>::fill_from(loan, &$as_slice(self));
            }
        }
    )*};
}

sequences! {
    [T] Vec<T>: T, Vec::as_slice;
    [T] Box<[T]>: T, Box::as_ref;
    [] bytes::Bytes: u8, bytes::Bytes::as_ref;
    [] ZBuf: u8, ZBuf::contiguous;
}
