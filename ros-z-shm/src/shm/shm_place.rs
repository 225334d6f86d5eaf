//! The place of bytes in shared memory, in a form that is valid in every process. Reads this process's list of
//! mappings.

use std::fmt;
use std::str::FromStr;

/// A file in `/dev/shm` and an offset in it, printed as `29181.zenoh:1048`.
///
/// If two processes have the same bytes at the same place, they share the memory: nothing was copied. For checks and
/// examples, because the lookup takes some 100 µs.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ShmPlace {
    file: String,
    offset: usize,
}

impl ShmPlace {
    /// Returns the place of the first element; `None` if it is not in shared memory, or if the system does not report
    /// its mappings.
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

impl fmt::Display for ShmPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.offset)
    }
}

/// The text is not a file name and an offset.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{text}` is not a place in shared memory; write a file name and an offset, such as `29181.zenoh:1048`"
)]
pub struct ParsePlaceError {
    text: String,
}

impl FromStr for ShmPlace {
    type Err = ParsePlaceError;

    fn from_str(text: &str) -> Result<Self, ParsePlaceError> {
        let parse = || {
            let (file, offset) = text.split_once(':')?;
            let (file, offset) = (file.to_owned(), offset.parse().ok()?);
            Some(Self { file, offset })
        };
        parse().ok_or_else(|| ParsePlaceError {
            text: text.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{pool::ShmPool, test_pool::made},
        *,
    };

    #[test]
    fn a_place_is_exact_and_parses_back() {
        let Some(pool) = made(ShmPool::of(100_000)) else {
            return;
        };
        let buffer = pool.acquire(1000).expect("there is room");
        let place = ShmPlace::of(&buffer[..]).expect("it is in shared memory");
        let later = ShmPlace::of(&buffer[10..]).expect("it is in shared memory");
        assert_eq!((&later.file, later.offset), (&place.file, place.offset + 10));
        assert_eq!(place.to_string().parse(), Ok(place));
        assert_eq!(ShmPlace::of(&[1, 2, 3]), None);
        assert!("29181.zenoh".parse::<ShmPlace>().is_err());
    }
}
