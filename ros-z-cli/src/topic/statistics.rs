//! A window of the last measurements: mean, least, greatest, standard deviation.

use serde::Serialize;
use std::collections::VecDeque;

/// The last measurements.
#[derive(Clone, Debug)]
pub(super) struct Window {
    values: VecDeque<f64>,
    capacity: usize,
}

/// The summary of a window.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub(super) struct Summary {
    pub(super) mean: f64,
    pub(super) min: f64,
    pub(super) max: f64,
    pub(super) std_dev: f64,
    /// Number of measurements.
    pub(super) window: usize,
}

impl Window {
    /// Creates a window for at most `capacity` measurements.
    pub(super) fn new(capacity: usize) -> Self {
        Self {
            values: VecDeque::new(),
            capacity: capacity.max(1),
        }
    }

    pub(super) fn push(&mut self, value: f64) {
        if self.values.len() == self.capacity {
            self.values.pop_front();
        }
        self.values.push_back(value);
    }

    /// Returns the summary; `None` without measurements.
    pub(super) fn summary(&self) -> Option<Summary> {
        let count = self.values.len();
        if count == 0 {
            return None;
        }
        let mean = self.values.iter().sum::<f64>() / count as f64;
        let variance = self
            .values
            .iter()
            .map(|value| (value - mean).powi(2))
            .sum::<f64>()
            / count as f64;
        Some(Summary {
            mean,
            min: self.values.iter().copied().fold(f64::INFINITY, f64::min),
            max: self.values.iter().copied().fold(f64::NEG_INFINITY, f64::max),
            std_dev: variance.sqrt(),
            window: count,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_forgets_the_oldest() {
        let mut window = Window::new(2);
        assert_eq!(window.summary(), None);
        [100.0, 1.0, 3.0].into_iter().for_each(|value| window.push(value));
        let expected = Summary {
            mean: 2.0,
            min: 1.0,
            max: 3.0,
            std_dev: 1.0,
            window: 2,
        };
        assert_eq!(window.summary(), Some(expected));
    }
}
