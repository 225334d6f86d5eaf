//! The parameters of a node, shared by its threads. A change is checked without a lock, by the table and by the
//! program's own checks, and applies only if nothing else changed meanwhile. `table.rs` has the rules.

use super::error::ParameterError;
use super::outbox::Outbox;
use super::table::{Staged, Table};
use crate::fence::Fence;
use ros_z_protocol::ParameterValue;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

/// How often a change is checked again because other parameters changed meanwhile.
const ATTEMPTS: usize = 64;

/// The parameters of a node.
pub(crate) struct Store {
    /// Initial values by name, whether such a parameter is declared or not.
    pub(super) overrides: BTreeMap<String, ParameterValue>,
    pub(super) allows_undeclared: bool,
    state: Mutex<State>,
    outbox: Outbox,
    fence: Fence,
}

#[derive(Default)]
struct State {
    /// Counts the changes, to notice those of other threads.
    version: u64,
    table: Arc<Table>,
    observers: Vec<Weak<Registered>>,
}

/// The owner of some parameters, which checks and follows their values.
pub(super) trait Observer: Send + Sync {
    /// Returns whether the owner's parameters include this one.
    fn owns(&self, name: &str) -> bool;

    /// Checks the values of a table that is about to become the current one. Runs code of the program.
    fn prepare(&self, table: &Table) -> Result<Box<dyn Prepared>, ParameterError>;
}

/// Values that passed a check.
pub(super) trait Prepared: Send {
    /// Makes them the current values. Runs no code of the program, and drops nothing of it.
    fn swap(&mut self);

    /// Reports the change. Runs after `swap`, in the order of the changes, without a lock.
    fn report(self: Box<Self>);
}

/// An observer. Its owner keeps it alive, and the store does not.
pub(super) struct Registered(pub(super) Box<dyn Observer>);

thread_local! {
    /// Whether this thread is in a check of the program.
    static IN_CHECK: Cell<bool> = const { Cell::new(false) };
}

impl Store {
    pub(crate) fn new(
        node: String,
        overrides: BTreeMap<String, ParameterValue>,
        allows_undeclared: bool,
    ) -> Self {
        Self {
            fence: Fence::new(node.clone()),
            outbox: Outbox::new(node),
            overrides,
            allows_undeclared,
            state: Mutex::default(),
        }
    }

    /// Returns the queue of the changes that are not yet reported.
    pub(super) fn outbox(&self) -> &Outbox {
        &self.outbox
    }

    /// Returns the current parameters.
    pub(super) fn table(&self) -> Arc<Table> {
        self.lock().table.clone()
    }

    /// Changes the table to the one that `stage` creates from the current one, if all observers accept the values.
    pub(super) fn change(
        &self,
        stage: impl Fn(&Table) -> Result<Staged, ParameterError>,
    ) -> Result<(), ParameterError> {
        self.change_with(None, stage)
    }

    /// Sets parameters, all or none.
    pub(super) fn set_all(
        &self,
        values: impl IntoIterator<Item = (String, ParameterValue)>,
    ) -> Result<(), ParameterError> {
        let values: Vec<_> = values
            .into_iter()
            .map(|(name, value)| (name, Some(value)))
            .collect();
        self.change(|table| table.set(&values, self.allows_undeclared))
    }

    /// As [`change`](Self::change), and registers an observer, which checks the values, too.
    pub(super) fn change_with(
        &self,
        joining: Option<&Arc<Registered>>,
        stage: impl Fn(&Table) -> Result<Staged, ParameterError>,
    ) -> Result<(), ParameterError> {
        if IN_CHECK.get() {
            return Err(ParameterError::InCheck);
        }
        for _ in 0..ATTEMPTS {
            let (version, table) = self.current();
            let observers = self.observers();
            let applied = stage(&table).and_then(|staged| self.apply(version, joining, &observers, staged));
            observers.into_iter().for_each(drop_elsewhere);
            match applied {
                Ok(true) => {
                    self.outbox.send();
                    return Ok(());
                }
                Ok(false) => {}
                Err(error) => return Err(error),
            }
        }
        Err(ParameterError::Contended)
    }

    /// Removes parameters of an owner that is dropped, without a check.
    pub(super) fn remove(&self, names: &[String]) {
        loop {
            let (version, table) = self.current();
            if let Ok(true) = self.apply(version, None, &[], table.remove(names)) {
                break;
            }
        }
        self.lock()
            .observers
            .retain(|observer| observer.strong_count() > 0);
        self.outbox.send();
    }

    /// Applies a change, unless others were applied since `version`. Returns whether it did.
    fn apply(
        &self,
        version: u64,
        joining: Option<&Arc<Registered>>,
        observers: &[Arc<Registered>],
        staged: Staged,
    ) -> Result<bool, ParameterError> {
        let concerned = observers
            .iter()
            .filter(|observer| staged.touched().any(|name| observer.0.owns(name)))
            .chain(joining);
        let mut prepared = Vec::new();
        for observer in concerned {
            IN_CHECK.set(true);
            let checked = self.fence.run("the check of the parameters", || {
                observer.0.prepare(&staged.table)
            });
            IN_CHECK.set(false);
            prepared.push(checked.unwrap_or(Err(ParameterError::CheckPanicked))?);
        }
        let event = self.outbox.event(&staged);
        let mut state = self.lock();
        if state.version != version {
            return Ok(false);
        }
        state.version += 1;
        // The last owner of the old table may be this one, and its values are plain data.
        state.table = Arc::new(staged.table);
        if let Some(joining) = joining {
            state.observers.retain(|observer| observer.strong_count() > 0);
            state.observers.push(Arc::downgrade(joining));
        }
        prepared.iter_mut().for_each(|prepared| prepared.swap());
        self.outbox.push(event, prepared);
        Ok(true)
    }

    fn current(&self) -> (u64, Arc<Table>) {
        let state = self.lock();
        (state.version, state.table.clone())
    }

    fn observers(&self) -> Vec<Arc<Registered>> {
        self.lock().observers.iter().filter_map(Weak::upgrade).collect()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Drops a node, or an observer, whose check may own one. If all other owners dropped it meanwhile, this would be
/// its end on a thread of zenoh, which must not wait, while the end of a node waits. Then another thread drops it.
pub(crate) fn drop_elsewhere<T: Send + Sync + 'static>(shared: Arc<T>) {
    if let Some(last) = Arc::into_inner(shared) {
        let end = std::thread::Builder::new().name("ros-z-parameters-end".into());
        if let Err(error) = end.spawn(move || drop(last)) {
            tracing::warn!("cannot start a thread to drop a node or the check of its parameters: {error}");
        }
    }
}

impl fmt::Debug for Registered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Registered").finish_non_exhaustive()
    }
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Store")
            .field("table", &self.table())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
