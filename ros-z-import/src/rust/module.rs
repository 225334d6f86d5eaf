//! The modules above the files of interfaces: the list of packages, the parts of a package, and the test of its hashes.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::PathBuf;

use super::interface::WIDTH;
use super::names::{self, version_order};
use super::{Context, GeneratedFile, Package};
use crate::definition::{Body, ElementType, Interface, Primitive};

/// Widest list of entries that rustfmt leaves on the line of its attribute.
const ATTRIBUTE_WIDTH: usize = 70;

/// The start of the first line of each generated file. An import never overwrites a file without it.
pub(crate) const MARK: &str = "// Written by ros-z-import";

/// The first lines of a file.
pub(super) fn header(package: &Package, interface: Option<&Interface>) -> String {
    let version = if package.version.is_empty() {
        String::new()
    } else {
        format!(" {}", package.version)
    };
    let source = interface.map_or(String::new(), |interface| {
        format!("{}/{}.{} of ", interface.kind(), interface.name, interface.kind())
    });
    format!(
        "{MARK} from {source}{}{version}. Change the definition and import it again.\n",
        package.name
    )
}

/// `mod.rs` of all packages.
pub(super) fn root(packages: &[Package]) -> GeneratedFile {
    let mut text = format!("{MARK}: the packages. Import again to add one.\n\n//! ROS 2 packages.\n\n");
    let mut modules: Vec<_> = packages
        .iter()
        .map(|package| names::module(&package.name))
        .collect();
    modules.sort();
    for module in modules {
        let _ = writeln!(text, "pub mod {module};");
    }
    GeneratedFile {
        path: PathBuf::from("mod.rs"),
        text,
    }
}

/// `mod.rs` of a package.
pub(super) fn package(context: &Context<'_>, package: &Package) -> GeneratedFile {
    let mut text = header(package, None);
    if package.description.is_empty() {
        let _ = writeln!(text, "\n//! The ROS 2 package `{}`.", package.name);
    } else {
        let _ = writeln!(text, "\n//! {}", context.doc_line(&package.description));
    }
    for (lint, reason) in lints(package) {
        let entries = [lint.to_owned(), format!("reason = \"{reason}\"")];
        text.push_str(&attribute("", "#![allow", &entries));
    }
    text.push('\n');
    let has = |kind: &str| {
        package
            .interfaces
            .iter()
            .any(|described| described.interface.kind() == kind)
    };
    let is_flat = context.choices.is_flat;
    for kind in ["action", "msg", "srv"] {
        if has(kind) {
            let visibility = if kind == "msg" && is_flat { "" } else { "pub " };
            let _ = writeln!(text, "{visibility}mod {kind};");
        }
    }
    if has("msg") && is_flat {
        text.push_str("\npub use msg::*;\n");
    }
    hash_test(&mut text, context, package);
    GeneratedFile {
        path: [names::module(&package.name).as_str(), "mod.rs"].iter().collect(),
        text,
    }
}

/// The lints that generated code may violate because of its definitions.
fn lints(package: &Package) -> Vec<(&'static str, &'static str)> {
    let mut lints = Vec::new();
    let messages = || {
        package
            .interfaces
            .iter()
            .flat_map(|described| described.interface.messages())
    };
    let undocumented = messages().any(|(_, message)| {
        let fields = message.fields.iter().map(|field| &field.doc);
        let constants = message.constants.iter().map(|constant| &constant.doc);
        fields.chain(constants).chain([&message.doc]).any(Vec::is_empty)
    });
    if undocumented {
        lints.push(("missing_docs", "not every definition has a comment"));
    }
    let is_float = |primitive: Primitive| matches!(primitive, Primitive::Float32 | Primitive::Float64);
    let floats = messages().any(|(_, message)| {
        let mut constants = message.constants.iter();
        constants.any(|constant| is_float(constant.primitive))
            || message.fields.iter().any(|field| {
                let element = &field.field_type.element;
                let is_number =
                    matches!(element, ElementType::Primitive { primitive, .. } if is_float(*primitive));
                is_number && field.default.is_some()
            })
    });
    if floats {
        lints.push((
            "clippy::approx_constant",
            "the values are those of the definition",
        ));
    }
    lints
}

/// The modules of one kind of interface; nothing if the package has none.
pub(super) fn kind(context: &Context<'_>, package: &Package, kind: &str) -> Option<GeneratedFile> {
    let interfaces = package.interfaces.iter().map(|described| &described.interface);
    let mut interfaces: Vec<_> = interfaces.filter(|interface| interface.kind() == kind).collect();
    interfaces.sort_by_key(|interface| names::module(&interface.name));
    let noun = match interfaces.first()?.body {
        Body::Message(_) => "Messages",
        Body::Service { .. } => "Services",
        Body::Action { .. } => "Actions",
    };
    let mut text = header(package, None);
    let _ = writeln!(text, "\n//! {noun} of `{}`.\n", package.name);
    for interface in &interfaces {
        let _ = writeln!(text, "mod {};", names::module(&interface.name));
    }
    text.push('\n');
    // rustfmt sorts modules by their bytes, and imports by the numbers in them.
    interfaces.sort_by_key(|interface| version_order(&names::module(&interface.name)));
    for interface in &interfaces {
        let types = names::types(interface).into_iter().map(|(_, name)| name);
        let types = types.chain(names::generated(context, interface)).collect();
        text.push_str(&use_statement("pub use", &names::module(&interface.name), &types));
    }
    Some(GeneratedFile {
        path: [names::module(&package.name).as_str(), kind, "mod.rs"]
            .iter()
            .collect(),
        text,
    })
}

/// The test that each type has the hash of its definition.
fn hash_test(text: &mut String, context: &Context<'_>, package: &Package) {
    let mut checks = Vec::new();
    let mut traits = BTreeSet::new();
    for described in &package.interfaces {
        let interface = &described.interface;
        for (suffix, rust) in names::types(interface) {
            let type_name = format!("{}{suffix}", interface.type_name());
            let Some((_, hash)) = described.hashes.iter().find(|(name, _)| *name == type_name) else {
                continue;
            };
            let is_service = names::is_service(interface, suffix);
            let of = if is_service { "RosService" } else { "RosMessage" };
            traits.insert(of.to_owned());
            checks.push((format!("{}::{rust}", interface.kind()), of, hash.to_string()));
        }
    }
    text.push_str("\n#[cfg(test)]\nmod tests {\n");
    let mut imports = String::new();
    for line in use_statement("use", &context.paths.core, &traits).lines() {
        let _ = writeln!(imports, "    {line}");
    }
    text.push_str(&imports);
    text.push_str(
        "\n    use super::*;\n\n    #[test]\n    fn types_have_the_hashes_of_their_definitions() {\n",
    );
    for (path, of, hash) in checks {
        let found = format!("<{path} as {of}>::TYPE_HASH.to_string()");
        let line = format!("        assert_eq!({found}, \"{hash}\");");
        if line.len() > WIDTH {
            let _ = writeln!(
                text,
                "        assert_eq!(\n            {found},\n            \"{hash}\"\n        );"
            );
        } else {
            let _ = writeln!(text, "{line}");
        }
    }
    text.push_str("    }\n}\n");
}

/// A `use` of names of one module, as rustfmt lays it out.
pub(super) fn use_statement(keyword: &str, module: &str, names: &BTreeSet<String>) -> String {
    let mut names: Vec<_> = names.iter().cloned().collect();
    // Functions and macros come before types.
    names.sort_by_key(|name| {
        (
            name.starts_with(|first: char| first.is_uppercase()),
            version_order(name),
        )
    });
    names.sort_by_key(|name| !name.starts_with(|first: char| first.is_uppercase()));
    if let [name] = names.as_slice() {
        return format!("{keyword} {module}::{name};\n");
    }
    let line = format!("{keyword} {module}::{{{}}};\n", names.join(", "));
    // rustfmt keeps two columns free after a list.
    if line.trim_end().len() <= WIDTH - 2 {
        return line;
    }
    let mut text = format!("{keyword} {module}::{{\n");
    let mut line = String::from("   ");
    for name in names {
        if line.len() + 1 + name.len() + 1 > WIDTH {
            text.push_str(line.trim_end());
            text.push('\n');
            line = String::from("   ");
        }
        let _ = write!(line, " {name},");
    }
    let _ = write!(text, "{}\n}};\n", line.trim_end());
    text
}

/// An attribute with its entries, as rustfmt lays it out: on one line, or one line for each entry.
pub(super) fn attribute(indent: &str, start: &str, entries: &[String]) -> String {
    let line = entries.join(", ");
    if entries.len() == 1 || line.chars().count() <= ATTRIBUTE_WIDTH {
        return format!("{indent}{start}({line})]\n");
    }
    format!(
        "{indent}{start}(\n{indent}    {}\n{indent})]\n",
        entries.join(&format!(",\n{indent}    "))
    )
}
