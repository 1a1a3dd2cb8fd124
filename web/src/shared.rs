//! The laboratory behind one shared pointer.

use crate::lab::Lab;
use std::cell::RefCell;
use std::rc::Rc;

/// A pointer to the laboratory, compared as a pointer: components can take it as a property
/// without anything being copied or compared in depth.
#[derive(Clone, Debug)]
pub struct SharedLab(Rc<RefCell<Lab>>);

impl SharedLab {
    /// Puts a laboratory behind a pointer.
    #[must_use]
    pub fn new(lab: Lab) -> Self {
        Self(Rc::new(RefCell::new(lab)))
    }

    /// Looks at it.
    ///
    /// # Panics
    /// Inside [`Self::change`].
    pub fn look<T>(&self, look: impl FnOnce(&Lab) -> T) -> T {
        look(&self.0.borrow())
    }

    /// Changes it.
    ///
    /// # Panics
    /// Inside [`Self::look`] or another change.
    pub fn change<T>(&self, change: impl FnOnce(&mut Lab) -> T) -> T {
        change(&mut self.0.borrow_mut())
    }
}

impl PartialEq for SharedLab {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}
