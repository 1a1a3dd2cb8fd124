//! What is recorded of a run: one small event for everything that happens.
//!
//! An event holds no clock and no text: both are worked out when somebody asks (see
//! [`crate::trace`]). It takes at most 96 bytes, so that a million fit into memory.

use crate::id::{Epoch, MessageId, Party, PeerId};
use crate::log::Log;
use crate::market::ledger::{Entry, Op, Reply};
use crate::peer::io::{Note, Timer};
use crate::peer::message::Message;
use crate::scenario::Touch;
use crate::time::Instant;

/// Something that happened.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Event {
    /// When.
    pub at: Instant,
    /// To whom; to none for what happens to the links.
    pub party: Option<Party>,
    /// The peer's incarnation, from 1; the ledger's is always 1.
    pub incarnation: u32,
    /// What.
    pub what: What,
}

/// All events of a run, in the order in which they happened.
pub type Trace = Log<Event, 256>;

const _: () = assert!(size_of::<Event>() <= 96, "a million events must fit into memory");

/// What happened.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum What {
    /// The peer starts.
    Start,
    /// The peer stops, and forgets all but its notebook.
    Crash,
    /// The peer starts again, as the next incarnation.
    Restart,
    /// The peer stops taking part, and forgets nothing.
    Pause,
    /// The peer takes part again.
    Resume,
    /// A user makes the peer suspect its trader.
    Suspect,
    /// Some links misbehave from now on.
    Disturb {
        /// Whether they let messages overtake each other.
        reorders: bool,
    },
    /// All links behave again.
    Heal,
    /// Some links behave again.
    HealSome,
    /// A user touches a message, which stays under way: it is held, released or postponed.
    Touch {
        /// Which.
        message: MessageId,
        /// Its sender.
        from: Party,
        /// Its receiver.
        to: Party,
        /// Its name.
        name: &'static str,
        /// What is done to it.
        touch: Touch,
    },
    /// A user lets all timers of this kind run out together.
    Align(Timer),
    /// A user lets all timers of this kind run out one after another.
    Spread(Timer),
    /// A message leaves.
    Send {
        /// Which.
        message: MessageId,
        /// For whom.
        to: Party,
        /// The sum of the clock that it carries, in 32 bits: what the record keeps of it, to be held
        /// against clocks worked out. 0 if it carries none.
        stamp: u32,
        /// What it says.
        brief: Brief,
    },
    /// A message arrives.
    Receive {
        /// Which.
        message: MessageId,
        /// From whom.
        from: Party,
        /// What it says.
        brief: Brief,
    },
    /// A message is lost on its way to this party.
    Drop {
        /// Which.
        message: MessageId,
        /// From whom.
        from: Party,
        /// What it said.
        brief: Brief,
        /// Why.
        loss: Loss,
    },
    /// The link makes a second one of a message that this party has sent.
    Duplicate {
        /// The message.
        message: MessageId,
        /// The number of the second one.
        copy: MessageId,
        /// For whom.
        to: Party,
        /// What it says.
        brief: Brief,
    },
    /// The ledger takes a record.
    Append {
        /// The message that asked for it.
        message: MessageId,
        /// Whose.
        from: Party,
        /// Its place.
        position: u32,
        /// What was carved.
        entry: Entry,
    },
    /// The ledger refuses a record.
    Refuse {
        /// The message that asked for it.
        message: MessageId,
        /// Whose.
        from: Party,
        /// What was not carved.
        entry: Entry,
        /// The ledger's epoch.
        epoch: Epoch,
    },
    /// The ledger breaks off in the middle of a record: nothing is carved.
    Tear {
        /// The message that asked for it.
        message: MessageId,
        /// Whose.
        from: Party,
        /// What was not carved.
        entry: Entry,
    },
    /// A timer runs out.
    Timer(Timer),
    /// The peer did something by itself.
    Note(Note),
}

/// Why a message was lost.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Loss {
    /// The link is cut.
    Cut,
    /// The link loses some.
    Chance,
    /// The receiver was down, or has restarted since it was sent.
    Down,
    /// A user took it away.
    Taken,
}

impl Loss {
    /// Why, in a few words.
    #[must_use]
    pub const fn reason(self) -> &'static str {
        match self {
            Self::Cut => "its link was cut",
            Self::Chance => "its link loses some",
            Self::Down => "its receiver is down",
            Self::Taken => "a user took it away",
        }
    }
}

/// What a message says, short enough for an event.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Brief {
    /// A message between peers.
    Message(Message),
    /// To the ledger: tell me everything.
    Read,
    /// To the ledger: append this.
    Append(Entry),
    /// From the ledger: all it holds.
    Contents {
        /// How many records.
        entries: u32,
    },
    /// From the ledger: it is durable.
    Appended {
        /// Its place.
        position: u32,
    },
    /// From the ledger: it was refused.
    Refused {
        /// The ledger's epoch.
        epoch: Epoch,
    },
}

impl Brief {
    /// Its name, as traces and the page write it.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Message(message) => message.name(),
            Self::Read => "READ",
            Self::Append(_) => "APPEND",
            Self::Contents { .. } => "CONTENTS",
            Self::Appended { .. } => "APPENDED",
            Self::Refused { .. } => "REFUSED",
        }
    }

    pub(super) const fn of_op(op: &Op) -> Self {
        match op {
            Op::Read { .. } => Self::Read,
            Op::Append { record, .. } => Self::Append(record.entry),
        }
    }

    pub(super) fn of_reply(reply: &Reply) -> Self {
        match reply {
            Reply::Contents { records, .. } => {
                Self::Contents { entries: u32::try_from(records.len()).unwrap_or(u32::MAX) }
            }
            Reply::Appended { position, .. } => Self::Appended { position: *position },
            Reply::Refused { epoch, .. } => Self::Refused { epoch: *epoch },
        }
    }
}

impl Event {
    /// The message that it tells of, if it tells of one; of a doubled message, the second one.
    #[must_use]
    pub const fn message(&self) -> Option<MessageId> {
        match self.what {
            What::Send { message, .. }
            | What::Receive { message, .. }
            | What::Drop { message, .. }
            | What::Append { message, .. }
            | What::Refuse { message, .. }
            | What::Tear { message, .. }
            | What::Touch { message, .. } => Some(message),
            What::Duplicate { copy, .. } => Some(copy),
            What::Start
            | What::Crash
            | What::Restart
            | What::Pause
            | What::Resume
            | What::Suspect
            | What::Disturb { .. }
            | What::Heal
            | What::HealSome
            | What::Align(_)
            | What::Spread(_)
            | What::Timer(_)
            | What::Note(_) => None,
        }
    }

    /// The peer to which it happened, unless that was the ledger or a link.
    #[must_use]
    pub fn peer(&self) -> Option<PeerId> {
        self.party.and_then(Party::peer)
    }
}
