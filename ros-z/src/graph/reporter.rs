//! Logs incompatible endpoints and calls the program's callbacks, on a thread that exists only while there is
//! something to report: zenoh's threads do not wait for the description of the other type.

use super::incompatible::{Incompatibility, IncompatibleEndpoint};
use super::info::{EndpointInfo, NodeInfo};
use super::own_endpoints::Watcher;
use crate::stamp;
use ros_z_core::dynamic::{Description, Schema};
use ros_z_core::{RosService, TypeHash, from_slice, to_vec};
use ros_z_msgs::catalogue;
use ros_z_msgs::type_description_interfaces::srv::{
    GetTypeDescription, GetTypeDescriptionRequest, GetTypeDescriptionResponse,
};
use ros_z_protocol::{Attachment, DataKey, TopicName};
use ros_z_shm::runtime::blocking;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;
use zenoh::Wait;
use zenoh::bytes::ZBytes;
use zenoh::query::{ConsolidationMode, QueryTarget};

/// The longest wait for the answer of a node.
const PATIENCE: Duration = Duration::from_secs(2);

/// How often a node without the service is asked, because its service can appear after its endpoints, and the pause
/// between two attempts.
const ATTEMPTS: u32 = 5;
const PAUSE: Duration = Duration::from_millis(100);

/// The most reports that wait. A peer that announces many incompatible endpoints cannot fill the memory.
const WAITING: usize = 256;

/// An incompatible endpoint to report.
pub(super) struct Report {
    pub(super) watcher: Arc<Watcher>,
    pub(super) found: IncompatibleEndpoint,
    /// Whether a warning is logged; not if the other endpoint is of this program and reports the same pair.
    pub(super) is_logged: bool,
}

/// The reports that wait.
#[derive(Default)]
pub(super) struct Reporter(Mutex<State>);

#[derive(Default)]
struct State {
    queue: VecDeque<Report>,
    is_running: bool,
    /// Reports that found the queue full.
    dropped: u64,
}

impl Reporter {
    /// Reports on a separate thread, and returns at once.
    pub(super) fn report(self: &Arc<Self>, reports: Vec<Report>) {
        if reports.is_empty() {
            return;
        }
        let mut state = self.lock();
        for report in reports {
            if state.queue.len() < WAITING {
                state.queue.push_back(report);
            } else {
                state.dropped += 1;
            }
        }
        if std::mem::replace(&mut state.is_running, true) {
            return;
        }
        drop(state);
        let reporter = self.clone();
        let thread = thread::Builder::new().name("ros-z-report".into());
        if let Err(error) = thread.spawn(move || reporter.run()) {
            let mut state = self.lock();
            state.is_running = false;
            tracing::warn!(
                "could not start a thread to report {} incompatible endpoints: {error}",
                state.queue.len()
            );
        }
    }

    /// Reports until nothing waits.
    fn run(&self) {
        loop {
            let mut state = self.lock();
            let dropped = std::mem::take(&mut state.dropped);
            let next = state.queue.pop_front();
            state.is_running = next.is_some() || dropped > 0;
            drop(state);
            if dropped > 0 {
                tracing::warn!(
                    "{dropped} more incompatible endpoints were not reported; a peer announces too many"
                );
            }
            match next {
                Some(report) => report.run(),
                None if dropped == 0 => return,
                None => {}
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Report {
    fn run(self) {
        let Self {
            watcher,
            mut found,
            is_logged,
        } = self;
        if let Incompatibility::Type { difference, .. } = &mut found.reason
            && watcher.wants_description(&found.endpoint)
            && let Some(theirs) = describe(&watcher, &found.endpoint)
        {
            *difference = watcher.difference(&theirs);
        }
        if is_logged {
            tracing::warn!("{found}");
        }
        if let Some(callback) = &watcher.own.callback {
            watcher
                .fence
                .run("the callback for incompatible endpoints", || (callback.0)(found));
        }
    }
}

/// Returns the description of an endpoint's type: one that this library has, or its node's.
fn describe(watcher: &Watcher, endpoint: &EndpointInfo) -> Option<Description> {
    let hash: TypeHash = endpoint.type_hash.parse().ok()?;
    if let Some(description) = built_in(&endpoint.type_name, hash) {
        return Some(description);
    }
    let description = ask(watcher, &endpoint.node, &endpoint.type_name, hash)?;
    // The description is only used if it belongs to the announced hash. The check also bounds its depth.
    let schema = Schema::new(&description).ok()?;
    (schema.type_hash() == hash).then_some(description)
}

/// Returns the description of a message or service of `ros-z-msgs` by name and hash.
pub(super) fn built_in(type_name: &str, hash: TypeHash) -> Option<Description> {
    let described = catalogue::describe(type_name)?;
    (TypeHash::of(&described) == hash).then(|| Description::from(&described))
}

/// Asks a node for the description of a type.
fn ask(watcher: &Watcher, node: &NodeInfo, type_name: &str, hash: TypeHash) -> Option<Description> {
    let service = TopicName::new(&format!("{node}/get_type_description")).ok()?;
    let request = to_vec(&GetTypeDescriptionRequest {
        type_name: type_name.into(),
        type_hash: hash.to_string(),
        include_type_sources: false,
    });
    let request = request.ok()?;
    for attempt in 0..ATTEMPTS {
        if attempt > 0 {
            thread::sleep(PAUSE);
        }
        let attachment = Attachment {
            sequence_number: i64::from(attempt) + 1,
            source_timestamp: stamp::now(),
            gid: watcher.own.gid,
        };
        let (sender, answers) = flume::bounded(1);
        // The session may be closed during the wait, which ends the query.
        {
            let context = watcher.own.context.upgrade()?;
            let service_type = GetTypeDescription::TYPE_NAME.parse().ok()?;
            let key = DataKey::new(
                context.domain_id,
                &service,
                &service_type,
                GetTypeDescription::TYPE_HASH,
            );
            let get = context
                .session
                .get(key.ok()?.to_string())
                .target(QueryTarget::AllComplete)
                .consolidation(ConsolidationMode::None)
                .timeout(PATIENCE)
                .payload(request.clone())
                .attachment(ZBytes::from(attachment.serialize()))
                .callback(move |reply| {
                    if let Ok(answer) = reply.result() {
                        let _ = sender.try_send(answer.payload().to_bytes().into_owned());
                    }
                });
            blocking(|| get.wait()).ok()?;
        }
        if let Ok(answer) = answers.recv_timeout(PATIENCE) {
            let response: GetTypeDescriptionResponse = from_slice(&answer).ok()?;
            let description = response.successful.then_some(response.type_description);
            return description.map(Description::from);
        }
    }
    None
}
