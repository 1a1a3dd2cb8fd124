//! What can be asked for on the command line.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use std::num::NonZero;
use std::path::PathBuf;
use std::str::FromStr;
use trading_post::check::Invariant;
use trading_post::check::hunt::{Allowance, Kind};
use trading_post::compare::Choice;
use trading_post::export::Format;
use trading_post::figures;
use trading_post::id::PeerId;
use trading_post::time::{Duration, Instant};

const EXIT_CODES: &str = "Exit codes:
  0  all checks hold
  1  an invariant does not hold
  2  bad input: what, where, and what was expected is said on standard error";

const EXAMPLES: &str = "Examples:
  trading-post run --peers 6 --seed 77 --until 60s --kill 5@10s --out run/
  trading-post run --scenario without-durable-answers --events 100000 --json
  trading-post replay run/run.jsonl
  trading-post hunt --scenario without-durable-answers
  trading-post compare --kill 5@10s --with election=bully --with election=ring
  trading-post measure --svg plots/
  trading-post export --format shiviz run/run.jsonl > shiviz.log

Exit codes:
  0  all checks hold
  1  an invariant does not hold
  2  bad input: what, where, and what was expected is said on standard error";

/// Run, replay, search and export runs of the Trading Post without a browser.
///
/// A run is determined by version, scenario, seed and what was done to it: what is run here is what
/// the page shows.
#[derive(Parser)]
#[command(name = "trading-post", version, after_help = EXAMPLES)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand)]
pub enum Command {
    /// Run a scenario, check all invariants, and tell what it adds up to
    Run(Run),
    /// Make a run again from its file or link, check it, and tell what it adds up to
    Replay(Replay),
    /// Search for what breaks an invariant, and shrink it to the fewest acts
    Hunt(Hunt),
    /// Run one scenario under several choices, and show side by side what each comes to
    Compare(Compare),
    /// Repeat the report's measurements, and show how figures depend on something else
    Measure(Measured),
    /// Show how one figure depends on something else
    Sweep(Sweep),
    /// Write a run in another program's format
    Export(Export),
    /// List the scenarios that are ready to run, or print one as a file to start from
    Presets {
        /// Print this one in JSON
        name: Option<String>,
    },
    /// Print the JSON Schema of a scenario, or of a line of run.jsonl or trace.jsonl
    Schema {
        /// Of which file
        #[arg(value_enum)]
        file: SchemaOf,
    },
    /// Print what makes a shell complete this program's commands
    Completions {
        /// For which shell
        #[arg(value_enum)]
        shell: Shell,
    },
    /// Print the manual page, of one command if it is named
    Man {
        /// Of which command
        command: Option<String>,
    },
}

const RUN_EXAMPLES: &str = "Examples:
  trading-post run --peers 6 --seed 77 --until 60s --kill 5@10s --restart 5@20s --out run/
  trading-post run --scenario my.json --events 10000000 --out run/
  trading-post run --scenario without-durable-answers --json

Exit codes:
  0  all checks hold
  1  an invariant does not hold
  2  bad input: what, where, and what was expected is said on standard error";

#[derive(Args)]
#[command(after_help = RUN_EXAMPLES)]
pub struct Run {
    #[command(flatten)]
    pub start: Start,
    /// Write peers.json, sellers.txt, result.txt, run.jsonl and trace.jsonl into this folder, each
    /// of them whole or not at all
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Tell the summary as JSON
    #[arg(long)]
    pub json: bool,
}

/// What a run starts from, how long it goes on, and what is done to it.
#[derive(Args)]
pub struct Start {
    /// The scenario: a preset by name, or a file in JSON [default: report]
    #[arg(long, value_name = "FILE|PRESET", conflicts_with = "peers")]
    pub scenario: Option<String>,
    /// The report's scenario with so many peers, 2 to 1000
    #[arg(long, value_name = "N")]
    pub peers: Option<usize>,
    /// The seed, instead of the scenario's own
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// How much simulated time it runs, such as "90s" or "2m 30s" [default: 60s]
    #[arg(long, value_name = "DURATION", value_parser = duration)]
    pub until: Option<Duration>,
    /// Run until there were so many events
    #[arg(long, value_name = "N", conflicts_with = "until")]
    pub events: Option<u64>,
    /// Crash a peer at a simulated time, such as 5@10s; can be given several times
    #[arg(long, value_name = "PEER@TIME")]
    pub kill: Vec<Blow>,
    /// Restart a crashed peer at a simulated time; can be given several times
    #[arg(long, value_name = "PEER@TIME")]
    pub restart: Vec<Blow>,
}

const REPLAY_EXAMPLES: &str = "Examples:
  trading-post replay run/run.jsonl
  trading-post replay 'https://example.org/#run=1.ZYxLCoQw...'
  trading-post replay 1.ZYxLCoQw... --out again/";

#[derive(Args)]
#[command(after_help = REPLAY_EXAMPLES, after_long_help = format!("{REPLAY_EXAMPLES}\n\n{EXIT_CODES}"))]
pub struct Replay {
    /// A file run.jsonl, or a share link
    #[arg(value_name = "LINK|run.jsonl")]
    pub source: String,
    /// Write peers.json, sellers.txt, result.txt, run.jsonl and trace.jsonl into this folder
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Tell the summary as JSON
    #[arg(long)]
    pub json: bool,
}

const HUNT_EXAMPLES: &str = "Examples:
  trading-post hunt --scenario without-durable-answers
  trading-post hunt --scenario without-durable-answers --strategy reduced --out found/
  trading-post hunt --peers 4 --allow crash=2 --allow drop=3 --continuations 100000
  trading-post hunt run/run.jsonl --invariant I7 --json

Exit codes:
  0  nothing was found
  1  a breach was found
  2  bad input: what, where, and what was expected is said on standard error";

/// From where the run stands: from its beginning, unless --until or --events says otherwise.
#[derive(Args)]
#[command(after_help = HUNT_EXAMPLES)]
pub struct Hunt {
    /// A file run.jsonl, or a share link, to hunt from where it stands; without it a scenario is run
    #[arg(value_name = "LINK|run.jsonl", conflicts_with_all = START)]
    pub source: Option<String>,
    #[command(flatten)]
    pub start: Start,
    /// In which order continuations are tried
    #[arg(long, value_enum, default_value_t = Order::Random)]
    pub strategy: Order,
    /// What may be done, and how often; can be given several times [default: crash=1]
    #[arg(long, value_name = "ACT=N")]
    pub allow: Vec<Allowed>,
    /// The most acts of a continuation [default: as many as are allowed in all]
    #[arg(long, value_name = "N")]
    pub acts: Option<usize>,
    /// Act within so many steps
    #[arg(long, value_name = "STEPS", default_value_t = 500)]
    pub depth: usize,
    /// Go on for so much simulated time after the last act
    #[arg(long, value_name = "DURATION", value_parser = duration, default_value = "10s")]
    pub span: Duration,
    /// Try so many continuations at most
    #[arg(long, value_name = "N", default_value_t = 10_000)]
    pub continuations: u64,
    /// Only a breach of this invariant counts, such as I7; can be given several times
    #[arg(long, value_name = "NAME", value_parser = invariant)]
    pub invariant: Vec<Invariant>,
    /// Decides what the random strategy does
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub hunt_seed: u64,
    /// Use so many threads [default: one a core]
    #[arg(long, value_name = "N")]
    pub threads: Option<NonZero<usize>>,
    /// Write peers.json, sellers.txt, result.txt, run.jsonl and trace.jsonl of the broken run into
    /// this folder
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Tell what was found as JSON
    #[arg(long)]
    pub json: bool,
}

/// In which order a hunt tries continuations.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Order {
    /// Random acts at random moments
    Random,
    /// All, those with the fewest acts first
    DepthFirst,
    /// The same, without those that lead only to what others lead to
    Reduced,
}

/// The most acts of one kind in a continuation.
const MOST_ACTS: usize = 1_000;

/// What a hunt may do, and how often.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Allowed(pub Allowance);

impl FromStr for Allowed {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let names = || Kind::ALL.map(Kind::name).join(", ");
        let expected = || {
            expecting(&format!(
                "ACT=N, such as crash=2, ACT one of {}, N at most {MOST_ACTS}",
                names()
            ))
        };
        let (name, most) = text.split_once('=').ok_or_else(expected)?;
        let kind = Kind::ALL.into_iter().find(|kind| kind.name() == name).ok_or_else(expected)?;
        let most = most.parse().ok().filter(|most| *most <= MOST_ACTS).ok_or_else(expected)?;
        Ok(Self(Allowance { kind, most }))
    }
}

fn invariant(text: &str) -> Result<Invariant, String> {
    let found = Invariant::ALL.into_iter().find(|invariant| invariant.name() == text);
    // I12 is judged by playing a run twice, which no hunt does.
    let judged = found.filter(|invariant| *invariant != Invariant::Replay);
    judged.ok_or_else(|| expecting("I1 to I11, or I13"))
}

const COMPARE_EXAMPLES: &str = "Examples:
  trading-post compare --kill 5@10s --with election=bully --with election=ring
  trading-post compare --peers 10 --with detector=heartbeat,clocks=trade
  trading-post compare --scenario carried-out-twice-defended --with without=request-table --json

A CHOICE is one or more of these, with commas between them, or as-it-is:
  election=   bully, report, modified-bully, ring, ring-falling, ring-shuffled, vote
  detector=   on-demand, heartbeat, accrual
  order=      sum, list, own, largest, smallest
  clocks=     everything, trade
  without=    a defence, such as fencing or request-table; with= gives it back

An act that is not possible under a choice comes to nothing there.";

/// Same seed, same acts at the same times: only what is chosen differs.
#[derive(Args)]
#[command(after_help = COMPARE_EXAMPLES, after_long_help = format!("{COMPARE_EXAMPLES}\n\n{EXIT_CODES}"))]
pub struct Compare {
    #[command(flatten)]
    pub start: Start,
    /// A column; can be given several times. A single one is held against the scenario as it is
    #[arg(long, value_name = "CHOICE", required = true)]
    pub with: Vec<Choice>,
    /// Write a table of comma-separated values into this file, whole or not at all
    #[arg(long, value_name = "FILE")]
    pub csv: Option<PathBuf>,
    /// Tell it as JSON
    #[arg(long)]
    pub json: bool,
}

const MEASURE_EXAMPLES: &str = "Examples:
  trading-post measure
  trading-post measure --csv tables/ --svg plots/
  trading-post measure --json > figures.json";

/// What becomes of what is measured. All times are simulated: they are the same on any machine.
#[derive(Args)]
#[command(after_help = MEASURE_EXAMPLES, after_long_help = format!("{MEASURE_EXAMPLES}\n\n{EXIT_CODES}"))]
pub struct Measured {
    /// Write a table of comma-separated values of each into this folder
    #[arg(long, value_name = "DIR")]
    pub csv: Option<PathBuf>,
    /// Draw a plot of each into this folder
    #[arg(long, value_name = "DIR")]
    pub svg: Option<PathBuf>,
    /// Tell it as JSON
    #[arg(long)]
    pub json: bool,
    /// Use so many threads [default: one a core]
    #[arg(long, value_name = "N")]
    pub threads: Option<NonZero<usize>>,
}

const SWEEP_EXAMPLES: &str = "Examples:
  trading-post sweep election-messages
  trading-post sweep loss --svg plots/
  trading-post sweep fail-over --csv tables/ --threads 1";

#[derive(Args)]
#[command(after_help = SWEEP_EXAMPLES, after_long_help = format!("{SWEEP_EXAMPLES}\n\n{EXIT_CODES}"))]
pub struct Sweep {
    /// Which
    #[arg(value_parser = sweep_names().try_map(|name| sweep(&name)))]
    pub name: figures::Sweep,
    #[command(flatten)]
    pub measured: Measured,
}

fn sweep_names() -> PossibleValuesParser {
    let value = |sweep: figures::Sweep| PossibleValue::new(sweep.name()).help(sweep.title());
    figures::Sweep::ALL.map(value).into()
}

fn sweep(name: &str) -> Result<figures::Sweep, String> {
    let found = figures::Sweep::ALL.into_iter().find(|sweep| sweep.name() == name);
    found.ok_or_else(|| expecting("a sweep"))
}

/// The options of [`Start`]: a run that somebody kept has its own.
const START: [&str; 7] = ["scenario", "peers", "seed", "until", "events", "kill", "restart"];

const EXPORT_EXAMPLES: &str = "Examples:
  trading-post export --format shiviz run/run.jsonl > shiviz.log
  trading-post export --format mermaid --from 200 --to 400 1.ZYxLCoQw...
  trading-post export --format chrome --peers 4 --until 5s --output trace.json";

#[derive(Args)]
#[command(after_help = EXPORT_EXAMPLES, after_long_help = format!("{EXPORT_EXAMPLES}\n\n{EXIT_CODES}"))]
pub struct Export {
    /// The format
    #[arg(long, value_parser = format_names())]
    pub format: String,
    /// A file run.jsonl, or a share link; without it a scenario is run
    #[arg(value_name = "LINK|run.jsonl", conflicts_with_all = START)]
    pub source: Option<String>,
    #[command(flatten)]
    pub start: Start,
    /// The first event that is written, counted from 0 [default: 0, or as many as the format takes]
    #[arg(long, value_name = "EVENT")]
    pub from: Option<usize>,
    /// The event before which it ends [default: where the run stands]
    #[arg(long, value_name = "EVENT")]
    pub to: Option<usize>,
    /// Write it into this file, whole or not at all, instead of standard output
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// A file that has a schema.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SchemaOf {
    /// a scenario
    Scenario,
    /// run.jsonl
    Run,
    /// trace.jsonl
    Trace,
}

fn format_names() -> PossibleValuesParser {
    let value = |format: Format| PossibleValue::new(format.name()).help(format.purpose());
    Format::ALL.map(value).into()
}

/// Something that happens to a peer at a time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Blow {
    pub peer: PeerId,
    pub at: Instant,
}

impl FromStr for Blow {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let expected = "a peer and a time, such as 5@10s";
        let (peer, at) = text.split_once('@').ok_or_else(|| expecting(expected))?;
        let peer = peer.parse().map_err(|_| expecting(expected))?;
        Ok(Self { peer: PeerId(peer), at: Instant::START + duration(at)? })
    }
}

/// A length of simulated time, to the microsecond.
fn duration(text: &str) -> Result<Duration, String> {
    let parsed = humantime::parse_duration(text).ok();
    let micros = parsed.and_then(|parsed| u64::try_from(parsed.as_micros()).ok());
    micros.map(Duration).ok_or_else(|| expecting("a duration, such as 90s, 250ms or \"2m 30s\""))
}

fn expecting(what: &str) -> String {
    format!("expected {what}")
}
