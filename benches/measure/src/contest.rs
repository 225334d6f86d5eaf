//! The method of timing: all contestants in turn, in short batches, many times. Results are medians of the
//! ratios within a round, so that other load on the machine affects all contestants equally.

use std::time::{Duration, Instant};

/// Minimum duration of a batch.
const BATCH: Duration = Duration::from_micros(100);

type Batch<'a> = Box<dyn FnMut(u32) + 'a>;

/// Contestants; the others are compared with the first.
pub struct Contest<'a> {
    name: String,
    contestants: Vec<(String, Batch<'a>)>,
}

/// The result of a contestant.
#[derive(Clone, Debug)]
pub struct Outcome {
    pub contest: String,
    pub name: String,
    pub nanoseconds: f64,
    /// Its time, as a multiple of the first contestant's time.
    pub ratio: f64,
}

impl<'a> Contest<'a> {
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            contestants: Vec::new(),
        }
    }

    pub fn add<R>(&mut self, name: impl Into<String>, mut work: impl FnMut() -> R + 'a) -> &mut Self {
        let batch = move |times| {
            for _ in 0..times {
                std::hint::black_box(work());
            }
        };
        self.contestants.push((name.into(), Box::new(batch)));
        self
    }

    pub fn run(self, rounds: usize) -> Vec<Outcome> {
        let Self {
            name,
            mut contestants,
        } = self;
        let times: Vec<u32> = contestants
            .iter_mut()
            .map(|(_, batch)| batch_size(batch))
            .collect();
        let mut samples = vec![Vec::with_capacity(rounds); contestants.len()];
        for _ in 0..rounds {
            for ((samples, (_, batch)), &times) in samples.iter_mut().zip(&mut contestants).zip(&times) {
                // Loads its memory into the cache, which the previous contestant has overwritten.
                batch(1);
                let start = Instant::now();
                batch(times);
                samples.push(start.elapsed().as_secs_f64() * 1e9 / f64::from(times));
            }
        }
        let first = samples[0].clone();
        contestants
            .into_iter()
            .zip(samples)
            .map(|((contestant, _), samples)| Outcome {
                contest: name.clone(),
                name: contestant,
                ratio: median(samples.iter().zip(&first).map(|(own, first)| own / first)),
                nanoseconds: median(samples),
            })
            .collect()
    }
}

fn batch_size(batch: &mut Batch<'_>) -> u32 {
    let mut times = 1;
    loop {
        let start = Instant::now();
        batch(times);
        if start.elapsed() >= BATCH || times > 1 << 20 {
            return times;
        }
        times *= 2;
    }
}

pub fn median(values: impl IntoIterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.into_iter().collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// Returns the value that this part of the values, in percent, does not exceed.
pub fn percentile(values: &[f64], part: usize) -> f64 {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    values.get(values.len() * part / 100).copied().unwrap_or(f64::NAN)
}
