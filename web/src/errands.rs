//! What the page does in the background, slice by slice between frames: a hunt, and a branch that is
//! played again. No browser in it.

use crate::hunting::Hunting;
use crate::lab::Lab;
use crate::panels::checks::ChecksView;
use crate::replaying::Replaying;

/// So many steps are taken before somebody looks at the clock.
const STEPS: usize = 500;

/// What is done in the background.
#[derive(Debug, Default)]
pub struct Errands {
    /// A hunt that is under way or over.
    pub hunting: Option<Hunting>,
    /// A branch that is played again, or was.
    pub replaying: Option<Replaying>,
}

impl Errands {
    /// Goes on by a small slice. Says whether there is more to do.
    pub fn go_on(&mut self, lab: &Lab) -> bool {
        let hunts = self.hunting.as_mut().is_some_and(|hunting| hunting.go_on(STEPS as u64));
        let replays =
            self.replaying.as_mut().is_some_and(|replaying| replaying.go_on(lab.run(), STEPS));
        hunts || replays
    }

    /// What Checks shows.
    #[must_use]
    pub fn view(&self, lab: &Lab) -> ChecksView {
        let report = self.hunting.as_ref().map(Hunting::report);
        let verdict = self.replaying.as_ref().map(|replaying| replaying.verdict(lab.run()));
        ChecksView::of(lab, report, verdict)
    }
}
