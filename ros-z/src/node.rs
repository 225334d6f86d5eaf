//! A node: a name in the graph, from which publishers, subscribers, servers and clients are created.

use crate::builder::Builder;
use crate::client::ClientBuilder;
use crate::endpoint::SharedNode;
use crate::error::BuildError;
use crate::graph::Graph;
use crate::parameters::{
    NodeParameters, ParameterError, ParameterMap, ParameterSettings, ParameterValue, Parameters,
    RosParameters,
};
use crate::publisher::PublisherBuilder;
use crate::service::ServiceBuilder;
use crate::shared_context::SharedContext;
use crate::subscriber::SubscriberBuilder;
use ros_z_core::{RosMessage, RosService, SizeEstimation};
use ros_z_protocol::{LivelinessToken, Namespace, NodeName};
use ros_z_shm::shm::ShmSettings;
use std::sync::{Arc, Mutex};

/// Builds a [`ZNode`].
#[derive(Clone, Debug)]
pub struct ZNodeBuilder {
    context: Arc<SharedContext>,
    name: String,
    namespace: String,
    shm: ShmSettings,
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
            parameters: ParameterSettings::default(),
        }
    }

    /// Puts the node into a namespace, such as `/robot1`; `/` by default.
    #[must_use]
    pub fn with_namespace(mut self, namespace: impl Into<String>) -> Self {
        self.namespace = namespace.into();
        self
    }

    /// Sets the initial value of a parameter, if the program declares it.
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
    /// [`BuildError::Name`] for a name that ROS 2 does not allow, [`BuildError::Parameter`] for an override of
    /// `use_sim_time` that is not a `bool`, [`BuildError::Transport`] if shared memory is required and not
    /// available, or if zenoh refuses.
    pub fn build(self) -> Result<ZNode, BuildError> {
        let name = NodeName::new(&self.name)?;
        let namespace = Namespace::new(&self.namespace)?;
        let path = self.context.remaps.node(&name, &namespace);
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
        let parameters = NodeParameters::new(path.to_string(), self.parameters)?;
        let announced = self.context.announce(&token)?;
        let inner = Arc::new(SharedNode {
            own_servers: Mutex::default(),
            parameters,
            context: self.context,
            path,
            shm,
            token,
            _announced: announced,
        });
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
        PublisherBuilder::new(self.inner.clone(), topic.into())
    }

    /// Starts building a subscriber to `T` on a topic.
    #[must_use]
    pub fn create_sub<T: RosMessage>(&self, topic: impl Into<String>) -> SubscriberBuilder<T> {
        SubscriberBuilder::new(self.inner.clone(), topic.into())
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
