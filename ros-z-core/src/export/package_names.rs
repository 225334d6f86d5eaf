//! Checks the names of packages, types, fields and constants, so that ROS 2 can build the package. The module
//! `reserved` lists the refused names.

use super::msg::constants;
use super::package_error::PackageError;
use super::reserved;
use crate::type_description::TypeDescription;
use alloc::borrow::ToOwned;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::{string::String, vec::Vec};

/// Checks the name of a package.
pub(super) fn check_package_name(name: &str) -> Result<(), PackageError> {
    let package = || name.to_owned();
    if !is_package_name(name) {
        return Err(PackageError::InvalidName { package: package() });
    }
    match reserved::package(name) {
        Some(reason) => Err(PackageError::ReservedPackage {
            package: package(),
            reason,
        }),
        None => Ok(()),
    }
}

/// Checks the name of a message, `pkg/msg/Name`, or service, `pkg/srv/Name`.
pub(super) fn check_interface(type_name: &'static str) -> Result<(), PackageError> {
    let name = last_part(type_name);
    let reason = if type_name.contains("/srv/") {
        reserved::service(name)
    } else {
        reserved::message(name)
    };
    match reason {
        Some(reason) => Err(PackageError::ReservedType { type_name, reason }),
        None => Ok(()),
    }
}

/// Checks the names of fields and constants.
pub(super) fn check_names(description: &TypeDescription) -> Result<(), PackageError> {
    let type_name = description.type_name;
    for field in description.fields {
        if let Some(reason) = reserved::field(field.name) {
            let field = field.name;
            return Err(PackageError::ReservedField {
                type_name,
                field,
                reason,
            });
        }
    }
    let mut known = BTreeSet::new();
    for (constant, _) in constants(description) {
        if let Some(reason) = reserved::constant(&constant) {
            return Err(PackageError::ReservedConstant {
                type_name,
                constant,
                reason,
            });
        }
        if !known.insert(constant.clone()) {
            return Err(PackageError::ConstantClash { type_name, constant });
        }
    }
    Ok(())
}

/// Checks that no two types are generated into the same files.
pub(super) fn check_files(type_names: impl Iterator<Item = &'static str>) -> Result<(), PackageError> {
    let mut known = BTreeMap::new();
    for second in type_names {
        let file = snake(last_part(second));
        if let Some(first) = known.insert(file.clone(), second) {
            return Err(PackageError::FileClash { first, second, file });
        }
    }
    Ok(())
}

/// The name of the files that rosidl generates for a type: `GPSFix2D` is `gps_fix2_d`.
fn snake(name: &str) -> String {
    let chars: Vec<char> = name.chars().collect();
    let mut snake = String::new();
    for (index, character) in chars.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|before| chars.get(before));
        let next_is_lower = chars.get(index + 1).is_some_and(char::is_ascii_lowercase);
        if character.is_ascii_uppercase()
            && before.is_some_and(|before| !before.is_ascii_uppercase() || next_is_lower)
        {
            snake.push('_');
        }
        snake.push(character.to_ascii_lowercase());
    }
    snake
}

/// The package of `pkg/msg/Name`.
pub(super) fn package_of(type_name: &str) -> &str {
    type_name.split('/').next().unwrap_or_default()
}

/// The `Name` of `pkg/msg/Name`.
pub(super) fn last_part(type_name: &str) -> &str {
    type_name.rsplit('/').next().unwrap_or(type_name)
}

fn is_package_name(name: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.bytes().all(allowed)
        && !name.contains("__")
        && !name.ends_with('_')
}

pub(super) fn is_version(version: &str) -> bool {
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    version.split('.').count() == 3 && version.split('.').all(is_number)
}

#[cfg(test)]
mod tests {
    use super::*;

    // From `convert_camel_case_to_lower_case_underscore` of rosidl_pycommon 4.6.6.
    #[test]
    fn files_have_the_names_of_rosidl() {
        for (name, file) in [
            ("Arm", "arm"),
            ("PointCloud2", "point_cloud2"),
            ("GPSFix2D", "gps_fix2_d"),
            ("ABC", "abc"),
            ("AAbBCc", "a_ab_b_cc"),
        ] {
            assert_eq!(snake(name), file);
        }
    }
}
