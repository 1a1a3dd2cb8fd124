//! What there is to tell of a thing at the moment shown: all its state as a tree of facts, what the
//! last step changed of it, and why it is as it is. One file a kind of thing.
//!
//! While the run plays, only what is cheap is told.

mod about;
mod clock;
mod entry;
mod epochs;
mod event;
mod link;
mod message;
mod peer;
pub mod queue;
mod raised;
mod reasons;
mod request;
mod source;
mod timer;
pub mod tree;

use crate::lab::Lab;
use crate::subject::Subject;
use source::Source;
use trading_post::id::Party;
use tree::Tree;

/// All that there is to tell of a thing now. While the run stands still, with marks at what the last
/// step changed, and with reasons.
#[must_use]
pub fn inspect(lab: &mut Lab, subject: Subject) -> Tree {
    if !exists(subject, lab) {
        return Tree::nothing("There is no such thing in this run");
    }
    let mut tree = facts(lab, subject);
    // While it plays everything changes all the time: marks would only flicker.
    if lab.playing() {
        return tree;
    }
    if let Some(before) = before(lab, subject) {
        tree.mark_changes(&before);
    }
    explain(&mut tree, lab, subject);
    tree
}

/// Whether all peers that it names are in the run.
fn exists(subject: Subject, lab: &Lab) -> bool {
    let peers = lab.scenario().peers.len();
    let is_here = |party: Party| party.peer().is_none_or(|peer| peer.index() < peers);
    match subject {
        Subject::Link(from, to) => is_here(from) && is_here(to),
        Subject::Peer(_)
        | Subject::Message(_)
        | Subject::Event(_)
        | Subject::Timer(..)
        | Subject::Entry(_)
        | Subject::Request(_) => subject.peer().is_none_or(|peer| is_here(peer.into())),
    }
}

/// What was to be told of it before the last step. An event does not change.
fn before(lab: &mut Lab, subject: Subject) -> Option<Tree> {
    match subject {
        Subject::Event(_) => None,
        Subject::Peer(_)
        | Subject::Message(_)
        | Subject::Timer(..)
        | Subject::Entry(_)
        | Subject::Link(..)
        | Subject::Request(_) => lab.before_last_step(|lab| facts(lab, subject)),
    }
}

fn facts(lab: &Lab, subject: Subject) -> Tree {
    let source = Source::new(lab);
    match subject {
        Subject::Peer(peer) => peer::tree(peer, &source),
        Subject::Message(message) => message::tree(message, &source),
        Subject::Event(event) => event::tree(event, &source),
        Subject::Timer(peer, timer) => timer::tree(peer, timer, &source),
        Subject::Entry(place) => entry::tree(place, &source),
        Subject::Link(from, to) => link::tree(from, to, &source),
        Subject::Request(request) => request::tree(request, &source),
    }
}

/// Adds what takes longer to find out.
fn explain(tree: &mut Tree, lab: &Lab, subject: Subject) {
    let source = Source::new(lab);
    match subject {
        Subject::Peer(peer) => {
            if let Some(clock) = &mut tree.clock {
                raised::explain(clock, peer, &source);
            }
            tree.questions.extend(reasons::of_peer(peer, &source));
        }
        Subject::Message(message) => message::explain(tree, message, &source),
        Subject::Event(event) => event::explain(tree, event, &source),
        Subject::Link(from, to) => link::explain(tree, from, to, &source),
        Subject::Timer(..) | Subject::Entry(_) | Subject::Request(_) => {}
    }
}

#[cfg(test)]
mod tests;
