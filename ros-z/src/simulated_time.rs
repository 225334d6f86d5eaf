//! Simulated time: subscribes the clock of a node to `/clock`.
//!
//! Topic, type and quality of service are those of `rclcpp` (`rclcpp/src/rclcpp/time_source.cpp`, `ClockQoS` of
//! `rclcpp/src/rclcpp/qos.cpp`).

use crate::clock::Clock;
use crate::endpoint::{OwnEndpoint, SharedNode};
use crate::error::BuildError;
use crate::intake::{Entrance, Intake};
use crate::message_type::MessageType;
use crate::sample::Sample;
use crate::transport;
use ros_z_msgs::rosgraph_msgs::Clock as ClockMessage;
use ros_z_protocol::{EndpointKind, ParameterValue, QosProfile};
use std::sync::PoisonError;

const TOPIC: &str = "/clock";

/// The parameter that switches simulated time on.
const PARAMETER: &str = "use_sim_time";

/// Best effort, keep last 1.
const QOS: QosProfile = QosProfile::SENSOR_DATA.with_keep_last(1);

/// Switches simulated time on if the arguments of the context do.
pub(crate) fn apply_arguments(node: &SharedNode) -> Result<(), BuildError> {
    match node.context.parameters.for_node(&node.path).remove(PARAMETER) {
        None | Some(ParameterValue::Bool(false)) => Ok(()),
        Some(ParameterValue::Bool(true)) => switch(node, true),
        Some(value) => Err(BuildError::UseSimTime { value }),
    }
}

/// Switches simulated time on or off.
pub(crate) fn switch(node: &SharedNode, on: bool) -> Result<(), BuildError> {
    let mut subscription = node
        .clock_subscription
        .lock()
        .unwrap_or_else(PoisonError::into_inner);
    if !on {
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
