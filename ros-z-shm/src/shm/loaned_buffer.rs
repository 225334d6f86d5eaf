//! A pool's buffer on loan to code that builds a message in place.
#![allow(unsafe_code)]

use std::ptr::NonNull;

use ros_z_core::LoanBuffer;

use super::buffer::ShmBuffer;

impl ShmBuffer {
    /// Lends the buffer to code that builds a message in it.
    pub(crate) fn into_loan_buffer(mut self) -> LoanBuffer {
        let bytes: &mut [u8] = &mut self;
        let (start, len) = (NonNull::from(&mut *bytes).cast(), bytes.len());
        // SAFETY: shared memory is initialized, and stays mapped at its address while a buffer of it is held. The bytes
        // belong to this buffer alone, which is unique; the buffer is moved into the `LoanBuffer`, where no other code
        // reaches it.
        unsafe { LoanBuffer::new(start, len, Box::new(self)) }
    }
}
