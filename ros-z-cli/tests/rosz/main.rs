//! The command `rosz`, run as a user runs it, beside a node of this program.

mod command_line;
mod nodes_and_services;
#[cfg(target_os = "linux")]
mod shared_memory;
mod support;
mod topics;
