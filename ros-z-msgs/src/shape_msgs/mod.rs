//! Solid shapes for planning and collision checks. Shapes for display are in `visualization_msgs`.

mod mesh;
mod plane;
mod solid_primitive;

pub use mesh::{Mesh, MeshLoan, MeshTriangle, MeshView};
pub use plane::Plane;
pub use solid_primitive::{SolidPrimitive, SolidPrimitiveLoan, SolidPrimitiveView};
