//! A buffer of a pool, lent to those who build a message in place.
#![allow(unsafe_code)]

use std::ptr::NonNull;

use ros_z_core::LoanBuffer;

use super::buffer::ShmBuffer;

impl ShmBuffer {
    /// Lends the buffer to those who build a message in it.
    pub(crate) fn into_loan_buffer(mut self) -> LoanBuffer {
        let bytes: &mut [u8] = &mut self;
        let (start, len) = (NonNull::from(&mut *bytes).cast(), bytes.len());
        // SAFETY: shared memory is initialized, stays mapped where it is for as long as a buffer of it is held, and is
        // this buffer's alone, which is unique; the buffer is moved into the keeper, where nobody reaches it.
        unsafe { LoanBuffer::new(start, len, Box::new(self)) }
    }
}
