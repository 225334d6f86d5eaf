//! Writes a ROS 2 interface package from Rust types: lists its files and never overwrites a file that it did
//! not generate. The contents of the two manifests are in `manifest`, the checks of names in `package_names`.

use super::manifest::{MARK, Manifest};
use super::msg::msg_text;
use super::package_error::PackageError;
use super::package_names::{
    check_files, check_interface, check_names, check_package_name, is_version, last_part, package_of,
};
use crate::message::RosMessage;
use crate::service::RosService;
use crate::type_description::TypeDescription;
use crate::type_hash::TypeHash;
use alloc::borrow::ToOwned;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::{format, string::String, vec::Vec};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The result of an export.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Exported {
    /// Files that were created or updated.
    pub written: Vec<PathBuf>,
    /// Files that already had the same contents.
    pub unchanged: Vec<PathBuf>,
    /// `.msg` and `.srv` files of an earlier export whose type no longer exists. They stay in place, and the
    /// package no longer builds them.
    pub stale: Vec<PathBuf>,
}

/// A tuple of message types.
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

/// Writes the ROS 2 interface package of some messages into the folder `dir`, which it creates. All messages
/// must belong to the package of the first one. [`Package`] offers more settings.
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

/// Builds and writes a ROS 2 interface package.
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
    services: Vec<Service>,
}

/// A service of a package.
#[derive(Clone, Copy, Debug)]
struct Service {
    type_name: &'static str,
    request: TypeDescription,
    response: TypeDescription,
}

impl Package {
    /// Creates a package without messages.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            version: "0.0.0".to_owned(),
            description: None,
            maintainer: ("Maintainer".to_owned(), "maintainer@example.com".to_owned()),
            license: "Proprietary".to_owned(),
            messages: Vec::new(),
            services: Vec::new(),
        }
    }

    /// Sets the version, three numbers; the default is `0.0.0`.
    pub fn with_version(mut self, version: impl Into<String>) -> Self {
        self.version = version.into();
        self
    }

    /// Sets the description.
    pub fn with_description(mut self, description: impl Into<String>) -> Self {
        self.description = Some(description.into());
        self
    }

    /// Sets the name and the mail address of the maintainer, which ROS requires; the default is a placeholder.
    pub fn with_maintainer(mut self, name: impl Into<String>, email: impl Into<String>) -> Self {
        self.maintainer = (name.into(), email.into());
        self
    }

    /// Sets the licence, preferably as its SPDX name; the default is `Proprietary`.
    pub fn with_license(mut self, license: impl Into<String>) -> Self {
        self.license = license.into();
        self
    }

    /// Adds a message, and the messages of the same package that it refers to. The packages of all other
    /// referenced messages become dependencies.
    pub fn with_message<T: RosMessage>(mut self) -> Self {
        // Reports two types of one name in a message at compile time.
        let _ = const { T::TYPE_HASH };
        self.messages.push(T::type_description());
        self
    }

    /// Adds a service, and the messages of the same package that its request and its response refer to, as
    /// [`with_message`](Self::with_message) does.
    ///
    /// # Examples
    /// ```
    /// use ros_z_core::{RosMessage, export, ros_service};
    ///
    /// #[derive(RosMessage)]
    /// #[ros(type_name = "demo_msgs/srv/Grip_Request")]
    /// struct GripRequest {
    ///     /// Newton.
    ///     force: f32,
    /// }
    ///
    /// #[derive(RosMessage)]
    /// #[ros(type_name = "demo_msgs/srv/Grip_Response")]
    /// struct GripResponse {
    ///     held: bool,
    /// }
    ///
    /// ros_service!(Grip: GripRequest => GripResponse);
    ///
    /// let dir = std::env::temp_dir().join("ros-z-core-doc-service").join("demo_msgs");
    /// export::Package::new("demo_msgs").with_service::<Grip>().write(&dir)?;
    /// let text = std::fs::read_to_string(dir.join("srv/Grip.srv"))?;
    /// assert!(text.ends_with("# Newton.\nfloat32 force\n---\nbool held\n"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn with_service<S: RosService>(mut self) -> Self {
        let _ = const { S::TYPE_HASH };
        self.services.push(Service {
            type_name: S::TYPE_NAME,
            request: S::Request::type_description(),
            response: S::Response::type_description(),
        });
        self
    }

    /// Adds a message by its description, as [`with_message`](Self::with_message) does.
    pub fn with_message_description(mut self, message: TypeDescription) -> Self {
        self.messages.push(message);
        self
    }

    /// Adds a service, `pkg/srv/Name`, by the descriptions of its request and its response, as
    /// [`with_service`](Self::with_service) does.
    pub fn with_service_description(
        mut self,
        type_name: &'static str,
        request: TypeDescription,
        response: TypeDescription,
    ) -> Self {
        self.services.push(Service {
            type_name,
            request,
            response,
        });
        self
    }

    /// Writes the package into the folder `dir`, which it creates: `package.xml`, `CMakeLists.txt`, a `.msg`
    /// file for each message and a `.srv` file for each service.
    ///
    /// Updates the files of an earlier export, and never overwrites any other file.
    ///
    /// # Errors
    /// [`PackageError`]. All checks precede the first write.
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
        for kind in KINDS
            .into_iter()
            .filter(|kind| files.keys().any(|name| name.starts_with(kind)))
        {
            let folder = dir.join(kind);
            fs::create_dir_all(&folder).map_err(|source| PackageError::Io { path: folder, source })?;
        }
        for (path, text) in pending {
            fs::write(&path, text).map_err(|source| PackageError::Io {
                path: path.clone(),
                source,
            })?;
            exported.written.push(path);
        }
        exported.stale = stale(dir, &files)?;
        Ok(exported)
    }

    /// All files, by path in the package.
    fn files(&self) -> Result<BTreeMap<String, String>, PackageError> {
        check_package_name(&self.name)?;
        if !is_version(&self.version) {
            return Err(PackageError::InvalidVersion {
                version: self.version.clone(),
            });
        }
        let messages = self.own()?;
        let services = self.own_services()?;
        if messages.is_empty() && services.is_empty() {
            return Err(PackageError::Empty {
                package: self.name.clone(),
            });
        }
        let mut files = BTreeMap::new();
        for (type_name, description) in &messages {
            files.insert(file_of(type_name, "msg"), Self::generated(&[description]));
        }
        for (type_name, service) in &services {
            let parts = [&service.request, &service.response];
            files.insert(file_of(type_name, "srv"), Self::generated(&parts));
        }
        let interfaces: Vec<&str> = files.keys().map(String::as_str).collect();
        let parts = services
            .values()
            .flat_map(|service| [&service.request, &service.response]);
        let dependencies = self.dependencies(messages.values().chain(parts));
        let manifest = Manifest {
            package: &self.name,
            version: &self.version,
            description: self.description.as_deref(),
            maintainer: (&self.maintainer.0, &self.maintainer.1),
            license: &self.license,
            interfaces: &interfaces,
            dependencies: &dependencies,
        };
        let (cmake, xml) = (manifest.cmake(), manifest.xml());
        files.insert("CMakeLists.txt".to_owned(), cmake);
        files.insert("package.xml".to_owned(), xml);
        Ok(files)
    }

    /// The text of a file that defines a message, or the request and the response of a service.
    fn generated(parts: &[&TypeDescription]) -> String {
        // rosidl uses this one block of comments as the comment of the file.
        let has_doc = parts.first().is_some_and(|first| !first.doc.is_empty());
        let between = if has_doc { "#" } else { "" };
        let mut text = format!("# {MARK}\n{between}\n");
        for (index, part) in parts.iter().enumerate() {
            let part_text = msg_text(part);
            if index > 0 {
                text += "---\n";
                // Without it, rosidl would use the comment of the first field as the comment of the part.
                if part.doc.is_empty() && part_text.starts_with('#') {
                    text += "\n";
                }
            }
            text += &part_text;
        }
        text
    }

    /// Other packages that the fields of these types refer to.
    fn dependencies<'a>(&self, types: impl Iterator<Item = &'a TypeDescription>) -> BTreeSet<&'static str> {
        types
            .flat_map(|description| description.fields)
            .map(|field| package_of(field.field_type.nested_name()))
            .filter(|package| !package.is_empty() && *package != self.name)
            .collect()
    }

    /// The messages of the package: the added ones, and those of the same package that these and the services
    /// refer to.
    fn own(&self) -> Result<BTreeMap<&'static str, TypeDescription>, PackageError> {
        let mut all = BTreeMap::new();
        let parts = self
            .services
            .iter()
            .flat_map(|service| [&service.request, &service.response]);
        let added = self.messages.iter().map(|message| (message, Some(message)));
        for (top, message) in added.chain(parts.map(|part| (part, None))) {
            self.check_package(top.type_name)?;
            for description in message
                .into_iter()
                .copied()
                .chain(top.referenced().into_iter().copied())
            {
                let type_name = description.type_name;
                if !type_name.contains("/msg/") {
                    return Err(PackageError::NotAMessage { type_name });
                }
                let other = all.insert(type_name, description);
                if other.is_some_and(|other| TypeHash::of(&other) != TypeHash::of(&description)) {
                    return Err(PackageError::NameClash { type_name });
                }
            }
        }
        all.retain(|type_name, _| package_of(type_name) == self.name);
        check_files(all.keys().copied())?;
        for (type_name, description) in &all {
            check_interface(type_name)?;
            check_names(description)?;
            check_values(description)?;
        }
        Ok(all)
    }

    /// The services of the package.
    fn own_services(&self) -> Result<BTreeMap<&'static str, Service>, PackageError> {
        let mut all: BTreeMap<&'static str, Service> = BTreeMap::new();
        for service in &self.services {
            let type_name = service.type_name;
            if !type_name.contains("/srv/") {
                return Err(PackageError::NotAMessage { type_name });
            }
            check_interface(type_name)?;
            check_names(&service.request)?;
            check_names(&service.response)?;
            check_values(&service.request)?;
            check_values(&service.response)?;
            if let Some(other) = all.insert(type_name, *service)
                && (TypeHash::of(&other.request) != TypeHash::of(&service.request)
                    || TypeHash::of(&other.response) != TypeHash::of(&service.response))
            {
                return Err(PackageError::NameClash { type_name });
            }
        }
        check_files(all.keys().copied())?;
        Ok(all)
    }

    fn check_package(&self, type_name: &'static str) -> Result<(), PackageError> {
        if package_of(type_name) == self.name {
            return Ok(());
        }
        let package = self.name.clone();
        Err(PackageError::OtherPackage { type_name, package })
    }
}

/// The folders of interface files.
const KINDS: [&str; 2] = ["msg", "srv"];

/// Converts `pkg/msg/Name` to `msg/Name.msg`.
fn file_of(type_name: &str, kind: &str) -> String {
    format!("{kind}/{}.{kind}", last_part(type_name))
}

/// The contents of a file, if it exists.
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

/// Returns whether one of the first lines contains the mark.
fn is_generated(contents: &[u8]) -> bool {
    let mut lines = contents.split(|&byte| byte == b'\n').take(3);
    lines.any(|line| line.windows(MARK.len()).any(|part| part == MARK.as_bytes()))
}

/// Generated `.msg` and `.srv` files in the package `dir` that are not in `files`.
fn stale(dir: &Path, files: &BTreeMap<String, String>) -> Result<Vec<PathBuf>, PackageError> {
    let mut stale = Vec::new();
    for kind in KINDS {
        let folder = dir.join(kind);
        let error = |source| PackageError::Io {
            path: folder.clone(),
            source,
        };
        let entries = match fs::read_dir(&folder) {
            Err(missing) if missing.kind() == ErrorKind::NotFound => continue,
            entries => entries.map_err(error)?,
        };
        for entry in entries {
            let path = entry.map_err(error)?.path();
            let ending = format!(".{kind}");
            let name = path
                .file_name()
                .map(|name| format!("{kind}/{}", name.to_string_lossy()));
            let is_known = name.is_some_and(|name| files.contains_key(&name) || !name.ends_with(&ending));
            if !is_known && read(&path)?.is_some_and(|contents| is_generated(&contents)) {
                stale.push(path);
            }
        }
    }
    stale.sort();
    Ok(stale)
}

/// Checks that rosidl reads the constants and default values as they are.
fn check_values(description: &TypeDescription) -> Result<(), PackageError> {
    for constant in description.constants {
        if !constant.value.is_writable() {
            return Err(PackageError::UnwritableConstant {
                type_name: description.type_name,
                constant: constant.name,
                value: constant.value,
            });
        }
    }
    for field in description.fields {
        if let Some(value) = field.default_value().filter(|value| !value.is_writable()) {
            return Err(PackageError::UnwritableDefault {
                type_name: description.type_name,
                field: field.name,
                value,
            });
        }
    }
    Ok(())
}
