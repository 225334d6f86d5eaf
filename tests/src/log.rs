//! The warnings of this process, in memory.

use std::fmt::{Debug, Write};
use std::sync::{Mutex, Once, PoisonError};

use tracing::field::{Field, Visit};
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};
use tracing_subscriber::registry;

static WARNINGS: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Keeps all warnings of the library from the first call on, and returns those that contain `text`.
///
/// # Panics
/// If the program has another subscriber of `tracing`.
#[must_use]
pub fn warnings_with(text: &str) -> Vec<String> {
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| {
        tracing::subscriber::set_global_default(registry().with(Warnings)).expect("no other subscriber");
    });
    let warnings = WARNINGS.lock().unwrap_or_else(PoisonError::into_inner);
    warnings
        .iter()
        .filter(|warning| warning.contains(text))
        .cloned()
        .collect()
}

struct Warnings;

impl<S: Subscriber> Layer<S> for Warnings {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let metadata = event.metadata();
        if *metadata.level() > Level::WARN || !metadata.target().starts_with("ros_z") {
            return;
        }
        let mut text = Text(String::new());
        event.record(&mut text);
        WARNINGS
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(text.0);
    }
}

struct Text(String);

impl Visit for Text {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let _ = match field.name() {
            "message" => write!(self.0, "{value:?}"),
            name => write!(self.0, " {name}={value:?}"),
        };
    }
}
