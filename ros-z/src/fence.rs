//! Catches panics of user code on threads of this library or of zenoh: a panic ends the call, not the thread.
//! It is logged and counted, and the next call runs.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// A callback panicked at least once.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the callback of `{name}` panicked {count} times, the last time with: {message}")]
#[non_exhaustive]
pub struct CallbackPanicked {
    /// Fully qualified name of the topic or service.
    pub name: String,
    /// The number of calls that panicked.
    pub count: u64,
    /// The message of the last panic; empty if it is not text.
    pub message: String,
}

/// Counts the panics of one topic or service.
#[derive(Debug)]
pub(crate) struct Fence {
    name: String,
    panics: AtomicU64,
    last: Mutex<String>,
}

impl Fence {
    pub(crate) fn new(name: String) -> Self {
        Self {
            name,
            panics: AtomicU64::new(0),
            last: Mutex::default(),
        }
    }

    /// Runs `code`, and returns `None` if it panicked. The log calls it `what`.
    ///
    /// A panic may leave the code's own state half changed. It shares no state with this library.
    pub(crate) fn run<R>(&self, what: &str, code: impl FnOnce() -> R) -> Option<R> {
        match catch_unwind(AssertUnwindSafe(code)) {
            Ok(result) => Some(result),
            Err(panic) => {
                self.report(what, panic);
                None
            }
        }
    }

    fn report(&self, what: &str, panic: Box<dyn Any + Send>) {
        let message = match (panic.downcast_ref::<&str>(), panic.downcast_ref::<String>()) {
            (Some(text), _) => (*text).into(),
            (_, Some(text)) => text.clone(),
            _ => String::new(),
        };
        // The panic's value is user code too, and its drop may panic.
        if let Err(panic) = catch_unwind(AssertUnwindSafe(|| drop(panic))) {
            std::mem::forget(panic);
        }
        self.panics.fetch_add(1, Ordering::Relaxed);
        tracing::error!(
            topic = self.name,
            "{what} panicked, and is called again for the next message: {message}"
        );
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = message;
    }

    /// Returns the name of the topic or service.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Returns the number of calls that panicked.
    pub(crate) fn panics(&self) -> u64 {
        self.panics.load(Ordering::Relaxed)
    }

    /// Returns an error if any call panicked.
    pub(crate) fn outcome(&self) -> Result<(), CallbackPanicked> {
        match self.panics() {
            0 => Ok(()),
            count => Err(CallbackPanicked {
                name: self.name.clone(),
                count,
                message: self.last.lock().unwrap_or_else(PoisonError::into_inner).clone(),
            }),
        }
    }

    /// Logs at the end of a callback how many calls panicked.
    pub(crate) fn report_end(&self) {
        if let Err(error) = self.outcome() {
            tracing::error!("{error}");
        }
    }
}

/// A user's callback. Panics of its drop are caught, too.
pub(crate) struct Fenced<F> {
    callback: Option<F>,
    fence: Arc<Fence>,
}

impl<F> Fenced<F> {
    pub(crate) const fn new(callback: F, fence: Arc<Fence>) -> Self {
        Self {
            callback: Some(callback),
            fence,
        }
    }

    /// Calls a callback that can be shared.
    pub(crate) fn call<A>(&self, argument: A)
    where
        F: Fn(A),
    {
        if let Some(callback) = &self.callback {
            self.fence.run("the callback", || callback(argument));
        }
    }

    /// Runs `code` with a callback that cannot be shared.
    pub(crate) fn with(&mut self, code: impl FnOnce(&mut F)) {
        if let Some(callback) = &mut self.callback {
            self.fence.run("the callback", || code(callback));
        }
    }
}

impl<F> Drop for Fenced<F> {
    fn drop(&mut self) {
        let callback = self.callback.take();
        self.fence.run("the drop of the callback", || drop(callback));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::panic::panic_any;

    struct Bomb;

    impl Drop for Bomb {
        fn drop(&mut self) {
            panic!("in a drop");
        }
    }

    #[test]
    fn a_panic_is_counted_and_its_message_is_returned() {
        let fence = Arc::new(Fence::new("/topic".into()));
        assert_eq!(fence.outcome(), Ok(()));
        assert_eq!(fence.run("code", || 7), Some(7));
        assert_eq!(fence.run("code", || -> u8 { panic!("no {}", 1) }), None);
        let panicked = fence.outcome().unwrap_err();
        assert_eq!((panicked.count, panicked.message.as_str()), (1, "no 1"));
        // A value that panics when it is dropped.
        fence.run("code", || panic_any(Bomb));
        assert_eq!(fence.panics(), 2);
        let bomb = Bomb;
        let callback = move |()| {
            let _ = &bomb;
        };
        drop(Fenced::new(callback, fence.clone()));
        let panicked = fence.outcome().unwrap_err();
        assert_eq!((panicked.count, panicked.message.as_str()), (3, "in a drop"));
    }
}
