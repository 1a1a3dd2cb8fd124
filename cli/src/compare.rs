//! `trading-post compare`: one scenario under several choices, side by side.

use crate::Verdict;
use crate::arguments;
use crate::files::write_text;
use crate::progress::bar;
use crate::start::{Goal, Start};
use crate::summary::grid;
use anyhow::Result;
use std::io::{self, Write};
use trading_post::compare::{Choice, Compared, Comparison, End, Measure};
use trading_post::scenario::Planned;

/// The bar moves after so many steps.
const SLICE: u64 = 20_000;

pub fn compare(wishes: &arguments::Compare) -> Result<Verdict> {
    let Start { scenario, goal, acts } = Start::read(&wishes.start)?;
    let end = match goal {
        Goal::Until(end) => End::At(end),
        Goal::Events(most) => End::Events(most),
    };
    let acts: Vec<_> = acts.into_iter().map(|(at, act)| Planned { at_us: at.0, act }).collect();
    let compared = play(Comparison::new(&scenario, &choices(&wishes.with), &acts, end)?);
    if let Some(file) = &wishes.csv {
        write_text(file, &compared.table().csv())?;
    }
    let told = if wishes.json { compared.json() } else { text(&compared) };
    writeln!(io::stdout(), "{told}")?;
    Ok(Verdict::Holds)
}

/// A single choice is held against the scenario as it is.
fn choices(with: &[Choice]) -> Vec<Choice> {
    let as_it_is = (with.len() < 2).then(Choice::default);
    as_it_is.into_iter().chain(with.iter().cloned()).collect()
}

fn play(mut comparison: Comparison) -> Compared {
    let bar = bar(comparison.progress().1, "comparing");
    loop {
        if let Some(compared) = comparison.go_on(SLICE) {
            bar.finish_and_clear();
            return compared;
        }
        bar.set_position(comparison.progress().0);
    }
}

/// A column a choice, a row a measure; where not all are equal, a sign stands behind the row.
fn text(compared: &Compared) -> String {
    let head = std::iter::once(String::new()).chain(compared.titles()).collect();
    let rows = Measure::ALL.map(|measure| {
        let mark = if compared.differs(measure) { "≠" } else { "" };
        let title = std::iter::once(measure.title().to_owned());
        title.chain(compared.told(measure)).chain([mark.to_owned()]).collect()
    });
    let rows = grid(std::iter::once::<Vec<String>>(head).chain(rows)).trim_fmt();
    format!("{rows}\n\n{}", compared.sentences().join("\n"))
}
