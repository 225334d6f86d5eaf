//! The types that the endpoints of a node use, for as long as they use them. `type_description.rs` describes
//! them to other nodes.

use ros_z_core::dynamic::{Description, Schema};
use ros_z_core::export::{TypeSource, type_sources};
use ros_z_core::{TypeDescription, TypeHash};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Describes a type.
#[derive(Clone, Debug)]
pub(crate) enum Describe {
    /// A Rust type.
    Rust(fn() -> TypeDescription),
    /// A type that is known at run time.
    Schema(Schema),
}

impl Describe {
    /// Returns the description.
    pub(crate) fn description(&self) -> Description {
        match self {
            Self::Rust(describe) => Description::from(&describe()),
            Self::Schema(schema) => Description::from(schema),
        }
    }

    /// Returns the sources of the type and of the types that it refers to; none for a type that is known at run time.
    pub(crate) fn sources(&self) -> Vec<TypeSource> {
        match self {
            Self::Rust(describe) => type_sources(&describe()),
            Self::Schema(_) => Vec::new(),
        }
    }
}

/// The types that the endpoints of a node use, each with the number of endpoints.
#[derive(Debug, Default)]
pub(crate) struct UsedTypes(Mutex<BTreeMap<TypeHash, (Describe, usize)>>);

impl UsedTypes {
    /// Registers a type until the result is dropped.
    pub(crate) fn register(self: &Arc<Self>, hash: TypeHash, describe: Describe) -> UsedType {
        self.types().entry(hash).or_insert((describe, 0)).1 += 1;
        UsedType {
            types: self.clone(),
            hash,
        }
    }

    /// Returns the description of a type that at least one endpoint uses.
    pub(crate) fn find(&self, hash: TypeHash) -> Option<Describe> {
        self.types().get(&hash).map(|(describe, _)| describe.clone())
    }

    fn types(&self) -> MutexGuard<'_, BTreeMap<TypeHash, (Describe, usize)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Keeps a type registered.
#[derive(Debug)]
pub(crate) struct UsedType {
    types: Arc<UsedTypes>,
    hash: TypeHash,
}

impl Drop for UsedType {
    fn drop(&mut self) {
        let mut types = self.types.types();
        if let Some((_, endpoints)) = types.get_mut(&self.hash) {
            *endpoints -= 1;
            if *endpoints == 0 {
                types.remove(&self.hash);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ros_z_core::RosMessage;
    use ros_z_msgs::std_msgs::Header;

    #[test]
    fn a_type_is_known_while_an_endpoint_uses_it() {
        let types = Arc::new(UsedTypes::default());
        let hash = Header::TYPE_HASH;
        let first = types.register(hash, Describe::Rust(Header::type_description));
        let second = types.register(hash, Describe::Schema(Schema::of::<Header>().unwrap()));
        drop(first);
        let describe = types.find(hash).expect("an endpoint uses the type");
        assert_eq!(
            describe.description().type_description.type_name,
            "std_msgs/msg/Header"
        );
        drop(second);
        assert!(types.find(hash).is_none());
    }
}
