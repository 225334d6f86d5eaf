//! Calls of the C library that Rust has no safe form of: exit handlers and file leases.
#![allow(unsafe_code)]

/// Whether nobody else can write to the file of `descriptor`, in any process: no open file description other than its own,
/// and no mapping that another one left. `false` where the system does not say.
#[cfg(target_os = "linux")]
pub(super) fn is_only_writer(descriptor: i32) -> bool {
    use nix::libc::{F_SETLEASE, F_UNLCK, F_WRLCK, SIGURG, fcntl};

    /// Of Linux; `libc` does not have it.
    const F_SETSIG: i32 = 10;

    // The system signals an opener that waits for the lease, with SIGIO by default, which ends the process. SIGURG is
    // ignored by default.
    // SAFETY: `F_SETSIG` takes an integer, and accesses no memory of this process; a descriptor that is not open is an error.
    if unsafe { fcntl(descriptor, F_SETSIG, SIGURG) } != 0 {
        return false;
    }
    // SAFETY: `F_SETLEASE` takes an integer, and accesses no memory of this process.
    let is_granted = unsafe { fcntl(descriptor, F_SETLEASE, F_WRLCK) } == 0;
    // Also sets the signal back. Whoever opens the file meanwhile waits for this, and is not refused.
    // SAFETY: as above.
    unsafe { fcntl(descriptor, F_SETLEASE, F_UNLCK) };
    if !is_granted {
        // SAFETY: as for the first call.
        unsafe { fcntl(descriptor, F_SETSIG, 0) };
    }
    is_granted
}

/// Has `callback` called when the process exits normally; `false` if that cannot be arranged.
#[cfg(unix)]
pub(super) fn at_exit(callback: extern "C" fn()) -> bool {
    // SAFETY: `atexit` has no precondition but a function that can be called at exit: `callback`
    // is a plain function of the right ABI, which is there for as long as the program.
    let answer = unsafe { nix::libc::atexit(callback) };
    answer == 0
}
