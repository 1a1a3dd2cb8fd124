//! What is measured in the background, slice by slice: the report's experiments, and sweeps. What was
//! measured is kept. No browser in it.

mod repeating;
mod sweeping;

use repeating::Repeating;
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;
use sweeping::Sweeping;
use trading_post::figures::{Point, Repeat, Sweep};
use trading_post::scenario::{Machine, Problems, Scenario};

/// On which machines the report's experiments are repeated.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum Machines {
    /// The report's and a modern one.
    #[default]
    Both,
    /// Times and rules are those of the scenario on screen.
    OnScreen,
}

impl Machines {
    /// Both choices, in the order shown.
    pub const ALL: [Self; 2] = [Self::Both, Self::OnScreen];

    /// A few words.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Both => "on the two machines",
            Self::OnScreen => "with this scenario's times and rules",
        }
    }

    /// Each machine: one word for files, what it is called, what it is.
    fn machines(self, on_screen: &Scenario) -> Vec<(String, String, Scenario)> {
        let ready = |machine: Machine| {
            (machine.name().to_owned(), machine.title().to_owned(), machine.scenario())
        };
        match self {
            Self::Both => Machine::ALL.map(ready).into(),
            Self::OnScreen => {
                vec![("this-scenario".to_owned(), on_screen.title.clone(), on_screen.clone())]
            }
        }
    }
}

/// Something that can be measured.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Task {
    /// All of the report's experiments.
    Experiments(Machines),
    /// One sweep.
    Sweep(Sweep),
}

/// How something stands that can be measured.
#[derive(Clone, PartialEq, Debug)]
pub enum State<T> {
    /// Nobody has asked for it.
    Open,
    /// It waits until others are measured.
    Waits,
    /// So many parts of so many are measured.
    UnderWay(usize, usize),
    /// It is measured.
    Known(Rc<[T]>),
}

/// Something that is being measured, or waits for it.
#[derive(Debug)]
enum Job {
    Repeating(Machines, Repeating),
    Sweeping(Box<Sweeping>),
}

impl Job {
    const fn task(&self) -> Task {
        match self {
            Self::Repeating(machines, _) => Task::Experiments(*machines),
            Self::Sweeping(sweeping) => Task::Sweep(sweeping.sweep()),
        }
    }

    fn progress(&self) -> (usize, usize) {
        match self {
            Self::Repeating(_, repeating) => repeating.progress(),
            Self::Sweeping(sweeping) => sweeping.progress(),
        }
    }
}

/// All that is measured.
#[derive(Debug, Default)]
pub struct Measurements {
    /// The first is under way, the others wait.
    jobs: VecDeque<Job>,
    repeats: BTreeMap<Machines, Rc<[Repeat]>>,
    sweeps: BTreeMap<Sweep, Rc<[Point]>>,
}

impl Measurements {
    /// Measures something, after what is measured now; nothing changes where that is asked for already.
    ///
    /// # Errors
    /// Every problem of the scenario on screen, if it makes no sense.
    pub fn begin(&mut self, task: Task, on_screen: &Scenario) -> Result<(), Problems> {
        if self.jobs.iter().any(|job| job.task() == task) {
            return Ok(());
        }
        self.jobs.push_back(match task {
            Task::Experiments(machines) => {
                Job::Repeating(machines, Repeating::new(machines.machines(on_screen))?)
            }
            Task::Sweep(sweep) => Job::Sweeping(Box::new(Sweeping::new(sweep))),
        });
        Ok(())
    }

    /// Measures something no more. What it measured so far is forgotten.
    pub fn cancel(&mut self, task: Task) {
        self.jobs.retain(|job| job.task() != task);
    }

    /// Forgets what was measured with the scenario on screen, which is another by now.
    pub fn leave_scenario(&mut self) {
        self.cancel(Task::Experiments(Machines::OnScreen));
        self.repeats.remove(&Machines::OnScreen);
    }

    /// Goes on by so many steps at most. Says whether there is more to do.
    pub fn go_on(&mut self, steps: u64) -> bool {
        let over = match self.jobs.front_mut() {
            None => false,
            Some(Job::Repeating(_, repeating)) => repeating.go_on(steps),
            Some(Job::Sweeping(sweeping)) => sweeping.go_on(steps),
        };
        if over && let Some(job) = self.jobs.pop_front() {
            self.keep(job);
        }
        !self.jobs.is_empty()
    }

    fn keep(&mut self, job: Job) {
        match job {
            Job::Repeating(machines, repeating) => {
                self.repeats.insert(machines, repeating.finish().into());
            }
            Job::Sweeping(sweeping) => {
                self.sweeps.insert(sweeping.sweep(), sweeping.finish().into());
            }
        }
    }

    /// How the experiments on some machines stand.
    #[must_use]
    pub fn experiments(&self, machines: Machines) -> State<Repeat> {
        self.state(Task::Experiments(machines), self.repeats.get(&machines))
    }

    /// How a sweep stands.
    #[must_use]
    pub fn sweep(&self, sweep: Sweep) -> State<Point> {
        self.state(Task::Sweep(sweep), self.sweeps.get(&sweep))
    }

    fn state<T>(&self, task: Task, known: Option<&Rc<[T]>>) -> State<T> {
        match (self.jobs.iter().position(|job| job.task() == task), known) {
            (Some(0), _) => {
                let (done, all) = self.jobs[0].progress();
                State::UnderWay(done, all)
            }
            (Some(_), _) => State::Waits,
            (None, Some(known)) => State::Known(Rc::clone(known)),
            (None, None) => State::Open,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOSS: Task = Task::Sweep(Sweep::Loss);
    const STORAGE: Task = Task::Sweep(Sweep::Storage);

    fn begun(tasks: &[Task]) -> Measurements {
        let mut measurements = Measurements::default();
        for task in tasks {
            measurements.begin(*task, &Scenario::report()).expect("the scenario makes sense");
        }
        measurements
    }

    #[test]
    fn a_sweep_in_slices_has_the_points_that_it_has_at_once() {
        let mut measurements = begun(&[LOSS]);
        assert_eq!(measurements.sweep(Sweep::Loss), State::UnderWay(0, 8));
        while measurements.go_on(100) {}
        let points = Sweep::Loss.places().iter().map(|x| Sweep::Loss.at(*x).finish());
        assert_eq!(measurements.sweep(Sweep::Loss), State::Known(points.collect()));
    }

    #[test]
    fn what_is_asked_for_second_waits_and_is_measured_once() {
        let mut measurements = begun(&[LOSS, STORAGE, STORAGE]);
        assert_eq!(measurements.sweep(Sweep::Storage), State::Waits);
        while measurements.go_on(u64::MAX) {}
        assert!(matches!(measurements.sweep(Sweep::Loss), State::Known(_)));
        assert!(matches!(measurements.sweep(Sweep::Storage), State::Known(_)));
    }

    #[test]
    fn what_is_cancelled_is_forgotten_and_the_next_goes_on() {
        let mut measurements = begun(&[LOSS, STORAGE]);
        measurements.go_on(100);
        measurements.cancel(LOSS);
        assert_eq!(measurements.sweep(Sweep::Loss), State::Open);
        assert_eq!(measurements.sweep(Sweep::Storage), State::UnderWay(0, 9));
    }

    #[test]
    fn experiments_are_known_for_each_machine_and_forgotten_with_the_scenario_on_screen() {
        let mut measurements = begun(&Machines::ALL.map(Task::Experiments));
        while measurements.go_on(u64::MAX) {}
        for (machines, count) in [(Machines::Both, 2), (Machines::OnScreen, 1)] {
            let State::Known(repeats) = measurements.experiments(machines) else {
                panic!("{machines:?} is not measured");
            };
            assert_eq!(repeats.len(), count);
            assert!(repeats.iter().all(|repeat| repeat.measured.len() == 5));
        }
        measurements.leave_scenario();
        assert_eq!(measurements.experiments(Machines::OnScreen), State::Open);
        assert!(matches!(measurements.experiments(Machines::Both), State::Known(_)));
    }
}
