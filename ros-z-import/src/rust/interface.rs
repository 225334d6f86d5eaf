//! The file of one interface: its structs, constants and services.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use ros_z_core::action::ActionPart;
use ros_z_core::{BaseType, FieldDescription};

use super::types::{Scope, attributes, scalar};
use super::{Context, Described, GeneratedFile, Package};
use super::{literal, module, names};
use crate::definition::{Body, Collection, ElementType, Field, FieldType, Interface, Message, Primitive};
use crate::describe::action_parts;
use crate::position::Position;

/// Widest line that rustfmt leaves alone.
pub(super) const WIDTH: usize = 100;

/// The documentation of the parts of an action that have no text in its file.
const fn doc_of(part: ActionPart) -> &'static str {
    match part {
        ActionPart::SendGoalRequest => "Asks the server to take on a goal.",
        ActionPart::SendGoalResponse => "The server's decision about a goal.",
        ActionPart::GetResultRequest => "Asks for the result of a goal.",
        ActionPart::GetResultResponse => "The result of a goal, and how it ended.",
        _ => "Feedback with the goal that it belongs to.",
    }
}

/// Writes the file of an interface.
pub(super) fn file(context: &Context<'_>, package: &Package, described: &Described) -> GeneratedFile {
    let interface = &described.interface;
    let types = names::types(interface).into_iter().map(|(_, name)| name);
    let mut writer = Writer {
        context,
        interface,
        scope: Scope::new(context, types),
        core: BTreeSet::new(),
        text: String::new(),
    };
    writer.interface();
    let mut text = module::header(package, Some(interface));
    text.push_str(&writer.imports());
    text.push_str(&writer.text);
    GeneratedFile {
        path: names::file(package, interface),
        text,
    }
}

struct Writer<'a> {
    context: &'a Context<'a>,
    interface: &'a Interface,
    scope: Scope<'a>,
    core: BTreeSet<&'static str>,
    text: String,
}

impl Writer<'_> {
    fn interface(&mut self) {
        for (suffix, message) in self.interface.messages() {
            self.message(suffix, message);
        }
        match &self.interface.body {
            Body::Message(_) => {}
            Body::Service { request, .. } => self.service("", &request.doc),
            Body::Action { .. } => self.action_parts(),
        }
    }

    /// The messages and services that rosidl derives from an action.
    fn action_parts(&mut self) {
        let name = self.interface.type_name();
        let Some([goal, result, feedback]) = self.context.descriptions.action_messages(&name) else {
            return;
        };
        for (part, fields) in action_parts(goal, result, feedback) {
            let message = Message {
                doc: vec![doc_of(part).to_owned()],
                constants: Vec::new(),
                fields: fields.iter().map(derived_field).collect(),
            };
            self.message(part.suffix(), &message);
        }
        self.service(
            ActionPart::SendGoal.suffix(),
            &["Sends a goal to the server.".to_owned()],
        );
        self.service(
            ActionPart::GetResult.suffix(),
            &["Waits for the result of a goal.".to_owned()],
        );
    }

    fn service(&mut self, suffix: &str, doc: &[String]) {
        self.core.insert("ros_service");
        let name = names::type_name(&self.interface.name, suffix);
        let _ = writeln!(self.text, "\nros_service! {{");
        self.context.write_doc(&mut self.text, "    ", doc);
        let _ = writeln!(self.text, "    pub {name}: {name}Request => {name}Response\n}}");
    }

    fn message(&mut self, suffix: &str, message: &Message) {
        let Interface { package, name, .. } = self.interface;
        let rust = names::type_name(name, suffix);
        let is_copy = self.context.is_copy(message);
        let own_default = needs_own_default(message);
        self.text.push('\n');
        self.context.write_doc(&mut self.text, "", &message.doc);
        let derives = [
            Some("Clone"),
            is_copy.then_some("Copy"),
            Some("Debug"),
            (!own_default).then_some("Default"),
            Some("PartialEq"),
        ];
        let mut derives: Vec<_> = derives.into_iter().flatten().map(str::to_owned).collect();
        derives.extend(["RosMessage", "SizeEstimation"].map(|name| self.of_core(name)));
        let _ = writeln!(self.text, "#[derive({})]", derives.join(", "));
        let mut entries = if suffix.is_empty() && rust == *name {
            vec![format!("package = \"{package}\"")]
        } else {
            vec![format!("type_name = \"{}{suffix}\"", self.interface.type_name())]
        };
        if own_default {
            entries.push("default".to_owned());
        }
        for form in self.context.forms(self.interface, message) {
            let generated = names::generated_name(name, suffix, form);
            entries.push(match generated.starts_with(&rust) {
                true => form.to_owned(),
                // The Rust name of the type differs from its ROS name, from which the generated name comes.
                false => format!("{form} = {generated}"),
            });
        }
        self.text.push_str(&module::attribute("", "#[ros", &entries));
        if is_copy {
            self.text.push_str("#[repr(C)]\n");
        }
        if message.fields.is_empty() {
            let _ = writeln!(self.text, "pub struct {rust} {{}}");
        } else {
            let _ = writeln!(self.text, "pub struct {rust} {{");
            for field in &message.fields {
                self.field(field);
            }
            self.text.push_str("}\n");
        }
        self.constants(&rust, message);
    }

    /// The name of an item of the core, which is imported unless the file declares a type of that name.
    fn of_core(&mut self, name: &'static str) -> String {
        if self.scope.declares(name) {
            return format!("{}::{name}", self.context.paths.core);
        }
        self.core.insert(name);
        name.to_owned()
    }

    fn field(&mut self, field: &Field) {
        let field_type = self.own_or_other(field);
        self.context.write_doc(&mut self.text, "    ", &field.doc);
        let (name, renamed) = names::field(&field.name);
        let mut entries = attributes(field);
        if renamed {
            entries.push(format!("rename = \"{}\"", field.name));
        }
        if let (Some(default), ElementType::Primitive { primitive, .. }) =
            (&field.default, &field.field_type.element)
        {
            entries.push(format!("default = {}", literal::literal(*primitive, default)));
        }
        if !entries.is_empty() {
            self.text.push_str(&module::attribute("    ", "#[ros", &entries));
        }
        let _ = writeln!(self.text, "    pub {name}: {field_type},");
    }

    /// The type of a field. The derived messages of an action have fields of the action's own messages.
    fn own_or_other(&mut self, field: &Field) -> String {
        if let ElementType::Message { package, name } = &field.field_type.element
            && *package == self.interface.package
            && name.contains('_')
        {
            return names::type_name(name, "").replace('_', "");
        }
        self.scope.field_type(field)
    }

    fn constants(&mut self, rust: &str, message: &Message) {
        if message.constants.is_empty() {
            return;
        }
        self.core.insert("ros_constants");
        let _ = writeln!(self.text, "\n#[ros_constants]\nimpl {rust} {{");
        for constant in &message.constants {
            self.context.write_doc(&mut self.text, "    ", &constant.doc);
            let value = literal::literal(constant.primitive, &constant.value);
            let constant_type = scalar(constant.primitive);
            match constant.primitive {
                Primitive::Char | Primitive::Byte | Primitive::Wstring => {
                    let _ = writeln!(self.text, "    #[ros({})]", constant.primitive.name());
                }
                _ => {}
            }
            let line = format!("    pub const {}: {constant_type} = {value};", constant.name);
            if line.chars().count() > WIDTH {
                let _ = writeln!(
                    self.text,
                    "    pub const {}: {constant_type} =\n        {value};",
                    constant.name
                );
            } else {
                let _ = writeln!(self.text, "{line}");
            }
        }
        self.text.push_str("}\n");
    }

    /// The imports, those of other crates before those of this one.
    fn imports(&self) -> String {
        let mut modules: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let core = self
            .core
            .iter()
            .map(|name| format!("{}::{name}", self.context.paths.core));
        for path in core.chain(self.scope.imports.iter().cloned()) {
            if let Some((module, name)) = path.rsplit_once("::") {
                modules
                    .entry(module.to_owned())
                    .or_default()
                    .insert(name.to_owned());
            }
        }
        let own = |module: &str| module.starts_with("crate") || module.starts_with("super");
        let mut text = String::new();
        for of_this_crate in [false, true] {
            let group: Vec<_> = modules
                .iter()
                .filter(|(module, _)| own(module) == of_this_crate)
                .collect();
            if group.is_empty() {
                continue;
            }
            text.push('\n');
            for (module, names) in group {
                text.push_str(&module::use_statement("use", module, names));
            }
        }
        text
    }
}

/// Whether `#[derive(Default)]` would differ from the initial values of rosidl (a field has a default value), or would not
/// compile (an array is longer than those that implement `Default`).
fn needs_own_default(message: &Message) -> bool {
    message.fields.iter().any(|field| {
        field.default.is_some() || matches!(field.field_type.collection, Collection::Array(len) if len > 32)
    })
}

/// A field of a message that ROS 2 derives: a `bool`, an `int8` or a message.
fn derived_field(field: &FieldDescription) -> Field {
    let element = match field.field_type.nested {
        Some(message) => {
            let (package, rest) = message.type_name.split_once('/').unwrap_or_default();
            let (_, name) = rest.split_once('/').unwrap_or_default();
            ElementType::Message {
                package: package.to_owned(),
                name: name.to_owned(),
            }
        }
        None => ElementType::Primitive {
            primitive: match field.field_type.base {
                BaseType::Bool => Primitive::Bool,
                _ => Primitive::Int8,
            },
            string_bound: None,
        },
    };
    Field {
        field_type: FieldType {
            element,
            collection: Collection::Single,
        },
        name: field.name.to_owned(),
        default: None,
        doc: vec![field.doc.to_owned()],
        position: Position::default(),
    }
}
