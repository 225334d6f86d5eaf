//! The bytes of a pool's buffer: on loan to code that builds a message in place, and of a message that is written again.
#![allow(unsafe_code)]

use std::{
    ops::{Deref, DerefMut},
    ptr::NonNull,
};

use ros_z_core::LoanBuffer;
use zenoh::{
    bytes::ZBytes,
    shm::{ZShmMut, zshmmut},
};

use super::buffer::ShmBuffer;

impl ShmBuffer {
    /// Lends the buffer to code that builds a message in it.
    pub(crate) fn into_loan_buffer(mut self) -> LoanBuffer {
        let bytes: &mut [u8] = &mut self;
        let (start, len) = (NonNull::from(&mut *bytes).cast(), bytes.len());
        // SAFETY: shared memory is initialized, and stays mapped at its address while a buffer of it is held. The bytes
        // belong to this buffer alone, which is unique; the buffer is moved into the `LoanBuffer`, where no other code
        // reaches it.
        unsafe { LoanBuffer::new(start, len, self) }
    }
}

/// A message without another holder.
pub(super) struct SoleMessage {
    payload: ZBytes,
    /// The bytes of the message. The payload returns them only while it is valid, which it is no longer after this process was
    /// suspended for 100 ms.
    bytes: NonNull<[u8]>,
}

// SAFETY: the bytes are mapped in every thread, and only the owner of the `SoleMessage` accesses them.
unsafe impl Send for SoleMessage {}
// SAFETY: a shared `SoleMessage` only reads the bytes.
unsafe impl Sync for SoleMessage {}

impl SoleMessage {
    /// Returns the message if another process or thread holds it, or if zenoh has invalidated it.
    pub(super) fn new(mut payload: ZBytes) -> Result<Self, ZBytes> {
        let sole = payload.as_shm_mut().and_then(|shm| shm.try_into().ok());
        match sole.map(|shm: &mut zshmmut| NonNull::from(&mut **shm)) {
            Some(bytes) => Ok(Self { payload, bytes }),
            None => Err(payload),
        }
    }

    /// Returns whether this process is still the only holder, and zenoh has not invalidated the message. A process that has
    /// received the address of the message may have become a holder.
    pub(super) fn is_still_sole(&mut self) -> bool {
        let shm = self.payload.as_shm_mut();
        shm.is_some_and(|shm| <&mut zshmmut>::try_from(shm).is_ok())
    }

    /// Takes the buffer, which can be resized, and leaves nothing; `None` if zenoh has invalidated it, which changes
    /// nothing.
    pub(super) fn take_buffer(&mut self) -> Option<ZShmMut> {
        let shm = self.payload.as_shm()?.to_owned();
        // The copy must be the only one.
        self.payload = ZBytes::new();
        match ZShmMut::try_from(shm) {
            Ok(buffer) => {
                self.bytes = NonNull::from(&mut []);
                Some(buffer)
            }
            Err(shm) => {
                self.payload = shm.into();
                None
            }
        }
    }

    /// Returns the message.
    pub(super) fn into_payload(self) -> ZBytes {
        self.payload
    }
}

impl Deref for SoleMessage {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        // SAFETY: `as_ref` requires that the pointer refers to initialized bytes that nobody writes to while the reference
        // is alive. The bytes are those of a buffer in shared memory: initialized, and mapped at this address while
        // `payload` exists; `take_buffer` replaces them by no bytes. `new` has seen that no other process or thread holds the
        // buffer. Nobody can get it from `payload`, which is private, and which only `into_payload` returns, consuming
        // the `SoleMessage`. So all accesses go through this value, which the reference borrows.
        unsafe { self.bytes.as_ref() }
    }
}

impl DerefMut for SoleMessage {
    fn deref_mut(&mut self) -> &mut [u8] {
        // SAFETY: as in `deref`; the reference borrows this value mutably.
        unsafe { self.bytes.as_mut() }
    }
}
