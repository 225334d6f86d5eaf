//! The part of a node that owns its parameters: the store, the six services and the publisher of events.
//!
//! The names are those of `rclcpp/src/rclcpp/parameter_service_names.hpp`, and the quality of service is
//! `rmw_qos_profile_parameters` (`rmw/qos_profiles.h`), as in `rclcpp::ParameterService`.

use super::answers;
use super::declaration::Declaration;
use super::descriptor::ParameterDescriptor;
use super::error::ParameterError;
use super::event_publisher::EventPublisher;
use super::follower::Follower;
use super::store::{Registered, Store};
use super::table::Assignment;
use crate::endpoint::SharedNode;
use crate::error::BuildError;
use crate::inline_service::serve;
use ros_z_msgs::rcl_interfaces::srv::{
    DescribeParameters, GetParameterTypes, GetParameters, ListParameters, SetParameters,
    SetParametersAtomically,
};
use ros_z_protocol::{ParameterType, ParameterValue, QosProfile};
use ros_z_shm::runtime::blocking;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// The parameter that every node has: whether its clock follows `/clock`.
const USE_SIM_TIME: &str = "use_sim_time";

/// The parameters of a node, and their publisher if they are not switched off.
#[derive(Debug)]
pub(crate) struct NodeParameters {
    events: OnceLock<Arc<EventPublisher>>,
    /// Keeps the clock following `use_sim_time`.
    follower: OnceLock<Arc<Registered>>,
    store: Arc<Store>,
}

/// The settings of a node's builder for its parameters.
#[derive(Clone, Debug, Default)]
pub(crate) struct ParameterSettings {
    pub(crate) overrides: BTreeMap<String, ParameterValue>,
    pub(crate) allows_undeclared: bool,
    /// Without services and events.
    pub(crate) is_private: bool,
}

impl NodeParameters {
    /// Declares the parameters that every node has.
    pub(crate) fn new(node: String, settings: ParameterSettings) -> Result<Self, ParameterError> {
        let store = Store::new(node, settings.overrides, settings.allows_undeclared);
        let use_sim_time = Declaration {
            name: USE_SIM_TIME.into(),
            parameter_type: Some(ParameterType::Bool),
            default: Some(false.into()),
            descriptor: ParameterDescriptor::default(),
        };
        store.change(|table| table.declare(std::slice::from_ref(&use_sim_time), &store.overrides))?;
        Ok(Self {
            events: OnceLock::new(),
            follower: OnceLock::new(),
            store: Arc::new(store),
        })
    }

    /// Returns the store.
    pub(crate) fn store(&self) -> &Arc<Store> {
        &self.store
    }

    /// Returns the initial values by name, also those of parameters that are not declared.
    pub(crate) fn overrides(&self) -> &BTreeMap<String, ParameterValue> {
        &self.store.overrides
    }

    /// Returns the value of `use_sim_time`.
    pub(crate) fn use_sim_time(&self) -> bool {
        let table = self.store.table();
        let declared = table.get(USE_SIM_TIME);
        declared.and_then(|declared| declared.value.as_ref()) == Some(&ParameterValue::Bool(true))
    }

    /// Sets `use_sim_time`, with the event of a change.
    pub(crate) fn set_use_sim_time(&self, on: bool) -> Result<(), ParameterError> {
        let assignment: Assignment = (USE_SIM_TIME.into(), Some(on.into()));
        self.store
            .change(|table| table.set(std::slice::from_ref(&assignment), false))
    }

    /// Calls `follow` now and after each change of `use_sim_time`, on the thread that makes the change.
    pub(crate) fn follow_use_sim_time(
        &self,
        follow: impl Fn() + Send + Sync + 'static,
    ) -> Result<(), ParameterError> {
        let follower = Follower::new(USE_SIM_TIME, follow);
        let registered = Arc::new(Registered(Box::new(follower)));
        self.store
            .change_with(Some(&registered), |table| Ok(table.unchanged()))?;
        // A node follows it once.
        let _ = self.follower.set(registered);
        Ok(())
    }

    /// Serves the parameters of a node, and publishes their events, until the node is dropped.
    pub(crate) fn announce(&self, node: &SharedNode) -> Result<(), BuildError> {
        blocking(|| {
            self.serve(node)?;
            let publisher = Arc::new(EventPublisher::declare(node)?);
            self.store.outbox().publish_to(Arc::downgrade(&publisher));
            // A node announces its parameters once.
            let _ = self.events.set(publisher);
            Ok(())
        })
    }

    fn serve(&self, node: &SharedNode) -> Result<(), BuildError> {
        let qos = QosProfile::PARAMETERS;
        let store = self.store.clone();
        serve::<DescribeParameters>(node, "~/describe_parameters", qos, move |request| {
            answers::describe(&store, &request)
        })?;
        let store = self.store.clone();
        serve::<GetParameterTypes>(node, "~/get_parameter_types", qos, move |request| {
            answers::get_types(&store, &request)
        })?;
        let store = self.store.clone();
        serve::<GetParameters>(node, "~/get_parameters", qos, move |request| {
            answers::get(&store, &request)
        })?;
        let store = self.store.clone();
        serve::<ListParameters>(node, "~/list_parameters", qos, move |request| {
            answers::list(&store, &request)
        })?;
        let store = self.store.clone();
        serve::<SetParameters>(node, "~/set_parameters", qos, move |request| {
            answers::set(&store, request)
        })?;
        let store = self.store.clone();
        serve::<SetParametersAtomically>(node, "~/set_parameters_atomically", qos, move |request| {
            answers::set_atomically(&store, request)
        })
    }
}
