//! What the page does in the background, slice by slice between frames: a hunt, a branch that is played
//! again, figures that are measured. No browser in it.

use crate::hunting::Hunting;
use crate::lab::Lab;
use crate::measuring::Measurements;
use crate::panels::checks::ChecksView;
use crate::replaying::Replaying;
use crate::surveying::Surveying;
use trading_post::run::Run;

/// So many steps are taken before somebody looks at the clock.
const STEPS: usize = 500;
/// The same where a step may be that of a thousand peers.
const MEASURED_STEPS: u64 = 25;

/// What is done in the background.
#[derive(Debug, Default)]
pub struct Errands {
    /// A hunt that is under way or over.
    pub hunting: Option<Hunting>,
    /// A branch that is played again, or was.
    pub replaying: Option<Replaying>,
    /// How the run on screen adds up, as far as it was counted.
    pub surveying: Option<Surveying>,
    /// What is measured apart from it.
    pub measurements: Measurements,
}

impl Errands {
    /// Goes on by a small slice. Says whether there is more to do.
    pub fn go_on(&mut self, lab: &Lab) -> bool {
        let hunts = self.hunting.as_mut().is_some_and(|hunting| hunting.go_on(STEPS as u64));
        let replays =
            self.replaying.as_mut().is_some_and(|replaying| replaying.go_on(lab.run(), STEPS));
        let surveys =
            self.surveying.as_mut().is_some_and(|surveying| surveying.go_on(lab.run(), STEPS));
        let measures = self.measurements.go_on(MEASURED_STEPS);
        hunts || replays || surveys || measures
    }

    /// Has a run counted up to the moment shown. Says whether there is something to count.
    pub fn survey(&mut self, run: &Run) -> bool {
        self.surveying.get_or_insert_with(|| Surveying::new(run)).go_on(run, STEPS)
    }

    /// Ends what is about the run on screen, which is another from now on.
    pub fn leave_run(&mut self) {
        (self.hunting, self.replaying, self.surveying) = (None, None, None);
        self.measurements.leave_scenario();
    }

    /// What Checks shows.
    #[must_use]
    pub fn view(&self, lab: &Lab) -> ChecksView {
        let report = self.hunting.as_ref().map(Hunting::report);
        let verdict = self.replaying.as_ref().map(|replaying| replaying.verdict(lab.run()));
        ChecksView::of(lab, report, verdict)
    }
}
