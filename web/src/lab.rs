//! The engine that the page drives: a run, the moment shown, and how it moves along.
//!
//! It knows nothing of the browser. Time on the wall comes in as a number; the run itself never
//! sees it.

mod led;
mod play;

pub use play::Halt;

use crate::aim::Aim;
use crate::index::Index;
use crate::speed::Speed;
use crate::told::{Told, announcement, telling};
use led::Led;
use std::ops::Range;
use trading_post::check::Breach;
use trading_post::check::hunt::Find;
use trading_post::market::books::Books;
use trading_post::run::{BranchId, Run};
use trading_post::scenario::{Intervention, Problems, Scenario};
use trading_post::time::Instant;
use trading_post::trace::{Rule, rules, sentence};
use trading_post::world::{Refusal, What, World};

/// The laboratory.
#[derive(Debug)]
pub struct Lab {
    run: Run,
    /// The simulated time shown: at or after the world's, before the next step.
    shown: Instant,
    /// The part of a microsecond that the frames have not used yet.
    rest_us: f64,
    playing: bool,
    speed: Speed,
    told: Told,
    announced: String,
    /// Counts up at whatever can be seen.
    revision: u64,
    books: Books,
    /// What is known of the branch, indexed.
    index: Index,
    /// What the run goes on to, if it goes on to something.
    aim: Option<Aim>,
    /// Where it is led, if it is.
    led: Option<Led>,
    /// Where the run was paused between two steps: moment and time. Going there shows that time.
    paused_at: Option<(usize, Instant)>,
}

impl Lab {
    /// A laboratory at the beginning of a run, playing.
    ///
    /// # Errors
    /// Every problem of the scenario, if it makes no sense.
    pub fn new(scenario: Scenario) -> Result<Self, Problems> {
        Ok(Self { playing: true, ..Self::of_run(Run::new(scenario)?) })
    }

    /// A laboratory with a run, paused at the moment at which it stands.
    #[must_use]
    pub fn of_run(run: Run) -> Self {
        let scenario = run.scenario();
        let mut lab = Self {
            books: Books::new(scenario.peers.len(), scenario.order),
            shown: run.world().now(),
            rest_us: 0.0,
            playing: false,
            speed: Speed::default(),
            told: Told::default(),
            announced: String::new(),
            revision: 0,
            index: Index::of(&run),
            aim: None,
            led: None,
            paused_at: None,
            run,
        };
        lab.keep_books();
        lab.tell_last_step();
        lab
    }

    /// What the run goes on to, if it goes on to something.
    #[must_use]
    pub const fn aim(&self) -> Option<&Aim> {
        self.aim.as_ref()
    }

    /// Plays, or pauses.
    pub fn play_or_pause(&mut self) {
        self.set_playing(!self.playing);
    }

    /// Plays, or does not.
    pub fn set_playing(&mut self, playing: bool) {
        self.playing = playing;
        (self.aim, self.led) = (None, None);
        self.revision += 1;
        if !playing {
            self.paused_at = Some((self.run.moment(), self.shown));
            self.tell_last_step();
        }
    }

    fn tell_last_step(&mut self) {
        self.told = telling(self.run.trace(), self.run.last_step()).unwrap_or_default();
    }

    /// How fast it plays from now on.
    pub fn set_speed(&mut self, speed: Speed) {
        self.speed = speed;
        self.revision += 1;
    }

    /// Pauses, and goes on by one step.
    pub fn step(&mut self) {
        self.stand_at(|run| {
            run.forward();
        });
    }

    /// Pauses, and goes back by one step.
    pub fn step_back(&mut self) {
        self.stand_at(|run| {
            run.back();
        });
    }

    /// Pauses, and goes on until a message has arrived.
    pub fn next_message(&mut self) {
        self.stand_at(|run| {
            while !run.next_is_arrival() && run.forward() {}
            run.forward();
        });
    }

    /// Pauses, and goes back to the moment after the message before.
    pub fn previous_message(&mut self) {
        self.stand_at(|run| while run.back() && !run.last_was_arrival() {});
    }

    /// Pauses, and goes to a moment.
    pub fn seek(&mut self, moment: usize) {
        self.stand_at(|run| run.seek(moment));
    }

    fn stand_at(&mut self, go: impl FnOnce(&mut Run)) {
        (self.playing, self.aim, self.led) = (false, None, None);
        let before = self.run.moment();
        go(&mut self.run);
        self.shown = match self.paused_at {
            Some((moment, at)) if moment == self.run.moment() => at,
            Some(_) | None => self.run.world().now(),
        };
        self.rest_us = 0.0;
        self.revision += 1;
        self.told = Told::default();
        self.tell_since(before);
        self.tell_last_step();
    }

    /// Does something to the world, at the moment shown.
    ///
    /// # Errors
    /// Why it is not possible; then nothing has changed.
    pub fn act(&mut self, act: Intervention) -> Result<(), Refusal> {
        let (before, done) = (self.run.moment(), act.to_string());
        self.run.act(act, self.shown)?;
        self.forget_pause_ahead();
        self.shown = self.shown.max(self.run.world().now());
        self.revision += 1;
        self.told = Told::default();
        // What follows from it may be told instead.
        self.announced = done;
        self.tell_since(before);
        Ok(())
    }

    /// Begins a branch here: its future is free, and the one that is known stays on the old branch.
    pub fn fork(&mut self) {
        self.run.fork();
        self.index.catch_up(&self.run);
        self.forget_pause_ahead();
        self.revision += 1;
    }

    /// Pauses, and goes over to another branch. Says whether there is such a branch.
    pub fn switch(&mut self, branch: BranchId) -> bool {
        self.paused_at = None;
        let mut found = false;
        self.stand_at(|run| found = run.switch(branch));
        self.books = Books::new(self.scenario().peers.len(), self.scenario().order);
        self.keep_books();
        found
    }

    /// Pauses, and opens what a hunt has found as a branch, named after the check that it breaks. Says
    /// whether it could: not if the branch from which it leaves is forgotten.
    pub fn open(&mut self, find: &Find) -> bool {
        self.paused_at = None;
        let mut opened = false;
        self.stand_at(|run| opened = find.open(run));
        if opened {
            let name = format!("breaks {}", find.breach.invariant);
            self.run.rename(self.run.branch_id(), name);
        }
        self.books = Books::new(self.scenario().peers.len(), self.scenario().order);
        self.keep_books();
        opened
    }

    /// How many checks are red at the moment shown.
    #[must_use]
    pub fn red_checks(&self) -> usize {
        let now = self.run.trace_length();
        self.index.checks.breaches().iter().filter(|breach| breach.event < now).count()
    }

    /// Gives a branch another name.
    pub fn rename(&mut self, branch: BranchId, name: String) {
        self.run.rename(branch, name);
        self.revision += 1;
    }

    /// Forgets a branch on which the run does not stand. Says whether it could be forgotten.
    pub fn discard(&mut self, branch: BranchId) -> bool {
        self.revision += 1;
        self.run.discard(branch)
    }

    /// A pause that lay in a future which is no more.
    fn forget_pause_ahead(&mut self) {
        self.paused_at = self.paused_at.filter(|(moment, _)| *moment < self.run.moment());
    }

    /// Looks at the laboratory as it was one step before, and comes back.
    pub fn before_last_step<T>(&mut self, look: impl FnOnce(&Self) -> T) -> Option<T> {
        if !self.run.back() {
            return None;
        }
        let seen = look(self);
        self.run.forward();
        Some(seen)
    }

    /// Takes over what there is to tell of the steps since a moment.
    fn tell_since(&mut self, moment: usize) {
        self.keep_books();
        self.index.catch_up(&self.run);
        let events = self.run.events_since(moment);
        if let Some(told) = telling(self.run.trace(), events.clone()) {
            self.told.give_way_to(told);
        }
        let mut news: Vec<String> =
            self.run.trace().range(events.clone()).filter_map(announcement).collect();
        let breaches = self.index.checks.breaches().iter();
        news.extend(breaches.filter(|breach| events.contains(&breach.event)).map(broken));
        if !news.is_empty() {
            self.announced = news.join(". ");
        }
    }

    /// Adds up what is new in the ledger; all of it, if the run has gone back.
    fn keep_books(&mut self) {
        let ledger = self.run.world().ledger();
        if ledger.length() < self.books.length() {
            self.books = Books::new(self.scenario().peers.len(), self.scenario().order);
        }
        let ledger = self.run.world().ledger();
        for (_, record) in ledger.records().iter_from(self.books.length() as usize) {
            self.books.add(record);
        }
    }

    /// What happened in an event, in one sentence without a full stop: of what a user did to links,
    /// what that was.
    ///
    /// # Panics
    /// If there is no such event.
    #[must_use]
    pub fn sentence(&self, event: usize) -> String {
        let happened = &self.run.trace()[event];
        let on_links = matches!(happened.what, What::Disturb { .. } | What::Heal | What::HealSome);
        let act = on_links.then(|| self.act_of(event)).flatten();
        act.unwrap_or_else(|| sentence(happened, self.scenario()))
    }

    /// The rules of the protocol that an event applied.
    #[must_use]
    pub fn rules_of(&self, event: usize) -> Vec<Rule> {
        rules(self.run.branch(), &self.index().lifelines, self.scenario(), event)
    }

    /// What a user did in the step of an event, if that was a user's.
    fn act_of(&self, event: usize) -> Option<String> {
        let step = self.run.moment_of_event(event) - 1;
        let mut acts = self.run.acts();
        acts.find(|(at, _)| *at == step).map(|(_, recorded)| recorded.act.to_string())
    }

    /// What the ledger adds up to at the moment shown.
    #[must_use]
    pub const fn books(&self) -> &Books {
        &self.books
    }

    /// What is known of the branch, indexed.
    #[must_use]
    pub const fn index(&self) -> &Index {
        &self.index
    }

    /// The run.
    #[must_use]
    pub const fn run(&self) -> &Run {
        &self.run
    }

    /// The world at the moment shown.
    #[must_use]
    pub const fn world(&self) -> &World {
        self.run.world()
    }

    /// The scenario.
    #[must_use]
    pub const fn scenario(&self) -> &Scenario {
        self.run.scenario()
    }

    /// The simulated time shown.
    #[must_use]
    pub const fn shown(&self) -> Instant {
        self.shown
    }

    /// Whether it plays.
    #[must_use]
    pub const fn playing(&self) -> bool {
        self.playing
    }

    /// How fast it plays.
    #[must_use]
    pub const fn speed(&self) -> Speed {
        self.speed
    }

    /// The event whose sentence is shown, by its place in the trace.
    #[must_use]
    pub const fn told(&self) -> Option<usize> {
        self.told.event()
    }

    /// The latest news for those who do not look.
    #[must_use]
    pub fn announced(&self) -> &str {
        &self.announced
    }

    /// The events that have happened by the moment shown.
    #[must_use]
    pub fn events(&self) -> Range<usize> {
        0..self.run.trace_length()
    }

    /// Counts up at whatever can be seen.
    #[must_use]
    pub const fn revision(&self) -> u64 {
        self.revision
    }
}

/// What is announced of a breach.
fn broken(breach: &Breach) -> String {
    format!("{} is broken: {}", breach.invariant, breach.sentence)
}

#[cfg(test)]
mod tests;
