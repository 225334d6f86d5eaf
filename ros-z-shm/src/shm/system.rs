//! Calls of the C library without a safe Rust equivalent: exit handlers and file leases.
#![allow(unsafe_code)]

/// Returns whether no other code in any process can write to the file of `descriptor`: there is no other open file
/// description, and no mapping that remains of one. Returns `false` if the system does not report it.
#[cfg(target_os = "linux")]
pub(in crate::shm) fn is_only_writer(descriptor: i32) -> bool {
    use nix::libc::{F_SETLEASE, F_UNLCK, F_WRLCK, SIGURG, fcntl};

    /// From Linux; `libc` does not define it.
    const F_SETSIG: i32 = 10;

    // If another process opens the leased file, the kernel signals this process, by default with SIGIO, which ends it.
    // SIGURG is ignored by default.
    // SAFETY: `F_SETSIG` takes an integer, and accesses no memory of this process; a descriptor that is not open is an
    // error.
    if unsafe { fcntl(descriptor, F_SETSIG, SIGURG) } != 0 {
        return false;
    }
    // SAFETY: `F_SETLEASE` takes an integer, and accesses no memory of this process.
    let is_granted = unsafe { fcntl(descriptor, F_SETLEASE, F_WRLCK) } == 0;
    // Also resets the signal. A process that opens the file meanwhile waits for this, and is not refused.
    // SAFETY: as above.
    unsafe { fcntl(descriptor, F_SETLEASE, F_UNLCK) };
    if !is_granted {
        // SAFETY: as for the first call.
        unsafe { fcntl(descriptor, F_SETSIG, 0) };
    }
    is_granted
}

/// Registers `callback`, to be called when the process exits normally. Returns `false` if that is not possible.
#[cfg(unix)]
pub(super) fn at_exit(callback: extern "C" fn()) -> bool {
    // SAFETY: `atexit` requires only a function that can be called at exit: `callback` is a plain function with the
    // right ABI, which exists until the program ends.
    let answer = unsafe { nix::libc::atexit(callback) };
    answer == 0
}
