//! The measured work, for the timed bench and for the one that counts instructions alike.

pub mod messages;
pub mod values;
