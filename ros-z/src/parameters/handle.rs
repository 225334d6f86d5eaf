//! The parameters of a struct in a program: `Parameters` reads and sets them, `ParameterChanges` waits for changes.

use super::declaration::{ParameterVisitor, RosParameters};
use super::error::ParameterError;
use super::store::{Registered, Store};
use super::typed::{Check, Typed, TypedObserver};
use crate::endpoint::SharedNode;
use ros_z_protocol::ParameterValue;
use ros_z_shm::RecvError;
use ros_z_shm::queue::LONGEST_WAIT;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// The parameters of a node that a struct `P` describes.
///
/// They are declared until this, its clones and its [`changed`](Self::changed) streams are dropped. These also
/// keep the node alive, like a publisher.
///
/// # Examples
/// ```no_run
/// use ros_z::prelude::*;
///
/// #[derive(RosParameters)]
/// struct Params {
///     /// Metres per second.
///     #[ros(default = 1.5, range = 0.0..=3.0)]
///     max_speed: f64,
/// }
///
/// let node = ZContextBuilder::default().build()?.create_node("driver").build()?;
/// let parameters = node.parameters::<Params>()?;
/// let changes = parameters.changed();
/// println!("at most {} m/s", parameters.get().max_speed);
/// // ros2 param set /driver max_speed 2.0
/// while let Some(params) = changes.recv_timeout(Duration::from_secs(60))? {
///     println!("now at most {} m/s", params.max_speed);
/// }
/// # Ok::<(), Box<dyn std::error::Error + Send + Sync>>(())
/// ```
#[must_use = "the parameters are declared until this is dropped"]
pub struct Parameters<P> {
    held: Held<P>,
}

/// Everything that keeps the parameters declared. Dropped in this order.
struct Held<P> {
    declared: Arc<Declared>,
    typed: Arc<Typed<P>>,
    node: Arc<SharedNode>,
}

/// Undeclares the parameters of a struct at the end.
struct Declared {
    names: Vec<String>,
    store: Arc<Store>,
    /// The store knows it as long as it is here.
    _registered: Arc<Registered>,
}

impl Drop for Declared {
    fn drop(&mut self) {
        self.store.remove(&self.names);
    }
}

impl<P: RosParameters + Send + Sync> Parameters<P> {
    pub(crate) fn declare(node: Arc<SharedNode>, check: Check<P>) -> Result<Self, ParameterError> {
        let store = node.parameters.store().clone();
        let declarations = ParameterVisitor::declarations::<P>()?;
        let names: Vec<String> = declarations
            .iter()
            .map(|declaration| declaration.name.clone())
            .collect();
        let staged = store.table().declare(&declarations, &store.overrides)?;
        let typed = Arc::new(Typed::new(ParameterVisitor::read(&staged.table)?));
        let observer = TypedObserver {
            names: names.iter().cloned().collect(),
            check,
            typed: typed.clone(),
        };
        let registered = Arc::new(Registered(Box::new(observer)));
        store.change_with(Some(&registered), |table| {
            table.declare(&declarations, &store.overrides)
        })?;
        let declared = Declared {
            names,
            store,
            _registered: registered,
        };
        Ok(Self {
            held: Held {
                declared: Arc::new(declared),
                typed,
                node,
            },
        })
    }

    /// Returns the current values. It does not wait for a check, and the result does not change.
    #[must_use]
    pub fn get(&self) -> Arc<P> {
        self.held.typed.get()
    }

    /// Returns a stream of the changes from now on.
    pub fn changed(&self) -> ParameterChanges<P> {
        ParameterChanges {
            signals: self.held.typed.signals(),
            held: self.held.clone(),
        }
    }

    /// Sets a parameter of the node, with the same rules and checks as for a request of a tool, and publishes the
    /// event.
    ///
    /// # Errors
    /// [`ParameterError`]; nothing has changed then.
    pub fn set(
        &self,
        name: impl Into<String>,
        value: impl Into<ParameterValue>,
    ) -> Result<(), ParameterError> {
        self.set_all([(name.into(), value.into())])
    }

    /// Sets parameters of the node, all or none.
    ///
    /// # Errors
    /// As [`set`](Self::set).
    pub fn set_all(
        &self,
        values: impl IntoIterator<Item = (String, ParameterValue)>,
    ) -> Result<(), ParameterError> {
        self.held.declared.store.set_all(values)
    }
}

/// A stream of the values of a struct of parameters, one for each change.
///
/// A slow reader gets the newest values, and none twice in a row for changes that it missed.
#[must_use = "changes are received with `recv`"]
pub struct ParameterChanges<P> {
    signals: flume::Receiver<()>,
    held: Held<P>,
}

impl<P: RosParameters + Send + Sync> ParameterChanges<P> {
    /// Waits for the next change, and returns the values after it.
    ///
    /// # Errors
    /// [`RecvError::Closed`].
    pub fn recv(&self) -> Result<Arc<P>, RecvError> {
        self.signals.recv().map_err(|_| RecvError::Closed)?;
        Ok(self.held.typed.get())
    }

    /// Waits for the next change without blocking the thread. Works in any async runtime.
    ///
    /// # Errors
    /// [`RecvError::Closed`].
    pub async fn recv_async(&self) -> Result<Arc<P>, RecvError> {
        self.signals.recv_async().await.map_err(|_| RecvError::Closed)?;
        Ok(self.held.typed.get())
    }

    /// Waits for the next change, and returns `None` if there was none within `timeout`.
    ///
    /// # Errors
    /// [`RecvError::Closed`].
    pub fn recv_timeout(&self, timeout: Duration) -> Result<Option<Arc<P>>, RecvError> {
        match self.signals.recv_timeout(timeout.min(LONGEST_WAIT)) {
            Ok(()) => Ok(Some(self.held.typed.get())),
            Err(flume::RecvTimeoutError::Timeout) => Ok(None),
            Err(flume::RecvTimeoutError::Disconnected) => Err(RecvError::Closed),
        }
    }

    /// Returns the values if there was a change.
    ///
    /// # Errors
    /// [`RecvError::Closed`].
    pub fn try_recv(&self) -> Result<Option<Arc<P>>, RecvError> {
        match self.signals.try_recv() {
            Ok(()) => Ok(Some(self.held.typed.get())),
            Err(flume::TryRecvError::Empty) => Ok(None),
            Err(flume::TryRecvError::Disconnected) => Err(RecvError::Closed),
        }
    }
}

impl<P> Clone for Held<P> {
    fn clone(&self) -> Self {
        Self {
            declared: self.declared.clone(),
            typed: self.typed.clone(),
            node: self.node.clone(),
        }
    }
}

impl<P> Clone for Parameters<P> {
    fn clone(&self) -> Self {
        Self {
            held: self.held.clone(),
        }
    }
}

impl<P> fmt::Debug for Held<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Parameters")
            .field("node", &self.node.path)
            .field("names", &self.declared.names)
            .finish_non_exhaustive()
    }
}

impl<P> fmt::Debug for Parameters<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.held.fmt(f)
    }
}

impl<P> fmt::Debug for ParameterChanges<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.held.fmt(f)
    }
}
