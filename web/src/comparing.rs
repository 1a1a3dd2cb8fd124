//! One scenario under several choices, in step: a laboratory for each choice, all at the same simulated
//! time.
//!
//! Which acts are done, and when, is plain data from which every laboratory is made anew when it changes:
//! so all columns have the same past, whatever was chosen first. It knows nothing of the browser.

mod brought;
mod column;
mod play;
#[cfg(test)]
mod tests;

pub use column::Column;
pub use play::{FASTEST, Halt};

use crate::lab::Lab;
use crate::names::{Health, health};
use crate::speed::Speed;
use brought::Brought;
use trading_post::compare::{Choice, Compared, Detection, Eligible, Subject};
use trading_post::id::PeerId;
use trading_post::peer::rules::{Algorithm, RingOrder};
use trading_post::scenario::{Intervention, Planned, Problems, Scenario};
use trading_post::time::{Duration, Instant};

/// The most columns.
pub const MOST: usize = 4;

/// An act comes right behind all that has happened at the moment shown.
const RIGHT_BEHIND: Duration = Duration(1);

/// What a person does to all columns together.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Together {
    /// Play or pause.
    PlayOrPause,
    /// On to the next time at which something happens in a column.
    Step,
    /// Back to the last time at which something happened in one.
    StepBack,
    /// To this simulated time.
    GoTo(Instant),
    /// Another speed.
    Speed(Speed),
    /// Choose otherwise in this column.
    Choose(usize, Choice),
    /// One more column.
    Add,
    /// One column less: this one.
    Remove(usize),
    /// Crash a peer in all columns, or restart it if it has crashed in this one.
    Kill(usize, PeerId),
    /// Save the table as comma-separated values.
    SaveCsv,
    /// Save it as JSON.
    SaveJson,
}

/// The columns, and the time that all of them show.
#[derive(Debug)]
pub struct Comparing {
    scenario: Scenario,
    brought: Brought,
    /// What is done in all columns, by its time.
    acts: Vec<Planned>,
    columns: Vec<Column>,
    at: Instant,
    /// The latest time that was shown.
    furthest: Instant,
    /// The part of a microsecond that the frames have not used yet.
    rest_us: f64,
    playing: bool,
    speed: Speed,
    announced: String,
}

impl Comparing {
    /// The run on screen under two choices, at its beginning: as it is, and with another election. What
    /// was done on its branch is done here.
    ///
    /// # Panics
    /// Never: a run on screen makes sense, and so does what is done in it.
    #[must_use]
    pub fn of(lab: &Lab) -> Self {
        let (scenario, brought) = (lab.scenario().clone(), Brought::of(lab));
        let acts = brought.acts.clone();
        let as_it_is = Column::new(&scenario, Choice::default(), &acts).expect("it is a run");
        let mut comparing = Self {
            scenario,
            brought,
            acts,
            columns: vec![as_it_is],
            at: Instant::START,
            furthest: Instant::START,
            rest_us: 0.0,
            playing: false,
            speed: Speed::default(),
            announced: String::new(),
        };
        // Another election may make no sense here: then there is one column, and who wants more is told.
        let _ = comparing.add();
        comparing
    }

    /// Whether this compares what the laboratory shows.
    #[must_use]
    pub fn is_of(&self, lab: &Lab) -> bool {
        self.scenario == *lab.scenario() && self.brought == Brought::of(lab)
    }

    /// Adds a column with something that no other has.
    ///
    /// # Errors
    /// Why there can be none.
    pub fn add(&mut self) -> Result<(), String> {
        if self.columns.len() >= MOST {
            return Err(format!("There are {MOST} columns, and no room for more"));
        }
        let choice = self.another();
        let mut choices = self.choices();
        choices.push(choice);
        self.make(&choices)
    }

    /// Another election than any column has; another detector, if all are there.
    fn another(&self) -> Choice {
        let used: Vec<Algorithm> =
            self.choices().iter().map(|c| c.election.unwrap_or(self.scenario.election)).collect();
        let ring = Algorithm::Ring { order: RingOrder::Rising };
        let mut others = [ring].into_iter().chain(Algorithm::ALL.iter().copied());
        match others.find(|algorithm| !used.contains(algorithm)) {
            Some(election) => Choice { election: Some(election), ..Choice::default() },
            None => Choice { detector: Some(Detection::Heartbeat), ..Choice::default() },
        }
    }

    /// Takes a column away; the last two stay.
    pub fn remove(&mut self, column: usize) {
        if self.columns.len() > 2 && column < self.columns.len() {
            self.columns.remove(column);
        }
    }

    /// Chooses otherwise in a column.
    ///
    /// # Errors
    /// Why that makes no sense; then nothing has changed.
    pub fn choose(&mut self, column: usize, choice: Choice) -> Result<(), String> {
        let mut choices = self.choices();
        if let Some(place) = choices.get_mut(column) {
            *place = choice;
        }
        self.make(&choices)
    }

    /// Crashes a peer in all columns; restarts it, if it is down in this one.
    ///
    /// # Errors
    /// Why that is possible in no column.
    pub fn kill(&mut self, column: usize, peer: PeerId) -> Result<(), String> {
        let Some(shown) = self.columns.get(column) else {
            return Ok(());
        };
        let act = match health(shown.lab().world().node(peer)) {
            Health::Crashed => Intervention::Restart(peer),
            Health::Up | Health::Paused => Intervention::Crash(peer),
        };
        self.act(act)
    }

    /// Does something in all columns in which it is possible, right behind the moment shown. What was to
    /// be done later is done no more.
    ///
    /// # Errors
    /// Why it is possible in no column; then nothing has changed.
    pub fn act(&mut self, act: Intervention) -> Result<(), String> {
        if !self.is_in_step() {
            return Err("Not possible now: the columns are not in step yet".to_owned());
        }
        let refusals: Vec<_> = self.columns.iter().map(|column| column.refusal(&act)).collect();
        if let [Some(first), ..] = &refusals[..]
            && refusals.iter().all(Option::is_some)
        {
            return Err(format!("Not possible now: {first}"));
        }
        let before = self.acts.clone();
        self.acts.retain(|planned| planned.at_us <= self.at.0);
        let at = self.at + RIGHT_BEHIND;
        let told = told(&act, self.at, self.columns.iter().zip(&refusals));
        self.acts.push(Planned { at_us: at.0, act });
        if let Err(why) = self.make(&self.choices()) {
            self.acts = before;
            return Err(why);
        }
        self.announced = told;
        self.go_to(at);
        Ok(())
    }

    fn choices(&self) -> Vec<Choice> {
        self.columns.iter().map(|column| column.choice().clone()).collect()
    }

    /// Makes all columns anew, up to the time shown.
    fn make(&mut self, choices: &[Choice]) -> Result<(), String> {
        let column = |choice: &Choice| Column::new(&self.scenario, choice.clone(), &self.acts);
        let columns: Result<Vec<_>, Problems> = choices.iter().map(column).collect();
        self.columns = columns.map_err(|problems| problems.to_string())?;
        self.tune();
        self.catch_up();
        Ok(())
    }

    /// The columns.
    #[must_use]
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The elections of the columns, in their order.
    #[must_use]
    pub fn elections(&self) -> Vec<Algorithm> {
        self.columns.iter().map(|column| column.lab().scenario().election).collect()
    }

    /// What each column has come to.
    pub fn compared(&mut self) -> Compared {
        let rows = self.columns.iter_mut().map(Column::row).collect();
        Subject::new(&self.scenario, &self.choices()).compared(self.at, rows)
    }

    /// What is compared.
    #[must_use]
    pub const fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// How many acts of the run on screen are not done here, for they touch single messages: those have
    /// other numbers under another choice.
    #[must_use]
    pub const fn left_out(&self) -> usize {
        self.brought.left_out
    }

    /// How many acts are done in all columns.
    #[must_use]
    pub const fn acts(&self) -> usize {
        self.acts.len()
    }

    /// The latest news for those who do not look.
    #[must_use]
    pub fn announced(&self) -> &str {
        &self.announced
    }
}

/// What was done when, and where it was not possible.
fn told<'a>(
    act: &Intervention,
    at: Instant,
    columns: impl Iterator<Item = (&'a Column, &'a Option<String>)>,
) -> String {
    let refused = columns.filter_map(|(column, refusal)| {
        refusal.as_ref().map(|why| format!(" Not under \"{}\": {why}.", column.choice().title()))
    });
    format!("{act} at {at} s.{}", refused.collect::<String>())
}
