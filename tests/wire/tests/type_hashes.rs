//! A type of any shape has the RIHS01 hash that ROS 2 computes for its `.msg` file, and its description
//! contains the hashed data at run time. The hashes of `gold` were computed by rosbags 0.11.9 from the
//! definitions in the comments.

use ros_z_core::{
    CdrSerialize, CdrWriter, FieldDescription, FieldType, RosField, RosMessage, RosService, SerializeError,
    SizeEstimation, TypeDescription, TypeHash, ros_service,
};
use ros_z_msgs::sensor_msgs::PointCloud2;

macro_rules! gold {
    ($($(#[$attr:meta])* $name:ident $(<$param:ident>)? { $($(#[$field_attr:meta])* $field:ident: $type:ty),* $(,)? })*) => {$(
        #[derive(Clone, Debug, Default, RosMessage, SizeEstimation)]
        #[ros(package = "gold")]
        $(#[$attr])*
        struct $name $(<$param>)? { $($(#[$field_attr])* $field: $type),* }
    )*};
}

gold! {
    Leaf { a: u8, b: f64 }
    Void {}
    Kinds {
        flag: bool, #[ros(byte)] raw: u8, i8: i8, u8: u8, i16: i16, u16: u16, i32: i32, u32: u32, i64: i64, u64: u64,
        f32: f32, f64: f64, text: String, #[ros(max_len = 10)] short_text: String,
    }
    Collections {
        array: [f64; 3],
        sequence: Vec<f32>,
        #[ros(max_len = 5)] bounded: Vec<u8>,
        #[ros(byte)] raw: Vec<u8>,
        #[ros(byte)] raw_array: [u8; 4],
        #[ros(max_len = 2)] flags: Vec<bool>,
        texts: Vec<String>,
        two_texts: [String; 2],
        #[ros(max_len = 3)] few_texts: Vec<String>,
        #[ros(max_string_len = 4)] short_texts: Vec<String>,
        #[ros(max_string_len = 4)] two_short_texts: [String; 2],
        #[ros(max_string_len = 4, max_len = 3)] few_short_texts: Vec<String>,
    }
    Nesting { one: Leaf, many: Vec<Leaf>, two: [Leaf; 2], #[ros(max_len = 2)] few: Vec<Leaf>, nothing: Void }
    Ba { x: u8 }
    B { ba: Ba }
    Diamond { b: B, alpha: Alpha, zeds: Vec<Zed>, leaf: Box<Leaf> }
    Keyed { r#type: u8, r#match: String, #[ros(rename = "from_frame")] from: f32, #[ros(skip)] _unsent: usize }
    Stamped<T> { sec: i32, value: T }
    Wrapped<T> { depth: u8, inner: Stamped<T> }
}

#[derive(Clone, Debug, Default, RosMessage, SizeEstimation)]
#[ros(type_name = "a_msgs/msg/Zed")]
struct Zed {
    leaf: Leaf,
}

#[derive(Clone, Debug, Default, RosMessage, SizeEstimation)]
#[ros(type_name = "b_msgs/msg/Alpha")]
struct Alpha {
    zed: Zed,
    leaf: Leaf,
}

#[derive(Clone, Debug, RosMessage, SizeEstimation)]
#[ros(package = "gold")]
struct Grid<const N: usize> {
    cells: [u16; N],
    more: [u8; 4],
}

#[derive(Clone, Debug, Default, RosMessage, SizeEstimation)]
#[ros(type_name = "another/msg/Name")]
struct Unnamed {
    x: u8,
}

#[derive(Clone, Debug, Default, RosMessage, SizeEstimation)]
struct Unpackaged {
    x: u8,
}

fn check<T: RosMessage>(hash: &str) {
    const { assert!(TypeHash::TEXT_LEN == 71) }
    assert_eq!(
        T::TYPE_HASH.to_string(),
        format!("RIHS01_{hash}"),
        "{}",
        T::TYPE_NAME
    );
    let description = T::type_description();
    assert_eq!(description.type_name, T::TYPE_NAME);
    assert_eq!(TypeHash::of(&description), T::TYPE_HASH, "the hash at run time");
}

#[test]
fn primitives_and_strings() {
    check::<Leaf>("f251aea4deae6713d5ae7108b201c3e70a64bb167bbad5b118710c09ca6bf84e");
    check::<Void>("40fbc0a0e4c64df18068b68e3c17005fe8468e937e840a9400e768bbf3129ec5");
    check::<Kinds>("ff25580adf47f5fba61c3c8a31e0d91792abe9695460a7539c092b1c73caf5e6");
}

#[test]
fn arrays_sequences_and_bounds() {
    check::<Collections>("f156ed5f856c9ff2217df1ec393eb8debffd88df41936aca602bb4d75dab67ae");
}

#[test]
fn nested_types_enter_once_and_sorted_whatever_their_package() {
    check::<Nesting>("0c2e27ade3d4245e11d9f92ff5dc7b4e7f33c6071c8ff140441e2fa193cbdee3");
    check::<Alpha>("c520f57ceeb906eaea7973f185e9ae27045c6f4e873d58015cebc39140d8c605");
    check::<B>("9c13597039f5e42a5f5d9a3511e647ac4576738583dd2f8fc200dedb66d6fbbe");
    check::<Diamond>("1a310cb85122a926766a13e7d0bc71bc0a16625a0f5550d105b2fd8b029d6de4");
    let names: Vec<_> = Diamond::type_description()
        .referenced()
        .iter()
        .map(|nested| nested.type_name)
        .collect();
    assert_eq!(
        names,
        [
            "a_msgs/msg/Zed",
            "b_msgs/msg/Alpha",
            "gold/msg/B",
            "gold/msg/Ba",
            "gold/msg/Leaf"
        ]
    );
}

#[test]
fn ros_names_of_fields_are_hashed_and_skipped_fields_are_not() {
    check::<Keyed>("19ca225b21c3d5fd913eb1ebfd907ac09e1293e9b6caa3ff0dabeccecbb4d5fb");
}

#[test]
fn every_instance_of_a_generic_struct_has_the_hash_of_its_own_fields() {
    check::<Stamped<u8>>("b3aed70198fced09b776b722834281bd84bc2ef3cf9ac552b2ea3bf132a4ee8c");
    check::<Stamped<Vec<f64>>>("059bb2ad07e8582cd59bc721ef4ebbaa931e97f282d2f8b0af100b7a2fc8b8cd");
    check::<Stamped<String>>("8e2956bda01a9feb62f8a0ff20494773e8ebb0f88d6c7411d1fa329359660804");
    check::<Stamped<[Leaf; 2]>>("79221eb3a3b1a1079b8fe490c7ca7f27e8c84f82126ee94d48c944acc08a1e50");
    check::<Wrapped<f32>>("518f27f1b461719d55c8ce7b7a1642098a07a18415a588193b7a3d3c7936357d");
    check::<Grid<3>>("e92b8e1a7b6a77959b0fc72c903c65db71c46fd3af81b3a8b32e9e17d7ffe063");
    assert_ne!(Grid::<4>::TYPE_HASH, Grid::<3>::TYPE_HASH);
}

#[test]
fn type_name_comes_from_its_attribute_its_package_or_its_crate() {
    assert_eq!(Unnamed::TYPE_NAME, "another/msg/Name");
    assert_eq!(Unpackaged::TYPE_NAME, "ros_z_tests_wire/msg/Unpackaged");
    assert_eq!(Leaf::TYPE_NAME, "gold/msg/Leaf");
}

/// Returns the text that REP 2016 hashes, written from the description.
fn json(description: &TypeDescription) -> String {
    let one = |description: &TypeDescription| {
        let field = |field: &ros_z_core::FieldDescription| {
            let of = &field.field_type;
            format!(
                r#"{{"name": "{}", "type": {{"type_id": {}, "capacity": {}, "string_capacity": {}, "nested_type_name": "{}"}}}}"#,
                field.name,
                of.type_id(),
                of.capacity(),
                of.string_capacity(),
                of.nested_name()
            )
        };
        let fields: Vec<_> = description.fields.iter().map(field).collect();
        format!(
            r#"{{"type_name": "{}", "fields": [{}]}}"#,
            description.type_name,
            fields.join(", ")
        )
    };
    let referenced: Vec<_> = description.referenced().into_iter().map(one).collect();
    format!(
        r#"{{"type_description": {}, "referenced_type_descriptions": [{}]}}"#,
        one(description),
        referenced.join(", ")
    )
}

// From `sensor_msgs/msg/PointCloud2.json` of ROS 2 Jazzy, which also has this hash.
#[test]
fn run_time_description_is_the_text_that_ros_hashes() {
    let expected = concat!(
        r#"{"type_description": {"type_name": "sensor_msgs/msg/PointCloud2", "fields": ["#,
        r#"{"name": "header", "type": {"type_id": 1, "capacity": 0, "string_capacity": 0, "nested_type_name": "std_msgs/msg/Header"}}, "#,
        r#"{"name": "height", "type": {"type_id": 7, "capacity": 0, "string_capacity": 0, "nested_type_name": ""}}, "#,
        r#"{"name": "width", "type": {"type_id": 7, "capacity": 0, "string_capacity": 0, "nested_type_name": ""}}, "#,
        r#"{"name": "fields", "type": {"type_id": 145, "capacity": 0, "string_capacity": 0, "nested_type_name": "sensor_msgs/msg/PointField"}}, "#,
        r#"{"name": "is_bigendian", "type": {"type_id": 15, "capacity": 0, "string_capacity": 0, "nested_type_name": ""}}, "#,
        r#"{"name": "point_step", "type": {"type_id": 7, "capacity": 0, "string_capacity": 0, "nested_type_name": ""}}, "#,
        r#"{"name": "row_step", "type": {"type_id": 7, "capacity": 0, "string_capacity": 0, "nested_type_name": ""}}, "#,
        r#"{"name": "data", "type": {"type_id": 147, "capacity": 0, "string_capacity": 0, "nested_type_name": ""}}, "#,
        r#"{"name": "is_dense", "type": {"type_id": 15, "capacity": 0, "string_capacity": 0, "nested_type_name": ""}}]}, "#,
        r#""referenced_type_descriptions": ["#,
        r#"{"type_name": "builtin_interfaces/msg/Time", "fields": ["#,
        r#"{"name": "sec", "type": {"type_id": 6, "capacity": 0, "string_capacity": 0, "nested_type_name": ""}}, "#,
        r#"{"name": "nanosec", "type": {"type_id": 7, "capacity": 0, "string_capacity": 0, "nested_type_name": ""}}]}, "#,
        r#"{"type_name": "sensor_msgs/msg/PointField", "fields": ["#,
        r#"{"name": "name", "type": {"type_id": 17, "capacity": 0, "string_capacity": 0, "nested_type_name": ""}}, "#,
        r#"{"name": "offset", "type": {"type_id": 7, "capacity": 0, "string_capacity": 0, "nested_type_name": ""}}, "#,
        r#"{"name": "datatype", "type": {"type_id": 3, "capacity": 0, "string_capacity": 0, "nested_type_name": ""}}, "#,
        r#"{"name": "count", "type": {"type_id": 7, "capacity": 0, "string_capacity": 0, "nested_type_name": ""}}]}, "#,
        r#"{"type_name": "std_msgs/msg/Header", "fields": ["#,
        r#"{"name": "stamp", "type": {"type_id": 1, "capacity": 0, "string_capacity": 0, "nested_type_name": "builtin_interfaces/msg/Time"}}, "#,
        r#"{"name": "frame_id", "type": {"type_id": 17, "capacity": 0, "string_capacity": 0, "nested_type_name": ""}}]}]}"#,
    );
    let description = PointCloud2::type_description();
    assert_eq!(json(&description), expected);
    check::<PointCloud2>("9198cabf7da3796ae6fe19c4cb3bdd3525492988c70522628af5daa124bae2b5");
    assert!(!description.doc.is_empty());
    assert!(description.fields.iter().all(|field| !field.doc.is_empty()));
}

/// More types than any public message of ROS 2 refers to (241).
const TYPES: usize = 300;

/// `gold/msg/T000` to `gold/msg/T299`.
const NAMES: [[u8; 13]; TYPES] = {
    let mut names = [*b"gold/msg/T000"; TYPES];
    let mut index = 0;
    while index < TYPES {
        names[index][10] += (index / 100) as u8;
        names[index][11] += (index / 10 % 10) as u8;
        names[index][12] += (index % 10) as u8;
        index += 1;
    }
    names
};

const NUMBERS: [FieldDescription; 8] = [
    FieldDescription::new("first", f64::TYPE),
    FieldDescription::new("second", f64::TYPE),
    FieldDescription::new("third", f64::TYPE),
    FieldDescription::new("fourth", f64::TYPE),
    FieldDescription::new("fifth", f64::TYPE),
    FieldDescription::new("sixth", f64::TYPE),
    FieldDescription::new("seventh", f64::TYPE),
    FieldDescription::new("eighth", f64::TYPE),
];

static LEAVES: [TypeDescription; TYPES] = {
    let mut leaves = [TypeDescription::new("", &NUMBERS); TYPES];
    let mut index = 0;
    while index < TYPES {
        if let Ok(name) = core::str::from_utf8(&NAMES[index]) {
            leaves[index] = TypeDescription::new(name, &NUMBERS);
        }
        index += 1;
    }
    leaves
};

static ALL: [FieldDescription; TYPES] = {
    let mut fields = [FieldDescription::new("leaf", u8::TYPE); TYPES];
    let mut index = 0;
    while index < TYPES {
        fields[index] = FieldDescription::new("leaf", FieldType::message(&LEAVES[index]));
        index += 1;
    }
    fields
};

const LARGE: TypeDescription = TypeDescription::new("gold/srv/Large_Request", &ALL);

/// Described without the derive, because 300 structs take long to compile.
struct LargeRequest;

impl CdrSerialize for LargeRequest {
    fn serialize<W: CdrWriter>(&self, _: &mut W) -> Result<(), SerializeError> {
        Ok(())
    }
}

impl RosMessage for LargeRequest {
    const TYPE_NAME: &'static str = LARGE.type_name;
    // The type allows it, like a derived one.
    #[allow(long_running_const_eval)]
    const TYPE_HASH: TypeHash = TypeHash::of(&LARGE);
    const DESCRIPTION: Option<&'static TypeDescription> = Some(&LARGE);

    fn type_description() -> TypeDescription {
        LARGE
    }
}

#[derive(RosMessage)]
#[ros(type_name = "gold/srv/Large_Response")]
struct LargeResponse {
    leaf: Leaf,
}

ros_service!(Large: LargeRequest => LargeResponse);

#[test]
fn service_may_refer_to_hundreds_of_types() {
    let description = Large::type_description();
    assert_eq!(description.referenced().len(), TYPES + 6);
    assert_eq!(Large::TYPE_HASH, TypeHash::of(&description));
}
