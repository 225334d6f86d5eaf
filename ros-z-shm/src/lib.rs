//! Publish any Rust struct to ROS 2 nodes on `rmw_zenoh`, through zenoh shared memory.
//!
//! A message is measured, its bytes are written once, in the ROS 2 wire format, straight into shared memory,
//! and read there by every local receiver. Where shared memory cannot be used (another host, another
//! user, a full pool, a memory lock limit) the same call delivers over the network, and says why.
//!
//! ```no_run
//! use ros_z_core::{RosMessage, SizeEstimation};
//! use ros_z_shm::context::ZContextBuilder;
//!
//! #[derive(RosMessage, SizeEstimation)]
//! #[ros(package = "demo_msgs")]
//! struct Scan {
//!     stamp: f64,
//!     ranges: Vec<f32>,
//! }
//!
//! let context = ZContextBuilder::default().with_shm_enabled()?.build()?;
//! let node = context.create_node("lidar").build()?;
//! let publisher = node.create_pub::<Scan>("scan").build()?;
//! let published = publisher.publish(&Scan { stamp: 0.0, ranges: vec![1.0; 100_000] })?;
//! println!("{} bytes by {}", published.bytes, published.path);
//! # Ok::<(), Box<dyn std::error::Error + Send + Sync>>(())
//! ```
//!
//! Two wings meet here: [`shm`] knows zenoh's allocator and nothing of ROS, [`ros`] the conventions of
//! `rmw_zenoh` and nothing of shared memory.
#![warn(missing_docs)]

pub mod client;
pub mod context;
mod error;
pub mod graph;
mod intake;
mod memory;
pub mod node;
mod payload;
mod published;
pub mod publisher;
mod queue;
pub mod report;
pub mod ros;
pub mod sample;
pub mod service;
mod session;
pub mod shm;
mod splice;
pub mod subscriber;
mod transport;

pub use client::{PendingResponse, ZClient};
pub use context::{Builder, ZContext, ZContextBuilder};
pub use error::{BuildError, CallError, PublishError, RecvError};
pub use graph::Graph;
pub use node::{ZNode, ZNodeBuilder};
pub use payload::Payload;
pub use published::{PublishPath, Published};
pub use publisher::{Loan, ShmPublisher};
pub use report::ShmReport;
pub use sample::{Sample, SampleMut};
pub use service::{ServiceRequest, ZService};
pub use session::{CONFIG_OVERRIDE_VARIABLE, SESSION_CONFIG_VARIABLE};
pub use subscriber::{CallbackSubscriber, MessagesLost, ShmSubscriber, SubscriberStats};

#[cfg(fuzzing)]
#[doc(hidden)]
#[path = "fuzz.rs"]
pub mod __fuzz;
