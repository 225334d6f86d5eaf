//! The lists of all parts of services and actions that the tests of this crate expect. The list of messages is
//! `ros_z_msgs::__for_each_message`. The test files contain the tests of each of them.

/// Calls the macro `$with` with the parts of services in the form `package: Part Part …; package: …;`.
macro_rules! for_each_service_part {
    ($with:ident) => {
        $with! {
            action_msgs: CancelGoalRequest CancelGoalResponse;
            composition_interfaces: ListNodesRequest ListNodesResponse LoadNodeRequest
                LoadNodeResponse UnloadNodeRequest UnloadNodeResponse;
            diagnostic_msgs: AddDiagnosticsRequest AddDiagnosticsResponse
                SelfTestRequest SelfTestResponse;
            example_interfaces: AddTwoIntsRequest AddTwoIntsResponse SetBoolRequest
                SetBoolResponse TriggerRequest TriggerResponse;
            lifecycle_msgs: ChangeStateRequest ChangeStateResponse
                GetAvailableStatesRequest GetAvailableStatesResponse
                GetAvailableTransitionsRequest GetAvailableTransitionsResponse
                GetStateRequest GetStateResponse;
            map_msgs: GetMapROIRequest GetMapROIResponse GetPointMapRequest
                GetPointMapResponse GetPointMapROIRequest GetPointMapROIResponse
                ProjectedMapsInfoRequest ProjectedMapsInfoResponse SaveMapRequest
                SaveMapResponse SetMapProjectionsRequest SetMapProjectionsResponse;
            nav_msgs: GetMapRequest GetMapResponse GetPlanRequest GetPlanResponse
                LoadMapRequest LoadMapResponse SetMapRequest SetMapResponse;
            rcl_interfaces: DescribeParametersRequest DescribeParametersResponse
                GetLoggerLevelsRequest GetLoggerLevelsResponse GetParameterTypesRequest
                GetParameterTypesResponse GetParametersRequest GetParametersResponse
                ListParametersRequest ListParametersResponse SetLoggerLevelsRequest
                SetLoggerLevelsResponse SetParametersRequest SetParametersResponse
                SetParametersAtomicallyRequest SetParametersAtomicallyResponse;
            sensor_msgs: SetCameraInfoRequest SetCameraInfoResponse;
            std_srvs: EmptyRequest EmptyResponse SetBoolRequest SetBoolResponse
                TriggerRequest TriggerResponse;
            tf2_msgs: FrameGraphRequest FrameGraphResponse;
            type_description_interfaces: GetTypeDescriptionRequest
                GetTypeDescriptionResponse;
            visualization_msgs: GetInteractiveMarkersRequest
                GetInteractiveMarkersResponse;
        }
    };
}

/// Calls the macro `$with` with the parts of actions in the form `package: Part Part …; package: …;`.
#[allow(unused_macros, reason = "not every test needs them")]
macro_rules! for_each_action_part {
    ($with:ident) => {
        $with! {
            example_interfaces: FibonacciGoal FibonacciResult FibonacciFeedback
                FibonacciSendGoalRequest FibonacciSendGoalResponse
                FibonacciGetResultRequest FibonacciGetResultResponse
                FibonacciFeedbackMessage;
            tf2_msgs: LookupTransformGoal LookupTransformResult LookupTransformFeedback
                LookupTransformSendGoalRequest LookupTransformSendGoalResponse
                LookupTransformGetResultRequest LookupTransformGetResultResponse
                LookupTransformFeedbackMessage;
        }
    };
}
