//! A node: a name in the graph, from which publishers, subscribers, servers and clients are created.

use crate::builder::Builder;
use crate::client::ClientBuilder;
use crate::clock::Clock;
use crate::dynamic::{DynamicClientBuilder, DynamicPublisherBuilder, RawMessage};
use crate::endpoint::{RosoutSlot, SharedNode};
use crate::error::BuildError;
use crate::graph::Graph;
use crate::inline_service::serve;
use crate::message_type::MessageType;
use crate::parameters::{
    NodeParameters, ParameterError, ParameterMap, ParameterSettings, Parameters, RosParameters,
};
use crate::publisher::PublisherBuilder;
use crate::rosout::RosoutBuilder;
use crate::service::ServiceBuilder;
use crate::shared_context::SharedContext;
use crate::simulated_time;
use crate::subscriber::SubscriberBuilder;
use crate::timer::Timer;
use crate::type_description;
use ros_z_core::dynamic::{DynamicMessage, Schema};
use ros_z_core::{RosMessage, RosService, SizeEstimation, TypeHash};
use ros_z_msgs::type_description_interfaces::srv::GetTypeDescription;
use ros_z_protocol::{LivelinessToken, Namespace, NodeName, ParameterValue, QosProfile};
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
    parameters: ParameterSettings,
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
            parameters: ParameterSettings::default(),
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

    /// Sets the initial value of a parameter, if the program declares it. It takes precedence over the values of
    /// [arguments](crate::ZContextBuilder::with_args).
    #[must_use]
    pub fn with_parameter_override(
        mut self,
        name: impl Into<String>,
        value: impl Into<ParameterValue>,
    ) -> Self {
        self.parameters.overrides.insert(name.into(), value.into());
        self
    }

    /// Lets tools and the program set parameters that are not declared: they are declared with dynamic typing.
    #[must_use]
    pub fn with_undeclared_parameters(mut self) -> Self {
        self.parameters.allows_undeclared = true;
        self
    }

    /// Switches the parameter services and `/parameter_events` of the node off. The program itself can still
    /// declare, read and set parameters. Tools such as `ros2 param list` then wait for the services of this
    /// node until they time out.
    #[must_use]
    pub fn without_parameters(mut self) -> Self {
        self.parameters.is_private = true;
        self
    }

    /// Checks the names and announces the node.
    ///
    /// # Errors
    /// [`BuildError::Name`] for a name that ROS 2 does not allow, [`BuildError::Parameter`] if `use_sim_time` is
    /// overridden with a value that is neither true nor false, [`BuildError::Transport`] if shared memory is
    /// required and not available, or if zenoh refuses.
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
        let is_private = self.parameters.is_private;
        let mut overrides = self.context.parameters.for_node(&path);
        overrides.extend(self.parameters.overrides);
        let settings = ParameterSettings {
            overrides,
            ..self.parameters
        };
        let parameters = NodeParameters::new(path.to_string(), settings)?;
        let announced = self.context.announce(&token)?;
        let inner = Arc::new(SharedNode {
            rosout: RosoutSlot::default(),
            own_servers: Mutex::default(),
            clock: Clock::new(),
            clock_subscription: Mutex::default(),
            parameters,
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
            let qos = QosProfile::SERVICES;
            serve::<GetTypeDescription>(&inner, type_description::SERVICE, qos, answer)?;
        }
        simulated_time::follow_parameter(&inner)?;
        if !is_private {
            inner.parameters.announce(&inner)?;
        }
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

    /// Starts building a layer of `tracing` that publishes the events of the program on `/rosout`, as log messages of
    /// this node. Install it once, for one node of the program, with a filter: without one, zenoh formats the events of
    /// each message that it sends.
    ///
    /// # Examples
    /// ```no_run
    /// # use ros_z::context::ZContextBuilder;
    /// use tracing_subscriber::filter::LevelFilter;
    /// use tracing_subscriber::layer::SubscriberExt;
    ///
    /// let node = ZContextBuilder::from_args()?.build()?.create_node("camera").build()?;
    /// let subscriber = tracing_subscriber::registry().with(LevelFilter::INFO).with(node.rosout().build()?);
    /// tracing::subscriber::set_global_default(subscriber)?;
    /// tracing::info!(fps = 30, "started"); // on `/rosout`: "started fps=30"
    /// # Ok::<(), Box<dyn std::error::Error + Send + Sync>>(())
    /// ```
    pub fn rosout(&self) -> RosoutBuilder {
        RosoutBuilder::new(self.inner.clone())
    }

    /// Switches simulated time on or off: the clock then follows `/clock`, or the system clock. This sets the parameter
    /// `use_sim_time`, which tools can set, too. The argument `-p use_sim_time:=true` switches it on from the start.
    ///
    /// # Errors
    /// [`BuildError::Transport`] if zenoh refuses the subscription to `/clock`; then the clock is still the system clock.
    /// [`BuildError::Parameter`] if a check of parameters calls it: a check cannot set parameters.
    pub fn use_sim_time(&self, on: bool) -> Result<(), BuildError> {
        simulated_time::switch(&self.inner, on)
    }

    /// Declares the parameters of a struct that derives [`RosParameters`](trait@RosParameters), with their default
    /// values or the node's overrides. Tools can then read and set them.
    ///
    /// # Errors
    /// [`ParameterError`] if one is declared already, or an override is not a value of it.
    pub fn parameters<P: RosParameters + Send + Sync>(&self) -> Result<Parameters<P>, ParameterError> {
        self.parameters_checked(|_| Ok(()))
    }

    /// As [`parameters`](Self::parameters), with a check that all values together have to pass, first the initial
    /// ones. If it returns an error, nothing changes, and the tool that sets the parameters gets the text.
    ///
    /// The check runs on zenoh's receive thread, or on the thread that sets a parameter, without a lock and
    /// possibly on several threads. It must be short, and cannot set parameters. A panic of it refuses the values.
    ///
    /// # Errors
    /// As [`parameters`](Self::parameters), and [`ParameterError::Refused`] with the text of the check.
    pub fn parameters_checked<P: RosParameters + Send + Sync>(
        &self,
        check: impl Fn(&P) -> Result<(), String> + Send + Sync + 'static,
    ) -> Result<Parameters<P>, ParameterError> {
        Parameters::declare(self.inner.clone(), Box::new(check))
    }

    /// Returns all parameters of the node by name.
    #[must_use]
    pub fn parameter_map(&self) -> ParameterMap {
        ParameterMap::new(self.inner.clone())
    }

    /// Returns the graph of the node's domain.
    ///
    /// # Errors
    /// As [`ZContext::graph`](crate::ZContext::graph).
    pub fn graph(&self) -> Result<Graph, BuildError> {
        self.inner.context.graph()
    }

    /// Returns the initial values that are set for parameters of this node, whether it declares them or not: the value of
    /// [`with_parameter_override`](ZNodeBuilder::with_parameter_override), or else of the arguments `-p` and
    /// `--params-file`. See [`ParameterOverrides::for_node`](ros_z_protocol::ParameterOverrides::for_node) for the order
    /// of arguments.
    #[must_use]
    pub fn parameter_overrides(&self) -> BTreeMap<String, ParameterValue> {
        self.inner.parameters.overrides().clone()
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
