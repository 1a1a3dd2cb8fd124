//! The market's rules under trouble: notices, retries, the trader's own offer and its own wishes,
//! fencing, and a ledger that is out of reach. Rules from protocol.md.

use trading_post::id::{Epoch, Party, PeerId, RequestId};
use trading_post::market::goods::{ItemId, Money};
use trading_post::market::ledger::Entry;
use trading_post::peer::buyer::Buying;
use trading_post::peer::io::Note;
use trading_post::peer::message::Message;
use trading_post::peer::rules::DetectorRules;
use trading_post::peer::seller::{Selling, Stock};
use trading_post::peer::{Peer, Possessions, Trade};
use trading_post::scenario::{
    Disturbance, Intervention, Links, Rule, Scenario, Stall, TimeoutPlan,
};
use trading_post::time::Duration;
use trading_post::trace::files::{books_of, sellers_txt};
use trading_post::world::{Brief, Event, Life, What, World};

const STEPS: usize = 40_000;
const TRADER: Party = Party::Peer(PeerId(5));

/// A world with all that has happened in it.
struct Play {
    world: World,
    events: Vec<Event>,
}

impl Play {
    fn of(scenario: &Scenario) -> Self {
        let world = World::new(scenario).expect("the scenario makes sense");
        Self { world, events: Vec::new() }
    }

    /// Lets things happen until `done`.
    #[track_caller]
    fn until(&mut self, done: impl Fn(&Self) -> bool) {
        for _ in 0..STEPS {
            if done(self) {
                return;
            }
            self.world.step(&mut self.events);
        }
        panic!("it never came to that");
    }

    /// Lets so many milliseconds pass, and gives what happened in them.
    fn pass_ms(&mut self, ms: u64) -> &[Event] {
        let (before, end) = (self.events.len(), self.world.now() + Duration::from_millis(ms));
        while self.world.next_at().is_some_and(|next| next <= end) {
            self.world.step(&mut self.events);
        }
        self.world.wait_until(end);
        &self.events[before..]
    }

    #[track_caller]
    fn act(&mut self, act: Intervention) {
        self.world.act(&act, &mut self.events).expect("it is possible");
    }

    fn disturb(&mut self, links: Links, disturbance: Disturbance) {
        self.act(Intervention::Disturb(Rule { links, disturbance }));
    }

    fn peer(&self, id: u16) -> &Peer {
        self.world.node(PeerId(id)).peer().expect("it is up")
    }

    /// The epoch in which this peer trades.
    fn trades_in(&self, id: u16) -> Option<u32> {
        let desk = self.world.node(PeerId(id)).peer()?.desk()?;
        (books_of(&self.world).trader() == Some(PeerId(id))).then_some(desk.epoch().0)
    }

    fn stock(&self, seller: u16) -> Stock {
        match self.world.node(PeerId(seller)).notebook().trade {
            Possessions::Seller(stock) => stock,
            Possessions::Buyer(_) => panic!("peer {seller} buys"),
        }
    }

    fn entries(&self) -> Vec<Entry> {
        self.world.ledger().records().iter().map(|r| r.entry).collect()
    }

    fn entries_of(&self, request: RequestId) -> Vec<Entry> {
        self.entries().into_iter().filter(|e| e.answers() == Some(request)).collect()
    }
}

/// The report's peers, so patient that a disturbed link makes nobody suspect the trader, and with
/// so much in stock that nobody is sold out.
fn patient() -> Scenario {
    let mut scenario = Scenario::report();
    let (every_us, silence_us) = (Duration::from_millis(500), Duration::from_millis(60_000));
    scenario.detector = DetectorRules::Heartbeat { every_us, silence_us };
    scenario.timeouts.answer_us = 60_000_000;
    (scenario.peers[0], scenario.peers[2]) = (seller("salt", 200), seller("boar", 200));
    scenario
}

/// Only salt is traded. Peer 3, a seller, is next in line behind peer 4.
fn sellers_next_in_line() -> Scenario {
    let mut scenario = Scenario::report();
    scenario.goods.retain(|good| good.name == "salt");
    scenario.peers = vec![buyer(), buyer(), seller("salt", 3), seller("salt", 100), buyer()];
    scenario
}

fn seller(item: &str, stock: i64) -> Stall {
    Stall::Seller { item: item.to_owned(), stock }
}

fn buyer() -> Stall {
    Stall::Buyer { wants: "salt".to_owned() }
}

/// The messages between peers: from whom, to whom, what.
fn sends(events: &[Event]) -> impl Iterator<Item = (u16, u16, Message)> {
    events.iter().filter_map(sent)
}

fn sent(event: &Event) -> Option<(u16, u16, Message)> {
    match event.what {
        What::Send { to, brief: Brief::Message(message), .. } => {
            Some((event.peer()?.0, to.peer()?.0, message))
        }
        _ => None,
    }
}

fn noted(events: &[Event], peer: u16, is: impl Fn(Note) -> bool) -> Option<usize> {
    let by = |e: &Event| e.peer() == Some(PeerId(peer));
    events.iter().position(|e| by(e) && matches!(e.what, What::Note(note) if is(note)))
}

fn sales_taken(events: &[Event]) -> usize {
    let sale = |e: &&Event| matches!(e.what, What::Append { entry: Entry::Sale { .. }, .. });
    events.iter().filter(sale).count()
}

const fn request(buyer: u16, number: u32) -> RequestId {
    RequestId { buyer: PeerId(buyer), number }
}

/// How much waits for a peer that is paused.
fn waiting(play: &Play, peer: u16) -> usize {
    match &play.world.node(PeerId(peer)).life {
        Life::Paused { waiting, .. } => waiting.len(),
        Life::Up(_) | Life::Crashed { .. } => 0,
    }
}

// Notices and answers.

#[test]
fn a_notice_is_repeated_until_it_is_acknowledged_and_applied_once() {
    let mut play = Play::of(&patient());
    play.until(|play| play.stock(2).left == 199);
    let from = play.events.len();
    let lossy = Disturbance::Lose { per_mille: 600 };
    play.disturb(Links::Between(Party::Peer(PeerId(2)), TRADER), lossy);
    play.pass_ms(60_000);
    play.act(Intervention::Heal);
    play.until(|play| play.stock(2).earned == books_of(&play.world).accounts()[2].earned);
    let told = |(_, to, m)| match m {
        Message::Notice(notice) if to == 2 => Some(notice.sale),
        _ => None,
    };
    let notices: Vec<_> = sends(&play.events[from..]).filter_map(told).collect();
    let mut sales = notices.clone();
    sales.dedup();
    assert!(sales.is_sorted(), "a seller hears of its sales in the ledger's order");
    assert!(sales.len() >= 2 && notices.len() > sales.len() + 3, "{notices:?}");
    let again = |note| note == Note::Ignores { name: "NOTICE" };
    assert!(noted(&play.events, 2, again).is_some(), "a repeated notice was known already");
    play.pass_ms(500);
    assert!(play.stock(2).earned <= books_of(&play.world).accounts()[2].earned, "once");
}

/// From the rules: "for a seller's acknowledgement of a notice; doubles at each repetition, up to
/// eight times".
#[test]
fn patience_with_a_silent_seller_doubles_up_to_eight_times() {
    let mut play = Play::of(&patient());
    play.until(|play| play.stock(2).left == 199);
    play.disturb(Links::Between(Party::Peer(PeerId(2)), TRADER), Disturbance::Cut);
    play.pass_ms(25_000);
    let is = |e: &&Event| matches!(sent(e), Some((_, 2, Message::Notice(_))));
    let times: Vec<u64> = play.events.iter().filter(is).map(|e| e.at.0 / 1_000).collect();
    let gaps: Vec<u64> = times[1..].windows(2).map(|pair| pair[1] - pair[0]).collect();
    assert_eq!(gaps[..6], [500, 1_000, 2_000, 4_000, 4_000, 4_000]);
}

#[test]
fn a_retry_keeps_its_request_id_and_gets_the_old_answer() {
    let mut play = Play::of(&Scenario::report());
    play.until(|play| play.trades_in(5).is_some() && play.peer(1).spent() > Money::ZERO);
    play.until(|play| sends(&play.events).any(|(_, _, m)| is_buy(m, request(1, 2))));
    play.disturb(Links::OneWay { from: TRADER, to: PeerId(1).into() }, Disturbance::Cut);
    play.pass_ms(6_000);
    play.act(Intervention::Heal);
    play.until(|play| play.peer(1).spent() > Money(1_500));
    let asked: Vec<_> = sends(&play.events).filter(|(_, _, m)| is_buy(*m, request(1, 2))).collect();
    let answers = answers_to(&play.events, request(1, 2));
    assert!(asked.len() >= 2 && asked.iter().all(|asks| *asks == asked[0]), "{asked:?}");
    assert!(
        answers.len() >= 2 && answers.iter().all(|answer| *answer == answers[0]),
        "{answers:?}"
    );
    assert_eq!(play.entries_of(request(1, 2)).len(), 1);
    assert_eq!(play.peer(1).spent(), Money(3_000));
}

fn is_buy(message: Message, of: RequestId) -> bool {
    matches!(message, Message::Buy { request, .. } if request == of)
}

/// The sales granted to this request, once for each time that it was told.
fn answers_to(events: &[Event], of: RequestId) -> Vec<(u16, u16, Message)> {
    let is = |m| matches!(m, Message::Sold { request, .. } if request == of);
    sends(events).filter(|(_, _, m)| is(*m)).collect()
}

/// The next trader knows the request too: its table is what the ledger holds.
#[test]
fn a_retry_to_the_next_trader_gets_the_old_answer() {
    let mut play = Play::of(&patient());
    let carved = |play: &Play| play.entries_of(request(3, 1)).len() == 1;
    play.until(carved);
    play.act(Intervention::Crash(PeerId(5)));
    play.act(Intervention::Suspect(PeerId(3)));
    let spent = play.peer(3).spent();
    play.until(|play| play.peer(3).spent() > spent);
    assert!(carved(&play));
    assert_eq!((spent, play.peer(3).spent()), (Money::ZERO, Money(3_000)));
    let traders: Vec<u16> = answers_to(&play.events, request(3, 1)).iter().map(|a| a.0).collect();
    assert_eq!(traders, [4]);
}

#[test]
fn no_seller_is_carved_before_it_is_answered() {
    let mut play = Play::of(&Scenario::report());
    play.until(|play| sends(&play.events).any(|(_, _, m)| matches!(m, Message::NoSeller { .. })));
    let fish = Entry::NoSeller { request: request(4, 1), item: ItemId(0) };
    assert_eq!(play.entries_of(request(4, 1)), [fish]);
    let place = |is: &dyn Fn(&Event) -> bool| play.events.iter().position(is);
    let carved = place(&|e| matches!(e.what, What::Append { entry, .. } if entry == fish));
    let answer = Message::NoSeller { request: request(4, 1), item: ItemId(0) };
    let answered = place(&|e| sent(e) == Some((5, 4, answer)));
    assert!(carved.is_some() && carved < answered, "{carved:?}, {answered:?}");
}

// The trader's own trade.

/// Sellers 2 and 3 have salt. While 3 leads only 2's is sold; afterwards 3's is, for it was
/// registered earlier than the lots that 2 has brought meanwhile.
#[test]
fn the_traders_own_offer_is_withdrawn_while_it_leads_and_back_afterwards() {
    let mut play = Play::of(&sellers_next_in_line());
    play.until(|play| books_of(&play.world).offers().count() == 2);
    play.act(Intervention::Crash(PeerId(4)));
    play.until(|play| play.trades_in(3).is_some());
    assert_eq!(sellers_txt(&play.world), "2\n");
    let sellers = |play: &Play, from: usize| -> Vec<u16> {
        let entries = play.entries().into_iter().skip(from);
        let seller = |e| if let Entry::Sale { seller, .. } = e { Some(seller.0) } else { None };
        entries.filter_map(seller).collect()
    };
    let from = play.entries().len();
    play.pass_ms(20_000);
    let under_3 = sellers(&play, from);
    assert!(under_3.len() > 20 && under_3.iter().all(|seller| *seller == 2), "{under_3:?}");
    assert!(books_of(&play.world).offer_of(PeerId(3)).is_some_and(|o| o.in_stock() > 0));
    play.act(Intervention::Restart(PeerId(4)));
    play.until(|play| play.trades_in(4).is_some());
    let from = play.entries().len();
    assert_eq!(sellers_txt(&play.world), "3\n2\n");
    play.pass_ms(20_000);
    assert!(sellers(&play, from).iter().filter(|seller| **seller == 3).count() > 20);
    assert_eq!(play.stock(3).lot, 1, "it is the same lot");
}

#[test]
fn a_peer_that_leads_neither_buys_nor_sells_and_goes_back_to_it() {
    check_rests_while_leading(&sellers_next_in_line(), 4, |m| matches!(m, Message::Register(_)));
    check_rests_while_leading(&Scenario::report(), 5, |m| matches!(m, Message::Buy { .. }));
}

/// The first trader, `top`, goes for 20 s; the one below it trades as `own` does, before and after.
#[track_caller]
fn check_rests_while_leading(scenario: &Scenario, top: u16, own: fn(&Message) -> bool) {
    let heir = top - 1;
    let mut play = Play::of(scenario);
    play.pass_ms(5_000);
    play.act(Intervention::Crash(PeerId(top)));
    play.pass_ms(20_000);
    let rests = match play.peer(heir).trade() {
        Trade::Buyer(buyer) => buyer.state() == Buying::Resting,
        Trade::Seller(seller) => seller.state() == Selling::Resting,
    };
    assert!(rests, "it does not even think of its own trade");
    play.act(Intervention::Restart(PeerId(top)));
    play.pass_ms(10_000);
    let leads = noted(&play.events, heir, |n| n == Note::Leads).expect("it leads");
    let ends = noted(&play.events, heir, |n| matches!(n, Note::StepsDown { .. })).expect("its end");
    let trade = |events: &[Event]| sends(events).filter(|(p, _, m)| *p == heir && own(m)).count();
    assert!(trade(&play.events[..leads]) > 0, "it traded before");
    assert_eq!(trade(&play.events[leads..ends]), 0, "it trades while it leads");
    assert!(trade(&play.events[ends..]) > 0, "it never went back to its trade");
    assert_eq!(play.peer(heir).trader(), Some(PeerId(top)));
}

#[test]
fn commission_is_paid_to_who_sold() {
    let mut play = Play::of(&Scenario::report());
    play.pass_ms(8_000);
    play.act(Intervention::Crash(PeerId(5)));
    play.pass_ms(12_000);
    let (mut trader, mut paid) = (PeerId(0), [Money::ZERO; 6]);
    for event in &play.events {
        let What::Append { from, entry, .. } = event.what else { continue };
        match entry {
            Entry::Epoch { trader: next, .. } => trader = next,
            Entry::Sale { price, .. } => {
                assert_eq!(from, trader.into());
                paid[trader.index()] += Money(price.0 / 5);
            }
            Entry::Offer { .. } | Entry::NoSeller { .. } => {}
        }
    }
    let books = books_of(&play.world);
    let accounts: Vec<Money> = books.accounts().iter().map(|a| a.commission).collect();
    assert_eq!(accounts, paid);
    assert!(paid[5] > Money::ZERO && paid[4] > Money::ZERO);
}

// Fencing, and a ledger out of reach.

/// Peer 5 is cut off in the middle of a service. When it is back, its sale comes an epoch late.
#[test]
fn a_refused_append_makes_an_old_trader_step_down() {
    let report = Scenario::report();
    let timeouts = TimeoutPlan { answer_us: 6_000_000, ..report.timeouts.clone() };
    let mut play = Play::of(&Scenario { service_us: 5_000_000, timeouts, ..report });
    play.until(|play| {
        play.peer(5).desk().is_some_and(|d| d.serving().is_some() && d.pending() == 0)
    });
    play.disturb(Links::Around(vec![TRADER]), Disturbance::Cut);
    play.pass_ms(3_500);
    assert_eq!((play.trades_in(4), play.peer(5).trader()), (Some(2), Some(PeerId(5))));
    play.act(Intervention::Heal);
    let back = play.events.len();
    play.until(|play| {
        noted(&play.events[back..], 5, |n| matches!(n, Note::StepsDown { .. })).is_some()
    });
    let refusal = |(place, e): (usize, &Event)| match e.what {
        What::Refuse { from: TRADER, entry, epoch, .. } => Some((place, entry.answers(), epoch.0)),
        _ => None,
    };
    let refused = play.events.iter().enumerate().find_map(refusal);
    let (place, late, epoch) = refused.expect("its sale was refused");
    let late = late.expect("it was a sale");
    assert_eq!(epoch, 2);
    let ends = noted(&play.events, 5, |n| n == Note::StepsDown { epoch: Epoch(1) });
    let between = &play.events[place..ends.expect("it steps down")];
    let asks = |e: &Event| matches!(e.what, What::Send { brief: Brief::Read, .. });
    assert!(!between.iter().any(asks), "it steps down for the refusal, and asks no more");
    play.until(|play| play.trades_in(5) == Some(3));
    play.pass_ms(20_000);
    assert_eq!(play.entries_of(late).len(), 1, "the next trader served it, once");
}

#[test]
fn a_trader_that_cannot_reach_the_ledger_sells_nothing_and_goes_on_when_it_can_again() {
    let mut play = Play::of(&patient());
    play.until(|play| play.peer(3).spent() > Money::ZERO);
    play.disturb(Links::Between(TRADER, Party::Ledger), Disturbance::Cut);
    play.pass_ms(500); // What was answered before is on its way still.
    let meanwhile = play.pass_ms(10_000).to_vec();
    let sold = |(_, _, m): &(u16, u16, Message)| matches!(m, Message::Sold { .. });
    assert_eq!((sales_taken(&meanwhile), sends(&meanwhile).filter(sold).count()), (0, 0));
    assert!(play.peer(5).desk().is_some_and(|d| d.pending() > 0));
    play.act(Intervention::Heal);
    let after = play.pass_ms(5_000).to_vec();
    assert!(sales_taken(&after) >= 4, "{} sales", sales_taken(&after));
    assert_eq!(play.trades_in(5), Some(1), "in the same epoch");
    let mut answered: Vec<_> = play.entries().iter().filter_map(Entry::answers).collect();
    answered.sort_unstable();
    assert!(answered.windows(2).all(|pair| pair[0] < pair[1]), "no request was carved twice");
}

// A trader that pauses, or starts again.

#[test]
fn a_paused_traders_queue_fills_and_is_served_after_it_goes_on() {
    let mut play = Play::of(&patient());
    play.pass_ms(3_000);
    play.act(Intervention::Pause(PeerId(5)));
    let meanwhile = play.pass_ms(5_000).to_vec();
    assert_eq!(meanwhile.iter().filter(|e| e.party == Some(TRADER)).count(), 0);
    assert!(waiting(&play, 5) >= 3, "its queue fills");
    let asks: Vec<_> = [1, 3, 4].iter().filter_map(|id| open_request(&play, *id)).collect();
    assert_eq!(asks.len(), 3, "every buyer waits");
    play.act(Intervention::Resume(PeerId(5)));
    play.pass_ms(3_000);
    for request in asks {
        assert_eq!(play.entries_of(request).len(), 1, "{request}");
    }
    assert_eq!(play.trades_in(5), Some(1));
}

fn open_request(play: &Play, buyer: u16) -> Option<RequestId> {
    match play.world.node(PeerId(buyer)).notebook().trade {
        Possessions::Buyer(purse) => purse.open.then_some(request(buyer, purse.requests)),
        Possessions::Seller(_) => None,
    }
}

/// A peer goes on at the very moment at which another message of the same link arrives.
#[test]
fn what_waited_for_a_paused_peer_is_heard_before_what_comes_as_it_goes_on() {
    let mut play = Play::of(&patient());
    play.pass_ms(3_000);
    play.act(Intervention::Pause(PeerId(1)));
    play.until(|play| waiting(play, 1) >= 2);
    let next = |play: &Play| {
        let envelope = play.world.in_flight().next()?;
        let on_link = (envelope.from, envelope.to) == (TRADER, PeerId(1).into());
        (on_link && play.world.next_is_arrival()).then_some(envelope.due_at)
    };
    play.until(|play| next(play).is_some());
    let at = next(&play).expect("it is the next thing to happen");
    play.world.wait_until(at);
    play.act(Intervention::Resume(PeerId(1)));
    let heard = |e: &Event| match e.what {
        What::Receive { message, from: TRADER, .. } if e.peer() == Some(PeerId(1)) => Some(message),
        _ => None,
    };
    let heard: Vec<_> = play.pass_ms(1_000).iter().filter_map(heard).collect();
    assert!(heard.len() >= 3 && heard.is_sorted(), "a FIFO link: {heard:?}");
}

#[test]
fn a_trader_restarted_at_once_is_trader_again_in_a_new_epoch() {
    let mut play = Play::of(&Scenario::report());
    play.pass_ms(5_000);
    let before = play.entries();
    play.act(Intervention::Crash(PeerId(5)));
    play.act(Intervention::Restart(PeerId(5)));
    play.until(|play| play.trades_in(5) == Some(2));
    assert!(play.entries().starts_with(&before), "nothing of the ledger is lost");
    let after = play.pass_ms(10_000).to_vec();
    assert!(sales_taken(&after) >= 8);
    assert_eq!([0, 1, 2, 3, 4, 5].map(|id| play.peer(id).trader()), [Some(PeerId(5)); 6]);
    play.until(|play| [1, 3, 4].iter().all(|id| open_request(play, *id).is_none()));
    assert_eq!(play.world.node(PeerId(5)).incarnation, 2);
}
