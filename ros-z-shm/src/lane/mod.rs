//! The local lane: a ring in shared memory with samples from one publisher to one subscriber of this library, on one
//! machine and of one user. A futex wakes the subscriber. zenoh is still responsible for discovery, for quality of
//! service, and for remote peers and peers without this library.
//!
//! `layout` has the words of a ring, `ring_writer` and `ring_reader` have its protocol, and `bell` has the futex. `writer` and `lanes`
//! are the publisher's side, `reader` and `target` the subscriber's. `hub` finds the other side through zenoh, with the
//! messages in `messages`. `source` has the identity of samples on bare sessions.
//!
//! # Order
//! After the start of the lane, every sample of the publisher has an entry in the ring: its bytes, or the mark that it goes
//! through zenoh, for example because it is large and not in a pool. The entry is written before zenoh gets the sample. So
//! when a sample arrives through zenoh, the ring shows whether the lane has it too, and where its place is.
//!
//! A lane starts with the number of a sample. The publisher sends a query after the samples before this number; when the
//! query has arrived, these samples have arrived, too. A lane also ends with a number: the samples from this number on
//! are delivered after the last sample of the lane.

#[cfg(test)]
mod attack;
mod bell;
mod hub;
mod lanes;
#[cfg(all(test, target_os = "linux"))]
mod lanes_tests;
mod layout;
mod messages;
#[cfg(test)]
mod model;
mod past;
mod reader;
#[cfg(all(test, target_os = "linux"))]
mod reader_tests;
mod ring_reader;
#[cfg(test)]
mod ring_tests;
mod ring_writer;
mod sample;
mod source;
mod system;
mod target;
#[cfg(all(test, target_os = "linux"))]
mod target_tests;
mod writer;

pub(crate) use bell::{Bell, Waiter, most_bells};
pub(crate) use hub::Hub;
pub use hub::{LaneSubscription, ask};
pub use lanes::LaneIdentity;
pub(crate) use lanes::{InLanes, Lanes, patience};
#[cfg(all(test, target_os = "linux"))]
pub(crate) use lanes_tests::lanes_to_start;
pub(crate) use messages::{fence_selector, offer_key, token_pattern};
pub(crate) use past::PastLanes;
pub use reader::{LaneEvent, LaneIntake};
pub(crate) use reader::{LaneReader, Next, Routed};
pub use sample::LaneSample;
pub(crate) use sample::to_zenoh;
pub use source::SampleNumber;
pub(crate) use source::{identify, lane_key, publisher_id, source_info};
pub use target::LaneTarget;
pub(crate) use target::QueueTarget;
#[cfg(all(test, target_os = "linux"))]
pub(crate) use target_tests::{Numbers, OfferedLane};

/// Returns a number that no other process can guess.
fn nonce(salt: u64) -> u64 {
    use std::hash::{BuildHasher, RandomState};
    RandomState::new().hash_one(salt) | 1
}
