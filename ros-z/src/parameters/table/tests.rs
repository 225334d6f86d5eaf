//! Rules of declarations and changes, without a node.

use super::*;
use crate::parameters::range::ParameterNumber;

fn declaration(
    name: &str,
    default: impl Into<ParameterValue>,
    descriptor: ParameterDescriptor,
) -> Declaration {
    let default = default.into();
    Declaration {
        name: name.into(),
        parameter_type: Some(default.parameter_type()),
        default: Some(default),
        descriptor,
    }
}

fn table() -> Table {
    let plain = ParameterDescriptor::default;
    let range = f64::range_of(Some(0.0), Some(3.0), None);
    let declarations = [
        declaration("speed", 1.5, plain().with_range(range)),
        declaration("frame", "map", plain().with_read_only()),
        declaration("any", 1_i64, plain().with_dynamic_typing()),
        declaration("names", vec!["a".to_owned()], plain()),
    ];
    table_of(&declarations)
}

fn table_of(declarations: &[Declaration]) -> Table {
    let staged = Table::default().declare(declarations, &BTreeMap::new());
    staged.expect("the declarations are right").table
}

fn set(assignments: &[(&str, Option<ParameterValue>)]) -> Result<Staged, ParameterError> {
    let owned: Vec<Assignment> = assignments
        .iter()
        .map(|(name, value)| ((*name).to_owned(), value.clone()))
        .collect();
    table().set(&owned, false)
}

fn refused(assignments: &[(&str, Option<ParameterValue>)], parts: &[&str]) {
    let reason = set(assignments).expect_err("the values are refused").to_string();
    for part in parts {
        assert!(reason.contains(part), "{part} is missing in: {reason}");
    }
}

#[test]
fn an_override_replaces_the_default_and_is_checked_like_it() {
    let declare = |value: ParameterValue| {
        let overrides = BTreeMap::from([("speed".to_owned(), value)]);
        let range = f64::range_of(Some(0.0), Some(3.0), None);
        let descriptor = ParameterDescriptor::default().with_read_only().with_range(range);
        Table::default().declare(&[declaration("speed", 1.5, descriptor)], &overrides)
    };
    let staged = declare(2.0.into()).unwrap();
    assert_eq!(staged.new, ["speed"]);
    assert_eq!(staged.table.get("speed").unwrap().value, Some(2.0.into()));
    assert!(matches!(declare(4.0.into()), Err(ParameterError::OutOfRange { name, .. }) if name == "speed"));
    // As in rclcpp, an integer is not a double.
    assert!(matches!(
        declare(2_i64.into()),
        Err(ParameterError::WrongType {
            expected: ParameterType::Double,
            found: Some(ParameterType::Integer),
            ..
        })
    ));
}

#[test]
fn a_name_is_declared_once_and_is_not_empty() {
    let again = [declaration("speed", 1.0, ParameterDescriptor::default())];
    let error = table().declare(&again, &BTreeMap::new()).unwrap_err();
    assert_eq!(error, ParameterError::AlreadyDeclared { name: "speed".into() });
    let empty = [declaration("", 1.0, ParameterDescriptor::default())];
    assert!(matches!(
        table().declare(&empty, &BTreeMap::new()),
        Err(ParameterError::EmptyName)
    ));
}

#[test]
fn a_change_lists_each_parameter_once_with_its_last_value() {
    let staged = set(&[
        ("speed", Some(2.0.into())),
        ("any", Some("text".into())),
        ("speed", Some(2.5.into())),
    ])
    .unwrap();
    assert_eq!(staged.changed, ["any", "speed"]);
    assert!(staged.new.is_empty() && staged.deleted.is_empty());
    assert_eq!(staged.table.get("speed").unwrap().value, Some(2.5.into()));
    assert_eq!(staged.table.get("any").unwrap().value, Some("text".into()));
}

#[test]
fn one_wrong_value_refuses_all_with_a_reason() {
    let right = ("names", Some(ParameterValue::StringArray(vec![])));
    refused(
        &[right.clone(), ("speed", Some(3.5.into()))],
        &["speed", "0.0 to 3.0"],
    );
    refused(
        &[right.clone(), ("speed", Some(2_i64.into()))],
        &["speed", "double", "integer"],
    );
    refused(
        &[right.clone(), ("frame", Some("odom".into()))],
        &["frame", "read-only"],
    );
    refused(
        &[right.clone(), ("depth", Some(1_i64.into()))],
        &["depth", "not declared"],
    );
    refused(&[right.clone(), ("speed", None)], &["speed", "double", "unset"]);
    refused(&[right, ("", Some(1_i64.into()))], &["empty name"]);
    refused(&[], &["no parameter"]);
    assert!(matches!(
        set(&[("speed", Some(f64::NAN.into()))]),
        Err(ParameterError::OutOfRange { .. })
    ));
}

#[test]
fn a_parameter_with_dynamic_typing_is_deleted_by_setting_it_to_no_value() {
    let staged = set(&[("any", None)]).unwrap();
    assert_eq!(staged.deleted, [("any".to_owned(), Some(1_i64.into()))]);
    assert!(staged.table.get("any").is_none());
    // And may be set again only if it is declared again.
    assert!(
        staged
            .table
            .set(&[("any".into(), Some(1_i64.into()))], false)
            .is_err()
    );
}

#[test]
fn undeclared_parameters_are_declared_where_they_are_allowed() {
    let table = table();
    let both = [
        ("depth".to_owned(), Some(1_i64.into())),
        ("depth".to_owned(), Some("deep".into())),
    ];
    let staged = table.set(&both, true).unwrap();
    assert_eq!(
        (staged.new.as_slice(), staged.changed.len()),
        (["depth".to_owned()].as_slice(), 0)
    );
    assert_eq!(staged.table.get("depth").unwrap().value, Some("deep".into()));
    let nothing = table.set(&[("depth".into(), None)], true).unwrap();
    assert_eq!(nothing.touched().count(), 0);
    assert!(nothing.table.get("depth").is_none());
}

#[test]
fn removed_parameters_are_listed_with_their_last_values() {
    let names = ["frame".to_owned(), "no such".to_owned()];
    let staged = table().remove(&names);
    assert_eq!(staged.deleted, [("frame".to_owned(), Some("map".into()))]);
    assert_eq!(
        staged.table.names().collect::<Vec<_>>(),
        ["any", "names", "speed"]
    );
}
