//! The thread on which zenoh may block. zenoh panics if it has to wait inside tokio's `current_thread` runtime or in a
//! `LocalSet`; there, the call runs on a new thread. Only for rare calls: publishing and receiving do not need it.

use std::fmt;
use std::future::poll_fn;
use std::ops::Deref;
use std::panic;
use std::pin::{Pin, pin};
use std::task::Poll;
use std::thread;
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::task::JoinHandle;
use zenoh::Session;
use zenoh::internal::runtime::ZRuntime;

/// Runs `work`, which may wait inside zenoh, and returns its result or propagates its panic.
///
/// The calling thread waits meanwhile. `work` may run on another thread.
pub fn blocking<R: Send>(work: impl FnOnce() -> R + Send) -> R {
    let work = match thread_kind() {
        ThreadKind::OfZenoh => return work(),
        // In its low-latency mode, zenoh also panics outside of a runtime.
        ThreadKind::Outside => return in_zenoh(work),
        ThreadKind::OfProgram => move || in_zenoh(work),
    };
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
                    "cannot start a thread for a blocking zenoh call inside an async runtime; running it on the calling thread: {error}"
                );
                None
            }
        }
    });
    match (ran, work) {
        (Some(result), _) => result,
        // The system cannot start a thread, so only the calling thread remains.
        (None, Some(work)) => work(),
        (None, None) => unreachable!("the work either ran or is still here"),
    }
}

/// Runs `work`, which waits inside zenoh only if `may_wait`.
pub fn blocking_if<R: Send>(may_wait: bool, work: impl FnOnce() -> R + Send) -> R {
    if may_wait { blocking(work) } else { work() }
}

/// Returns whether zenoh waits for its own runtime on every send, which its low-latency mode does.
pub fn waits_to_send(session: &Session) -> bool {
    let setting = session.config().get("transport/unicast/lowlatency");
    setting.is_ok_and(|enabled| enabled.trim() == "true")
}

/// Waits for `future`, at most for `timeout`; returns `None` if the time ran out first. Works in any async runtime: the timer
/// runs in zenoh's.
pub async fn within<F: Future>(timeout: Duration, future: F) -> Option<F::Output> {
    let mut timer = Timer(ZRuntime::Application.spawn(async move { tokio::time::sleep(timeout).await }));
    let mut future = pin!(future);
    poll_fn(|context| match future.as_mut().poll(context) {
        Poll::Ready(output) => Poll::Ready(Some(output)),
        Poll::Pending => Pin::new(&mut timer.0).poll(context).map(|_| None),
    })
    .await
}

/// A timer that is stopped when it is dropped.
struct Timer(JoinHandle<()>);

impl Drop for Timer {
    fn drop(&mut self) {
        self.0.abort();
    }
}

fn in_zenoh<R>(work: impl FnOnce() -> R) -> R {
    let _entered = ZRuntime::Application.enter();
    work()
}

/// The kind of the current thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ThreadKind {
    /// In one of zenoh's runtimes, which allow a thread to block.
    OfZenoh,
    /// In a runtime of the program. Blocking is avoided even if the runtime has several threads, because tokio does not
    /// report whether a task is in a `LocalSet`, where blocking panics too. Also a thread whose thread-local storage is
    /// destroyed.
    OfProgram,
    /// In no async runtime, or in one of another library than tokio.
    Outside,
}

fn thread_kind() -> ThreadKind {
    match Handle::try_current() {
        Ok(current) => {
            let zenoh = [
                ZRuntime::RX,
                ZRuntime::Net,
                ZRuntime::Application,
                ZRuntime::TX,
                ZRuntime::Acceptor,
            ];
            if zenoh.iter().any(|runtime| runtime.id() == current.id()) {
                ThreadKind::OfZenoh
            } else {
                ThreadKind::OfProgram
            }
        }
        Err(error) if error.is_missing_context() => ThreadKind::Outside,
        Err(_) => ThreadKind::OfProgram,
    }
}

/// A zenoh endpoint or session whose drop may wait inside zenoh.
pub struct Held<T: Send> {
    value: Option<T>,
    may_wait: bool,
}

impl<T: Send> Held<T> {
    /// Wraps a value whose drop may wait.
    pub const fn new(value: T) -> Self {
        Self::new_if(value, true)
    }

    /// As [`new`](Self::new), for a value whose drop waits only if `may_wait`.
    pub const fn new_if(value: T, may_wait: bool) -> Self {
        Self {
            value: Some(value),
            may_wait,
        }
    }
}

impl<T: Send> Deref for Held<T> {
    type Target = T;

    fn deref(&self) -> &T {
        match &self.value {
            Some(value) => value,
            None => unreachable!("only the drop takes it"),
        }
    }
}

impl<T: Send> Drop for Held<T> {
    fn drop(&mut self) {
        if let Some(value) = self.value.take() {
            blocking_if(self.may_wait, move || drop(value));
        }
    }
}

impl<T: Send + fmt::Debug> fmt::Debug for Held<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
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
