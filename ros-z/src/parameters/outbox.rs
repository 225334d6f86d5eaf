//! Reports the changes of parameters in the order in which they were applied: on `/parameter_events`, and to the
//! program. Whichever thread finds the outbox idle sends for all, and holds no lock while it does.

use super::event_publisher::EventPublisher;
use super::message::parameter;
use super::store::Prepared;
use super::table::Staged;
use ros_z_msgs::builtin_interfaces::Time;
use ros_z_msgs::rcl_interfaces::ParameterEvent;
use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError, Weak};

/// The changes that are not yet reported.
pub(super) struct Outbox {
    /// Fully qualified name of the node.
    node: String,
    queue: Mutex<Queue>,
    /// Set once the node is announced; the node owns it.
    publisher: OnceLock<Weak<EventPublisher>>,
}

#[derive(Default)]
struct Queue {
    changes: VecDeque<Change>,
    is_sending: bool,
}

struct Change {
    event: Option<ParameterEvent>,
    prepared: Vec<Box<dyn Prepared>>,
}

impl Outbox {
    pub(super) fn new(node: String) -> Self {
        Self {
            node,
            queue: Mutex::default(),
            publisher: OnceLock::new(),
        }
    }

    /// Publishes events from now on.
    pub(super) fn publish_to(&self, publisher: Weak<EventPublisher>) {
        // A node sets it once.
        let _ = self.publisher.set(publisher);
    }

    /// Returns the event of a change; `None` if nothing changes or nothing publishes events.
    pub(super) fn event(&self, staged: &Staged) -> Option<ParameterEvent> {
        self.publisher.get()?;
        staged.touched().next()?;
        let value = |name: &String| {
            let declared = staged.table.get(name);
            parameter(name, declared.and_then(|declared| declared.value.as_ref()))
        };
        Some(ParameterEvent {
            stamp: Time::now(),
            node: self.node.clone(),
            new_parameters: staged.new.iter().map(value).collect(),
            changed_parameters: staged.changed.iter().map(value).collect(),
            deleted_parameters: staged
                .deleted
                .iter()
                .map(|(name, value)| parameter(name, value.as_ref()))
                .collect(),
        })
    }

    /// Adds a change, in the order of the changes: the caller has the store's lock.
    pub(super) fn push(&self, event: Option<ParameterEvent>, prepared: Vec<Box<dyn Prepared>>) {
        self.lock().changes.push_back(Change { event, prepared });
    }

    /// Reports all changes, unless another thread already does, or a caller of this one.
    pub(super) fn send(&self) {
        let mut queue = self.lock();
        if std::mem::replace(&mut queue.is_sending, true) {
            return;
        }
        while let Some(change) = queue.changes.pop_front() {
            drop(queue);
            for prepared in change.prepared {
                prepared.report();
            }
            let publisher = self.publisher.get().and_then(Weak::upgrade);
            if let (Some(event), Some(publisher)) = (change.event, publisher) {
                publisher.publish(&event);
            }
            queue = self.lock();
        }
        queue.is_sending = false;
    }

    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
