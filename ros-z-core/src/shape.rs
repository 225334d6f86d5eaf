//! The shape of a type: its scalars on the wire, in wire order, each with its offset in memory. The layout proof in `layout_proof` follows a
//! shape; only `plain` states one for a type.

/// What a type looks like in memory and on the wire.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Shape {
    /// Of variable size on the wire, or not described.
    Opaque,
    /// Of variable size, with a zenoh buffer in it that a writer may pass on by reference.
    Shareable,
    /// A primitive: as many bytes in memory as on the wire, aligned to its size there.
    Scalar { size: usize },
    /// The one zero byte of a struct without members; nothing in memory.
    Filler,
    /// Members in wire order.
    Struct { members: &'static [Member] },
    /// `len` elements in a row.
    Array {
        element: &'static Shape,
        element_size: usize,
        len: usize,
    },
}

/// A member of a struct: its shape, and its offset in memory. Made in `plain`.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Member {
    pub(crate) offset: usize,
    pub(crate) shape: Shape,
}

#[cfg(test)]
impl Member {
    pub(crate) const fn of_shape(offset: usize, shape: Shape) -> Self {
        Self { offset, shape }
    }
}

/// Whether a value may hold a zenoh buffer.
pub(crate) const fn is_shareable(shape: &Shape) -> bool {
    match *shape {
        Shape::Shareable => true,
        Shape::Opaque | Shape::Scalar { .. } | Shape::Filler => false,
        Shape::Array { element, .. } => is_shareable(element),
        Shape::Struct { members } => {
            let mut index = 0;
            while index < members.len() {
                if is_shareable(&members[index].shape) {
                    return true;
                }
                index += 1;
            }
            false
        }
    }
}
