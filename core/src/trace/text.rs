//! The sentence of an event, as the log and the page show it.

use crate::id::{Party, PeerId, RequestId};
use crate::market::goods::{ItemId, Money};
use crate::market::ledger::Entry;
use crate::market::order::Decision;
use crate::peer::io::{Note, Timer};
use crate::peer::message::{Ballot, Message, Registration};
use crate::peer::rules::Algorithm;
use crate::scenario::{Scenario, Touch};
use crate::time::Instant;
use crate::world::{Brief, Event, Loss, What};

/// What happened, in one sentence without a full stop, names taken from the run's scenario.
#[must_use]
pub fn sentence(event: &Event, scenario: &Scenario) -> String {
    let who = match event.party {
        Some(Party::Peer(peer)) => format!("Peer {peer}"),
        Some(Party::Ledger) => "The ledger".to_owned(),
        None => "The network".to_owned(),
    };
    let words = Words { scenario };
    match &event.what {
        What::Start => format!("{who} starts"),
        What::Crash => format!("{who} crashes"),
        What::Restart => format!("{who} restarts, as incarnation {}", event.incarnation),
        What::Pause => format!("{who} is paused"),
        What::Resume => format!("{who} goes on"),
        What::Suspect => format!("{who} is made to suspect its trader"),
        What::Disturb { .. } => "Some links misbehave from now on".to_owned(),
        What::Heal => "All links behave again".to_owned(),
        What::HealSome => "Some links behave again".to_owned(),
        What::Touch { message, from, to, name, touch } => {
            touched(&format!("{name} from {from} to {to} (message {message})"), *touch)
        }
        What::Align(timer) => {
            format!("All waits for {} end together from now on", timer.text())
        }
        What::Spread(timer) => format!("All waits for {} end one by one", timer.text()),
        What::Send { to, brief, .. } => words.send(&who, *to, brief),
        What::Receive { from, brief, .. } => words.receive(&who, *from, brief),
        What::Drop { from, brief, loss, .. } => words.drop(&who, *from, brief, *loss),
        What::Duplicate { to, brief, .. } => {
            format!("The link to {to} makes a second {} of {}'s", brief.name(), lower_first(&who))
        }
        What::Append { position, entry, .. } => {
            format!("{who} takes entry {position}: {}", words.entry(entry))
        }
        What::Refuse { from, epoch, .. } => {
            format!("{who} writes nothing for {from}: it stands at epoch {epoch}")
        }
        What::Tear { from, .. } => {
            format!("{who} breaks off in the middle of a record of {from}: it counts for nothing")
        }
        What::Timer(timer) => words.timer(&who, *timer),
        What::Note(note) => words.note(&who, note),
    }
}

/// What an entry of the ledger says, in a few words.
#[must_use]
pub fn entry_text(entry: &Entry, scenario: &Scenario) -> String {
    Words { scenario }.entry(entry)
}

/// The kind of an event, one word, as in trace lines.
#[must_use]
pub const fn kind(what: &What) -> &'static str {
    match what {
        What::Start => "start",
        What::Crash => "crash",
        What::Restart => "restart",
        What::Pause => "pause",
        What::Resume => "resume",
        What::Suspect => "suspect",
        What::Disturb { .. } => "disturb",
        What::Heal | What::HealSome => "heal",
        What::Touch { touch, .. } => touch.name(),
        What::Align(_) => "align",
        What::Spread(_) => "spread",
        What::Send { .. } => "send",
        What::Receive { .. } => "receive",
        What::Drop { .. } => "drop",
        What::Duplicate { .. } => "duplicate",
        What::Append { .. } => "append",
        What::Refuse { .. } => "refuse",
        What::Tear { .. } => "tear",
        What::Timer(_) => "timer",
        What::Note(_) => "local",
    }
}

struct Words<'a> {
    scenario: &'a Scenario,
}

impl Words<'_> {
    fn item(&self, item: ItemId) -> &str {
        self.scenario.item_name(item)
    }

    /// Whether who asks collects the answers, and does not stand down at the first.
    fn collects(&self) -> bool {
        self.scenario.election == Algorithm::ModifiedBully
    }

    fn send(&self, who: &str, to: Party, brief: &Brief) -> String {
        match brief {
            Brief::Message(message) => self.say(who, to, message),
            Brief::Read => format!("{who} asks the ledger for all it holds"),
            Brief::Append(entry) => format!("{who} writes to the ledger: {}", self.entry(entry)),
            Brief::Contents { entries } => format!("{who} tells {to} its {entries} entries"),
            Brief::Appended { position } => {
                format!("{who} tells {to} that entry {position} is durable")
            }
            Brief::Refused { .. } => format!("{who} tells {to} that nothing was written"),
        }
    }

    fn say(&self, who: &str, to: Party, message: &Message) -> String {
        match message {
            Message::Ping => format!("{who} asks {to}: are you there?"),
            Message::Pong { leads: true } => format!("{who} answers {to}: I am, and I lead"),
            Message::Pong { leads: false } => {
                format!("{who} answers {to}: I am, but I do not lead")
            }
            Message::Heartbeat => format!("{who} tells {to} that it is alive"),
            Message::Ballot(Ballot::Election) => format!("{who} sends ELECTION to {to}"),
            Message::Ballot(Ballot::Ok) if self.collects() => format!("{who} answers {to}: OK"),
            Message::Ballot(Ballot::Ok) => format!("{who} answers {to}: OK, stand down"),
            Message::Ballot(Ballot::Coordinator) => format!("{who} tells {to}: I lead"),
            Message::Ballot(Ballot::Next) => format!("{who} asks {to} whether it is there"),
            Message::Ballot(Ballot::Grant) => format!("{who} grants {to} the lead"),
            Message::Ballot(Ballot::Candidate(candidate)) => {
                format!("{who} passes number {candidate} on to {to}")
            }
            Message::Ballot(Ballot::Taken) => format!("{who} tells {to} that it has the number"),
            Message::Ballot(Ballot::RequestVote(term)) => {
                format!("{who} asks {to} for its vote in term {term}")
            }
            Message::Ballot(Ballot::Vote(term)) => format!("{who} votes for {to} in term {term}"),
            Message::Ballot(Ballot::Leads(term)) => {
                format!("{who} tells {to}: I lead in term {term}")
            }
            Message::Register(Registration { item, quantity, price, .. }) => {
                format!("{who} registers {quantity} {} at {price} with {to}", self.item(*item))
            }
            Message::Registered { .. } => format!("{who} tells {to} that its lot is on offer"),
            Message::Buy { request, item } => {
                format!("{who} asks {to} for {} (request {request})", self.item(*item))
            }
            Message::Sold { request, item, price, .. } => {
                format!("{who} grants request {request}: {} for {price}", self.item(*item))
            }
            Message::NoSeller { request, item } => {
                format!("{who} answers request {request}: nobody offers {}", self.item(*item))
            }
            Message::Notice(notice) => format!(
                "{who} tells {to} that a {} of its own is sold (sale {})",
                self.item(notice.item),
                notice.sale
            ),
            Message::Noted { sale } => format!("{who} acknowledges sale {sale}"),
        }
    }

    fn receive(&self, who: &str, from: Party, brief: &Brief) -> String {
        match brief {
            Brief::Message(message) => self.hear(who, from, message),
            Brief::Read => format!("{who} is read by {from}"),
            Brief::Append(_) => format!("{who} is asked to append by {from}"),
            Brief::Contents { entries } => format!("{who} has read the ledger's {entries} entries"),
            Brief::Appended { position } => {
                format!("{who} learns that entry {position} is durable")
            }
            Brief::Refused { epoch } => {
                format!("{who} learns that nothing was written: epoch {epoch} is open")
            }
        }
    }

    fn hear(&self, who: &str, from: Party, message: &Message) -> String {
        match message {
            Message::Sold { request, item, price, seller, .. } => format!(
                "{who} gets its {} from peer {seller} for {price} (request {request})",
                self.item(*item)
            ),
            Message::NoSeller { request, item } => {
                format!("{who} is told that nobody offers {} (request {request})", self.item(*item))
            }
            Message::Notice(notice) => format!(
                "{who} learns that a {} of its own is sold, and earns {} (sale {})",
                self.item(notice.item),
                notice.share,
                notice.sale
            ),
            Message::Buy { request, item } => {
                format!("{who} receives BUY from {from}: {} (request {request})", self.item(*item))
            }
            Message::Register(lot) => format!(
                "{who} receives REGISTER from {from}: {} {} at {}",
                lot.quantity,
                self.item(lot.item),
                lot.price
            ),
            Message::Pong { leads: true } => format!("{who} hears that trader {} is OK", of(from)),
            // Whether it stands down, the rule says that the event applied: one that comes late or again
            // changes nothing.
            Message::Ballot(Ballot::Ok) => {
                format!("{who} receives OK from {from}: a higher peer is there")
            }
            Message::Ballot(Ballot::Coordinator) => {
                format!("{who} receives COORDINATOR from {from}")
            }
            Message::Ballot(Ballot::Grant) => {
                format!("{who} receives GRANT from {from}: no higher peer has answered it")
            }
            Message::Ballot(Ballot::Candidate(candidate)) => {
                format!("{who} receives number {candidate} from {from}")
            }
            Message::Ballot(Ballot::RequestVote(term)) => {
                format!("{who} is asked by {from} for its vote in term {term}")
            }
            Message::Ballot(Ballot::Vote(term)) => {
                format!("{who} receives the VOTE of {from} in term {term}")
            }
            Message::Ballot(Ballot::Leads(term)) => {
                format!("{who} receives COORDINATOR from {from}, of term {term}")
            }
            Message::Ping
            | Message::Pong { leads: false }
            | Message::Heartbeat
            | Message::Ballot(Ballot::Election | Ballot::Next | Ballot::Taken)
            | Message::Registered { .. }
            | Message::Noted { .. } => format!("{who} receives {} from {from}", message.name()),
        }
    }

    fn drop(&self, who: &str, from: Party, brief: &Brief, loss: Loss) -> String {
        let why = match loss {
            Loss::Cut => "the link is cut".to_owned(),
            Loss::Chance => "the link loses it".to_owned(),
            Loss::Down => format!("{} is down, or was", lower_first(who)),
            Loss::Taken => "a user took it away".to_owned(),
        };
        format!("{} from {from} never reaches {}: {why}", brief.name(), lower_first(who))
    }

    fn entry(&self, entry: &Entry) -> String {
        match *entry {
            Entry::Epoch { epoch, trader } => format!("epoch {epoch} begins, peer {trader} trades"),
            Entry::Offer { seller, item, quantity, price, .. } => {
                format!("peer {seller} offers {quantity} {} at {price}", self.item(item))
            }
            Entry::Sale { request, item, price, seller, .. } => {
                self.sale(request, item, price, seller)
            }
            Entry::NoSeller { request, item } => {
                format!("request {request} finds no {}", self.item(item))
            }
        }
    }

    fn sale(&self, request: RequestId, item: ItemId, price: Money, seller: PeerId) -> String {
        let item = self.item(item);
        format!(
            "{item} from peer {seller} to peer {} for {price} (request {request})",
            request.buyer
        )
    }

    fn timer(&self, who: &str, timer: Timer) -> String {
        match timer {
            Timer::Think => format!("{who} has thought: it wants to buy"),
            Timer::Answer => format!("{who} has waited too long for an answer"),
            Timer::Check => format!("{who} makes its regular check of who leads"),
            Timer::Pong => format!("{who} hears nothing from its trader"),
            Timer::Beat => format!("{who} gives a sign of life"),
            Timer::Silence => format!("{who} has heard no sign of life from its trader"),
            Timer::Election => format!("{who} has waited long enough in the election"),
            Timer::Serve => format!("{who} has served the request"),
            Timer::Write => format!("{who} writes what it has answered"),
            Timer::Ledger => format!("{who} hears nothing from the ledger"),
            Timer::Notice(seller) => format!("{who} hears nothing from seller {seller}"),
        }
    }

    fn note(&self, who: &str, note: &Note) -> String {
        match *note {
            Note::Suspects { trader } => format!("{who} suspects trader {trader}"),
            Note::Holds => format!("{who} holds an election"),
            Note::Leads => format!("{who} has won: it leads"),
            Note::Follows { trader } => format!("{who} follows peer {trader}"),
            Note::Opens { epoch, entries, .. } => {
                format!("{who} opens epoch {epoch} with {entries} entries read, and trades")
            }
            Note::StepsDown { epoch } => format!("{who} steps down from epoch {epoch}"),
            Note::Queues { request, place, beside } => queues(request, place, beside),
            Note::Serves { request } => format!("{who} serves request {request}"),
            Note::Restocks { item, quantity } => {
                format!("{who} is sold out and brings {quantity} {}", self.item(item))
            }
            Note::Wishes { item } => format!("{who} wants {} instead", self.item(item)),
            Note::Spends { sale, price } => format!("{who} books {price} as spent (sale {sale})"),
            Note::Earns { sale, share } => format!("{who} books {share} as earned (sale {sale})"),
            Note::Settles => {
                format!("{who} finds its own open trade in the ledger, and settles it")
            }
            Note::Ignores { name } => format!("{who} ignores that {name}: it is late or doubled"),
        }
    }
}

fn touched(message: &str, touch: Touch) -> String {
    match touch {
        Touch::Deliver => format!("{message} arrives at once"),
        Touch::Drop => format!("{message} is taken away"),
        Touch::Duplicate => format!("{message} is doubled"),
        Touch::Hold => format!("{message} is held"),
        Touch::Release => format!("{message} goes on"),
        Touch::Postpone { until_us } => {
            format!("{message} arrives only at {} s", Instant(until_us))
        }
    }
}

fn queues(request: RequestId, place: u16, beside: Option<(RequestId, Decision)>) -> String {
    let Some((other, decision)) = beside else {
        return format!("Request {request} is alone in the queue");
    };
    let side = if place == 0 { "before" } else { "behind" };
    let why = match decision {
        Decision::Causality => "one could know of the other, and causality decides",
        Decision::TieBreak => "the two are concurrent, so only the tie-break decides",
        Decision::AgainstCausality => "against causality",
    };
    format!("Request {request} goes {side} {other}: {why}")
}

fn of(party: Party) -> String {
    party.peer().map_or_else(|| party.to_string(), |peer| peer.to_string())
}

fn lower_first(who: &str) -> String {
    let mut letters = who.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}
