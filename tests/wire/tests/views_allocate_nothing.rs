//! Reading the generated view of a recorded message allocates nothing, whatever the message contains: strings, bytes,
//! numbers, nested messages, and sequences of all of these, which are read when they are iterated over.

use std::collections::BTreeMap;

use ros_z_core::{CdrDeserialize, HasView, RosMessage, SizeEstimation, from_slice_surplus};
use ros_z_msgs::catalogue;
use ros_z_msgs::diagnostic_msgs::{DiagnosticArray, DiagnosticStatus, KeyValue};
use ros_z_tests_wire::allocations::{Watching, watch};
use ros_z_tests_wire::recordings::{self, Recording, Visitor};

#[global_allocator]
static ALLOCATOR: Watching = Watching;

struct Reading {
    recording: Recording,
    /// The most that a view and an owned value allocated, bytes, by type.
    peaks: BTreeMap<&'static str, (usize, usize)>,
}

impl Visitor for Reading {
    fn visit<T: RosMessage + SizeEstimation + HasView + for<'de> CdrDeserialize<'de>>(&mut self) {
        let bytes = &self.recording.bytes;
        let (view, of_view) = watch(|| from_slice_surplus::<T::View<'_>>(bytes).is_ok());
        let (owned, of_owned) = watch(|| from_slice_surplus::<T>(bytes).is_ok());
        assert!(view && owned, "{}", self.recording.text("file"));
        let peak = self.peaks.entry(T::TYPE_NAME).or_default();
        *peak = (peak.0.max(of_view.peak), peak.1.max(of_owned.peak));
    }
}

#[test]
fn views_of_recorded_messages_allocate_nothing() {
    let mut peaks = BTreeMap::new();
    for recording in recordings::recordings() {
        let mut reading = Reading { recording, peaks };
        let type_name = reading.recording.text("type").to_owned();
        recordings::visit(&type_name, &mut reading);
        peaks = reading.peaks;
    }
    // Other recorded types are declared in the tests, without a view.
    peaks.retain(|name, _| catalogue::MESSAGES.iter().any(|entry| entry.type_name == *name));
    let allocating: Vec<_> = peaks.iter().filter(|(_, (view, _))| *view > 0).collect();
    assert!(allocating.is_empty(), "{allocating:?}");
    let owned_allocate = peaks.values().filter(|(_, owned)| *owned > 0).count();
    assert!(peaks.len() >= 10 && owned_allocate >= 8, "{peaks:?}");
}

#[test]
fn iterating_a_view_allocates_nothing() {
    let status = |name: &str| DiagnosticStatus {
        name: name.to_owned(),
        message: "fine".to_owned(),
        values: vec![KeyValue {
            key: "temperature".to_owned(),
            value: "42".to_owned(),
        }],
        ..DiagnosticStatus::default()
    };
    let array = DiagnosticArray {
        status: vec![status("left"), status("right")],
        ..DiagnosticArray::default()
    };
    let bytes = ros_z_core::to_vec(&array).expect("it can be written");
    let (letters, allocations) = watch(|| {
        let view = ros_z_core::from_slice::<<DiagnosticArray as HasView>::View<'_>>(&bytes).ok()?;
        let mut letters = 0;
        for status in view.status.iter() {
            letters += status.name.len() + status.message.len();
            letters += status
                .values
                .iter()
                .map(|value| value.key.len() + value.value.len())
                .sum::<usize>();
        }
        Some(letters)
    });
    let of_status = |name: &str| name.len() + "fine".len() + "temperature".len() + "42".len();
    assert_eq!(letters, Some(of_status("left") + of_status("right")));
    assert_eq!(allocations.peak, 0);
}
