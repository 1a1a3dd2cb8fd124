//! The report's experiments on some machines, one after the other.

use std::collections::VecDeque;
use trading_post::figures::{Experiment, Measuring, Repeat};
use trading_post::scenario::{Problems, Scenario};

/// Experiments of which some are still to be made.
#[derive(Debug)]
pub(super) struct Repeating {
    repeats: Vec<Repeat>,
    /// What is still to be made, and on which of the machines.
    open: VecDeque<(usize, Measuring)>,
    /// The trials of all of them.
    all: usize,
}

/// How many trials are still to be played.
fn trials(open: &VecDeque<(usize, Measuring)>) -> usize {
    let left = |(_, measuring): &(usize, Measuring)| {
        let (done, all) = measuring.progress();
        all - done
    };
    open.iter().map(left).sum()
}

impl Repeating {
    /// All experiments on each of these: one word for files, what it is called, what it is.
    pub fn new(machines: Vec<(String, String, Scenario)>) -> Result<Self, Problems> {
        let (mut repeats, mut open) = (Vec::new(), VecDeque::new());
        for (name, title, scenario) in machines {
            for experiment in Experiment::ALL {
                open.push_back((repeats.len(), Measuring::new(experiment, &scenario)?));
            }
            repeats.push(Repeat { name, title, measured: Vec::new() });
        }
        Ok(Self { repeats, all: trials(&open), open })
    }

    /// How many of how many trials are over.
    pub fn progress(&self) -> (usize, usize) {
        (self.all - trials(&self.open), self.all)
    }

    /// Goes on by so many steps at most. Says whether all are made.
    pub fn go_on(&mut self, steps: u64) -> bool {
        if let Some((machine, measuring)) = self.open.front_mut()
            && let Some(measured) = measuring.go_on(steps)
        {
            self.repeats[*machine].measured.push(measured);
            self.open.pop_front();
        }
        self.open.is_empty()
    }

    pub fn finish(self) -> Vec<Repeat> {
        self.repeats
    }
}
