//! Every node describes the types that its endpoints use, to tools that know only their names and hashes.

use ros_z::msgs::std_msgs::Header;
use ros_z::msgs::std_srvs::srv::SetBool;
use ros_z::msgs::type_description_interfaces::srv::{
    GetTypeDescription, GetTypeDescriptionRequest, GetTypeDescriptionResponse,
};
use ros_z::{Client, ZNode};
use ros_z_core::dynamic::{DescribedField, DescribedFieldType, DescribedType, Description, Schema};
use ros_z_core::{RosMessage, RosService, SizeEstimation, TypeHash};
use ros_z_tests::neighbours::{DEADLINE, alone, eventually, neighbours, own_domain};

/// A type that no package of this machine defines.
#[derive(RosMessage, SizeEstimation)]
#[ros(package = "rover_msgs")]
struct Wheel {
    header: Header,
    #[ros(max_len = 8)]
    ticks: Vec<i32>,
    /// Volts.
    supply: [f32; 3],
}

fn ask(
    client: &Client<GetTypeDescription>,
    type_name: &str,
    hash: TypeHash,
) -> zenoh::Result<GetTypeDescriptionResponse> {
    let request = GetTypeDescriptionRequest {
        type_name: type_name.into(),
        type_hash: hash.to_string(),
        include_type_sources: true,
    };
    Ok(client.call(&request, DEADLINE)?)
}

fn client(node: &ZNode, service: &str) -> zenoh::Result<Client<GetTypeDescription>> {
    let client = node.create_client(service).build()?;
    assert!(client.wait_for_service(DEADLINE));
    Ok(client)
}

/// Computes the hash of a description that came over the network.
fn hash_of(response: &GetTypeDescriptionResponse) -> zenoh::Result<TypeHash> {
    let described =
        |of: &ros_z::msgs::type_description_interfaces::IndividualTypeDescription| DescribedType {
            type_name: of.type_name.clone(),
            fields: (of.fields.iter())
                .map(|field| DescribedField {
                    name: field.name.clone(),
                    field_type: DescribedFieldType {
                        type_id: field.r#type.type_id,
                        capacity: field.r#type.capacity,
                        string_capacity: field.r#type.string_capacity,
                        nested_type_name: field.r#type.nested_type_name.clone(),
                    },
                    default_value: field.default_value.clone(),
                })
                .collect(),
        };
    let description = &response.type_description;
    let referenced = description.referenced_type_descriptions.iter();
    let schema = Schema::new(&Description {
        type_description: described(&description.type_description),
        referenced_type_descriptions: referenced.map(described).collect(),
    })?;
    Ok(schema.type_hash())
}

#[test]
fn a_node_describes_the_types_of_its_endpoints_while_they_exist() -> zenoh::Result<()> {
    let (here, there) = neighbours(own_domain());
    let rover = here.create_node("rover").with_namespace("/mars").build()?;
    let tool = there.create_node("tool").build()?;
    let client = client(&tool, "/mars/rover/get_type_description")?;

    let response = ask(&client, Wheel::TYPE_NAME, Wheel::TYPE_HASH)?;
    assert!(!response.successful, "no endpoint uses the type yet");

    let publisher = rover.create_pub::<Wheel>("wheel").build()?;
    let subscriber = rover.create_sub::<Header>("header").build()?;
    let server = rover.create_service::<SetBool>("enable").build()?;
    let response = ask(&client, Wheel::TYPE_NAME, Wheel::TYPE_HASH)?;
    assert!(response.successful, "{}", response.failure_reason);
    assert_eq!(hash_of(&response)?, Wheel::TYPE_HASH);
    let sources: Vec<_> = (response.type_sources.iter())
        .map(|source| (source.type_name.as_str(), source.encoding.as_str()))
        .collect();
    assert_eq!(
        sources,
        [
            ("rover_msgs/msg/Wheel", "msg"),
            ("builtin_interfaces/msg/Time", "msg"),
            ("std_msgs/msg/Header", "msg"),
        ]
    );
    assert_eq!(
        response.type_sources[0].raw_file_contents,
        "# A type that no package of this machine defines.\n\nstd_msgs/Header header\nint32[<=8] ticks\n# Volts.\nfloat32[3] supply\n"
    );

    // Of a service, the service itself is described, as in the keys of its endpoints.
    let response = ask(&client, SetBool::TYPE_NAME, SetBool::TYPE_HASH)?;
    assert_eq!(hash_of(&response)?, SetBool::TYPE_HASH);
    assert_eq!(response.type_sources[0].encoding, "srv");
    assert!(response.type_sources[0].raw_file_contents.contains("\n---\n"));
    for (name, hash) in [
        (Header::TYPE_NAME, Header::TYPE_HASH),
        (GetTypeDescription::TYPE_NAME, GetTypeDescription::TYPE_HASH),
    ] {
        assert_eq!(hash_of(&ask(&client, name, hash)?)?, hash, "{name}");
    }

    drop((publisher, subscriber, server));
    eventually("the types are forgotten", || {
        ask(&client, Wheel::TYPE_NAME, Wheel::TYPE_HASH).is_ok_and(|response| !response.successful)
    });
    Ok(())
}

#[test]
fn the_service_lives_as_long_as_its_node_and_can_be_switched_off() -> zenoh::Result<()> {
    let (here, there) = neighbours(own_domain());
    let graph = there.graph()?;
    let silent = here
        .create_node("silent")
        .without_type_description_service()
        .build()?;
    let node = here.create_node("talkative").build()?;
    let publisher = node.create_pub::<Header>("header").build()?;
    let service = "/talkative/get_type_description";
    assert!(graph.wait_until(DEADLINE, |graph| graph.nodes().len() == 2
        && graph.servers(service).len() == 1));
    assert!(graph.servers("/silent/get_type_description").is_empty());

    // A publisher keeps its node alive.
    drop((node, silent));
    assert!(graph.wait_until(DEADLINE, |graph| graph.nodes().len() == 1));
    let tool = there.create_node("tool").build()?;
    let client = client(&tool, service)?;
    assert!(ask(&client, Header::TYPE_NAME, Header::TYPE_HASH)?.successful);
    drop(publisher);
    assert!(graph.wait_until(DEADLINE, |graph| graph.servers(service).is_empty()));
    Ok(())
}

#[test]
fn a_client_in_the_same_session_is_answered() -> zenoh::Result<()> {
    let context = alone(own_domain()).build()?;
    let node = context.create_node("node").build()?;
    let client = client(&node, "~/get_type_description")?;
    let response = ask(
        &client,
        GetTypeDescription::TYPE_NAME,
        GetTypeDescription::TYPE_HASH,
    )?;
    assert_eq!(hash_of(&response)?, GetTypeDescription::TYPE_HASH);
    Ok(())
}
