//! The steps of an import: find packages, read definitions, resolve types, describe them, generate Rust. Writes nothing
//! before all of them have succeeded.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use crate::describe::Descriptions;
use crate::error::ImportError;
use crate::new_crate;
use crate::order::order;
use crate::output::{self, Written};
use crate::package;
use crate::rust::{Choices, Context, Described, GeneratedFile, Package, Paths};
use crate::sources::Sources;
use ros_z_core::{TypeDescription, TypeHash};

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
    choices: Choices,
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
            choices: Choices::default(),
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
        self.choices.has_forms = true;
        self
    }

    /// Leaves out views and loans in these packages, such as packages whose messages are always small.
    pub fn without_views_and_loans_in<P: Into<String>>(
        mut self,
        packages: impl IntoIterator<Item = P>,
    ) -> Self {
        self.choices
            .without_forms
            .extend(packages.into_iter().map(Into::into));
        self
    }

    /// Leaves out loans in these packages.
    pub fn without_loans_in<P: Into<String>>(mut self, packages: impl IntoIterator<Item = P>) -> Self {
        self.choices
            .without_loans
            .extend(packages.into_iter().map(Into::into));
        self
    }

    /// Puts messages into the module of their package, as in `ros-z-msgs`: `my_msgs::Battery` instead of
    /// `my_msgs::msg::Battery`.
    pub fn without_msg_module(mut self) -> Self {
        self.choices.is_flat = true;
        self
    }

    /// Takes comments as Markdown, with links and code. By default, they are plain text, in which nothing is markup.
    pub fn with_markdown(mut self) -> Self {
        self.choices.has_markdown = true;
        self
    }

    /// Makes a field a `zenoh_buffers::ZBuf` if it is a `uint8[]` or `byte[]` named `data`, as in `sensor_msgs/Image`.
    /// Bytes that are already in shared memory are then sent without a copy. The code also depends on `zenoh-buffers`.
    pub fn with_zbufs(mut self) -> Self {
        self.choices.has_zbufs = true;
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
        let order = order(&sources, &self.searched(), &descriptions)?;
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
                description: folder.description.clone(),
                interfaces,
            });
        }
        let context = Context {
            paths: &self.rust,
            choices: &self.choices,
            packages: &packages,
            descriptions: &descriptions,
        };
        let described = packages.iter().flat_map(|package| &package.interfaces);
        Ok(Imported {
            described: described
                .flat_map(|described| &described.hashes)
                .filter_map(|(name, _)| descriptions.get(name))
                .collect(),
            files: context.files()?,
            types: context.types(),
            hashes: packages
                .iter()
                .flat_map(|package| &package.interfaces)
                .flat_map(|described| described.hashes.iter().cloned())
                .collect(),
            has_zbufs: self.choices.has_zbufs,
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
    hashes: Vec<(String, TypeHash)>,
    described: Vec<&'static TypeDescription>,
    has_zbufs: bool,
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

    /// Returns the ROS name and the hash of each type of the packages: also of the events of services and of actions, which have
    /// no Rust type.
    #[must_use]
    pub fn type_hashes(&self) -> &[(String, TypeHash)] {
        &self.hashes
    }

    /// Returns the descriptions of the same types, in the same order. That of a service refers to its request and its
    /// response.
    #[must_use]
    pub fn type_descriptions(&self) -> &[&'static TypeDescription] {
        &self.described
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
        let files = new_crate::files(folder.as_ref(), repository, self.has_zbufs, &self.files)?;
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
