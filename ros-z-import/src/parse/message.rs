//! The lines of one message: separates fields, constants and comments, and assigns each comment to a definition.
//!
//! Comment lines at the top belong to the message, until the first line that is not a comment. Later ones belong to the
//! next field or constant. A comment on the line of a definition, and indented comment lines after it, belong to it.

use std::path::Path;

use super::field_type::field_type;
use super::names::{is_constant_name, is_field_name};
use super::value;
use crate::definition::{Constant, Field, Message, Primitive};
use crate::error::SyntaxError;
use crate::position::{Line, Position};
use crate::rule::Rule;

/// Reads the messages of one file.
pub(super) struct Reader<'a> {
    pub(super) package: &'a str,
    pub(super) file: &'a Path,
    pub(super) warnings: Vec<String>,
}

/// The definition that a comment after it belongs to.
#[derive(Clone, Copy)]
enum Last {
    Field,
    Constant,
}

impl Reader<'_> {
    pub(super) fn message(&mut self, lines: &[Line<'_>]) -> Result<Message, SyntaxError> {
        let mut message = Message::default();
        let top = lines.iter().take_while(|line| line.text.starts_with('#'));
        message.doc = tidy(top.map(|line| comment_text(line.text)).collect());
        let mut comments = Vec::new();
        let mut last = None;
        for line in &lines[lines.iter().take_while(|line| line.text.starts_with('#')).count()..] {
            let text = line.text.trim_end();
            let (definition, comment) = match text.find('#') {
                None => (text, None),
                Some(start) => (&text[..start], Some(&text[start..])),
            };
            if let Some(comment) = comment {
                if !definition.is_empty() && definition.trim().is_empty() {
                    let doc = match last {
                        Some(Last::Field) => message.fields.last_mut().map(|field| &mut field.doc),
                        Some(Last::Constant) => {
                            message.constants.last_mut().map(|constant| &mut constant.doc)
                        }
                        None => None,
                    };
                    if let Some(doc) = doc {
                        doc.push(comment_text(comment));
                    }
                    continue;
                }
                comments.push(comment_text(comment));
            }
            let definition = definition.trim_end();
            if definition.is_empty() {
                continue;
            }
            let position = line.position(definition);
            if has_open_quote(definition) && comment.is_some() {
                self.warnings.push(format!(
                    "{}:{}:{}: `#` starts a comment, also between quotes: the value ends before it",
                    self.file.display(),
                    position.line,
                    line.position(&text[definition.len()..]).column,
                ));
            }
            last = Some(self.definition(&mut message, *line, definition, std::mem::take(&mut comments))?);
        }
        for doc in message.fields.iter_mut().map(|field| &mut field.doc) {
            *doc = tidy(std::mem::take(doc));
        }
        for doc in message.constants.iter_mut().map(|constant| &mut constant.doc) {
            *doc = tidy(std::mem::take(doc));
        }
        Ok(message)
    }

    /// Reads a field or a constant.
    fn definition(
        &self,
        message: &mut Message,
        line: Line<'_>,
        text: &str,
        doc: Vec<String>,
    ) -> Result<Last, SyntaxError> {
        let fail = |part: &str, rule| Err(self.error(line.position(part), part, rule));
        if text.starts_with(' ') {
            return fail(text.trim_start(), Rule::Indented);
        }
        let (type_text, rest) = text.split_once(' ').unwrap_or((text, ""));
        let rest = rest.trim_start();
        if rest.is_empty() {
            return fail(text, Rule::NameMissing);
        }
        if let Some((name, value_text)) = rest.split_once('=') {
            let (name, value_text) = (name.trim_end(), value_text.trim_start());
            let Some(primitive) = Primitive::from_name(type_text) else {
                return fail(type_text, Rule::ConstantType);
            };
            if !is_constant_name(name) {
                return fail(name, Rule::ConstantName);
            }
            if message.constants.iter().any(|other| other.name == name) {
                return fail(name, Rule::Duplicate);
            }
            let value = value::single(primitive, None, value_text)
                .map_err(|rule| self.error(line.position(value_text), value_text, rule))?;
            message.constants.push(Constant {
                primitive,
                name: name.to_owned(),
                value,
                doc,
                position: line.position(name),
            });
            return Ok(Last::Constant);
        }
        let (name, default_text) = rest.split_once(' ').unwrap_or((rest, ""));
        let default_text = default_text.trim_start();
        let field_type = field_type(self.package, type_text)
            .map_err(|rule| self.error(line.position(type_text), type_text, rule))?;
        if !is_field_name(name) {
            return fail(name, Rule::FieldName);
        }
        if message.fields.iter().any(|other| other.name == name) {
            return fail(name, Rule::Duplicate);
        }
        let default = match default_text {
            "" => None,
            text => Some(
                value::default_value(&field_type, text)
                    .map_err(|rule| self.error(line.position(text), text, rule))?,
            ),
        };
        message.fields.push(Field {
            field_type,
            name: name.to_owned(),
            default,
            doc,
            position: line.position(type_text),
        });
        Ok(Last::Field)
    }

    fn error(&self, position: Position, found: &str, rule: Rule) -> SyntaxError {
        SyntaxError {
            file: self.file.to_owned(),
            position,
            found: found.to_owned(),
            rule,
        }
    }
}

/// Whether a quote at the start of a value is not closed in `definition`.
fn has_open_quote(definition: &str) -> bool {
    ['"', '\'']
        .iter()
        .any(|quote| definition.matches(*quote).count() % 2 == 1)
}

/// The text of a comment, without the signs before it.
fn comment_text(comment: &str) -> String {
    comment.trim_start_matches('#').trim_end().to_owned()
}

/// Removes empty lines at both ends, and common indentation.
fn tidy(mut lines: Vec<String>) -> Vec<String> {
    let is_rule = |line: &String| {
        line.trim()
            .chars()
            .all(|character| matches!(character, '-' | '=' | '*' | '#'))
    };
    while lines.last().is_some_and(is_rule) {
        lines.pop();
    }
    let leading = lines.iter().take_while(|line| is_rule(line)).count();
    lines.drain(..leading);
    let indent = |line: &String| line.len() - line.trim_start_matches(' ').len();
    let common = lines
        .iter()
        .filter(|line| !line.is_empty())
        .map(indent)
        .min()
        .unwrap_or(0);
    for line in &mut lines {
        *line = line.get(common..).unwrap_or_default().to_owned();
    }
    lines.dedup_by(|next, previous| next.is_empty() && previous.is_empty());
    lines
}
