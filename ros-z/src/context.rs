//! The context: one zenoh session, its ROS domain, and the settings that its nodes inherit.

use crate::builder::Builder;
use crate::error::BuildError;
use crate::graph::Graph;
use crate::node::ZNodeBuilder;
use crate::session::{self, SessionSettings};
use crate::shared_context::SharedContext;
use ros_z_protocol::{Arguments, ArgumentsError, LogLevels, Namespace, RemapRule, RemapRules};
use ros_z_shm::runtime::{Held, blocking};
use ros_z_shm::shm::{ShmMode, ShmSettings, ShmStats};
use ros_z_shm::{Audience, ShmReport};
use std::sync::atomic::{AtomicBool, AtomicU64};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use zenoh::{Config, Session, Wait};

/// Builds a [`ZContext`].
///
/// Like `rmw_zenoh`, it reads the environment variables `ROS_DOMAIN_ID`, `ZENOH_SESSION_CONFIG_URI` and
/// `ZENOH_CONFIG_OVERRIDE`. The builder's own settings override them.
///
/// # Examples
/// ```no_run
/// use ros_z::context::ZContextBuilder;
///
/// let context = ZContextBuilder::default().with_shm_pool_size(64 << 20)?.build()?;
/// let node = context.create_node("camera").build()?;
/// # Ok::<(), Box<dyn std::error::Error + Send + Sync>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct ZContextBuilder {
    session: SessionSettings,
    opened: Option<Session>,
    domain_id: Option<usize>,
    without_type_hashes: bool,
    enclave: Option<String>,
    remaps: Vec<String>,
    arguments: Arguments,
    shm: ShmSettings,
}

impl ZContextBuilder {
    ros_z_shm::shm_setters!();

    /// Creates a builder with the arguments of the process, without the name of the program: see
    /// [`with_args`](Self::with_args).
    ///
    /// # Errors
    /// As [`with_args`](Self::with_args); [`ArgumentsError::NotUnicode`] for an argument that is not UTF-8.
    pub fn from_args() -> Result<Self, BuildError> {
        let not_unicode = |argument: std::ffi::OsString| ArgumentsError::NotUnicode {
            argument: argument.to_string_lossy().into(),
        };
        let args: Result<Vec<_>, _> = std::env::args_os().skip(1).map(|arg| arg.into_string()).collect();
        Self::default().with_args(args.map_err(not_unicode)?)
    }

    /// Reads arguments, without the name of the program, as `rcl` does: those between `--ros-args` and `--` set
    /// remap rules, parameters, log levels and the enclave for all nodes of the context. They replace
    /// the arguments of an earlier call.
    ///
    /// The rules of [`with_remap`](Self::with_remap) apply after those of the arguments, and
    /// [`with_enclave`](Self::with_enclave) replaces the enclave. [Remaining](Self::remaining_args) arguments are
    /// the program's.
    ///
    /// # Examples
    /// ```
    /// use ros_z::context::ZContextBuilder;
    ///
    /// let builder = ZContextBuilder::default().with_args(["map.png", "--ros-args", "-r", "__ns:=/robot1"])?;
    /// assert_eq!(builder.remaining_args(), ["map.png"]);
    /// # Ok::<(), ros_z::BuildError>(())
    /// ```
    ///
    /// # Errors
    /// [`BuildError::Arguments`] for the first ROS argument that is unknown or malformed, or if a parameter file
    /// cannot be read.
    pub fn with_args<A: Into<String>>(
        mut self,
        args: impl IntoIterator<Item = A>,
    ) -> Result<Self, BuildError> {
        self.arguments = Arguments::parse(args, |path| std::fs::read_to_string(path))?;
        Ok(self)
    }

    /// Returns the arguments that are not ROS arguments, in their order.
    #[must_use]
    pub fn remaining_args(&self) -> &[String] {
        &self.arguments.remaining
    }

    /// Returns the log levels that the arguments set. The program applies them to its own logger: as text, they
    /// are a filter for `tracing_subscriber`.
    #[must_use]
    pub fn log_levels(&self) -> &LogLevels {
        &self.arguments.log_levels
    }

    /// Sets the ROS domain; by default, the value of `ROS_DOMAIN_ID`, or 0 if that is not set.
    #[must_use]
    pub fn with_domain_id(mut self, domain_id: usize) -> Self {
        self.domain_id = Some(domain_id);
        self
    }

    /// Communicates with nodes of ROS 2 Humble, whose types have no hash, instead of nodes of later distributions.
    ///
    /// The endpoints of this context announce and match types by name only, so two definitions of a type with one name
    /// are not distinguished: a message of the other definition is then decoded wrongly, or not at all. They do not
    /// communicate with endpoints that have hashes, also of this library. A process that has to reach both creates two
    /// contexts.
    #[must_use]
    pub fn without_type_hashes(mut self) -> Self {
        self.without_type_hashes = true;
        self
    }

    /// Opens the session with this zenoh configuration instead of the default one.
    #[must_use]
    pub fn with_zenoh_config(mut self, config: Config) -> Self {
        self.session.config = Some(config);
        self
    }

    /// Uses an open session, with its configuration as it is.
    #[must_use]
    pub fn with_session(mut self, session: Session) -> Self {
        self.opened = Some(session);
        self
    }

    /// Connects to the router at this endpoint, such as `tcp/192.168.0.1:7447`, instead of
    /// `tcp/localhost:7447`.
    #[must_use]
    pub fn with_router_endpoint(self, endpoint: impl Into<String>) -> Self {
        self.with_connect_endpoints([endpoint])
    }

    /// Connects to these endpoints instead of the router at `tcp/localhost:7447`.
    #[must_use]
    pub fn with_connect_endpoints(mut self, endpoints: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.session.connect = Some(endpoints.into_iter().map(Into::into).collect());
        self
    }

    /// Listens at these endpoints instead of a free port of the loopback interface.
    #[must_use]
    pub fn with_listen_endpoints(mut self, endpoints: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.session.listen = Some(endpoints.into_iter().map(Into::into).collect());
        self
    }

    /// Sets whether the session finds peers by multicast; on by default, on the loopback interface only.
    #[must_use]
    pub fn with_multicast_scouting(mut self, enabled: bool) -> Self {
        self.session.multicast = Some(enabled);
        self
    }

    /// Sets how long opening the session waits for peers; 500 ms by default. A program that waits for its endpoints
    /// itself, for example with [`Graph::wait_until`], starts faster with a shorter time.
    #[must_use]
    pub fn with_scouting_delay(mut self, delay: Duration) -> Self {
        self.session.scouting_delay = Some(delay);
        self
    }

    /// Puts the nodes into a security enclave; `/` by default.
    #[must_use]
    pub fn with_enclave(mut self, enclave: impl Into<String>) -> Self {
        self.enclave = Some(enclave.into());
        self
    }

    /// Adds a remap rule, such as `image:=/left/image` or `__ns:=/robot1`. The first rule that matches a name
    /// applies; rules of [arguments](Self::with_args) are before these.
    #[must_use]
    pub fn with_remap(mut self, rule: impl Into<String>) -> Self {
        self.remaps.push(rule.into());
        self
    }

    /// Opens the session and creates the pool. Blocks until the session is open. Works in any async runtime:
    /// inside tokio's, a separate thread does the work.
    ///
    /// # Errors
    /// [`BuildError`] for an invalid setting, if zenoh cannot open a session, or if the pool cannot be
    /// created and is [required](Self::with_shm_required).
    pub fn build(self) -> Result<ZContext, BuildError> {
        let environment = |name: &str| std::env::var(name).ok();
        let domain_id = match self.domain_id {
            Some(domain_id) => domain_id,
            None => ros_z_protocol::domain_id_from(environment)?,
        };
        let enclave = match (&self.enclave, self.arguments.enclave) {
            (Some(enclave), _) => Namespace::new(enclave)?,
            (None, Some(enclave)) => enclave,
            (None, None) => Namespace::root(),
        };
        let mut remaps: RemapRules = self.arguments.remaps;
        for rule in &self.remaps {
            remaps.push(rule.parse::<RemapRule>()?);
        }
        let has_lane = self.shm.has_lane();
        let shm = self.shm.build()?;
        let is_own = self.opened.is_none();
        let session = match self.opened {
            Some(session) => {
                ros_z_shm::session::warn_of_low_limit(&session);
                session
            }
            None => {
                let was_warning = matches!(&shm, ShmMode::On(config) if config.pool().error().is_some());
                ros_z_shm::session::open(session::session_config(&self.session, environment)?, was_warning)?
            }
        };
        let session = Held::new(session);
        Ok(ZContext {
            inner: Arc::new(SharedContext {
                graph: Mutex::default(),
                _answering: Held::new(ros_z_shm::session::answer(&session)?),
                audience: Audience::of_session(&session)?,
                session,
                domain_id,
                has_type_hashes: !self.without_type_hashes,
                enclave,
                remaps,
                parameters: self.arguments.parameters,
                has_rosout: self.arguments.log_outputs.rosout != Some(false),
                shm,
                has_lane,
                entities: AtomicU64::new(0),
                is_own,
                receives: AtomicBool::new(false),
                stats: Arc::default(),
            }),
        })
    }
}

impl Builder for ZContextBuilder {
    type Output = ZContext;
    type Error = BuildError;

    fn build(self) -> Result<ZContext, BuildError> {
        self.build()
    }
}

/// A participant of a ROS 2 graph: one zenoh session in one domain, from which nodes are created.
///
/// Clones share the context. The session closes when the context and everything created from it are dropped.
#[derive(Clone, Debug)]
pub struct ZContext {
    inner: Arc<SharedContext>,
}

impl ZContext {
    /// Starts building a node of this name.
    #[must_use]
    pub fn create_node(&self, name: impl Into<String>) -> ZNodeBuilder {
        ZNodeBuilder::new(self.inner.clone(), name.into())
    }

    /// Returns the size in bytes from which messages use shared memory, unless a node or endpoint sets
    /// another.
    #[must_use]
    pub fn shm_threshold(&self) -> usize {
        match &self.inner.shm {
            ShmMode::On(config) => config.threshold(),
            _ => ros_z_shm::shm::DEFAULT_THRESHOLD,
        }
    }

    /// Returns the counts of all messages published in this context, and the state of its pool.
    #[must_use]
    pub fn shm_stats(&self) -> ShmStats {
        let pool = match &self.inner.shm {
            ShmMode::On(config) => Some(config.pool()),
            _ => None,
        };
        self.inner
            .stats
            .snapshot(pool.map(ros_z_shm::ShmPool::stats).unwrap_or_default())
    }

    /// Returns a report on shared memory: in this process, and with every connected peer.
    #[must_use]
    pub fn shm_report(&self) -> ShmReport {
        let config = match &self.inner.shm {
            ShmMode::On(config) => Some(config),
            _ => None,
        };
        let stats = self.shm_stats();
        blocking(|| ShmReport::of_session(&self.inner.session, config, stats))
    }

    /// Returns the graph of the domain: nodes, topics, services and their endpoints, including those of this
    /// process.
    ///
    /// The first call waits up to two seconds for the answers of the peers.
    ///
    /// # Errors
    /// [`BuildError::Transport`] if zenoh refuses, at the first call only.
    pub fn graph(&self) -> Result<Graph, BuildError> {
        self.inner.graph()
    }

    /// Returns the ROS domain.
    #[must_use]
    pub fn domain_id(&self) -> usize {
        self.inner.domain_id
    }

    /// Returns the endpoints at which the session listens, such as `tcp/127.0.0.1:34567`.
    #[must_use]
    pub fn endpoints(&self) -> Vec<String> {
        let locators = blocking(|| self.inner.session.info().locators().wait());
        locators.iter().map(ToString::to_string).collect()
    }

    /// Returns the zenoh session.
    ///
    /// The program may declare subscribers on it, which have no local lanes. So from the first call on, publishers
    /// of other processes also send their messages to this process through zenoh.
    #[must_use]
    pub fn session(&self) -> &Session {
        self.inner.audience.share_session();
        &self.inner.session
    }
}
