#![doc = include_str!("../README.md")]
#![deny(unsafe_code)]
#![warn(missing_docs)]

mod arguments;
mod bag;
mod command;
mod exit;
mod interface;
mod network;
mod node;
mod output;
mod service;
mod topic;

pub use command::main;
