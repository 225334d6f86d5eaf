//! Arbitrary descriptions, and arbitrary bytes as a message of them or of a known type: no panic, no more memory than
//! the length justifies, and the same value from the view, the owned message, its bytes and its JSON.
#![no_main]

use arbitrary::{Result, Unstructured};
use libfuzzer_sys::fuzz_target;
use ros_z_core::dynamic::{
    DescribedField, DescribedFieldType, DescribedType, Description, DynamicMessage, DynamicView, Schema,
    YamlOptions,
};
use ros_z_core::{SizeEstimation, to_vec};
use ros_z_fuzz::input::Input;
use ros_z_fuzz::types::{self, Message, Visitor};
use ros_z_tests_wire::allocations::watch;
use ros_z_tests_wire::dynamic::check_dynamic;

/// Bytes that an owned message may allocate for each byte on the wire: a message of one byte has a schema, a vector and a
/// value, and a growing vector of such messages has room for twice as many, while it moves them.
const MOST_PER_BYTE: usize = 512;

/// Array elements up to which a message with default values is created: more only take time.
const MOST_ELEMENTS: u64 = 10_000;

struct Known<'a>(&'a [u8]);

impl Visitor for Known<'_> {
    fn visit<T: Message>(&mut self) {
        check_dynamic::<T>(self.0);
    }
}

fn names(input: &mut Unstructured<'_>) -> Result<String> {
    Ok(match input.int_in_range(0..=9)? {
        0 => input.arbitrary::<&str>()?.into(),
        index => format!("f{index}"),
    })
}

fn described(input: &mut Unstructured<'_>, count: u8) -> Result<DescribedType> {
    let type_name = |index: u8| format!("a/msg/T{index}");
    let mut ty = DescribedType::default();
    ty.type_name = match input.int_in_range(0..=31)? {
        31 => input.arbitrary::<&str>()?.into(),
        index => type_name(index % count),
    };
    for index in 0..input.int_in_range(0..=6)? {
        let kind = input.arbitrary::<u8>()?;
        let capacity = match kind {
            250.. => input.arbitrary()?,
            _ => u64::from(input.int_in_range(0..=9u8)?),
        };
        let nested = input.int_in_range(0..=count)?;
        ty.fields.push(DescribedField {
            name: names(input)? + ["", "_"][index % 2],
            field_type: DescribedFieldType {
                // Mostly a type that exists.
                type_id: if kind < 200 {
                    kind % 19 + kind % 4 * 48
                } else {
                    kind
                },
                capacity,
                string_capacity: capacity,
                nested_type_name: type_name(nested),
            },
            default_value: if kind % 8 == 7 {
                input.arbitrary::<&str>()?.into()
            } else {
                String::new()
            },
        });
    }
    Ok(ty)
}

fn description(input: &mut Unstructured<'_>) -> Result<Description> {
    let count = input.int_in_range(1..=8)?;
    let type_description = described(input, count)?;
    let referenced: Result<_> = (1..count).map(|_| described(input, count)).collect();
    Ok(Description {
        type_description,
        referenced_type_descriptions: referenced?,
    })
}

/// The elements of all arrays in the description, if each contained all others.
fn elements(description: &Description) -> u64 {
    let types =
        std::iter::once(&description.type_description).chain(&description.referenced_type_descriptions);
    types
        .flat_map(|ty| &ty.fields)
        .filter(|field| (48..96).contains(&field.field_type.type_id))
        .fold(1, |product, field| {
            product.saturating_mul(field.field_type.capacity)
        })
}

fn check(schema: &Schema, message: &[u8], path: &str) {
    let (view, allocations) = watch(|| DynamicView::new(schema, message));
    let Ok(view) = view else {
        assert!(DynamicMessage::from_slice(schema, message).is_err());
        return;
    };
    assert_eq!(allocations.peak, 0);
    let written = to_vec(&view).expect("a view that was read is serializable");
    assert_eq!(view.estimated_serialized_size(), written.len());
    let again = DynamicView::new(schema, &written).expect("what was written is readable");
    assert_eq!(again.surplus(), 0);
    assert_eq!(to_vec(&again).as_ref(), Ok(&written));
    let text = view.to_string();
    assert_eq!(again.to_string(), text);
    let short = YamlOptions::new().with_truncate_length(2).with_flow_style();
    let _ = view.yaml(short.without_strings()).to_string();
    let found = view.get(path).map(|value| value.to_string());

    let (owned, allocations) = watch(|| view.to_message());
    assert!(
        allocations.peak <= MOST_PER_BYTE * message.len() + 65536,
        "{allocations:?}"
    );
    // The strings of a view need not be UTF-8.
    let Ok(mut owned) = owned else {
        return;
    };
    assert_eq!(to_vec(&owned).as_ref(), Ok(&written));
    assert_eq!(owned.to_string(), text);
    assert_eq!(owned.get(path).map(|value| value.to_string()), found);
    let json = serde_json::to_value(&owned).expect("a message is JSON");
    let read = DynamicMessage::deserialize(schema, &json).expect("the JSON of a message is a message");
    assert_eq!(to_vec(&read).map(|bytes| bytes.len()), Ok(written.len()));
    if owned.set(path, 1).is_ok() {
        assert_eq!(owned.get(path).map(|value| value.as_f64()), Ok(Some(1.0)));
        assert!(schema.field(path).is_ok());
    }
    assert!(DynamicView::new(schema, &to_vec(&owned).expect("a message is valid")).is_ok());
}

fn run(input: &mut Unstructured<'_>) -> Result<()> {
    let description = description(input)?;
    let path = match input.arbitrary::<bool>()? {
        true => input.arbitrary::<&str>()?.to_owned(),
        false => format!("{}_.{}[0].{}", names(input)?, names(input)?, names(input)?),
    };
    let order = input.arbitrary::<bool>()?;
    let (schema, allocations) = watch(|| Schema::new(&description));
    assert!(allocations.peak < 1 << 20, "{allocations:?}");
    let Ok(schema) = schema else {
        return Ok(());
    };
    let _ = schema.type_hash();
    let _ = schema.field(&path);
    if elements(&description) <= MOST_ELEMENTS {
        let new = DynamicMessage::new(&schema);
        let bytes = to_vec(&new).expect("a new message is valid");
        assert_eq!(DynamicMessage::from_slice(&schema, &bytes).as_ref(), Ok(&new));
        check(&schema, &bytes, &path);
    }
    let message = [
        &[0, u8::from(order), 0, 0],
        input.peek_bytes(input.len()).unwrap_or_default(),
    ]
    .concat();
    check(&schema, &message, &path);
    Ok(())
}

fuzz_target!(|bytes: &[u8]| {
    match bytes.split_first() {
        Some((0, known)) => {
            if let Some(input) = Input::new(known) {
                types::visit(input.index, &mut Known(&input.message()));
            }
        }
        Some((_, rest)) => {
            let _ = run(&mut Unstructured::new(rest));
        }
        None => {}
    }
});
