// Written by ros-z-import from type_description_interfaces 2.0.3. Change the definition and import it again.

//! Descriptions of types, which nodes send on request. The service that asks for them is in `srv`.

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
            <msg::Field as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_c0b01379cd4226281285ccaf6be46653968f855f7c5e41614ff5d7a854efef7c"
        );
        assert_eq!(
            <msg::FieldType as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_a70b6dd919645a03a3586f7f821defbc886ea3e531a1d95cc0f380a3973ccaa6"
        );
        assert_eq!(
            <msg::IndividualTypeDescription as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_55c827d86c3c141bdd318fe6c22e11190e4d3b37c8f4f9751a084aa05ce96560"
        );
        assert_eq!(
            <msg::KeyValue as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_274fe56bf14f33c7512e34c646a37579ee36779f745f049a9760763e817f0c42"
        );
        assert_eq!(
            <msg::TypeDescription as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_739f2508c9fa3a6f330913ff5b9d25fb74159a077da71e1087f51a60c12a080b"
        );
        assert_eq!(
            <msg::TypeSource as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_faeaec7596c04ecf5b6e99ad225e4c7cbb997ad5435f793526fb3984d011aae5"
        );
        assert_eq!(
            <srv::GetTypeDescriptionRequest as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_470f56ccbcf13d55c78c8b735fb12da03e639e5acded994426c89d94778d9e28"
        );
        assert_eq!(
            <srv::GetTypeDescriptionResponse as RosMessage>::TYPE_HASH.to_string(),
            "RIHS01_648c49d976240861a482f961c5621ddd0d2135d8cce6f297a76d4f6376d93b75"
        );
        assert_eq!(
            <srv::GetTypeDescription as RosService>::TYPE_HASH.to_string(),
            "RIHS01_69b9c19c1021405984cc60dbbb1edceb147a6538b411d812ba6afabeed962cd5"
        );
    }
}
