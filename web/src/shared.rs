//! What components share, behind one pointer.

use crate::comparing::Comparing;
use crate::lab::Lab;
use std::cell::RefCell;
use std::rc::Rc;
use yew::Callback;

/// A pointer to something, compared as a pointer: components can take it as a property without
/// anything being copied or compared in depth.
#[derive(Debug)]
pub struct Shared<T>(Rc<RefCell<T>>);

/// The laboratory behind a pointer.
pub type SharedLab = Shared<Lab>;

/// A comparison behind a pointer.
pub type SharedComparing = Shared<Comparing>;

/// Who is called when something happens, once there is somebody: without anything being rendered on the way.
pub type Bell = Shared<Callback<()>>;

impl Bell {
    /// A bell that nobody hears.
    #[must_use]
    pub fn unheard() -> Self {
        Self::new(Callback::noop())
    }

    /// Calls whoever hears it.
    pub fn ring(&self) {
        self.look(Callback::clone).emit(());
    }
}

impl<T> Shared<T> {
    /// Puts it behind a pointer.
    #[must_use]
    pub fn new(it: T) -> Self {
        Self(Rc::new(RefCell::new(it)))
    }

    /// Looks at it.
    ///
    /// # Panics
    /// Inside [`Self::change`].
    pub fn look<R>(&self, look: impl FnOnce(&T) -> R) -> R {
        look(&self.0.borrow())
    }

    /// Changes it.
    ///
    /// # Panics
    /// Inside [`Self::look`] or another change.
    pub fn change<R>(&self, change: impl FnOnce(&mut T) -> R) -> R {
        change(&mut self.0.borrow_mut())
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<T> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}
