//! `trading-post run`.

use crate::Verdict;
use crate::arguments;
use crate::drive::{Played, drive};
use crate::output::Output;
use crate::progress::bar;
use crate::start::{Goal, Start};
use crate::summary::Summing;
use anyhow::Result;

/// The bar moves after so many events.
const SELDOM: u64 = 20_000;

pub fn run(wishes: &arguments::Run) -> Result<Verdict> {
    let start = Start::read(&wishes.start)?;
    let mut summing = Summing::new(&start.scenario);
    let folder = wishes.out.as_deref();
    let mut output = folder.map(|folder| Output::create(folder, &start.scenario)).transpose()?;
    let goal = start.goal;
    let bar = bar(work(goal), "running");
    let mut told = 0;
    let Played { world, record } = drive(start, |events, world| {
        for event in events {
            summing.take(event);
            output.as_mut().map_or(Ok(()), |output| output.take(event))?;
        }
        if summing.events() - told >= SELDOM {
            told = summing.events();
            bar.set_position(match goal {
                Goal::Until(_) => world.now().0,
                Goal::Events(_) => told,
            });
        }
        Ok(())
    })?;
    bar.finish_and_clear();
    let record = record.with_digest(summing.digest());
    output.map_or(Ok(()), |output| output.finish(&world, &record))?;
    let verdict = summing.verdict();
    summing.finish(&record, world.now()).print(wishes.json)?;
    Ok(verdict)
}

const fn work(goal: Goal) -> u64 {
    match goal {
        Goal::Until(end) => end.0,
        Goal::Events(most) => most,
    }
}
