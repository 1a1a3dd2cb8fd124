//! The fields of a scenario, one list: what each is called, its unit, its range, and what it means in
//! a sentence. The check, the schema and the page's form all go by it, so that they speak with one
//! voice.

mod choice;
mod market;
mod rules;
mod times;
mod unit;

pub use choice::{Choice, Chooser};
pub use unit::Unit;

pub(crate) use unit::DAY_US;

use super::{Expected, Problem};
use serde_json::Value;

/// A field of a scenario.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Field {
    /// Where it stands in a file, with `[]` for any item of a list: `goods[].price_cents`.
    pub path: &'static str,
    /// What it is called: a few words.
    pub name: &'static str,
    /// What its numbers count.
    pub unit: Unit,
    /// What can stand there.
    pub kind: Kind,
    /// What it means, in a sentence.
    pub sentence: &'static str,
}

/// What can stand in a field. What depends on other fields, such as how long a wait must be at
/// least, is known to the check alone.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A whole number of what the file counts in: microseconds, cents, thousandths.
    Number {
        /// The least.
        min: i64,
        /// The most.
        max: i64,
    },
    /// A law of times, from so many microseconds to a day.
    Law {
        /// The least, in microseconds.
        min: i64,
    },
    /// Any whole number of 64 bits.
    Seed,
    /// So many characters at most.
    Text {
        /// The most.
        most: usize,
    },
    /// The name of one of the scenario's goods.
    Good,
    /// Yes or no.
    Switch,
    /// One of a few.
    Choice(Chooser),
    /// A list of so many.
    List {
        /// The fewest.
        min: usize,
        /// The most.
        max: usize,
    },
    /// What is done to the run.
    Act,
}

/// Fields that belong together.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Section {
    /// What the scenario is called, and its chance.
    Name,
    /// Who trades, and what.
    Market,
    /// How they trade.
    Trade,
    /// How long messages and writes take.
    Network,
    /// How long peers wait.
    Timeouts,
    /// How the death of a trader is noticed.
    Detector,
    /// How a new one is found.
    Election,
    /// Who is served first.
    Order,
    /// What is defended against.
    Defences,
    /// What goes wrong by itself.
    Faults,
}

impl Section {
    /// All of them, in the order shown.
    pub const ALL: [Self; 10] = [
        Self::Name,
        Self::Market,
        Self::Trade,
        Self::Network,
        Self::Timeouts,
        Self::Detector,
        Self::Election,
        Self::Order,
        Self::Defences,
        Self::Faults,
    ];

    /// A few words.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Name => "Title and seed",
            Self::Market => "Peers and goods",
            Self::Trade => "Trade",
            Self::Network => "Network and ledger",
            Self::Timeouts => "Timeouts",
            Self::Detector => "Detector",
            Self::Election => "Election",
            Self::Order => "Order and clocks",
            Self::Defences => "Defences",
            Self::Faults => "Planned faults",
        }
    }

    /// Its fields, in the order shown.
    #[must_use]
    pub const fn fields(self) -> &'static [Field] {
        match self {
            Self::Name => &market::NAME,
            Self::Market => &market::MARKET,
            Self::Trade => &market::TRADE,
            Self::Network => &times::NETWORK,
            Self::Timeouts => &times::TIMEOUTS,
            Self::Detector => &times::DETECTOR,
            Self::Election => &rules::ELECTION,
            Self::Order => &rules::ORDER,
            Self::Defences => &rules::DEFENCES,
            Self::Faults => &rules::FAULTS,
        }
    }
}

impl Field {
    /// All fields, section by section.
    pub fn all() -> impl Iterator<Item = &'static Self> {
        Section::ALL.into_iter().flat_map(Section::fields)
    }

    /// The field to which a place in a scenario belongs: `goods[3].price_cents` to `goods[].price_cents`,
    /// `think.fixed.us` to `think`.
    #[must_use]
    pub fn of(place: &str) -> Option<&'static Self> {
        let path = without_numbers(place);
        let fitting = Self::all().filter(|field| field.holds(&path));
        fitting.max_by_key(|field| field.path.len())
    }

    fn holds(&self, path: &str) -> bool {
        let rest = path.strip_prefix(self.path);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
    }

    /// From what to what its numbers go, in its unit; `None` if it holds no number.
    #[must_use]
    pub fn range(&self) -> Option<String> {
        match self.kind {
            Kind::Number { min, max } => Some(self.unit.range(min, max)),
            Kind::Law { min } => Some(self.unit.range(min, DAY_US)),
            Kind::Seed => Some(format!("0 to {}", u64::MAX)),
            Kind::List { min, max } => Some(Unit::None.range(count(min), count(max))),
            Kind::Text { .. } | Kind::Good | Kind::Switch | Kind::Choice(_) | Kind::Act => None,
        }
    }

    /// What is expected of a number that stands here, if this one is out of range.
    pub(super) fn refuses(&self, found: i64) -> Option<Expected> {
        let (min, max) = match self.kind {
            Kind::Number { min, max } => (min, max),
            Kind::Law { min } => (min, DAY_US),
            Kind::Seed
            | Kind::Text { .. }
            | Kind::Good
            | Kind::Switch
            | Kind::Choice(_)
            | Kind::List { .. }
            | Kind::Act => return None,
        };
        let fits = (min..=max).contains(&found);
        (!fits).then_some(Expected::Range { min, max, why: "" })
    }

    /// What a person typed for a place of this field, as a file has it.
    ///
    /// # Errors
    /// Why it cannot stand there.
    pub fn read(&self, place: &str, text: &str) -> Result<Value, Problem> {
        let problem = |expected: Expected| Problem {
            field: place.to_owned(),
            found: format!("{text:?}"),
            expected,
        };
        match self.kind {
            Kind::Number { .. } | Kind::Law { .. } => {
                let number = self.unit.read(text);
                let number = number.ok_or_else(|| problem(self.a_number().into()))?;
                match self.refuses(number) {
                    Some(expected) => {
                        Err(Problem { found: number.to_string(), ..problem(expected) })
                    }
                    None => Ok(number.into()),
                }
            }
            Kind::Seed => {
                let number = text.trim().parse::<u64>().map(Value::from);
                number.map_err(|_| problem(format!("a whole number, 0 to {}", u64::MAX).into()))
            }
            Kind::Text { .. } | Kind::Good => Ok(text.into()),
            Kind::Switch | Kind::Choice(_) | Kind::List { .. } | Kind::Act => {
                Err(problem("a choice, not a text".into()))
            }
        }
    }

    /// What to call a number that fits here.
    fn a_number(&self) -> String {
        let range = self.range().unwrap_or_default();
        format!("{}, {range}", self.unit.a_number())
    }

    /// What stands at a place of this field, as a person reads and types it.
    #[must_use]
    pub fn show(&self, value: &Value) -> String {
        match (value.as_i64(), value.as_str()) {
            (Some(number), _) if self.kind != Kind::Seed => self.unit.show(number),
            (_, Some(text)) => text.to_owned(),
            (_, None) => value.to_string(),
        }
    }
}

fn count(items: usize) -> i64 {
    i64::try_from(items).unwrap_or(i64::MAX)
}

/// `goods[3].price_cents` as `goods[].price_cents`.
fn without_numbers(place: &str) -> String {
    let mut within = false;
    let mut path = place.to_owned();
    path.retain(|sign| {
        within = within && sign != ']' || sign == '[';
        !(within && sign.is_ascii_digit())
    });
    path
}

impl Problem {
    /// What is wrong, to stand beside the field: in the field's unit, and without the field's place.
    #[must_use]
    pub fn beside(&self) -> String {
        let unit = Field::of(&self.field).map_or(Unit::None, |field| field.unit);
        let found =
            self.found.parse().map_or_else(|_| self.found.clone(), |found| unit.told(found));
        let expected = match &self.expected {
            Expected::Words(words) => words.clone(),
            Expected::Range { min, max, why: "" } => unit.range(*min, *max),
            Expected::Range { min, max, why } => format!("{} ({why})", unit.range(*min, *max)),
        };
        format!("Found {found}, expected {expected}.")
    }
}

const fn number(
    path: &'static str,
    name: &'static str,
    unit: Unit,
    (min, max): (i64, i64),
    sentence: &'static str,
) -> Field {
    Field { path, name, unit, kind: Kind::Number { min, max }, sentence }
}

const fn time(path: &'static str, name: &'static str, min: i64, sentence: &'static str) -> Field {
    number(path, name, Unit::Time, (min, DAY_US), sentence)
}

const fn plain(
    path: &'static str,
    name: &'static str,
    kind: Kind,
    sentence: &'static str,
) -> Field {
    let unit = if let Kind::Law { .. } = kind { Unit::Time } else { Unit::None };
    Field { path, name, unit, kind, sentence }
}

#[cfg(test)]
mod tests;
