#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]
#![warn(missing_docs)]

mod definition;
mod describe;
mod error;
mod import;
mod new_crate;
mod order;
mod output;
mod package;
mod parse;
mod position;
mod rule;
mod rust;
mod sources;

pub use definition::{
    Body, Collection, Constant, ElementType, Field, FieldType, Interface, Message, Primitive, Value,
};
pub use error::{ImportError, SyntaxError};
pub use import::{Import, Imported, ImportedType};
pub use output::Written;
pub use parse::{Parsed, parse_file};
pub use position::Position;
pub use rule::Rule;
pub use rust::GeneratedFile;
