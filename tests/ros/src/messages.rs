//! The import that generates `ros-z-msgs`: its definitions, and the choices about their code.

use std::path::PathBuf;

use ros_z_import::Import;

/// Packages whose messages are small, and sent so seldom that neither views nor loans are worth their compile time.
const WITHOUT_VIEWS_AND_LOANS: [&str; 2] = ["composition_interfaces", "std_srvs"];

/// Packages whose messages are small.
const WITHOUT_LOANS: [&str; 5] = [
    "action_msgs",
    "diagnostic_msgs",
    "rcl_interfaces",
    "statistics_msgs",
    "type_description_interfaces",
];

/// The folder of the crate `ros-z-msgs`.
#[must_use]
pub fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../ros-z-msgs")
}

/// The folder of the definitions. Their fields and constants are those of ROS 2, their comments are this project's own.
#[must_use]
pub fn definitions() -> PathBuf {
    folder().join("definitions")
}

/// The folder of the generated code.
#[must_use]
pub fn packages() -> PathBuf {
    folder().join("src/packages")
}

/// An import that writes code as in `ros-z-msgs`, without packages.
pub fn import() -> Import {
    Import::new()
        .with_views_and_loans()
        .without_views_and_loans_in(WITHOUT_VIEWS_AND_LOANS)
        .without_loans_in(WITHOUT_LOANS)
        .without_msg_module()
        .with_zbufs()
}
