// Written by ros-z-import from shape_msgs 5.3.6. Change the definition and import it again.

//! Messages of `shape_msgs`.

mod mesh;
mod mesh_triangle;
mod plane;
mod solid_primitive;

pub use mesh::{Mesh, MeshLoan, MeshView};
pub use mesh_triangle::MeshTriangle;
pub use plane::Plane;
pub use solid_primitive::{SolidPrimitive, SolidPrimitiveLoan, SolidPrimitiveView};
