//! What is told of a thing: a tree of facts, with links to other things and to moments.

use crate::subject::Subject;
use trading_post::clock::VectorClock;
use trading_post::id::{Party, PeerId, RequestId};
use trading_post::time::Instant;
use trading_post::trace::Reason;

/// A clock with more entries is not written out.
pub const WRITTEN_ENTRIES: usize = 8;

/// All that is told of a thing.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Tree {
    /// What it is.
    pub title: String,
    /// Its state.
    pub facts: Vec<Fact>,
    /// Its vector clock, of a peer; empty while that is lost.
    pub clock: Option<Vec<Entry>>,
    /// Why it is as it is.
    pub questions: Vec<Question>,
}

/// A fact, and what belongs to it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fact {
    /// What it is about.
    pub name: String,
    /// What holds.
    pub value: Vec<Part>,
    /// Whether the last step changed it.
    pub changed: bool,
    /// What belongs to it.
    pub children: Vec<Fact>,
}

/// A part of what holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Part {
    /// Words.
    Text(String),
    /// What decided something, and its kind.
    Tag(&'static str, String),
    /// Another thing, to look at.
    Thing(Subject, String),
    /// An event, to jump to, with its sentence.
    Moment(usize, String),
    /// An event, to jump to, with its time.
    When(usize, Instant),
    /// A clock, written out.
    Clock(Vec<Count>),
}

/// An entry of a clock that is written out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Count {
    /// How many events it counts.
    pub count: u32,
    /// Whose events these are, and which message raised it, in a sentence, if that is known.
    pub raised: Option<String>,
}

/// An entry of a peer's clock.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// Whose events it counts.
    pub of: PeerId,
    /// How many.
    pub count: u32,
    /// Whether they are the peer's own.
    pub own: bool,
    /// Whether the last step changed it.
    pub changed: bool,
    /// The message that raised it.
    pub raised: Option<Raised>,
}

/// What raised an entry of a clock.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Raised {
    /// The event in which the peer received the message.
    pub event: usize,
    /// When that was.
    pub at: Instant,
    /// The message.
    pub by: Part,
    /// Who sent it.
    pub from: String,
}

/// A question, and the chain of causes that answers it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Question {
    /// "Why does peer 2 lead?"
    pub asked: String,
    /// From the event asked about to its last known cause.
    pub chain: Vec<Reason>,
}

impl Raised {
    /// "raised by SOLD from peer 5, received at 3.214 s"
    #[must_use]
    pub fn sentence(&self) -> String {
        format!("raised by {} from {}, received at {} s", self.by.text(), self.from, self.at)
    }
}

impl Part {
    /// As plain words.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Text(text)
            | Self::Tag(_, text)
            | Self::Thing(_, text)
            | Self::Moment(_, text) => text.clone(),
            Self::When(_, at) => format!("{at} s"),
            Self::Clock(counts) => {
                let counts: Vec<_> = counts.iter().map(|entry| entry.count.to_string()).collect();
                format!("[{}]", counts.join(" "))
            }
        }
    }

    /// A peer, or the ledger, which is no thing to look at.
    #[must_use]
    pub fn party(party: Party) -> Self {
        match party {
            Party::Peer(peer) => Self::Thing(Subject::Peer(peer), party.to_string()),
            Party::Ledger => Self::Text(party.to_string()),
        }
    }

    /// A peer.
    #[must_use]
    pub fn peer(peer: PeerId) -> Self {
        Self::party(peer.into())
    }

    /// A request.
    #[must_use]
    pub fn request(request: RequestId) -> Self {
        Self::Thing(Subject::Request(request), format!("request {request}"))
    }

    /// An entry of the ledger.
    #[must_use]
    pub fn entry(place: u32) -> Self {
        Self::Thing(Subject::Entry(place), format!("entry {place}"))
    }

    /// The link from one party to another.
    #[must_use]
    pub fn link(from: Party, to: Party) -> Self {
        Self::Thing(Subject::Link(from, to), format!("the link from {from} to {to}"))
    }
}

impl From<&str> for Part {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Part {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl Fact {
    /// A fact that nothing belongs to.
    #[must_use]
    pub fn new(name: impl Into<String>, value: impl IntoIterator<Item = Part>) -> Self {
        let (name, value) = (name.into(), value.into_iter().collect());
        Self { name, value, changed: false, children: Vec::new() }
    }

    /// What holds, as plain words.
    #[must_use]
    pub fn text(&self) -> String {
        self.value.iter().map(Part::text).collect()
    }
}

/// Facts that are being gathered.
#[derive(Clone, Debug, Default)]
pub struct Facts(pub Vec<Fact>);

impl Facts {
    /// Adds a fact in plain words.
    pub fn say(&mut self, name: &str, value: impl ToString) {
        self.tell(name, [value.to_string().into()]);
    }

    /// Adds a fact.
    pub fn tell(&mut self, name: &str, value: impl IntoIterator<Item = Part>) {
        self.0.push(Fact::new(name, value));
    }

    /// Adds facts that belong together, if there are any; so many of them are listed.
    pub fn group(&mut self, name: &str, facts: impl IntoIterator<Item = Fact>, most: usize) {
        let mut facts = facts.into_iter();
        let mut children: Vec<Fact> = facts.by_ref().take(most).collect();
        if children.is_empty() {
            return;
        }
        let more = facts.count();
        let all = children.len() + more;
        if more > 0 {
            children.push(Fact::new("", [format!("and {more} more").into()]));
        }
        self.headed(name, all, children);
    }

    /// Adds facts that belong together, under a few words.
    pub fn headed(&mut self, name: &str, value: impl ToString, children: Vec<Fact>) {
        self.0.push(Fact { children, ..Fact::new(name, [value.to_string().into()]) });
    }
}

impl Tree {
    /// A tree of these facts.
    #[must_use]
    pub fn new(title: impl Into<String>, facts: Facts) -> Self {
        Self { title: title.into(), facts: facts.0, ..Self::default() }
    }

    /// What there is to tell of something that is not there.
    #[must_use]
    pub fn nothing(why: impl Into<String>) -> Self {
        Self::new(why, Facts::default())
    }

    /// Marks what is not as it was before.
    pub fn mark_changes(&mut self, before: &Self) {
        mark_facts(&mut self.facts, &before.facts);
        let known = before.clock.as_deref().unwrap_or_default();
        for entry in self.clock.iter_mut().flatten() {
            let same = |b: &Entry| b.of == entry.of && b.count == entry.count;
            entry.changed = !known.iter().any(same);
        }
    }
}

/// A fact has changed if there was none such before. What belongs to a new fact bears no marks.
fn mark_facts(facts: &mut [Fact], before: &[Fact]) {
    for fact in facts {
        let named = || before.iter().filter(|b| b.name == fact.name);
        let same = named().find(|b| b.value == fact.value);
        let counterpart = same.or_else(|| named().next());
        fact.changed = same.is_none();
        if let Some(counterpart) = counterpart {
            mark_facts(&mut fact.children, &counterpart.children);
        }
    }
}

/// A clock; of a large network, only what it sums up to.
#[must_use]
pub fn clock_text(clock: &VectorClock) -> String {
    if clock.len() <= WRITTEN_ENTRIES { clock.to_string() } else { format!("sum {}", clock.sum()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fact(name: &str, value: &str, children: Vec<Fact>) -> Fact {
        Fact { children, ..Fact::new(name, [value.into()]) }
    }

    fn marked(now: Fact, before: Vec<Fact>) -> (bool, bool) {
        let tree = |facts| Tree::new("", Facts(facts));
        let mut now = tree(vec![now]);
        now.mark_changes(&tree(before));
        (now.facts[0].changed, now.facts[0].children.iter().any(|child| child.changed))
    }

    #[test]
    fn what_is_as_it_was_bears_no_mark() {
        let epoch = fact("Epoch", "1", vec![]);
        assert_eq!(marked(epoch.clone(), vec![epoch]), (false, false));
    }

    #[test]
    fn a_change_below_is_marked_below() {
        let now = fact("Desk", "open", vec![fact("Epoch", "2", vec![])]);
        let before = fact("Desk", "open", vec![fact("Epoch", "1", vec![])]);
        assert_eq!(marked(now, vec![before]), (false, true));
    }

    #[test]
    fn what_is_new_is_marked_once_and_not_all_that_belongs_to_it() {
        let now = fact("Desk", "open", vec![fact("Epoch", "2", vec![])]);
        assert_eq!(marked(now, vec![]), (true, false));
    }

    #[test]
    fn of_facts_of_one_name_the_equal_one_is_compared() {
        let due = |text| fact("due 1.000 s", text, vec![]);
        assert_eq!(marked(due("PONG"), vec![due("PING"), due("PONG")]), (false, false));
    }
}
