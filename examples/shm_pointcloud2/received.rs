//! The line that the second process prints about each cloud.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use lidar::BoundingBox;

/// A cloud as the subscriber saw it.
pub struct Received {
    pub topic: String,
    pub is_shm: bool,
    pub points: usize,
    pub bounds: BoundingBox,
    pub latency: Duration,
}

impl fmt::Display for Received {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} {} {} {}",
            self.topic,
            self.is_shm,
            self.points,
            self.latency.as_nanos()
        )?;
        self.bounds
            .min
            .iter()
            .chain(&self.bounds.max)
            .try_for_each(|number| write!(f, " {number}"))
    }
}

impl FromStr for Received {
    type Err = zenoh::Error;

    fn from_str(line: &str) -> ros_z::Result<Self> {
        let mut words = line.split_whitespace();
        let mut next = || {
            words
                .next()
                .ok_or_else(|| zenoh::Error::from(format!("the report of a cloud is incomplete: {line}")))
        };
        let (topic, is_shm) = (next()?.to_owned(), next()?.parse()?);
        let (points, latency) = (next()?.parse()?, Duration::from_nanos(next()?.parse()?));
        let mut number = || -> ros_z::Result<f32> { Ok(next()?.parse()?) };
        let bounds = BoundingBox {
            min: [number()?, number()?, number()?],
            max: [number()?, number()?, number()?],
        };
        Ok(Self {
            topic,
            is_shm,
            points,
            bounds,
            latency,
        })
    }
}
