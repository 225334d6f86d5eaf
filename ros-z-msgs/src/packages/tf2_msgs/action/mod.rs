// Written by ros-z-import from tf2_msgs 0.36.4. Change the definition and import it again.

//! Actions of `tf2_msgs`.

mod lookup_transform;

pub use lookup_transform::{
    LookupTransformFeedback, LookupTransformFeedbackMessage, LookupTransformGetResult,
    LookupTransformGetResultRequest, LookupTransformGetResultResponse, LookupTransformGoal,
    LookupTransformResult, LookupTransformSendGoal, LookupTransformSendGoalRequest,
    LookupTransformSendGoalResponse,
};
