#![doc = include_str!("../README.md")]
#![deny(unsafe_code)]
#![warn(missing_docs)]

mod arguments;
mod bag;
mod command;
mod completions;
pub mod doctor;
mod exit;
mod export;
mod graph;
mod import;
mod interface;
mod names;
mod network;
mod node;
mod output;
mod qos;
mod router;
mod service;
#[cfg(target_os = "linux")]
mod shm;
mod shm_with;
mod stop;
mod topic;
mod types;
mod units;
mod values;

pub use command::main;
