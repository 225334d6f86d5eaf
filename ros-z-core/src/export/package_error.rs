//! The error of a package export.

use super::reserved::Reserved;
use crate::constant_value::ConstantValue;
use crate::default_value::DefaultValue;
use alloc::string::String;
use std::path::PathBuf;

/// The reason why a package could not be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PackageError {
    /// The package has no message and no service.
    #[error("package `{package}` has no message or service; add one with `with_message` or `with_service`")]
    Empty {
        /// Name of the package.
        package: String,
    },
    /// ROS does not allow this name for a package.
    #[error(
        "`{package}` is not a ROS package name; use `[a-z][a-z0-9_]*` without `__` and without `_` at the end"
    )]
    InvalidName {
        /// The name.
        package: String,
    },
    /// The version does not consist of three numbers.
    #[error("version `{version}` does not consist of three numbers; use for example `1.2.3`")]
    InvalidVersion {
        /// The version.
        version: String,
    },
    /// A message belongs to another package.
    #[error(
        "`{type_name}` is not in package `{package}`; add `#[ros(package = \"{package}\")]` to it, or export its own package"
    )]
    OtherPackage {
        /// Name of the message.
        type_name: &'static str,
        /// Name of the package.
        package: String,
    },
    /// A part of a service or action was added as a message or used as a field, or a service is part of an
    /// action.
    #[error(
        "`{type_name}` is a part of a service or action, not a message; add a service with `with_service`, or name the type `pkg/msg/Name` if it is also a message or field"
    )]
    NotAMessage {
        /// Name of the part.
        type_name: &'static str,
    },
    /// ROS 2 reserves this package name.
    #[error("a ROS 2 package cannot be named `{package}`: `{package}` {reason}; choose another name")]
    ReservedPackage {
        /// Name of the package.
        package: String,
        /// The reason.
        reason: Reserved,
    },
    /// ROS 2 reserves this name of a message or service.
    #[error(
        "`{type_name}` cannot be exported: its last part {reason}; set another name with `#[ros(type_name = \"pkg/msg/Name\")]`"
    )]
    ReservedType {
        /// Name of the message or service.
        type_name: &'static str,
        /// The reason.
        reason: Reserved,
    },
    /// ROS 2 reserves this field name.
    #[error(
        "field `{field}` of `{type_name}` cannot be exported: `{field}` {reason}; set another name with `#[ros(rename = \"…\")]`"
    )]
    ReservedField {
        /// Name of the message.
        type_name: &'static str,
        /// Name of the field.
        field: &'static str,
        /// The reason.
        reason: Reserved,
    },
    /// ROS 2 reserves this name of a constant or enum variant.
    #[error(
        "constant `{constant}` of `{type_name}` cannot be exported: `{constant}` {reason}; rename the constant or enum variant"
    )]
    ReservedConstant {
        /// Name of the message with the constant, or with a field of the enum.
        type_name: &'static str,
        /// Name of the constant.
        constant: String,
        /// The reason.
        reason: Reserved,
    },
    /// A default value cannot be written into a `.msg` file.
    #[error(
        "the default value of field `{field}` of `{type_name}` cannot be exported: {value}; in a `.msg` file, numbers are finite, and strings are ASCII without control characters, `\"`, `#`, `'`, `=`, `\\` and `??`, and without blanks at the ends if they are in a list"
    )]
    UnwritableDefault {
        /// Name of the message.
        type_name: &'static str,
        /// Name of the field.
        field: &'static str,
        /// The default value.
        value: DefaultValue,
    },
    /// The value of a constant cannot be written into a `.msg` file.
    #[error(
        "constant `{constant}` of `{type_name}` cannot be exported: {value}; in a `.msg` file, numbers are finite, and strings are ASCII without control characters, `\"`, `#`, `'`, `\\` and `??`"
    )]
    UnwritableConstant {
        /// Name of the message.
        type_name: &'static str,
        /// Name of the constant.
        constant: &'static str,
        /// The value.
        value: ConstantValue,
    },
    /// A message and its enums define two constants of the same name.
    #[error("`{type_name}` would have two constants `{constant}`; rename a constant, an enum or a variant")]
    ConstantClash {
        /// Name of the message.
        type_name: &'static str,
        /// Name of the constant.
        constant: String,
    },
    /// Two type names map to the same generated header.
    #[error("`{first}` and `{second}` generate the same files, `{file}`; rename one of the two")]
    FileClash {
        /// The first name.
        first: &'static str,
        /// The second name.
        second: &'static str,
        /// Name of the files, without an extension.
        file: String,
    },
    /// Two different types have the same name: two structs, or two instances of a generic struct.
    #[error(
        "two different types are named `{type_name}`; rename one of them with `#[ros(type_name = \"pkg/msg/Name\")]`"
    )]
    NameClash {
        /// The name.
        type_name: &'static str,
    },
    /// A file of that name exists and was not generated. Nothing was written.
    #[error("`{}` was not generated, and is not overwritten; move it or choose another folder", path.display())]
    ForeignFile {
        /// Path of the file.
        path: PathBuf,
    },
    /// A file or folder could not be read or written.
    #[error("cannot access `{}`", path.display())]
    Io {
        /// Path of the file or folder.
        path: PathBuf,
        /// The cause.
        source: std::io::Error,
    },
}
