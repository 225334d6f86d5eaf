//! The parameters of a struct, as a program holds them: the current values, a check, and the streams of changes.
//! `handle.rs` has the public types.

use super::declaration::{ParameterVisitor, RosParameters};
use super::error::ParameterError;
use super::store::{Observer, Prepared};
use super::table::Table;
use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

/// The program's own check.
pub(super) type Check<P> = Box<dyn Fn(&P) -> Result<(), String> + Send + Sync>;

/// The values of a struct of parameters.
pub(super) struct Typed<P> {
    current: RwLock<Arc<P>>,
    /// Signals to the streams of changes, at most one for each: the values are read afterwards.
    waiting: Mutex<Vec<flume::Sender<()>>>,
}

/// The part of a struct of parameters that the store knows.
pub(super) struct TypedObserver<P> {
    pub(super) names: HashSet<String>,
    pub(super) check: Check<P>,
    pub(super) typed: Arc<Typed<P>>,
}

/// Values that passed the check; after `swap`, the values before them.
struct NewValues<P> {
    values: Arc<P>,
    typed: Arc<Typed<P>>,
}

impl<P: RosParameters + Send + Sync> Typed<P> {
    pub(super) fn new(values: P) -> Self {
        Self {
            current: RwLock::new(Arc::new(values)),
            waiting: Mutex::default(),
        }
    }

    pub(super) fn get(&self) -> Arc<P> {
        self.current
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Returns a receiver that gets a signal at each change.
    pub(super) fn signals(&self) -> flume::Receiver<()> {
        let (sender, receiver) = flume::bounded(1);
        self.waiting().push(sender);
        receiver
    }

    fn signal(&self) {
        let mut waiting = self.waiting().clone();
        waiting.retain(|sender| matches!(sender.try_send(()), Err(flume::TrySendError::Disconnected(()))));
        if !waiting.is_empty() {
            self.waiting()
                .retain(|sender| !waiting.iter().any(|gone| gone.same_channel(sender)));
        }
    }

    fn waiting(&self) -> MutexGuard<'_, Vec<flume::Sender<()>>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<P: RosParameters + Send + Sync> Observer for TypedObserver<P> {
    fn owns(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    fn prepare(&self, table: &Table) -> Result<Box<dyn Prepared>, ParameterError> {
        let values = ParameterVisitor::read::<P>(table)?;
        (self.check)(&values).map_err(|reason| ParameterError::Refused { reason })?;
        Ok(Box::new(NewValues {
            values: Arc::new(values),
            typed: self.typed.clone(),
        }))
    }
}

impl<P: RosParameters + Send + Sync> Prepared for NewValues<P> {
    fn swap(&mut self) {
        let mut current = self.typed.current.write().unwrap_or_else(PoisonError::into_inner);
        std::mem::swap(&mut *current, &mut self.values);
    }

    fn report(self: Box<Self>) {
        self.typed.signal();
    }
}
