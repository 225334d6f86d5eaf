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
//! # No copies: loans and views
//!
//! [`ShmPublisher::loan`] lays a message out in shared memory, and its large fields are filled where they are sent
//! from. [`Sample::view`] reads a message where it was written. Both take a struct of the same ROS type, which the
//! compiler checks. [`ShmPublisher::publish_as`] publishes one that borrows, and [`Payload`] is passed on as it is.
//!
//! ```no_run
//! use ros_z_core::{CdrSlice, CdrSliceMut, RosMessage, SizeEstimation};
//! use ros_z_shm::{Sample, ShmPublisher};
//!
//! #[derive(RosMessage, SizeEstimation)]
//! #[ros(type_name = "demo_msgs/msg/Scan")]
//! struct Scan {
//!     stamp: f64,
//!     ranges: Vec<f32>,
//! }
//!
//! #[derive(RosMessage, SizeEstimation)]
//! #[ros(type_name = "demo_msgs/msg/Scan")]
//! struct ScanLoan {
//!     stamp: f64,
//!     ranges: CdrSliceMut<f32>,
//! }
//!
//! #[derive(RosMessage, SizeEstimation)]
//! #[ros(type_name = "demo_msgs/msg/Scan")]
//! struct ScanView<'a> {
//!     stamp: f64,
//!     ranges: CdrSlice<'a, f32>,
//! }
//!
//! fn scan(publisher: &ShmPublisher<Scan>, driver: impl Fn(&mut [f32])) -> Result<(), ros_z_shm::PublishError> {
//!     let mut scan = publisher.loan(ScanLoan { stamp: 0.0, ranges: CdrSliceMut::reserve(100_000) })?;
//!     driver(&mut scan.ranges);
//!     scan.publish()?;
//!     Ok(())
//! }
//!
//! fn nearest(sample: &Sample<Scan>) -> Result<Option<f32>, ros_z_core::DeserializeError> {
//!     let scan: ScanView = sample.view()?;
//!     Ok(scan.ranges.iter().reduce(f32::min))
//! }
//! ```
//!
//! Two wings meet here: [`shm`] knows zenoh's allocator and nothing of ROS, [`ros`] the conventions of
//! `rmw_zenoh` and nothing of shared memory.
#![warn(missing_docs)]

pub mod client;
pub mod context;
mod delivery;
mod error;
mod fence;
pub mod graph;
mod intake;
mod memory;
mod network_limit;
pub mod node;
mod payload;
mod published;
pub mod publisher;
mod queue;
pub mod report;
pub mod ros;
mod runtime;
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
pub use fence::CallbackPanicked;
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
