//! What a person can do to a draft.

use super::{Draft, tree, value_of};
use serde_json::{Value, json};
use trading_post::scenario::fields::{Chooser, Field, Kind};
use trading_post::scenario::{Planned, Scenario};

/// One change of a draft. One that fits no place there is changes nothing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Edit {
    /// A text in a field.
    Type {
        /// Where.
        place: String,
        /// What stands in the field now.
        text: String,
    },
    /// One of a few.
    Choose {
        /// Where.
        place: String,
        /// The choice's name in a file.
        name: String,
    },
    /// Yes or no.
    Switch {
        /// Where.
        place: String,
        /// Yes.
        on: bool,
    },
    /// A peer more, in the report's pattern.
    AddPeer,
    /// A good more.
    AddGood,
    /// A fault more.
    Plan(Box<Planned>),
    /// An item of a list less.
    Remove {
        /// Which list.
        list: String,
        /// Its place in it, from 0.
        item: usize,
    },
    /// So many peers in the report's pattern, with a service and a patience that fit their number.
    Pattern(usize),
    /// All as on screen.
    Reset,
}

impl Draft {
    /// Does it.
    pub fn edit(&mut self, edit: Edit) {
        match edit {
            Edit::Type { place, text } => self.write(place, text),
            Edit::Choose { place, name } => self.choose(&place, &name),
            Edit::Switch { place, on } => self.put(&place, on.into()),
            Edit::AddPeer => {
                let next = self.scenario.peers.len();
                let peer = Scenario::of_size(next + 1).peers.pop();
                self.push("peers", json!(peer));
            }
            Edit::AddGood => {
                let good = json!({"name": self.fresh_name(), "price_cents": 1_000, "restock": 10});
                self.push("goods", good);
            }
            Edit::Plan(planned) => self.push("faults", json!(planned)),
            Edit::Remove { list, item } => self.remove(&list, item),
            Edit::Pattern(peers) => self.repeat_pattern(peers),
            Edit::Reset => {
                self.value.clone_from(&self.screen);
                self.typed.clear();
            }
        }
        self.judge();
    }

    /// Keeps the text as it was typed, and its value if it is one.
    fn write(&mut self, place: String, text: String) {
        if let Some(Ok(value)) = Field::of(&place).map(|field| field.read(&place, &text)) {
            self.put(&place, value);
        }
        self.typed.insert(place, text);
    }

    fn put(&mut self, place: &str, value: Value) {
        if let Some(stands) = tree::at_mut(&mut self.value, place) {
            *stands = value;
        }
    }

    fn choose(&mut self, place: &str, name: &str) {
        let Some(chooser) = Field::of(place).and_then(chooser_of) else {
            return;
        };
        let now = self.at(place).cloned().unwrap_or_default();
        let mut choices = chooser.choices(&self.scenario, &now).into_iter();
        if let Some(choice) = choices.find(|choice| choice.name() == name && !choice.stands(&now)) {
            self.put(place, choice.value);
            self.forget_typed(place);
        }
    }

    fn push(&mut self, list: &str, item: Value) {
        if let Some(items) = tree::at_mut(&mut self.value, list).and_then(Value::as_array_mut) {
            items.push(item);
        }
    }

    /// What was typed for the items behind it would stand beside others: it is forgotten.
    fn remove(&mut self, list: &str, item: usize) {
        let items = tree::at_mut(&mut self.value, list).and_then(Value::as_array_mut);
        if let Some(items) = items.filter(|items| item < items.len()) {
            items.remove(item);
            self.forget_typed(list);
        }
    }

    fn repeat_pattern(&mut self, peers: usize) {
        let pattern = Scenario::of_size(peers);
        let (service_us, answer_us) = (pattern.service_us, pattern.timeouts.answer_us);
        self.put("peers", value_of(&pattern)["peers"].take());
        self.put("service_us", service_us.into());
        self.put("timeouts.answer_us", answer_us.into());
        for place in ["peers", "service_us", "timeouts.answer_us"] {
            self.forget_typed(place);
        }
    }

    fn forget_typed(&mut self, place: &str) {
        self.typed.retain(|typed, _| !tree::is_in(typed, place));
    }

    /// A name that no good has.
    fn fresh_name(&self) -> String {
        let names = USUAL_NAMES.map(str::to_owned).into_iter();
        let numbered = (1..).map(|number| format!("good-{number}"));
        let mut fresh = names.chain(numbered).filter(|name| self.scenario.item(name).is_none());
        fresh.next().unwrap_or_default()
    }
}

/// What a market of the village has beside salt, boar and fish.
const USUAL_NAMES: [&str; 5] = ["wine", "cloth", "menhir", "honey", "iron"];

/// From what a field chooses.
#[must_use]
pub fn chooser_of(field: &Field) -> Option<Chooser> {
    match field.kind {
        Kind::Choice(chooser) => Some(chooser),
        Kind::Law { .. } => Some(Chooser::Law),
        Kind::Number { .. }
        | Kind::Seed
        | Kind::Text { .. }
        | Kind::Good
        | Kind::Switch
        | Kind::List { .. }
        | Kind::Act => None,
    }
}
