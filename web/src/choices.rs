//! What a person has chosen to see.

use crate::act::{Filter, Tab, View};
use crate::draft::Draft;
use crate::measuring::Machines;
use crate::panels::checks::Wishes;
use crate::subject::Subject;
use std::collections::BTreeSet;
use std::rc::Rc;
use trading_post::id::{MessageId, Party, PeerId};
use trading_post::run::BranchId;

/// What a person has chosen to see. None of it changes the run.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Choices {
    /// What the page is for now.
    pub view: View,
    /// The peer that keys act upon.
    pub selected: Option<PeerId>,
    /// What the Inspector shows.
    pub subject: Option<Subject>,
    /// The event with which the one looked at is compared.
    pub second: Option<usize>,
    /// The branch with which the current one is compared.
    pub compared: Option<BranchId>,
    /// The panel in front.
    pub tab: Tab,
    /// Which events the log shows.
    pub filter: Filter,
    /// What they must contain.
    pub search: String,
    /// What lies over the page.
    pub dialog: Option<Dialog>,
    /// What stands in the form of the hunt.
    pub wishes: Wishes,
    /// On which machines the report's experiments are repeated.
    pub machines: Machines,
    /// What of Figures is shown as a table, by name.
    pub as_tables: BTreeSet<String>,
    /// What stands in the form of the scenario.
    pub draft: Rc<Draft>,
    /// Whether the page is in presentation mode.
    pub presenting: bool,
}

/// What can lie over the page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Dialog {
    /// The keys, the shapes, the colours.
    Help,
    /// All acts that are possible now.
    Palette,
    /// The link that makes this run again.
    Share,
    /// All tours.
    Tours,
    /// The link that opens the draft.
    ShareDraft,
}

impl Choices {
    /// The message looked at.
    #[must_use]
    pub const fn message(&self) -> Option<MessageId> {
        match self.subject {
            Some(Subject::Message(message)) => Some(message),
            _ => None,
        }
    }

    /// The link looked at.
    #[must_use]
    pub const fn link(&self) -> Option<(Party, Party)> {
        match self.subject {
            Some(Subject::Link(a, b)) => Some((a, b)),
            _ => None,
        }
    }

    /// The event looked at.
    #[must_use]
    pub const fn event(&self) -> Option<usize> {
        match self.subject {
            Some(Subject::Event(event)) => Some(event),
            _ => None,
        }
    }

    /// Looks at something, and at the peer that it belongs to.
    pub fn look_at(&mut self, subject: Subject) {
        self.selected = subject.peer().or(self.selected);
        self.subject = Some(subject);
        self.second = None;
    }

    /// Looks at no event any more.
    pub fn forget_events(&mut self) {
        if self.event().is_some() {
            self.subject = None;
        }
        self.second = None;
    }

    /// Looks at nothing in particular.
    pub fn look_away(&mut self) {
        (self.selected, self.subject, self.second) = (None, None, None);
    }
}
