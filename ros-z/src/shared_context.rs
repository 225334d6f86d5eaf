//! The state that a context shares with its nodes and their endpoints: the session, the domain, and the
//! inherited settings.

use crate::error::BuildError;
use crate::graph::Graph;
use ros_z_protocol::{LivelinessToken, Namespace, ParameterOverrides, RemapRules, ZenohId};
use ros_z_shm::Audience;
use ros_z_shm::runtime::{Held, blocking};
use ros_z_shm::shm::{ShmMode, StatsCounters};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use zenoh::liveliness::LivelinessToken as ZenohToken;
use zenoh::query::Queryable;
use zenoh::{Session, Wait};

/// The state that a context shares with its nodes and their endpoints.
#[derive(Debug)]
pub(crate) struct SharedContext {
    /// Created for the first endpoint or by the first call of `graph`; undeclared before the session closes.
    pub(crate) graph: Mutex<Option<Graph>>,
    /// Answers contexts that close their session.
    pub(crate) _answering: Held<Queryable<()>>,
    /// The receivers of the session. It sends and answers questions until it is dropped.
    pub(crate) audience: Audience,
    pub(crate) session: Held<Session>,
    pub(crate) domain_id: usize,
    /// Whether keys and tokens contain the hashes of types.
    pub(crate) has_type_hashes: bool,
    pub(crate) enclave: Namespace,
    pub(crate) remaps: RemapRules,
    /// The parameters that arguments set.
    pub(crate) parameters: ParameterOverrides,
    /// Whether nodes may publish `/rosout`; arguments can switch it off.
    pub(crate) has_rosout: bool,
    pub(crate) shm: ShmMode,
    /// Whether local lanes may be used.
    pub(crate) has_lane: bool,
    pub(crate) entities: AtomicU64,
    /// Whether the session closes with the context.
    pub(crate) is_own: bool,
    /// Whether there ever was a subscription, server or client of the program.
    pub(crate) receives: AtomicBool,
    pub(crate) stats: Arc<StatsCounters>,
}

impl SharedContext {
    /// Returns an id for a node or endpoint, unique in the session.
    pub(crate) fn next_entity_id(&self) -> u64 {
        self.entities.fetch_add(1, Ordering::Relaxed)
    }

    /// Returns the graph. The first call waits for the tokens of the peers.
    pub(crate) fn graph(&self) -> Result<Graph, BuildError> {
        let graph = self.watch()?;
        graph.look(&self.session, self.domain_id)?;
        Ok(graph)
    }

    /// Returns the graph, and starts to watch it at the first call. It may not be complete yet.
    pub(crate) fn watch(&self) -> Result<Graph, BuildError> {
        let mut graph = self.graph.lock().unwrap_or_else(PoisonError::into_inner);
        match &*graph {
            Some(graph) => Ok(graph.clone()),
            None => Ok(graph.insert(Graph::watch(&self.session, self.domain_id)?).clone()),
        }
    }

    /// Returns the session's id, as tokens contain it.
    pub(crate) fn zenoh_id(&self) -> Option<ZenohId> {
        ZenohId::from_le_bytes(self.session.zid().to_le_bytes())
    }

    /// Announces a node or endpoint until the returned token is dropped.
    pub(crate) fn announce(&self, token: &LivelinessToken) -> Result<Held<ZenohToken>, BuildError> {
        let liveliness = self.session.liveliness();
        let builder = liveliness.declare_token(token.to_string());
        blocking(|| builder.wait())
            .map(Held::new)
            .map_err(BuildError::zenoh("declare a liveliness token"))
    }
}

impl Drop for SharedContext {
    fn drop(&mut self) {
        let mut graph = self.graph.lock().unwrap_or_else(PoisonError::into_inner);
        *graph = None;
        if self.is_own && *self.receives.get_mut() {
            ros_z_shm::session::drain(&self.session);
        }
    }
}
