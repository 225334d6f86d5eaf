//! The types that ROS 2 derives from the goal, the result and the feedback of an action: their names and their fields, also in
//! constants. An action is two services and the topic of its feedback.
//!
//! # Examples
//! ```
//! use ros_z_core::action::{self, ActionPart};
//! use ros_z_core::{BaseType, FieldDescription, FieldType, TypeDescription, TypeHash};
//!
//! // example_interfaces/action/Fibonacci
//! const GOAL: TypeDescription = TypeDescription::new(
//!     "example_interfaces/action/Fibonacci_Goal",
//!     &[FieldDescription::new("order", FieldType::base(BaseType::Int32))],
//! );
//! const NAME: &str = "example_interfaces/action/Fibonacci_SendGoal_Request";
//! const REQUEST: TypeDescription = TypeDescription::new(NAME, &action::send_goal_request(&GOAL));
//!
//! assert_eq!(ActionPart::SendGoalRequest.type_name("example_interfaces/action/Fibonacci"), NAME);
//! assert_eq!(
//!     TypeHash::of(&REQUEST).to_string(),
//!     "RIHS01_3d088942b413247db536576f0286768c6be8fcd5d0c9a5d544f359fba090a238"
//! );
//! ```

use alloc::string::String;

pub use crate::service::{event_fields_of as service_event, service_fields_of as service};
use crate::type_description::{BaseType, FieldDescription, FieldType, TypeDescription};

/// A type of an action: one of the three that its definition contains, or one that ROS 2 derives from them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ActionPart {
    /// The goal, from the definition.
    Goal,
    /// The result, from the definition.
    Result,
    /// The feedback, from the definition.
    Feedback,
    /// The request that carries a goal.
    SendGoalRequest,
    /// The server's decision about the goal.
    SendGoalResponse,
    /// The event of the service that accepts goals.
    SendGoalEvent,
    /// The service that accepts goals.
    SendGoal,
    /// The request for the result of a goal.
    GetResultRequest,
    /// The result of a goal, and how it ended.
    GetResultResponse,
    /// The event of the service that returns results.
    GetResultEvent,
    /// The service that returns results.
    GetResult,
    /// Feedback with the goal that it belongs to.
    FeedbackMessage,
}

impl ActionPart {
    /// All parts, each after those that it contains.
    pub const ALL: [Self; 12] = [
        Self::Goal,
        Self::Result,
        Self::Feedback,
        Self::SendGoalRequest,
        Self::SendGoalResponse,
        Self::SendGoalEvent,
        Self::SendGoal,
        Self::GetResultRequest,
        Self::GetResultResponse,
        Self::GetResultEvent,
        Self::GetResult,
        Self::FeedbackMessage,
    ];

    /// The end of the part's ROS name, after the name of the action.
    #[must_use]
    pub const fn suffix(self) -> &'static str {
        match self {
            Self::Goal => "_Goal",
            Self::Result => "_Result",
            Self::Feedback => "_Feedback",
            Self::SendGoalRequest => "_SendGoal_Request",
            Self::SendGoalResponse => "_SendGoal_Response",
            Self::SendGoalEvent => "_SendGoal_Event",
            Self::SendGoal => "_SendGoal",
            Self::GetResultRequest => "_GetResult_Request",
            Self::GetResultResponse => "_GetResult_Response",
            Self::GetResultEvent => "_GetResult_Event",
            Self::GetResult => "_GetResult",
            Self::FeedbackMessage => "_FeedbackMessage",
        }
    }

    /// Returns whether the part is a service, and not a message.
    #[must_use]
    pub const fn is_service(self) -> bool {
        matches!(self, Self::SendGoal | Self::GetResult)
    }

    /// The ROS name of the part, such as `pkg/action/Name_Goal` for the action `pkg/action/Name`.
    #[must_use]
    pub fn type_name(self, action: &str) -> String {
        let mut name = String::from(action);
        name.push_str(self.suffix());
        name
    }

    /// The bytes of the ROS name, in constants. `N` is the sum of the lengths of `action` and the suffix.
    ///
    /// # Panics
    /// Panics if `N` is another number.
    #[must_use]
    pub const fn type_name_bytes<const N: usize>(self, action: &str) -> [u8; N] {
        let mut name = [0; N];
        let (front, end) = name.split_at_mut(action.len());
        front.copy_from_slice(action.as_bytes());
        end.copy_from_slice(self.suffix().as_bytes());
        name
    }
}

const UUID: TypeDescription = TypeDescription::new(
    "unique_identifier_msgs/msg/UUID",
    &[FieldDescription::new(
        "uuid",
        FieldType::base(BaseType::Uint8).array(16),
    )],
);

const GOAL_ID: FieldDescription =
    FieldDescription::new("goal_id", FieldType::message(&UUID)).with_doc("Identifies the goal.");

const fn message(name: &'static str, description: &'static TypeDescription) -> FieldDescription {
    FieldDescription::new(name, FieldType::message(description))
}

/// The fields of [`ActionPart::SendGoalRequest`].
#[must_use]
pub const fn send_goal_request(goal: &'static TypeDescription) -> [FieldDescription; 2] {
    [GOAL_ID, message("goal", goal).with_doc("The goal.")]
}

/// The fields of [`ActionPart::SendGoalResponse`].
#[must_use]
pub const fn send_goal_response() -> [FieldDescription; 2] {
    [
        FieldDescription::new("accepted", FieldType::base(BaseType::Bool))
            .with_doc("Whether the server takes on the goal."),
        message("stamp", &crate::service::TIME).with_doc("Time of the decision."),
    ]
}

/// The fields of [`ActionPart::GetResultRequest`].
#[must_use]
pub const fn get_result_request() -> [FieldDescription; 1] {
    [GOAL_ID]
}

/// The fields of [`ActionPart::GetResultResponse`].
#[must_use]
pub const fn get_result_response(result: &'static TypeDescription) -> [FieldDescription; 2] {
    [
        FieldDescription::new("status", FieldType::base(BaseType::Int8))
            .with_doc("How the goal ended: a constant of `action_msgs/msg/GoalStatus`."),
        message("result", result).with_doc("The result."),
    ]
}

/// The fields of [`ActionPart::FeedbackMessage`].
#[must_use]
pub const fn feedback_message(feedback: &'static TypeDescription) -> [FieldDescription; 2] {
    [GOAL_ID, message("feedback", feedback).with_doc("The feedback.")]
}

/// The descriptions that the description of an action refers to.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "named as the parts")]
pub struct ActionTypes {
    pub goal: &'static TypeDescription,
    pub result: &'static TypeDescription,
    pub feedback: &'static TypeDescription,
    pub send_goal: &'static TypeDescription,
    pub get_result: &'static TypeDescription,
    pub feedback_message: &'static TypeDescription,
}

/// The fields of the action itself, which has a description and a hash as a message has.
#[must_use]
pub const fn action(types: ActionTypes) -> [FieldDescription; 6] {
    [
        message("goal", types.goal),
        message("result", types.result),
        message("feedback", types.feedback),
        message("send_goal_service", types.send_goal),
        message("get_result_service", types.get_result),
        message("feedback_message", types.feedback_message),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::type_hash::TypeHash;
    use alloc::string::ToString;

    const NAME: &str = "example_interfaces/action/Fibonacci";

    const fn numbers(name: &'static str) -> TypeDescription {
        const FIELDS: &[FieldDescription] = &[FieldDescription::new(
            "sequence",
            FieldType::base(BaseType::Int32).sequence(),
        )];
        TypeDescription::new(name, FIELDS)
    }

    #[test]
    fn a_whole_action_has_the_hash_of_rosidl_in_constants() {
        macro_rules! describe {
            ($name:ident, $part:ident, $fields:expr) => {
                const $name: TypeDescription = {
                    const BYTES: [u8; NAME.len() + ActionPart::$part.suffix().len()] =
                        ActionPart::$part.type_name_bytes(NAME);
                    TypeDescription::new(crate::service::text(&BYTES), &$fields)
                };
            };
        }
        const GOAL: TypeDescription = TypeDescription::new(
            "example_interfaces/action/Fibonacci_Goal",
            &[FieldDescription::new("order", FieldType::base(BaseType::Int32))],
        );
        const RESULT: TypeDescription = numbers("example_interfaces/action/Fibonacci_Result");
        const FEEDBACK: TypeDescription = numbers("example_interfaces/action/Fibonacci_Feedback");
        describe!(SEND_REQUEST, SendGoalRequest, send_goal_request(&GOAL));
        describe!(SEND_RESPONSE, SendGoalResponse, send_goal_response());
        describe!(
            SEND_EVENT,
            SendGoalEvent,
            service_event(&SEND_REQUEST, &SEND_RESPONSE)
        );
        describe!(
            SEND,
            SendGoal,
            service(&SEND_REQUEST, &SEND_RESPONSE, &SEND_EVENT)
        );
        describe!(GET_REQUEST, GetResultRequest, get_result_request());
        describe!(GET_RESPONSE, GetResultResponse, get_result_response(&RESULT));
        describe!(
            GET_EVENT,
            GetResultEvent,
            service_event(&GET_REQUEST, &GET_RESPONSE)
        );
        describe!(GET, GetResult, service(&GET_REQUEST, &GET_RESPONSE, &GET_EVENT));
        describe!(MESSAGE, FeedbackMessage, feedback_message(&FEEDBACK));
        const ACTION: TypeDescription = TypeDescription::new(
            NAME,
            &action(ActionTypes {
                goal: &GOAL,
                result: &RESULT,
                feedback: &FEEDBACK,
                send_goal: &SEND,
                get_result: &GET,
                feedback_message: &MESSAGE,
            }),
        );
        // rosidl_generator_type_description of ROS 2 Jazzy.
        assert_eq!(
            TypeHash::of(&SEND).to_string(),
            "RIHS01_d1a57fb2a4afe8c21e34fb10db206f16ce6729b28531141472df92277c55b557"
        );
        assert_eq!(
            TypeHash::of(&MESSAGE).to_string(),
            "RIHS01_c1de71afd52e49a89c53d8262366884185bc0a02f78ce051c4e46b0a7fe59bb2"
        );
        assert_eq!(
            TypeHash::of(&ACTION).to_string(),
            "RIHS01_9508051da1ea4658de144b09bd0690ff3de52104683d847aed764d2915906f51"
        );
    }

    #[test]
    fn names_are_those_of_ros() {
        for part in ActionPart::ALL {
            assert!(
                part.type_name(NAME)
                    .starts_with("example_interfaces/action/Fibonacci_")
            );
            assert_eq!(
                part.is_service(),
                matches!(part.suffix(), "_SendGoal" | "_GetResult")
            );
        }
        let mut suffixes = ActionPart::ALL.map(ActionPart::suffix);
        suffixes.sort_unstable();
        assert!(suffixes.windows(2).all(|pair| pair[0] != pair[1]));
    }
}
