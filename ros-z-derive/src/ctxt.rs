//! The errors of one derive, which are all reported in one build. `attr` and `check` find them.

use std::cell::RefCell;

/// Collects errors until [`check`](Self::check) returns them.
///
/// A drop without `check` would lose errors, so it panics, unless the thread already panics.
pub struct Ctxt {
    errors: RefCell<Option<Vec<syn::Error>>>,
}

impl Ctxt {
    pub fn new() -> Self {
        Self {
            errors: RefCell::new(Some(Vec::new())),
        }
    }

    /// Adds an error.
    pub fn error(&self, error: syn::Error) {
        if let Some(errors) = self.errors.borrow_mut().as_mut() {
            errors.push(error);
        }
    }

    /// Returns the value of `result`, or adds its error.
    pub fn keep<T>(&self, result: syn::Result<T>) -> Option<T> {
        result.map_err(|error| self.error(error)).ok()
    }

    /// Returns all errors, in the order in which they were added.
    pub fn check(self) -> Vec<syn::Error> {
        self.errors.take().unwrap_or_default()
    }
}

impl Drop for Ctxt {
    fn drop(&mut self) {
        if self.errors.borrow().is_some() && !std::thread::panicking() {
            panic!("the errors of a derive were not checked");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proc_macro2::Span;

    #[test]
    fn all_errors_are_returned_in_order() {
        let ctxt = Ctxt::new();
        ctxt.error(syn::Error::new(Span::call_site(), "first"));
        assert_eq!(ctxt.keep(Ok(3)), Some(3));
        assert_eq!(
            ctxt.keep::<u8>(Err(syn::Error::new(Span::call_site(), "second"))),
            None
        );
        let texts: Vec<String> = ctxt.check().iter().map(ToString::to_string).collect();
        assert_eq!(texts, ["first", "second"]);
    }

    #[test]
    #[should_panic(expected = "not checked")]
    fn a_drop_without_check_panics() {
        drop(Ctxt::new());
    }

    #[test]
    #[should_panic(expected = "the real reason")]
    fn a_drop_during_a_panic_does_not_panic() {
        let _ctxt = Ctxt::new();
        panic!("the real reason");
    }
}
