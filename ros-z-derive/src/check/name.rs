//! The naming rules of ROS 2 interfaces, and the conversion of a Rust name into each form. The rest of
//! `check` selects the rule for each name.

/// The suffixes of a service's messages.
const SERVICE_PARTS: [&str; 3] = ["_Request", "_Response", "_Event"];

/// The suffixes of an action's messages.
const ACTION_PARTS: [&str; 10] = [
    "_Goal",
    "_Result",
    "_Feedback",
    "_FeedbackMessage",
    "_SendGoal_Request",
    "_SendGoal_Response",
    "_SendGoal_Event",
    "_GetResult_Request",
    "_GetResult_Response",
    "_GetResult_Event",
];

/// Judges the name of a package.
pub fn package(name: &str) -> Result<(), String> {
    judge(name, "package", LOWER_RULE, is_lower_name, lower)
}

/// Judges the name of a field.
pub fn field(name: &str) -> Result<(), String> {
    judge(name, "field", LOWER_RULE, is_lower_name, lower)
}

/// Judges the name of a message, without its package.
pub fn message(name: &str) -> Result<(), String> {
    judge(name, "message", MESSAGE_RULE, is_message_name, camel)
}

const LOWER_RULE: &str = "`[a-z][a-z0-9_]*`, without `__` and without `_` at the end";
const MESSAGE_RULE: &str = "`[A-Z][A-Za-z0-9]*`";

fn judge(
    name: &str,
    what: &str,
    rule: &str,
    is_right: fn(&str) -> bool,
    correct: fn(&str) -> String,
) -> Result<(), String> {
    if is_right(name) {
        return Ok(());
    }
    let corrected = correct(name);
    let instead = if is_right(&corrected) {
        format!("; write `{corrected}`")
    } else {
        String::new()
    };
    Err(format!(
        "`{name}` is not a ROS {what} name, which is {rule}{instead}"
    ))
}

/// Judges a full type name: `pkg/msg/Name`, or the name of a part of a service or action.
pub fn full(name: &str) -> Result<(), String> {
    let parts: Vec<&str> = name.split('/').collect();
    let [pkg, kind, message_name] = parts[..] else {
        let guess = match name.replace("::", "/").split('/').collect::<Vec<_>>()[..] {
            [pkg, name] | [pkg, "msg", name] if is_lower_name(pkg) && is_message_name(name) => {
                format!("{pkg}/msg/{name}")
            }
            _ => "pkg/msg/Name".to_owned(),
        };
        return Err(format!(
            "`{name}` is not a ROS type name, which has three parts; write `{guess}`"
        ));
    };
    package(pkg)?;
    match kind {
        "msg" => match SERVICE_PARTS.iter().find(|part| message_name.ends_with(**part)) {
            Some(part) if part_of(message_name, "service", &SERVICE_PARTS).is_ok() => Err(format!(
                "`{message_name}` is the name of a part of a service, because it ends with `{part}`; write `{pkg}/srv/{message_name}`"
            )),
            _ => message(message_name),
        },
        "srv" => part_of(message_name, "service", &SERVICE_PARTS),
        "action" => part_of(message_name, "action", &ACTION_PARTS),
        _ => Err(format!(
            "`{kind}` is not a kind of ROS interface; write `{pkg}/msg/{message_name}` (or `srv`, `action` for a part of those)"
        )),
    }
}

/// Judges a name such as `AddTwoInts_Request`.
fn part_of(name: &str, kind: &str, parts: &[&str]) -> Result<(), String> {
    if parts
        .iter()
        .any(|part| name.strip_suffix(part).is_some_and(is_message_name))
    {
        return Ok(());
    }
    let base = if is_message_name(name) { name } else { "Name" };
    let expected: Vec<String> = parts
        .iter()
        .take(3)
        .map(|part| format!("`{base}{part}`"))
        .collect();
    Err(format!(
        "`{name}` is not the name of a part of a ROS {kind}; write {}",
        expected.join(", ")
    ))
}

fn is_lower_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_lowercase())
        && name
            .chars()
            .all(|char| char.is_ascii_lowercase() || char.is_ascii_digit() || char == '_')
        && !name.contains("__")
        && !name.ends_with('_')
}

fn is_message_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_uppercase())
        && name.chars().all(|char| char.is_ascii_alphanumeric())
}

fn is_constant_name(name: &str) -> bool {
    is_lower_name(&name.to_ascii_lowercase()) && !name.contains(|char: char| char.is_ascii_lowercase())
}

/// Returns the name of the constant for an enum variant: `Gps2Fix` becomes `GPS2_FIX`.
pub fn constant(variant: &str) -> Result<String, String> {
    let name = words(variant).join("_").to_ascii_uppercase();
    if is_constant_name(&name) {
        Ok(name)
    } else {
        Err(format!(
            "`{variant}` does not make the name of a ROS constant, which is `[A-Z][A-Z0-9_]*`, without `__`; rename the variant"
        ))
    }
}

/// Returns the name in lower case with underscores: `frameID` becomes `frame_id`.
pub fn lower(name: &str) -> String {
    words(name).join("_").to_ascii_lowercase()
}

/// Returns the name in the form of a message name: `my_point` becomes `MyPoint`.
pub fn camel(name: &str) -> String {
    let mut camel = String::new();
    for word in words(name) {
        let mut chars = word.chars();
        camel.extend(chars.next().map(|first| first.to_ascii_uppercase()));
        camel.extend(chars);
    }
    camel
}

/// Splits a name at underscores, hyphens and spaces, and before each capital that starts a word.
fn words(name: &str) -> Vec<String> {
    let chars: Vec<char> = name.chars().collect();
    let mut words = vec![String::new()];
    for (index, &char) in chars.iter().enumerate() {
        if char == '_' || char == '-' || char.is_whitespace() {
            words.push(String::new());
            continue;
        }
        let starts_word = char.is_uppercase()
            && index.checked_sub(1).is_some_and(|before| {
                let next_is_lower = chars.get(index + 1).is_some_and(|next| next.is_lowercase());
                chars[before].is_lowercase()
                    || chars[before].is_numeric()
                    || (chars[before].is_uppercase() && next_is_lower)
            });
        if starts_word {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut() {
            word.push(char);
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn field_and_package_names_follow_the_rep() {
        for name in ["a", "frame_id", "x2", "a_1_b"] {
            assert_eq!((field(name), package(name)), (Ok(()), Ok(())), "{name}");
        }
        for name in ["", "_a", "a_", "a__b", "A", "aB", "2a", "ä", "a-b", "a b"] {
            assert!(field(name).is_err() && package(name).is_err(), "{name}");
        }
    }

    #[test]
    fn a_wrong_name_comes_with_a_right_one() {
        assert!(field("frameID").is_err_and(|text| text.ends_with("; write `frame_id`")));
        assert!(field("_2").is_err_and(|text| text.ends_with("at the end")));
        assert!(package("my--Robot_").is_err_and(|text| text.ends_with("; write `my_robot`")));
        assert!(message("my_point").is_err_and(|text| text.ends_with("; write `MyPoint`")));
    }

    #[test]
    fn message_names_have_no_underscore() {
        assert_eq!((message("A"), message("PointCloud2")), (Ok(()), Ok(())));
        for name in ["", "point", "Point_Cloud", "2D", "Über"] {
            assert!(message(name).is_err(), "{name}");
        }
    }

    #[test]
    fn full_names_have_three_parts() {
        for name in [
            "std_msgs/msg/String",
            "example_interfaces/srv/AddTwoInts_Request",
            "example_interfaces/srv/AddTwoInts_Event",
            "example_interfaces/action/Fibonacci_Goal",
            "example_interfaces/action/Fibonacci_SendGoal_Request",
            "example_interfaces/action/Fibonacci_FeedbackMessage",
        ] {
            assert_eq!(full(name), Ok(()), "{name}");
        }
        for name in [
            "",
            "String",
            "std_msgs/msg/string",
            "Std/msg/String",
            "std_msgs/srv/AddTwoInts",
            "std_msgs/srv/_Request",
            "std_msgs/action/Fibonacci",
            "std_msgs/message/String",
            "std_msgs/msg/String/",
            "std_msgs/msg/Add_Request",
        ] {
            assert!(full(name).is_err(), "{name}");
        }
    }

    #[test]
    fn names_of_other_forms_are_completed() {
        for name in ["std_msgs/String", "std_msgs::msg::String", "std_msgs::String"] {
            assert!(
                full(name).is_err_and(|text| text.ends_with("write `std_msgs/msg/String`")),
                "{name}"
            );
        }
    }

    #[test]
    fn constants_are_the_words_of_the_variant() {
        for (variant, expected) in [
            ("Off", "OFF"),
            ("Gps2Fix", "GPS2_FIX"),
            ("HTTPServer", "HTTP_SERVER"),
            ("OK", "OK"),
            ("STATUS_NO_FIX", "STATUS_NO_FIX"),
            ("Foo_Bar", "FOO_BAR"),
            ("A1B2", "A1_B2"),
        ] {
            assert_eq!(constant(variant).as_deref(), Ok(expected));
        }
        assert!(constant("Über").is_err() && constant("_").is_err() && constant("_2").is_err());
    }
}
