//! Support for the test files: a program that publishes or subscribes in a separate process, and its
//! controls. Tests of bytes without a session are in `wire`.
#![warn(missing_docs)]

pub mod allocations;
pub mod executor;
pub mod frames;
pub mod line;
pub mod log;
pub mod machine;
pub mod messages;
pub mod neighbours;
pub mod ordinary;
pub mod pair;
pub mod peer;
pub mod process;
pub mod python;
pub mod warnings;

/// The README, whose example compiles.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;

/// The pages of the crates and of the guide. Their examples compile, and run if they need no session.
#[cfg(doctest)]
pub mod guide {
    #[doc = include_str!("../../ros-z/README.md")]
    pub struct RosZ;

    #[doc = include_str!("../../ros-z-shm/README.md")]
    pub struct RosZShm;

    #[doc = include_str!("../../docs/messages.md")]
    pub struct Messages;

    #[doc = include_str!("../../docs/views-and-loans.md")]
    pub struct ViewsAndLoans;

    #[doc = include_str!("../../docs/parameters.md")]
    pub struct Parameters;

    #[doc = include_str!("../../docs/shared-memory.md")]
    pub struct SharedMemory;

    #[doc = include_str!("../../docs/callbacks.md")]
    pub struct Callbacks;

    #[doc = include_str!("../../docs/nodes.md")]
    pub struct Nodes;

    #[doc = include_str!("../../docs/interop.md")]
    pub struct Interop;

    #[doc = include_str!("../../docs/coming-from-rclcpp.md")]
    pub struct ComingFromRclcpp;

    #[doc = include_str!("../../docs/versions.md")]
    pub struct Versions;

    #[doc = include_str!("../../docs/ros2-commands.md")]
    pub struct Ros2Commands;

    #[doc = include_str!("../../docs/tools.md")]
    pub struct Tools;

    #[doc = include_str!("../../docs/faq.md")]
    pub struct Faq;
}
