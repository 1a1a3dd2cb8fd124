//! How far somebody has come on a tour.

use super::{Question, Sight, Tour, Way};
use crate::glossary::Word;
use crate::lab::Lab;
use crate::subject::Subject;
use trading_post::run::{BranchId, Goal};

/// Why a tour cannot go on.
const DISCARDED: &str = "The branch on which the tour was is no more";

/// Somebody's way along a tour.
#[derive(Clone, PartialEq, Debug)]
pub struct Course {
    tour: Tour,
    step: usize,
    /// Where the steps are that were reached so far.
    stops: Vec<Stop>,
}

/// Where a step is, and what there is to say of it.
#[derive(Clone, PartialEq, Debug)]
struct Stop {
    branch: BranchId,
    moment: usize,
    text: String,
    sights: Vec<Sight>,
    subject: Option<Subject>,
    asked: Option<Asked>,
    /// What is right of what the step before asked.
    answer: Option<String>,
}

/// A question, and what was said to it.
#[derive(Clone, PartialEq, Debug)]
pub struct Asked {
    /// The question.
    pub question: String,
    /// The answers to choose from.
    pub choices: Vec<String>,
    /// Which of them the person believes in.
    pub predicted: Option<usize>,
}

/// What became of a question.
#[derive(Clone, PartialEq, Debug)]
pub struct Verdict {
    /// What the person said, if anything.
    pub said: Option<String>,
    /// What is right.
    pub answer: String,
}

/// What the page shows of a tour.
#[derive(Clone, PartialEq, Debug)]
pub struct TourView {
    /// What it is called.
    pub title: &'static str,
    /// The step, from 1.
    pub step: usize,
    /// Of so many.
    pub steps: usize,
    /// What to watch, while the run goes to the step; or else what is to be seen.
    pub text: String,
    /// The word in it that is explained.
    pub word: Option<Word>,
    /// What is asked.
    pub asked: Option<Asked>,
    /// What became of the question of the step before.
    pub verdict: Option<Verdict>,
    /// Whether the run is on its way to the step.
    pub under_way: bool,
    /// Whether the person has gone elsewhere.
    pub elsewhere: bool,
    /// The tour after this one, at its last step.
    pub next: Option<Tour>,
    /// Where to look.
    pub sights: Vec<Sight>,
}

impl Course {
    /// Begins a tour: at its first step, in a laboratory of its own.
    ///
    /// # Panics
    /// If its scenario makes no sense.
    #[must_use]
    pub fn begin(tour: Tour) -> (Self, Lab) {
        let mut lab = Lab::new((tour.plan().scenario)()).expect("a tour's scenario makes sense");
        lab.set_playing(false);
        let mut course = Self { tour, step: 0, stops: Vec::new() };
        course.reach(&mut lab);
        (course, lab)
    }

    /// Which tour it is.
    #[must_use]
    pub const fn tour(&self) -> Tour {
        self.tour
    }

    /// Whether this is the last step.
    #[must_use]
    pub fn is_last(&self) -> bool {
        self.step + 1 == self.tour.plan().steps.len()
    }

    /// Goes on to the next step, and shows the way there if that is to be watched. There is none after
    /// the last.
    ///
    /// # Errors
    /// Why it cannot.
    pub fn next(&mut self, lab: &mut Lab, watched: bool) -> Result<(), String> {
        if self.is_last() {
            return Ok(());
        }
        if self.is_free() {
            self.stops.truncate(self.step + 1);
        } else {
            self.stand(lab, self.step)?;
        }
        let from = lab.run().moment();
        if self.stops.len() == self.step + 1 {
            self.make_room(lab);
            self.reach(lab);
        } else {
            self.stand(lab, self.step + 1)?;
        }
        self.step += 1;
        let comes_from_here = lab.run().moment() > from && !self.goes_back();
        if watched && comes_from_here {
            lab.watch_from(from);
        }
        Ok(())
    }

    /// Goes back to where the step before is; at the first one, to that.
    ///
    /// # Errors
    /// Why it cannot.
    pub fn back(&mut self, lab: &mut Lab) -> Result<(), String> {
        let before = self.step.saturating_sub(1);
        self.stand(lab, before)?;
        self.step = before;
        Ok(())
    }

    /// Goes to where the step is, from wherever the person has gone.
    ///
    /// # Errors
    /// Why it cannot.
    pub fn come_back(&mut self, lab: &mut Lab) -> Result<(), String> {
        self.stand(lab, self.step)
    }

    /// Takes down what the person believes will happen.
    pub fn predict(&mut self, choice: usize) {
        if let Some(asked) = &mut self.stops[self.step].asked {
            asked.predicted = Some(choice.min(asked.choices.len() - 1));
        }
    }

    /// Whether something is asked that the person has said nothing to.
    #[must_use]
    pub fn is_unanswered(&self) -> bool {
        let asked = self.stops[self.step].asked.as_ref();
        asked.is_some_and(|asked| asked.predicted.is_none())
    }

    /// What is looked at in this step.
    #[must_use]
    pub fn subject(&self) -> Option<Subject> {
        self.stops[self.step].subject
    }

    /// Where to look in this step.
    #[must_use]
    pub fn sights(&self) -> &[Sight] {
        &self.stops[self.step].sights
    }

    /// Whether the run is on its way to the step.
    #[must_use]
    pub fn is_under_way(&self, lab: &Lab) -> bool {
        let stop = &self.stops[self.step];
        lab.led_to() == Some(stop.moment) && lab.run().branch_id() == stop.branch
    }

    /// What the page shows of it.
    #[must_use]
    pub fn view(&self, lab: &Lab) -> TourView {
        let (plan, stop) = (self.tour.plan(), &self.stops[self.step]);
        let under_way = self.is_under_way(lab);
        let watch = plan.steps[self.step].watch;
        let text = if under_way && !watch.is_empty() { watch } else { &stop.text };
        TourView {
            title: plan.title,
            step: self.step + 1,
            steps: plan.steps.len(),
            text: text.to_owned(),
            word: plan.steps[self.step].word,
            asked: stop.asked.clone(),
            verdict: self.verdict(),
            under_way,
            elsewhere: !under_way && !self.is_free() && !self.is_last() && !self.is_here(lab),
            next: self.tour.next().filter(|_| self.is_last()),
            sights: if under_way { Vec::new() } else { stop.sights.clone() },
        }
    }

    fn verdict(&self) -> Option<Verdict> {
        let answer = self.stops[self.step].answer.clone()?;
        let asked = self.stops[self.step.checked_sub(1)?].asked.as_ref()?;
        let said = asked.predicted.map(|choice| asked.choices[choice].clone());
        Some(Verdict { said, answer })
    }

    fn is_here(&self, lab: &Lab) -> bool {
        let stop = &self.stops[self.step];
        let there = (lab.run().branch_id(), lab.run().moment()) == (stop.branch, stop.moment);
        there && !lab.playing()
    }

    fn is_free(&self) -> bool {
        self.tour.plan().steps[self.step].free
    }

    fn goes_back(&self) -> bool {
        let way = self.tour.plan().steps[self.step].way;
        way.iter().any(|part| matches!(part, Way::BackTo(_)))
    }

    /// Goes to where a step is.
    fn stand(&self, lab: &mut Lab, step: usize) -> Result<(), String> {
        let Stop { branch, moment, .. } = self.stops[step];
        if !lab.switch(branch) {
            return Err(DISCARDED.to_owned());
        }
        lab.seek(moment);
        Ok(())
    }

    /// What the person has done after this moment must not be part of the tour.
    fn make_room(&self, lab: &mut Lab) {
        let now = lab.run().moment();
        if lab.run().acts().any(|(step, _)| step >= now) {
            lab.fork();
        }
    }

    /// Goes the way to the next step that was not reached yet, and takes down what is to be seen there.
    fn reach(&mut self, lab: &mut Lab) {
        let step = &self.tour.plan().steps[self.stops.len()];
        for part in step.way {
            self.go(lab, part);
        }
        let before = self.stops.len().checked_sub(1);
        let asked = before.and_then(|before| self.tour.plan().steps[before].question.as_ref());
        self.stops.push(Stop {
            branch: lab.run().branch_id(),
            moment: lab.run().moment(),
            text: (step.text)(lab),
            sights: (step.sights)(lab),
            subject: (step.subject)(lab),
            asked: step.question.as_ref().map(|question| asking(question, lab)),
            answer: asked.map(|question| (question.answer)(lab)),
        });
    }

    /// Goes a part of a way. Says whether it could: what is not possible or not reached is left out, which
    /// happens only where a person has acted.
    pub(super) fn go(&self, lab: &mut Lab, part: &Way) -> bool {
        match part {
            Way::Until(goal) => lab.go_to(goal),
            Way::UntilSo(is_so) => lab.go_until(is_so),
            Way::For(time) => lab.go_to(&Goal::Time(lab.shown() + *time)),
            Way::Acts(acts) => acts(lab).into_iter().all(|act| lab.act(act).is_ok()),
            Way::BackTo(step) => self.stand(lab, *step).is_ok(),
        }
    }
}

fn asking(question: &Question, lab: &Lab) -> Asked {
    Asked { question: (question.asked)(lab), choices: (question.choices)(lab), predicted: None }
}
