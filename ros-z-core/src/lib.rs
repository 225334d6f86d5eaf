#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]
#![warn(missing_docs)]

extern crate alloc;

pub mod action;
mod align;
mod as_elements;
mod cdr_sequence;
mod cdr_slice;
mod cdr_slice_mut;
mod cdr_str;
mod conditional;
mod const_eq;
mod constant_value;
mod copy;
mod counting_writer;
mod default_value;
pub mod dynamic;
mod elements;
mod encapsulation;
mod entry;
mod error;
pub mod export;
mod field_default;
mod field_len;
mod frozen_hash;
mod has_loan;
mod has_view;
mod impls;
mod in_place;
mod layout_proof;
mod message;
mod message_field;
mod no_constants;
mod plain;
mod reader;
mod referenced;
mod segments;
mod service;
mod sha256;
mod shape;
mod skipper;
mod slice_writer;
mod traits;
mod type_description;
mod type_hash;
mod vec_writer;
mod writer;

pub use align::MAX_ALIGNMENT;
pub use as_elements::{as_elements, as_elements_mut};
pub use cdr_sequence::{CdrSequence, CdrSequenceIter};
pub use cdr_slice::{CdrSlice, CdrSliceIter};
pub use cdr_slice_mut::CdrSliceMut;
pub use cdr_str::CdrStr;
pub use constant_value::ConstantValue;
pub use counting_writer::CountingWriter;
pub use default_value::DefaultValue;
pub use encapsulation::{ENCAPSULATION_LEN, Encapsulation};
pub use entry::{from_slice, from_slice_strict, from_slice_surplus, to_slice, to_vec};
pub use error::{DeserializeError, SerializeError};
pub use field_default::FieldDefault;
pub use field_len::{FieldLen, FieldStrings};
pub use has_loan::{HasLoan, LoanOf};
pub use has_view::{HasView, ViewOf};
pub use impls::wstring::WideString;
#[doc(hidden)]
pub use in_place::{finish_in_place, reserve_slots};
pub use message::{RosField, RosMessage};
pub use message_field::MessageField;
#[doc(hidden)]
pub use plain::aligned_buffer::AlignedBuffer;
#[doc(hidden)]
pub use plain::layout::{Layout, Read, Write};
#[doc(hidden)]
pub use plain::loan_buffer::{LoanBuffer, LoanOwner, Reservation, Slot};
pub use reader::CdrReader;
pub use service::RosService;
#[doc(hidden)]
pub use skipper::Skipper;
pub use slice_writer::SliceWriter;
pub use traits::{CdrDeserialize, CdrSerialize, SizeEstimation};
pub use type_description::{
    BaseType, Collection, ConstantDescription, FieldDescription, FieldType, TypeDescription,
};
pub use type_hash::{ParseTypeHashError, TypeHash};
pub use vec_writer::VecWriter;
pub use writer::CdrWriter;

#[cfg(feature = "derive")]
pub use ros_z_derive::{RosMessage, SizeEstimation, ros_constants};

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
