//! Which part of a peer an input is for, and what follows from what that part says.

use crate::clock::VectorClock;
use crate::id::PeerId;
use crate::market::ledger::Reply;
use crate::peer::buyer::Buyer;
use crate::peer::detector::{Detector, Verdict};
use crate::peer::election::Outcome;
use crate::peer::io::{Input, Note, Timer};
use crate::peer::message::Message;
use crate::peer::moment::Moment;
use crate::peer::notices::notice_of;
use crate::peer::seller::Seller;
use crate::peer::trader::{Desk, Progress};
use crate::peer::{Standing, State, Trade};

impl State {
    pub(super) fn handle(&mut self, input: Input, m: &mut Moment<'_>) {
        match input {
            Input::Start => {
                let outcome = self.election.boot(m);
                self.settle_election(outcome, m);
            }
            Input::Restart | Input::Suspect => self.lose_trust(m),
            Input::Message { from, message, clock } => {
                if !self.hear(from, message, clock, m) {
                    m.note(Note::Ignores { name: message.name() });
                }
            }
            Input::Ledger { reply, .. } => self.ledger_says(reply, m),
            Input::Timer(timer) => self.timer(timer, m),
        }
    }

    /// Says whether the message was of any use.
    fn hear(
        &mut self,
        from: PeerId,
        message: Message,
        clock: Option<VectorClock>,
        m: &mut Moment<'_>,
    ) -> bool {
        match message {
            Message::Ping => {
                let leads = matches!(self.standing, Standing::Leading(_));
                m.send(from, Message::Pong { leads });
                true
            }
            Message::Pong { leads } => {
                self.hear_pong(from, leads, m);
                true
            }
            Message::Heartbeat => self.hear_heartbeat(from, m),
            Message::Ballot(ballot) => {
                let outcome = self.election.hear(from, ballot, m);
                self.settle_election(outcome, m);
                outcome != Outcome::Ignored
            }
            Message::Register(lot) => {
                self.ask_desk(clock, |desk, c| desk.register(from, lot, c, m))
            }
            Message::Buy { request, item } => {
                self.ask_desk(clock, |desk, c| desk.buy(request, item, c, m))
            }
            Message::Noted { sale } => self.desk().is_some_and(|desk| desk.noted(from, sale, m)),
            Message::Registered { lot } => self.hear_as_seller(m, |s, m| s.registered(lot, m)),
            Message::Notice(notice) => self.hear_as_seller(m, |s, m| s.noticed(from, &notice, m)),
            Message::Sold { request, sale, price, .. } => {
                self.buyer().is_some_and(|buyer| buyer.sold(request, (sale, price), m))
            }
            Message::NoSeller { request, .. } => {
                self.buyer().is_some_and(|buyer| buyer.no_seller(request, m))
            }
        }
    }

    /// A late one says nothing new, and is nothing to note.
    fn hear_pong(&mut self, from: PeerId, leads: bool, m: &mut Moment<'_>) {
        if leads && self.is_rivalled_by(from, m) {
            return self.hear_rival(from, m);
        }
        let verdict = self.detector.hear_pong(from, leads, m);
        self.settle_verdict(verdict, m);
    }

    fn hear_heartbeat(&mut self, from: PeerId, m: &mut Moment<'_>) -> bool {
        if self.is_rivalled_by(from, m) {
            self.hear_rival(from, m);
            return true;
        }
        self.detector.hear_heartbeat(from, m)
    }

    /// Whether both lead, and this one may have to give way.
    fn is_rivalled_by(&self, other: PeerId, m: &Moment<'_>) -> bool {
        matches!(self.standing, Standing::Leading(_)) && m.may_give_way(other)
    }

    fn hear_rival(&mut self, rival: PeerId, m: &mut Moment<'_>) {
        let outcome = self.election.hear_rival(rival, m);
        self.settle_election(outcome, m);
    }

    /// Its desk, if it leads. What was meant for the trader that it was, or will be, finds none.
    fn desk(&mut self) -> Option<&mut Desk> {
        match &mut self.standing {
            Standing::Leading(desk) => Some(desk),
            Standing::Following(_) | Standing::Seeking => None,
        }
    }

    /// Asks the desk for something whose turn the clock decides: without a clock it has none.
    fn ask_desk(
        &mut self,
        clock: Option<VectorClock>,
        ask: impl FnOnce(&mut Desk, VectorClock) -> bool,
    ) -> bool {
        self.desk().zip(clock).is_some_and(|(desk, clock)| ask(desk, clock))
    }

    const fn buyer(&mut self) -> Option<&mut Buyer> {
        match &mut self.trade {
            Trade::Buyer(buyer) => Some(buyer),
            Trade::Seller(_) => None,
        }
    }

    fn hear_as_seller(
        &mut self,
        m: &mut Moment<'_>,
        hear: impl FnOnce(&mut Seller, &mut Moment<'_>) -> bool,
    ) -> bool {
        let Trade::Seller(seller) = &mut self.trade else {
            return false;
        };
        let news = hear(seller, m);
        self.check_if_wanted(m);
        news
    }

    fn ledger_says(&mut self, reply: Reply, m: &mut Moment<'_>) {
        let Standing::Leading(desk) = &mut self.standing else {
            return; // It led when it asked.
        };
        match desk.ledger_says(reply, m) {
            Progress::Goes | Progress::Ignored => {}
            Progress::Opened => self.start_trading(m),
            Progress::Deposed => self.lose_trust(m),
        }
    }

    fn timer(&mut self, timer: Timer, m: &mut Moment<'_>) {
        match timer {
            Timer::Think => {
                if let Trade::Buyer(buyer) = &mut self.trade {
                    buyer.begin();
                }
                self.check_if_wanted(m);
            }
            Timer::Answer => self.lose_trust(m),
            Timer::Check if matches!(self.standing, Standing::Leading(_)) => {
                Detector::look_for_rivals(m);
            }
            Timer::Check => {
                let verdict = self.detector.check(m);
                self.settle_verdict(verdict, m);
            }
            Timer::Pong | Timer::Silence => {
                let verdict = self.detector.unheard();
                self.settle_verdict(verdict, m);
            }
            Timer::Beat => Detector::beat(m),
            Timer::Election => {
                let outcome = self.election.timeout(m);
                self.settle_election(outcome, m);
            }
            Timer::Serve => self.open_desk(timer).served(m),
            Timer::Write => self.open_desk(timer).write(m),
            Timer::Ledger => self.open_desk(timer).ledger_silent(m),
            Timer::Notice(seller) => self.open_desk(timer).repeat_notice(seller, m),
        }
    }

    /// The desk whose timer has run out.
    fn open_desk(&mut self, timer: Timer) -> &mut Desk {
        let Some(desk) = self.desk() else {
            unreachable!("{timer:?} is disarmed when the desk closes")
        };
        desk
    }

    fn settle_verdict(&mut self, verdict: Option<Verdict>, m: &mut Moment<'_>) {
        match (verdict, &mut self.trade) {
            (None, _) => {}
            (Some(Verdict::Trust(trader)), Trade::Buyer(buyer)) => buyer.trusted(trader, m),
            (Some(Verdict::Trust(trader)), Trade::Seller(seller)) => seller.trusted(trader, m),
            (Some(Verdict::Suspect(_)), _) => self.lose_trust(m),
        }
    }

    /// No trader to trust any more: whatever it wanted from it waits, and an election is held.
    fn lose_trust(&mut self, m: &mut Moment<'_>) {
        if let Standing::Following(trader) = self.standing {
            m.note(Note::Suspects { trader });
        }
        self.seek(m);
        let outcome = self.election.hold(m);
        self.settle_election(outcome, m);
    }

    /// From now on follows nobody, and leads no longer.
    fn seek(&mut self, m: &mut Moment<'_>) {
        self.leave_desk(m);
        self.detector.rest(m);
        match &mut self.trade {
            Trade::Buyer(buyer) => buyer.hold(m),
            Trade::Seller(seller) => seller.hold(m),
        }
    }

    /// Ends its lead, if it leads. It follows nobody then.
    fn leave_desk(&mut self, m: &mut Moment<'_>) {
        if let Standing::Leading(desk) = std::mem::replace(&mut self.standing, Standing::Seeking) {
            desk.close(m);
        }
    }

    fn settle_election(&mut self, outcome: Outcome, m: &mut Moment<'_>) {
        match outcome {
            Outcome::Undecided | Outcome::Ignored => {}
            Outcome::Won => self.lead(m),
            Outcome::Lost(trader) => self.follow(trader, m),
            Outcome::Deposed => self.seek(m),
        }
    }

    /// Takes the lead; it goes on if it has it already.
    fn lead(&mut self, m: &mut Moment<'_>) {
        if let Standing::Leading(_) = self.standing {
            return;
        }
        m.note(Note::Leads);
        match &mut self.trade {
            Trade::Buyer(buyer) => buyer.rest(m),
            Trade::Seller(seller) => seller.rest(m),
        }
        self.detector.lead(m);
        self.standing = Standing::Leading(Box::new(Desk::open(m)));
    }

    fn follow(&mut self, trader: PeerId, m: &mut Moment<'_>) {
        self.leave_desk(m);
        m.note(Note::Follows { trader });
        self.standing = Standing::Following(trader);
        self.detector.watch(trader, m);
        match &mut self.trade {
            Trade::Buyer(buyer) => buyer.follow(m),
            Trade::Seller(seller) => seller.follow(m),
        }
        self.check_if_wanted(m);
    }

    /// Has the trader checked if something is to be sent to it.
    fn check_if_wanted(&mut self, m: &mut Moment<'_>) {
        let wanted = match &self.trade {
            Trade::Buyer(buyer) => buyer.wants_trader(),
            Trade::Seller(seller) => seller.wants_trader(),
        };
        if wanted && matches!(self.standing, Standing::Following(_)) {
            let verdict = self.detector.check(m);
            self.settle_verdict(verdict, m);
        }
    }

    /// Its epoch is open: it settles what it had open itself, and serves.
    fn start_trading(&mut self, m: &mut Moment<'_>) {
        let Standing::Leading(desk) = &mut self.standing else {
            return;
        };
        if settle_own(&mut self.trade, desk, m) {
            m.note(Note::Settles);
        }
        desk.start_trading(m);
    }
}

/// A new trader reads in the ledger what an earlier one had no time to tell it. Says whether there
/// was anything.
fn settle_own(trade: &mut Trade, desk: &Desk, m: &mut Moment<'_>) -> bool {
    match trade {
        Trade::Buyer(buyer) => {
            let Some(served) = desk.books().served(m.id) else {
                return false;
            };
            buyer.settle(served, m)
        }
        Trade::Seller(seller) => {
            let unheard = seller.stock().heard.map_or(0, |sale| sale.0 as usize + 1);
            let mut news = false;
            for (position, record) in desk.durable().iter_from(unheard) {
                let Ok(position) = u32::try_from(position) else { continue };
                if let Some((of, notice)) = notice_of(&record.entry, position)
                    && of == m.id
                {
                    news |= seller.settle(&notice, m);
                }
            }
            seller.restock_if_sold_out(m);
            news
        }
    }
}
