//! [`Remap`]: other names for topics of a recording, `old:=new`.

use super::selection::absolute;
use std::str::FromStr;

/// Another name for a topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Remap {
    from: String,
    to: String,
}

impl FromStr for Remap {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.split_once(":=") {
            Some((from, to)) if !from.is_empty() && !to.is_empty() => Ok(Self {
                from: absolute(from),
                to: absolute(to),
            }),
            _ => Err("expected OLD:=NEW".into()),
        }
    }
}

/// Returns the name under which a topic is played. The first rule applies.
pub(crate) fn renamed(remaps: &[Remap], topic: &str) -> String {
    let rule = remaps.iter().find(|remap| remap.from == topic);
    rule.map_or(topic, |remap| &remap.to).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_rule_of_a_topic_applies() {
        let remaps: Vec<Remap> = ["scan:=/front/scan", "/scan:=/b"]
            .iter()
            .map(|rule| rule.parse().unwrap())
            .collect();
        assert_eq!(renamed(&remaps, "/scan"), "/front/scan");
        assert_eq!(renamed(&remaps, "/other"), "/other");
        for wrong in ["", "a", ":=b", "a:="] {
            assert!(wrong.parse::<Remap>().is_err(), "{wrong}");
        }
    }
}
