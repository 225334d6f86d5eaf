//! [`HasLoan`]: names the type that fills another type in place. The derive generates the loans of messages.

use crate::cdr_slice_mut::CdrSliceMut;
use crate::has_view::Plain;
use crate::message::RosField;
use crate::traits::{CdrDeserialize, CdrSerialize};
use alloc::{boxed::Box, string::String, sync::Arc, vec::Vec};

/// An owned type with a form whose large sequences are filled in the memory of a published message.
///
/// `#[derive(RosMessage)]` implements it for every type without lifetimes. With `#[ros(loan)]`, `Loan` is the
/// generated struct; otherwise it is the type itself. A publisher of `T` accepts a `T::Loan` in `loan`.
///
/// | owned | loan |
/// |---|---|
/// | numbers, `bool`, enums, `String` | the same |
/// | `Vec<u8>`, `Bytes`, `ZBuf` | `CdrSliceMut<u8>` |
/// | `Vec<T>` of numbers and of structs of fixed size | `CdrSliceMut<T>` |
/// | `Vec<T>` of any other type | `Vec<T::Loan>` |
/// | `[T; N]` | `[T::Loan; N]` |
/// | `Box<T>`, `Arc<T>` | the same |
/// | a struct with `#[ros(loan)]` | the generated struct |
/// | any other struct | the same |
///
/// A struct of fixed size contains only numbers, arrays of numbers, and other such structs. A struct with a
/// `bool` or an enum is of any other type, since not every byte is a value of those.
///
/// # Examples
/// ```
/// use ros_z_core::{CdrSliceMut, RosMessage, to_vec};
///
/// #[derive(RosMessage)]
/// #[ros(loan)]
/// struct Scan {
///     frame: String,
///     ranges: Vec<f32>,
/// }
///
/// let mut scan = ScanLoan { frame: "laser".into(), ranges: CdrSliceMut::zeroed(2) };
/// scan.ranges[1] = 2.5;
/// assert_eq!(to_vec(&scan)?, to_vec(&Scan { frame: "laser".into(), ranges: vec![0.0, 2.5] })?);
/// # Ok::<(), ros_z_core::SerializeError>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no loan",
    label = "has no form that is filled in place",
    note = "if `{Self}` is a struct or C-like enum of yours, add `#[derive(RosMessage)]` to it",
    note = "if its impls are written by hand, add `impl HasLoan for {Self}` with `type Loan = Self` and `type SequenceLoan = Vec<Self>`"
)]
pub trait HasLoan: RosField + Sized {
    /// The type that fills a value in place.
    type Loan: CdrSerialize + RosField;

    /// The type that fills a `Vec<Self>` in place: [`CdrSliceMut`] if every value has the same size and every bit
    /// pattern is a value, else a `Vec` of loans.
    type SequenceLoan: CdrSerialize + RosField;
}

/// The loan of `T`: `LoanOf<Vec<f32>>` is `CdrSliceMut<f32>`.
pub type LoanOf<T> = <T as HasLoan>::Loan;

/// The loan of a sequence, selected by [`Plain`].
#[doc(hidden)]
pub trait SelectSequenceLoan {
    type SequenceLoan<T: HasLoan + CdrSerialize + for<'de> CdrDeserialize<'de>>: CdrSerialize + RosField;
}

impl SelectSequenceLoan for Plain<true> {
    type SequenceLoan<T: HasLoan + CdrSerialize + for<'de> CdrDeserialize<'de>> = CdrSliceMut<T>;
}

impl SelectSequenceLoan for Plain<false> {
    type SequenceLoan<T: HasLoan + CdrSerialize + for<'de> CdrDeserialize<'de>> = Vec<T::Loan>;
}

macro_rules! loans {
    ($($(#[$attr:meta])* [$($generics:tt)*] $owned:ty => $loan:ty, $sequence:ty;)*) => {$(
        $(#[$attr])*
        impl<$($generics)*> HasLoan for $owned {
            type Loan = $loan;
            type SequenceLoan = $sequence;
        }
    )*};
}

loans!(
    [] i8 => Self, CdrSliceMut<Self>;
    [] i16 => Self, CdrSliceMut<Self>;
    [] i32 => Self, CdrSliceMut<Self>;
    [] i64 => Self, CdrSliceMut<Self>;
    [] u8 => Self, CdrSliceMut<Self>;
    [] u16 => Self, CdrSliceMut<Self>;
    [] u32 => Self, CdrSliceMut<Self>;
    [] u64 => Self, CdrSliceMut<Self>;
    [] f32 => Self, CdrSliceMut<Self>;
    [] f64 => Self, CdrSliceMut<Self>;
    [] bool => Self, Vec<Self>;
    [] String => Self, Vec<Self>;
    [] Box<str> => Self, Vec<Self>;
    [T: HasLoan] Vec<T> => T::SequenceLoan, Vec<T::SequenceLoan>;
    [T: HasLoan] Box<[T]> => T::SequenceLoan, Vec<T::SequenceLoan>;
    [T: HasLoan, const N: usize] [T; N] => [T::Loan; N], Vec<[T::Loan; N]>;
    [T: CdrSerialize + RosField] Box<T> => Self, Vec<Self>;
    [T: CdrSerialize + RosField] Arc<T> => Self, Vec<Self>;
    [T: CdrSerialize + RosField + for<'de> CdrDeserialize<'de>] CdrSliceMut<T> => Self, Vec<Self>;
    #[cfg(feature = "bytes")]
    [] bytes::Bytes => CdrSliceMut<u8>, Vec<CdrSliceMut<u8>>;
    #[cfg(feature = "zenoh-buffers")]
    [] zenoh_buffers::ZBuf => CdrSliceMut<u8>, Vec<CdrSliceMut<u8>>;
);

#[cfg(test)]
#[expect(
    unsafe_code,
    reason = "in the crate that defines it, the macro of the derives counts as written here"
)]
mod tests {
    use super::*;
    use crate::{RosMessage, SizeEstimation, to_vec};
    use alloc::{format, vec};

    #[derive(Clone, Copy, Debug, Default, PartialEq, RosMessage)]
    #[ros(crate = crate, type_name = "t/msg/Point")]
    struct Point {
        x: f64,
        y: f64,
    }

    #[derive(Debug, Default, PartialEq, RosMessage)]
    #[ros(crate = crate, type_name = "t/msg/Flag", loan = Filled)]
    struct Flag {
        on: bool,
        data: Vec<u8>,
    }

    /// Without `Default`, `Debug` and `PartialEq`.
    #[derive(RosMessage)]
    #[ros(crate = crate, type_name = "t/msg/Bare")]
    struct Bare {
        text: String,
    }

    type Samples = Vec<i16>;

    /// Everything.
    #[derive(RosMessage, SizeEstimation)]
    #[ros(crate = crate, type_name = "t/msg/All", view, loan)]
    struct All {
        name: String,
        #[ros(max_len = 4)]
        bounded: Vec<u32>,
        points: Vec<Point>,
        flags: Box<[Flag]>,
        flag: Flag,
        pair: [Flag; 2],
        #[ros(char)]
        letters: Vec<u8>,
        #[ros(rename = "raw")]
        r#type: Samples,
        #[ros(wstring)]
        wide: Vec<String>,
        bits: Vec<bool>,
        covariance: [f64; 36],
    }

    #[derive(RosMessage)]
    #[ros(crate = crate, type_name = "t/msg/Plain", loan)]
    struct WithBare {
        bare: Bare,
        data: Vec<u8>,
    }

    #[derive(Clone, Copy, Debug, PartialEq, RosMessage)]
    #[ros(crate = crate, type_name = "t/msg/Mode")]
    #[repr(u8)]
    enum Mode {
        Off,
        On,
    }

    #[derive(RosMessage)]
    #[ros(crate = crate, type_name = "t/msg/Config", default, loan)]
    struct Config {
        #[ros(default = 10.0)]
        rate: f64,
        #[ros(default = "left")]
        name: String,
        #[ros(default = [1, 2])]
        gains: Vec<u16>,
        #[ros(default = [3])]
        raw: Box<[u8]>,
        #[ros(default = [-4])]
        samples: Samples,
        #[ros(default = ["a"])]
        arms: Box<[String]>,
        #[ros(default = Mode::On)]
        mode: Mode,
        #[ros(default = [0.5; 40])]
        covariance: [f64; 40],
        rest: Vec<u8>,
    }

    fn all() -> All {
        All {
            name: "all".into(),
            bounded: vec![1, 2],
            points: vec![Point { x: 1.0, y: 2.0 }],
            flags: Box::new([Flag {
                on: true,
                data: vec![1, 2, 3],
            }]),
            flag: Flag::default(),
            pair: [Flag::default(), Flag::default()],
            letters: vec![65],
            r#type: vec![-1],
            wide: vec!["w".into()],
            bits: vec![true],
            covariance: [0.5; 36],
        }
    }

    fn all_loan() -> AllLoan {
        AllLoan {
            name: "all".into(),
            bounded: CdrSliceMut::from(vec![1, 2]),
            points: CdrSliceMut::from(vec![Point { x: 1.0, y: 2.0 }]),
            flags: vec![Filled {
                on: true,
                data: CdrSliceMut::from(vec![1, 2, 3]),
            }],
            letters: CdrSliceMut::from(vec![65]),
            r#type: CdrSliceMut::from(vec![-1]),
            wide: vec!["w".into()],
            bits: vec![true],
            covariance: [0.5; 36],
            ..AllLoan::default()
        }
    }

    #[test]
    fn a_loan_is_written_and_measured_as_the_owned_message() {
        let (all, loan) = (all(), all_loan());
        let bytes = to_vec(&all).expect("it can be written");
        assert_eq!(to_vec(&loan).as_ref(), Ok(&bytes));
        assert_eq!(loan.estimated_serialized_size(), bytes.len());
        assert_eq!(
            (AllLoan::TYPE_NAME, AllLoan::TYPE_HASH),
            (All::TYPE_NAME, All::TYPE_HASH)
        );
        assert!(format!("{loan:?}").starts_with("AllLoan { name: \"all\", bounded: CdrSliceMut"));
    }

    #[test]
    fn the_default_of_a_loan_is_that_of_the_owned_message() {
        let bytes = to_vec(&Config::default()).expect("it can be written");
        assert_eq!(to_vec(&ConfigLoan::default()), Ok(bytes));
        assert_eq!(ConfigLoan::default().gains[..], [1, 2]);
        assert_eq!(ConfigLoan::default().mode, Mode::On);
    }

    #[test]
    fn a_bound_is_checked_when_the_loan_is_laid_out() {
        let mut loan = all_loan();
        loan.bounded = CdrSliceMut::reserve(5);
        assert!(to_vec(&loan).is_err());
    }

    #[test]
    fn a_field_without_default_leaves_the_loan_without_it() {
        let loan = WithBareLoan {
            bare: Bare { text: "x".into() },
            data: CdrSliceMut::zeroed(2),
        };
        let owned = WithBare {
            bare: Bare { text: "x".into() },
            data: vec![0, 0],
        };
        assert_eq!(to_vec(&loan), to_vec(&owned));
    }
}
