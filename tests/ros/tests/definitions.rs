//! Definitions are accepted and refused as rosidl accepts and refuses them, and read to the same fields, constants and values.

use ros_z_import::{Collection, ElementType, Message, Value, parse_file};
use ros_z_tests_ros::distributions;
use serde_json::{Value as Json, json};

/// Texts that rosidl and the importer read alike, or both refuse.
const MESSAGES: &[&str] = &[
    "",
    "# only a comment\n",
    "int32 x",
    "int32 x\r\nint32 y\r\n",
    "int32 x\x0bint32 y",
    "int32 x\u{2028}int32 y",
    "int32\tx",
    "int32 x\t# a tab",
    "int32    x     5",
    "  int32 x",
    "\tint32 x",
    "\u{feff}int32 x",
    "int32",
    "int32 ",
    "int32 x 5",
    "int32 x -5",
    "int32 x +5",
    "int32 x 0x10",
    "int32 x 0b11",
    "int32 x 1_000",
    "int32 x 1__0",
    "int32 x 5 6",
    "int32 x five",
    "uint8 x 255",
    "uint8 x 256",
    "uint8 x -1",
    "int64 x 9223372036854775807",
    "int64 x 9223372036854775808",
    "uint64 x 18446744073709551615",
    "byte b 0x20",
    "char c 300",
    "char c 65",
    "bool b TRUE",
    "bool b 0",
    "bool b yes",
    "float64 x 1e5",
    "float64 x -1.5e-3",
    "float32 x .5",
    "float32 x 5.",
    "float32 x 1_0.5",
    "float32 x 1,5",
    "string s",
    "string s \"\"",
    "string s hello world",
    "string s \" a \"",
    "string s \"he\\\"llo\"",
    "string s 'it''s'",
    "string s 'it\\'s'",
    "string s \"a=b\"",
    "string s \"a#b\"",
    "string s 'a#b'",
    "string s a#b",
    "string S=\"a#b\"",
    "string[] s ['a#b', 'c']",
    "int32[] x [1, # 2]",
    "int32 x#y",
    "int32#x",
    "string\ts\t\"a\tb\"",
    "int32 x\r",
    "int32 x 5\r\nstring S=abc\r\n",
    "# comment\r\nint32 x # more\r\n",
    "string s \"é\"",
    "string s a\\nb",
    "wstring w \"ハロー\"",
    "string<=5 s abc",
    "string<=2 s abc",
    "wstring<=3 w \"abcd\"",
    "string<=0 s",
    "string<=x s",
    "string<=5[<=3] s",
    "string<=5[3] s",
    "string[<=3] s",
    "string[] s ['a', \"b,c\"]",
    "string[] s [\" a \", 'b\\'c' , d e ]",
    "string[] s [\"'a'\"]",
    "string[] s [a, b]",
    "string[2] s ['a']",
    "int32[] x []",
    "int32[] x [1, 2,]",
    "int32[3] x [1,2,3]",
    "int32[3] x [1,2]",
    "int32[<=2] x [1,2,3]",
    "int32[<=2] x [1]",
    "int32[] x 5",
    "bool[2] b [true, 0]",
    "float32[2] f [1, 2.5]",
    "int32[0] x",
    "int32[<=0] x",
    "int32[<=-1] x",
    "int32[<=] x",
    "int32[<=x] x",
    "int32[<5] x",
    "int32[>=5] x",
    "int32[5.0] x",
    "int32[ 5 ] x",
    "int32[0x5] x",
    "int32[5]] x",
    "int32[<=3][2] x",
    "int32<=5 x",
    "string<= s",
    "string<=-1 s",
    "string<5 s",
    "string<=5<=6 s",
    "string<=+5 s",
    "int32[-1] x",
    "int32[+3] x",
    "int32[x] x",
    "int32[][] x",
    "int32[",
    "int32[ x",
    "int32] x",
    "time t",
    "duration d",
    "Foo f",
    "Foo[] f",
    "Foo f 3",
    "std_msgs/Header h",
    "std_msgs/header h",
    "Std_msgs/Header h",
    "std_msgs/msg/Header h",
    "std__msgs/Header h",
    "std_msgs_/Header h",
    "/Header h",
    "std_msgs/ h",
    "foo f",
    "int33 f",
    "int32 X",
    "int32 x__y",
    "int32 x_",
    "int32 _x",
    "int32 9x",
    "int32 x9",
    "int32 é",
    "int32 x-y",
    "int32 struct",
    "int32 self",
    "int32 default",
    "int32 type",
    "int32 class",
    "int32 module",
    "int32 boolean",
    "int32 sequence",
    "int32 octet",
    "int32 import",
    "int32 any",
    "int32 case",
    "int32 fixed",
    "int32 lambda",
    "int32 not",
    "int32 TRUE=1",
    "int32 NULL=1",
    "string<=5 module",
    "int32 x\nint32 x",
    "int32 x\nstring x",
    "int32 x\nFoo[] x",
    "int32 X=1\nint32 x",
    "int32 X=1\nfloat32 X=1.0",
    "int32 A=1\nint32 A=2",
    "int32 A=1\nint32 a",
    "int32 X=1",
    "int32 X = 1",
    "int32 X =1 # one",
    "int32 x=1",
    "int32 X__Y=1",
    "int32 X_=1",
    "int32 X9_Y=1",
    "int32 X=",
    "float32 X=1.5",
    "bool B=true",
    "char C=65",
    "byte B=65",
    "string S=abc # c",
    "string S=\"a b \"",
    "string S=",
    "wstring W=ab",
    "string<=5 S=abc",
    "int32[2] A=[1,2]",
    "Foo F=1",
    "int32 x # [m]",
    "# top\n\n# of x\nint32 x # after\n  # more\nint32 y",
    "---",
    "int32 x\n---\nint32 y",
];

const SERVICES: &[&str] = &[
    "---",
    "int32 x\n---\nint32 y\n",
    "int32 x\r\n---\r\nint32 y\r\n",
    "int32 x",
    "---\n---",
    "int32 x\n--- \nint32 y",
    "int32 x\n ---\nint32 y",
    "int32 x\n---\nint32 x",
];

const ACTIONS: &[&str] = &[
    "---\n---",
    "int32 a\n---\nint32 b\n---\nint32 c",
    "---",
    "---\n---\n---",
];

/// Texts that rosidl's adapter and parser pass on, for which its generators write code that no compiler takes or that has other
/// values. The importer refuses them.
const REFUSED_HERE: &[&str] = &["float64 x nan", "float64 x inf", "float32 x 1e60"];

#[test]
fn definitions_are_read_as_rosidl_reads_them() {
    let cases: Vec<(&str, &[u8])> = MESSAGES
        .iter()
        .map(|text| ("msg", text.as_bytes()))
        .chain(SERVICES.iter().map(|text| ("srv", text.as_bytes())))
        .chain(ACTIONS.iter().map(|text| ("action", text.as_bytes())))
        .chain([("msg", b"string s \xff".as_slice()), ("msg", b"# \xe9\nint32 x")])
        .collect();
    for distribution in distributions() {
        let verdicts = judge(&distribution, &cases);
        let mut problems = Vec::new();
        for ((kind, text), theirs) in cases.iter().zip(&verdicts) {
            let ours = read(kind, text);
            let agree = match (&ours, theirs.get("messages")) {
                (Ok(ours), Some(theirs)) => ours == theirs,
                (Err(_), None) => true,
                _ => false,
            };
            if !agree {
                problems.push(format!(
                    "{kind} {:?}\n  rosidl: {theirs}\n  here: {ours:?}",
                    String::from_utf8_lossy(text)
                ));
            }
        }
        assert!(
            problems.is_empty(),
            "{}:\n{}",
            distribution.name,
            problems.join("\n")
        );
        println!("{}: {} definitions agree", distribution.name, cases.len());
    }
}

#[test]
fn defaults_without_a_value_in_generated_code_are_refused() {
    for text in REFUSED_HERE {
        assert!(read("msg", text.as_bytes()).is_err(), "{text}");
    }
    for distribution in distributions() {
        let cases: Vec<_> = REFUSED_HERE.iter().map(|text| ("msg", text.as_bytes())).collect();
        for (text, verdict) in REFUSED_HERE.iter().zip(judge(&distribution, &cases)) {
            assert!(
                verdict.get("messages").is_some(),
                "rosidl refuses it too: {text} {verdict}"
            );
        }
    }
}

fn judge(distribution: &ros_z_tests_ros::Distribution, cases: &[(&str, &[u8])]) -> Vec<Json> {
    let hex = |text: &[u8]| text.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let lines = cases
        .iter()
        .map(|(kind, text)| json!({ "kind": kind, "text": hex(text) }).to_string());
    let output = distribution.run("judge.py", &lines.collect::<Vec<_>>().join("\n"));
    let last = output.lines().last().expect("the verdicts");
    let verdicts: Vec<Json> = serde_json::from_str(last).expect("JSON");
    assert_eq!(verdicts.len(), cases.len());
    verdicts
}

/// Reads a definition here, into the form of `judge.py`.
fn read(kind: &str, text: &[u8]) -> Result<Json, String> {
    let file = format!("{kind}/Case.{kind}");
    let parsed = parse_file("cases", file.as_ref(), text).map_err(|error| error.to_string())?;
    Ok(parsed
        .interface
        .messages()
        .map(|(_, message)| as_json(message))
        .collect())
}

fn as_json(message: &Message) -> Json {
    let fields = message.fields.iter().map(|field| {
        let element = match &field.field_type.element {
            ElementType::Message { package, name } => format!("{package}/{name}"),
            ElementType::Primitive {
                primitive,
                string_bound,
            } => match string_bound {
                Some(bound) => format!("{}<={bound}", primitive.name()),
                None => primitive.name().to_owned(),
            },
        };
        let suffix = match field.field_type.collection {
            Collection::Single => String::new(),
            Collection::Array(len) => format!("[{len}]"),
            Collection::Bounded(bound) => format!("[<={bound}]"),
            Collection::Unbounded => "[]".to_owned(),
        };
        json!([
            format!("{element}{suffix}"),
            field.name,
            field.default.as_ref().map(value)
        ])
    });
    let constants = message.constants.iter();
    let constants =
        constants.map(|constant| json!([constant.primitive.name(), constant.name, value(&constant.value)]));
    json!({ "fields": fields.collect::<Vec<_>>(), "constants": constants.collect::<Vec<_>>() })
}

/// A value in the form of `judge.py`: numbers as Python prints them.
fn value(value_: &Value) -> Json {
    match value_ {
        Value::Bool(value) => json!(value),
        Value::Integer(value) => json!(value.to_string()),
        Value::Float(value) => json!(python_float(*value)),
        Value::String(value) => json!(value),
        Value::List(values) => values.iter().map(value).collect(),
    }
}

fn python_float(value: f64) -> String {
    // Both print the shortest text that is read back; they differ in when they use exponents.
    if value == 0.0 || (1e-4..1e16).contains(&value.abs()) {
        format!("{value:?}")
    } else {
        let text = format!("{value:e}");
        let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
        let (sign, exponent) = exponent
            .strip_prefix('-')
            .map_or(("+", exponent), |digits| ("-", digits));
        format!("{digits}e{sign}{exponent:0>2}")
    }
}
