//! The measured messages and values, for the timed bench and the one that counts instructions.

pub mod messages;
pub mod values;
