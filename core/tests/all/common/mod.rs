//! The invariants of the protocol page, written a second time: over what was recorded and over what
//! the peers and the ledger hold, without the code that they check. The ledger is added up here
//! anew, causality is worked out from sends and receives alone.
//!
//! - [`ledger`]: I1, I3, I5, I6, I7. - [`notebooks`]: I4, and what is true at rest.
//! - [`links`]: I11. - [`queue`]: I10. - [`storm`]: scenarios and faults drawn at random.
//! - [`play`]: what somebody can do who plays with a run.

pub mod ledger;
pub mod links;
pub mod notebooks;
pub mod play;
pub mod queue;
pub mod storm;

use trading_post::id::PeerId;
use trading_post::run::Run;
use trading_post::scenario::{Disturbance, Intervention, Scenario, Touch};
use trading_post::time::{Duration, Instant};
use trading_post::world::{Event, Life, World};

/// Holds, or a sentence on how it was broken.
pub type Verdict = Result<(), String>;

/// An invariant's name, and the check of it.
pub type Invariant = (&'static str, fn(&Seen<'_>) -> Verdict);

/// A world and all that has happened in it.
pub struct Seen<'a> {
    /// What the run started from.
    pub scenario: &'a Scenario,
    /// The world now.
    pub world: &'a World,
    /// What has happened so far.
    pub trace: Vec<Event>,
    /// Whether no link was ever told to let messages overtake each other.
    pub in_order: bool,
}

/// What must hold after every event.
pub const ALWAYS: [Invariant; 8] = [
    ("I1", ledger::one_peer_grants_in_an_epoch),
    ("I3", ledger::only_the_current_trader_appends),
    ("I4", notebooks::everybody_has_what_the_ledger_says),
    ("I5", ledger::lots_add_up),
    ("I6", ledger::a_request_is_carried_out_once),
    ("I7", ledger::what_was_answered_is_carved),
    ("I10", queue::no_grant_inverts_causality),
    ("I11", links::links_are_faithful),
];

impl<'a> Seen<'a> {
    /// A run at the moment at which it stands.
    pub fn of(run: &'a Run) -> Self {
        let planned = run.scenario().faults.iter().map(|planned| &planned.act);
        let done = run.acts().map(|(_, recorded)| &recorded.act);
        Self {
            scenario: run.scenario(),
            world: run.world(),
            trace: run.past().copied().collect(),
            in_order: !planned.chain(done).any(lets_overtake),
        }
    }

    /// The names of the broken invariants, each with a sentence.
    pub fn breaches(&self) -> Vec<(&'static str, String)> {
        let broken = |(name, check): &Invariant| check(self).err().map(|why| (*name, why));
        ALWAYS.iter().filter_map(broken).collect()
    }

    /// All that must always hold, holds.
    pub fn holds(&self) -> Verdict {
        let breaches = self.breaches();
        if breaches.is_empty() {
            return Ok(());
        }
        let all: Vec<_> = breaches.iter().map(|(name, why)| format!("{name}: {why}")).collect();
        Err(format!("at {}: {}", self.world.now(), all.join("; ")))
    }
}

fn lets_overtake(act: &Intervention) -> bool {
    let Intervention::Disturb(rule) = act else {
        return false;
    };
    matches!(rule.disturbance, Disturbance::Reorder { .. })
}

/// A run of a scenario that makes sense.
pub fn run_of(scenario: &Scenario) -> Run {
    Run::new(scenario.clone()).expect("the scenario makes sense")
}

/// Lets so much time pass. Nothing may happen without end in it.
pub fn pass(run: &mut Run, time: Duration) -> Verdict {
    let until = run.world().now() + time;
    if run.run_until(until, 2_000_000) {
        return Ok(());
    }
    Err(format!("two million steps between {} and {until}", run.world().now()))
}

/// Does something now, if it is possible.
pub fn try_act(run: &mut Run, act: Intervention) -> bool {
    let now = run.world().now();
    run.act(act, now).is_ok()
}

/// Does something at a time, before anything that is due then.
pub fn act_at(run: &mut Run, at: Instant, act: Intervention) -> bool {
    while run.next_at().is_some_and(|next| next < at) && run.forward() {}
    run.act(act, at).is_ok()
}

/// All faults end: links behave, what is held is released, who is paused goes on, who is down starts
/// again.
pub fn end_faults(run: &mut Run) {
    try_act(run, Intervention::Heal);
    let held: Vec<_> = run.world().in_flight().filter(|e| e.held).map(|e| e.id).collect();
    for message in held {
        try_act(run, Intervention::Touch { message, touch: Touch::Release });
    }
    for id in PeerId::all(run.scenario().peers.len()) {
        try_act(run, Intervention::Resume(id));
        try_act(run, Intervention::Restart(id));
    }
}

/// Who leads, of those that are up.
pub fn leaders(world: &World) -> Vec<PeerId> {
    let up = |life: &Life| matches!(life, Life::Up(_));
    let leads = |(id, node): (PeerId, &trading_post::world::Node)| {
        (up(&node.life) && node.peer().is_some_and(|p| p.desk().is_some())).then_some(id)
    };
    world.nodes().filter_map(leads).collect()
}
