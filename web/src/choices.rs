//! What a person has chosen to see.

use crate::act::{Filter, Tab};
use trading_post::id::{MessageId, PeerId};

/// What a person has chosen to see. None of it changes the run.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Choices {
    /// The peer looked at.
    pub selected: Option<PeerId>,
    /// The message under way looked at.
    pub picked: Option<MessageId>,
    /// The panel in front.
    pub tab: Tab,
    /// Which events the log shows.
    pub filter: Filter,
    /// What they must contain.
    pub search: String,
    /// Whether the help is open.
    pub help: bool,
    /// Whether the page is in presentation mode.
    pub presenting: bool,
}
