//! Descriptions computed from folders of `.msg`, `.srv` and `.action` files.

use ros_z::core::dynamic::Description;
use ros_z_import::Import;
use std::error::Error;
use std::path::Path;

/// Looks for a type in a package, a folder of packages, or a folder of definitions.
pub(super) fn find(folder: &Path, type_name: &str) -> Result<Option<Description>, String> {
    let import = Import::new().with_path(folder).with_ament_prefix_path();
    let imported = import.run().map_err(|error| {
        let cause = error.source().map(|cause| format!(": {cause}"));
        format!("{error}{}", cause.unwrap_or_default())
    })?;
    let mut descriptions = imported.type_descriptions().iter();
    let description = descriptions.find(|description| description.type_name == type_name);
    Ok(description.map(|description| Description::from(*description)))
}
