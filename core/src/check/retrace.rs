//! I12: the same version, scenario, seed and interventions give the same trace.
//!
//! It cannot be judged from one trace: the branch is played again from the scenario and what users
//! did, and each event is compared with the one that was recorded. Of a run that somebody else made,
//! perhaps on another machine, only the fingerprint is known.

use super::{Breach, Invariant};
use crate::digest::{Digest, Digester};
use crate::run::{Branch, Record, Run, take_step};
use crate::scenario::Scenario;
use crate::trace::{digest, sentence};
use crate::world::{Event, World};
use std::hash::Hash;

/// A branch that is being played again. It can be done in slices, so that a page can paint between.
#[derive(Clone, Debug)]
pub struct Retrace {
    scenario: Scenario,
    world: World,
    moment: usize,
    compared: usize,
    digester: Digester,
    /// A step's events; empty between steps, kept so that no step has to make one.
    events: Vec<Event>,
}

/// How far a branch that is played again has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Retraced {
    /// It is the same so far.
    Unfinished,
    /// All that is known of it is the same, and this is the digest of its trace.
    Same(Digest),
}

impl Run {
    /// Begins to play the branch on which the run stands again.
    #[must_use]
    pub fn begin_retrace(&self) -> Retrace {
        Retrace::new(self.scenario().clone())
    }

    /// Plays all that is known of the branch on which the run stands again, and gives the digest of
    /// its trace, that of [`crate::trace::digest`].
    ///
    /// # Errors
    /// The first event that is another.
    pub fn retrace(&self) -> Result<Digest, Breach> {
        let mut retrace = self.begin_retrace();
        loop {
            if let Retraced::Same(digest) = retrace.go_on(self.branch(), usize::MAX)? {
                return Ok(digest);
            }
        }
    }
}

impl Run {
    /// Whether what led to the moment shown is what a record's fingerprint tells, of which this run
    /// was made. A record without one says nothing.
    ///
    /// # Errors
    /// I12 is broken: it is another.
    pub fn reproduces(&self, record: &Record) -> Result<(), Breach> {
        let played = digest(self.past());
        match record.digest {
            Some(recorded) if recorded != played => {
                let event = self.trace_length().saturating_sub(1);
                let sentence = format!(
                    "The run of the record has the digest {recorded}, and made again here it has \
                     {played}: it is another run"
                );
                Err(Breach { invariant: Invariant::Replay, event, sentence, proof: vec![event] })
            }
            Some(_) | None => Ok(()),
        }
    }
}

impl Retrace {
    fn new(scenario: Scenario) -> Self {
        Self {
            world: World::new(&scenario).expect("it made sense when the run began"),
            scenario,
            moment: 0,
            compared: 0,
            digester: Digester::new(),
            events: Vec::new(),
        }
    }

    /// Goes on by at most so many steps. The branch must be the one that it began with, as far as it
    /// is known by now.
    ///
    /// # Errors
    /// The first event that is another.
    pub fn go_on(&mut self, branch: &Branch, most_steps: usize) -> Result<Retraced, Breach> {
        for _ in 0..most_steps {
            if self.moment == branch.known_steps() {
                return Ok(Retraced::Same(self.digester.digest()));
            }
            self.step(branch)?;
        }
        Ok(Retraced::Unfinished)
    }

    /// How many events were compared.
    #[must_use]
    pub const fn compared(&self) -> usize {
        self.compared
    }

    fn step(&mut self, branch: &Branch) -> Result<(), Breach> {
        self.events.clear();
        take_step(&mut self.world, branch, self.moment, &mut self.events);
        let recorded = branch.events_between(self.moment, self.moment + 1);
        let mut again = self.events.iter();
        for recorded in branch.trace().range(recorded) {
            let again = again.next();
            if again != Some(recorded) {
                return Err(self.differs(Some(recorded), again));
            }
            recorded.hash(&mut self.digester);
            self.compared += 1;
        }
        if let Some(more) = again.next() {
            return Err(self.differs(None, Some(more)));
        }
        self.moment += 1;
        Ok(())
    }

    fn differs(&self, recorded: Option<&Event>, again: Option<&Event>) -> Breach {
        let told = |event: Option<&Event>| {
            event.map_or_else(|| "nothing".to_owned(), |event| self.told(event))
        };
        let sentence = format!(
            "Played again, event {} is: {}; and recorded is: {}",
            self.compared,
            told(again),
            told(recorded)
        );
        let (event, proof) = (self.compared, vec![self.compared]);
        Breach { invariant: Invariant::Replay, event, sentence, proof }
    }

    fn told(&self, event: &Event) -> String {
        format!("{} s {}", event.at, sentence(event, &self.scenario))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::PeerId;
    use crate::scenario::Intervention;
    use crate::time::Instant;
    use crate::world::What;

    fn run() -> Run {
        let mut run = Run::new(Scenario::report()).expect("it makes sense");
        run.run_until(Instant(2_000_000), 10_000);
        run.act(Intervention::Crash(PeerId(5)), Instant(2_000_000)).expect("it is up");
        run.run_until(Instant(6_000_000), 10_000);
        run
    }

    #[test]
    fn the_same_run_gives_the_same_trace() {
        let run = run();
        assert_eq!(run.retrace(), Ok(digest(run.trace().iter())));
    }

    #[test]
    fn slices_come_to_the_same_and_a_branch_may_grow_meanwhile() {
        let mut run = run();
        let mut retrace = run.begin_retrace();
        assert_eq!(retrace.go_on(run.branch(), 100), Ok(Retraced::Unfinished));
        assert!(retrace.compared() >= 100);
        run.run_until(Instant(8_000_000), 10_000);
        let same = retrace.go_on(run.branch(), usize::MAX);
        assert_eq!(same, Ok(Retraced::Same(digest(run.trace().iter()))));
        assert_eq!(retrace.compared(), run.trace().len());
    }

    /// A run that began with this, as it never would have.
    #[track_caller]
    fn finds(forged: &[Event], why: &str) {
        let scenario = Scenario::report();
        let world = World::new(&scenario).expect("it makes sense");
        let mut branch = Branch::new("forged".to_owned(), world);
        branch.add_step(forged);
        let breach = Retrace::new(scenario).go_on(&branch, 9).expect_err("it is another");
        assert_eq!((breach.sentence.as_str(), breach.invariant), (why, Invariant::Replay));
        assert_eq!(breach.proof.last(), Some(&breach.event));
    }

    #[test]
    fn an_event_that_is_recorded_otherwise_breaks_i12() {
        let mut first = Run::new(Scenario::report()).expect("it makes sense");
        first.forward();
        let step: Vec<_> = first.trace().iter().copied().collect();
        let [mut other, ..] = step[..] else { panic!("something happens") };
        other.what = What::Resume;
        let why = "Played again, event 0 is: 0.000 s Peer 0 starts; and recorded is: 0.000 s Peer 0 goes on";
        finds(&[other], why);
        let last = sentence(&step[step.len() - 1], first.scenario());
        let place = step.len() - 1;
        let why =
            format!("Played again, event {place} is: 0.000 s {last}; and recorded is: nothing");
        finds(&step[..place], &why);
    }
}
