//! What a run starts from, and what is done to it, as the arguments say.

use crate::arguments;
use anyhow::{Context, Result, bail};
use std::collections::VecDeque;
use std::fs;
use std::io::Read;
use std::path::Path;
use trading_post::scenario::{Intervention, Scenario};
use trading_post::time::{Duration, Instant};

/// How long a run goes on where nobody says.
const USUAL: Duration = Duration::from_millis(60_000);

/// The longest file that is read, in bytes.
const MOST_BYTES: u64 = 16 << 20;

/// What a run starts from, how far it goes, and what is done to it.
pub struct Start {
    pub scenario: Scenario,
    pub goal: Goal,
    /// What is done, by its time.
    pub acts: VecDeque<(Instant, Intervention)>,
}

/// How far a run goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Goal {
    /// Until this simulated time.
    Until(Instant),
    /// Until there were so many events.
    Events(u64),
}

impl Start {
    pub fn read(wishes: &arguments::Start) -> Result<Self> {
        Self::read_or(wishes, Goal::Until(Instant::START + USUAL))
    }

    /// The same; where nobody says how far the run goes, it goes so far.
    pub fn read_or(wishes: &arguments::Start, usual: Goal) -> Result<Self> {
        let mut scenario = match (&wishes.scenario, wishes.peers) {
            (Some(name), _) => named(name)?,
            (None, Some(peers)) => Scenario::of_size(within(peers)?),
            (None, None) => Scenario::report(),
        };
        scenario.seed = wishes.seed.unwrap_or(scenario.seed);
        let until = wishes.until.map(|until| Goal::Until(Instant::START + until));
        let goal = wishes.events.map(Goal::Events).or(until).unwrap_or(usual);
        let acts = acts(wishes, &scenario, goal)?;
        Ok(Self { scenario, goal, acts })
    }
}

fn within(peers: usize) -> Result<usize> {
    if (2..=1_000).contains(&peers) {
        return Ok(peers);
    }
    bail!("--peers: found {peers}, expected 2 to 1000")
}

/// The scenario of this name: a preset, or a file.
fn named(name: &str) -> Result<Scenario> {
    if let Some(preset) = Scenario::preset(name) {
        return Ok(preset);
    }
    let path = Path::new(name);
    if !path.exists() {
        bail!(
            "--scenario: found {name:?}, \
             expected a file, or a preset as `trading-post presets` lists them"
        );
    }
    Scenario::from_json(&text_of(path)?).with_context(|| format!("--scenario: {name}"))
}

/// The text of a file, if it is not longer than any that we read.
pub fn text_of(path: &Path) -> Result<String> {
    let told = path.display();
    let unread = || format!("{told} cannot be read");
    let file = fs::File::open(path).with_context(unread)?;
    // A device or a pipe does not say how long it is.
    let mut bytes = Vec::new();
    file.take(MOST_BYTES + 1).read_to_end(&mut bytes).with_context(unread)?;
    if bytes.len() as u64 > MOST_BYTES {
        bail!("{told}: found more bytes, expected at most {MOST_BYTES}");
    }
    String::from_utf8(bytes).map_err(|error| {
        let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
        let column = 1 + before.iter().rev().take_while(|byte| **byte != b'\n').count();
        anyhow::anyhow!("{told}: line {line}, column {column}: found other bytes, expected UTF-8")
    })
}

/// What is done, by its time; of what is done at one time, crashes first.
fn acts(
    wishes: &arguments::Start,
    scenario: &Scenario,
    goal: Goal,
) -> Result<VecDeque<(Instant, Intervention)>> {
    let kills = wishes.kill.iter().map(|blow| ("--kill", blow, Intervention::Crash(blow.peer)));
    let restart = |blow: &arguments::Blow| Intervention::Restart(blow.peer);
    let restarts = wishes.restart.iter().map(|blow| ("--restart", blow, restart(blow)));
    let mut acts = Vec::new();
    for (option, blow, act) in kills.chain(restarts) {
        let last = scenario.peers.len() - 1;
        if blow.peer.index() > last {
            bail!("{option}: found peer {}, expected a peer from 0 to {last}", blow.peer);
        }
        if let Goal::Until(end) = goal
            && blow.at > end
        {
            bail!("{option}: found {} s, expected at most {end} s, where the run ends", blow.at);
        }
        acts.push((blow.at, act));
    }
    acts.sort_by_key(|(at, _)| *at);
    Ok(acts.into())
}
