//! The run on screen, measured in the report's way, slice by slice: a run may be long. No browser in it.

use trading_post::figures::Survey;
use trading_post::run::{BranchId, Run};
use trading_post::time::Duration;
use trading_post::trace::Spans;

/// A survey of a branch up to the moment shown, as far as it has come.
#[derive(Clone, Debug)]
pub struct Surveying {
    branch: BranchId,
    taken: usize,
    survey: Survey,
}

impl Surveying {
    /// Begins to survey the branch on which a run stands.
    #[must_use]
    pub fn new(run: &Run) -> Self {
        Self { branch: run.branch_id(), taken: 0, survey: Survey::new(run.scenario()) }
    }

    /// Goes on by so many events. Says whether there is more to do.
    pub fn go_on(&mut self, run: &Run, events: usize) -> bool {
        if self.branch != run.branch_id() || run.trace_length() < self.taken {
            *self = Self::new(run);
        }
        let open = run.trace_length() - self.taken;
        let slice = run.trace().iter_from(self.taken).take(open.min(events));
        slice.for_each(|(_, event)| self.survey.take(event));
        self.taken += open.min(events);
        self.taken < run.trace_length()
    }

    /// How many events it has taken.
    #[must_use]
    pub const fn taken(&self) -> usize {
        self.taken
    }

    /// What they add up to.
    #[must_use]
    pub const fn survey(&self) -> &Survey {
        &self.survey
    }
}

/// How long each election took that was over by the moment shown: from the first doubt until a trader
/// traded.
#[must_use]
pub fn elections(run: &Run, spans: &Spans) -> Vec<Duration> {
    let known = run.trace_length();
    let over = spans.elections().iter().filter_map(|span| Some((span.from, span.to?)));
    let over = over.filter(|(_, to)| *to < known);
    over.map(|(from, to)| run.trace()[to].at.since(run.trace()[from].at)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::Lab;
    use trading_post::scenario::Scenario;

    fn lab() -> Lab {
        let mut lab = Lab::new(Scenario::report()).expect("it makes sense");
        (0..100).for_each(|_| lab.advance(100.0));
        lab.set_playing(false);
        lab
    }

    fn surveyed(lab: &Lab) -> Surveying {
        let mut surveying = Surveying::new(lab.run());
        while surveying.go_on(lab.run(), 100) {}
        surveying
    }

    #[test]
    fn a_survey_ends_at_the_moment_shown_and_begins_anew_where_that_goes_back() {
        let mut lab = lab();
        let mut surveying = surveyed(&lab);
        assert_eq!(surveying.taken(), lab.run().trace_length());
        lab.seek(100);
        while surveying.go_on(lab.run(), 100) {}
        assert_eq!(surveying.taken(), lab.run().trace_length());
        assert_eq!(surveying.survey().tally().events(), lab.run().trace_length() as u64);
    }

    #[test]
    fn elections_are_those_that_are_over_by_the_moment_shown() {
        let mut lab = lab();
        let took = elections(lab.run(), &lab.index().spans);
        assert!(!took.is_empty() && took[0].0 > 0, "{took:?}");
        lab.seek(1);
        assert!(elections(lab.run(), &lab.index().spans).is_empty());
    }
}
