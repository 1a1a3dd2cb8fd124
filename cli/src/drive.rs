//! Plays a run and keeps nothing of it but what makes it again: so it can be as long as it likes.

use crate::start::{Goal, Start};
use anyhow::{Result, bail};
use trading_post::run::{Record, RecordedAct};
use trading_post::scenario::Intervention;
use trading_post::time::Instant;
use trading_post::world::{Event, World};

/// A run that was played to its end.
pub struct Played {
    /// The world at the end.
    pub world: World,
    /// What makes the run again.
    pub record: Record,
}

/// Plays a run, and shows the events of each step, with the world after it.
pub fn drive(start: Start, mut see: impl FnMut(&[Event], &World) -> Result<()>) -> Result<Played> {
    let Start { scenario, goal, acts } = start;
    let mut drive = Drive { world: World::new(&scenario)?, goal, taken: 0, events: Vec::new() };
    let (mut acts, mut done, mut moment) = (acts, Vec::new(), 0);
    loop {
        drive.events.clear();
        let next = acts.pop_front_if(|(at, _)| drive.is_next(*at));
        let went_on = match next {
            Some((at, act)) => {
                drive.act(at, &act)?;
                done.push(RecordedAct { step: moment, at, act });
                true
            }
            None => drive.step(),
        };
        if !went_on {
            break;
        }
        moment += 1;
        drive.taken += drive.events.len() as u64;
        see(&drive.events, &drive.world)?;
    }
    if let Some((at, act)) = acts.front() {
        bail!("{} at {at} s comes after the end, at {} s", name(act), drive.world.now());
    }
    Ok(Played { record: Record::of_acts(scenario, done, moment), world: drive.world })
}

struct Drive {
    world: World,
    goal: Goal,
    taken: u64,
    /// Of the last step.
    events: Vec<Event>,
}

impl Drive {
    /// Whether an act comes before all else that happens.
    fn is_next(&self, at: Instant) -> bool {
        self.may_go_on(at) && self.world.next_at().is_none_or(|next| at <= next)
    }

    fn may_go_on(&self, at: Instant) -> bool {
        match self.goal {
            Goal::Until(end) => at <= end,
            Goal::Events(most) => self.taken < most,
        }
    }

    fn act(&mut self, at: Instant, act: &Intervention) -> Result<()> {
        self.world.wait_until(at);
        match self.world.act(act, &mut self.events) {
            Ok(()) => Ok(()),
            Err(refusal) => bail!("{} at {at} s is not possible: {refusal}", name(act)),
        }
    }

    fn step(&mut self) -> bool {
        let next = self.world.next_at();
        next.is_some_and(|next| self.may_go_on(next)) && self.world.step(&mut self.events)
    }
}

/// An act as the options name it.
fn name(act: &Intervention) -> String {
    match (act, act.peer()) {
        (Intervention::Restart(_), Some(peer)) => format!("--restart {peer}"),
        (_, Some(peer)) => format!("--kill {peer}"),
        (_, None) => "what is done".to_owned(),
    }
}
