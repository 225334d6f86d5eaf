//! The collector of mistakes: all of one derive are reported in one build. It
//! neither finds nor words them; that is the work of `attr` and `check`.

use std::cell::RefCell;

/// Collects errors until [`check`](Self::check) hands them over.
///
/// Dropping it unchecked would lose errors, so that panics, unless a panic is already under way.
pub struct Ctxt {
    errors: RefCell<Option<Vec<syn::Error>>>,
}

impl Ctxt {
    pub fn new() -> Self {
        Self {
            errors: RefCell::new(Some(Vec::new())),
        }
    }

    /// Adds a mistake, to be shown at the span it carries.
    pub fn error(&self, error: syn::Error) {
        if let Some(errors) = self.errors.borrow_mut().as_mut() {
            errors.push(error);
        }
    }

    /// Keeps the value of `result`, or adds its mistake.
    pub fn keep<T>(&self, result: syn::Result<T>) -> Option<T> {
        result.map_err(|error| self.error(error)).ok()
    }

    /// Gives all mistakes, in the order in which they were found.
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
    fn all_errors_are_handed_over_in_order() {
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
    fn dropping_it_unchecked_panics() {
        drop(Ctxt::new());
    }

    #[test]
    #[should_panic(expected = "the real reason")]
    fn dropping_it_during_a_panic_is_silent() {
        let _ctxt = Ctxt::new();
        panic!("the real reason");
    }
}
