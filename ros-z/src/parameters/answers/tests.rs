//! The answers for a node's parameters, without a node.

use super::*;
use crate::parameters::declaration::Declaration;
use crate::parameters::descriptor::ParameterDescriptor;
use crate::parameters::message::parameter;
use crate::parameters::range::ParameterNumber;
use ros_z_msgs::rcl_interfaces::ParameterType as Number;
use ros_z_protocol::ParameterValue;
use std::collections::BTreeMap;

fn store(allows_undeclared: bool) -> Store {
    let store = Store::new("/driver".into(), BTreeMap::new(), allows_undeclared);
    let declare = |name: &str, value: ParameterValue, descriptor: ParameterDescriptor| Declaration {
        name: name.into(),
        parameter_type: Some(value.parameter_type()),
        default: Some(value),
        descriptor,
    };
    let plain = ParameterDescriptor::default;
    let speed = plain()
        .with_description("Metres per second.")
        .with_range(f64::range_of(Some(0.0), Some(3.0), Some(0.5)));
    let declarations = [
        declare("speed", 1.5.into(), speed),
        declare("frame", "map".into(), plain().with_read_only()),
        declare(
            "gains.p",
            10_i64.into(),
            plain().with_range(i64::range_of(Some(0), Some(99), None)),
        ),
        Declaration {
            name: "unset".into(),
            parameter_type: None,
            default: None,
            descriptor: plain().with_dynamic_typing(),
        },
    ];
    let declared = store.change(|table| table.declare(&declarations, &BTreeMap::new()));
    declared.expect("the declarations are right");
    store
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn results(store: &Store, assignments: &[(&str, ParameterValue)]) -> Vec<SetParametersResult> {
    let parameters = assignments
        .iter()
        .map(|(name, value)| parameter(name, Some(value)))
        .collect();
    set(store, SetParametersRequest { parameters }).results
}

#[test]
fn values_and_types_are_in_the_order_of_the_names() {
    let store = store(false);
    let asked = names(&["frame", "unset", "speed", "speed"]);
    let values = get(&store, &GetParametersRequest { names: asked.clone() }).values;
    let found: Vec<_> = values
        .iter()
        .map(|value| (value.r#type, value.double_value))
        .collect();
    assert_eq!(found, [(4, 0.0), (0, 0.0), (3, 1.5), (3, 1.5)]);
    assert_eq!(values[0].string_value, "map");
    let types = get_types(&store, &GetParameterTypesRequest { names: asked }).types;
    assert_eq!(
        types,
        [
            Number::PARAMETER_STRING,
            Number::PARAMETER_NOT_SET,
            Number::PARAMETER_DOUBLE,
            Number::PARAMETER_DOUBLE
        ]
    );
}

#[test]
fn one_undeclared_name_empties_the_answer_unless_such_names_are_allowed() {
    let asked = names(&["speed", "no_such"]);
    let strict = store(false);
    assert!(
        get(&strict, &GetParametersRequest { names: asked.clone() })
            .values
            .is_empty()
    );
    assert!(
        get_types(&strict, &GetParameterTypesRequest { names: asked.clone() })
            .types
            .is_empty()
    );
    assert!(
        describe(&strict, &DescribeParametersRequest { names: asked.clone() })
            .descriptors
            .is_empty()
    );
    let open = store(true);
    let values = get(&open, &GetParametersRequest { names: asked.clone() }).values;
    assert_eq!((values.len(), values[1].r#type), (2, Number::PARAMETER_NOT_SET));
    let descriptors = describe(&open, &DescribeParametersRequest { names: asked }).descriptors;
    assert_eq!(
        (
            descriptors.len(),
            descriptors[1].name.as_str(),
            descriptors[1].r#type
        ),
        (2, "no_such", 0)
    );
}

#[test]
fn descriptors_have_the_range_and_the_comment() {
    let asked = names(&["speed", "gains.p", "frame", "unset"]);
    let descriptors = describe(&store(false), &DescribeParametersRequest { names: asked }).descriptors;
    let [speed, gain, frame, unset] = &descriptors[..] else {
        panic!("{} descriptors", descriptors.len());
    };
    assert_eq!(
        (speed.name.as_str(), speed.description.as_str()),
        ("speed", "Metres per second.")
    );
    let range = speed.floating_point_range[0];
    assert_eq!((range.from_value, range.to_value, range.step), (0.0, 3.0, 0.5));
    let range = gain.integer_range[0];
    assert_eq!(
        (gain.r#type, range.from_value, range.to_value),
        (Number::PARAMETER_INTEGER, 0, 99)
    );
    assert!(frame.read_only && !speed.read_only && !frame.dynamic_typing && unset.dynamic_typing);
    assert!(frame.integer_range.is_empty() && frame.floating_point_range.is_empty());
}

#[test]
fn each_parameter_of_a_request_has_a_result_of_its_own() {
    let store = store(false);
    let results = results(
        &store,
        &[
            ("speed", 2.0.into()),
            ("frame", "odom".into()),
            ("speed", 2_i64.into()),
            ("no_such", true.into()),
            ("gains.p", 7_i64.into()),
        ],
    );
    let successful: Vec<_> = results.iter().map(|result| result.successful).collect();
    assert_eq!(successful, [true, false, false, false, true]);
    for (result, part) in results[1..4].iter().zip(["read-only", "integer", "not declared"]) {
        assert!(result.reason.contains(part), "{}", result.reason);
    }
    assert!(results[0].reason.is_empty());
    assert_eq!(store.table().get("speed").unwrap().value, Some(2.0.into()));
}

#[test]
fn an_atomic_request_sets_all_or_none() {
    let store = store(false);
    let set = |assignments: &[(&str, ParameterValue)]| {
        let parameters = assignments
            .iter()
            .map(|(name, value)| parameter(name, Some(value)))
            .collect();
        set_atomically(&store, SetParametersAtomicallyRequest { parameters }).result
    };
    let refused = set(&[("gains.p", 1_i64.into()), ("speed", 9.0.into())]);
    assert!(
        !refused.successful && refused.reason.contains("speed"),
        "{}",
        refused.reason
    );
    assert_eq!(store.table().get("gains.p").unwrap().value, Some(10_i64.into()));
    assert!(set(&[("gains.p", 1_i64.into()), ("speed", 3.0.into())]).successful);
    assert_eq!(store.table().get("gains.p").unwrap().value, Some(1_i64.into()));
    assert!(!set(&[]).successful);
}

#[test]
fn requests_that_no_client_of_ros_sends_are_answered_with_a_reason() {
    let store = store(false);
    let mut wrong = parameter("speed", Some(&1.0.into()));
    wrong.value.r#type = 99;
    let results = set(
        &store,
        SetParametersRequest {
            parameters: vec![wrong.clone()],
        },
    )
    .results;
    assert!(results[0].reason.contains("99"), "{}", results[0].reason);
    let parameters = vec![wrong; MAX_STEPS + 1];
    let results = set(&store, SetParametersRequest { parameters }).results;
    assert_eq!(results.len(), MAX_STEPS + 1);
    assert!(results.iter().all(|result| result.reason.contains("too large")));
    let many = vec!["speed".to_owned(); MAX_COUNT + 1];
    assert!(
        get(&store, &GetParametersRequest { names: many.clone() })
            .values
            .is_empty()
    );
    let request = ListParametersRequest {
        prefixes: many,
        depth: 0,
    };
    assert!(list(&store, &request).result.names.is_empty());
}

#[test]
fn an_answer_larger_than_the_limit_is_empty() {
    let store = store(false);
    let large = ParameterValue::ByteArray(vec![0; 1 << 20]);
    let declaration = Declaration {
        name: "large".into(),
        parameter_type: Some(large.parameter_type()),
        default: Some(large),
        descriptor: ParameterDescriptor::default(),
    };
    store
        .change(|table| table.declare(std::slice::from_ref(&declaration), &BTreeMap::new()))
        .unwrap();
    let ask = |count| {
        get(
            &store,
            &GetParametersRequest {
                names: vec!["large".into(); count],
            },
        )
        .values
        .len()
    };
    assert_eq!(ask(2), 2);
    assert_eq!(ask(MAX_BYTES >> 20), 0);
}

#[test]
fn the_list_has_all_names_and_their_prefixes() {
    let result = list(&store(false), &ListParametersRequest::default()).result;
    assert_eq!(result.names, ["frame", "gains.p", "speed", "unset"]);
    assert_eq!(result.prefixes, ["gains"]);
}
