//! ROS 2 nodes in Rust: publish any struct to nodes on `rmw_zenoh`, through zenoh shared memory.
//!
//! ```no_run
//! use ros_z::prelude::*;
//!
//! #[derive(RosMessage, SizeEstimation)]
//! #[ros(package = "demo_msgs")]
//! struct Scan {
//!     stamp: f64,
//!     ranges: Vec<f32>,
//! }
//!
//! fn main() -> ros_z::Result<()> {
//!     let context = ZContextBuilder::default().with_shm_enabled()?.build()?;
//!     let node = context.create_node("lidar").build()?;
//!     let publisher = node.create_pub::<Scan>("scan").build()?;
//!     let published = publisher.publish(&Scan { stamp: 0.0, ranges: vec![1.0; 100_000] })?;
//!     println!("{} bytes in {}", published.bytes, published.path); // 400024 bytes in shared memory
//!     Ok(())
//! }
//! ```
//!
//! This crate is the one dependency of a program. It re-exports the crates below it: [`core`] (messages and
//! their serialization), [`msgs`] (the messages of ROS 2), [`protocol`] (the conventions of `rmw_zenoh`),
//! [`shm`] (pools, policies and statistics) and [`zenoh`].
#![warn(missing_docs)]

pub mod builder;
pub mod client;
pub mod clock;
pub mod context;
pub mod core;
pub mod dynamic;
mod endpoint;
mod error;
mod fence;
pub mod graph;
mod inline_service;
mod intake;
mod message_type;
pub mod node;
pub mod parameters;
pub mod prelude;
pub mod publisher;
pub mod rosout;
pub mod sample;
pub mod service;
mod session;
mod shared_context;
mod simulated_time;
mod stamp;
pub mod subscriber;
pub mod timer;
mod transport;
mod type_description;
mod used_types;

pub use builder::Builder;
pub use client::{Client, ClientBuilder, ClientStats, PendingResponse};
pub use clock::Clock;
pub use context::{ZContext, ZContextBuilder};
pub use error::{BuildError, CallError, Error, Result};
pub use fence::CallbackPanicked;
pub use graph::Graph;
pub use node::{ZNode, ZNodeBuilder};
pub use parameters::{
    ParameterChanges, ParameterError, ParameterMap, ParameterValue, Parameters, RosParameters,
};
pub use publisher::{Publisher, PublisherBuilder};
pub use rosout::{RosoutBuilder, RosoutLayer, RosoutStats};
pub use sample::Sample;
pub use service::{
    CallbackService, CallbackServiceBuilder, Service, ServiceBuilder, ServiceRequest, ServiceStats,
};
pub use session::{CONFIG_OVERRIDE_VARIABLE, SESSION_CONFIG_VARIABLE};
pub use subscriber::{
    CallbackSubscriber, CallbackSubscriberBuilder, MessagesLost, Subscriber, SubscriberBuilder,
    SubscriberStats,
};
pub use timer::Timer;

pub use self::core::{RosMessage, SizeEstimation, ros_constants};
#[doc(inline)]
pub use ros_z_core::ros_service;
#[doc(no_inline)]
pub use ros_z_msgs as msgs;
#[doc(no_inline)]
pub use ros_z_protocol as protocol;
#[doc(no_inline)]
pub use ros_z_protocol as ros;
pub use ros_z_shm::{
    BuildError as ShmBuildError, Loan, Payload, PublishError, PublishPath, Published, RecvError, SampleMut,
    ShmPublisher, ShmPublisherBuilder, ShmReport, ShmSubscriber, ShmSubscriberBuilder, ShmSubscriberStats,
    ZenohError,
};
#[doc(no_inline)]
pub use ros_z_shm::{report, shm};
#[doc(no_inline)]
pub use zenoh;

#[cfg(fuzzing)]
#[doc(hidden)]
#[path = "fuzz.rs"]
pub mod __fuzz;
