//! The steps of an import: find packages, read definitions, resolve types, describe them, generate Rust. Writes nothing
//! before all of them have succeeded.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::definition::{Body, ElementType, Interface};
use crate::describe::Descriptions;
use crate::error::ImportError;
use crate::new_crate;
use crate::output::{self, Written};
use crate::package::{self, PackageFolder};
use crate::parse::parse_file;
use crate::position::Position;
use ros_z_core::TypeHash;

use crate::rust::{Context, Described, GeneratedFile, Package, Paths};

/// Imports ROS 2 packages.
///
/// # Examples
/// ```
/// # let root = std::env::temp_dir().join(format!("ros-z-import-doc-{}", std::process::id()));
/// # std::fs::create_dir_all(root.join("demo_msgs/msg"))?;
/// # std::fs::write(root.join("demo_msgs/msg/Speed.msg"), "float64 limit 1.5\nstd_msgs/Header header\n")?;
/// let import = ros_z_import::Import::new().with_path(root.join("demo_msgs")).run()?;
/// assert_eq!(import.packages(), ["demo_msgs"]);
/// import.write(root.join("src/interfaces"))?;
/// # std::fs::remove_dir_all(root)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Import {
    paths: Vec<PathBuf>,
    prefixes: Vec<PathBuf>,
    rust: Paths,
    has_forms: bool,
}

impl Default for Import {
    fn default() -> Self {
        Self::new()
    }
}

impl Import {
    /// Creates an import without packages.
    pub fn new() -> Self {
        Self {
            paths: Vec::new(),
            prefixes: Vec::new(),
            rust: Paths {
                core: "ros_z_core".to_owned(),
                messages: "ros_z_msgs".to_owned(),
                root: "crate".to_owned(),
            },
            has_forms: false,
        }
    }

    /// Adds a package folder, a folder of packages at any depth, or a folder of definitions, whose name is then
    /// the name of the package.
    pub fn with_path(mut self, path: impl Into<PathBuf>) -> Self {
        self.paths.push(path.into());
        self
    }

    /// Adds prefixes of installed packages, as in `AMENT_PREFIX_PATH`. If an imported package refers to one that is
    /// neither imported nor a part of `ros-z-msgs`, the import takes that package from there.
    pub fn with_prefixes(mut self, prefixes: impl IntoIterator<Item = PathBuf>) -> Self {
        self.prefixes.extend(prefixes);
        self
    }

    /// Adds the prefixes in the environment variable `AMENT_PREFIX_PATH`.
    pub fn with_ament_prefix_path(self) -> Self {
        let variable = std::env::var_os("AMENT_PREFIX_PATH").unwrap_or_default();
        self.with_prefixes(std::env::split_paths(&variable).filter(|path| !path.as_os_str().is_empty()))
    }

    /// Sets the module path of the output folder; by default, `crate`. The path of `src/interfaces/` is
    /// `crate::interfaces`.
    pub fn with_module(mut self, module: impl Into<String>) -> Self {
        self.rust.root = module.into();
        self
    }

    /// Makes the code depend on `ros-z` alone, instead of on `ros-z-core` and `ros-z-msgs`.
    pub fn with_ros_z(mut self) -> Self {
        "ros_z::core".clone_into(&mut self.rust.core);
        "ros_z::msgs".clone_into(&mut self.rust.messages);
        self
    }

    /// Adds `#[ros(view)]` to messages with strings or sequences, and `#[ros(loan)]` to those with sequences of numbers or
    /// messages, so that receivers read them in place and publishers fill them in place. The code then compiles more slowly.
    pub fn with_views_and_loans(mut self) -> Self {
        self.has_forms = true;
        self
    }

    /// Reads and checks all packages, and generates their code.
    ///
    /// # Errors
    /// [`ImportError`] names the file, the line and the rule, or the type that is missing.
    pub fn run(self) -> Result<Imported, ImportError> {
        let mut folders = Vec::new();
        for path in &self.paths {
            let found = package::find(path)?;
            if found.is_empty() {
                return Err(ImportError::Empty { path: path.clone() });
            }
            folders.extend(found);
        }
        let mut sources = Sources::default();
        for folder in folders {
            sources.add(folder)?;
        }
        let mut descriptions = Descriptions::of_catalogue();
        sources.add_installed(&self.prefixes, &descriptions)?;
        let order = sources.order(&self.searched(), &descriptions)?;
        let mut hashes = HashMap::new();
        for name in order {
            if let Some(definition) = sources.definitions.get(&name) {
                hashes.insert(name, descriptions.add(&definition.interface));
            }
        }
        let mut packages = Vec::new();
        for folder in &sources.folders {
            let mut interfaces = Vec::new();
            for name in &folder.interfaces {
                if let (Some(definition), Some(hashes)) =
                    (sources.definitions.remove(name), hashes.remove(name))
                {
                    interfaces.push(Described {
                        interface: definition.interface,
                        hashes,
                    });
                }
            }
            packages.push(Package {
                name: folder.name.clone(),
                version: folder.version.clone(),
                interfaces,
            });
        }
        let context = Context {
            paths: &self.rust,
            has_forms: self.has_forms,
            packages: &packages,
            descriptions: &descriptions,
        };
        Ok(Imported {
            files: context.files()?,
            types: context.types(),
            packages: packages.iter().map(|package| package.name.clone()).collect(),
            warnings: sources.warnings,
        })
    }

    fn searched(&self) -> String {
        let mut places = vec!["the imported packages".to_owned(), "ros-z-msgs".to_owned()];
        places.extend(self.prefixes.iter().map(|prefix| prefix.display().to_string()));
        places.join(", ")
    }
}

/// The code of imported packages.
#[derive(Clone, Debug)]
pub struct Imported {
    files: Vec<GeneratedFile>,
    packages: Vec<String>,
    types: Vec<ImportedType>,
    warnings: Vec<String>,
}

impl Imported {
    /// Returns the files, with their paths below the output folder.
    #[must_use]
    pub fn files(&self) -> &[GeneratedFile] {
        &self.files
    }

    /// Returns the names of the packages.
    #[must_use]
    pub fn packages(&self) -> &[String] {
        &self.packages
    }

    /// Returns the types of the packages.
    #[must_use]
    pub fn types(&self) -> &[ImportedType] {
        &self.types
    }

    /// Returns warnings about lines that rosidl reads differently from what their author probably meant, each with file,
    /// line and column.
    #[must_use]
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }

    /// Writes the files into `folder`, which it creates. Leaves files with the right contents unchanged, and removes files of
    /// earlier imports whose definition no longer exists.
    ///
    /// # Errors
    /// [`ImportError::Foreign`], before anything is written, if a file that no import wrote would be overwritten.
    /// [`ImportError::Io`] if a file cannot be read or written.
    pub fn write(&self, folder: impl AsRef<Path>) -> Result<Written, ImportError> {
        output::write(folder.as_ref(), &self.files)
    }

    /// Writes a crate into `folder`, named for the folder. It depends on `ros-z-core` and `ros-z-msgs` in the
    /// clone of this repository at `repository`, or on their released versions if that is `None`.
    ///
    /// # Errors
    /// As [`write`](Self::write).
    pub fn write_crate(
        &self,
        folder: impl AsRef<Path>,
        repository: Option<&Path>,
    ) -> Result<Written, ImportError> {
        let files = new_crate::files(folder.as_ref(), repository, &self.files)?;
        output::write(folder.as_ref(), &files)
    }
}

/// A type of an imported package: a message, a service, or a part of one.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ImportedType {
    /// ROS name, such as `demo_msgs/srv/Dock_Request`.
    pub type_name: String,
    /// Path of the Rust type, such as `crate::demo_msgs::srv::DockRequest`.
    pub rust_path: String,
    /// Type hash.
    pub type_hash: TypeHash,
    /// Whether it is a service, which itself is not a message.
    pub is_service: bool,
}

/// Everything that was read.
#[derive(Default)]
struct Sources {
    folders: Vec<Folder>,
    definitions: HashMap<String, Definition>,
    warnings: Vec<String>,
}

struct Folder {
    name: String,
    version: String,
    /// ROS names of the interfaces.
    interfaces: Vec<String>,
}

struct Definition {
    interface: Interface,
    file: PathBuf,
}

/// A reference to a message, and the place that refers to it.
struct Reference<'a> {
    package: &'a str,
    type_name: String,
    position: Position,
}

impl Definition {
    fn references(&self) -> Vec<Reference<'_>> {
        let mut references = Vec::new();
        for (_, message) in self.interface.messages() {
            for field in &message.fields {
                if let ElementType::Message { package, name } = &field.field_type.element {
                    references.push(Reference {
                        package,
                        type_name: format!("{package}/msg/{name}"),
                        position: field.position,
                    });
                }
            }
        }
        references
    }
}

impl Sources {
    fn add(&mut self, folder: PackageFolder) -> Result<(), ImportError> {
        let mut interfaces = Vec::new();
        for file in folder.idl {
            self.warnings.push(format!(
                "{}: definitions in IDL are not imported; write it as a `.msg`, `.srv` or `.action` file",
                file.display()
            ));
        }
        for file in folder.files {
            let bytes = fs::read(&file).map_err(|source| ImportError::Io {
                action: "read",
                path: file.clone(),
                source,
            })?;
            let mut parsed = parse_file(&folder.name, &file, &bytes)?;
            self.warnings.extend(parsed.warnings);
            for position in parsed.interface.bound_wide_sequences() {
                self.warnings.push(format!(
                    "{}:{}:{}: rosidl takes the bound of the strings for a bound of the sequence too",
                    file.display(),
                    position.line,
                    position.column,
                ));
            }
            let type_name = parsed.interface.type_name();
            if let Some(first) = self.definitions.get(&type_name) {
                return Err(ImportError::DefinedTwice {
                    type_name,
                    first: first.file.clone(),
                    second: file,
                });
            }
            interfaces.push(type_name.clone());
            let interface = parsed.interface;
            self.definitions.insert(type_name, Definition { interface, file });
        }
        match self.folders.iter_mut().find(|other| other.name == folder.name) {
            Some(other) => other.interfaces.extend(interfaces),
            None => self.folders.push(Folder {
                name: folder.name,
                version: folder.version,
                interfaces,
            }),
        }
        Ok(())
    }

    /// Adds installed packages until no reference leads to another one.
    fn add_installed(
        &mut self,
        prefixes: &[PathBuf],
        in_catalogue: &Descriptions,
    ) -> Result<(), ImportError> {
        let mut tried = HashSet::new();
        loop {
            let references = self.definitions.values().flat_map(Definition::references);
            let missing = references.filter(|reference| {
                !self.definitions.contains_key(&reference.type_name)
                    && in_catalogue.get(&reference.type_name).is_none()
            });
            let mut missing: Vec<_> = missing.map(|reference| reference.package.to_owned()).collect();
            missing.retain(|package| !tried.contains(package));
            missing.sort();
            let Some(package) = missing.first() else {
                return Ok(());
            };
            tried.insert(package.clone());
            let known = self.folders.iter().any(|folder| folder.name == *package);
            if !known && let Some(folder) = package::installed(prefixes, package)? {
                self.add(folder)?;
            }
        }
    }

    /// The interfaces, each after those that it refers to.
    fn order(&self, searched: &str, catalogue: &Descriptions) -> Result<Vec<String>, ImportError> {
        let mut order = Order {
            sources: self,
            catalogue,
            searched,
            done: HashSet::new(),
            path: Vec::new(),
            sorted: Vec::new(),
        };
        let names = self.folders.iter().flat_map(|folder| &folder.interfaces);
        for name in names {
            order.visit(name)?;
        }
        Ok(order.sorted)
    }
}

/// A walk along references.
struct Order<'a> {
    sources: &'a Sources,
    catalogue: &'a Descriptions,
    searched: &'a str,
    done: HashSet<String>,
    /// The messages that are being walked through, each referring to the next.
    path: Vec<String>,
    sorted: Vec<String>,
}

impl Order<'_> {
    fn visit(&mut self, name: &str) -> Result<(), ImportError> {
        if self.done.contains(name) {
            return Ok(());
        }
        let Some(definition) = self.sources.definitions.get(name) else {
            return Ok(());
        };
        if let Some(start) = self.path.iter().position(|other| other == name) {
            let mut cycle = self.path[start..].to_vec();
            cycle.push(name.to_owned());
            return Err(ImportError::Circular {
                file: definition.file.clone(),
                cycle: cycle.join(" → "),
            });
        }
        self.path.push(name.to_owned());
        for reference in definition.references() {
            if self.sources.definitions.contains_key(&reference.type_name) {
                self.visit(&reference.type_name)?;
            } else if self.catalogue.get(&reference.type_name).is_none() {
                return Err(self.unknown(definition, reference));
            }
        }
        if !matches!(definition.interface.body, Body::Message(_)) {
            for used in [
                "service_msgs/msg/ServiceEventInfo",
                "unique_identifier_msgs/msg/UUID",
                "builtin_interfaces/msg/Time",
            ] {
                self.visit(used)?;
            }
        }
        self.path.pop();
        self.done.insert(name.to_owned());
        self.sorted.push(name.to_owned());
        Ok(())
    }

    fn unknown(&self, definition: &Definition, reference: Reference<'_>) -> ImportError {
        let name = reference.type_name.rsplit_once('/').map_or("", |(_, name)| name);
        let ending = format!("/msg/{name}");
        let mut elsewhere: Vec<_> = ros_z_msgs::catalogue::MESSAGES
            .iter()
            .map(|entry| entry.type_name)
            .chain(self.sources.definitions.keys().map(String::as_str))
            .filter(|other| other.ends_with(&ending))
            .map(|other| format!("`{}`", other.replacen("/msg/", "/", 1)))
            .collect();
        elsewhere.sort();
        let hint = if elsewhere.is_empty() {
            format!(
                "; pass the folder of `{}`, or source a ROS installation that has it",
                reference.package
            )
        } else {
            format!("; did you mean {}?", elsewhere.join(" or "))
        };
        ImportError::UnknownType {
            file: definition.file.clone(),
            position: reference.position,
            type_name: reference.type_name,
            searched: self.searched.to_owned(),
            hint,
        }
    }
}
