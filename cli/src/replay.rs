//! `trading-post replay`.

use crate::Verdict;
use crate::arguments;
use crate::output::write_all;
use crate::source::made_again;
use crate::summary::Summing;
use anyhow::Result;

pub fn replay(wishes: &arguments::Replay) -> Result<Verdict> {
    let (run, record) = made_again(&wishes.source)?;
    let mut summing = Summing::new(run.scenario());
    run.past().for_each(|event| summing.take(event));
    summing.judge_again(run.reproduces(&record).and_then(|()| run.retrace()));
    wishes.out.as_deref().map_or(Ok(()), |folder| write_all(&run, folder))?;
    let verdict = summing.verdict();
    summing.finish(&run.record(), run.world().now()).print(wishes.json)?;
    Ok(verdict)
}
