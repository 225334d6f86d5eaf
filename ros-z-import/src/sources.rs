//! The definitions of an import, of the given packages and of installed ones that they refer to. Their order is in `order`.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::PathBuf;

use crate::definition::{ElementType, Interface};
use crate::describe::Descriptions;
use crate::error::ImportError;
use crate::package::{self, PackageFolder};
use crate::parse::parse_file;
use crate::position::Position;

/// Everything that was read.
#[derive(Default)]
pub(crate) struct Sources {
    pub(crate) folders: Vec<Folder>,
    pub(crate) definitions: HashMap<String, Definition>,
    pub(crate) warnings: Vec<String>,
}

/// A package that was read.
pub(crate) struct Folder {
    pub(crate) name: String,
    pub(crate) version: String,
    pub(crate) description: String,
    /// ROS names of the interfaces.
    pub(crate) interfaces: Vec<String>,
}

/// An interface and its file.
pub(crate) struct Definition {
    pub(crate) interface: Interface,
    pub(crate) file: PathBuf,
}

/// A reference to a message, and the place that refers to it.
pub(crate) struct Reference<'a> {
    pub(crate) package: &'a str,
    pub(crate) type_name: String,
    pub(crate) position: Position,
}

impl Definition {
    /// The messages that the fields refer to, in the order of the fields.
    pub(crate) fn references(&self) -> Vec<Reference<'_>> {
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
    /// Reads the definitions of a package.
    pub(crate) fn add(&mut self, folder: PackageFolder) -> Result<(), ImportError> {
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
                description: folder.description,
                interfaces,
            }),
        }
        Ok(())
    }

    /// Adds installed packages until no reference leads to another one.
    pub(crate) fn add_installed(
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
}
