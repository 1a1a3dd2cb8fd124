//! What a run can be let go on to: the next time that something happens.

use super::Run;
use crate::id::PeerId;
use crate::market::ledger::Entry;
use crate::peer::io::Note;
use crate::time::Instant;
use crate::world::{Event, What, World};

/// Something that happens in a step, or as what it leads to. It is always a step to come that
/// reaches a goal: what is so already counts for nothing until a step makes it so anew.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Goal {
    /// Somebody holds an election.
    Election,
    /// A trader has opened its epoch, and trades.
    Trader,
    /// The ledger takes a sale.
    Sale,
    /// This peer crashes.
    Crash(PeerId),
    /// This peer has won an election, and leads.
    Leads(PeerId),
    /// This peer no longer trusts its trader.
    Suspects(PeerId),
    /// A message is lost.
    Loss,
    /// A request joins a queue, and more than so many wait in it then. In a queue that is as long
    /// already it is the next request that joins.
    LongQueue(usize),
    /// Something happens at this time or later. If that is past, the next step reaches it.
    Time(Instant),
    /// Something happens at this peer.
    EventAt(PeerId),
}

/// How far a run came on its way to a goal.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Progress {
    /// The last step has reached it.
    Reached,
    /// It is not reached, and nothing is due any more.
    NoMore,
    /// It is not reached yet.
    Unfinished,
}

impl Goal {
    /// Until when the run goes on: `until the next sale`.
    #[must_use]
    pub fn sentence(&self) -> String {
        match self {
            Self::Election => "until the next election".to_owned(),
            Self::Trader => "until the next trader opens its epoch".to_owned(),
            Self::Sale => "until the next sale".to_owned(),
            Self::Crash(peer) => format!("until peer {peer} crashes"),
            Self::Leads(peer) => format!("until peer {peer} leads"),
            Self::Suspects(peer) => format!("until peer {peer} suspects its trader"),
            Self::Loss => "until a message is lost".to_owned(),
            Self::LongQueue(1) => "until more than 1 request waits in a queue".to_owned(),
            Self::LongQueue(length) => {
                format!("until more than {length} requests wait in a queue")
            }
            Self::Time(at) => format!("until {at} s"),
            Self::EventAt(peer) => format!("until something happens at peer {peer}"),
        }
    }

    /// Whether a step with these events, which led to this world, has reached it.
    fn reached(&self, events: &[Event], world: &World) -> bool {
        let any = |wanted: &dyn Fn(&What) -> bool| events.iter().any(|event| wanted(&event.what));
        let at = |peer: PeerId, wanted: &dyn Fn(&What) -> bool| {
            events.iter().any(|event| event.peer() == Some(peer) && wanted(&event.what))
        };
        match self {
            Self::Election => any(&|what| matches!(what, What::Note(Note::Holds))),
            Self::Trader => any(&|what| matches!(what, What::Note(Note::Opens { .. }))),
            Self::Sale => {
                any(&|what| matches!(what, What::Append { entry: Entry::Sale { .. }, .. }))
            }
            Self::Crash(peer) => at(*peer, &|what| matches!(what, What::Crash)),
            Self::Leads(peer) => at(*peer, &|what| matches!(what, What::Note(Note::Leads))),
            Self::Suspects(peer) => {
                at(*peer, &|what| matches!(what, What::Note(Note::Suspects { .. })))
            }
            Self::Loss => any(&|what| matches!(what, What::Drop { .. })),
            Self::LongQueue(length) => events.iter().any(|event| {
                matches!(event.what, What::Note(Note::Queues { .. }))
                    && event.peer().is_some_and(|peer| waiting_at(world, peer) > *length)
            }),
            Self::Time(at) => world.now() >= *at,
            Self::EventAt(peer) => at(*peer, &|_| true),
        }
    }
}

/// How many requests wait in a peer's queue.
fn waiting_at(world: &World, peer: PeerId) -> usize {
    let desk = world.node(peer).peer().and_then(|peer| peer.desk());
    desk.map_or(0, |desk| desk.queue().tickets().len())
}

impl Run {
    /// Goes on until a step reaches the goal, at most `most_steps` steps; through what is known
    /// already as through what is new. Called again, it goes on from there.
    pub fn run_to(&mut self, goal: &Goal, most_steps: usize) -> Progress {
        for _ in 0..most_steps {
            if !self.forward() {
                return Progress::NoMore;
            }
            if goal.reached(&self.events, &self.world) {
                return Progress::Reached;
            }
        }
        Progress::Unfinished
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Disturbance, Intervention, Links, Rule, Scenario};

    fn run() -> Run {
        Run::new(Scenario::report()).expect("it makes sense")
    }

    fn act(run: &mut Run, act: Intervention) {
        let now = run.world().now();
        run.act(act, now).expect("it is possible");
    }

    /// The sentences of the events of the step that reached the goal.
    #[track_caller]
    fn reach(run: &mut Run, goal: &Goal) -> String {
        assert_eq!(run.run_to(goal, 10_000), Progress::Reached, "{}", goal.sentence());
        let step = run.trace().range(run.last_step());
        let told: Vec<_> = step.map(|e| crate::trace::sentence(e, run.scenario())).collect();
        told.join(", ")
    }

    #[track_caller]
    fn check(goal: &Goal, told: &str) {
        let happened = reach(&mut run(), goal);
        assert!(happened.contains(told), "{happened}");
    }

    #[test]
    fn each_goal_is_reached_by_what_it_names() {
        check(&Goal::Election, "election");
        check(&Goal::Sale, "The ledger takes entry 3: salt from peer 0 to peer 1 for 15.00");
        check(&Goal::EventAt(PeerId(3)), "3");
    }

    #[test]
    fn the_next_trader_is_the_one_that_has_opened_its_epoch() {
        let mut run = run();
        reach(&mut run, &Goal::Trader);
        let desk = run.world().node(PeerId(5)).peer().and_then(|peer| peer.desk());
        assert_eq!(desk.map(|desk| desk.phase()), Some(crate::peer::trader::Phase::Open));
    }

    #[test]
    fn the_death_of_a_trader_is_reached_in_its_parts() {
        let mut run = run();
        reach(&mut run, &Goal::Leads(PeerId(5)));
        reach(&mut run, &Goal::Trader);
        act(&mut run, Intervention::Crash(PeerId(5)));
        reach(&mut run, &Goal::Loss);
        let death = run.moment();
        reach(&mut run, &Goal::Leads(PeerId(4)));
        let suspects = |event: &Event| matches!(event.what, What::Note(Note::Suspects { .. }));
        let doubter = run.past().find(|event| suspects(event)).and_then(Event::peer);
        run.seek(death);
        reach(&mut run, &Goal::Suspects(doubter.expect("somebody called the election")));
    }

    #[test]
    fn a_goal_is_never_reached_by_the_step_before() {
        let mut run = run();
        reach(&mut run, &Goal::Sale);
        let first = run.moment();
        reach(&mut run, &Goal::Sale);
        assert!(run.moment() > first + 1);
        act(&mut run, Intervention::Crash(PeerId(5)));
        assert_eq!(run.run_to(&Goal::Crash(PeerId(5)), 2_000), Progress::Unfinished);
    }

    #[test]
    fn a_crash_that_is_known_already_is_reached_again() {
        let mut run = run();
        (0..200).for_each(|_| assert!(run.forward()));
        act(&mut run, Intervention::Crash(PeerId(2)));
        run.seek(0);
        reach(&mut run, &Goal::Crash(PeerId(2)));
        assert_eq!(run.moment(), 201);
    }

    #[test]
    fn a_time_that_is_past_is_reached_by_the_next_step() {
        let mut run = run();
        reach(&mut run, &Goal::Time(Instant(2_000_000)));
        assert!(run.world().now() >= Instant(2_000_000));
        let moment = run.moment();
        reach(&mut run, &Goal::Time(Instant(1_000_000)));
        assert_eq!(run.moment(), moment + 1);
    }

    #[test]
    fn a_long_queue_is_reached_when_a_request_joins_it() {
        let mut run = run();
        let goal = Goal::LongQueue(1);
        for _ in 0..3 {
            let before = run.moment();
            reach(&mut run, &goal);
            assert!(run.moment() > before && waiting_at(run.world(), PeerId(5)) > 1);
        }
    }

    #[test]
    fn in_slices_it_stops_where_it_stops_at_once() {
        let (mut at_once, mut sliced) = (run(), run());
        reach(&mut at_once, &Goal::Sale);
        while sliced.run_to(&Goal::Sale, 7) == Progress::Unfinished {}
        assert_eq!(sliced.moment(), at_once.moment());
    }

    #[test]
    fn where_nothing_is_due_any_more_no_goal_is_reached() {
        let mut run = run();
        let cut = Rule { links: Links::AllPeers, disturbance: Disturbance::Cut };
        act(&mut run, Intervention::Disturb(cut));
        (0..6).for_each(|peer| act(&mut run, Intervention::Crash(PeerId(peer))));
        assert_eq!(run.run_to(&Goal::Time(Instant::NEVER), 10_000), Progress::NoMore);
        assert_eq!(run.run_to(&Goal::EventAt(PeerId(999)), 0), Progress::Unfinished);
    }
}
