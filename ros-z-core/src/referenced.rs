//! Collects all types that a description refers to, directly or indirectly, each once and sorted by name. Runs
//! at compile time too, therefore without allocation. Used by `type_hash` and `export`.

use crate::const_eq::is_same;
use crate::type_description::{FieldDescription, TypeDescription};
use alloc::vec::Vec;

impl TypeDescription {
    /// All message types that the fields refer to, directly or indirectly, each once and sorted by name.
    #[must_use]
    pub fn referenced(&self) -> Vec<&'static TypeDescription> {
        let all = Referenced::by(self);
        (0..).map_while(|index| all.get(index)).collect()
    }
}

/// Maximum number of types that one message can refer to. The largest public message refers to 241.
const CAPACITY: usize = 512;

/// The types that a description refers to.
pub(crate) struct Referenced {
    types: [Option<&'static TypeDescription>; CAPACITY],
    len: usize,
}

impl Referenced {
    /// Collects the types breadth first. Each type is visited once, however often it is referred to.
    ///
    /// # Panics
    /// Panics if two different types have the same name, or if there are more than [`CAPACITY`]; at compile
    /// time for a derived type.
    #[track_caller]
    pub(crate) const fn by(description: &TypeDescription) -> Self {
        let mut all = Self {
            types: [None; CAPACITY],
            len: 0,
        };
        all.add(description, description.fields);
        let mut next = 0;
        while let Some(referenced) = all.get(next) {
            all.add(description, referenced.fields);
            next += 1;
        }
        all.sort();
        all
    }

    /// The type at `index` in the order of names.
    pub(crate) const fn get(&self, index: usize) -> Option<&'static TypeDescription> {
        if index < self.len { self.types[index] } else { None }
    }

    #[track_caller]
    const fn add(&mut self, top: &TypeDescription, fields: &'static [FieldDescription]) {
        let mut index = 0;
        while index < fields.len() {
            if let Some(nested) = fields[index].field_type.nested {
                assert!(
                    !is_same(nested.type_name, top.type_name),
                    "a message refers to another type of its own ROS name; rename one of them with `#[ros(type_name = \"pkg/msg/Name\")]`"
                );
                if !self.contains(nested) {
                    assert!(
                        self.len < CAPACITY,
                        "a message or service refers to more than 512 types, the limit; split it into several messages"
                    );
                    self.types[self.len] = Some(nested);
                    self.len += 1;
                }
            }
            index += 1;
        }
    }

    #[track_caller]
    const fn contains(&self, description: &TypeDescription) -> bool {
        let mut index = 0;
        while let Some(known) = self.get(index) {
            if is_same(known.type_name, description.type_name) {
                assert!(
                    is_same_shape(known, description),
                    "a message refers to two different types of the same ROS name; rename one of them with `#[ros(type_name = \"pkg/msg/Name\")]`"
                );
                return true;
            }
            index += 1;
        }
        false
    }

    /// Sorts by insertion.
    const fn sort(&mut self) {
        let mut sorted = 1;
        while sorted < self.len {
            let mut at = sorted;
            while at > 0
                && let (Some(left), Some(right)) = (self.types[at - 1], self.types[at])
                && is_less(right.type_name, left.type_name)
            {
                self.types[at - 1] = Some(right);
                self.types[at] = Some(left);
                at -= 1;
            }
            sorted += 1;
        }
    }
}

/// Returns whether two descriptions of one name have the same fields; the types that they refer to are compared
/// separately.
pub(crate) const fn is_same_shape(left: &TypeDescription, right: &TypeDescription) -> bool {
    if left.fields.len() != right.fields.len() {
        return false;
    }
    let mut index = 0;
    while index < left.fields.len() {
        let (a, b) = (&left.fields[index], &right.fields[index]);
        if !is_same(a.name, b.name)
            || a.field_type.type_id() != b.field_type.type_id()
            || a.field_type.capacity() != b.field_type.capacity()
            || a.field_type.string_capacity() != b.field_type.string_capacity()
            || !is_same(a.field_type.nested_name(), b.field_type.nested_name())
        {
            return false;
        }
        index += 1;
    }
    true
}

/// `left < right` in ASCII order.
const fn is_less(left: &str, right: &str) -> bool {
    let (left, right) = (left.as_bytes(), right.as_bytes());
    let mut index = 0;
    while index < left.len() && index < right.len() {
        if left[index] != right[index] {
            return left[index] < right[index];
        }
        index += 1;
    }
    left.len() < right.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{FieldType, RosField};
    use alloc::vec::Vec;

    fn names(description: &TypeDescription) -> Vec<&'static str> {
        let all = Referenced::by(description);
        (0..)
            .map_while(|index| all.get(index))
            .map(|nested| nested.type_name)
            .collect()
    }

    macro_rules! described {
        ($name:ident, $type_name:literal, [$($nested:ident),*]) => {
            const $name: TypeDescription = TypeDescription::new(
                $type_name,
                &[
                    FieldDescription::new("own", u8::TYPE),
                    $(FieldDescription::new("nested", FieldType::message(&$nested))),*
                ],
            );
        };
    }

    described!(LEAF, "b/msg/Leaf", []);
    described!(UPPER, "b/msg/LEAF", []);
    described!(LEFT, "c/msg/Left", [LEAF]);
    described!(RIGHT, "a/msg/Right", [LEAF, UPPER, LEFT]);
    described!(TOP, "z/msg/Top", [LEFT, RIGHT, LEFT]);

    #[test]
    fn every_type_is_listed_once_in_ascii_order() {
        assert_eq!(
            names(&TOP),
            ["a/msg/Right", "b/msg/LEAF", "b/msg/Leaf", "c/msg/Left"]
        );
        assert_eq!(names(&LEAF), [""; 0]);
    }

    // Each level refers to the level below twice: 2^40 paths to 120 types.
    #[test]
    fn a_type_is_visited_once_however_many_paths_lead_to_it() {
        let mut below = &LEAF;
        for level in 0..40 {
            let fields = ["first", "second"].map(|name| {
                let wrapped = TypeDescription::new(
                    alloc::format!("b/msg/{name}{level}").leak(),
                    Vec::from([FieldDescription::new("nested", FieldType::message(below))]).leak(),
                );
                FieldDescription::new(
                    name,
                    FieldType::message(Vec::from([wrapped]).leak().first().unwrap()),
                )
            });
            let both = TypeDescription::new(
                alloc::format!("b/msg/Level{level}").leak(),
                Vec::from(fields).leak(),
            );
            below = Vec::from([both]).leak().first().unwrap();
        }
        assert_eq!(names(below).len(), 39 * 3 + 3);
    }

    #[test]
    #[should_panic(expected = "two different types of the same ROS name")]
    fn two_types_of_one_name_are_refused() {
        described!(OTHER, "b/msg/Leaf", [UPPER]);
        described!(BOTH, "z/msg/Both", [LEAF, OTHER]);
        let _ = Referenced::by(&BOTH);
    }

    #[test]
    #[should_panic(expected = "of its own ROS name")]
    fn a_nested_type_of_the_same_name_is_refused() {
        described!(OUTER, "b/msg/Leaf", [LEAF]);
        let _ = Referenced::by(&OUTER);
    }
}
