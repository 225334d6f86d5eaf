//! The contents of a definition file: an interface and its messages. Parsing is in `parse`, Rust code in `rust`.

use crate::position::Position;

/// The contents of a `.msg`, `.srv` or `.action` file.
#[derive(Clone, Debug, PartialEq)]
pub struct Interface {
    /// Package, such as `sensor_msgs`.
    pub package: String,
    /// Name, such as `Image`.
    pub name: String,
    /// Messages that the file defines.
    pub body: Body,
}

/// The messages of an interface.
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    /// A `.msg` file.
    Message(Message),
    /// A `.srv` file.
    Service {
        /// Sent by the client.
        request: Message,
        /// Sent by the server.
        response: Message,
    },
    /// An `.action` file.
    Action {
        /// Sent by the client.
        goal: Message,
        /// Sent by the server when the goal is finished.
        result: Message,
        /// Sent by the server while it works on the goal.
        feedback: Message,
    },
}

impl Interface {
    /// The folder of the interface's kind in a package, which is also the middle of its ROS name.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self.body {
            Body::Message(_) => "msg",
            Body::Service { .. } => "srv",
            Body::Action { .. } => "action",
        }
    }

    /// The ROS name, such as `sensor_msgs/msg/Image`.
    #[must_use]
    pub fn type_name(&self) -> String {
        format!("{}/{}/{}", self.package, self.kind(), self.name)
    }

    /// The messages of the file, each with the suffix that its ROS name adds to the name of the interface.
    pub fn messages(&self) -> impl Iterator<Item = (&'static str, &Message)> {
        let messages = match &self.body {
            Body::Message(message) => vec![("", message)],
            Body::Service { request, response } => vec![("_Request", request), ("_Response", response)],
            Body::Action {
                goal,
                result,
                feedback,
            } => vec![("_Goal", goal), ("_Result", result), ("_Feedback", feedback)],
        };
        messages.into_iter()
    }

    /// Bounds the sequences of bounded wide strings, as rosidl does: it reads `wstring<=8[]` as `wstring<=8[<=8]`. Returns the
    /// positions of these fields.
    pub(crate) fn bound_wide_sequences(&mut self) -> Vec<Position> {
        let messages = match &mut self.body {
            Body::Message(message) => vec![message],
            Body::Service { request, response } => vec![request, response],
            Body::Action {
                goal,
                result,
                feedback,
            } => vec![goal, result, feedback],
        };
        let mut positions = Vec::new();
        for field in messages.into_iter().flat_map(|message| &mut message.fields) {
            let of = &mut field.field_type;
            if let ElementType::Primitive {
                primitive: Primitive::Wstring,
                string_bound: Some(bound),
            } = of.element
                && of.collection == Collection::Unbounded
            {
                of.collection = Collection::Bounded(bound);
                positions.push(field.position);
            }
        }
        positions
    }
}

/// A message, or one part of a service or an action.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Message {
    /// Comment of the message, one entry for each line.
    pub doc: Vec<String>,
    /// Constants, in the order of the file.
    pub constants: Vec<Constant>,
    /// Fields, in the order of the file, which is the order on the wire.
    pub fields: Vec<Field>,
}

/// A constant.
#[derive(Clone, Debug, PartialEq)]
pub struct Constant {
    /// Type.
    pub primitive: Primitive,
    /// Name, such as `MAX_SPEED`.
    pub name: String,
    /// Value.
    pub value: Value,
    /// Comment, one entry for each line.
    pub doc: Vec<String>,
    /// Position of the name in the file.
    pub position: Position,
}

/// A field.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Type.
    pub field_type: FieldType,
    /// Name, such as `frame_id`.
    pub name: String,
    /// Default value.
    pub default: Option<Value>,
    /// Comment, one entry for each line.
    pub doc: Vec<String>,
    /// Position of the type in the file.
    pub position: Position,
}

/// The type of a field.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FieldType {
    /// Type of one element.
    pub element: ElementType,
    /// Number of elements.
    pub collection: Collection,
}

/// The type of one element.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ElementType {
    /// A number, a `bool` or a string.
    Primitive {
        /// The primitive type.
        primitive: Primitive,
        /// Largest length of a `string` or `wstring`, in characters.
        string_bound: Option<usize>,
    },
    /// A message of a package.
    Message {
        /// Package of the message.
        package: String,
        /// Name of the message.
        name: String,
    },
}

/// The number of elements of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Collection {
    /// One value.
    Single,
    /// `T[N]`.
    Array(usize),
    /// `T[<=N]`.
    Bounded(usize),
    /// `T[]`.
    Unbounded,
}

/// A value of a constant, or a default value of a field.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A `bool`.
    Bool(bool),
    /// An integer.
    Integer(i128),
    /// A number, not NaN and not infinite.
    Float(f64),
    /// A string.
    String(String),
    /// The elements of an array or a sequence.
    List(Vec<Value>),
}

macro_rules! primitives {
    ($($(#[$doc:meta])* $variant:ident $name:literal),* $(,)?) => {
        /// A primitive type of the definition language.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Primitive {
            $($(#[$doc])* $variant,)*
        }

        impl Primitive {
            /// The name in a definition file.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            /// Finds a type by its name.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                match name {
                    $($name => Some(Self::$variant),)*
                    _ => None,
                }
            }
        }
    };
}

primitives! {
    /// `bool`.
    Bool "bool",
    /// `byte`, eight bits without a meaning.
    Byte "byte",
    /// `char`, a `uint8` in ROS 2.
    Char "char",
    /// `int8`.
    Int8 "int8",
    /// `uint8`.
    Uint8 "uint8",
    /// `int16`.
    Int16 "int16",
    /// `uint16`.
    Uint16 "uint16",
    /// `int32`.
    Int32 "int32",
    /// `uint32`.
    Uint32 "uint32",
    /// `int64`.
    Int64 "int64",
    /// `uint64`.
    Uint64 "uint64",
    /// `float32`.
    Float32 "float32",
    /// `float64`.
    Float64 "float64",
    /// `string`, UTF-8.
    String "string",
    /// `wstring`, UTF-16.
    Wstring "wstring",
}

impl Primitive {
    /// Returns whether values are strings.
    #[must_use]
    pub const fn is_string(self) -> bool {
        matches!(self, Self::String | Self::Wstring)
    }

    /// Smallest and largest value of an integer type.
    #[must_use]
    pub const fn integer_range(self) -> Option<(i128, i128)> {
        Some(match self {
            Self::Byte | Self::Char | Self::Uint8 => (0, u8::MAX as i128),
            Self::Int8 => (i8::MIN as i128, i8::MAX as i128),
            Self::Int16 => (i16::MIN as i128, i16::MAX as i128),
            Self::Uint16 => (0, u16::MAX as i128),
            Self::Int32 => (i32::MIN as i128, i32::MAX as i128),
            Self::Uint32 => (0, u32::MAX as i128),
            Self::Int64 => (i64::MIN as i128, i64::MAX as i128),
            Self::Uint64 => (0, u64::MAX as i128),
            Self::Bool | Self::Float32 | Self::Float64 | Self::String | Self::Wstring => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::{Collection, parse_file};

    // rosidl 4.6 writes `sequence<wstring<4>>` and reads a sequence of at most 4 from it: type 118, capacity 4.
    #[test]
    fn a_sequence_of_bounded_wide_strings_is_bounded_as_rosidl_reads_it() {
        let text = b"wstring<=4[] names\nwstring[] free\nwstring<=4[<=2] two\nstring<=4[] narrow\n";
        let parsed = parse_file("demo_msgs", "msg/Names.msg".as_ref(), text);
        let mut interface = parsed.expect("a definition").interface;
        let positions = interface.bound_wide_sequences();
        assert_eq!(
            positions.iter().map(|position| position.line).collect::<Vec<_>>(),
            [1]
        );
        let (_, message) = interface.messages().next().expect("a message");
        let collections: Vec<_> = message
            .fields
            .iter()
            .map(|field| field.field_type.collection)
            .collect();
        let expected = [
            Collection::Bounded(4),
            Collection::Unbounded,
            Collection::Bounded(2),
            Collection::Unbounded,
        ];
        assert_eq!(collections, expected);
    }
}
