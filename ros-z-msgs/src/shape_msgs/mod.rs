//! Solid shapes for planning and collision checks. What is only drawn is in `visualization_msgs`.

mod mesh;
mod plane;
mod solid_primitive;

pub use mesh::{Mesh, MeshTriangle, MeshView};
pub use plane::Plane;
pub use solid_primitive::{SolidPrimitive, SolidPrimitiveView};
