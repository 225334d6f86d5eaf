//! Type descriptions of imported interfaces, from which `ros-z-core` computes hashes.
//!
//! The core describes types with `'static` data, since derives describe them in constants. Descriptions made here are
//! leaked: a few hundred bytes for each message, once in each import.

use std::collections::HashMap;

use ros_z_core::action::{self, ActionPart, ActionTypes};
use ros_z_core::{BaseType, FieldDescription, FieldType as CoreType, TypeDescription, TypeHash};
use ros_z_msgs::catalogue;

use crate::definition::{Body, Collection, ElementType, FieldType, Interface, Message, Primitive};

/// The descriptions of all known messages by their ROS names.
#[derive(Debug, Default)]
pub(crate) struct Descriptions {
    known: HashMap<String, &'static TypeDescription>,
}

/// The derived types of a service or an action, and the hash of each type of an interface.
pub(crate) type Hashes = Vec<(String, TypeHash)>;

impl Descriptions {
    /// Starts with the messages of `ros-z-msgs`.
    pub(crate) fn of_catalogue() -> Self {
        let entries = catalogue::MESSAGES.iter();
        Self {
            known: entries
                .map(|entry| {
                    let description: &'static _ = Box::leak(Box::new((entry.type_description)()));
                    (entry.type_name.to_owned(), description)
                })
                .collect(),
        }
    }

    pub(crate) fn get(&self, type_name: &str) -> Option<&'static TypeDescription> {
        self.known.get(type_name).copied()
    }

    /// Describes all types of an interface whose fields are described already, and returns their hashes: the messages,
    /// the parts of a service, and all parts of an action.
    pub(crate) fn add(&mut self, interface: &Interface) -> Hashes {
        let name = interface.type_name();
        let mut added = Vec::new();
        for (suffix, message) in interface.messages() {
            let fields = self.fields(message);
            added.push(self.insert(format!("{name}{suffix}"), fields));
        }
        match interface.body {
            Body::Message(_) => {}
            Body::Service { .. } => self.add_service(&name, &mut added),
            Body::Action { .. } => self.add_action(&name, &mut added),
        }
        added
            .iter()
            .map(|description| (description.type_name.to_owned(), TypeHash::of(description)))
            .collect()
    }

    fn add_service(&mut self, name: &str, added: &mut Vec<&'static TypeDescription>) {
        let part = |suffix| self.get(&format!("{name}{suffix}"));
        let (Some(request), Some(response)) = (part("_Request"), part("_Response")) else {
            return;
        };
        let event = self.insert(
            format!("{name}_Event"),
            action::service_event(request, response).into(),
        );
        let service = action::service(request, response, event);
        added.extend([event, self.insert(name.to_owned(), service.into())]);
    }

    /// Returns the goal, result and feedback of an action; `None` if one of them is not described.
    pub(crate) fn action_messages(&self, name: &str) -> Option<[&'static TypeDescription; 3]> {
        let part = |part: ActionPart| self.get(&part.type_name(name));
        Some([
            part(ActionPart::Goal)?,
            part(ActionPart::Result)?,
            part(ActionPart::Feedback)?,
        ])
    }

    fn add_action(&mut self, name: &str, added: &mut Vec<&'static TypeDescription>) {
        let Some([goal, result, feedback]) = self.action_messages(name) else {
            return;
        };
        for (part, fields) in action_parts(goal, result, feedback) {
            added.push(self.insert(part.type_name(name), fields));
        }
        for service in [ActionPart::SendGoal, ActionPart::GetResult] {
            self.add_service(&service.type_name(name), added);
        }
        let part = |part: ActionPart| self.get(&part.type_name(name));
        if let (Some(send_goal), Some(get_result), Some(feedback_message)) = (
            part(ActionPart::SendGoal),
            part(ActionPart::GetResult),
            part(ActionPart::FeedbackMessage),
        ) {
            let fields = action::action(ActionTypes {
                goal,
                result,
                feedback,
                send_goal,
                get_result,
                feedback_message,
            });
            added.push(self.insert(name.to_owned(), fields.into()));
        }
    }

    fn insert(&mut self, type_name: String, fields: Vec<FieldDescription>) -> &'static TypeDescription {
        let name: &'static str = type_name.clone().leak();
        let description: &'static _ = Box::leak(Box::new(TypeDescription::new(name, fields.leak())));
        self.known.insert(type_name, description);
        description
    }

    fn fields(&self, message: &Message) -> Vec<FieldDescription> {
        let fields = message.fields.iter();
        fields
            .map(|field| FieldDescription::new(field.name.clone().leak(), self.field_type(&field.field_type)))
            .collect()
    }

    /// Returns the type of a field of the message `type_name`, which is described already.
    fn message(&self, type_name: &str) -> CoreType {
        let description = self.get(type_name);
        debug_assert!(description.is_some(), "{type_name} is described before its users");
        description.map_or(CoreType::base(BaseType::Uint8), CoreType::message)
    }

    fn field_type(&self, field_type: &FieldType) -> CoreType {
        let (element, string_bound) = match &field_type.element {
            ElementType::Message { package, name } => (self.message(&format!("{package}/msg/{name}")), None),
            ElementType::Primitive {
                primitive,
                string_bound,
            } => (CoreType::base(base(*primitive)), *string_bound),
        };
        let collected = match field_type.collection {
            Collection::Single => element,
            Collection::Array(len) => element.array(len),
            Collection::Bounded(bound) => element.sequence().with_max_len(bound),
            Collection::Unbounded => element.sequence(),
        };
        match (string_bound, field_type.collection) {
            (None, _) => collected,
            (Some(bound), Collection::Single) => collected.with_max_len(bound),
            (Some(bound), _) => collected.with_max_string_len(bound),
        }
    }
}

/// The messages that ROS 2 derives from the messages of an action, and their fields.
pub(crate) fn action_parts(
    goal: &'static TypeDescription,
    result: &'static TypeDescription,
    feedback: &'static TypeDescription,
) -> [(ActionPart, Vec<FieldDescription>); 5] {
    [
        (
            ActionPart::SendGoalRequest,
            action::send_goal_request(goal).into(),
        ),
        (ActionPart::SendGoalResponse, action::send_goal_response().into()),
        (ActionPart::GetResultRequest, action::get_result_request().into()),
        (
            ActionPart::GetResultResponse,
            action::get_result_response(result).into(),
        ),
        (
            ActionPart::FeedbackMessage,
            action::feedback_message(feedback).into(),
        ),
    ]
}

const fn base(primitive: Primitive) -> BaseType {
    match primitive {
        Primitive::Bool => BaseType::Bool,
        Primitive::Byte => BaseType::Byte,
        // The IDL of rosidl has no `char` of its own: the hash of a `char` is that of a `uint8`.
        Primitive::Char | Primitive::Uint8 => BaseType::Uint8,
        Primitive::Int8 => BaseType::Int8,
        Primitive::Int16 => BaseType::Int16,
        Primitive::Uint16 => BaseType::Uint16,
        Primitive::Int32 => BaseType::Int32,
        Primitive::Uint32 => BaseType::Uint32,
        Primitive::Int64 => BaseType::Int64,
        Primitive::Uint64 => BaseType::Uint64,
        Primitive::Float32 => BaseType::Float32,
        Primitive::Float64 => BaseType::Float64,
        Primitive::String => BaseType::String,
        Primitive::Wstring => BaseType::Wstring,
    }
}
