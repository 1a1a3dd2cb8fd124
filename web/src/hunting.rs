//! A hunt as the page leads it: slice by slice until something breaks, and then until nothing can be
//! left out of what breaks it. No browser in it.

use trading_post::check::hunt::{Counts, Find, Hunt, Plan, Progress, Shrink};
use trading_post::id::PeerId;
use trading_post::run::Run;
use trading_post::scenario::Intervention;

/// A hunt that is under way, or over.
#[derive(Clone, Debug)]
pub struct Hunting {
    most: u64,
    stage: Stage,
}

#[derive(Clone, Debug)]
enum Stage {
    Hunts(Box<Hunt>),
    Shrinks(Box<Shrink>, Counts),
    Over(Option<Box<Find>>, Counts),
}

/// What there is to tell of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Report {
    /// Continuations tried, and the most that are tried.
    pub tried: (u64, u64),
    /// Steps that the world took for them.
    pub steps: u64,
    /// How far it has come.
    pub state: State,
}

/// How far a hunt has come.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum State {
    /// Nothing is found yet.
    Hunts,
    /// Something is found, with so many acts; fewer may do.
    Shrinks(usize),
    /// Nothing breaks.
    Nothing,
    /// This breaks.
    Found {
        /// Which check, by its number.
        check: &'static str,
        /// What broke, in a sentence without a full stop.
        sentence: String,
        /// What is done, each with its time; nothing, if it breaks by itself.
        acts: Vec<String>,
    },
}

impl Hunting {
    /// A hunt from the moment at which a run stands.
    #[must_use]
    pub fn new(run: &Run, plan: Plan) -> Self {
        let most = plan.continuations;
        Self { most, stage: Stage::Hunts(Box::new(Hunt::new(run, plan))) }
    }

    /// Goes on by about so many steps of the world. Says whether there is more to do.
    pub fn go_on(&mut self, steps: u64) -> bool {
        match &mut self.stage {
            Stage::Hunts(hunt) => match hunt.go_on(steps) {
                Progress::Hunting => {}
                Progress::Exhausted => self.stage = Stage::Over(None, hunt.counts()),
                Progress::Found => {
                    let counts = hunt.counts();
                    self.stage = hunt.shrink().map_or(Stage::Over(None, counts), |shrink| {
                        Stage::Shrinks(Box::new(shrink), counts)
                    });
                }
            },
            Stage::Shrinks(shrink, counts) => {
                if shrink.go_on(steps) {
                    let find = Box::new(shrink.find().clone());
                    self.stage = Stage::Over(Some(find), *counts);
                }
            }
            Stage::Over(..) => {}
        }
        !matches!(self.stage, Stage::Over(..))
    }

    /// What was found, when it is over.
    #[must_use]
    pub fn find(&self) -> Option<&Find> {
        match &self.stage {
            Stage::Over(find, _) => find.as_deref(),
            Stage::Hunts(_) | Stage::Shrinks(..) => None,
        }
    }

    /// What there is to tell.
    #[must_use]
    pub fn report(&self) -> Report {
        let (counts, state) = match &self.stage {
            Stage::Hunts(hunt) => (hunt.counts(), State::Hunts),
            Stage::Shrinks(shrink, counts) => (*counts, State::Shrinks(shrink.find().acts.len())),
            Stage::Over(None, counts) => (*counts, State::Nothing),
            Stage::Over(Some(find), counts) => (*counts, found(find)),
        };
        let tried = (counts.continuations, self.most);
        Report { tried, steps: counts.steps, state }
    }
}

fn found(find: &Find) -> State {
    let acts = find.acts.iter().map(|done| format!("{} s: {}", done.at, done.act));
    State::Found {
        check: find.breach.invariant.name(),
        sentence: find.breach.sentence.clone(),
        acts: acts.collect(),
    }
}

/// The peer that the first act of a find is done to, for the eye.
#[must_use]
pub fn struck(find: &Find) -> Option<PeerId> {
    find.acts.first().map(|done| &done.act).and_then(Intervention::peer)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::Lab;
    use trading_post::check::hunt::Strategy;
    use trading_post::scenario::Scenario;

    fn hunted(preset: &str) -> (Lab, Hunting) {
        let scenario = Scenario::preset(preset).expect("there is such a preset");
        let lab = Lab::new(scenario).expect("it makes sense");
        let mut hunting = Hunting::new(lab.run(), Plan::new(Strategy::Random));
        while hunting.go_on(10_000) {}
        (lab, hunting)
    }

    #[test]
    fn without_durable_answers_a_hunt_finds_the_lost_sale_and_opens_it() {
        let (mut lab, hunting) = hunted("without-durable-answers");
        let find = hunting.find().expect("a crash loses a sale");
        let State::Found { check, acts, .. } = hunting.report().state else {
            panic!("{:?}", hunting.report());
        };
        assert_eq!((check, acts.len()), ("I7", 1), "{acts:?}");
        assert!(lab.open(find));
        let breach = &lab.index().checks.breaches()[0];
        assert_eq!(breach.sentence, find.breach.sentence);
        assert_eq!(lab.run().branches().len(), 2);
        assert_eq!(lab.run().moment(), find.moment);
    }

    #[test]
    fn where_sales_are_durable_a_hunt_finds_nothing_and_says_what_it_tried() {
        let (_, hunting) = hunted("without-durable-answers-defended");
        let report = hunting.report();
        assert_eq!(report.state, State::Nothing);
        assert!(report.tried.0 > 100 && report.steps > report.tried.0, "{report:?}");
    }
}
