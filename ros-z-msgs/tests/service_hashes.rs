//! Every service has the type name and RIHS01 hash of ROS 2 Jazzy, and no service of these packages is
//! missing. Requests and responses are tested in `type_hashes.rs`.

use std::collections::BTreeMap;

use ros_z_core::RosService;

/// Runs a macro over every service.
macro_rules! for_each_service {
    ($callback:ident) => {
        $callback! {
            action_msgs: CancelGoal;
            composition_interfaces: ListNodes LoadNode UnloadNode;
            diagnostic_msgs: AddDiagnostics SelfTest;
            example_interfaces: AddTwoInts SetBool Trigger;
            lifecycle_msgs: ChangeState GetAvailableStates GetAvailableTransitions GetState;
            map_msgs: GetMapROI GetPointMap GetPointMapROI ProjectedMapsInfo SaveMap SetMapProjections;
            nav_msgs: GetMap GetPlan LoadMap SetMap;
            rcl_interfaces: DescribeParameters GetLoggerLevels GetParameterTypes GetParameters ListParameters
                SetLoggerLevels SetParameters SetParametersAtomically;
            sensor_msgs: SetCameraInfo;
            std_srvs: Empty SetBool Trigger;
            tf2_msgs: FrameGraph;
            type_description_interfaces: GetTypeDescription;
            visualization_msgs: GetInteractiveMarkers;
        }
    };
}

macro_rules! known_services {
    ($($package:ident: $($service:ident)+;)+) => {
        BTreeMap::from([$($((
            <ros_z_msgs::$package::srv::$service as RosService>::TYPE_NAME,
            (
                <ros_z_msgs::$package::srv::$service as RosService>::TYPE_HASH.to_string(),
                concat!(stringify!($package), "/srv/", stringify!($service)),
            ),
        ),)+)+])
    };
}

/// Returns hash and Rust name of each service, by its ROS name.
fn services() -> BTreeMap<&'static str, (String, &'static str)> {
    for_each_service!(known_services)
}

/// Returns the hashes of ROS 2 for the services of these packages.
fn reference() -> BTreeMap<String, String> {
    let file: serde_json::Value =
        serde_json::from_str(include_str!("data/rihs01.json")).expect("rihs01.json is JSON");
    let services = services();
    let packages: Vec<&str> = services
        .keys()
        .filter_map(|name| name.split('/').next())
        .collect();
    let hashes = file["hashes"].as_object().expect("the hashes are an object");
    hashes
        .iter()
        .filter(|(name, _)| match name.split('/').collect::<Vec<_>>()[..] {
            [package, "srv", service] => packages.contains(&package) && !service.contains('_'),
            _ => false,
        })
        .map(|(name, hash)| {
            (
                name.clone(),
                hash.as_str().expect("a hash is a string").to_owned(),
            )
        })
        .collect()
}

#[test]
fn every_service_has_the_name_and_hash_of_ros() {
    let reference = reference();
    for (name, (hash, rust_name)) in services() {
        assert_eq!(name, rust_name);
        assert_eq!(reference.get(name), Some(&hash), "{name}");
    }
}

#[test]
fn no_service_of_these_packages_is_missing() {
    let services = services();
    let missing: Vec<_> = reference()
        .into_keys()
        .filter(|name| !services.contains_key(name.as_str()))
        .collect();
    assert!(missing.is_empty(), "no declaration of: {missing:?}");
}
