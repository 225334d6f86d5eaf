//! The thread on which zenoh may block. zenoh panics if it has to wait inside tokio's `current_thread` runtime, or in a
//! `LocalSet`: there, the call runs on a thread of its own. Only for calls that are rare; publishing and receiving
//! need none of this.

use std::fmt;
use std::ops::Deref;
use std::panic;
use std::thread;
use tokio::runtime::Handle;
use zenoh::internal::runtime::ZRuntime;

/// Runs `work`, which may wait inside zenoh; returns its result, or continues its panic.
///
/// The calling thread waits meanwhile. What `work` captures is used on another thread.
pub(crate) fn blocking<R: Send>(work: impl FnOnce() -> R + Send) -> R {
    if may_block() {
        return work();
    }
    let mut work = Some(work);
    let borrowed = &mut work;
    let ran = thread::scope(|scope| {
        let run = move || borrowed.take().map(|work| work());
        let thread = thread::Builder::new()
            .name("ros-z-blocking".into())
            .spawn_scoped(scope, run);
        match thread.map(|thread| thread.join()) {
            Ok(Ok(result)) => result,
            Ok(Err(panic)) => panic::resume_unwind(panic),
            Err(error) => {
                tracing::error!(
                    "could not start a thread for a blocking call inside an async runtime: {error}"
                );
                None
            }
        }
    });
    match (ran, work) {
        (Some(result), _) => result,
        // The system has no thread left: the only place that remains.
        (None, Some(work)) => work(),
        (None, None) => unreachable!("the work either ran or is still here"),
    }
}

/// Whether zenoh may block this thread: it is in no async runtime, or in one of zenoh's own, which make room for it.
///
/// A runtime of the program is avoided even if it has several threads: whether a task is in a `LocalSet`, where
/// blocking panics too, cannot be asked. So is a thread whose thread-local storage is gone.
fn may_block() -> bool {
    match Handle::try_current() {
        Ok(current) => {
            let zenoh = [
                ZRuntime::RX,
                ZRuntime::Net,
                ZRuntime::Application,
                ZRuntime::TX,
                ZRuntime::Acceptor,
            ];
            zenoh.iter().any(|runtime| runtime.id() == current.id())
        }
        Err(error) => error.is_missing_context(),
    }
}

/// An endpoint of zenoh, or a session, whose drop may wait inside zenoh.
pub(crate) struct Held<T: Send>(Option<T>);

impl<T: Send> Held<T> {
    pub(crate) const fn new(value: T) -> Self {
        Self(Some(value))
    }
}

impl<T: Send> Deref for Held<T> {
    type Target = T;

    fn deref(&self) -> &T {
        match &self.0 {
            Some(value) => value,
            None => unreachable!("only the drop takes it"),
        }
    }
}

impl<T: Send> Drop for Held<T> {
    fn drop(&mut self) {
        if let Some(value) = self.0.take() {
            blocking(move || drop(value));
        }
    }
}

impl<T: Send + fmt::Debug> fmt::Debug for Held<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::thread::current;

    fn moves_to_another_thread() -> bool {
        let here = current().id();
        blocking(move || current().id() != here)
    }

    #[test]
    fn only_a_runtime_of_the_program_moves_a_call_to_another_thread() {
        assert!(!moves_to_another_thread());
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        assert!(runtime.block_on(async { moves_to_another_thread() }));
        let local = tokio::task::LocalSet::new();
        assert!(local.block_on(&runtime, async { moves_to_another_thread() }));
        let of_zenoh = ZRuntime::Application.spawn(async { moves_to_another_thread() });
        assert!(!runtime.block_on(of_zenoh).unwrap());
    }

    #[test]
    fn a_panic_continues_on_the_calling_thread() {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let panic = runtime.block_on(async {
            panic::catch_unwind(|| blocking(|| -> () { panic::resume_unwind(Box::new("text")) }))
        });
        assert_eq!(panic.unwrap_err().downcast_ref(), Some(&"text"));
    }
}
