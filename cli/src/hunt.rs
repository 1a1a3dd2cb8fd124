//! `trading-post hunt`: the core's hunt on all cores.

use crate::Verdict;
use crate::arguments::{self, Order};
use crate::output::write_all;
use crate::progress::bar;
use crate::share::threads_of;
use crate::source::{played, run_of};
use crate::start::{Goal, Start};
use anyhow::{Result, bail};
use serde_json::{Value, json};
use std::io::{self, Write};
use std::num::NonZero;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{self, Sender};
use std::thread;
use trading_post::check::hunt::{
    Allowance, Counts, Find, Hunt, Kind, Outcome, Plan, Progress, Strategy,
};
use trading_post::run::Run;

/// A thread looks up after so many steps.
const SLICE: u64 = 20_000;

pub fn hunt(wishes: &arguments::Hunt) -> Result<Verdict> {
    let mut run = match &wishes.source {
        Some(source) => run_of(source)?,
        None => played(Start::read_or(&wishes.start, Goal::Events(0))?)?,
    };
    let mut hunt = Hunt::new(&run, plan(wishes));
    share(&mut hunt, wishes.threads);
    let Some(shrink) = hunt.shrink() else {
        tell(wishes.json, &found_nothing(hunt.counts()))?;
        return Ok(Verdict::Holds);
    };
    let find = shrink.finish();
    if !find.open(&mut run) {
        bail!("what was found does not happen again: this is an error of this program");
    }
    wishes.out.as_deref().map_or(Ok(()), |folder| write_all(&run, folder))?;
    tell(wishes.json, &Told::of(&find, &run, hunt.counts()))?;
    Ok(Verdict::Breach)
}

fn plan(wishes: &arguments::Hunt) -> Plan {
    let strategy = match wishes.strategy {
        Order::Random => Strategy::Random,
        Order::DepthFirst => Strategy::DepthFirst,
        Order::Reduced => Strategy::Reduced,
    };
    let mut allowed: Vec<Allowance> = wishes.allow.iter().map(|allowed| allowed.0).collect();
    if allowed.is_empty() {
        allowed.push(Allowance { kind: Kind::Crash, most: 1 });
    }
    Plan {
        allowed,
        most_acts: wishes.acts.unwrap_or(usize::MAX),
        depth: wishes.depth,
        span: wishes.span,
        continuations: wishes.continuations,
        invariants: wishes.invariant.clone(),
        seed: wishes.hunt_seed,
        ..Plan::new(strategy)
    }
}

/// Hunts on so many threads. What is found does not depend on how many they are.
fn share(hunt: &mut Hunt, threads: Option<NonZero<usize>>) {
    let bar = bar(hunt.plan().continuations, "hunting");
    let (sender, outcomes) = mpsc::channel();
    let work = Work { hunt: hunt.clone(), next: AtomicU64::new(0), over: AtomicBool::new(false) };
    thread::scope(|scope| {
        for _ in 0..threads_of(threads) {
            let (sender, work) = (sender.clone(), &work);
            scope.spawn(move || work.share(&sender));
        }
        drop(sender);
        for (number, outcome) in outcomes {
            hunt.take(number, outcome);
            bar.set_position(hunt.counts().continuations);
            if hunt.progress() != Progress::Hunting {
                work.over.store(true, Ordering::Relaxed);
            }
        }
    });
    bar.finish_and_clear();
}

/// What threads share.
struct Work {
    hunt: Hunt,
    next: AtomicU64,
    /// Whether nothing more is needed.
    over: AtomicBool,
}

impl Work {
    fn share(&self, outcomes: &Sender<(u64, Outcome)>) {
        loop {
            let number = self.next.fetch_add(1, Ordering::Relaxed);
            if number >= self.hunt.parts() {
                return;
            }
            let mut part = self.hunt.part(number);
            let outcome = loop {
                if self.over.load(Ordering::Relaxed) {
                    return;
                }
                if let Some(outcome) = part.go_on(SLICE) {
                    break outcome;
                }
            };
            if outcomes.send((number, outcome)).is_err() {
                return;
            }
        }
    }
}

/// What is told at the end, as text and as JSON.
struct Told {
    text: String,
    json: Value,
}

fn tell(as_json: bool, told: &Told) -> Result<()> {
    let text = if as_json { format!("{:#}", told.json) } else { told.text.clone() };
    Ok(writeln!(io::stdout(), "{text}")?)
}

fn found_nothing(counts: Counts) -> Told {
    Told {
        text: format!("Nothing was found in {}.", tried(counts)),
        json: json!({"found": false, "tried": counts_json(counts)}),
    }
}

impl Told {
    fn of(find: &Find, run: &Run, counts: Counts) -> Self {
        let (breach, link) = (&find.breach, run.record().to_link());
        let acts: Vec<Value> = find
            .acts
            .iter()
            .map(|done| json!({"step": done.step, "time_us": done.at.0, "what": done.act}))
            .collect();
        let told = find
            .acts
            .iter()
            .map(|done| format!("  step {}, {} s: {}", done.step, done.at, done.act));
        let told: Vec<String> = told.collect();
        let text = format!(
            "{} is broken at event {}, found in {}:\n{}\n\nWhat was done:\n{}\n\nLink: {link}",
            breach.invariant,
            breach.event,
            tried(counts),
            breach.sentence,
            told.join("\n")
        );
        let json = json!({
            "found": true, "tried": counts_json(counts),
            "breach": {
                "invariant": breach.invariant.name(), "event": breach.event,
                "sentence": breach.sentence, "proof": breach.proof,
            },
            "from": find.from, "moment": find.moment, "acts": acts, "link": link,
        });
        Self { text, json }
    }
}

fn tried(counts: Counts) -> String {
    format!("{} continuations ({} steps)", counts.continuations, counts.steps)
}

fn counts_json(counts: Counts) -> Value {
    json!({
        "continuations": counts.continuations, "steps": counts.steps, "pruned": counts.pruned,
    })
}
