//! Being told when an element changes its size.

use wasm_bindgen::prelude::*;
use web_sys::{Element, ResizeObserver};

/// Tells of an element's changes of size until it is dropped.
pub struct Resizes {
    observer: ResizeObserver,
    _told: Closure<dyn FnMut()>,
}

impl Resizes {
    /// Calls back now, and whenever the element's size has changed. Nothing, in a browser that
    /// cannot observe sizes.
    pub fn of(element: &Element, on_change: impl FnMut() + 'static) -> Option<Self> {
        let told = Closure::<dyn FnMut()>::new(on_change);
        let observer = ResizeObserver::new(told.as_ref().unchecked_ref()).ok()?;
        observer.observe(element);
        Some(Self { observer, _told: told })
    }
}

impl Drop for Resizes {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
