//! One choice, and the laboratory that follows it.

use crate::lab::Lab;
use crate::speed::Speed;
use trading_post::compare::{Choice, Reckoning, Row};
use trading_post::run::Run;
use trading_post::scenario::{Intervention, Planned, Problems, Scenario};
use trading_post::time::Instant;

/// One column of a comparison.
#[derive(Debug)]
pub struct Column {
    choice: Choice,
    lab: Lab,
    /// Of so many events of the trace as it has taken.
    reckoning: Reckoning,
}

impl Column {
    /// A column at its beginning.
    ///
    /// # Errors
    /// Every problem of the scenario with this choice and these acts.
    pub(super) fn new(
        scenario: &Scenario,
        choice: Choice,
        acts: &[Planned],
    ) -> Result<Self, Problems> {
        let run = Run::new(choice.of(scenario, acts))?;
        let reckoning = Reckoning::new(run.scenario());
        Ok(Self { choice, lab: Lab::of_run(run), reckoning })
    }

    /// What was chosen.
    #[must_use]
    pub const fn choice(&self) -> &Choice {
        &self.choice
    }

    /// Its laboratory.
    #[must_use]
    pub const fn lab(&self) -> &Lab {
        &self.lab
    }

    /// Lets the picture know how fast time goes by: that decides how long losses are to be seen.
    pub(super) fn tune(&mut self, playing: bool, speed: Speed) {
        self.lab.set_speed(speed);
        self.lab.set_playing(playing);
    }

    /// Goes on its way to a time. Says whether it is there.
    pub(super) fn show(&mut self, at: Instant) -> bool {
        self.lab.shown() == at || self.lab.show(at)
    }

    /// What it has come to by the time that it shows.
    pub(super) fn row(&mut self) -> Row {
        let now = self.lab.run().trace_length();
        if self.taken() > now {
            self.reckoning = Reckoning::new(self.lab.scenario());
        }
        let new = self.lab.run().trace().range(self.taken()..now);
        new.for_each(|event| self.reckoning.take(event));
        self.reckoning.row(self.lab.shown())
    }

    fn taken(&self) -> usize {
        usize::try_from(self.reckoning.events()).unwrap_or(usize::MAX)
    }

    /// Why something cannot be done here now, if it cannot.
    pub(super) fn refusal(&self, act: &Intervention) -> Option<String> {
        self.lab.world().possible(act).err().map(|refusal| refusal.to_string())
    }

    /// When something happens here next.
    pub(super) fn next_at(&self) -> Option<Instant> {
        self.lab.run().next_at()
    }

    /// When something happened here last, before a time.
    pub(super) fn last_before(&self, at: Instant) -> Option<Instant> {
        self.lab.run().past().rev().map(|event| event.at).find(|then| *then < at)
    }
}
