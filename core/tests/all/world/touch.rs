//! What a user can do to single messages and timers, and where the links and the model do not allow
//! it.

use trading_post::id::{MessageId, Party, PeerId};
use trading_post::peer::io::{Note, Timer};
use trading_post::run::Run;
use trading_post::scenario::{Disturbance, Intervention, Law, Links, Rule, Scenario, Touch};
use trading_post::time::Instant;
use trading_post::world::{Envelope, Event, Loss, Refusal, What};

const TRADER: Party = Party::Peer(PeerId(5));

fn run_until(at_us: u64) -> Run {
    let mut run = Run::new(Scenario::report()).expect("it makes sense");
    assert!(run.run_until(Instant(at_us), 1_000_000));
    run
}

/// A run of the report at a moment at which two messages are on one link, and both of them.
fn with_two_on_a_link() -> (Run, MessageId, MessageId) {
    let mut run = run_until(0);
    loop {
        let two = run.world().in_flight().find_map(|first| {
            let mut rest = run.world().in_flight().skip_while(|e| e.id != first.id).skip(1);
            let second = rest.find(|e| (e.from, e.to) == (first.from, first.to))?;
            Some((first.id, second.id))
        });
        if let Some((first, second)) = two {
            return (run, first, second);
        }
        assert!(run.forward());
    }
}

/// The first message under way now or later that fits.
fn message(run: &mut Run, fits: impl Fn(&Envelope) -> bool) -> MessageId {
    loop {
        if let Some(envelope) = run.world().in_flight().find(|envelope| fits(envelope)) {
            return envelope.id;
        }
        assert!(run.forward());
    }
}

fn touch(run: &mut Run, message: MessageId, touch: Touch) -> Result<(), Refusal> {
    let now = run.world().now();
    run.act(Intervention::Touch { message, touch }, now)
}

#[track_caller]
fn act(run: &mut Run, act: Intervention) {
    let now = run.world().now();
    run.act(act, now).expect("it is possible");
}

fn last(run: &Run) -> Vec<What> {
    run.trace().range(run.last_step()).map(|event| event.what).collect()
}

fn envelope(run: &Run, id: MessageId) -> Option<&Envelope> {
    run.world().in_flight().find(|envelope| envelope.id == id)
}

fn receives(run: &Run, id: MessageId) -> usize {
    let receive = |e: &&Event| matches!(e.what, What::Receive { message, .. } if message == id);
    run.trace().iter().filter(receive).count()
}

#[test]
fn a_message_delivered_now_is_received_in_that_step_and_not_again() {
    let mut run = run_until(2_000_000);
    let id = message(&mut run, |e| e.to == TRADER);
    let now = run.world().now();
    touch(&mut run, id, Touch::Deliver).expect("it is first on its link");
    assert!(matches!(last(&run)[0], What::Receive { message, .. } if message == id));
    assert_eq!(run.world().now(), now);
    assert!(run.run_until(Instant(now.0 + 2_000_000), 100_000));
    assert_eq!(receives(&run, id), 1);
    assert_eq!(touch(&mut run, id, Touch::Deliver), Err(Refusal::NotUnderWay(id)));
}

#[test]
fn a_link_that_keeps_order_is_not_overtaken_by_hand() {
    let (mut run, first, second) = with_two_on_a_link();
    assert_eq!(touch(&mut run, second, Touch::Deliver), Err(Refusal::Behind(first)));
    let until = envelope(&run, second).map(|e| e.due_at.0).expect("it is under way");
    let later = Touch::Postpone { until_us: until };
    assert_eq!(touch(&mut run, first, later), Err(Refusal::Before(second)));
}

#[test]
fn on_a_link_that_reorders_a_message_can_overtake() {
    let mut run = run_until(0);
    let by = Scenario::report().network;
    let rule = Rule { links: Links::AllPeers, disturbance: Disturbance::Reorder { by } };
    act(&mut run, Intervention::Disturb(rule));
    loop {
        let two = run.world().in_flight().find_map(|first| {
            let mut rest = run.world().in_flight().skip_while(|e| e.id != first.id).skip(1);
            let second = rest.find(|e| (e.from, e.to) == (first.from, first.to) && !e.in_order)?;
            Some(second.id)
        });
        if let Some(second) = two {
            return touch(&mut run, second, Touch::Deliver).expect("the link keeps no order");
        }
        assert!(run.forward());
    }
}

#[test]
fn a_message_taken_away_is_lost_and_its_receiver_hears_nothing() {
    let mut run = run_until(2_000_000);
    let id = message(&mut run, |e| e.to == TRADER);
    touch(&mut run, id, Touch::Drop).expect("it is under way");
    let lost = last(&run);
    assert!(matches!(lost[..], [What::Drop { message, loss: Loss::Taken, .. }] if message == id));
    assert!(envelope(&run, id).is_none());
}

#[test]
fn a_doubled_message_arrives_twice_one_right_after_the_other() {
    let (mut run, first, second) = with_two_on_a_link();
    touch(&mut run, first, Touch::Duplicate).expect("it is under way");
    let What::Duplicate { copy, .. } = last(&run)[0] else {
        panic!("{:?} is no doubling", last(&run));
    };
    let end = run.world().now().0 + 5_000_000;
    assert!(run.run_until(Instant(end), 100_000));
    let order = [first, copy, second];
    let got: Vec<_> = run
        .trace()
        .iter()
        .filter_map(|event| match event.what {
            What::Receive { message, .. } if order.contains(&message) => Some(message),
            _ => None,
        })
        .collect();
    assert_eq!(got, order);
}

#[test]
fn a_held_message_holds_up_its_link_until_it_is_released() {
    let (mut run, first, second) = with_two_on_a_link();
    touch(&mut run, first, Touch::Hold).expect("it is under way");
    assert_eq!(touch(&mut run, first, Touch::Hold), Err(Refusal::Held(first)));
    assert_eq!(touch(&mut run, second, Touch::Deliver), Err(Refusal::Behind(first)));
    let later = Touch::Postpone { until_us: 60_000_000 };
    assert_eq!(touch(&mut run, second, later), Err(Refusal::Stuck(second)));
    assert_eq!(touch(&mut run, first, later), Err(Refusal::Held(first)));
    let end = run.world().now().0 + 1_000_000;
    assert!(run.run_until(Instant(end), 100_000));
    assert_eq!((receives(&run, first), receives(&run, second)), (0, 0));
    touch(&mut run, first, Touch::Release).expect("it is held");
    assert!(run.run_until(Instant(end + 1_000_000), 100_000));
    assert_eq!((receives(&run, first), receives(&run, second)), (1, 1));
}

#[test]
fn what_is_sent_after_a_held_message_waits_behind_it() {
    let mut run = run_until(2_000_000);
    let id = message(&mut run, |e| e.to == TRADER);
    let (from, to) = envelope(&run, id).map(|e| (e.from, e.to)).expect("it is under way");
    touch(&mut run, id, Touch::Hold).expect("it is under way");
    let end = run.world().now().0 + 4_000_000;
    assert!(run.run_until(Instant(end), 100_000));
    let behind = run.world().in_flight().filter(|e| (e.from, e.to) == (from, to)).count();
    assert!(behind > 1, "its sender says more to the trader within four seconds");
    act(&mut run, Intervention::Heal);
    assert!(envelope(&run, id).is_some_and(|e| e.held), "healing links releases no message");
    touch(&mut run, id, Touch::Deliver).expect("a held message can be delivered");
    let stuck = run.world().in_flight().filter(|e| e.due_at == Instant::NEVER).count();
    assert_eq!(stuck, 0, "nothing holds up the others any more");
}

#[test]
fn a_postponed_message_arrives_then_and_nothing_overtakes_it() {
    let mut run = run_until(2_000_000);
    let id = message(&mut run, |e| e.to == TRADER);
    let until_us = run.world().now().0 + 900_000;
    touch(&mut run, id, Touch::Postpone { until_us }).expect("nothing is behind it");
    assert!(run.run_until(Instant(until_us - 1), 100_000));
    assert_eq!(receives(&run, id), 0);
    assert!(run.run_until(Instant(until_us), 100_000));
    assert_eq!(receives(&run, id), 1);
}

#[test]
fn a_message_cannot_be_postponed_to_when_it_arrives_anyway_or_for_days() {
    let mut run = run_until(2_000_000);
    let id = message(&mut run, |e| e.to == TRADER);
    let due = envelope(&run, id).map(|e| e.due_at).expect("it is under way");
    let postpone = |until_us| Touch::Postpone { until_us };
    assert_eq!(touch(&mut run, id, postpone(due.0)), Err(Refusal::NotLater(due)));
    assert_eq!(touch(&mut run, id, postpone(u64::MAX)), Err(Refusal::TooFar));
}

#[test]
fn a_message_to_a_peer_that_cannot_take_it_is_not_delivered_by_hand() {
    let mut run = run_until(2_000_000);
    let id = message(&mut run, |e| e.to == TRADER);
    act(&mut run, Intervention::Pause(PeerId(5)));
    assert_eq!(touch(&mut run, id, Touch::Deliver), Err(Refusal::Paused(PeerId(5))));
    act(&mut run, Intervention::Crash(PeerId(5)));
    assert_eq!(touch(&mut run, id, Touch::Deliver), Err(Refusal::NoReceiver(PeerId(5))));
    act(&mut run, Intervention::Restart(PeerId(5)));
    assert_eq!(touch(&mut run, id, Touch::Deliver), Err(Refusal::NoReceiver(PeerId(5))));
}

#[test]
fn a_message_that_is_lost_anyway_and_one_on_a_clogged_link_stay() {
    let mut run = run_until(2_000_000);
    let cut = Rule { links: Links::AllPeers, disturbance: Disturbance::Cut };
    act(&mut run, Intervention::Disturb(cut));
    let id = message(&mut run, |e| e.loss.is_some());
    assert_eq!(touch(&mut run, id, Touch::Deliver), Err(Refusal::Doomed(id, Loss::Cut)));
    act(&mut run, Intervention::Heal);
    let clog = Rule { links: Links::AllPeers, disturbance: Disturbance::Clog };
    act(&mut run, Intervention::Disturb(clog));
    let id = message(&mut run, |e| e.due_at == Instant::NEVER);
    let refused = touch(&mut run, id, Touch::Deliver);
    assert!(matches!(refused, Err(Refusal::Clogged(..))), "{refused:?}");
}

#[test]
fn one_way_of_a_cut_link_can_be_healed() {
    let mut run = run_until(2_000_000);
    let (buyer, trader) = (Party::Peer(PeerId(1)), TRADER);
    let rule = Rule { links: Links::Between(buyer, trader), disturbance: Disturbance::Cut };
    act(&mut run, Intervention::Disturb(rule));
    act(&mut run, Intervention::HealLinks(Links::OneWay { from: buyer, to: trader }));
    let applies = |run: &Run, from, to| run.world().network().rules()[0].applies(from, to);
    assert!(!applies(&run, buyer, trader) && applies(&run, trader, buyer));
    act(&mut run, Intervention::HealLinks(Links::Between(buyer, trader)));
    assert!(run.world().network().rules().is_empty());
}

#[test]
fn healing_some_links_releases_what_piled_up_on_them_alone() {
    let mut run = run_until(2_000_000);
    let clog = Rule { links: Links::AllPeers, disturbance: Disturbance::Clog };
    act(&mut run, Intervention::Disturb(clog));
    assert!(run.run_until(Instant(6_000_000), 100_000));
    let stuck = |run: &Run| -> Vec<_> {
        let stuck = run.world().in_flight().filter(|e| e.due_at == Instant::NEVER);
        stuck.map(|e| (e.from, e.to)).collect()
    };
    let healed = stuck(&run)[0];
    let links = Links::OneWay { from: healed.0, to: healed.1 };
    act(&mut run, Intervention::HealLinks(links));
    assert!(!stuck(&run).contains(&healed) && !stuck(&run).is_empty());
}

#[test]
fn a_timer_fired_runs_out_now_and_only_once() {
    let mut run = run_until(2_000_000);
    let (peer, timer) = (PeerId(1), Timer::Check);
    act(&mut run, Intervention::Fire { peer, timer });
    assert_eq!(last(&run)[0], What::Timer(timer));
    let again = Intervention::Fire { peer, timer: Timer::Election };
    let now = run.world().now();
    assert_eq!(run.act(again, now), Err(Refusal::NotRunning(peer, Timer::Election)));
}

fn due(run: &Run, timer: Timer) -> Vec<u64> {
    let running = |peer| run.world().node(peer).timers.iter().find(move |t| t.timer == timer);
    PeerId::all(6).filter_map(|peer| running(peer).map(|running| running.key.at.0)).collect()
}

#[test]
fn aligned_timers_run_out_together_and_spread_ones_one_by_one() {
    let mut run = run_until(2_000_000);
    let first = due(&run, Timer::Check).into_iter().min().expect("they check");
    act(&mut run, Intervention::Align(Timer::Check));
    assert!(due(&run, Timer::Check).iter().all(|at| *at == first));
    act(&mut run, Intervention::Spread { timer: Timer::Check, by_us: 7_000 });
    let mut spread = due(&run, Timer::Check);
    spread.sort_unstable();
    assert!(spread.windows(2).all(|two| two[1] - two[0] == 7_000) && spread[0] == first);
    let now = run.world().now();
    let refused = run.act(Intervention::Align(Timer::Election), now);
    assert_eq!(refused, Err(Refusal::TooFewTimers(Timer::Election)));
}

/// After the trader's death, aligned checks let all notice at once; spread ones leave it to the first.
#[test]
fn aligned_checks_split_the_election_and_spread_ones_leave_it_to_one() {
    let who_notice = |arrange: Intervention| {
        let idle = Law::Fixed { us: 600_000_000 };
        let mut run = Run::new(Scenario { think: idle, ..Scenario::report() }).expect("it is sane");
        assert!(run.run_until(Instant(4_000_000), 100_000));
        act(&mut run, Intervention::Crash(PeerId(5)));
        act(&mut run, arrange);
        let from = run.trace_length();
        let opens = |e: &Event| matches!(e.what, What::Note(Note::Opens { .. }));
        while !run.trace().range(run.last_step()).any(opens) && run.forward() {}
        let suspects = |e: &&Event| matches!(e.what, What::Note(Note::Suspects { .. }));
        run.trace().range(from..run.trace().len()).filter(suspects).count()
    };
    assert_eq!(who_notice(Intervention::Align(Timer::Check)), 5);
    assert_eq!(who_notice(Intervention::Spread { timer: Timer::Check, by_us: 600_000 }), 1);
}
