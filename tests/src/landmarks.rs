//! Where the parts of the page were seen last: to look for them anew costs more than all else that a look does.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::tree::{Node, Thing};

/// The parts of the page that were seen since it was opened. What is known may be gone by now.
#[derive(Default)]
pub(crate) struct Landmarks(Mutex<Known>);

#[derive(Default)]
struct Known {
    document: Option<Node>,
    regions: HashMap<String, Node>,
}

impl Landmarks {
    /// The document.
    pub(crate) fn document(&self) -> Option<Node> {
        self.known().document
    }

    /// The region of this name.
    pub(crate) fn region(&self, name: &str) -> Option<Node> {
        self.known().regions.get(name).copied()
    }

    /// Keeps in mind which document is shown; what was seen in another is gone.
    pub(crate) fn note_document(&self, document: Node) {
        *self.known() = Known { document: Some(document), regions: HashMap::new() };
    }

    /// Keeps in mind which regions are shown. Of several with one name, the first counts.
    pub(crate) fn note_regions(&self, regions: &[Thing]) {
        let named = regions.iter().rev().map(|region| (region.name.clone(), region.node));
        self.known().regions = named.collect();
    }

    /// Forgets all: another page is opened.
    pub(crate) fn forget(&self) {
        *self.known() = Known::default();
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        // Nothing panics while it is held.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
