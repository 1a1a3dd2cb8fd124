//! The fingerprint of a trace.

use crate::digest::{Digest, Digester};
use crate::world::Event;
use std::hash::Hash;

/// The fingerprint of these events, in this order: two runs with the same one have the same trace,
/// as good as certainly. It is the same natively and in a browser.
#[must_use]
pub fn digest<'a>(events: impl IntoIterator<Item = &'a Event>) -> Digest {
    let mut digester = Digester::new();
    events.into_iter().for_each(|event| event.hash(&mut digester));
    digester.digest()
}
