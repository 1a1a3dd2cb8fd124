//! What a run comes to, event by event.

use super::answers::Answers;
use super::measure::{Measure, Row};
use super::reign::Reign;
use crate::check::Checks;
use crate::figures::{Tally, is_ballot};
use crate::scenario::Scenario;
use crate::time::{Duration, Instant};
use crate::world::{Event, What};

/// How many bytes an entry of a clock takes.
const ENTRY: u64 = 4;

/// What a run comes to so far. It needs the events and no world, so that it can be worked out anew for
/// any moment of a run that is known.
#[derive(Clone, Debug)]
pub struct Reckoning {
    peers: u64,
    /// How long an answer may take before it counts as lost.
    patience: Duration,
    tally: Tally,
    checks: Checks,
    reign: Reign,
    answers: Answers,
    ballots: u64,
    messages: u64,
    /// Messages that carry a clock.
    clocks: u64,
}

impl Reckoning {
    /// Before the first event of a run of this scenario.
    #[must_use]
    pub fn new(scenario: &Scenario) -> Self {
        Self {
            peers: scenario.peers.len() as u64,
            patience: Duration(2 * scenario.timeouts.answer_us.unsigned_abs()),
            tally: Tally::new(scenario),
            checks: Checks::new(scenario),
            reign: Reign::new(),
            answers: Answers::default(),
            ballots: 0,
            messages: 0,
            clocks: 0,
        }
    }

    /// Takes the next event.
    ///
    /// # Panics
    /// After four thousand million events.
    pub fn take(&mut self, event: &Event) {
        self.tally.take(event);
        self.checks.take(event);
        self.reign.take(event);
        self.answers.take(event);
        if let What::Send { stamp, .. } = event.what {
            self.messages += 1;
            self.ballots += u64::from(is_ballot(event));
            self.clocks += u64::from(stamp != 0);
        }
    }

    /// How many events there were.
    #[must_use]
    pub const fn events(&self) -> u64 {
        self.tally.events()
    }

    /// What it comes to at a time from the last event on.
    #[must_use]
    pub fn row(&self, now: Instant) -> Row {
        let responses = self.tally.responses();
        Row::new(|measure| match measure {
            Measure::FirstTrader => self.reign.first().map(|first| first.0),
            Measure::WithoutTrader => Some(self.reign.vacant(now).0),
            Measure::Elections => Some(self.tally.elections() as u64),
            Measure::ElectionMessages => Some(self.ballots),
            Measure::Messages => Some(self.messages),
            Measure::ClockBytes => Some(ENTRY * self.peers * self.clocks),
            Measure::Sales => Some(self.tally.sales()),
            Measure::Answered => Some(responses.map_or(0, |spread| spread.count as u64)),
            Measure::MeanResponse => responses.map(|spread| spread.mean.0),
            Measure::LongestResponse => responses.map(|spread| spread.max.0),
            Measure::LostAnswers => Some(self.answers.lost(self.patience, now)),
            Measure::DoubledAnswers => Some(self.answers.doubled_answers()),
            Measure::DoubledSales => Some(self.answers.doubled_sales()),
            Measure::Breaches => Some(self.checks.breaches().len() as u64),
        })
    }
}
