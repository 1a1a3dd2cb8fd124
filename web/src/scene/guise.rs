//! What a peer is seen to be: its state, its ware, its captions, its running timer.

use crate::scene::palette::Role;
use crate::scene::{View, elapsed};
use std::borrow::Cow;
use trading_post::id::{Epoch, PeerId};
use trading_post::market::goods::{ItemId, Money};
use trading_post::peer::io::Timer;
use trading_post::peer::trader::{Desk, Phase};
use trading_post::peer::{Peer, Possessions, Standing, Trade};
use trading_post::time::Instant;
use trading_post::world::{Life, Node, Running};

/// What a peer does, as far as a passer-by can tell.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum State {
    /// It follows a trader.
    Trading,
    /// It knows no trader, and no election that would find one.
    Seeking,
    /// It takes part in an election.
    Electing,
    /// It leads, and does not trade yet.
    Opening,
    /// It leads and trades.
    Leading(Epoch),
    /// It is slow, and so many things wait for it.
    Paused(usize),
    /// It is down.
    Crashed(Instant),
}

/// What a peer trades in when it does not lead.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Ware {
    /// It sells this.
    Sells { item: ItemId, left: u32, earned: Money },
    /// It wants this.
    Wants { item: ItemId, spent: Money, open: bool },
}

/// A peer's looks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Guise<'a> {
    pub(super) id: PeerId,
    pub(super) state: State,
    pub(super) ware: Ware,
    pub(super) node: &'a Node,
}

/// A timer that runs down.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Fuse {
    /// The colour of what it is for.
    pub(super) role: Role,
    /// How much of it is left, from 1 to 0.
    pub(super) left: f64,
}

impl<'a> Guise<'a> {
    pub(super) fn of(id: PeerId, node: &'a Node) -> Self {
        Self { id, state: state(node), ware: ware(node), node }
    }

    /// The peer's desk, while it leads.
    pub(super) fn desk(&self) -> Option<&'a Desk> {
        self.node.peer().and_then(Peer::desk)
    }

    /// The colour of what it is.
    pub(super) fn role(&self) -> Role {
        match (self.state, self.ware) {
            (State::Crashed(_), _) => Role::Stone,
            _ if self.desk().is_some() => Role::Ochre,
            (_, Ware::Sells { .. }) => Role::Moss,
            (_, Ware::Wants { .. }) => Role::Woad,
        }
    }

    /// The line on what it is or does, longest first: whoever draws it takes what fits.
    pub(super) fn lines(&self, view: &View<'_>) -> [Cow<'static, str>; 2] {
        let item = |item| view.scenario.item_name(item);
        match (self.state, self.ware) {
            (State::Crashed(since), _) => {
                let at = format!("{}.{}", since.0 / 1_000_000, since.0 / 100_000 % 10);
                [format!("crashed at {at} s").into(), "crashed".into()]
            }
            (State::Paused(0), _) => ["paused".into(), "paused".into()],
            (State::Paused(waiting), _) => {
                [format!("paused, {waiting} wait").into(), "paused".into()]
            }
            (State::Electing, _) => ["electing".into(), "electing".into()],
            (State::Seeking, _) => ["seeks a trader".into(), "seeking".into()],
            (State::Opening, _) => ["reads the ledger".into(), "reading".into()],
            (State::Leading(epoch), _) => {
                [format!("trader, epoch {epoch}").into(), format!("epoch {epoch}").into()]
            }
            (State::Trading, Ware::Sells { item: of, left, .. }) => {
                [format!("{left} {} left", item(of)).into(), format!("{left} left").into()]
            }
            (State::Trading, Ware::Wants { item: of, .. }) => {
                [format!("wants {}", item(of)).into(), item(of).to_owned().into()]
            }
        }
    }

    /// The line on its money.
    pub(super) fn money(&self) -> String {
        if let Some(desk) = self.desk() {
            let account = desk.books().accounts().get(self.id.index());
            return format!("{} earned", account.map_or(Money::ZERO, |a| a.commission));
        }
        match self.ware {
            Ware::Sells { earned, .. } => format!("{earned} earned"),
            Ware::Wants { spent, .. } => format!("{spent} spent"),
        }
    }

    /// The running timer that matters most, if one matters.
    pub(super) fn fuse(&self, now: Instant) -> Option<Fuse> {
        // After an election its timer runs on for a while, and nobody waits for it.
        let electing = self.node.peer().is_some_and(|peer| peer.election().under_way());
        let awaited = |t: &&Running| electing || t.timer != Timer::Election;
        let running = self.node.timers.iter().filter(awaited);
        let weighed = running.filter_map(|t| weigh(t).map(|(w, role)| (w, role, t)));
        let (_, role, running) = weighed.max_by_key(|(weight, ..)| *weight)?;
        Some(Fuse { role, left: 1.0 - elapsed(running.armed_at, running.key.at, now) })
    }
}

/// How much a timer matters, and its colour; none for what is routine.
const fn weigh(running: &Running) -> Option<(u8, Role)> {
    match running.timer {
        Timer::Election => Some((9, Role::Ochre)),
        Timer::Serve => Some((8, Role::Ochre)),
        Timer::Pong => Some((7, Role::Stone)),
        Timer::Answer => Some((6, Role::Woad)),
        Timer::Think => Some((5, Role::Woad)),
        Timer::Ledger => Some((4, Role::Stone)),
        Timer::Notice(_) => Some((3, Role::Stone)),
        Timer::Check | Timer::Beat | Timer::Silence | Timer::Write => None,
    }
}

fn state(node: &Node) -> State {
    match &node.life {
        Life::Crashed { since, .. } => State::Crashed(*since),
        Life::Paused { waiting, .. } => State::Paused(waiting.len()),
        Life::Up(peer) => match peer.standing() {
            Standing::Leading(desk) if desk.phase() == Phase::Open => State::Leading(desk.epoch()),
            Standing::Leading(_) => State::Opening,
            _ if peer.election().under_way() => State::Electing,
            Standing::Seeking => State::Seeking,
            Standing::Following(_) => State::Trading,
        },
    }
}

fn ware(node: &Node) -> Ware {
    let trade = node.peer().map(Peer::trade);
    let trade = trade.map_or_else(|| node.notebook().trade, possessions);
    match trade {
        Possessions::Seller(stock) => {
            Ware::Sells { item: stock.item, left: stock.left, earned: stock.earned }
        }
        Possessions::Buyer(purse) => {
            Ware::Wants { item: purse.wish, spent: purse.spent, open: purse.open }
        }
    }
}

fn possessions(trade: &Trade) -> Possessions {
    match trade {
        Trade::Buyer(buyer) => Possessions::Buyer(buyer.purse().clone()),
        Trade::Seller(seller) => Possessions::Seller(seller.stock().clone()),
    }
}
