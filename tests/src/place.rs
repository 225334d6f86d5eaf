//! Where bytes lie in shared memory, told in a way that means the same to every process.

use std::fmt;
use std::str::FromStr;

/// A file in `/dev/shm` and a place in it, as `29181.zenoh:1048`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    file: String,
    offset: usize,
}

impl Place {
    /// Where the first of these elements lies; `None` if that is not in shared memory.
    #[must_use]
    pub fn of<T>(elements: &[T]) -> Option<Self> {
        let address = elements.as_ptr().addr();
        let maps = std::fs::read_to_string("/proc/self/maps").ok()?;
        maps.lines().find_map(|line| {
            let mut words = line.split_whitespace();
            let (start, end) = words.next()?.split_once('-')?;
            let [start, end] = [start, end].map(|number| usize::from_str_radix(number, 16));
            let (start, end) = (start.ok()?, end.ok()?);
            let offset = usize::from_str_radix(words.nth(1)?, 16).ok()?;
            let file = line.split_once("/dev/shm/")?.1;
            (start..end).contains(&address).then(|| Self {
                file: file.trim_end_matches(" (deleted)").to_owned(),
                offset: address - start + offset,
            })
        })
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.offset)
    }
}

impl FromStr for Place {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (file, offset) = text.split_once(':').ok_or("no offset")?;
        Ok(Self {
            file: file.to_owned(),
            offset: offset.parse().map_err(|error| format!("{error}"))?,
        })
    }
}
