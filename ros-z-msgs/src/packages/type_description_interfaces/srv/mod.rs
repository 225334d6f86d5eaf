// Written by ros-z-import from type_description_interfaces 2.0.3. Change the definition and import it again.

//! Services of `type_description_interfaces`.

mod get_type_description;

pub use get_type_description::{
    GetTypeDescription, GetTypeDescriptionRequest, GetTypeDescriptionRequestView,
    GetTypeDescriptionResponse, GetTypeDescriptionResponseView,
};
