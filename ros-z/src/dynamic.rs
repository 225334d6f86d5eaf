//! Publishers, subscribers and clients of types that are known only at run time, by their description
//! ([`ros_z_core::dynamic`]), or only by their name and hash.
//!
//! # Examples
//! ```no_run
//! use ros_z::core::dynamic::{DynamicMessage, DynamicView, Schema};
//! use ros_z::msgs::std_msgs;
//! use ros_z::prelude::*;
//!
//! # fn main() -> ros_z::Result<()> {
//! let schema = Schema::of::<std_msgs::String>()?; // Or from a description that another node sent.
//! let context = ZContextBuilder::default().build()?;
//! let node = context.create_node("bridge").build()?;
//!
//! let publisher = node.create_dynamic_pub(&schema, "chatter").build()?;
//! let mut message = DynamicMessage::new(&schema);
//! message.set("data", "hello")?;
//! publisher.publish(&message)?;
//!
//! let subscriber = node.create_dynamic_sub(&schema, "chatter").build()?;
//! let sample = subscriber.recv()?;
//! println!("{}", DynamicView::new(&schema, sample.to_contiguous())?); // data: hello
//! # Ok(())
//! # }
//! ```

mod client;
mod publisher;
mod raw;

pub use client::{DynamicCallError, DynamicClient, DynamicClientBuilder, DynamicServiceError};
pub use publisher::{DynamicPublishError, DynamicPublisher, DynamicPublisherBuilder};
pub use raw::{RawMessage, SerializedMessage, SerializedMessageError};
