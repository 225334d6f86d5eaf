//! Equality and hash of UUIDs, so that they can be keys.

use std::hash::{Hash, Hasher};

use crate::unique_identifier_msgs::UUID;

impl Eq for UUID {}

impl Hash for UUID {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.uuid.hash(state);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn uuids_are_keys() {
        let keys: HashSet<_> = [[1; 16], [2; 16], [1; 16]].map(|uuid| UUID { uuid }).into();
        assert_eq!(keys.len(), 2);
    }
}
