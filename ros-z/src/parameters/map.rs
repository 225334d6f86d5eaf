//! The parameters of a node by name, for tools and for parameters that are known only at run time.

use super::declaration::Declaration;
use super::descriptor::ParameterDescriptor;
use super::error::ParameterError;
use super::store::Store;
use crate::endpoint::SharedNode;
use ros_z_protocol::{ParameterType, ParameterValue};
use std::fmt;
use std::sync::Arc;

/// All parameters of a node, by name: also those of structs, to which the same checks apply.
///
/// # Examples
/// ```no_run
/// use ros_z::parameters::ParameterDescriptor;
/// use ros_z::prelude::*;
///
/// let node = ZContextBuilder::default().build()?.create_node("camera").build()?;
/// let map = node.parameter_map();
/// map.declare("exposure", 10_i64, ParameterDescriptor::default().with_description("Milliseconds."))?;
/// map.set("exposure", 20_i64)?;
/// assert_eq!(map.get("exposure"), Some(20_i64.into()));
/// # Ok::<(), Box<dyn std::error::Error + Send + Sync>>(())
/// ```
#[derive(Clone)]
pub struct ParameterMap {
    node: Arc<SharedNode>,
}

impl ParameterMap {
    pub(crate) const fn new(node: Arc<SharedNode>) -> Self {
        Self { node }
    }

    /// Declares a parameter until it is [undeclared](Self::undeclare) or the node is dropped. An override takes
    /// precedence over `value`.
    ///
    /// # Errors
    /// [`ParameterError`], for example if the parameter is declared already.
    pub fn declare(
        &self,
        name: impl Into<String>,
        value: impl Into<ParameterValue>,
        descriptor: ParameterDescriptor,
    ) -> Result<(), ParameterError> {
        self.declare_one(name.into(), Some(value.into()), descriptor)
    }

    /// Declares a parameter without a value. Unless there is an override, `descriptor` needs dynamic typing.
    ///
    /// # Errors
    /// As [`declare`](Self::declare), and [`ParameterError::Untyped`].
    pub fn declare_unset(
        &self,
        name: impl Into<String>,
        descriptor: ParameterDescriptor,
    ) -> Result<(), ParameterError> {
        self.declare_one(name.into(), None, descriptor)
    }

    fn declare_one(
        &self,
        name: String,
        default: Option<ParameterValue>,
        descriptor: ParameterDescriptor,
    ) -> Result<(), ParameterError> {
        let store = self.store();
        let initial = default.as_ref().or_else(|| store.overrides.get(&name));
        let parameter_type = initial.map(ParameterValue::parameter_type);
        if parameter_type.is_none() && !descriptor.dynamic_typing {
            return Err(ParameterError::Untyped { name });
        }
        let declaration = Declaration {
            name,
            parameter_type,
            default,
            descriptor,
        };
        store.change(|table| table.declare(std::slice::from_ref(&declaration), &store.overrides))
    }

    /// Removes a parameter with dynamic typing.
    ///
    /// # Errors
    /// [`ParameterError::NotDeclared`], [`ParameterError::ReadOnly`], or [`ParameterError::WrongType`] without
    /// dynamic typing.
    pub fn undeclare(&self, name: &str) -> Result<(), ParameterError> {
        self.store().change(|table| {
            let declared = table
                .get(name)
                .ok_or_else(|| ParameterError::NotDeclared { name: name.into() })?;
            if declared.descriptor.read_only {
                return Err(ParameterError::ReadOnly { name: name.into() });
            }
            match declared.parameter_type {
                Some(expected) => Err(ParameterError::WrongType {
                    name: name.into(),
                    expected,
                    found: None,
                }),
                None => Ok(table.remove([&name.to_owned()])),
            }
        })
    }

    /// Returns the value of a parameter; `None` if it is not declared or has no value.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<ParameterValue> {
        self.store()
            .table()
            .get(name)
            .and_then(|declared| declared.value.clone())
    }

    /// Returns the type of a parameter; `None` if it is not declared or has no value.
    #[must_use]
    pub fn parameter_type(&self, name: &str) -> Option<ParameterType> {
        let table = self.store().table();
        table
            .get(name)?
            .value
            .as_ref()
            .map(ParameterValue::parameter_type)
    }

    /// Returns the descriptor of a parameter; `None` if it is not declared.
    #[must_use]
    pub fn descriptor(&self, name: &str) -> Option<ParameterDescriptor> {
        self.store()
            .table()
            .get(name)
            .map(|declared| declared.descriptor.clone())
    }

    /// Returns the names of all declared parameters, sorted.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        self.store().table().names().map(str::to_owned).collect()
    }

    /// Sets a parameter, and publishes the event.
    ///
    /// # Errors
    /// [`ParameterError`]; nothing has changed then.
    pub fn set(
        &self,
        name: impl Into<String>,
        value: impl Into<ParameterValue>,
    ) -> Result<(), ParameterError> {
        self.set_all([(name.into(), value.into())])
    }

    /// Sets parameters, all or none.
    ///
    /// # Errors
    /// As [`set`](Self::set).
    pub fn set_all(
        &self,
        values: impl IntoIterator<Item = (String, ParameterValue)>,
    ) -> Result<(), ParameterError> {
        self.store().set_all(values)
    }

    fn store(&self) -> &Arc<Store> {
        self.node.parameters.store()
    }
}

impl fmt::Debug for ParameterMap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ParameterMap")
            .field("names", &self.names())
            .finish_non_exhaustive()
    }
}
