//! The trader is killed at every point of a sale, and its successor at every point of its recovery.
//! Whatever the point, the request gets one answer, buyer and seller apply it once, and no piece of
//! the goods is lost.

use crate::common::{
    Seen, Verdict, act_at, end_faults, leaders, ledger, notebooks, pass, run_of, try_act,
};
use trading_post::id::{Party, PeerId, RequestId};
use trading_post::market::ledger::Entry;
use trading_post::peer::Possessions;
use trading_post::peer::io::Note;
use trading_post::peer::message::Message;
use trading_post::run::Run;
use trading_post::scenario::{Disturbance, Intervention, Law, Links, Rule, Scenario};
use trading_post::time::Duration;
use trading_post::world::{Brief, What};

const TRADER: PeerId = PeerId(5);
const NEXT: PeerId = PeerId(4);
const BUYER: PeerId = PeerId(1);
const SELLER: PeerId = PeerId(0);
/// The first request of all, and the first that is served.
const REQUEST: RequestId = RequestId { buyer: BUYER, number: 1 };

/// For elections, for requests to be asked again, for notices to be repeated.
const LONG_ENOUGH: Duration = Duration::from_millis(15_000);

/// The report's scenario with links that are all equally slow, and with buyers that ask for one
/// thing and think for a day then: so that it comes to rest.
fn one_request_each() -> Scenario {
    Scenario {
        network: Law::Fixed { us: 40_000 },
        think: Law::Fixed { us: 24 * 3_600 * 1_000_000 },
        ..Scenario::report()
    }
}

/// A run in which the sale is over, and everything else too.
fn sold() -> Run {
    let mut run = run_of(&one_request_each());
    pass(&mut run, Duration::from_millis(5_000)).expect("it goes on");
    run
}

/// The moment right before this happens for the first time.
#[track_caller]
fn before(run: &Run, what: impl Fn(&What, Option<Party>) -> bool) -> usize {
    let place = run.trace().iter().position(|event| what(&event.what, event.party));
    run.moment_of_event(place.expect("it happens")) - 1
}

fn message_of(what: &What) -> Option<Message> {
    match what {
        What::Send { brief: Brief::Message(message), .. }
        | What::Receive { brief: Brief::Message(message), .. } => Some(*message),
        _ => None,
    }
}

fn is_buy(message: Message) -> bool {
    matches!(message, Message::Buy { request, .. } if request == REQUEST)
}

fn is_sold(message: Message) -> bool {
    matches!(message, Message::Sold { request, .. } if request == REQUEST)
}

fn writes_sale(what: &What) -> bool {
    matches!(what, What::Send { brief: Brief::Append(Entry::Sale { request, .. }), .. }
        if *request == REQUEST)
}

fn takes_sale(what: &What) -> bool {
    matches!(what, What::Append { entry: Entry::Sale { request, .. }, .. } if *request == REQUEST)
}

/// The moments of the sale: before its BUY is sent up to after its NOTED was received.
fn sale(run: &Run) -> std::ops::RangeInclusive<usize> {
    let asked = before(run, |what, _| message_of(what).is_some_and(is_buy));
    let noted = before(run, |what, party| {
        matches!(message_of(what), Some(Message::Noted { .. })) && party == Some(TRADER.into())
    });
    asked..=noted + 1
}

/// What must be true at the end: everything that always is, rest, and one answer to each request.
fn is_settled(run: &Run) -> Verdict {
    let seen = Seen::of(run);
    seen.holds()?;
    notebooks::rests(&seen)?;
    answered_once(run)?;
    applied_once(run)
}

fn answered_once(run: &Run) -> Verdict {
    let entries = run.world().ledger().records().iter();
    match entries.filter(|record| record.entry.answers() == Some(REQUEST)).count() {
        1 => Ok(()),
        n => Err(format!("request {REQUEST} has {n} answers")),
    }
}

/// Buyer and seller have what one sale of one piece of salt gives and takes.
fn applied_once(run: &Run) -> Verdict {
    let kept = |peer| run.world().node(peer).notebook().trade;
    let (Possessions::Buyer(purse), Possessions::Seller(stock)) = (kept(BUYER), kept(SELLER))
    else {
        return Err("the peers have changed their trades".to_owned());
    };
    let sold = run
        .world()
        .ledger()
        .records()
        .iter()
        .filter(|record| matches!(record.entry, Entry::Sale { seller: SELLER, .. }));
    let sold = sold.count() as u64;
    let found = (purse.requests, purse.open, purse.spent.0);
    if found != (1, false, 1_500) {
        return Err(format!("the buyer has {found:?}"));
    }
    if (stock.earned.0, u64::from(stock.left) + sold) != (1_200 * sold, 3) {
        return Err(format!("the seller has {stock:?} of {sold} sales"));
    }
    Ok(())
}

#[track_caller]
fn assert_settled(run: &Run, when: &str) {
    if let Err(why) = is_settled(run) {
        panic!("{when}: {why}");
    }
}

/// The trader dies at this moment for good; its successor has to settle everything.
#[track_caller]
fn dies_for_good(run: &mut Run, moment: usize) {
    run.seek(moment);
    assert!(try_act(run, Intervention::Crash(TRADER)));
    pass(run, LONG_ENOUGH).expect("it goes on");
    assert_eq!(leaders(run.world()), [NEXT]);
    assert_settled(run, &format!("the trader dies at moment {moment}"));
}

#[track_caller]
fn check_death(moment: impl Fn(&Run) -> usize) {
    let mut run = sold();
    let moment = moment(&run);
    assert!(sale(&run).contains(&moment));
    dies_for_good(&mut run, moment);
}

#[test]
fn the_sale_of_the_report_settles_when_nobody_dies() {
    assert_settled(&sold(), "nobody dies");
}

#[test]
fn a_trader_that_dies_before_it_writes_the_sale_leaves_it_to_the_next() {
    check_death(|run| before(run, |what, _| writes_sale(what)));
}

#[test]
fn a_trader_that_dies_while_the_sale_is_being_written_has_sold() {
    check_death(|run| before(run, |what, _| takes_sale(what)));
}

#[test]
fn a_trader_that_dies_after_the_sale_is_written_and_before_the_answer_has_its_answer_given() {
    check_death(|run| before(run, |what, _| takes_sale(what)) + 1);
    check_death(|run| before(run, |what, _| message_of(what).is_some_and(is_sold)));
}

#[test]
fn a_trader_that_dies_after_the_answer_and_before_the_notice_has_its_notice_given() {
    let mut run = sold();
    let answer = before(&run, |what, _| message_of(what).is_some_and(is_sold));
    run.seek(answer);
    // Answer and notice leave together: only a link can keep the one from arriving.
    let links = Links::OneWay { from: TRADER.into(), to: SELLER.into() };
    try_act(&mut run, Intervention::Disturb(Rule { links, disturbance: Disturbance::Cut }));
    assert!(run.forward());
    assert!(try_act(&mut run, Intervention::Crash(TRADER)));
    pass(&mut run, LONG_ENOUGH).expect("it goes on");
    let heard = Seen::of(&run).trace.iter().filter_map(ledger::answer_received).next();
    assert!(heard.is_some_and(|(_, message)| is_sold(message)));
    assert_settled(&run, "the notice is lost with the trader");
}

#[test]
fn a_trader_that_dies_at_any_point_of_a_sale_leaves_nothing_undone() {
    let mut run = sold();
    // From the last moment backwards: what a later one has overwritten is not needed any more.
    for moment in sale(&run).rev() {
        dies_for_good(&mut run, moment);
    }
}

#[test]
fn a_trader_that_dies_at_any_point_of_a_sale_and_comes_back_leaves_nothing_undone() {
    let mut run = sold();
    for moment in sale(&run).rev() {
        for back_ms in [20, 150, 400, 1_500] {
            run.seek(moment);
            assert!(try_act(&mut run, Intervention::Crash(TRADER)));
            let back = run.world().now() + Duration::from_millis(back_ms);
            assert!(act_at(&mut run, back, Intervention::Restart(TRADER)));
            pass(&mut run, LONG_ENOUGH).expect("it goes on");
            assert_eq!(leaders(run.world()), [TRADER]);
            assert_settled(&run, &format!("dead at {moment} for {back_ms} ms"));
        }
    }
}

#[test]
fn a_trader_that_is_slow_at_any_point_of_a_sale_sells_nothing_twice() {
    let mut run = sold();
    for moment in sale(&run).rev() {
        run.seek(moment);
        assert!(try_act(&mut run, Intervention::Pause(TRADER)));
        let back = run.world().now() + Duration::from_millis(2_500);
        assert!(act_at(&mut run, back, Intervention::Resume(TRADER)));
        pass(&mut run, LONG_ENOUGH).expect("it goes on");
        assert_settled(&run, &format!("slow from {moment} on"));
    }
}

/// The moments of the successor's recovery: from its victory to its first entry that is no epoch,
/// and a second more.
fn recovery(run: &mut Run) -> std::ops::RangeInclusive<usize> {
    let died = run.moment();
    pass(run, Duration::from_millis(3_000)).expect("it goes on");
    let since = run.events_since(died).start;
    let happens = |wanted: &dyn Fn(&What) -> bool| {
        let place = run
            .trace()
            .iter_from(since)
            .position(|(_, event)| event.party == Some(NEXT.into()) && wanted(&event.what));
        place.map(|place| run.moment_of_event(since + place))
    };
    let leads = happens(&|what| matches!(what, What::Note(Note::Leads))).expect("it wins");
    let opens = happens(&|what| matches!(what, What::Note(Note::Opens { .. }))).expect("it opens");
    let sells = happens(&|what| {
        matches!(what, What::Send { brief: Brief::Append(Entry::Sale { .. }), .. })
    });
    leads..=sells.unwrap_or(opens + 20)
}

/// The trader dies at this moment, and the next one at every point of its recovery.
#[track_caller]
fn check_two_deaths(moment: impl Fn(&Run) -> usize) {
    let mut run = sold();
    let moment = moment(&run);
    run.seek(moment);
    assert!(try_act(&mut run, Intervention::Crash(TRADER)));
    for second in recovery(&mut run).rev() {
        run.seek(second);
        assert!(try_act(&mut run, Intervention::Crash(NEXT)));
        pass(&mut run, LONG_ENOUGH).expect("it goes on");
        assert_eq!(leaders(run.world()), [PeerId(3)]);
        assert_settled(&run, &format!("the trader dies at {moment}, the next at {second}"));
        end_faults(&mut run);
        pass(&mut run, LONG_ENOUGH).expect("it goes on");
        assert_eq!(leaders(run.world()), [TRADER]);
        assert_settled(&run, &format!("dead at {moment} and {second}, and all back"));
    }
}

#[test]
fn a_successor_that_dies_at_any_point_of_its_recovery_before_the_sale_is_written() {
    check_two_deaths(|run| before(run, |what, _| writes_sale(what)));
}

#[test]
fn a_successor_that_dies_at_any_point_of_its_recovery_while_the_sale_is_being_written() {
    check_two_deaths(|run| before(run, |what, _| takes_sale(what)));
}

#[test]
fn a_successor_that_dies_at_any_point_of_its_recovery_before_the_answer() {
    check_two_deaths(|run| before(run, |what, _| message_of(what).is_some_and(is_sold)));
}

#[test]
fn a_successor_that_dies_at_any_point_of_its_recovery_before_the_notice_is_acknowledged() {
    check_two_deaths(|run| *sale(run).end() - 1);
}

#[test]
fn a_successor_dies_soon_after_the_trader_at_every_point_of_a_sale() {
    let mut run = sold();
    let spacing = if cfg!(target_family = "wasm") { 20 } else { 5 };
    for moment in sale(&run).rev().step_by(spacing) {
        run.seek(moment);
        assert!(try_act(&mut run, Intervention::Crash(TRADER)));
        for second in recovery(&mut run).rev().step_by(3) {
            run.seek(second);
            assert!(try_act(&mut run, Intervention::Crash(NEXT)));
            pass(&mut run, LONG_ENOUGH).expect("it goes on");
            assert_settled(&run, &format!("dead at {moment} and {second}"));
        }
    }
}

#[test]
fn the_sweep_covers_the_whole_sale() {
    let run = sold();
    let window = sale(&run);
    assert!(window.clone().count() > 30, "{window:?}");
    for point in [writes_sale as fn(&What) -> bool, takes_sale] {
        assert!(window.contains(&before(&run, |what, _| point(what))));
    }
}
