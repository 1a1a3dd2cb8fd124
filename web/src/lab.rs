//! The engine that the page drives: a run, the moment shown, and how it moves along.
//!
//! It knows nothing of the browser. Time on the wall comes in as a number; the run itself never
//! sees it.

use crate::speed::Speed;
use crate::told::{Told, announcement, telling};
use std::ops::Range;
use trading_post::market::books::Books;
use trading_post::run::Run;
use trading_post::scenario::{Intervention, Problems, Scenario};
use trading_post::time::Instant;
use trading_post::world::{Refusal, World};

/// The most steps in one frame: a fast run must not freeze the page. Steps of a heavy world cost
/// more, so there are fewer of them.
const STEPS_PER_FRAME: usize = 4_000;
const LEAST_STEPS_PER_FRAME: usize = 100;
/// Steps in a frame, times the weight of the world, of about eight milliseconds.
const WEIGHT_PER_FRAME: usize = 1_200_000;
/// The most events that a run may have on the page: some 200 megabytes.
const MOST_EVENTS: usize = 3_000_000;
/// A frame that took longer than this (the tab was hidden) counts as this long, in milliseconds.
const LONGEST_FRAME_MS: f64 = 100.0;

/// Why a run that was playing stands still.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Halt {
    /// Nothing is due any more, ever.
    NothingDue,
    /// The run is as long as the page can hold.
    Full,
}

impl Halt {
    /// What to tell a person.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::NothingDue => "Nothing is due any more: every peer is down. Restart one.",
            Self::Full => "This run is as long as the page can hold. Go back, or restart it.",
        }
    }
}

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
    /// Where the run was paused between two steps: moment and time. Going there shows that time.
    paused_at: Option<(usize, Instant)>,
}

impl Lab {
    /// A laboratory at the beginning of a run, playing.
    ///
    /// # Errors
    /// Every problem of the scenario, if it makes no sense.
    pub fn new(scenario: Scenario) -> Result<Self, Problems> {
        let books = Books::new(scenario.peers.len(), scenario.order);
        Ok(Self {
            run: Run::new(scenario)?,
            books,
            shown: Instant::START,
            rest_us: 0.0,
            playing: true,
            speed: Speed::default(),
            told: Told::default(),
            announced: String::new(),
            revision: 0,
            paused_at: None,
        })
    }

    /// Lets a frame's time pass, in milliseconds on the wall. Does nothing while it is paused.
    pub fn advance(&mut self, wall_ms: f64) {
        if !self.playing {
            return;
        }
        if self.halt().is_some() {
            return self.set_playing(false);
        }
        let wall_ms = wall_ms.clamp(0.0, LONGEST_FRAME_MS);
        self.told.age(wall_ms);
        let before = self.run.moment();
        match self.speed.factor() {
            Some(factor) => self.play(wall_ms * 1_000.0 * factor),
            None => {
                (0..self.steps_per_frame()).all(|_| self.run.forward());
                self.shown = self.shown.max(self.run.world().now());
            }
        }
        self.revision += 1;
        self.tell_since(before);
    }

    fn play(&mut self, simulated_us: f64) {
        let passed = simulated_us + self.rest_us;
        self.rest_us = passed.fract();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a frame's time"
        )]
        let target = Instant(self.shown.0 + passed as u64);
        let arrived = self.run.run_until(target, self.steps_per_frame());
        self.shown = if arrived { target } else { self.shown.max(self.run.world().now()) };
    }

    fn steps_per_frame(&self) -> usize {
        let affordable = WEIGHT_PER_FRAME / self.run.world().weight().max(1);
        affordable.clamp(LEAST_STEPS_PER_FRAME, STEPS_PER_FRAME)
    }

    /// Why the run cannot go on playing, if it cannot.
    #[must_use]
    pub fn halt(&self) -> Option<Halt> {
        if self.run.next_at().is_none() {
            return Some(Halt::NothingDue);
        }
        let at_end = self.run.moment() == self.run.known_steps();
        (at_end && self.run.kept_events() >= MOST_EVENTS).then_some(Halt::Full)
    }

    /// Plays, or pauses.
    pub fn play_or_pause(&mut self) {
        self.set_playing(!self.playing);
    }

    /// Plays, or does not.
    pub fn set_playing(&mut self, playing: bool) {
        self.playing = playing;
        self.revision += 1;
        if !playing {
            self.paused_at = Some((self.run.moment(), self.shown));
            self.told = telling(self.run.trace(), self.run.last_step()).unwrap_or_default();
        }
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
        self.playing = false;
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
        self.told = telling(self.run.trace(), self.run.last_step()).unwrap_or_default();
    }

    /// Does something to the world, at the moment shown.
    ///
    /// # Errors
    /// Why it is not possible; then nothing has changed.
    pub fn act(&mut self, act: Intervention) -> Result<(), Refusal> {
        let before = self.run.moment();
        self.run.act(act, self.shown)?;
        self.forget_pause_ahead();
        self.shown = self.shown.max(self.run.world().now());
        self.revision += 1;
        self.told = Told::default();
        self.tell_since(before);
        Ok(())
    }

    /// Begins a branch here: its future is free, and the one that is known stays on the old branch.
    pub fn fork(&mut self) {
        self.run.fork();
        self.forget_pause_ahead();
        self.revision += 1;
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
        let events = self.run.events_since(moment);
        if let Some(told) = telling(self.run.trace(), events.clone()) {
            self.told.give_way_to(told);
        }
        let news: Vec<String> = self.run.trace().range(events).filter_map(announcement).collect();
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

    /// What the ledger adds up to at the moment shown.
    #[must_use]
    pub const fn books(&self) -> &Books {
        &self.books
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

#[cfg(test)]
mod tests {
    use super::*;
    use trading_post::id::PeerId;

    fn lab() -> Lab {
        Lab::new(Scenario::report()).expect("it makes sense")
    }

    fn state(lab: &Lab) -> String {
        format!("{:?} {:?}", lab.world(), lab.shown())
    }

    #[test]
    fn opens_playing_and_soon_has_something_to_tell() {
        let mut lab = lab();
        (0..60).for_each(|_| lab.advance(16.0));
        assert!(lab.playing() && lab.told().is_some());
        assert!(lab.run().moment() > 20);
    }

    #[test]
    fn frames_of_any_length_lead_to_the_same_world() {
        let (mut fine, mut coarse) = (lab(), lab());
        (0..800).for_each(|_| fine.advance(10.0));
        (0..80).for_each(|_| coarse.advance(100.0));
        let end = fine.run().moment().min(coarse.run().moment());
        fine.seek(end);
        coarse.seek(end);
        assert_eq!(state(&fine), state(&coarse));
    }

    #[test]
    fn a_paused_laboratory_stands_still() {
        let mut lab = lab();
        lab.advance(100.0);
        lab.play_or_pause();
        let (before, revision) = (state(&lab), lab.revision());
        lab.advance(100.0);
        assert_eq!((state(&lab), lab.revision()), (before, revision));
    }

    #[test]
    fn stepping_pauses_and_stepping_back_undoes_it() {
        let mut lab = lab();
        lab.seek(0);
        (0..50).for_each(|_| lab.step());
        let (before, told) = (state(&lab), lab.told());
        lab.step();
        lab.step_back();
        assert!(!lab.playing());
        assert_eq!((state(&lab), lab.told()), (before, told));
    }

    #[test]
    fn a_crash_is_undone_by_stepping_back() {
        let mut lab = lab();
        (0..100).for_each(|_| lab.advance(16.0));
        lab.act(Intervention::Crash(PeerId(5))).expect("it is up");
        assert!(lab.world().node(PeerId(5)).peer().is_none());
        lab.step_back();
        assert!(lab.world().node(PeerId(5)).peer().is_some());
    }

    #[test]
    fn a_crash_is_announced_and_told() {
        let mut lab = lab();
        (0..100).for_each(|_| lab.advance(16.0));
        lab.act(Intervention::Crash(PeerId(5))).expect("it is up");
        assert_eq!(lab.announced(), "Peer 5 crashed");
        let told = lab.told().map(|event| lab.run().trace()[event]);
        assert_eq!(told.and_then(|event| event.peer()), Some(PeerId(5)));
    }

    #[test]
    fn stepping_by_message_stops_after_an_arrival() {
        let mut lab = lab();
        lab.seek(0);
        lab.next_message();
        assert!(lab.run().last_was_arrival());
        let first = lab.run().moment();
        lab.next_message();
        lab.previous_message();
        assert_eq!(lab.run().moment(), first);
    }

    #[test]
    fn shown_time_never_goes_back_while_it_plays() {
        let mut lab = lab();
        let mut before = lab.shown();
        for frame in 0..400 {
            lab.set_speed(Speed::of_step(frame * 7 % (Speed::LAST + 1)));
            lab.advance(16.0);
            assert!(lab.shown() >= before, "frame {frame}");
            before = lab.shown();
        }
    }

    #[test]
    fn with_every_peer_down_it_stops_and_says_why() {
        let mut lab = lab();
        (0..30).for_each(|_| lab.advance(16.0));
        for peer in PeerId::all(6) {
            lab.act(Intervention::Crash(peer)).expect("it is up");
        }
        (0..2_000).for_each(|_| lab.advance(100.0));
        assert!(!lab.playing());
        assert_eq!(lab.halt(), Some(Halt::NothingDue));
        lab.act(Intervention::Restart(PeerId(3))).expect("it is down");
        assert_eq!(lab.halt(), None);
    }

    #[test]
    fn a_run_ends_before_it_fills_the_browsers_memory() {
        let mut lab = lab();
        lab.set_speed(Speed::of_step(Speed::LAST));
        while lab.playing() {
            lab.advance(16.0);
        }
        assert_eq!(lab.halt(), Some(Halt::Full));
        assert!(lab.run().trace().len() < MOST_EVENTS + 100_000);
        lab.step_back();
        assert_eq!(lab.halt(), None);
    }

    #[test]
    fn the_fastest_speed_is_bounded_by_the_frame() {
        let mut lab = lab();
        lab.set_speed(Speed::of_step(Speed::LAST));
        lab.advance(16.0);
        assert_eq!(lab.run().moment(), STEPS_PER_FRAME);
    }
}
