//! What a run on screen adds up to, measured as the report measures.

use super::samples::Samples;
use super::tally::Tally;
use super::watch::{Answers, ClockBytes};
use super::{Experiment, Histogram, Table, Unit};
use crate::id::PeerId;
use crate::scenario::{Scenario, Stall};
use crate::world::Event;

/// So many messages are weighed at most: their mean does not change much after that.
const WEIGHED: usize = 20_000;

/// A run so far: how long each buyer waited, what was sent, how heavy its clocks are. It takes the
/// events one by one, so that a long run can be surveyed in slices.
#[derive(Clone, Debug)]
pub struct Survey {
    tally: Tally,
    buyers: Vec<PeerId>,
    answers: Answers,
    clocks: ClockBytes,
}

impl Survey {
    /// Before the first event of a run of this scenario.
    #[must_use]
    pub fn new(scenario: &Scenario) -> Self {
        let peers = PeerId::all(scenario.peers.len()).zip(&scenario.peers);
        let buyers = peers.filter(|(_, stall)| matches!(stall, Stall::Buyer { .. }));
        let buyers: Vec<PeerId> = buyers.map(|(peer, _)| peer).collect();
        Self {
            tally: Tally::new(scenario),
            answers: Answers::of(buyers.iter().copied(), usize::MAX),
            buyers,
            clocks: ClockBytes::of(WEIGHED, scenario.peers.len(), scenario.clocks),
        }
    }

    /// Takes the next event.
    pub fn take(&mut self, event: &Event) {
        self.tally.take(event);
        self.answers.take(event);
        if !self.clocks.is_satisfied() {
            self.clocks.take(event);
        }
    }

    /// What all of it adds up to.
    #[must_use]
    pub const fn tally(&self) -> &Tally {
        &self.tally
    }

    /// How long buyers waited, each from before the check of the trader to its answer, but for its first
    /// request: microseconds, a row for each of [`Self::buyers`].
    #[must_use]
    pub const fn waits(&self) -> &Samples {
        self.answers.samples()
    }

    /// Who buys, whenever it does not lead.
    #[must_use]
    pub fn buyers(&self) -> &[PeerId] {
        &self.buyers
    }

    /// How often buyers waited how long: each bin's beginning and end, in microseconds, and its count.
    #[must_use]
    pub fn bins(&self) -> Vec<(u64, u64, u64)> {
        let histogram = Histogram::of(self.waits().all());
        histogram.map(|histogram| histogram.bins().collect()).unwrap_or_default()
    }

    /// The bytes of clock of a message on average, in full and packed (LEB128), once there is a trader
    /// that trades; of a long run, of its first 20,000 messages.
    #[must_use]
    pub fn clock_bytes(&self) -> Option<(u64, u64)> {
        let weighed = self.clocks.samples();
        weighed.mean(0).zip(weighed.mean(1))
    }

    /// The waits of each buyer that has an answer, and of all, for people; beside them the report's own
    /// figures for as many buyers, where it has some.
    #[must_use]
    pub fn waits_told(&self) -> Table {
        let waits = self.waits();
        let answered = (0..waits.len()).filter(|row| !waits.row(*row).is_empty());
        let answered: Vec<usize> = answered.collect();
        let report = Experiment::of_buyers(answered.len());
        let mut rows: Vec<Vec<String>> = Vec::new();
        for (place, row) in answered.into_iter().enumerate() {
            let name = format!("Peer {}", self.buyers[row]);
            let theirs = report.and_then(|report| report.report().get(place).copied());
            rows.push(told(name, waits.row(row), waits.mean(row), theirs));
        }
        if !rows.is_empty() {
            let all: Vec<u64> = waits.all().collect();
            let theirs = report.and_then(Experiment::report_mean);
            rows.push(told("All buyers".to_owned(), &all, waits.mean_of_all(), theirs));
        }
        let head = ["buyer", "answers", "mean", "longest", "the report"].map(str::to_owned).into();
        Table { head, rows }
    }

    /// Every wait for programs.
    #[must_use]
    pub fn waits_raw(&self) -> Table {
        let rows = self.buyers.iter().enumerate().flat_map(|(number, buyer)| {
            let waits = self.waits().row(number).iter();
            waits.map(move |us| vec![buyer.to_string(), us.to_string()])
        });
        let head = ["buyer", "response time [us]"].map(str::to_owned).into();
        Table { head, rows: rows.collect() }
    }

    /// How many messages of each kind were sent, those that were lost too; the most frequent first.
    #[must_use]
    pub fn messages(&self) -> Table {
        let mut counts: Vec<_> = self.tally.messages().iter().collect();
        counts.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
        let row = |(name, count): (&&str, &u64)| vec![(*name).to_owned(), count.to_string()];
        let head = ["message", "sent"].map(str::to_owned).into();
        Table { head, rows: counts.into_iter().map(row).collect() }
    }
}

/// A row of waits: whose, how many, their mean, the longest, the report's mean.
fn told(name: String, waits: &[u64], mean: Option<u64>, report: Option<u64>) -> Vec<String> {
    let time = |us: Option<u64>| us.map_or_else(|| "–".to_owned(), |us| Unit::Micros.told(us));
    let longest = waits.iter().max().copied();
    vec![name, waits.len().to_string(), time(mean), time(longest), time(report)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::run::Run;
    use crate::time::Instant;

    fn surveyed(seconds: u64) -> (Run, Survey) {
        let mut run = Run::new(Scenario::report()).expect("it makes sense");
        run.run_until(Instant(seconds * 1_000_000), usize::MAX);
        let mut survey = Survey::new(run.scenario());
        run.trace().iter().for_each(|event| survey.take(event));
        (run, survey)
    }

    #[test]
    fn each_buyer_but_the_trader_has_waits_and_all_together_have_as_many() {
        let (_, survey) = surveyed(30);
        let told = survey.waits_told();
        let names: Vec<_> = told.rows.iter().map(|row| row[0].as_str()).collect();
        assert_eq!(names, ["Peer 1", "Peer 3", "Peer 4", "All buyers"]);
        let count = |row: &Vec<String>| row[1].parse::<usize>().expect("it is a number");
        let (all, each) = told.rows.split_last().expect("there are rows");
        assert_eq!((each[0][4].as_str(), all[4].as_str()), ("0.692 s", "0.722 s"));
        assert_eq!(each.iter().map(count).sum::<usize>(), count(all));
        assert_eq!(survey.waits_raw().rows.len(), count(all));
        let binned: u64 = survey.bins().iter().map(|(_, _, count)| count).sum();
        assert_eq!(binned, count(all) as u64);
    }

    #[test]
    fn its_messages_are_those_of_the_tally_and_its_clocks_have_weight() {
        let (_, survey) = surveyed(30);
        let sent: u64 =
            survey.messages().rows.iter().map(|row| row[1].parse::<u64>().expect("a number")).sum();
        assert_eq!(sent, survey.tally().messages().values().sum::<u64>());
        let (full, packed) = survey.clock_bytes().expect("a trader trades");
        assert!(full == 24 && packed < full, "{full}, {packed}");
    }

    #[test]
    fn before_the_first_answer_there_is_nothing_to_tell() {
        let survey = Survey::new(&Scenario::report());
        assert!(survey.waits_told().rows.is_empty() && survey.bins().is_empty());
        assert_eq!(survey.clock_bytes(), None);
    }
}
