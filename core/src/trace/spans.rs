//! What lasts: elections, and requests from the question to the answer.

use crate::id::{Epoch, PeerId, RequestId, SaleId};
use crate::market::goods::ItemId;
use crate::peer::io::{Note, Timer};
use crate::peer::message::Message;
use crate::world::{Brief, Event, What};
use std::ops::Range;

/// Something that lasted for a while, or still does.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Span<T> {
    /// The event with which it begins.
    pub from: usize,
    /// The event with which it ends; none while it goes on.
    pub to: Option<usize>,
    /// What it is.
    pub what: T,
}

/// An election: from the first doubt to a trader that trades.
///
/// It begins when a peer suspects its trader, holds an election, or wins one, and none is under
/// way. Whoever does so meanwhile takes part in the same one: peers notice a trader's death one by
/// one, and a candidate's death leads to another candidacy.
///
/// It ends when a winner opens its epoch. Where nobody wins it ends when nobody seeks a trader any
/// more, for all who did follow one or are down, and there is one. A winner that cannot reach the ledger opens nothing:
/// its election ends when the ledger was silent for it and nobody seeks a trader any more. If it
/// opens its epoch after all, the election has lasted until then. A second winner that has not
/// opened its epoch when the first does so goes on with an election of its own, which began with
/// its victory.
///
/// A trader that holds an election only because it is asked, and leads on, begins none.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Election {
    /// Who held it, in the order in which they began.
    pub holders: Vec<PeerId>,
    /// Who leads after it, or has won so far.
    pub leader: Option<PeerId>,
    /// The epoch with which it ended, if a new one did.
    pub epoch: Option<Epoch>,
}

/// A request: from the first time that it is sent to the event in which the buyer learns what became
/// of it, by the answer, or from the ledger if it has become trader itself. Repetitions belong to it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Request {
    /// Which.
    pub request: RequestId,
    /// What is wanted.
    pub item: ItemId,
    /// The sale, if the answer is one; it is not looked up where the buyer read it in the ledger.
    pub sale: Option<SaleId>,
}

/// The elections and the requests of a trace, each by its beginning.
#[derive(Clone, Debug)]
pub struct Spans {
    taken: usize,
    seats: Vec<Seat>,
    election: Option<usize>,
    elections: Shelf<Election>,
    /// For each peer, its last request that has no answer.
    asked: Vec<Option<usize>>,
    requests: Shelf<Request>,
}

/// What a peer is in elections.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Seat {
    /// It follows somebody, or nobody.
    Calm,
    /// It seeks a trader.
    Seeks,
    /// It won at this event, and has not opened its epoch.
    Won(usize),
    /// The same, and the ledger has been silent.
    Unheard(usize),
    /// Its epoch is open.
    Trades,
}

impl Seat {
    const fn leads(self) -> bool {
        match self {
            Self::Won(_) | Self::Unheard(_) | Self::Trades => true,
            Self::Calm | Self::Seeks => false,
        }
    }

    /// The victory that has not led to an epoch yet.
    const fn victory(self) -> Option<usize> {
        match self {
            Self::Won(event) | Self::Unheard(event) => Some(event),
            Self::Calm | Self::Seeks | Self::Trades => None,
        }
    }
}

impl Spans {
    /// The spans of an empty trace, of a run of `peers` peers.
    #[must_use]
    pub fn new(peers: usize) -> Self {
        Self {
            taken: 0,
            seats: vec![Seat::Calm; peers],
            election: None,
            elections: Shelf::default(),
            asked: vec![None; peers],
            requests: Shelf::default(),
        }
    }

    /// Takes the next event of the trace.
    ///
    /// # Panics
    /// If it happened to a peer that the run does not have.
    pub fn take(&mut self, event: &Event) {
        let place = self.taken;
        self.taken += 1;
        let Some(peer) = event.peer() else {
            return;
        };
        match event.what {
            What::Crash => self.settles(peer, None, place),
            What::Note(note) => self.notes(peer, note, place),
            What::Timer(Timer::Ledger) => self.misses_ledger(peer, place),
            What::Send { brief: Brief::Message(message), .. } => self.asks(peer, message, place),
            What::Receive { brief: Brief::Message(message), .. } => {
                self.hears(peer, message, place);
            }
            What::Start
            | What::Restart
            | What::Pause
            | What::Resume
            | What::Suspect
            | What::Disturb { .. }
            | What::Heal
            | What::HealSome
            | What::Touch { .. }
            | What::Align(_)
            | What::Spread(_)
            | What::Send { .. }
            | What::Receive { .. }
            | What::Drop { .. }
            | What::Duplicate { .. }
            | What::Append { .. }
            | What::Refuse { .. }
            | What::Tear { .. }
            | What::Timer(_) => {}
        }
    }

    fn notes(&mut self, peer: PeerId, note: Note, place: usize) {
        match note {
            Note::Suspects { .. } => self.seeks(peer, false, place),
            Note::Holds => self.seeks(peer, true, place),
            Note::Leads => self.wins(peer, place),
            Note::Follows { trader } => self.settles(peer, Some(trader), place),
            Note::Opens { epoch, .. } => self.opens(peer, epoch, place),
            Note::StepsDown { .. } => self.seats[peer.index()] = Seat::Calm,
            Note::Settles => self.answered(peer, None, place),
            Note::Queues { .. }
            | Note::Serves { .. }
            | Note::Restocks { .. }
            | Note::Wishes { .. }
            | Note::Spends { .. }
            | Note::Earns { .. }
            | Note::Ignores { .. } => {}
        }
    }

    fn seeks(&mut self, peer: PeerId, holds: bool, place: usize) {
        if self.seats[peer.index()].leads() {
            return;
        }
        self.seats[peer.index()] = Seat::Seeks;
        let election = self.current(place);
        if holds && !election.holders.contains(&peer) {
            election.holders.push(peer);
        }
    }

    fn wins(&mut self, peer: PeerId, place: usize) {
        self.seats[peer.index()] = Seat::Won(place);
        self.current(place).leader = Some(peer);
    }

    /// The election that is under way; one that begins now, if none is.
    fn current(&mut self, place: usize) -> &mut Election {
        let current = match self.election {
            Some(current) => current,
            None => self.elections.add(place, Election::default()),
        };
        self.election = Some(current);
        &mut self.elections.spans[current].what
    }

    /// It seeks no trader any more, for it has one, or is down.
    fn settles(&mut self, peer: PeerId, trader: Option<PeerId>, place: usize) {
        self.seats[peer.index()] = Seat::Calm;
        if let Some(current) = self.election
            && !self.seats.contains(&Seat::Seeks)
            && self.last_winner_of(current).is_none()
            && self.seats.iter().any(|seat| seat.leads())
        {
            self.end(current, trader, None, place);
        }
    }

    /// Who won last in an election, and when, of those that have not opened their epoch.
    fn last_winner_of(&self, election: usize) -> Option<(usize, PeerId)> {
        let from = self.elections.spans[election].from;
        let victories = self.seats.iter().map(|seat| seat.victory());
        let winners = victories.zip(PeerId::all(self.seats.len()));
        winners
            .filter_map(|(victory, peer)| Some((victory?, peer)))
            .max()
            .filter(|(v, _)| from <= *v)
    }

    fn end(&mut self, election: usize, leader: Option<PeerId>, epoch: Option<Epoch>, place: usize) {
        self.elections.end(election, place, |election| {
            election.leader = leader.or(election.leader);
            election.epoch = epoch;
        });
        self.election = self.election.filter(|current| *current != election);
    }

    fn opens(&mut self, peer: PeerId, epoch: Epoch, place: usize) {
        let seat = &mut self.seats[peer.index()];
        let Some(victory) = std::mem::replace(seat, Seat::Trades).victory() else {
            return;
        };
        let of = self.elections.spans.partition_point(|span| span.from <= victory);
        let Some(election) = of.checked_sub(1) else { return };
        let under_way = self.election == Some(election);
        if !under_way && self.elections.spans[election].what.leader != Some(peer) {
            return; // Another winner's epoch has ended it.
        }
        self.end(election, Some(peer), Some(epoch), place);
        if under_way {
            self.go_on_after(election);
        }
    }

    /// An epoch is open. Whoever still seeks a trader will hear of it, or hold an election anew.
    fn go_on_after(&mut self, election: usize) {
        let seeking = self.seats.iter_mut().filter(|seat| **seat == Seat::Seeks);
        seeking.for_each(|seat| *seat = Seat::Calm);
        if let Some((victory, second)) = self.last_winner_of(election) {
            self.current(victory).leader = Some(second);
        }
    }

    fn misses_ledger(&mut self, peer: PeerId, place: usize) {
        let seat = &mut self.seats[peer.index()];
        if let Seat::Won(victory) = *seat {
            *seat = Seat::Unheard(victory);
        }
        let awaited = |seat: &Seat| matches!(seat, Seat::Seeks | Seat::Won(_));
        if let Some(current) = self.election
            && self.last_winner_of(current).is_some_and(|(_, winner)| winner == peer)
            && !self.seats.iter().any(awaited)
        {
            self.end(current, Some(peer), None, place);
        }
    }

    fn asks(&mut self, buyer: PeerId, message: Message, place: usize) {
        let Message::Buy { request, item } = message else {
            return;
        };
        if self.open_request(buyer) != Some(request) {
            let span = self.requests.add(place, Request { request, item, sale: None });
            self.asked[buyer.index()] = Some(span);
        }
    }

    fn open_request(&self, buyer: PeerId) -> Option<RequestId> {
        self.asked[buyer.index()].map(|span| self.requests.spans[span].what.request)
    }

    fn hears(&mut self, peer: PeerId, message: Message, place: usize) {
        let (request, sale) = match message {
            Message::Sold { request, sale, .. } => (request, Some(sale)),
            Message::NoSeller { request, .. } => (request, None),
            Message::Ping
            | Message::Pong { .. }
            | Message::Heartbeat
            | Message::Ballot(_)
            | Message::Register(_)
            | Message::Registered { .. }
            | Message::Buy { .. }
            | Message::Notice(_)
            | Message::Noted { .. } => return,
        };
        if self.open_request(peer) == Some(request) {
            self.answered(peer, sale, place);
        }
    }

    fn answered(&mut self, buyer: PeerId, sale: Option<SaleId>, place: usize) {
        if let Some(span) = self.asked[buyer.index()].take() {
            self.requests.end(span, place, |request| request.sale = sale);
        }
    }

    /// All elections, by their beginning.
    #[must_use]
    pub fn elections(&self) -> &[Span<Election>] {
        &self.elections.spans
    }

    /// The elections of which some part lies among these events, by their beginning.
    pub fn elections_in(&self, events: Range<usize>) -> impl Iterator<Item = &Span<Election>> {
        self.elections.among(events)
    }

    /// All requests, by their beginning.
    #[must_use]
    pub fn requests(&self) -> &[Span<Request>] {
        &self.requests.spans
    }

    /// The requests of which some part lies among these events, by their beginning.
    pub fn requests_in(&self, events: Range<usize>) -> impl Iterator<Item = &Span<Request>> {
        self.requests.among(events)
    }
}

/// Spans by their beginning. Most end soon, a few last long: so that the long ones are found
/// without asking all, each block of spans knows how far its longest reaches.
#[derive(Clone, Debug)]
struct Shelf<T> {
    spans: Vec<Span<T>>,
    /// For each block, its greatest end; without bound while one of its spans has none.
    reach: Vec<usize>,
}

const BLOCK: usize = 64;

impl<T> Default for Shelf<T> {
    fn default() -> Self {
        Self { spans: Vec::new(), reach: Vec::new() }
    }
}

impl<T> Shelf<T> {
    /// Adds a span that begins now, or at least no earlier than all others. Gives its place.
    fn add(&mut self, from: usize, what: T) -> usize {
        let place = self.spans.len();
        self.spans.push(Span { from, to: None, what });
        self.reach.resize(place / BLOCK + 1, 0);
        self.measure(place / BLOCK);
        place
    }

    fn end(&mut self, place: usize, to: usize, change: impl FnOnce(&mut T)) {
        let span = &mut self.spans[place];
        span.to = Some(to);
        change(&mut span.what);
        self.measure(place / BLOCK);
    }

    fn measure(&mut self, block: usize) {
        let spans = self.spans.iter().skip(block * BLOCK).take(BLOCK);
        self.reach[block] = spans.map(|span| span.to.unwrap_or(usize::MAX)).max().unwrap_or(0);
    }

    fn among(&self, events: Range<usize>) -> impl Iterator<Item = &Span<T>> {
        let begun = self.spans.partition_point(|span| span.from < events.end);
        let lasts = move |to: usize| events.start <= to;
        let blocks = self.spans[..begun].chunks(BLOCK).zip(&self.reach);
        let spans = blocks.filter(move |(_, reach)| lasts(**reach)).flat_map(|(spans, _)| spans);
        spans.filter(move |span| span.to.is_none_or(lasts))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_of_spans_that_ended_before_are_passed_over() {
        let mut shelf = Shelf::default();
        for from in 0..200 {
            let place = shelf.add(from * 10, from);
            if from != 70 {
                shelf.end(place, from * 10 + 15, |_| {});
            }
        }
        assert_eq!(shelf.reach, [645, usize::MAX, 1_925, 2_005]);
        let among = |events: Range<usize>| shelf.among(events).map(|s| s.what).collect::<Vec<_>>();
        assert_eq!(among(1_000..1_010), [70, 99, 100]);
        assert_eq!(among(705..706), [69, 70]);
        assert_eq!(among(0..1), [0]);
        assert_eq!(among(2_006..9_000), [70]);
    }
}
