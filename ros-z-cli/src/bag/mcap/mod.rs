//! The MCAP container: written so that a large payload goes from the memory in which it was received to the file with
//! one vectored write, and read so that a file that was cut anywhere yields everything before the cut.
//!
//! The crate `mcap` is not used for this, only as the other side of the tests. Its writer copies a payload that is in
//! several pieces, leaves the length of the open chunk unset until the chunk is finished, so that a killed recorder
//! loses that chunk, and its readers refuse a chunk that is cut. It also panics on an attachment record that is too
//! short. [`writer`] and [`reader`] share the definitions of records in [`record`].
//!
//! Every chunk is complete when it is written. A large message that is not compressed is a chunk of its own, because
//! readers find messages through the index of chunks; it does not pass through the buffer of small messages.

pub(crate) mod block;
pub(crate) mod chunk;
pub(crate) mod compression;
pub(crate) mod error;
pub(crate) mod fields;
pub(crate) mod order;
pub(crate) mod reader;
pub(crate) mod record;
pub(crate) mod summary;
pub(crate) mod vectored;
pub(crate) mod walk;
pub(crate) mod writer;
