//! The parameters of a node as a value: a change makes a new table or fails, and nothing is half changed.
//! `store.rs` shares the current table between threads.
//!
//! The rules are those of `rclcpp` 29.3 (`rclcpp/src/rclcpp/node_interfaces/node_parameters.cpp`).

use super::declaration::Declaration;
use super::descriptor::ParameterDescriptor;
use super::error::ParameterError;
use ros_z_protocol::{ParameterType, ParameterValue};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The parameters of a node, by name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Table {
    entries: BTreeMap<String, Arc<Declared>>,
}

/// A parameter of a node.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Declared {
    /// `None` for dynamic typing.
    pub(super) parameter_type: Option<ParameterType>,
    pub(super) value: Option<ParameterValue>,
    pub(super) descriptor: ParameterDescriptor,
}

/// A parameter with the value that it gets; `None` for no value.
pub(super) type Assignment = (String, Option<ParameterValue>);

/// A changed table that is not yet the current one.
#[derive(Debug)]
pub(super) struct Staged {
    pub(super) table: Table,
    /// The names of the parameters that are new, have a new value, or are gone.
    pub(super) new: Vec<String>,
    pub(super) changed: Vec<String>,
    /// With their last values.
    pub(super) deleted: Vec<Assignment>,
}

impl Declared {
    /// Checks a value against the type and the range.
    fn check(&self, name: &str, value: Option<&ParameterValue>) -> Result<(), ParameterError> {
        let found = value.map(ParameterValue::parameter_type);
        if let Some(expected) = self.parameter_type.filter(|expected| Some(*expected) != found) {
            let name = name.into();
            return Err(ParameterError::WrongType {
                name,
                expected,
                found,
            });
        }
        match (self.descriptor.range, value) {
            // A range of a parameter of any type applies to numbers of its own type.
            (Some(range), Some(value)) if range.applies_to(value) && !range.contains(value) => {
                let name = name.into();
                Err(ParameterError::OutOfRange { name, range })
            }
            _ => Ok(()),
        }
    }
}

impl Table {
    /// Returns a parameter.
    pub(super) fn get(&self, name: &str) -> Option<&Declared> {
        self.entries.get(name).map(|declared| &**declared)
    }

    /// Returns the names, sorted.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.keys().map(String::as_str)
    }

    /// Declares parameters. Overrides take precedence over default values.
    pub(super) fn declare(
        &self,
        declarations: &[Declaration],
        overrides: &BTreeMap<String, ParameterValue>,
    ) -> Result<Staged, ParameterError> {
        let mut staged = self.unchanged();
        for declaration in declarations {
            let name = &declaration.name;
            if name.is_empty() {
                return Err(ParameterError::EmptyName);
            }
            if staged.table.entries.contains_key(name) {
                return Err(ParameterError::AlreadyDeclared { name: name.clone() });
            }
            let value = overrides.get(name).or(declaration.default.as_ref());
            let declared = Declared {
                parameter_type: (!declaration.descriptor.dynamic_typing)
                    .then_some(declaration.parameter_type)
                    .flatten(),
                value: value.cloned(),
                descriptor: declaration.descriptor.clone(),
            };
            declared.check(name, value)?;
            staged.table.entries.insert(name.clone(), Arc::new(declared));
            staged.new.push(name.clone());
        }
        Ok(staged)
    }

    /// Sets parameters, all or none. If `allows_undeclared`, parameters that are not declared are declared with
    /// dynamic typing. A parameter with dynamic typing that is set to no value is deleted. Of several values
    /// for a parameter, the last one applies.
    pub(super) fn set(
        &self,
        assignments: &[Assignment],
        allows_undeclared: bool,
    ) -> Result<Staged, ParameterError> {
        if assignments.is_empty() {
            return Err(ParameterError::Empty);
        }
        let mut staged = self.unchanged();
        let mut touched = BTreeSet::new();
        for (name, value) in assignments {
            if name.is_empty() {
                return Err(ParameterError::EmptyName);
            }
            let declared = match staged.table.entries.get(name) {
                Some(declared) => declared.clone(),
                None if allows_undeclared => Arc::new(Declared {
                    parameter_type: None,
                    value: None,
                    descriptor: ParameterDescriptor::default().with_dynamic_typing(),
                }),
                None => return Err(ParameterError::NotDeclared { name: name.clone() }),
            };
            if declared.descriptor.read_only {
                return Err(ParameterError::ReadOnly { name: name.clone() });
            }
            declared.check(name, value.as_ref())?;
            touched.insert(name);
            if value.is_none() && declared.value.is_some() {
                staged.table.entries.remove(name);
            } else if value.is_some() {
                let mut declared = Arc::unwrap_or_clone(declared);
                declared.value.clone_from(value);
                staged.table.entries.insert(name.clone(), Arc::new(declared));
            }
        }
        for name in touched {
            match (self.get(name), staged.table.get(name)) {
                (None, Some(_)) => staged.new.push(name.clone()),
                (Some(before), None) => staged.deleted.push((name.clone(), before.value.clone())),
                (Some(_), Some(_)) => staged.changed.push(name.clone()),
                (None, None) => {}
            }
        }
        Ok(staged)
    }

    /// Removes parameters, whatever their properties are. Those that are not declared are ignored.
    pub(super) fn remove<'a>(&self, names: impl IntoIterator<Item = &'a String>) -> Staged {
        let mut staged = self.unchanged();
        for name in names {
            if let Some(declared) = staged.table.entries.remove(name) {
                staged.deleted.push((name.clone(), declared.value.clone()));
            }
        }
        staged
    }

    /// Returns the table without a change.
    pub(super) fn unchanged(&self) -> Staged {
        Staged {
            table: self.clone(),
            new: Vec::new(),
            changed: Vec::new(),
            deleted: Vec::new(),
        }
    }
}

impl Staged {
    /// Returns the names of all parameters that change.
    pub(super) fn touched(&self) -> impl Iterator<Item = &String> {
        let deleted = self.deleted.iter().map(|(name, _)| name);
        self.new.iter().chain(&self.changed).chain(deleted)
    }
}

#[cfg(test)]
#[path = "table/tests.rs"]
mod tests;
