// Written by ros-z-import from example_interfaces 0.12.0. Change the definition and import it again.

//! Actions of `example_interfaces`.

mod fibonacci;

pub use fibonacci::{
    FibonacciFeedback, FibonacciFeedbackMessage, FibonacciGetResult, FibonacciGetResultRequest,
    FibonacciGetResultResponse, FibonacciGoal, FibonacciResult, FibonacciSendGoal,
    FibonacciSendGoalRequest, FibonacciSendGoalResponse,
};
