//! The shape of a type: its scalars in wire order, each with its offset in memory. The proof in `layout_proof`
//! follows a shape; only `plain` assigns one to a type.

/// The layout of a type in memory and on the wire.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Shape {
    /// Variable size on the wire, or not described.
    Opaque,
    /// Variable size, with a zenoh buffer that a writer can pass on by reference.
    Shareable,
    /// A primitive: as many bytes in memory as on the wire, aligned to its size on the wire.
    Scalar { size: usize },
    /// The one zero byte of a struct without members; no bytes in memory.
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

/// A member of a struct: its shape, and its offset in memory. Created in `plain`.
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

/// Whether a value can contain a zenoh buffer.
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
