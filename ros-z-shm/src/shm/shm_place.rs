//! Where bytes lie in shared memory, told in a way that means the same to every process. Reads the list of
//! mappings of this process; knows nothing of who put the bytes there.

use std::fmt;
use std::str::FromStr;

/// A file in `/dev/shm` and an offset in it, printed as `29181.zenoh:1048`.
///
/// Two processes that have the same bytes at the same place have the same memory: nothing was copied. For checks and
/// examples; finding it takes some 100 µs.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ShmPlace {
    file: String,
    offset: usize,
}

impl ShmPlace {
    /// Where the first of these elements lies; `None` if that is not in shared memory, or the system does not tell.
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

/// A text that is no file name and offset.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not a place in shared memory, as `29181.zenoh:1048` is")]
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
    fn a_place_is_told_apart_and_read_back() {
        let Some(pool) = made(ShmPool::of(100_000)) else {
            return;
        };
        let buffer = pool.acquire(1000).expect("there is room");
        let place = ShmPlace::of(&buffer[..]).expect("it is in shared memory");
        let behind = ShmPlace::of(&buffer[10..]).expect("it is in shared memory");
        assert_eq!((&behind.file, behind.offset), (&place.file, place.offset + 10));
        assert_eq!(place.to_string().parse(), Ok(place));
        assert_eq!(ShmPlace::of(&[1, 2, 3]), None);
        assert!("29181.zenoh".parse::<ShmPlace>().is_err());
    }
}
