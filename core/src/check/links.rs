//! I11: what links may do with a message.

use super::breach::{Broken, Verdict, broken};
use crate::id::{MessageId, Party};
use crate::time::Instant;
use crate::world::{Event, What};
use std::collections::BTreeMap;

/// Whether a peer takes part.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum State {
    Up,
    Paused,
    Down,
}

impl State {
    const fn text(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Paused => "paused",
            Self::Down => "down",
        }
    }
}

/// A message on its way.
#[derive(Clone, Copy, Debug)]
struct Letter {
    from: Party,
    to: Party,
    incarnation: u32,
    /// Its place among those on its link; a second one has that of the first.
    turn: MessageId,
    sent: u32,
    at: Instant,
}

/// What arrived last on a link: its turn, its send and its receive.
#[derive(Clone, Copy, Debug)]
struct Last {
    turn: MessageId,
    sent: u32,
    received: u32,
}

/// All links, and what is under way on them.
#[derive(Clone, Debug)]
pub(super) struct Links {
    /// Each peer's incarnation and state.
    peers: Vec<(u32, State)>,
    under_way: BTreeMap<MessageId, Letter>,
    /// For each link, what arrived last on it.
    last: Vec<Option<Last>>,
    reorders: bool,
    /// What was under way while links let messages overtake each other keeps no order.
    loose_below: MessageId,
    /// The number of the next message.
    next: MessageId,
}

impl Links {
    pub(super) fn new(peers: usize) -> Self {
        Self {
            peers: vec![(1, State::Up); peers],
            under_way: BTreeMap::new(),
            last: vec![None; (peers + 1) * (peers + 1)],
            reorders: false,
            loose_below: MessageId(0),
            next: MessageId(0),
        }
    }

    /// When the oldest message that is under way was sent.
    pub(super) fn oldest(&self) -> Option<Instant> {
        self.under_way.first_key_value().map(|(_, letter)| letter.at)
    }

    /// The event in which a message that is under way was sent.
    pub(super) fn sent(&self, message: MessageId) -> Option<u32> {
        self.under_way.get(&message).map(|letter| letter.sent)
    }

    /// I11: what is sent is received once, by whom it was meant for, or is lost once; and on a link
    /// that keeps order in the order in which it was sent.
    pub(super) fn take(&mut self, event: &Event, place: u32) -> Option<Verdict> {
        match event.what {
            What::Send { message, to, .. } => Some(self.send(event, place, message, to)),
            What::Duplicate { message, copy, to, .. } => Some(self.double(message, copy, to)),
            What::Receive { message, from, .. }
            | What::Append { message, from, .. }
            | What::Refuse { message, from, .. }
            | What::Tear { message, from, .. } => Some(self.receive(event, place, message, from)),
            What::Drop { message, from, .. } => {
                Some(self.end(event.party, message, from).map(drop))
            }
            What::Disturb { reorders } => self.disturb(reorders),
            What::Heal => self.heal(),
            What::Crash => self.turn(event, State::Down, 0),
            What::Pause => self.turn(event, State::Paused, 0),
            What::Resume => self.turn(event, State::Up, 0),
            What::Restart => self.turn(event, State::Up, 1),
            What::Start
            | What::Suspect
            | What::HealSome
            | What::Touch { .. }
            | What::Align(_)
            | What::Spread(_)
            | What::Timer(_)
            | What::Note(_) => None,
        }
    }

    fn turn(&mut self, event: &Event, state: State, incarnations: u32) -> Option<Verdict> {
        let (incarnation, known) = &mut self.peers[event.peer()?.index()];
        (*incarnation, *known) = (*incarnation + incarnations, state);
        None
    }

    const fn disturb(&mut self, reorders: bool) -> Option<Verdict> {
        self.reorders |= reorders;
        None
    }

    const fn heal(&mut self) -> Option<Verdict> {
        if self.reorders {
            self.loose_below = self.next;
        }
        self.reorders = false;
        None
    }

    fn incarnation(&self, party: Party) -> u32 {
        party.peer().map_or(1, |peer| self.peers[peer.index()].0)
    }

    fn send(&mut self, event: &Event, place: u32, message: MessageId, to: Party) -> Verdict {
        let Some(from) = event.party else {
            return broken(format!("Message {message} is sent by nobody"), []);
        };
        let incarnation = self.incarnation(to);
        let letter = Letter { from, to, incarnation, turn: message, sent: place, at: event.at };
        self.next = self.next.max(MessageId(message.0 + 1));
        match self.under_way.insert(message, letter) {
            Some(first) => broken(format!("Message {message} is sent twice"), [first.sent]),
            None => self.must_be_up(from, &format_args!("sends message {message}")),
        }
    }

    fn double(&mut self, message: MessageId, copy: MessageId, to: Party) -> Verdict {
        self.next = self.next.max(MessageId(copy.0 + 1));
        match self.under_way.get(&message) {
            Some(letter) if letter.to == to => {
                self.under_way.insert(copy, *letter);
                Ok(())
            }
            Some(letter) => {
                let why = format!("Message {message} is doubled, but was not sent to {to}");
                broken(why, [letter.sent])
            }
            None => broken(format!("Message {message} is doubled, but is not under way"), []),
        }
    }

    fn receive(&mut self, event: &Event, place: u32, message: MessageId, from: Party) -> Verdict {
        let letter = self.end(event.party, message, from)?;
        self.must_be_up(letter.to, &format_args!("receives message {message}"))?;
        let now = self.incarnation(letter.to);
        if (now, event.incarnation) != (letter.incarnation, letter.incarnation) {
            let why = format!(
                "Message {message} was sent to incarnation {} of {}, and reaches incarnation {now}",
                letter.incarnation, letter.to
            );
            return broken(why, [letter.sent]);
        }
        self.in_order(&letter, message, place)
    }

    /// What arrives was sent after what arrived before it on its link.
    fn in_order(&mut self, letter: &Letter, message: MessageId, place: u32) -> Verdict {
        let Letter { turn, sent, from, to, .. } = *letter;
        if self.reorders || turn < self.loose_below {
            return Ok(());
        }
        let link = self.index(from) * (self.peers.len() + 1) + self.index(to);
        let last = self.last[link].replace(Last { turn, sent, received: place });
        match last {
            Some(last) if last.turn > turn => broken(
                format!(
                    "Message {} from {from} to {to} has overtaken message {message}",
                    last.turn
                ),
                [sent, last.sent, last.received],
            ),
            Some(_) | None => Ok(()),
        }
    }

    fn index(&self, party: Party) -> usize {
        party.peer().map_or(self.peers.len(), |peer| peer.index())
    }

    fn must_be_up(&self, party: Party, doing: &std::fmt::Arguments<'_>) -> Verdict {
        match party.peer().map(|peer| (peer, self.peers[peer.index()].1)) {
            None | Some((_, State::Up)) => Ok(()),
            Some((peer, state)) => {
                broken(format!("Peer {peer} {doing}, but is {}", state.text()), [])
            }
        }
    }

    /// The message that is under way no longer.
    fn end(
        &mut self,
        at: Option<Party>,
        message: MessageId,
        from: Party,
    ) -> Result<Letter, Broken> {
        match self.under_way.remove(&message) {
            Some(letter) if (Some(letter.to), letter.from) == (at, from) => Ok(letter),
            Some(letter) => broken(
                format!("Message {message} was sent to {}, and ends elsewhere", letter.to),
                [letter.sent],
            ),
            None => broken(format!("Message {message} ends, but is not under way"), []),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::Invariant;
    use crate::check::tale::{Tale, checked};
    use crate::peer::message::Message::Ping;
    use crate::world::{Loss, What};

    #[track_caller]
    fn breaks(tale: &Tale, why: &str, proof: &[usize]) {
        checked(tale).breaks(Invariant::Links, why, proof);
    }

    #[test]
    fn a_message_that_overtakes_another_breaks_i11() {
        let tale = Tale::new().send(0, 1, 7, Ping).send(0, 1, 8, Ping);
        let tale = tale.receive(0, 1, 8, Ping).receive(0, 1, 7, Ping);
        breaks(&tale, "Message 8 from peer 0 to peer 1 has overtaken message 7", &[0, 1, 2, 3]);
    }

    #[test]
    fn a_link_that_lets_messages_overtake_breaks_nothing() {
        let tale = Tale::new().send(0, 1, 7, Ping).on_links(What::Disturb { reorders: true });
        let tale = tale.send(0, 1, 8, Ping).on_links(What::Heal).send(0, 1, 9, Ping);
        let tale = tale.receive(0, 1, 9, Ping).receive(0, 1, 8, Ping).receive(0, 1, 7, Ping);
        checked(&tale).keeps(Invariant::Links);
    }

    #[test]
    fn what_links_carry_in_order_breaks_nothing() {
        let tale = Tale::new().send(0, 1, 7, Ping).send(0, 1, 8, Ping).send(1, 0, 9, Ping);
        let tale = tale.receive(1, 0, 9, Ping).receive(0, 1, 7, Ping).lose(0, 1, 8, Loss::Cut);
        checked(&tale).keeps(Invariant::Links);
    }

    #[test]
    fn a_message_received_twice_breaks_i11() {
        let tale = Tale::new().send(0, 1, 7, Ping).receive(0, 1, 7, Ping).receive(0, 1, 7, Ping);
        breaks(&tale, "Message 7 ends, but is not under way", &[2]);
    }

    #[test]
    fn a_message_that_reaches_another_breaks_i11() {
        let tale = Tale::new().send(0, 1, 7, Ping).receive(0, 2, 7, Ping);
        breaks(&tale, "Message 7 was sent to peer 1, and ends elsewhere", &[0, 1]);
    }

    #[test]
    fn a_message_that_reaches_a_crashed_peer_breaks_i11() {
        let tale = Tale::new().send(0, 1, 7, Ping).at(1, What::Crash).receive(0, 1, 7, Ping);
        breaks(&tale, "Peer 1 receives message 7, but is down", &[2]);
    }

    #[test]
    fn a_message_that_reaches_a_later_incarnation_breaks_i11() {
        let tale = Tale::new().send(0, 1, 7, Ping).at(1, What::Crash).at(1, What::Restart);
        let tale = tale.receive(0, 1, 7, Ping);
        let why = "Message 7 was sent to incarnation 1 of peer 1, and reaches incarnation 2";
        breaks(&tale, why, &[0, 3]);
    }
}
