//! The part that an event has in the order of things.

use crate::id::{MessageId, Party};
use crate::world::{Event, What};

/// What part an event has in the order of things.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Part {
    /// It happens at this party, by itself.
    Local(Party),
    /// This peer crashes.
    Crash(Party),
    /// A message leaves this party.
    Sends { at: Party, to: Party, message: MessageId },
    /// A message arrives at this party.
    Arrives { at: Party, message: MessageId },
    /// A message is lost on its way.
    Lost(MessageId),
    /// A link makes a second one of a message.
    Doubled { message: MessageId, copy: MessageId },
    /// Something happens to the links, or to a message under way.
    OnLinks,
}

impl Part {
    pub(crate) const fn of(event: &Event) -> Self {
        let Some(at) = event.party else {
            return Self::OnLinks;
        };
        match event.what {
            What::Crash => Self::Crash(at),
            What::Start
            | What::Restart
            | What::Pause
            | What::Resume
            | What::Suspect
            | What::Timer(_)
            | What::Note(_) => Self::Local(at),
            What::Send { message, to, .. } => Self::Sends { at, to, message },
            What::Receive { message, .. }
            | What::Append { message, .. }
            | What::Refuse { message, .. }
            | What::Tear { message, .. } => Self::Arrives { at, message },
            What::Drop { message, .. } => Self::Lost(message),
            What::Duplicate { message, copy, .. } => Self::Doubled { message, copy },
            What::Disturb { .. }
            | What::Heal
            | What::HealSome
            | What::Touch { .. }
            | What::Align(_)
            | What::Spread(_) => Self::OnLinks,
        }
    }

    /// On whose lifeline it lies.
    pub(crate) const fn party(self) -> Option<Party> {
        match self {
            Self::Local(at)
            | Self::Crash(at)
            | Self::Sends { at, .. }
            | Self::Arrives { at, .. } => Some(at),
            Self::Lost(_) | Self::Doubled { .. } | Self::OnLinks => None,
        }
    }
}
