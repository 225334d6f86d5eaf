//! Simulated time: subscribes the clock of a node to `/clock` while its parameter `use_sim_time` is set.
//!
//! Topic, type and quality of service are those of `rclcpp` (`rclcpp/src/rclcpp/time_source.cpp`, `ClockQoS` of
//! `rclcpp/src/rclcpp/qos.cpp`).

use crate::clock::Clock;
use crate::endpoint::{OwnEndpoint, SharedNode};
use crate::error::BuildError;
use crate::intake::{Entrance, Intake};
use crate::message_type::MessageType;
use crate::parameters::drop_elsewhere;
use crate::sample::Sample;
use crate::transport;
use ros_z_msgs::rosgraph_msgs::Clock as ClockMessage;
use ros_z_protocol::{EndpointKind, QosProfile};
use std::sync::{Arc, PoisonError};

const TOPIC: &str = "/clock";

/// Best effort, keep last 1.
const QOS: QosProfile = QosProfile::SENSOR_DATA.with_keep_last(1);

/// Switches simulated time on if the parameter is set, and follows its changes from now on.
pub(crate) fn follow_parameter(node: &Arc<SharedNode>) -> Result<(), BuildError> {
    apply(node)?;
    let follower = Arc::downgrade(node);
    node.parameters.follow_use_sim_time(move || {
        let Some(node) = follower.upgrade() else {
            return;
        };
        if let Err(error) = apply(&node) {
            tracing::warn!(node = %node.path, "the clock is still the system clock: {error}");
        }
        // Possibly on zenoh's receive thread.
        drop_elsewhere(node);
    })?;
    Ok(())
}

/// Switches simulated time on or off, by the parameter. If that fails, it is off.
pub(crate) fn switch(node: &SharedNode, on: bool) -> Result<(), BuildError> {
    node.parameters.set_use_sim_time(on)?;
    // The change is applied already, unless another thread is about to do so.
    let applied = apply(node);
    if applied.is_err() {
        node.parameters.set_use_sim_time(false)?;
    }
    applied
}

/// Subscribes to the time, or ends the subscription, as the parameter is now.
fn apply(node: &SharedNode) -> Result<(), BuildError> {
    let mut subscription = node
        .clock_subscription
        .lock()
        .unwrap_or_else(PoisonError::into_inner);
    if !node.parameters.use_sim_time() {
        *subscription = None;
    } else if subscription.is_none() {
        *subscription = Some(subscribe(node)?);
    }
    Ok(())
}

fn subscribe(node: &SharedNode) -> Result<OwnEndpoint, BuildError> {
    let endpoint = node.topic_endpoint(
        EndpointKind::Subscription,
        TOPIC,
        &MessageType::of::<ClockMessage>(),
        QOS,
        None,
    )?;
    let intake = Intake::new(endpoint.name.to_string(), None);
    // On before the first message arrives.
    let simulation = Simulation::new(node.clock.clone());
    let clock = node.clock.clone();
    let callback = move |sample: zenoh::sample::Sample| {
        if let Some(attachment) = intake.attachment(&sample)
            && let Some(admitted) = intake.admit(&sample, attachment, Entrance::Only)
            && let Ok(message) = Sample::<ClockMessage>::from(admitted).decode()
        {
            clock.set(message.clock);
        }
    };
    let inlet = transport::declare_inlet(&node.context.session, endpoint.key.to_string(), &QOS, callback)?;
    endpoint.announce_own(node, (inlet, simulation))
}

/// Keeps the time of a clock simulated. After its drop, the clock is the system clock again: without the subscription,
/// simulated time would not move, and sleeps would not end.
struct Simulation(Clock);

impl Simulation {
    fn new(clock: Clock) -> Self {
        clock.simulate(true);
        Self(clock)
    }
}

impl Drop for Simulation {
    fn drop(&mut self) {
        self.0.simulate(false);
    }
}
