//! Displays messages as the YAML that `ros2 topic echo` prints. `scalar` decides how a text is quoted, `resolve`
//! whether it would be another value without quotes.

mod resolve;
mod scalar;

use super::list_view::ListView;
use super::message::DynamicMessage;
use super::value_view::ValueView;
use super::view::DynamicView;
use crate::type_description::{BaseType, Collection};
use alloc::string::String;
use alloc::{borrow::Cow, format};
use core::fmt;

/// Options of the YAML text, with the meaning of the options of `ros2 topic echo`.
///
/// # Examples
/// ```
/// use ros_z_core::dynamic::{DynamicMessage, Schema, YamlOptions};
/// use ros_z_core::{RosMessage, SizeEstimation};
///
/// #[derive(RosMessage, SizeEstimation)]
/// #[ros(package = "demo_msgs")]
/// struct Scan {
///     frame_id: String,
///     ranges: [f32; 4],
/// }
///
/// let mut scan = DynamicMessage::new(&Schema::of::<Scan>()?);
/// scan.set("frame_id", "laser")?;
/// let yaml = |options: YamlOptions| scan.view().yaml(options).to_string();
/// let all = YamlOptions::new();
/// assert_eq!(yaml(all.with_truncate_length(2)), "frame_id: la...\nranges:\n- 0.0\n- 0.0\n- '...'");
/// assert_eq!(yaml(all.without_arrays()), "frame_id: laser\nranges: '<array type: float[4]>'");
/// assert_eq!(yaml(all.without_strings().with_flow_style().with_truncate_length(0)),
///     "frame_id: '<string length: <5>>'\nranges: ['...']");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct YamlOptions {
    truncate_length: Option<usize>,
    without_arrays: bool,
    without_strings: bool,
    flow_style: bool,
}

impl YamlOptions {
    /// Shows everything, in block style, as `ros2 topic echo --full-length` does.
    pub const fn new() -> Self {
        Self {
            truncate_length: None,
            without_arrays: false,
            without_strings: false,
            flow_style: false,
        }
    }

    /// Shows `length` elements of each array and sequence, and `length` characters of each string. `...` replaces the
    /// rest.
    pub const fn with_truncate_length(mut self, length: usize) -> Self {
        self.truncate_length = Some(length);
        self
    }

    /// Shows the type and the length of arrays and sequences instead of their elements.
    pub const fn without_arrays(mut self) -> Self {
        self.without_arrays = true;
        self
    }

    /// Shows the length of strings instead of their text.
    pub const fn without_strings(mut self) -> Self {
        self.without_strings = true;
        self
    }

    /// Writes each array and sequence in one line.
    pub const fn with_flow_style(mut self) -> Self {
        self.flow_style = true;
        self
    }
}

/// A message or a value that is displayed as YAML, without a line break at its end.
#[derive(Clone, Debug)]
pub struct Yaml<'a> {
    value: ValueView<'a>,
    options: YamlOptions,
}

impl<'a> DynamicView<'a> {
    /// Displays the message as YAML.
    #[must_use]
    pub fn yaml(&self, options: YamlOptions) -> Yaml<'a> {
        ValueView::Message(self.clone()).yaml(options)
    }
}

impl<'a> ValueView<'a> {
    /// Displays the value as YAML.
    #[must_use]
    pub fn yaml(&self, options: YamlOptions) -> Yaml<'a> {
        Yaml {
            value: self.clone(),
            options,
        }
    }
}

impl fmt::Display for Yaml<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let options = self.options;
        let mut printer = Printer { f, options };
        match &self.value {
            ValueView::Message(message) => printer.message(message, BLOCK),
            ValueView::List(list) if options.flow_style => printer.list(list, BLOCK.flow()),
            value => printer.value(value, BLOCK),
        }
    }
}

impl fmt::Display for DynamicView<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.yaml(YamlOptions::new()).fmt(f)
    }
}

impl fmt::Display for ValueView<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.yaml(YamlOptions::new()).fmt(f)
    }
}

impl fmt::Display for DynamicMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.view().fmt(f)
    }
}

/// The collection that a value is in.
#[derive(Clone, Copy)]
struct Level {
    indent: usize,
    is_flow: bool,
}

/// The outermost collection.
const BLOCK: Level = Level {
    indent: 0,
    is_flow: false,
};

/// Spaces of each level.
const STEP: usize = 2;

impl Level {
    const fn deeper(self) -> Self {
        Self {
            indent: self.indent + STEP,
            ..self
        }
    }

    const fn flow(self) -> Self {
        Self {
            is_flow: true,
            ..self.deeper()
        }
    }
}

struct Printer<'f, 'g> {
    f: &'f mut fmt::Formatter<'g>,
    options: YamlOptions,
}

impl Printer<'_, '_> {
    /// Starts a line.
    fn line(&mut self, level: Level) -> fmt::Result {
        write!(self.f, "\n{:indent$}", "", indent = level.indent)
    }

    /// Writes the fields of a message. The first follows on the current line.
    fn message(&mut self, message: &DynamicView<'_>, level: Level) -> fmt::Result {
        if message.is_empty() {
            return self.f.write_str("{}");
        }
        self.f.write_str(if level.is_flow { "{" } else { "" })?;
        for (index, (field, value)) in message.fields().enumerate() {
            match (index, level.is_flow) {
                (0, _) => {}
                (_, true) => self.f.write_str(", ")?,
                (_, false) => self.line(level)?,
            }
            self.text(field.name(), level)?;
            self.f.write_str(":")?;
            self.field(&value, level)?;
        }
        self.f.write_str(if level.is_flow { "}" } else { "" })
    }

    /// Writes the value of a field after its colon.
    fn field(&mut self, value: &ValueView<'_>, level: Level) -> fmt::Result {
        let flow = level.is_flow;
        match value {
            ValueView::Message(message) if !flow && !message.is_empty() => {
                self.line(level.deeper())?;
                self.message(message, level.deeper())
            }
            ValueView::List(list) if !(flow || self.options.flow_style || self.is_short(list)) => {
                self.line(level)?;
                self.list(list, level)
            }
            ValueView::List(list) if !self.is_short(list) => {
                self.f.write_str(" ")?;
                self.list(list, level.flow())
            }
            value => {
                self.f.write_str(" ")?;
                self.value(value, level)
            }
        }
    }

    /// Returns whether a list is written without its elements.
    fn is_short(&self, list: &ListView<'_>) -> bool {
        self.options.without_arrays || list.is_empty()
    }

    /// Writes the elements of a list. The first follows on the current line.
    fn list(&mut self, list: &ListView<'_>, level: Level) -> fmt::Result {
        if self.options.without_arrays {
            return self.text(&abbreviation(list), level);
        }
        if list.is_empty() {
            return self.f.write_str("[]");
        }
        let shown = self.options.truncate_length.unwrap_or(usize::MAX);
        self.f.write_str(if level.is_flow { "[" } else { "" })?;
        for (index, element) in list.iter().take(shown).enumerate() {
            self.next_element(index, level)?;
            self.value(&element, level)?;
        }
        if list.len() > shown {
            self.next_element(shown, level)?;
            self.text("...", level)?;
        }
        self.f.write_str(if level.is_flow { "]" } else { "" })
    }

    fn next_element(&mut self, index: usize, level: Level) -> fmt::Result {
        match (index, level.is_flow) {
            (0, true) => Ok(()),
            (_, true) => self.f.write_str(", "),
            (0, false) => self.f.write_str("- "),
            (_, false) => {
                self.line(level)?;
                self.f.write_str("- ")
            }
        }
    }

    /// Writes a value in a collection. Its first line is the current line.
    fn value(&mut self, value: &ValueView<'_>, level: Level) -> fmt::Result {
        match value {
            ValueView::Bool(value) => write!(self.f, "{value}"),
            ValueView::Int8(value) => write!(self.f, "{value}"),
            ValueView::Uint8(value) => write!(self.f, "{value}"),
            ValueView::Int16(value) => write!(self.f, "{value}"),
            ValueView::Uint16(value) => write!(self.f, "{value}"),
            ValueView::Int32(value) => write!(self.f, "{value}"),
            ValueView::Uint32(value) => write!(self.f, "{value}"),
            ValueView::Int64(value) => write!(self.f, "{value}"),
            ValueView::Uint64(value) => write!(self.f, "{value}"),
            ValueView::Float32(value) => scalar::write_float(self.f, f64::from(*value)),
            ValueView::Float64(value) => scalar::write_float(self.f, *value),
            ValueView::Byte(value) => {
                // rclpy has a `byte` as a text of one character.
                let text = self.truncated(Cow::Owned(char::from(*value).into()));
                self.text(&text, level)
            }
            ValueView::String(text) => self.string(text.to_string_lossy(), level),
            ValueView::Wstring(text) => self.string(Cow::Owned(format!("{text}")), level),
            ValueView::Message(message) => self.message(message, level.deeper()),
            ValueView::List(list) => self.list(list, level),
        }
    }

    fn string(&mut self, text: Cow<'_, str>, level: Level) -> fmt::Result {
        if self.options.without_strings {
            let length = text.chars().count();
            return self.text(&format!("<string length: <{length}>>"), level);
        }
        let text = self.truncated(text);
        self.text(&text, level)
    }

    fn truncated<'t>(&self, text: Cow<'t, str>) -> Cow<'t, str> {
        let end = self
            .options
            .truncate_length
            .and_then(|length| text.char_indices().nth(length));
        match end {
            Some((end, _)) => Cow::Owned(format!("{}...", text.get(..end).unwrap_or_default())),
            None => text,
        }
    }

    fn text(&mut self, text: &str, level: Level) -> fmt::Result {
        scalar::write_text(self.f, text, level.deeper().indent, level.is_flow)
    }
}

/// The type and length of a list, as rclpy names them.
fn abbreviation(list: &ListView<'_>) -> String {
    let field = list.field();
    let element = match field.base() {
        BaseType::Nested => field.nested_name().unwrap_or_default(),
        BaseType::Int8 => "int8",
        BaseType::Uint8 | BaseType::Char => "uint8",
        BaseType::Int16 => "int16",
        BaseType::Uint16 => "uint16",
        BaseType::Int32 => "int32",
        BaseType::Uint32 => "uint32",
        BaseType::Int64 => "int64",
        BaseType::Uint64 => "uint64",
        BaseType::Float32 => "float",
        BaseType::Float64 => "double",
        BaseType::Bool => "boolean",
        BaseType::Byte => "octet",
        BaseType::String => "string",
        BaseType::Wstring => "wstring",
    };
    match field.collection() {
        Collection::Array(length) => format!("<array type: {element}[{length}]>"),
        Collection::Bounded(bound) => format!("<sequence type: {element}[{bound}], length: {}>", list.len()),
        Collection::Single | Collection::Unbounded => {
            format!("<sequence type: {element}, length: {}>", list.len())
        }
    }
}
