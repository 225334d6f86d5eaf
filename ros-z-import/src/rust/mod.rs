//! Rust code of imported interfaces: the list of files. The modules below write their contents.

mod choices;
mod doc;
mod interface;
mod literal;
mod module;
mod names;
mod types;

use std::path::PathBuf;

use crate::definition::Interface;
use crate::describe::{Descriptions, Hashes};
use crate::error::ImportError;
use crate::import::ImportedType;

pub(crate) use choices::Choices;
pub(crate) use module::MARK;

/// The paths in generated code: of the crates that it uses, and of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Paths {
    /// The crate of the derives and traits.
    pub(crate) core: String,
    /// The crate of the common messages.
    pub(crate) messages: String,
    /// The module that contains the packages.
    pub(crate) root: String,
}

/// A package that is to be written.
#[derive(Debug)]
pub(crate) struct Package {
    pub(crate) name: String,
    pub(crate) version: String,
    /// Description in `package.xml`; empty without one.
    pub(crate) description: String,
    pub(crate) interfaces: Vec<Described>,
}

/// An interface with the hashes of its types.
#[derive(Debug)]
pub(crate) struct Described {
    pub(crate) interface: Interface,
    pub(crate) hashes: Hashes,
}

/// A file of generated code, with its path below the folder of all packages.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct GeneratedFile {
    /// Path below the output folder.
    pub path: PathBuf,
    /// Contents.
    pub text: String,
}

/// The data that all files are written from.
pub(crate) struct Context<'a> {
    pub(crate) paths: &'a Paths,
    pub(crate) choices: &'a Choices,
    pub(crate) packages: &'a [Package],
    pub(crate) descriptions: &'a Descriptions,
}

impl Context<'_> {
    /// All files: one for each interface, and the modules above them.
    pub(crate) fn files(&self) -> Result<Vec<GeneratedFile>, ImportError> {
        let mut files = vec![module::root(self.packages)];
        for package in self.packages {
            names::check(self, package)?;
            files.push(module::package(self, package));
            for kind in ["msg", "srv", "action"] {
                files.extend(module::kind(self, package, kind));
            }
            let interfaces = package.interfaces.iter();
            files.extend(interfaces.map(|described| interface::file(self, package, described)));
        }
        Ok(files)
    }

    /// The path of a type that the files define.
    pub(super) fn path(&self, package: &str, kind: &str, rust: &str) -> String {
        let package = format!("{}::{}", self.paths.root, names::module(package));
        if self.choices.is_flat && kind == "msg" {
            return format!("{package}::{rust}");
        }
        format!("{package}::{kind}::{rust}")
    }

    /// All types that the files define.
    pub(crate) fn types(&self) -> Vec<ImportedType> {
        let mut types = Vec::new();
        for package in self.packages {
            for described in &package.interfaces {
                let interface = &described.interface;
                for (suffix, rust) in names::types(interface) {
                    let type_name = format!("{}{suffix}", interface.type_name());
                    let hash = described.hashes.iter().find(|(name, _)| *name == type_name);
                    let Some((_, type_hash)) = hash else { continue };
                    types.push(ImportedType {
                        rust_path: self.path(&package.name, interface.kind(), &rust),
                        type_hash: *type_hash,
                        is_service: names::is_service(interface, suffix),
                        type_name,
                    });
                }
            }
        }
        types
    }
}
