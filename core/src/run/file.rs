//! A record as a file, `run.jsonl`: one JSON object a line.
//!
//! Line 1 is a header: the format, the version, the seed, the scenario, where the run stands, and the
//! fingerprint of the events that led there, if it was taken.
//! Then comes one line an act, in order: the step that it was, the simulated time, and what was
//! done. A line that begins a branch says which branch it left, and where; the acts behind it are
//! that branch's own. Acts before the first such line are those of the first branch.
//!
//! ```json
//! {"format":1,"version":"0.1.0","seed":77,"scenario":{},"stands":{"branch":1,"moment":420},"digest":"00c0ffee00c0ffee"}
//! {"act":{"step":400,"time_us":5123000,"what":{"crash":5}}}
//! {"branch":{"number":1,"name":"branch 1","from":{"branch":0,"moment":300}}}
//! {"act":{"step":300,"time_us":4023000,"what":"heal"}}
//! ```
//!
//! Its schema is `core/schemas/run.schema.json`.

use super::branch::usual_name;
use super::record::VERSION;
use super::{BranchId, Fork, Record, RecordedAct, RecordedBranch};
use crate::digest::Digest;
use crate::scenario::read::{self, Misread, Place, place_of};
use crate::scenario::{Intervention, MOST_JSON, Problem, Scenario};
use crate::time::Instant;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The format that is written and read.
const FORMAT: u64 = 1;

/// The longest file that is read, in bytes.
const MOST_BYTES: usize = 16 << 20;

/// The longest name of a branch, in characters.
const MOST_NAME: usize = 1_000;

/// Why a text is no record of a run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReadError {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in bytes.
    pub column: usize,
    /// What is wrong there.
    pub problem: Problem,
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}: {}", self.line, self.column, self.problem)
    }
}

impl std::error::Error for ReadError {}

impl ReadError {
    fn new(line: usize, column: usize, field: &str, found: String, expected: String) -> Self {
        Self {
            line,
            column,
            problem: Problem { field: field.to_owned(), found, expected: expected.into() },
        }
    }

    /// What does not fit into this line, of which it is the text.
    fn at(line: usize, text: &str, field: &str, found: String, expected: String) -> Self {
        Self::new(line, place_of(text, field).column, field, found, expected)
    }

    fn misread(line: usize, Misread { place: Place { column, .. }, problem }: Misread) -> Self {
        Self { line, column, problem }
    }
}

/// Line 1.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    format: u64,
    version: String,
    seed: u64,
    scenario: Scenario,
    stands: Stands,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    digest: Option<Digest>,
}

/// A branch and a moment of it.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stands {
    branch: u32,
    moment: usize,
}

/// The format and the version alone: in another format the other fields may be others.
#[derive(Deserialize)]
struct Stamp {
    format: u64,
    version: String,
}

/// Any other line.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum Line {
    /// A branch begins.
    Branch {
        number: usize,
        name: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<Stands>,
    },
    /// A user does something.
    Act { step: usize, time_us: u64, what: Intervention },
}

impl Record {
    /// Writes it as the text of a file.
    ///
    /// # Panics
    /// Never: all of a record can be written.
    #[must_use]
    pub fn to_jsonl(&self) -> String {
        let mut text = written(&Header {
            format: FORMAT,
            version: self.version.clone(),
            seed: self.scenario.seed,
            scenario: self.scenario.clone(),
            stands: Stands { branch: self.branch.0, moment: self.moment },
            digest: self.digest,
        });
        for (number, branch) in self.branches.iter().enumerate() {
            if number > 0 || branch.name != usual_name(BranchId(0)) || branch.from.is_some() {
                text += &written(&Line::beginning(number, branch));
            }
            branch.acts.iter().for_each(|act| text += &written(&Line::of_act(act)));
        }
        text
    }

    /// Reads the text of a file. Whether what it tells can have happened is seen when the run is
    /// made again, by [`super::Run::of_record`].
    ///
    /// # Errors
    /// The first thing that is wrong with it.
    pub fn of_jsonl(text: &str) -> Result<Self, ReadError> {
        if text.len() > MOST_BYTES {
            let found = format!("{} bytes", text.len());
            let expected = format!("at most {MOST_BYTES} bytes");
            return Err(ReadError::new(1, 1, "the file", found, expected));
        }
        let mut lines = (1..).zip(text.lines());
        let header = Header::of(lines.next().map_or("", |(_, text)| text))?;
        let mut branches = Vec::new();
        for (number, text) in lines {
            match read_line(number, text)? {
                Line::Branch { number: found, name, from } => {
                    if found > 0 {
                        current(&mut branches);
                    }
                    let branch = Beginning { found, name, from };
                    branches.push(branch.checked(number, text, branches.len())?);
                }
                Line::Act { step, time_us, what } => {
                    let act = RecordedAct { step, at: Instant(time_us), act: what };
                    current(&mut branches).acts.push(act);
                }
            }
        }
        current(&mut branches);
        Ok(header.record(branches))
    }
}

fn written(line: &impl Serialize) -> String {
    serde_json::to_string(line).expect("a record is plain data") + "\n"
}

/// The branch whose lines are being read.
fn current(branches: &mut Vec<RecordedBranch>) -> &mut RecordedBranch {
    if branches.is_empty() {
        let name = usual_name(BranchId(0));
        branches.push(RecordedBranch { name, from: None, acts: Vec::new() });
    }
    branches.last_mut().expect("one was just put there")
}

fn read_line(number: usize, text: &str) -> Result<Line, ReadError> {
    not_too_long(number, text)?;
    read::text(text, "the line").map_err(|misread| ReadError::misread(number, misread))
}

fn not_too_long(number: usize, text: &str) -> Result<(), ReadError> {
    if text.len() <= MOST_JSON {
        return Ok(());
    }
    let (found, expected) = (format!("{} bytes", text.len()), format!("at most {MOST_JSON} bytes"));
    Err(ReadError::new(number, 1, "the line", found, expected))
}

impl Header {
    fn of(text: &str) -> Result<Self, ReadError> {
        not_too_long(1, text)?;
        let misread = |misread| ReadError::misread(1, misread);
        let stamp: Stamp = read::text(text, "the header").map_err(misread)?;
        stamp.check(text)?;
        let header: Self = read::text(text, "the header").map_err(misread)?;
        header.check(text)?;
        Ok(header)
    }

    fn check(&self, text: &str) -> Result<(), ReadError> {
        if self.seed != self.scenario.seed {
            let (found, scenarios) = (self.seed.to_string(), self.scenario.seed);
            let expected = format!("{scenarios}, the scenario's");
            return Err(ReadError::at(1, text, "seed", found, expected));
        }
        self.scenario.check().map_err(|problems| {
            let first = problems.0.into_iter().next().expect("there is a problem");
            let field = format!("scenario.{}", first.field);
            ReadError::at(1, text, &field, first.found, first.expected.to_string())
        })
    }

    fn record(self, branches: Vec<RecordedBranch>) -> Record {
        Record {
            version: self.version,
            scenario: self.scenario,
            branches,
            branch: BranchId(self.stands.branch),
            moment: self.stands.moment,
            digest: self.digest,
        }
    }
}

impl Stamp {
    fn check(&self, text: &str) -> Result<(), ReadError> {
        if self.format != FORMAT {
            let (found, expected) = (self.format.to_string(), FORMAT.to_string());
            return Err(ReadError::at(1, text, "format", found, expected));
        }
        if self.version != VERSION {
            let (found, expected) = (format!("{:?}", self.version), format!("{VERSION:?}"));
            return Err(ReadError::at(1, text, "version", found, expected));
        }
        Ok(())
    }
}

impl Line {
    fn beginning(number: usize, branch: &RecordedBranch) -> Self {
        let from = branch.from.map(|from| Stands { branch: from.branch.0, moment: from.moment });
        Self::Branch { number, name: branch.name.clone(), from }
    }

    fn of_act(RecordedAct { step, at, act }: &RecordedAct) -> Self {
        Self::Act { step: *step, time_us: at.0, what: act.clone() }
    }
}

/// A line that begins a branch, as it was found.
struct Beginning {
    found: usize,
    name: String,
    from: Option<Stands>,
}

impl Beginning {
    fn checked(self, line: usize, text: &str, place: usize) -> Result<RecordedBranch, ReadError> {
        if self.found != place {
            let (found, expected) = (self.found.to_string(), place.to_string());
            return Err(ReadError::at(line, text, "branch.number", found, expected));
        }
        let length = self.name.chars().count();
        if length > MOST_NAME {
            let found = format!("{length} characters");
            let expected = format!("at most {MOST_NAME} characters");
            return Err(ReadError::at(line, text, "branch.name", found, expected));
        }
        let from =
            self.from.map(|Stands { branch, moment }| Fork { branch: BranchId(branch), moment });
        Ok(RecordedBranch { name: self.name, from, acts: Vec::new() })
    }
}
