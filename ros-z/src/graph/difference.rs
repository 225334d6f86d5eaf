//! The first difference between two descriptions of a type, in the order on the wire.

use ros_z_core::dynamic::{DescribedField, DescribedFieldType, DescribedType, Description};
use std::collections::BTreeSet;

/// The names of the primitive types by their number in `type_description_interfaces/msg/FieldType`, without kinds of
/// collections.
const PRIMITIVES: [&str; 23] = [
    "",
    "",
    "int8",
    "uint8",
    "int16",
    "uint16",
    "int32",
    "uint32",
    "int64",
    "uint64",
    "float32",
    "float64",
    "long double",
    "char",
    "wchar",
    "bool",
    "byte",
    "string",
    "wstring",
    "string",
    "wstring",
    "string",
    "wstring",
];

/// The offset between the numbers of the kinds of collections: none, array, bounded and unbounded sequence.
const COLLECTIONS: u8 = 48;

/// Returns the first field that differs, as text; `None` if there is none. The default values of fields are not
/// compared, because they are not in the hash.
///
/// A peer's description can be hostile: both must have passed the checks of a
/// [`Schema`](ros_z_core::dynamic::Schema), which bound their depth. Each pair of types is visited once.
pub(super) fn first_difference(ours: &Description, theirs: &Description) -> Option<String> {
    let mut comparison = Comparison {
        ours,
        theirs,
        visited: BTreeSet::new(),
    };
    comparison.types(&ours.type_description, &theirs.type_description, "")
}

struct Comparison<'a> {
    ours: &'a Description,
    theirs: &'a Description,
    visited: BTreeSet<&'a str>,
}

impl<'a> Comparison<'a> {
    fn types(&mut self, ours: &'a DescribedType, theirs: &'a DescribedType, path: &str) -> Option<String> {
        for index in 0..ours.fields.len().max(theirs.fields.len()) {
            let difference = match (ours.fields.get(index), theirs.fields.get(index)) {
                (Some(ours), Some(theirs)) => self.fields(ours, theirs, path),
                (Some(ours), None) => Some(format!(
                    "`{path}{}` is `{}` here, and missing there",
                    ours.name,
                    text(ours)
                )),
                (None, Some(theirs)) => Some(format!(
                    "`{path}{}` is missing here, and `{}` there",
                    theirs.name,
                    text(theirs)
                )),
                (None, None) => None,
            };
            if difference.is_some() {
                return difference;
            }
        }
        None
    }

    fn fields(&mut self, ours: &'a DescribedField, theirs: &'a DescribedField, path: &str) -> Option<String> {
        if ours.name != theirs.name || ours.field_type != theirs.field_type {
            let (here, there) = (text(ours), text(theirs));
            return Some(format!(
                "`{path}{}` is `{here}` here, and `{there}` there",
                ours.name
            ));
        }
        let nested = ours.field_type.nested_type_name.as_str();
        if nested.is_empty() || !self.visited.insert(nested) {
            return None;
        }
        let find = |description: &'a Description| {
            let mut referenced = description.referenced_type_descriptions.iter();
            referenced.find(|described| described.type_name == nested)
        };
        let path = format!("{path}{}.", ours.name);
        self.types(find(self.ours)?, find(self.theirs)?, &path)
    }
}

/// Returns a field as in a `.msg` file.
fn text(field: &DescribedField) -> String {
    format!("{} {}", type_text(&field.field_type), field.name)
}

fn type_text(field_type: &DescribedFieldType) -> String {
    let base = usize::from(field_type.type_id % COLLECTIONS);
    let mut text = match (field_type.nested_type_name.as_str(), PRIMITIVES.get(base)) {
        ("", Some(name)) => (*name).to_owned(),
        ("", None) => format!("type {}", field_type.type_id),
        (nested, _) => nested.to_owned(),
    };
    if field_type.string_capacity > 0 {
        text += &format!("<={}", field_type.string_capacity);
    }
    match field_type.type_id / COLLECTIONS {
        1 => text += &format!("[{}]", field_type.capacity),
        2 => text += &format!("[<={}]", field_type.capacity),
        3 => text += "[]",
        _ => {}
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use ros_z_core::{RosMessage, RosService, SizeEstimation};
    use ros_z_msgs::builtin_interfaces::{Duration, Time};
    use ros_z_msgs::std_msgs::Header;
    use ros_z_msgs::std_srvs::srv::{SetBool, Trigger};

    #[derive(RosMessage, SizeEstimation)]
    #[ros(type_name = "demo_msgs/msg/Wheel")]
    struct Wheel {
        header: Header,
        #[ros(max_len = 8)]
        ticks: Vec<i32>,
        #[ros(max_len = 5)]
        name: String,
    }

    #[derive(RosMessage, SizeEstimation)]
    #[ros(type_name = "demo_msgs/msg/Wheel")]
    struct LongWheel {
        header: Header,
        #[ros(max_len = 8)]
        ticks: Vec<i32>,
        #[ros(max_len = 5)]
        name: String,
        supply: [f32; 3],
    }

    #[derive(RosMessage, SizeEstimation)]
    #[ros(type_name = "demo_msgs/msg/Wheel")]
    struct OtherWheel {
        header: Header,
        ticks: Vec<f32>,
    }

    fn description<T: RosMessage>() -> Description {
        Description::from(&T::type_description())
    }

    #[test]
    fn the_first_field_that_differs_is_named_with_both_types() {
        let (wheel, long, other) = (
            description::<Wheel>(),
            description::<LongWheel>(),
            description::<OtherWheel>(),
        );
        assert_eq!(first_difference(&wheel, &wheel), None);
        assert_eq!(
            first_difference(&wheel, &other).as_deref(),
            Some("`ticks` is `int32[<=8] ticks` here, and `float32[] ticks` there")
        );
        assert_eq!(
            first_difference(&wheel, &long).as_deref(),
            Some("`supply` is missing here, and `float32[3] supply` there")
        );
        assert_eq!(
            first_difference(&long, &wheel).as_deref(),
            Some("`supply` is `float32[3] supply` here, and missing there")
        );
        assert_eq!(
            first_difference(&description::<Time>(), &description::<Duration>()).as_deref(),
            None,
            "only the names of the types differ"
        );
    }

    #[test]
    fn a_difference_inside_a_nested_type_has_its_path() {
        let ours = description::<Wheel>();
        let mut theirs = ours.clone();
        let mut referenced = theirs.referenced_type_descriptions.iter_mut();
        let time = referenced.find(|described| described.type_name == Time::TYPE_NAME);
        time.expect("a header has a time").fields[1].name = "nsec".into();
        assert_eq!(
            first_difference(&ours, &theirs).as_deref(),
            Some("`header.stamp.nanosec` is `uint32 nanosec` here, and `uint32 nsec` there")
        );
        let set_bool = Description::from(&SetBool::type_description());
        let trigger = Description::from(&Trigger::type_description());
        assert_eq!(
            first_difference(&set_bool, &trigger).as_deref(),
            Some(
                "`request_message` is `std_srvs/srv/SetBool_Request request_message` here, \
                 and `std_srvs/srv/Trigger_Request request_message` there"
            )
        );
    }

    #[test]
    fn bounds_of_strings_are_in_the_text() {
        let wheel = description::<Wheel>();
        assert_eq!(text(&wheel.type_description.fields[2]), "string<=5 name");
        assert_eq!(
            text(&wheel.type_description.fields[0]),
            "std_msgs/msg/Header header"
        );
    }
}
