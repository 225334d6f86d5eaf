//! Changes by several threads, and the program's own checks.

use super::*;
use crate::parameters::declaration::Declaration;
use crate::parameters::descriptor::ParameterDescriptor;
use crate::parameters::table::Assignment;
use std::sync::atomic::{AtomicU64, Ordering};

/// Follows the parameters `a` and `b`.
struct Watch<F> {
    check: F,
    log: Arc<Mutex<Vec<i64>>>,
}

struct Seen {
    value: i64,
    log: Arc<Mutex<Vec<i64>>>,
}

impl<F: Fn(i64, i64) -> Result<(), String> + Send + Sync> Observer for Watch<F> {
    fn owns(&self, name: &str) -> bool {
        ["a", "b"].contains(&name)
    }

    fn prepare(&self, table: &Table) -> Result<Box<dyn Prepared>, ParameterError> {
        let (a, b) = (integer(table, "a"), integer(table, "b"));
        (self.check)(a, b).map_err(|reason| ParameterError::Refused { reason })?;
        Ok(Box::new(Seen {
            value: a,
            log: self.log.clone(),
        }))
    }
}

impl Prepared for Seen {
    fn swap(&mut self) {}

    fn report(self: Box<Self>) {
        self.log.lock().unwrap().push(self.value);
    }
}

fn integer(table: &Table, name: &str) -> i64 {
    match table.get(name).and_then(|declared| declared.value.clone()) {
        Some(ParameterValue::Integer(value)) => value,
        other => panic!("{name} is {other:?}"),
    }
}

/// Returns a store with the integers `a`, `b` and `c`, and the values of `a` that were reported.
fn watched<F>(check: F) -> (Arc<Store>, Arc<Registered>, Arc<Mutex<Vec<i64>>>)
where
    F: Fn(i64, i64) -> Result<(), String> + Send + Sync + 'static,
{
    let store = Store::new("/node".into(), BTreeMap::new(), false);
    let log = Arc::new(Mutex::default());
    let watch = Watch {
        check,
        log: Arc::clone(&log),
    };
    let registered = Arc::new(Registered(Box::new(watch)));
    let declarations = ["a", "b", "c"].map(|name| Declaration {
        name: name.into(),
        parameter_type: Some(ros_z_protocol::ParameterType::Integer),
        default: Some(0_i64.into()),
        descriptor: ParameterDescriptor::default(),
    });
    let declare = |table: &Table| table.declare(&declarations, &BTreeMap::new());
    store
        .change_with(Some(&registered), declare)
        .expect("the declarations are right");
    (Arc::new(store), registered, log)
}

fn assignments(values: &[(&str, i64)]) -> Vec<Assignment> {
    let owned = |(name, value): &(&str, i64)| ((*name).to_owned(), Some((*value).into()));
    values.iter().map(owned).collect()
}

fn set(store: &Store, values: &[(&str, i64)]) -> Result<(), ParameterError> {
    let values = assignments(values);
    store.change(|table| table.set(&values, false))
}

#[test]
fn a_check_sees_all_values_and_refuses_them_together() {
    let (store, _registered, log) = watched(|a, b| {
        if a <= b || b < 0 {
            Ok(())
        } else {
            Err(format!("{a} is above {b}"))
        }
    });
    let error = set(&store, &[("c", 1), ("a", 5)]).unwrap_err();
    assert_eq!(error.to_string(), "5 is above 0");
    assert_eq!(integer(&store.table(), "c"), 0);
    set(&store, &[("a", 5), ("b", 5)]).unwrap();
    assert_eq!(
        (integer(&store.table(), "a"), integer(&store.table(), "b")),
        (5, 5)
    );
    // Parameters of others are not its concern.
    set(&store, &[("c", 1)]).unwrap();
    assert_eq!(*log.lock().unwrap(), [0, 5]);
}

#[test]
fn changes_of_several_threads_apply_one_after_the_other_and_are_reported_in_order() {
    const THREADS: i64 = 4;
    const CHANGES: i64 = 100;
    let (store, _registered, log) = watched(|_, _| Ok(()));
    std::thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                for _ in 0..CHANGES {
                    let increment = || {
                        store
                            .change(|table| table.set(&assignments(&[("a", integer(table, "a") + 1)]), false))
                    };
                    while increment() == Err(ParameterError::Contended) {}
                }
            });
        }
    });
    assert_eq!(integer(&store.table(), "a"), THREADS * CHANGES);
    let log = log.lock().unwrap();
    assert_eq!(*log, (0..=THREADS * CHANGES).collect::<Vec<_>>());
}

#[test]
fn a_check_that_panics_refuses_the_values_and_is_called_again() {
    let (store, _registered, _) = watched(|a, _| if a == 1 { panic!("one") } else { Ok(()) });
    assert_eq!(set(&store, &[("a", 1)]), Err(ParameterError::CheckPanicked));
    assert_eq!(set(&store, &[("a", 2)]), Ok(()));
}

#[test]
fn a_check_holds_no_lock_and_cannot_set_parameters() {
    let inner: Arc<std::sync::OnceLock<Weak<Store>>> = Arc::default();
    let calls = Arc::new(AtomicU64::new(0));
    let (seen, counted) = (inner.clone(), calls.clone());
    let (store, _registered, _) = watched(move |_, _| {
        if let Some(store) = seen.get().and_then(Weak::upgrade) {
            // Another thread can read and set during a check.
            std::thread::scope(|scope| {
                scope.spawn(|| assert!(store.table().get("a").is_some()));
            });
            assert_eq!(set(&store, &[("c", 1)]), Err(ParameterError::InCheck));
            counted.fetch_add(1, Ordering::Relaxed);
        }
        Ok(())
    });
    inner.set(Arc::downgrade(&store)).unwrap();
    assert_eq!(set(&store, &[("a", 1)]), Ok(()));
    assert_eq!(calls.load(Ordering::Relaxed), 1);
}

#[test]
fn an_owner_that_is_dropped_no_longer_checks() {
    let (store, registered, _) = watched(|a, _| if a > 0 { Err("never".into()) } else { Ok(()) });
    assert!(set(&store, &[("a", 1)]).is_err());
    drop(registered);
    assert_eq!(set(&store, &[("a", 1)]), Ok(()));
    store.remove(&["a".into(), "b".into()]);
    assert_eq!(store.table().names().collect::<Vec<_>>(), ["c"]);
}
