// Written by ros-z-import from example_interfaces 0.12.0. Change the definition and import it again.

//! Messages, services and an action for examples and tutorials. Messages of applications are in the packages named for their meaning.

pub mod action;
mod msg;
pub mod srv;

pub use msg::*;

#[cfg(test)]
mod tests {
    use ros_z_core::{RosMessage, RosService};

    use super::*;

    #[test]
    fn types_have_the_hashes_of_their_definitions() {
        assert_eq!(
            <msg::Bool as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_4765c142500f8fd4e1a32fb3edd7b7d9d822a16ec270445f5120e772c5f9aed5"
        );
        assert_eq!(
            <msg::Byte as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_f014e0424be54b8ba7c35490aea4198be92df1de4e88f4e19a2fbbce2e020bb9"
        );
        assert_eq!(
            <msg::ByteMultiArray as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_257fc3429b3c4dd0aea678c234f543665d1144b396f82c7ee60fed151e1dace3"
        );
        assert_eq!(
            <msg::Char as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_320dcd57e1183fb08463cc3ab50bf7e5ce0ecee39f64d15a9e9eeca3384c91a5"
        );
        assert_eq!(
            <msg::Empty as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_73c22a7341eeccf8ef504a991e60d4078223f0931a5d5d212800e7c978903c58"
        );
        assert_eq!(
            <msg::Float32 as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_6a112d9235f8e8088d7a2bc77cb955341ac0d5c9870bdc592651a4186bb246f3"
        );
        assert_eq!(
            <msg::Float32MultiArray as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_8705278e8d206a9711133794ce6466281e9698138331c4b3d91e6cc9e9dfee26"
        );
        assert_eq!(
            <msg::Float64 as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_74c137b7930c26339425a95fcfab441199bc41e0e572d3a0c9e95badd72b50da"
        );
        assert_eq!(
            <msg::Float64MultiArray as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_62a0985e7920b7bc489d1392f08c06ba0080fff5b8eaa09b27dcac122f50ad95"
        );
        assert_eq!(
            <msg::Int16 as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_332d94306732e4e35da38e5ae744ff35bbdaeca300908dc43488d3a844687cd6"
        );
        assert_eq!(
            <msg::Int16MultiArray as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_d663e739410479619bfb7b9b94b0a764998acffadb8b7f5b200affa87b7ffdd2"
        );
        assert_eq!(
            <msg::Int32 as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_5cd04cd7f3adb9d6c6064c316047b24c76622eb89144f300b536d657fd55e652"
        );
        assert_eq!(
            <msg::Int32MultiArray as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_b347aff8e38e2ce3f7f4023db7922d2d4abb9d593b03c40b1427640c26595bfa"
        );
        assert_eq!(
            <msg::Int64 as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_1b3b9a6502f560d079520c73c685a9550e5a1838d2cefd537fe0aba75a3639a0"
        );
        assert_eq!(
            <msg::Int64MultiArray as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_ebce42c0d2b81bc5309deb0b2d83e30236aeb4899aea3cc7ddd18787af39c94a"
        );
        assert_eq!(
            <msg::Int8 as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_2e9ef643d84ff37840fe787d1269aa06268960e294f4a0f5eb1e9d4eb21cbb57"
        );
        assert_eq!(
            <msg::Int8MultiArray as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_6d26932aefc0e5c0c473613376338609bac9925e3527dc4e8fab6b6783b6d680"
        );
        assert_eq!(
            <msg::MultiArrayDimension as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_a785cb9839e177e3eb760260139a919fec87821edc3314c592f2725abbf0bfcd"
        );
        assert_eq!(
            <msg::MultiArrayLayout as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_ba42ea30074e5826a1e91f70f3660dda2996937169487f877fc20a8a402e2c27"
        );
        assert_eq!(
            <msg::String as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_5509d866a579951f2fc6c19577c32605ba16f308cae7b498341d79536d4eb06b"
        );
        assert_eq!(
            <msg::UInt16 as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_e123d0a691fa0ce58b682f1a4eee55137dd3f20c81665f0c556f53596c7fb377"
        );
        assert_eq!(
            <msg::UInt16MultiArray as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_507f6456c1965ef6eab8a9cfa8860bd484e1b7039b4c4ea2c75c648182fceade"
        );
        assert_eq!(
            <msg::UInt32 as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_e86cccba586f30c16498f3ccd3550a764b255239a6142be3a4d7a2fa9a43515c"
        );
        assert_eq!(
            <msg::UInt32MultiArray as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_0683176c523a116c76141c6d4abd150dbff492b72185f1260ce38a18a35aafcf"
        );
        assert_eq!(
            <msg::UInt64 as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_6a3f8548c5818b7add62dd6cbbd840fd1ab17fbf9d73cad6690557b7326d8908"
        );
        assert_eq!(
            <msg::UInt64MultiArray as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_c05a348bd887aac76a947c901f67f93bf9a7fa14b28dce02eb495dadeb8842e4"
        );
        assert_eq!(
            <msg::UInt8 as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_9255b6d0dd98f5b573afbff223131279b788ac45cf051fb462c12dd9a30f4061"
        );
        assert_eq!(
            <msg::UInt8MultiArray as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_7a49ef5ed9b7182488303b4027d54719ba7266e776bd446dac30e79b56fb0a71"
        );
        assert_eq!(
            <msg::WString as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_32033e06d9dfe5468c5d6e1dc8b7a23c8910bad071cfd4e151a951d580e68dd8"
        );
        assert_eq!(
            <srv::AddTwoIntsRequest as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_000c5fd92d6b2e1a05949348f584d6d652adea1e92d691792011ac2273508302"
        );
        assert_eq!(
            <srv::AddTwoIntsResponse as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_de5c030d4af33cba2749310b249737b631594703f9300495f48bffb2b44dcc2f"
        );
        assert_eq!(
            <srv::AddTwoInts as RosService>::TYPE_HASH.to_string(),
            "RIHS01_e118de6bf5eeb66a2491b5bda11202e7b68f198d6f67922cf30364858239c81a"
        );
        assert_eq!(
            <srv::SetBoolRequest as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_db31a9146de9f58c3196ef92ebc43abc460199adfa57ece51550f37544c4ee58"
        );
        assert_eq!(
            <srv::SetBoolResponse as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_fd35d6974b0ede7fad127f600619719eb7caf8b0ff8b02a4a5a103900479a619"
        );
        assert_eq!(
            <srv::SetBool as RosService>::TYPE_HASH.to_string(),
            "RIHS01_a69782e5631b12e15c8e218410de1685bbf13e382718295adad14037a24afbe8"
        );
        assert_eq!(
            <srv::TriggerRequest as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_2521571bb7fb4de94da045720b069b2859084c689ee27382f48414ebf4dd3a8d"
        );
        assert_eq!(
            <srv::TriggerResponse as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_3faa1e36b834f5705a7e9aa990c4720c082f0630bf28abedf315cc69f01dc8fc"
        );
        assert_eq!(
            <srv::Trigger as RosService>::TYPE_HASH.to_string(),
            "RIHS01_cfeeee47f8105dd7685e4c92d46d4074669cb1c477402be1dea37486542a69e0"
        );
        assert_eq!(
            <action::FibonacciGoal as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_226cb437e4355dcd3e914f930382a3b0cc1da81545bd319ed554e95a03255f51"
        );
        assert_eq!(
            <action::FibonacciResult as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_fea81394f25aa4502217953f1a021fb750e79c10bbd43f13dd94632da6569649"
        );
        assert_eq!(
            <action::FibonacciFeedback as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_2b12e37361da6f408d4c85bc24a18de64333f29082f2ca34b5ee33dc4c8b42a9"
        );
        assert_eq!(
            <action::FibonacciSendGoalRequest as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_3d088942b413247db536576f0286768c6be8fcd5d0c9a5d544f359fba090a238"
        );
        assert_eq!(
            <action::FibonacciSendGoalResponse as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_d8c07bb3d5b766fe4b43159c9a5222af5214e2fcc29229b991d826166c512be1"
        );
        assert_eq!(
            <action::FibonacciSendGoal as RosService>::TYPE_HASH.to_string(),
            "RIHS01_d1a57fb2a4afe8c21e34fb10db206f16ce6729b28531141472df92277c55b557"
        );
        assert_eq!(
            <action::FibonacciGetResultRequest as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_c8a4f5e7d13b81286ee1043e2ecd084281cecf1ff06aaa799464f5f15479f003"
        );
        assert_eq!(
            <action::FibonacciGetResultResponse as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_6021dc98ab9b4bbe395e48aa4de81ee5f68eb570f88358affcc648146668b24f"
        );
        assert_eq!(
            <action::FibonacciGetResult as RosService>::TYPE_HASH.to_string(),
            "RIHS01_1b0de0d5d29dc955d92f546706568428632771db13ec84c15ec1c1a59f424a57"
        );
        assert_eq!(
            <action::FibonacciFeedbackMessage as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_c1de71afd52e49a89c53d8262366884185bc0a02f78ce051c4e46b0a7fe59bb2"
        );
    }
}
