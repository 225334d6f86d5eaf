//! The answers of the six parameter services.
//!
//! The services and their answers are those of `rclcpp` 29.3 (`rclcpp/src/rclcpp/parameter_service.cpp`): a
//! request with the name of a parameter that is not declared has an empty answer. Unlike there, a request that
//! `rclcpp` ends the process for, such as one with an empty name, has a reason in its answer.

use super::error::ParameterError;
use super::list;
use super::message::{descriptor, from_message, to_message, type_number};
use super::store::Store;
use super::table::{Assignment, Declared};
use ros_z_core::SizeEstimation;
use ros_z_msgs::rcl_interfaces::srv::{
    DescribeParametersRequest, DescribeParametersResponse, GetParameterTypesRequest,
    GetParameterTypesResponse, GetParametersRequest, GetParametersResponse, ListParametersRequest,
    ListParametersResponse, SetParametersAtomicallyRequest, SetParametersAtomicallyResponse,
    SetParametersRequest, SetParametersResponse,
};
use ros_z_msgs::rcl_interfaces::{Parameter, SetParametersResult};

/// The largest number of parameters in a request, which is answered on zenoh's receive thread.
const MAX_COUNT: usize = 1 << 16;

/// The largest number of changes in a request, and of prefixes: each takes the time of all parameters.
const MAX_STEPS: usize = 1 << 12;

/// The largest answer in bytes. A request can repeat a name, and be answered with its value each time.
const MAX_BYTES: usize = 1 << 26;

/// Answers `~/get_parameters`.
pub(super) fn get(store: &Store, request: &GetParametersRequest) -> GetParametersResponse {
    let value = |_: &str, declared: Option<&Declared>| {
        to_message(declared.and_then(|declared| declared.value.as_ref()))
    };
    GetParametersResponse {
        values: each(
            store,
            &request.names,
            value,
            SizeEstimation::estimated_serialized_size,
        )
        .unwrap_or_default(),
    }
}

/// Answers `~/get_parameter_types`.
pub(super) fn get_types(store: &Store, request: &GetParameterTypesRequest) -> GetParameterTypesResponse {
    let number = |_: &str, declared: Option<&Declared>| number_of(declared);
    GetParameterTypesResponse {
        types: each(store, &request.names, number, |_| 1).unwrap_or_default(),
    }
}

/// Answers `~/describe_parameters`.
pub(super) fn describe(store: &Store, request: &DescribeParametersRequest) -> DescribeParametersResponse {
    let describe = |name: &str, declared: Option<&Declared>| {
        let unknown = Default::default();
        let known = declared.map_or(&unknown, |declared| &declared.descriptor);
        descriptor(name, number_of(declared), known)
    };
    DescribeParametersResponse {
        descriptors: each(
            store,
            &request.names,
            describe,
            SizeEstimation::estimated_serialized_size,
        )
        .unwrap_or_default(),
    }
}

/// Answers `~/list_parameters`.
pub(super) fn list(store: &Store, request: &ListParametersRequest) -> ListParametersResponse {
    if request.prefixes.len() > MAX_STEPS {
        return ListParametersResponse::default();
    }
    ListParametersResponse {
        result: list::select(store.table().names(), request),
    }
}

/// Answers `~/set_parameters`: sets one after the other.
pub(super) fn set(store: &Store, request: SetParametersRequest) -> SetParametersResponse {
    let count = request.parameters.len();
    let set_one = |parameter| {
        outcome(if count > MAX_STEPS {
            Err(ParameterError::TooMany {
                count,
                limit: MAX_STEPS,
            })
        } else {
            assignment(parameter).and_then(|one| assign(store, &[one]))
        })
    };
    SetParametersResponse {
        results: request.parameters.into_iter().map(set_one).collect(),
    }
}

/// Answers `~/set_parameters_atomically`: sets all or none.
pub(super) fn set_atomically(
    store: &Store,
    request: SetParametersAtomicallyRequest,
) -> SetParametersAtomicallyResponse {
    let count = request.parameters.len();
    let set = if count > MAX_COUNT {
        Err(ParameterError::TooMany {
            count,
            limit: MAX_COUNT,
        })
    } else {
        let assignments: Result<Vec<_>, _> = request.parameters.into_iter().map(assignment).collect();
        assignments.and_then(|assignments| assign(store, &assignments))
    };
    SetParametersAtomicallyResponse { result: outcome(set) }
}

fn assign(store: &Store, assignments: &[Assignment]) -> Result<(), ParameterError> {
    store.change(|table| table.set(assignments, store.allows_undeclared))
}

fn assignment(parameter: Parameter) -> Result<Assignment, ParameterError> {
    let Parameter { name, value } = parameter;
    let number = value.r#type;
    match from_message(value) {
        Some(value) => Ok((name, value)),
        None => Err(ParameterError::UnknownType { name, number }),
    }
}

fn outcome(result: Result<(), ParameterError>) -> SetParametersResult {
    let reason = result.err().map(|error| error.to_string());
    SetParametersResult {
        successful: reason.is_none(),
        reason: reason.unwrap_or_default(),
    }
}

fn number_of(declared: Option<&Declared>) -> u8 {
    type_number(declared.and_then(|declared| declared.value.as_ref()))
}

/// Answers for each name. Returns `None` if one of them is not declared and has to be, or if the answer would be
/// too large.
fn each<T>(
    store: &Store,
    names: &[String],
    answer: impl Fn(&str, Option<&Declared>) -> T,
    size: impl Fn(&T) -> usize,
) -> Option<Vec<T>> {
    if names.len() > MAX_COUNT {
        return None;
    }
    let table = store.table();
    let mut bytes = 0_usize;
    let mut answers = Vec::with_capacity(names.len());
    for name in names {
        let declared = table.get(name);
        if declared.is_none() && !store.allows_undeclared {
            return None;
        }
        let answer = answer(name, declared);
        bytes = bytes.saturating_add(size(&answer));
        if bytes > MAX_BYTES {
            return None;
        }
        answers.push(answer);
    }
    Some(answers)
}

#[cfg(test)]
mod tests;
