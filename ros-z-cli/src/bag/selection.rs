//! [`Selection`]: the topics that a command of recordings applies to.

use regex::Regex;

/// Selects topics by name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Selection {
    names: Vec<String>,
    regex: Option<Regex>,
    all: bool,
    hidden: bool,
}

impl Selection {
    /// Selects topics by their names, and those that a regular expression matches.
    pub(crate) fn new(names: &[String], regex: Option<Regex>) -> Self {
        Self {
            names: names.iter().map(|name| absolute(name)).collect(),
            regex,
            all: false,
            hidden: false,
        }
    }

    /// Also selects all topics that are not hidden.
    pub(crate) fn with_all(mut self, all: bool) -> Self {
        self.all = all;
        self
    }

    /// Also selects hidden topics, if they match.
    pub(crate) fn with_hidden(mut self, hidden: bool) -> Self {
        self.hidden = hidden;
        self
    }

    /// Returns whether nothing was selected.
    pub(crate) fn is_empty(&self) -> bool {
        self.names.is_empty() && self.regex.is_none() && !self.all
    }

    pub(crate) fn contains(&self, topic: &str) -> bool {
        if self.names.iter().any(|name| name == topic) {
            return true;
        }
        let matches = self.all || self.regex.as_ref().is_some_and(|regex| regex.is_match(topic));
        matches && (self.hidden || !is_hidden(topic))
    }
}

/// A part of the name of a hidden topic starts with `_`.
fn is_hidden(topic: &str) -> bool {
    topic.split('/').any(|part| part.starts_with('_'))
}

/// Returns a topic with the slash that a user may leave out.
pub(crate) fn absolute(topic: &str) -> String {
    match topic.strip_prefix('/') {
        Some(_) => topic.to_owned(),
        None => format!("/{topic}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn topics_are_selected_by_name_by_expression_and_all() {
        let topics = ["/scan", "/a/scan", "/_hidden", "/a/_service_event"];
        let selected = |selection: &Selection| -> Vec<&str> {
            topics
                .into_iter()
                .filter(|topic| selection.contains(topic))
                .collect()
        };
        let names = Selection::new(&["scan".into(), "/_hidden".into()], None);
        assert_eq!(selected(&names), ["/scan", "/_hidden"]);
        let regex = Selection::new(&[], Regex::new("scan$|_").ok());
        assert_eq!(selected(&regex), ["/scan", "/a/scan"]);
        assert_eq!(selected(&regex.clone().with_hidden(true)), topics);
        let none = Selection::default();
        assert!(none.is_empty() && selected(&none).is_empty());
        assert_eq!(selected(&none.with_all(true)), ["/scan", "/a/scan"]);
    }
}
