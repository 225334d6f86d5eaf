//! A node: a name in the graph, from which publishers, subscribers, servers and clients are created.

use crate::builder::Builder;
use crate::client::ClientBuilder;
use crate::clock::Clock;
use crate::dynamic::{DynamicClientBuilder, DynamicPublisherBuilder, RawMessage};
use crate::endpoint::SharedNode;
use crate::error::BuildError;
use crate::graph::Graph;
use crate::inline_service::serve;
use crate::message_type::MessageType;
use crate::publisher::PublisherBuilder;
use crate::service::ServiceBuilder;
use crate::shared_context::SharedContext;
use crate::simulated_time;
use crate::subscriber::SubscriberBuilder;
use crate::timer::Timer;
use crate::type_description;
use ros_z_core::dynamic::{DynamicMessage, Schema};
use ros_z_core::{RosMessage, RosService, SizeEstimation, TypeHash};
use ros_z_msgs::type_description_interfaces::srv::GetTypeDescription;
use ros_z_protocol::{LivelinessToken, Namespace, NodeName, ParameterValue};
use ros_z_shm::shm::ShmSettings;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// Builds a [`ZNode`].
#[derive(Clone, Debug)]
pub struct ZNodeBuilder {
    context: Arc<SharedContext>,
    name: String,
    namespace: String,
    shm: ShmSettings,
    describes_types: bool,
}

impl ZNodeBuilder {
    ros_z_shm::shm_setters!();

    pub(crate) fn new(context: Arc<SharedContext>, name: String) -> Self {
        Self {
            context,
            name,
            namespace: "/".into(),
            shm: ShmSettings::new(),
            describes_types: true,
        }
    }

    /// Puts the node into a namespace, such as `/robot1`; `/` by default.
    #[must_use]
    pub fn with_namespace(mut self, namespace: impl Into<String>) -> Self {
        self.namespace = namespace.into();
        self
    }

    /// Switches the service `~/get_type_description` off, with which tools ask a node for the definitions of
    /// its types. It is on by default, as in `rclcpp`, and needs no thread: requests are answered on zenoh's
    /// receive thread.
    #[must_use]
    pub fn without_type_description_service(mut self) -> Self {
        self.describes_types = false;
        self
    }

    /// Checks the names and announces the node.
    ///
    /// # Errors
    /// [`BuildError::Name`] for a name that ROS 2 does not allow, [`BuildError::Transport`] if shared memory
    /// is required and not available, or if zenoh refuses. [`BuildError::UseSimTime`] if the arguments set
    /// `use_sim_time` to a value that is neither true nor false.
    pub fn build(self) -> Result<ZNode, BuildError> {
        let name = NodeName::new(&self.name)?;
        let namespace = Namespace::new(&self.namespace)?;
        let path = self.context.remaps.node(&name, &namespace);
        let has_lane = self.context.has_lane && self.shm.has_lane();
        let shm = self.shm.build_below(&self.context.shm)?;
        let zenoh_id = self.context.zenoh_id().ok_or(BuildError::ZeroSessionId)?;
        let token = LivelinessToken::of_node(
            self.context.domain_id,
            zenoh_id,
            self.context.next_entity_id(),
            &path,
        )
        .with_enclave(&self.context.enclave);
        let announced = self.context.announce(&token)?;
        let inner = Arc::new(SharedNode {
            own_servers: Mutex::default(),
            clock: Clock::new(),
            clock_subscription: Mutex::default(),
            types: Arc::default(),
            context: self.context,
            path,
            shm,
            has_lane,
            token,
            _announced: announced,
        });
        if self.describes_types {
            let types = inner.types.clone();
            let answer = move |request| type_description::describe(&types, &request);
            serve::<GetTypeDescription>(&inner, type_description::SERVICE, answer)?;
        }
        simulated_time::apply_arguments(&inner)?;
        Ok(ZNode { inner })
    }
}

impl Builder for ZNodeBuilder {
    type Output = ZNode;
    type Error = BuildError;

    fn build(self) -> Result<ZNode, BuildError> {
        self.build()
    }
}

/// A node of the ROS 2 graph, visible to other nodes until it and all of its endpoints are dropped.
///
/// Clones share the node.
#[derive(Clone, Debug)]
pub struct ZNode {
    inner: Arc<SharedNode>,
}

impl ZNode {
    /// Starts building a publisher of `T` on a topic.
    #[must_use]
    pub fn create_pub<T: RosMessage + SizeEstimation>(
        &self,
        topic: impl Into<String>,
    ) -> PublisherBuilder<T> {
        PublisherBuilder::new(self.inner.clone(), topic.into(), MessageType::of::<T>())
    }

    /// Starts building a subscriber to `T` on a topic.
    #[must_use]
    pub fn create_sub<T: RosMessage>(&self, topic: impl Into<String>) -> SubscriberBuilder<T> {
        SubscriberBuilder::new(self.inner.clone(), topic.into(), MessageType::of::<T>())
    }

    /// Starts building a server of the service `S`.
    #[must_use]
    pub fn create_service<S: RosService>(&self, service: impl Into<String>) -> ServiceBuilder<S> {
        ServiceBuilder::new(self.inner.clone(), service.into())
    }

    /// Starts building a client of the service `S`.
    #[must_use]
    pub fn create_client<S: RosService>(&self, service: impl Into<String>) -> ClientBuilder<S> {
        ClientBuilder::new(self.inner.clone(), service.into())
    }

    /// Starts building a publisher of a type that is known at run time; see [`dynamic`](crate::dynamic).
    #[must_use]
    pub fn create_dynamic_pub(&self, schema: &Schema, topic: impl Into<String>) -> DynamicPublisherBuilder {
        DynamicPublisherBuilder::new(self.inner.clone(), topic.into(), schema.clone())
    }

    /// Starts building a subscriber to a type that is known at run time. Read its samples with
    /// [`DynamicView::new`](ros_z_core::dynamic::DynamicView::new) and the same schema.
    #[must_use]
    pub fn create_dynamic_sub(
        &self,
        schema: &Schema,
        topic: impl Into<String>,
    ) -> SubscriberBuilder<DynamicMessage> {
        SubscriberBuilder::new(self.inner.clone(), topic.into(), MessageType::of_schema(schema))
    }

    /// Starts building a client of a service whose type is known at run time, from the description of the service.
    #[must_use]
    pub fn create_dynamic_client(&self, schema: &Schema, service: impl Into<String>) -> DynamicClientBuilder {
        DynamicClientBuilder::new(self.inner.clone(), service.into(), schema.clone())
    }

    /// Starts building a publisher of messages that are already serialized, of a type that is known only by its name and
    /// hash.
    #[must_use]
    pub fn create_raw_pub(
        &self,
        type_name: &str,
        type_hash: TypeHash,
        topic: impl Into<String>,
    ) -> PublisherBuilder<RawMessage> {
        let message_type = MessageType::named(type_name, type_hash);
        PublisherBuilder::new(self.inner.clone(), topic.into(), message_type)
    }

    /// Starts building a subscriber that does not deserialize its messages, of a type that is known only by its name and
    /// hash.
    #[must_use]
    pub fn create_raw_sub(
        &self,
        type_name: &str,
        type_hash: TypeHash,
        topic: impl Into<String>,
    ) -> SubscriberBuilder<RawMessage> {
        let message_type = MessageType::named(type_name, type_hash);
        SubscriberBuilder::new(self.inner.clone(), topic.into(), message_type)
    }

    /// Returns the node's clock: the system clock, or the simulated time of `/clock`.
    #[must_use]
    pub fn clock(&self) -> Clock {
        self.inner.clock.clone()
    }

    /// Returns a timer on the node's clock, whose first time is one period from now.
    pub fn timer(&self, period: Duration) -> Timer {
        Timer::new(self.clock(), period)
    }

    /// Switches simulated time on or off: the clock then follows `/clock`, or the system clock. The argument
    /// `-p use_sim_time:=true` switches it on from the start.
    ///
    /// # Errors
    /// [`BuildError::Transport`] if zenoh refuses the subscription to `/clock`; then the clock is still the system clock.
    pub fn use_sim_time(&self, on: bool) -> Result<(), BuildError> {
        simulated_time::switch(&self.inner, on)
    }

    /// Returns the graph of the node's domain.
    ///
    /// # Errors
    /// As [`ZContext::graph`](crate::ZContext::graph).
    pub fn graph(&self) -> Result<Graph, BuildError> {
        self.inner.context.graph()
    }

    /// Returns the values that the arguments of the context set for parameters of this node, with `-p` and
    /// `--params-file`. See [`ParameterOverrides::for_node`](ros_z_protocol::ParameterOverrides::for_node) for the order.
    #[must_use]
    pub fn parameter_overrides(&self) -> BTreeMap<String, ParameterValue> {
        self.inner.context.parameters.for_node(&self.inner.path)
    }

    /// Returns the node's name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.inner.path.name().as_str()
    }

    /// Returns the node's namespace: `/`, or for example `/robot1`.
    #[must_use]
    pub fn namespace(&self) -> &str {
        self.inner.path.namespace().as_str()
    }
}
