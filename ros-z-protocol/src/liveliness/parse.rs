//! Parses the liveliness tokens of peers. The parent file defines their parts.
//!
//! Like `rmw_zenoh`, the parser does not check names and ignores additional parts at the end, so that later
//! releases can append some. Every parsed token can be written again as a valid key expression.

use std::str::FromStr;

use super::super::decimal::parse_decimal;
use super::super::key_expr::is_plain;
use super::super::{QosError, QosProfile, ZenohIdError};
use super::{ADMIN_SPACE, BackendsError, Endpoint, EndpointKind, LivelinessToken};

/// The kind of a node's token.
pub(super) const NODE: &str = "NN";

/// The parts of a token, in order.
const PARTS: [&str; 13] = [
    "admin space",
    "domain id",
    "zenoh id",
    "node id",
    "entity id",
    "kind",
    "enclave",
    "namespace",
    "node name",
    "topic",
    "type",
    "type hash",
    "QoS",
];

/// The number of parts of a node's token.
const NODE_PARTS: usize = 9;

impl FromStr for LivelinessToken {
    type Err = TokenError;

    fn from_str(token: &str) -> Result<Self, Self::Err> {
        let mut parts = Parts {
            rest: token.split('/'),
            found: 0,
        };
        let admin_space = parts.next(NODE_PARTS)?;
        if admin_space != ADMIN_SPACE {
            return Err(TokenError::AdminSpace {
                found: admin_space.into(),
            });
        }
        let domain_id = parts.next_number(NODE_PARTS)?;
        let zenoh_id = parts.next(NODE_PARTS)?.parse()?;
        let node_id = parts.next_number(NODE_PARTS)?;
        let entity_id = parts.next_number(NODE_PARTS)?;
        let kind = parts.next(NODE_PARTS)?;
        let enclave = parts.next_name(NODE_PARTS)?;
        let namespace = parts.next_name(NODE_PARTS)?;
        let node = parts.next_name(NODE_PARTS)?;
        let endpoint = if kind == NODE {
            None
        } else {
            Some(parts.endpoint(kind)?)
        };
        Ok(Self {
            domain_id,
            zenoh_id,
            node_id,
            entity_id,
            enclave,
            namespace,
            node,
            endpoint,
        })
    }
}

/// The unread parts of a token.
struct Parts<'a> {
    rest: std::str::Split<'a, char>,
    found: usize,
}

impl<'a> Parts<'a> {
    /// Reads the next part of a token with `needed` parts.
    fn next(&mut self, needed: usize) -> Result<&'a str, TokenError> {
        let part = self.rest.next().ok_or(TokenError::TooFewParts {
            needed,
            found: self.found,
        })?;
        self.found += 1;
        if part.is_empty() {
            return Err(TokenError::EmptyPart { part: self.name() });
        }
        if !is_plain(part) {
            return Err(TokenError::Wildcard {
                part: self.name(),
                text: part.into(),
            });
        }
        Ok(part)
    }

    /// The name of the last part that was read.
    fn name(&self) -> &'static str {
        PARTS.get(self.found - 1).copied().unwrap_or("last part")
    }

    fn next_number<N: TryFrom<u64>>(&mut self, needed: usize) -> Result<N, TokenError> {
        let text = self.next(needed)?;
        parse_decimal(text).ok_or_else(|| TokenError::Number {
            part: self.name(),
            text: text.into(),
        })
    }

    fn next_name(&mut self, needed: usize) -> Result<String, TokenError> {
        Ok(self.next(needed)?.replace('%', "/"))
    }

    /// Reads the parts of an endpoint.
    fn endpoint(&mut self, kind: &str) -> Result<Endpoint, TokenError> {
        let kind = EndpointKind::ALL
            .into_iter()
            .find(|known| known.as_str() == kind)
            .ok_or_else(|| TokenError::Kind { found: kind.into() })?;
        Ok(Endpoint {
            kind,
            topic: self.next_name(PARTS.len())?,
            wire_type: self.next_name(PARTS.len())?,
            type_hash: self.next_name(PARTS.len())?,
            qos: self.next(PARTS.len())?.parse::<QosProfile>()?.resolved(),
            // A part without the prefix is an extension of a later release.
            backends: match self.rest.next() {
                Some(part) if part.starts_with(super::backends::PREFIX) => Some(part.parse()?),
                _ => None,
            },
        })
    }
}

/// The reason why a text is not a [`LivelinessToken`].
#[derive(Clone, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum TokenError {
    /// The token does not belong to ROS 2.
    #[error("a liveliness token starts with `{}`; expected `{ADMIN_SPACE}`", .found.escape_debug())]
    AdminSpace {
        /// The first part.
        found: String,
    },
    /// The token is too short for its kind.
    #[error("a liveliness token has {found} parts; expected {needed}")]
    TooFewParts {
        /// The minimum number of parts.
        needed: usize,
        /// The actual number of parts.
        found: usize,
    },
    /// A part is empty.
    #[error("the {part} of a liveliness token is empty")]
    EmptyPart {
        /// The name of the part.
        part: &'static str,
    },
    /// A part contains `*`, `$`, `?` or `#`, which a declared key cannot contain.
    #[error("the {part} `{}` of a liveliness token contains a wildcard", .text.escape_debug())]
    Wildcard {
        /// The name of the part.
        part: &'static str,
        /// The text of the part.
        text: String,
    },
    /// A numeric part is not a number, or is too large.
    #[error("the {part} `{}` of a liveliness token is not a number", .text.escape_debug())]
    Number {
        /// The name of the part.
        part: &'static str,
        /// The text of the part.
        text: String,
    },
    /// The zenoh id of the session is malformed.
    #[error("a liveliness token has no valid zenoh id")]
    ZenohId(#[from] ZenohIdError),
    /// The kind is unknown.
    #[error(
        "a liveliness token has the kind `{}`; expected NN, MP, MS, SS or SC",
        .found.escape_debug()
    )]
    Kind {
        /// The kind.
        found: String,
    },
    /// The QoS profile is malformed.
    #[error("a liveliness token has no valid QoS")]
    Qos(#[from] QosError),
    /// The backends are malformed.
    #[error("a liveliness token has no valid backends")]
    Backends(#[from] BackendsError),
}

#[cfg(test)]
mod tests {
    use super::*;

    const MP: &str = "@ros2_lv/0/1a/0/1/MP/%/%/n/%t/a::msg::dds_::B_/h/::,10:,:,:,,";

    fn parse(token: &str) -> Result<LivelinessToken, TokenError> {
        token.parse()
    }

    /// The token with the part at `index` replaced.
    fn with_part(index: usize, part: &str) -> String {
        let mut parts: Vec<_> = MP.split('/').collect();
        parts[index] = part;
        parts.join("/")
    }

    #[test]
    fn an_empty_depth_is_42() {
        let token = parse(&with_part(12, "::,:,:,:,,")).unwrap();
        assert_eq!(
            token.endpoint().unwrap().qos(),
            QosProfile::DEFAULT.with_depth(42)
        );
    }

    #[test]
    fn every_truncation_is_too_short() {
        let parts: Vec<_> = MP.split('/').collect();
        for found in 1..13 {
            let needed = if found < 9 { 9 } else { 13 };
            let error = TokenError::TooFewParts { needed, found };
            assert_eq!(parse(&parts[..found].join("/")), Err(error));
        }
        let part = "admin space";
        assert_eq!(parse(""), Err(TokenError::EmptyPart { part }));
    }

    #[test]
    fn an_empty_part_is_named() {
        for (index, part) in PARTS.iter().enumerate() {
            let error = TokenError::EmptyPart { part };
            assert_eq!(parse(&with_part(index, "")), Err(error));
        }
    }

    #[test]
    fn a_wrong_part_is_named() {
        let error = |index, text: &str| parse(&with_part(index, text)).unwrap_err();
        let number = |part, text: &str| TokenError::Number {
            part,
            text: text.into(),
        };
        let found = String::from("@ros2");
        assert_eq!(error(0, "@ros2"), TokenError::AdminSpace { found });
        assert_eq!(error(1, "-1"), number("domain id", "-1"));
        assert_eq!(error(3, "0x1"), number("node id", "0x1"));
        let huge = "18446744073709551616";
        assert_eq!(error(4, huge), number("entity id", huge));
        assert!(matches!(error(2, "xyz"), TokenError::ZenohId(_)));
        assert_eq!(error(5, "XX"), TokenError::Kind { found: "XX".into() });
        assert!(matches!(error(12, ":::"), TokenError::Qos(_)));
        let text = String::from("%*");
        let part = "topic";
        assert_eq!(error(9, "%*"), TokenError::Wildcard { part, text });
    }

    #[test]
    fn unknown_parts_at_the_end_are_ignored() {
        let token = parse(MP).unwrap();
        assert_eq!(parse(&format!("{MP}/later/parts")), Ok(token));
        let node = parse("@ros2_lv/0/1a/0/0/NN/%/%/n").unwrap();
        assert_eq!(parse("@ros2_lv/0/1a/0/0/NN/%/%/n/%t/x"), Ok(node));
    }

    #[test]
    fn backends_are_read_and_broken_ones_refused() {
        let token = parse(&format!("{MP}/backends:cpu:/later")).unwrap();
        let backends = token.endpoint().unwrap().backends().unwrap();
        assert_eq!(backends.metadata("cpu"), Some(""));
        let broken = parse(&format!("{MP}/backends:%zz:"));
        assert!(matches!(broken, Err(TokenError::Backends(_))));
    }
}
