//! The graph of a domain, from its liveliness tokens, kept up to date from the first endpoint or query on.
//! `graph/tokens.rs` sums up the tokens, `graph/info.rs` has the results. `graph/own_endpoints.rs` compares the
//! endpoints of the program with those of the graph.

mod difference;
mod incompatible;
mod info;
mod own_endpoints;
mod reporter;
mod tokens;

pub(crate) use incompatible::OnIncompatible;
pub use incompatible::{Incompatibility, IncompatibleEndpoint};
pub use info::{EndpointInfo, NodeInfo, ServiceInfo, TopicInfo};
pub(crate) use own_endpoints::{OwnEndpointInfo, Watching};

use crate::error::BuildError;
use incompatible::counterpart;
use own_endpoints::{OwnEndpoints, Watcher};
use reporter::{Report, Reporter};
use ros_z_protocol::{EndpointKind, liveliness_key};
use ros_z_shm::runtime::{Held, blocking};
use std::fmt;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokens::Tokens;
use zenoh::pubsub::Subscriber;
use zenoh::sample::{Sample, SampleKind};
use zenoh::{Session, Wait};

/// The longest wait of the first query. Slower peers appear when they answer.
const FIRST_LOOK: Duration = Duration::from_secs(2);

/// The nodes of a domain, their topics and services: those of this process and of all others.
///
/// [`ZContext::graph`](crate::ZContext::graph) and [`ZNode::graph`](crate::ZNode::graph) return it. Clones
/// share it. It is updated in the background, and answers every query from memory.
///
/// Node, topic and type names come from peers and may break the rules of ROS names. Lists are sorted.
///
/// # Examples
/// ```no_run
/// # use ros_z::context::ZContextBuilder;
/// let context = ZContextBuilder::default().build()?;
/// let graph = context.graph()?;
/// for topic in graph.topics() {
///     println!("{}: {} publishers, {} subscriptions", topic.name, topic.publishers, topic.subscriptions);
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Graph {
    watched: Arc<Watched>,
    /// Undeclared when the last clone is dropped.
    _watcher: Arc<Held<Subscriber<()>>>,
}

/// The state that the watcher writes and the graph's methods read.
#[derive(Default)]
struct Watched {
    tokens: Mutex<Tokens>,
    changed: Condvar,
    /// Whether the peers were asked for their tokens and waited for.
    looked: Mutex<bool>,
    own: Arc<OwnEndpoints>,
    reporter: Arc<Reporter>,
}

impl Graph {
    /// Watches the tokens of a domain. The first tokens of peers may arrive later: see [`look`](Self::look).
    pub(crate) fn watch(session: &Session, domain_id: usize) -> Result<Self, BuildError> {
        let watched = Arc::new(Watched::default());
        let written = watched.clone();
        let liveliness = session.liveliness();
        let builder = liveliness
            .declare_subscriber(liveliness_key(domain_id))
            .history(true)
            .callback(move |sample| written.take(&sample));
        let watcher = blocking(|| builder.wait()).map_err(BuildError::zenoh("watch the graph"))?;
        Ok(Self {
            watched,
            _watcher: Arc::new(Held::new(watcher)),
        })
    }

    /// Waits until the tokens that peers had at the first call have arrived.
    pub(crate) fn look(&self, session: &Session, domain_id: usize) -> Result<(), BuildError> {
        let mut looked = self.watched.looked.lock().unwrap_or_else(PoisonError::into_inner);
        if *looked {
            return Ok(());
        }
        // Answers arrive in the order of the queries: when this query is done, the watcher's answers have
        // arrived.
        let (sender, receiver) = flume::bounded::<()>(0);
        let liveliness = session.liveliness();
        let question = liveliness
            .get(liveliness_key(domain_id))
            .timeout(FIRST_LOOK)
            .callback(move |_| {
                // Dropped after the last answer.
                let _ = &sender;
            });
        blocking(|| question.wait()).map_err(BuildError::zenoh("look at the graph"))?;
        let _ = receiver.recv_timeout(FIRST_LOOK);
        *looked = true;
        Ok(())
    }

    /// Compares an endpoint of this program with those of the graph until the result is dropped.
    pub(crate) fn watch_endpoint(&self, own: OwnEndpointInfo) -> Watching {
        let watcher = self.watched.own.add(own);
        let watching = Watching {
            watcher: watcher.clone(),
            own: self.watched.own.clone(),
        };
        // Tokens that arrive from now on are compared by `take`.
        let others = self
            .tokens()
            .endpoints(counterpart(watcher.own.kind), &watcher.own.name);
        self.watched.compare(&[watcher], &others);
        watching
    }

    /// Returns the nodes. If two nodes have the same name, both are in the list.
    #[must_use]
    pub fn nodes(&self) -> Vec<NodeInfo> {
        self.tokens().nodes()
    }

    /// Returns the topics that have a publisher or a subscription.
    #[must_use]
    pub fn topics(&self) -> Vec<TopicInfo> {
        self.tokens().topics()
    }

    /// Returns the services that have a server or a client.
    #[must_use]
    pub fn services(&self) -> Vec<ServiceInfo> {
        self.tokens().services()
    }

    /// Returns the publishers of a topic, by its fully qualified name.
    #[must_use]
    pub fn publishers(&self, topic: &str) -> Vec<EndpointInfo> {
        self.tokens().endpoints(EndpointKind::Publisher, topic)
    }

    /// Returns the subscriptions to a topic, by its fully qualified name.
    #[must_use]
    pub fn subscriptions(&self, topic: &str) -> Vec<EndpointInfo> {
        self.tokens().endpoints(EndpointKind::Subscription, topic)
    }

    /// Returns the servers of a service, by its fully qualified name.
    #[must_use]
    pub fn servers(&self, service: &str) -> Vec<EndpointInfo> {
        self.tokens().endpoints(EndpointKind::Service, service)
    }

    /// Returns the clients of a service, by its fully qualified name.
    #[must_use]
    pub fn clients(&self, service: &str) -> Vec<EndpointInfo> {
        self.tokens().endpoints(EndpointKind::Client, service)
    }

    /// Returns the number of tokens that could not be parsed and were ignored. The first one was logged.
    #[must_use]
    pub fn malformed_tokens(&self) -> u64 {
        self.tokens().malformed()
    }

    /// Waits until `condition` is true, and returns whether it is. Checks it again at every change of the
    /// graph.
    #[must_use]
    pub fn wait_until(&self, timeout: Duration, mut condition: impl FnMut(&Self) -> bool) -> bool {
        let start = Instant::now();
        loop {
            let seen = self.tokens().revision();
            if condition(self) {
                return true;
            }
            let Some(left) = timeout.checked_sub(start.elapsed()) else {
                return false;
            };
            // Returns at once if the graph changed while the condition was checked.
            let waited = self
                .watched
                .changed
                .wait_timeout_while(self.tokens(), left, |tokens| tokens.revision() == seen);
            drop(waited);
        }
    }

    /// Returns the number of endpoints of this kind on the data key `key`.
    pub(crate) fn count(&self, kind: EndpointKind, key: &str) -> usize {
        self.tokens().count(kind, key)
    }

    fn tokens(&self) -> MutexGuard<'_, Tokens> {
        self.watched.tokens.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Watched {
    /// Adds or removes a token.
    fn take(&self, sample: &Sample) {
        let mut tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        let text = sample.key_expr().as_str();
        let mut found = None;
        match sample.kind() {
            SampleKind::Put => {
                tokens.insert(text);
                found = tokens.endpoint(text).and_then(|(endpoint, info)| {
                    let watchers = self.own.watchers(endpoint.kind(), endpoint.topic());
                    (!watchers.is_empty()).then(|| (watchers, info()))
                });
            }
            SampleKind::Delete => tokens.remove(text),
        }
        drop(tokens);
        self.changed.notify_all();
        if let Some((watchers, info)) = found {
            self.compare(&watchers, &[info]);
        }
    }

    /// Compares endpoints of this program with others, and reports those that do not fit together.
    fn compare(&self, watchers: &[Arc<Watcher>], others: &[EndpointInfo]) {
        let mut reports = Vec::new();
        for watcher in watchers {
            for found in others.iter().filter_map(|other| watcher.compare(other)) {
                let own = &watcher.own;
                // If both endpoints are of this program, each is compared with the other.
                let is_second = matches!(own.kind, EndpointKind::Subscription | EndpointKind::Client);
                let mut mutual = self.own.watchers(own.kind, &own.name).into_iter();
                let is_logged = !is_second || !mutual.any(|other| other.own.gid == found.endpoint.gid);
                reports.push(Report {
                    watcher: watcher.clone(),
                    found,
                    is_logged,
                });
            }
        }
        self.reporter.report(reports);
    }
}

impl fmt::Debug for Graph {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Graph")
            .field("revision", &self.tokens().revision())
            .finish_non_exhaustive()
    }
}
