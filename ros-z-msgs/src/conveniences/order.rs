//! The order of points and spans of time. Their messages derive only the equality that all messages have.

/// Implements `Eq`, `Ord` and `Hash` by seconds, then by nanoseconds.
macro_rules! order_by_fields {
    ($type:ty) => {
        impl Eq for $type {}

        impl PartialOrd for $type {
            fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
                Some(self.cmp(other))
            }
        }

        impl Ord for $type {
            fn cmp(&self, other: &Self) -> std::cmp::Ordering {
                (self.sec, self.nanosec).cmp(&(other.sec, other.nanosec))
            }
        }

        impl std::hash::Hash for $type {
            fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
                (self.sec, self.nanosec).hash(state);
            }
        }
    };
}

pub(super) use order_by_fields;
