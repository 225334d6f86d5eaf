//! Reads parameters from YAML: the files of `--params-file`, and the values of `-p name:=value`. The rules are those
//! of `rcl_yaml_param_parser` (`src/parse.c`). The types of scalars are in `scalar.rs`.

use super::file_error::ParameterFileError;
use super::node_pattern::NodePattern;
use super::overrides::ParameterOverrides;
use super::rule_error::ParameterRuleError;
use super::scalar::plain;
use super::value::{ParameterType, ParameterValue};
use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, StrInput};

/// The key of the parameters of a node.
const PARAMETERS: &str = "ros__parameters";

/// The maximum depth of mappings.
const MAX_DEPTH: usize = 64;

impl ParameterOverrides {
    /// Reads the text of a parameter file. Its values replace earlier ones for the same patterns.
    ///
    /// # Errors
    ///
    /// [`ParameterFileError`], with the line.
    pub fn read_yaml(&mut self, text: &str) -> Result<(), ParameterFileError> {
        let mut events = Events::new(text);
        loop {
            let (event, line) = events.next()?;
            match event {
                Event::StreamEnd => return Ok(()),
                Event::MappingStart(..) => self.read_nodes(&mut events, "", 0)?,
                // An empty document.
                Event::Scalar(text, ScalarStyle::Plain, ..) if text.is_empty() => {}
                Event::Alias(_) => return Err(ParameterFileError::Alias { line }),
                Event::Scalar(..) | Event::SequenceStart(..) => {
                    return Err(ParameterFileError::OutsideParameters { line });
                }
                _ => {}
            }
        }
    }

    /// Reads the rule of `-p`: `name:=value` for all nodes, or `node:name:=value` for the node of that name in the root namespace.
    /// The value is YAML.
    ///
    /// # Errors
    ///
    /// [`ParameterRuleError`] for a malformed rule.
    pub fn read_rule(&mut self, rule: &str) -> Result<(), ParameterRuleError> {
        let malformed = || ParameterRuleError::Malformed { rule: rule.into() };
        let (left, text) = rule.split_once(":=").ok_or_else(malformed)?;
        let (nodes, name) = match left.split_once(':') {
            Some((node, name)) if !node.contains(['/', '*']) => {
                let node = NodePattern::new(node).map_err(|source| ParameterRuleError::Node {
                    rule: rule.into(),
                    source,
                })?;
                (node, name)
            }
            Some(_) => return Err(malformed()),
            None => (NodePattern::all(), left),
        };
        let is_name = |part: &str| {
            !part.is_empty()
                && part.chars().all(|character| {
                    character.is_ascii_alphanumeric() || character == '_' || character == '/'
                })
        };
        if !name.split('.').all(is_name) {
            return Err(malformed());
        }
        let value_error = |source| ParameterRuleError::Value {
            rule: rule.into(),
            source,
        };
        let value = read_value(text, name).map_err(value_error)?;
        self.set(nodes, name, value);
        Ok(())
    }

    /// Reads a mapping whose keys are parts of the names of nodes.
    fn read_nodes(
        &mut self,
        events: &mut Events<'_>,
        path: &str,
        depth: usize,
    ) -> Result<(), ParameterFileError> {
        while let Some((key, line)) = events.key(depth)? {
            if key != PARAMETERS {
                let path = match path {
                    "" => key,
                    path if path.ends_with('/') => format!("{path}{key}"),
                    path => format!("{path}/{key}"),
                };
                events.mapping(&path)?;
                self.read_nodes(events, &path, depth + 1)?;
                continue;
            }
            if path.is_empty() {
                return Err(ParameterFileError::NoNode { line });
            }
            let nodes = NodePattern::new(path).map_err(|source| ParameterFileError::Node { line, source })?;
            events.mapping(PARAMETERS)?;
            self.read_parameters(events, &nodes, "", depth + 1)?;
        }
        Ok(())
    }

    /// Reads a mapping whose keys are parts of the names of parameters.
    fn read_parameters(
        &mut self,
        events: &mut Events<'_>,
        nodes: &NodePattern,
        prefix: &str,
        depth: usize,
    ) -> Result<(), ParameterFileError> {
        while let Some((key, _)) = events.key(depth)? {
            let name = if prefix.is_empty() {
                key
            } else {
                format!("{prefix}.{key}")
            };
            match events.next()? {
                (Event::MappingStart(..), _) => self.read_parameters(events, nodes, &name, depth + 1)?,
                (event, line) => {
                    let value = events.value(event, line, &name)?;
                    self.set(nodes.clone(), name, value);
                }
            }
        }
        Ok(())
    }
}

/// Reads one value, a scalar or a sequence.
fn read_value(text: &str, name: &str) -> Result<ParameterValue, ParameterFileError> {
    let mut events = Events::new(text);
    let mut value = None;
    loop {
        match events.next()? {
            (Event::StreamStart | Event::DocumentStart(_) | Event::DocumentEnd, _) => {}
            (Event::StreamEnd, line) => {
                return value.ok_or_else(|| ParameterFileError::NoValue {
                    line,
                    name: name.into(),
                });
            }
            (event, line) => value = Some(events.value(event, line, name)?),
        }
    }
}

/// The events of a YAML text, each with its line.
struct Events<'a>(Parser<'a, StrInput<'a>>);

impl<'a> Events<'a> {
    fn new(text: &'a str) -> Self {
        Self(Parser::new_from_str(text))
    }

    fn next(&mut self) -> Result<(Event<'a>, usize), ParameterFileError> {
        let malformed = |error: &ScanError| ParameterFileError::Yaml {
            line: error.marker().line(),
            problem: error.info().into(),
        };
        match self.0.next_event() {
            Some(Ok((event, span))) => Ok((event, span.start.line())),
            Some(Err(error)) => Err(malformed(&error)),
            None => Ok((Event::StreamEnd, 0)),
        }
    }

    /// Returns the next key of a mapping; `None` at its end.
    fn key(&mut self, depth: usize) -> Result<Option<(String, usize)>, ParameterFileError> {
        match self.next()? {
            (Event::MappingEnd, _) => Ok(None),
            (_, line) if depth > MAX_DEPTH => Err(ParameterFileError::TooDeep { line }),
            (Event::Scalar(key, ..), line) if !key.is_empty() => Ok(Some((key.into_owned(), line))),
            (Event::Alias(_), line) => Err(ParameterFileError::Alias { line }),
            (_, line) => Err(ParameterFileError::Key { line }),
        }
    }

    /// Expects the start of the mapping of a key.
    fn mapping(&mut self, key: &str) -> Result<(), ParameterFileError> {
        match self.next()? {
            (Event::MappingStart(..), _) => Ok(()),
            (Event::Alias(_), line) => Err(ParameterFileError::Alias { line }),
            (_, line) => Err(ParameterFileError::NoMapping {
                line,
                key: key.into(),
            }),
        }
    }

    /// Reads the rest of a value that begins with `event`.
    fn value(
        &mut self,
        event: Event<'a>,
        line: usize,
        name: &str,
    ) -> Result<ParameterValue, ParameterFileError> {
        if !matches!(event, Event::SequenceStart(..)) {
            return scalar(event, line, name);
        }
        let mut elements = Vec::new();
        loop {
            match self.next()? {
                (Event::SequenceEnd, _) => break,
                (event, line) => elements.push((scalar(event, line, name)?, line)),
            }
        }
        sequence(elements, line, name)
    }
}

fn scalar(event: Event<'_>, line: usize, name: &str) -> Result<ParameterValue, ParameterFileError> {
    let Event::Scalar(text, style, _, tag) = event else {
        return Err(match event {
            Event::Alias(_) => ParameterFileError::Alias { line },
            _ => ParameterFileError::NoScalar {
                line,
                name: name.into(),
            },
        });
    };
    let is_quoted = matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted);
    let is_text = tag.is_some_and(|tag| tag.is_yaml_core_schema() && tag.suffix == "str");
    if text.is_empty() && !is_quoted {
        return Err(ParameterFileError::NoValue {
            line,
            name: name.into(),
        });
    }
    Ok(if is_quoted || is_text {
        text.as_ref().into()
    } else {
        plain(&text)
    })
}

/// Joins the elements of a sequence, which have the same type.
fn sequence(
    elements: Vec<(ParameterValue, usize)>,
    line: usize,
    name: &str,
) -> Result<ParameterValue, ParameterFileError> {
    let Some((first, _)) = elements.first() else {
        return Err(ParameterFileError::EmptySequence {
            line,
            name: name.into(),
        });
    };
    let first_type = first.parameter_type();
    let (mut bools, mut integers, mut doubles, mut texts) = (vec![], vec![], vec![], vec![]);
    for (element, line) in elements {
        let found = element.parameter_type();
        if found != first_type {
            return Err(ParameterFileError::Mixed {
                line,
                name: name.into(),
                first: first_type,
                found,
            });
        }
        match element {
            ParameterValue::Bool(value) => bools.push(value),
            ParameterValue::Integer(value) => integers.push(value),
            ParameterValue::Double(value) => doubles.push(value),
            ParameterValue::String(value) => texts.push(value),
            _ => unreachable!("a scalar is not an array"),
        }
    }
    Ok(match first_type {
        ParameterType::Bool => bools.into(),
        ParameterType::Integer => integers.into(),
        ParameterType::Double => doubles.into(),
        _ => texts.into(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::name::NodePath;

    fn read(text: &str) -> Result<ParameterOverrides, ParameterFileError> {
        let mut overrides = ParameterOverrides::default();
        overrides.read_yaml(text).map(|()| overrides)
    }

    fn of(overrides: &ParameterOverrides, namespace: &str, name: &str) -> Vec<(String, ParameterValue)> {
        let node = NodePath::new(namespace.parse().unwrap(), name.parse().unwrap());
        overrides.for_node(&node).into_iter().collect()
    }

    // The structure of rcl_yaml_param_parser/test/correct_config.yaml and multi_ns_correct.yaml.
    #[test]
    fn a_file_sets_nested_parameters_of_nodes_and_namespaces() {
        let overrides = read(
            "lidar_ns:\n  lidar_2:\n    ros__parameters: {is_back: false, id: 11}\n\
             camera:\n\
             \x20 ros__parameters:\n\
             \x20   port: '8080'\n\
             \x20   tag: !!str 12\n\
             \x20   note: ''\n\
             \x20   angles: {left: -1.5, right: [1.0, 2.5]}\n\
             \x20   ids: [1, 0x10, -3]\n\
             \x20   flags: [yes, off]\n\
             \x20   names: [a, 'b', \"3\"]\n",
        )
        .unwrap();
        assert_eq!(
            of(&overrides, "/lidar_ns", "lidar_2"),
            [("id".into(), 11.into()), ("is_back".into(), false.into())]
        );
        let names: Vec<String> = vec!["a".into(), "b".into(), "3".into()];
        assert_eq!(
            of(&overrides, "/", "camera"),
            [
                ("angles.left".into(), (-1.5).into()),
                ("angles.right".into(), vec![1.0, 2.5].into()),
                ("flags".into(), vec![true, false].into()),
                ("ids".into(), vec![1_i64, 16, -3].into()),
                ("names".into(), names.into()),
                ("note".into(), "".into()),
                ("port".into(), "8080".into()),
                ("tag".into(), "12".into()),
            ]
        );
    }

    // rcl_yaml_param_parser/test/wildcards.yaml, overlay.yaml and root_ns.yaml.
    #[test]
    fn wildcards_and_later_files_apply() {
        let mut overrides =
            read("/**:\n  ros__parameters: {a: 1, b: 1}\n/**/cam:\n  ros__parameters: {b: 2}\n").unwrap();
        overrides
            .read_yaml("/robot:\n  '*':\n    ros__parameters: {c: 3}\n/**:\n  ros__parameters: {a: 4}\n")
            .unwrap();
        let value = |name: &str, value: i64| (name.to_owned(), ParameterValue::from(value));
        assert_eq!(
            of(&overrides, "/robot", "cam"),
            [value("a", 4), value("b", 2), value("c", 3)]
        );
        assert_eq!(of(&overrides, "/", "lidar"), [value("a", 4), value("b", 1)]);
        for empty in ["", "---\n", "# nothing\n"] {
            assert!(read(empty).unwrap().is_empty(), "{empty:?}");
        }
    }

    // The files of rcl_yaml_param_parser/test that it refuses: no_value1, no_alias_support, seq_map1, seq_map2,
    // params_with_no_node, empty_name_in_ns.
    #[test]
    fn a_file_that_rcl_refuses_is_an_error_with_its_line() {
        for (text, message) in [
            (
                "n:\n  ros__parameters:\n    a:\n",
                "no value for the parameter `a`",
            ),
            ("n:\n  ros__parameters: {a: &x 1, b: *x}\n", "line 2 has an alias"),
            (
                "n:\n  ros__parameters:\n    a: [{b: 1}]\n",
                "line 3 has a value of the parameter `a` that is neither",
            ),
            ("n:\n  ros__parameters:\n    a: [[1]]\n", "neither a scalar nor"),
            ("ros__parameters:\n  a: 1\n", "without the name of a node"),
            ("n: 5\n", "line 1 has no mapping after `n`"),
            ("n:\n  - 5\n", "line 2 has no mapping after `n`"),
            ("5\n", "outside of `ros__parameters`"),
            (
                "n:\n  ros__parameters:\n    a: [1, 2.0]\n",
                "type double in a sequence of type integer",
            ),
            (
                "n:\n  ros__parameters: {a: []}\n",
                "empty sequence for the parameter `a`",
            ),
            (
                "n-1:\n  ros__parameters: {a: 1}\n",
                "line 2 belong to an invalid name",
            ),
            (
                "a:\n  /b/:\n    c:\n      ros__parameters: {a: 1}\n",
                "line 4 belong to an invalid name",
            ),
            ("n:\n  ros__parameters: {'': 1}\n", "key that is not a text"),
            ("n: {ros__parameters: {a: 1\n", "is not YAML"),
        ] {
            let error = read(text).unwrap_err().to_string();
            assert!(error.contains(message), "{text:?}: {error}");
        }
        let deep = "a: {".repeat(1000);
        assert!(read(&deep).is_err());
        let deep = format!("{}ros__parameters: {{}}{}", "a: {".repeat(100), "}".repeat(100));
        assert!(matches!(
            read(&deep),
            Err(ParameterFileError::TooDeep { line: 1 })
        ));
    }

    // rcl/test/rcl/test_arguments.cpp, of valid and invalid rules of parameters.
    #[test]
    fn rules_of_the_command_line_set_parameters() {
        let mut overrides = ParameterOverrides::default();
        for rule in [
            "a:=1",
            "a.b/c:=text: with colons",
            "cam:list:=[1.0, 2.0]",
            "quoted:='5'",
            "url:=http://x:=y",
        ] {
            let result = overrides.read_rule(rule);
            if rule.starts_with("a.b") {
                // A mapping is not a value.
                assert!(matches!(result, Err(ParameterRuleError::Value { .. })));
            } else {
                result.unwrap();
            }
        }
        assert_eq!(
            of(&overrides, "/", "cam"),
            [
                ("a".into(), 1.into()),
                ("list".into(), vec![1.0, 2.0].into()),
                ("quoted".into(), "5".into()),
                ("url".into(), "http://x:=y".into()),
            ]
        );
        assert_eq!(of(&overrides, "/ns", "cam").len(), 3);
        for rule in [
            "",
            "a",
            ":=1",
            "a:=",
            "a=1",
            "*:=1",
            "**:=1",
            "*:a:=1",
            "/n:a:=1",
            "a..b:=1",
            "1n:a:=1",
            "a b:=1",
            "a:={b: 1}",
        ] {
            assert!(overrides.read_rule(rule).is_err(), "{rule}");
        }
    }
}
