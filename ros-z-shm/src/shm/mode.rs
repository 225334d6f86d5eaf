//! Whether a publisher uses shared memory, derived from the modes of its context, its node and itself. Data and one
//! pure function.

use super::config::ShmConfig;

/// The shared memory mode of a context, a node or a publisher.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub enum ShmMode {
    /// Not set: the mode of the level above applies; at the top, shared memory is off.
    #[default]
    Inherit,
    /// Shared memory is off.
    Off,
    /// Shared memory is on, with this configuration.
    On(ShmConfig),
}

impl ShmMode {
    /// Returns this mode, or the mode of the level above where this one inherits.
    #[must_use]
    pub fn or(self, above: &Self) -> Self {
        match self {
            Self::Inherit => above.clone(),
            set => set,
        }
    }

    /// Returns the configuration of a publisher: the most specific of the three levels whose mode is set wins.
    ///
    /// `None` means the heap.
    pub fn resolve(context: &Self, node: &Self, publisher: &Self) -> Option<ShmConfig> {
        [publisher, node, context]
            .into_iter()
            .find_map(|mode| match mode {
                Self::Inherit => None,
                Self::Off => Some(None),
                Self::On(config) => Some(Some(config.clone())),
            })
            .flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The 27 combinations of context, node and publisher (`-` inherit, `x` off, `+` on), and whose configuration
    /// applies: `c`, `n`, `p`, or `.` for the heap. Written by hand.
    const TABLE: [(&str, char); 27] = [
        ("---", '.'),
        ("--x", '.'),
        ("--+", 'p'),
        ("-x-", '.'),
        ("-xx", '.'),
        ("-x+", 'p'),
        ("-+-", 'n'),
        ("-+x", '.'),
        ("-++", 'p'),
        ("x--", '.'),
        ("x-x", '.'),
        ("x-+", 'p'),
        ("xx-", '.'),
        ("xxx", '.'),
        ("xx+", 'p'),
        ("x+-", 'n'),
        ("x+x", '.'),
        ("x++", 'p'),
        ("+--", 'c'),
        ("+-x", '.'),
        ("+-+", 'p'),
        ("+x-", '.'),
        ("+xx", '.'),
        ("+x+", 'p'),
        ("++-", 'n'),
        ("++x", '.'),
        ("+++", 'p'),
    ];

    #[test]
    fn the_most_specific_level_that_is_set_wins() {
        for (levels, expected) in TABLE {
            let modes: Vec<ShmMode> = levels
                .chars()
                .zip("cnp".chars())
                .map(|(told, level)| match told {
                    '-' => ShmMode::Inherit,
                    'x' => ShmMode::Off,
                    _ => ShmMode::On(ShmConfig::without_pool().with_threshold(level as usize)),
                })
                .collect();
            let resolved = ShmMode::resolve(&modes[0], &modes[1], &modes[2]);
            let level = resolved.map_or('.', |config| char::from(config.threshold() as u8));
            assert_eq!(level, expected, "{levels}");
        }
    }
}
