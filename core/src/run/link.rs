//! A record as the text of a link: short enough for the fragment of an address.
//!
//! `1.` names the format. What follows is base64 (the alphabet for addresses, no padding) of a
//! deflated JSON text and of the CRC-32 of the deflated bytes. The checksum is over what is
//! carried, for deflate has several texts for one content, and damage must not pass for another.
//!
//! In the JSON text the scenario is only what differs from the report's with as many peers, names
//! that nobody gave are left out, steps and times count from those before, and the words of acts
//! are short.

use super::branch::usual_name;
use super::record::VERSION;
use super::words::{in_full, in_short};
use super::{BranchId, Fork, Record, RecordedAct, RecordedBranch};
use crate::scenario::{Intervention, Problems, Scenario};
use crate::time::Instant;
use base64::DecodeError;
use base64::engine::{Engine, general_purpose::URL_SAFE_NO_PAD};
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress, inflate_flags};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::fmt;

/// What a link's text of this format begins with.
const FORMAT: &str = "1.";

/// The longest JSON text that is read, in bytes.
const MOST_JSON: usize = 1 << 20;

/// The most peers that a scenario has.
const MOST_PEERS: usize = 1_000;

/// Deflate's utmost effort.
const UTMOST: u8 = 10;

/// The checksum's bytes.
const CHECKSUM: usize = size_of::<u32>();

/// The JSON text.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    /// The version.
    v: String,
    /// How many peers the scenario is of, as far as it is the report's.
    n: usize,
    /// The scenario's fields that are otherwise.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    s: Map<String, Value>,
    /// The branches.
    b: Vec<WrittenBranch>,
    /// The branch and the moment at which it stands.
    m: (u32, usize),
}

/// A branch in it, its acts as three lists: so alike things stand together.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenBranch {
    /// The name, if somebody gave it one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    n: Option<String>,
    /// The branch and the moment that it left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    f: Option<(u32, usize)>,
    /// How many steps each act is after the one before, or after the beginning.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    s: Vec<usize>,
    /// How many microseconds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    t: Vec<u64>,
    /// What was done, in short words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    a: Vec<Value>,
}

/// The version alone: the other fields of another version may be others.
#[derive(Deserialize)]
struct Stamp {
    v: String,
}

/// Why a link's text is no record.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LinkError {
    /// It is of no format that is known here.
    Format {
        /// What it begins with.
        found: String,
    },
    /// It has a character that no link has.
    Character {
        /// Which.
        found: char,
        /// Its place in the text, counted from 0.
        place: usize,
    },
    /// It ends before what it holds does.
    CutShort,
    /// It is not as it was written.
    Damaged,
    /// It holds more than any run needs.
    TooLong {
        /// How many bytes it may hold.
        most: usize,
    },
    /// It is of another version, which may act otherwise.
    Version {
        /// Which.
        found: String,
    },
    /// What it holds is no run.
    Content {
        /// What was found there, and expected.
        problem: String,
    },
    /// Its scenario makes no sense.
    Scenario(Problems),
}

impl fmt::Display for LinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Format { found } => {
                write!(f, "this link is of another format: found {found:?}, expected {FORMAT:?}")
            }
            Self::Character { found, place } => {
                write!(f, "this link has {found:?} as its character {place}, ")?;
                f.write_str("expected only letters, digits, - and _")
            }
            Self::CutShort => {
                f.write_str("this link is cut short: it ends before what it holds does")
            }
            Self::Damaged => f.write_str("this link is damaged: its checksum is wrong"),
            Self::TooLong { most } => {
                write!(f, "this link is too long: it holds more than {most} bytes")
            }
            Self::Version { found } => {
                write!(f, "this link is of version {found}, this page runs {VERSION}")
            }
            Self::Content { problem } => write!(f, "this link holds no run: {problem}"),
            Self::Scenario(problems) => {
                write!(f, "this link holds a scenario that makes no sense: {problems}")
            }
        }
    }
}

impl std::error::Error for LinkError {}

impl From<serde_json::Error> for LinkError {
    fn from(error: serde_json::Error) -> Self {
        Self::Content { problem: error.to_string() }
    }
}

impl Record {
    /// Writes it as the text of a link. It has only characters that an address's fragment can have.
    ///
    /// # Panics
    /// Never: all of a record can be written.
    #[must_use]
    pub fn to_link(&self) -> String {
        let json = serde_json::to_vec(&Written::of(self)).expect("a record is plain data");
        let mut bytes = miniz_oxide::deflate::compress_to_vec(&json, UTMOST);
        bytes.extend(crc32(&bytes).to_be_bytes());
        let mut text = FORMAT.to_owned();
        URL_SAFE_NO_PAD.encode_string(bytes, &mut text);
        text
    }

    /// Reads the text of a link. Whether what it tells can have happened is seen when the run is
    /// made again, by [`super::Run::of_record`].
    ///
    /// # Errors
    /// The first thing that is wrong with it.
    pub fn of_link(text: &str) -> Result<Self, LinkError> {
        let Some(carried) = text.strip_prefix(FORMAT) else {
            let mark = text.split_inclusive('.').next().unwrap_or_default();
            return Err(LinkError::Format { found: mark.chars().take(8).collect() });
        };
        let json = inflated(&decoded(carried)?)?;
        let Stamp { v: found } = serde_json::from_slice(&json)?;
        if found != VERSION {
            return Err(LinkError::Version { found });
        }
        serde_json::from_slice::<Written>(&json)?.record()
    }
}

fn decoded(text: &str) -> Result<Vec<u8>, LinkError> {
    URL_SAFE_NO_PAD.decode(text).map_err(|error| match error {
        DecodeError::InvalidByte(place, _) => {
            let found = text.get(place..).and_then(|rest| rest.chars().next());
            let found = found.unwrap_or(char::REPLACEMENT_CHARACTER);
            LinkError::Character { found, place: FORMAT.len() + place }
        }
        DecodeError::InvalidLength(_)
        | DecodeError::InvalidLastSymbol { .. }
        | DecodeError::InvalidPadding => LinkError::CutShort,
    })
}

/// What was deflated, if the checksum at the end of it is right.
fn inflated(bytes: &[u8]) -> Result<Vec<u8>, LinkError> {
    let (deflated, checksum) = bytes.split_last_chunk::<CHECKSUM>().ok_or(LinkError::CutShort)?;
    let intact = crc32(deflated).to_be_bytes() == *checksum;
    let mut json = vec![0; MOST_JSON];
    let (status, read, length) = decompress(
        &mut DecompressorOxide::new(),
        deflated,
        &mut json,
        0,
        inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF,
    );
    match status {
        TINFLStatus::Done if intact && read == deflated.len() => {
            json.truncate(length);
            Ok(json)
        }
        TINFLStatus::HasMoreOutput if intact => Err(LinkError::TooLong { most: MOST_JSON }),
        TINFLStatus::FailedCannotMakeProgress => Err(LinkError::CutShort),
        _ => Err(LinkError::Damaged),
    }
}

/// CRC-32, as in gzip: it notices whatever happens to a single character.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xedb8_8320 * (crc & 1)))
    })
}

impl Written {
    fn of(record: &Record) -> Self {
        let Record { version, scenario, branches, branch, moment, digest: _ } = record;
        let branches = (0..).map(BranchId).zip(branches);
        Self {
            v: version.clone(),
            n: scenario.peers.len(),
            s: differences(scenario),
            b: branches.map(|(id, branch)| WrittenBranch::of(id, branch)).collect(),
            m: (branch.0, *moment),
        }
    }

    fn record(self) -> Result<Record, LinkError> {
        let scenario = self.scenario()?;
        let branches = (0..).map(BranchId).zip(self.b);
        Ok(Record {
            version: self.v,
            scenario,
            branches: branches.map(|(id, branch)| branch.recorded(id)).collect::<Result<_, _>>()?,
            branch: BranchId(self.m.0),
            moment: self.m.1,
            digest: None,
        })
    }

    fn scenario(&self) -> Result<Scenario, LinkError> {
        if self.n > MOST_PEERS {
            let problem = format!("n: found {}, expected at most {MOST_PEERS}", self.n);
            return Err(LinkError::Content { problem });
        }
        let mut fields = fields(&Scenario::of_size(self.n));
        fields.extend(self.s.clone());
        Scenario::from_value(Value::Object(fields)).map_err(LinkError::Scenario)
    }
}

/// The fields of a scenario that are not as in the report's with as many peers.
fn differences(scenario: &Scenario) -> Map<String, Value> {
    let usual = fields(&Scenario::of_size(scenario.peers.len()));
    let mut fields = fields(scenario);
    fields.retain(|name, value| usual.get(name) != Some(value));
    fields
}

fn fields(scenario: &Scenario) -> Map<String, Value> {
    match serde_json::to_value(scenario) {
        Ok(Value::Object(fields)) => fields,
        other => unreachable!("a scenario is an object of plain data, not {other:?}"),
    }
}

impl WrittenBranch {
    fn of(id: BranchId, branch: &RecordedBranch) -> Self {
        let RecordedBranch { name, from, acts } = branch;
        let mut written = Self {
            n: (*name != usual_name(id)).then(|| name.clone()),
            f: from.map(|from| (from.branch.0, from.moment)),
            s: Vec::new(),
            t: Vec::new(),
            a: Vec::new(),
        };
        let (mut last_step, mut last_at) = (0, 0);
        for RecordedAct { step, at, act } in acts {
            // They only grow in a record of a run; any other is written as well, and refused when
            // the run is made again.
            written.s.push(step.wrapping_sub(last_step));
            written.t.push(at.0.wrapping_sub(last_at));
            let act = serde_json::to_value(act).expect("an act is plain data");
            written.a.push(in_short(act));
            (last_step, last_at) = (*step, at.0);
        }
        written
    }

    fn recorded(self, id: BranchId) -> Result<RecordedBranch, LinkError> {
        let [steps, times, acts] = [self.s.len(), self.t.len(), self.a.len()];
        if steps != acts || times != acts {
            let found = format!("found {steps} steps and {times} times");
            let problem = format!("b[{}]: {found}, expected {acts} each, one an act", id.0);
            return Err(LinkError::Content { problem });
        }
        let (mut step, mut at) = (0_usize, 0_u64);
        let acts = self.s.into_iter().zip(self.t).zip(self.a).enumerate();
        let acts = acts.map(|(place, ((steps, micros), act))| {
            step = step.wrapping_add(steps);
            at = at.wrapping_add(micros);
            let act = Intervention::from_value(in_full(act)).map_err(|problem| {
                let problem = format!("b[{}], act {place}: {problem}", id.0);
                LinkError::Content { problem }
            })?;
            Ok(RecordedAct { step, at: Instant(at), act })
        });
        Ok(RecordedBranch {
            name: self.n.unwrap_or_else(|| usual_name(id)),
            from: self.f.map(|(branch, moment)| Fork { branch: BranchId(branch), moment }),
            acts: acts.collect::<Result<_, LinkError>>()?,
        })
    }
}
