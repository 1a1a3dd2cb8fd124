//! What is told of a run at its end: as tables, or as JSON.

use crate::Verdict;
use anyhow::Result;
use comfy_table::{ContentArrangement, Row, Table, presets};
use serde_json::{Value, json};
use std::hash::Hash;
use std::io::{self, Write};
use trading_post::check::{Breach, Checks, Invariant};
use trading_post::digest::{Digest, Digester};
use trading_post::figures::Tally;
use trading_post::run::Record;
use trading_post::scenario::Scenario;
use trading_post::time::Instant;
use trading_post::world::Event;

/// A link is told if it is not longer than addresses can be everywhere.
const MOST_LINK: usize = 2_000;

/// What a run adds up to, and whether all holds, event by event.
pub struct Summing {
    tally: Tally,
    checks: Checks,
    digester: Digester,
    /// What came of playing it again, where that was done (I12).
    again: Option<Result<Digest, Breach>>,
}

impl Summing {
    pub fn new(scenario: &Scenario) -> Self {
        Self {
            tally: Tally::new(scenario),
            checks: Checks::new(scenario),
            digester: Digester::new(),
            again: None,
        }
    }

    pub fn take(&mut self, event: &Event) {
        self.tally.take(event);
        self.checks.take(event);
        event.hash(&mut self.digester);
    }

    /// Takes over what came of playing the run again.
    pub fn judge_again(&mut self, again: Result<Digest, Breach>) {
        self.again = Some(again);
    }

    /// All that is broken.
    fn breaches(&self) -> impl Iterator<Item = &Breach> {
        let again = self.again.as_ref().and_then(|again| again.as_ref().err());
        self.checks.breaches().iter().chain(again)
    }

    /// How often an invariant had something to judge.
    fn examined(&self, invariant: Invariant) -> u64 {
        let again = invariant == Invariant::Replay && self.again.is_some();
        self.checks.examined(invariant) + u64::from(again)
    }

    /// The fingerprint of all events so far.
    pub const fn digest(&self) -> Digest {
        self.digester.digest()
    }

    pub const fn events(&self) -> u64 {
        self.tally.events()
    }

    pub fn verdict(&self) -> Verdict {
        if self.breaches().next().is_none() { Verdict::Holds } else { Verdict::Breach }
    }

    pub fn finish(self, record: &Record, now: Instant) -> Summary {
        Summary {
            title: record.scenario.title.clone(),
            version: record.version.clone(),
            seed: record.scenario.seed,
            peers: record.scenario.peers.len(),
            moment: record.moment,
            now,
            link: Some(record.to_link()).filter(|link| link.len() <= MOST_LINK),
            sums: self,
        }
    }
}

/// All that is told of a run.
pub struct Summary {
    title: String,
    version: String,
    seed: u64,
    peers: usize,
    moment: usize,
    now: Instant,
    link: Option<String>,
    sums: Summing,
}

impl Summary {
    pub fn print(&self, json: bool) -> Result<()> {
        let text = if json { format!("{:#}", self.json()) } else { self.text() };
        Ok(writeln!(io::stdout(), "{text}")?)
    }

    fn json(&self) -> Value {
        let tally = &self.sums.tally;
        let responses = tally.responses().map(|spread| {
            json!({
                "count": spread.count, "median_us": spread.median.0,
                "p99_us": spread.most_of_them.0, "max_us": spread.max.0,
            })
        });
        json!({
            "title": self.title, "version": self.version, "seed": self.seed, "peers": self.peers,
            "moment": self.moment, "time_us": self.now.0, "events": tally.events(),
            "elections": tally.elections(), "epochs": tally.epochs(),
            "messages": tally.messages(), "lost": tally.lost(),
            "sales": tally.sales(), "turnover_cents": tally.turnover().0,
            "responses": responses, "waiting": tally.waiting(),
            "checks": Invariant::ALL.map(|invariant| self.check(invariant)),
            "sometimes": self.sums.checks.sometimes().map(|sighting| json!({
                "statement": sighting.fact.statement(), "count": sighting.count,
                "first": sighting.first,
            })),
            "digest": self.sums.digest().to_string(), "link": self.link,
        })
    }

    fn check(&self, invariant: Invariant) -> Value {
        let breach = self.sums.breaches().find(|breach| breach.invariant == invariant);
        json!({
            "invariant": invariant.name(), "statement": invariant.statement(),
            "when": invariant.when(), "examined": self.sums.examined(invariant),
            "breach": breach.map(|breach| json!({
                "event": breach.event, "sentence": breach.sentence, "proof": breach.proof,
            })),
        })
    }

    fn text(&self) -> String {
        let mut parts = vec![self.figures(), self.messages(), self.checks()];
        parts.extend(self.sums.breaches().map(|breach| {
            let (event, proof) = (breach.event, &breach.proof);
            let invariant = breach.invariant;
            format!(
                "{invariant} is broken at event {event} (proof: events {proof:?}):\n{}",
                breach.sentence
            )
        }));
        parts.extend(self.link.iter().map(|link| format!("Link: {link}")));
        parts.join("\n\n")
    }

    fn figures(&self) -> String {
        let tally = &self.sums.tally;
        let responses = tally.responses().map_or_else(
            || "none".to_owned(),
            |spread| {
                let (median, most, max) = (spread.median, spread.most_of_them, spread.max);
                format!("{}: median {median} s, p99 {most} s, at most {max} s", spread.count)
            },
        );
        table([
            ["scenario".to_owned(), self.title.clone()],
            ["peers, seed".to_owned(), format!("{}, {}", self.peers, self.seed)],
            ["simulated time".to_owned(), format!("{} s", self.now)],
            ["events".to_owned(), tally.events().to_string()],
            ["elections, epochs".to_owned(), format!("{}, {}", tally.elections(), tally.epochs())],
            ["sales".to_owned(), format!("{} for {}", tally.sales(), tally.turnover())],
            ["answers".to_owned(), responses],
            ["requests still open".to_owned(), tally.waiting().to_string()],
            ["messages lost".to_owned(), tally.lost().to_string()],
            ["digest of the trace".to_owned(), self.sums.digest().to_string()],
        ])
        .trim_fmt()
    }

    fn messages(&self) -> String {
        let messages = self.sums.tally.messages().iter();
        let head = ["messages".to_owned(), "sent".to_owned()];
        let rows = messages.map(|(name, count)| [(*name).to_owned(), count.to_string()]);
        table(std::iter::once(head).chain(rows)).trim_fmt()
    }

    fn checks(&self) -> String {
        let row = |invariant: Invariant| {
            let broken = self.sums.breaches().any(|breach| breach.invariant == invariant);
            let examined = self.sums.examined(invariant);
            let state = match (broken, examined) {
                (true, _) => "BROKEN".to_owned(),
                (false, 0) => "nothing to judge".to_owned(),
                (false, _) => format!("holds ({examined} times)"),
            };
            [invariant.name().to_owned(), state, invariant.statement().to_owned()]
        };
        table(Invariant::ALL.map(row)).trim_fmt()
    }
}

/// Rows without lines between them, as wide as the terminal at most.
pub fn table<const N: usize>(rows: impl IntoIterator<Item = [String; N]>) -> Table {
    grid(rows)
}

/// The same, with as many cells in a row as there happen to be.
pub fn grid(rows: impl IntoIterator<Item = impl Into<Row>>) -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    table.add_rows(rows);
    table
}
