//! A ROS 2 interface package, written from Rust types: which files it has, and that no file of
//! others is overwritten. What the two manifests say is in `manifest`.

use super::manifest::{MARK, Manifest};
use super::msg::msg_text;
use crate::{RosMessage, TypeDescription, TypeHash};
use alloc::borrow::ToOwned;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::{format, string::String, vec::Vec};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Why a package could not be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PackageError {
    /// The package has no message.
    #[error("package `{package}` has no message; add one with `with_message`")]
    Empty {
        /// Name of the package.
        package: String,
    },
    /// The name is not one that ROS allows for a package.
    #[error(
        "`{package}` is not a ROS package name, which is `[a-z][a-z0-9_]*`, without `__` and without `_` at the end"
    )]
    InvalidName {
        /// The name.
        package: String,
    },
    /// The version is not three numbers.
    #[error("`{version}` is not a version of three numbers, as `1.2.3`")]
    InvalidVersion {
        /// The version.
        version: String,
    },
    /// A message belongs to another package.
    #[error(
        "`{type_name}` is not of package `{package}`; add `#[ros(package = \"{package}\")]` to it, or export its own package"
    )]
    OtherPackage {
        /// Name of the message.
        type_name: &'static str,
        /// Name of the package.
        package: String,
    },
    /// A part of a service or action has no `.msg` file.
    #[error("`{type_name}` is a part of a service or action, and has no `.msg` file")]
    NotAMessage {
        /// Name of the part.
        type_name: &'static str,
    },
    /// Two different types have the same name: two structs, or two instances of a generic one.
    #[error(
        "two different types are called `{type_name}`; give each a name of its own with `#[ros(type_name = \"pkg/msg/Name\")]`"
    )]
    NameClash {
        /// The name.
        type_name: &'static str,
    },
    /// A file of that name is there and was not written by this function. Nothing was written.
    #[error("`{}` was not generated and is not overwritten; move it away or choose another folder", path.display())]
    ForeignFile {
        /// Where it is.
        path: PathBuf,
    },
    /// A file or folder could not be read or written.
    #[error("cannot access `{}`", path.display())]
    Io {
        /// Which one.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
}

/// What the export of a package did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Exported {
    /// Files that were created or brought up to date.
    pub written: Vec<PathBuf>,
    /// Files that were there already, with the same contents.
    pub unchanged: Vec<PathBuf>,
    /// `.msg` files of an earlier export whose message is gone. They were left, and are no longer built.
    pub stale: Vec<PathBuf>,
}

/// Several messages, as a tuple of their types.
pub trait MessageSet {
    /// Describes all of them.
    fn descriptions() -> Vec<TypeDescription>;
}

macro_rules! message_sets {
    ($($message:ident)*) => {
        message_sets!(@ [] $($message)*);
    };
    (@ [$($message:ident)*] $next:ident $($rest:ident)*) => {
        impl<$($message: RosMessage,)* $next: RosMessage> MessageSet for ($($message,)* $next,) {
            fn descriptions() -> Vec<TypeDescription> {
                let _ = const { ($($message::TYPE_HASH,)* $next::TYPE_HASH) };
                Vec::from([$($message::type_description(),)* $next::type_description()])
            }
        }
        message_sets!(@ [$($message)* $next] $($rest)*);
    };
    (@ [$($message:ident)*]) => {};
}

message_sets!(A B C D E F G H I J K L M N O P);

/// Writes the ROS 2 interface package of some messages into the folder `dir`, which it creates; the package
/// is that of the first message, and all are of the same. See [`Package`] to say more about it.
///
/// # Examples
/// ```
/// use ros_z_core::{RosMessage, export};
///
/// #[derive(RosMessage)]
/// #[ros(package = "demo_msgs")]
/// struct Waypoint {
///     position: [f64; 3],
/// }
///
/// #[derive(RosMessage)]
/// #[ros(package = "demo_msgs")]
/// struct Route {
///     waypoints: Vec<Waypoint>,
/// }
///
/// let dir = std::env::temp_dir().join("ros-z-core-doc").join("demo_msgs");
/// export::package::<(Route, Waypoint)>(&dir)?;
/// assert_eq!(std::fs::read_to_string(dir.join("msg/Waypoint.msg"))?.lines().last(), Some("float64[3] position"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// As [`Package::write`].
pub fn package<M: MessageSet>(dir: impl AsRef<Path>) -> Result<Exported, PackageError> {
    let messages = M::descriptions();
    let name = messages.first().map_or("", |first| package_of(first.type_name));
    let mut package = Package::new(name);
    package.messages = messages;
    package.write(dir)
}

/// A ROS 2 interface package to be written.
///
/// # Examples
/// ```no_run
/// # use ros_z_core::{RosMessage, export};
/// # #[derive(RosMessage)]
/// # #[ros(package = "demo_msgs")]
/// # struct Route { length: f64 }
/// export::Package::new("demo_msgs")
///     .with_version("1.2.0")
///     .with_license("Apache-2.0")
///     .with_message::<Route>()
///     .write("ros/demo_msgs")?;
/// # Ok::<(), export::PackageError>(())
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Package {
    name: String,
    version: String,
    description: Option<String>,
    maintainer: (String, String),
    license: String,
    messages: Vec<TypeDescription>,
}

impl Package {
    /// A package without messages yet.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            version: "0.0.0".to_owned(),
            description: None,
            maintainer: ("Maintainer".to_owned(), "maintainer@example.com".to_owned()),
            license: "Proprietary".to_owned(),
            messages: Vec::new(),
        }
    }

    /// Sets the version, three numbers; `0.0.0` otherwise.
    pub fn with_version(mut self, version: impl Into<String>) -> Self {
        self.version = version.into();
        self
    }

    /// Sets the description.
    pub fn with_description(mut self, description: impl Into<String>) -> Self {
        self.description = Some(description.into());
        self
    }

    /// Sets name and mail address of the maintainer, which ROS demands; a placeholder otherwise.
    pub fn with_maintainer(mut self, name: impl Into<String>, email: impl Into<String>) -> Self {
        self.maintainer = (name.into(), email.into());
        self
    }

    /// Sets the licence, best by its SPDX name; `Proprietary` otherwise.
    pub fn with_license(mut self, license: impl Into<String>) -> Self {
        self.license = license.into();
        self
    }

    /// Adds a message. Those of the same package that it refers to come along by themselves; the packages
    /// of the others become dependencies.
    pub fn with_message<T: RosMessage>(mut self) -> Self {
        // Whoever has two types of one name in a message learns it here, while compiling.
        let _ = const { T::TYPE_HASH };
        self.messages.push(T::type_description());
        self
    }

    /// Writes the package into the folder `dir`, which it creates: `package.xml`, `CMakeLists.txt`, and a `.msg`
    /// file a message.
    ///
    /// A file that an earlier export wrote is brought up to date. Any other file is never overwritten.
    ///
    /// # Errors
    /// [`PackageError`]. Everything is checked before the first file is written.
    pub fn write(&self, dir: impl AsRef<Path>) -> Result<Exported, PackageError> {
        let dir = dir.as_ref();
        let files = self.files()?;
        let mut exported = Exported::default();
        let mut pending = Vec::new();
        for (name, text) in &files {
            let path = dir.join(name);
            match read(&path)? {
                Some(old) if old == text.as_bytes() => exported.unchanged.push(path),
                Some(old) if !is_generated(&old) => return Err(PackageError::ForeignFile { path }),
                _ => pending.push((path, text)),
            }
        }
        let folder = dir.join("msg");
        fs::create_dir_all(&folder).map_err(|source| PackageError::Io {
            path: folder.clone(),
            source,
        })?;
        for (path, text) in pending {
            fs::write(&path, text).map_err(|source| PackageError::Io {
                path: path.clone(),
                source,
            })?;
            exported.written.push(path);
        }
        exported.stale = stale(&folder, &files)?;
        Ok(exported)
    }

    /// All files, by their path in the package.
    fn files(&self) -> Result<BTreeMap<String, String>, PackageError> {
        if !is_package_name(&self.name) {
            return Err(PackageError::InvalidName {
                package: self.name.clone(),
            });
        }
        if !is_version(&self.version) {
            return Err(PackageError::InvalidVersion {
                version: self.version.clone(),
            });
        }
        let own = self.own()?;
        let mut dependencies = BTreeSet::new();
        let mut files = BTreeMap::new();
        for (type_name, description) in &own {
            for field in description.fields {
                let package = package_of(field.field_type.nested_name());
                if !package.is_empty() && package != self.name {
                    dependencies.insert(package);
                }
            }
            let path = format!("msg/{}.msg", type_name.rsplit('/').next().unwrap_or(type_name));
            // One block of comments, which rosidl takes for that of the file.
            let between = if description.doc.is_empty() { "" } else { "#" };
            files.insert(path, format!("# {MARK}\n{between}\n{}", msg_text(description)));
        }
        let messages: Vec<&str> = files.keys().map(String::as_str).collect();
        let manifest = Manifest {
            package: &self.name,
            version: &self.version,
            description: self.description.as_deref(),
            maintainer: (&self.maintainer.0, &self.maintainer.1),
            license: &self.license,
            messages: &messages,
            dependencies: &dependencies,
        };
        let (cmake, xml) = (manifest.cmake(), manifest.xml());
        files.insert("CMakeLists.txt".to_owned(), cmake);
        files.insert("package.xml".to_owned(), xml);
        Ok(files)
    }

    /// The messages of the package: those that were added, and those of the same package that they refer to.
    fn own(&self) -> Result<BTreeMap<&'static str, TypeDescription>, PackageError> {
        let mut all = BTreeMap::new();
        for message in &self.messages {
            if package_of(message.type_name) != self.name {
                let (type_name, package) = (message.type_name, self.name.clone());
                return Err(PackageError::OtherPackage { type_name, package });
            }
            for description in core::iter::once(message).chain(message.referenced()) {
                let type_name = description.type_name;
                if !type_name.contains("/msg/") {
                    return Err(PackageError::NotAMessage { type_name });
                }
                let other = all.insert(type_name, *description);
                if other.is_some_and(|other| TypeHash::of(&other) != TypeHash::of(description)) {
                    return Err(PackageError::NameClash { type_name });
                }
            }
        }
        all.retain(|type_name, _| package_of(type_name) == self.name);
        if all.is_empty() {
            return Err(PackageError::Empty {
                package: self.name.clone(),
            });
        }
        Ok(all)
    }
}

/// The contents of a file, if it is there.
fn read(path: &Path) -> Result<Option<Vec<u8>>, PackageError> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(source) => Err(PackageError::Io {
            path: path.to_owned(),
            source,
        }),
    }
}

/// Whether one of the first lines carries the mark.
fn is_generated(contents: &[u8]) -> bool {
    let mut lines = contents.split(|&byte| byte == b'\n').take(3);
    lines.any(|line| line.windows(MARK.len()).any(|part| part == MARK.as_bytes()))
}

/// Generated `.msg` files in `folder` that are none of `files`.
fn stale(folder: &Path, files: &BTreeMap<String, String>) -> Result<Vec<PathBuf>, PackageError> {
    let error = |source| PackageError::Io {
        path: folder.to_owned(),
        source,
    };
    let mut stale = Vec::new();
    for entry in fs::read_dir(folder).map_err(error)? {
        let path = entry.map_err(error)?.path();
        let name = path
            .file_name()
            .map(|name| format!("msg/{}", name.to_string_lossy()));
        let is_known = name.is_some_and(|name| files.contains_key(&name) || !name.ends_with(".msg"));
        if !is_known && read(&path)?.is_some_and(|contents| is_generated(&contents)) {
            stale.push(path);
        }
    }
    stale.sort();
    Ok(stale)
}

fn package_of(type_name: &str) -> &str {
    type_name.split('/').next().unwrap_or_default()
}

fn is_package_name(name: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.bytes().all(allowed)
        && !name.contains("__")
        && !name.ends_with('_')
}

fn is_version(version: &str) -> bool {
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    version.split('.').count() == 3 && version.split('.').all(is_number)
}
