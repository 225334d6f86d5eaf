//! Zenoh shared memory for serialized messages, on any zenoh session.
//!
//! A publisher measures a message, writes its bytes once, directly into shared memory, and every local
//! receiver reads them there. If shared memory cannot be used (another host, another user, a full pool, a
//! memory lock limit), the same call delivers over the network and returns the reason.
//!
//! ```no_run
//! use ros_z_core::{RosMessage, SizeEstimation};
//! use ros_z_shm::{ShmPublisher, ShmSubscriber};
//! use zenoh::Wait;
//!
//! #[derive(RosMessage, SizeEstimation)]
//! struct Scan {
//!     stamp: f64,
//!     ranges: Vec<f32>,
//! }
//!
//! let session = zenoh::open(zenoh::Config::default()).wait()?;
//! let subscriber = ShmSubscriber::<Scan>::on_session(&session, "lidar/scan").build()?;
//! let publisher = ShmPublisher::<Scan>::on_session(&session, "lidar/scan").with_shm_enabled()?.build()?;
//! let published = publisher.publish(&Scan { stamp: 0.0, ranges: vec![1.0; 100_000] })?;
//! println!("{} bytes in {}", published.bytes, published.path);
//! println!("{} ranges", subscriber.recv()?.decode()?.ranges.len());
//! # Ok::<(), Box<dyn std::error::Error + Send + Sync>>(())
//! ```
//!
//! The crate has no ROS concepts. `ros-z` composes its publishers, subscribers and services from
//! [`ShmWriter`], [`PutMessage`], [`queue`] and [`RawSample`]; other crates can, too.
#![warn(missing_docs)]

mod audience;
#[doc(hidden)]
pub mod delivery;
mod error;
#[doc(hidden)]
pub mod lane;
mod loan;
#[doc(hidden)]
pub mod matching;
mod message_sender;
mod network_limit;
mod outgoing;
mod payload;
mod publish_thread;
mod published;
mod publisher;
mod put_in_order;
mod put_message;
pub mod queue;
pub mod report;
#[doc(hidden)]
pub mod runtime;
mod same_type;
mod sample;
pub mod session;
pub mod shm;
mod shm_setters;
mod shm_writer;
mod splice;
mod subscriber;
mod undecodable;
mod zenoh_error;

pub use audience::Audience;
pub use error::{BuildError, PublishError, RecvError};
pub use loan::Loan;
#[doc(hidden)]
pub use message_sender::MessageSender;
pub use network_limit::{NetworkLimit, TooLarge};
#[doc(hidden)]
pub use outgoing::Outgoing;
pub use payload::Payload;
pub use publish_thread::PublishThread;
pub use published::{PublishPath, Published};
pub use publisher::{ShmPublisher, ShmPublisherBuilder, reaches_network};
pub use put_in_order::{Outlet, PutInOrder};
pub use put_message::PutMessage;
pub use report::ShmReport;
#[doc(hidden)]
pub use same_type::assert_same_type;
pub use sample::{RawSample, Sample, SampleMut};
pub use shm::{
    AllocPolicy, FallbackReason, PoolStats, RetentionLimits, ShmConfig, ShmError, ShmLimits, ShmMode,
    ShmPlace, ShmPool, ShmProviderBuilder, ShmSettings, ShmStats,
};
pub use shm_writer::{ShmWriter, WrittenMessage};
pub use subscriber::{ShmSubscriber, ShmSubscriberBuilder, ShmSubscriberStats};
pub use undecodable::Undecodable;
#[doc(no_inline)]
pub use zenoh;
pub use zenoh_error::ZenohError;
