//! A message: where it is, or what became of it.

use super::about::About;
use super::clock::clock_after;
use super::raised::written;
use super::source::Source;
use super::tree::{Fact, Facts, Part, Tree};
use trading_post::id::{MessageId, Party};
use trading_post::peer::message::Message;
use trading_post::scenario::Disturbance;
use trading_post::time::Instant;
use trading_post::trace::Passage;
use trading_post::world::{Brief, Envelope, Flaw, Life, What};

/// What is done to a message is looked for in so many events after its send.
const SEARCHED_EVENTS: usize = 2_000;
/// So many of a kind are listed.
const MOST: usize = 12;

/// A message.
#[must_use]
pub fn tree(id: MessageId, source: &Source<'_>) -> Tree {
    let Some(passage) = source.passage(id) else {
        return Tree::nothing(format!("Message {id} is not sent yet at this moment"));
    };
    let sent = source.event(passage.sent);
    let (Some(from), What::Send { to, brief, .. }) = (sent.party, sent.what) else {
        return Tree::nothing(format!("There is no message {id}"));
    };
    let mut facts = Facts::default();
    facts.say("Kind", kind(&brief));
    facts.tell("From", [Part::party(from)]);
    facts.tell("To", [Part::party(to), ", by ".into(), Part::link(from, to)]);
    facts.tell("Sent", [source.when(passage.sent), ": ".into(), source.told(passage.sent)]);
    About::brief(&brief).tell(&mut facts);
    fate(&mut facts, id, &passage, to, source);
    doubles(&mut facts, id, &passage, source);
    if let Some(ended) = passage.ended {
        let led_to = (ended + 1..source.step_of(ended).end).map(|event| source.line(event));
        facts.group("What it led to at once", led_to, MOST);
    }
    Tree::new(format!("{}, message {id}", brief.name()), facts)
}

/// Adds the clock that it carries.
pub fn explain(tree: &mut Tree, id: MessageId, source: &Source<'_>) {
    let sent = source.passage(id).map(|passage| passage.sent);
    let carried = match source.envelope(id) {
        Some(envelope) => envelope.clock.clone(),
        None => sent.and_then(|sent| clock_after(sent, source)),
    };
    let sender = sent.and_then(|sent| source.event(sent).party?.peer());
    if let Some((clock, sender)) = carried.zip(sender) {
        tree.facts.push(Fact::new("Clock carried", [written(&clock, sender, sent, source)]));
    }
}

const fn kind(brief: &Brief) -> &'static str {
    match brief {
        Brief::Message(Message::Ballot(_)) => "of an election",
        Brief::Message(message) if message.is_trade() => "of trade",
        Brief::Message(_) => "of the failure detector",
        Brief::Read | Brief::Append(_) => "to the ledger",
        Brief::Contents { .. } | Brief::Appended { .. } | Brief::Refused { .. } => {
            "an answer of the ledger"
        }
    }
}

fn fate(facts: &mut Facts, id: MessageId, passage: &Passage, to: Party, source: &Source<'_>) {
    if let Some(ended) = passage.ended {
        let when = source.when(ended);
        if let What::Drop { loss, .. } = source.event(ended).what {
            facts.tell("Lost", [when, format!(": {}", loss.reason()).into()]);
        } else {
            facts.tell("Arrived", [when, ": ".into(), source.told(ended)]);
        }
    } else if let Some(envelope) = source.envelope(id) {
        facts.say("Due", due(envelope));
        facts.say("Fate", prospect(envelope, source));
        place(facts, envelope, source);
    } else if is_paused(to, source) {
        facts.tell("Waits", ["for ".into(), Part::party(to), ", which is paused".into()]);
    } else {
        facts.say("Fate", "under way");
    }
}

fn is_paused(to: Party, source: &Source<'_>) -> bool {
    let node = to.peer().map(|peer| source.world().node(peer));
    node.is_some_and(|node| matches!(node.life, Life::Paused { .. }))
}

/// When an envelope arrives.
#[must_use]
pub fn due(envelope: &Envelope) -> String {
    match envelope.due_at {
        Instant::NEVER if envelope.held => "held".to_owned(),
        Instant::NEVER => "stuck".to_owned(),
        due_at => format!("{due_at} s"),
    }
}

/// What will become of an envelope, as things are.
fn prospect(envelope: &Envelope, source: &Source<'_>) -> String {
    if let Some(loss) = envelope.loss {
        return format!("will be lost: {}", loss.reason());
    }
    if has_no_receiver(envelope, source) {
        return "will be lost: its receiver has crashed since it was sent".to_owned();
    }
    if envelope.held {
        return "goes no further: a user holds it".to_owned();
    }
    if envelope.due_at == Instant::NEVER {
        let clogged = "waits until its clogged link is healed";
        let behind = "waits behind a message that is held";
        return if is_clogged(envelope, source) { clogged } else { behind }.to_owned();
    }
    match envelope.flaw {
        Some(Flaw::Fails) => "will arrive, and the ledger will refuse it".to_owned(),
        Some(Flaw::Tears) => "will arrive, and the ledger will break off in its middle".to_owned(),
        None if is_paused(envelope.to, source) => "will wait for its paused receiver".to_owned(),
        None => "will arrive, if its receiver is still there".to_owned(),
    }
}

fn has_no_receiver(envelope: &Envelope, source: &Source<'_>) -> bool {
    let node = envelope.to.peer().map(|peer| source.world().node(peer));
    node.is_some_and(|node| {
        node.incarnation != envelope.incarnation || matches!(node.life, Life::Crashed { .. })
    })
}

fn is_clogged(envelope: &Envelope, source: &Source<'_>) -> bool {
    source.world().network().rules().iter().any(|active| {
        active.rule.disturbance == Disturbance::Clog && active.applies(envelope.from, envelope.to)
    })
}

/// Its place among those on its link.
fn place(facts: &mut Facts, envelope: &Envelope, source: &Source<'_>) {
    let same_link = |other: &&Envelope| (other.from, other.to) == (envelope.from, envelope.to);
    let (mut ahead, mut before) = (0, None);
    for other in source.under_way().filter(same_link).take_while(|other| other.id != envelope.id) {
        (ahead, before) = (ahead + 1, Some(other.id));
    }
    match before {
        None => facts.say("On its link", "the next to arrive"),
        Some(before) => facts.tell(
            "On its link",
            [format!("number {}, behind ", ahead + 1).into(), source.message(before)],
        ),
    }
}

/// Its double, or what it is a double of, and what users did to it.
fn doubles(facts: &mut Facts, id: MessageId, passage: &Passage, source: &Source<'_>) {
    if let Some(doubling) = passage.doubled {
        let event = doubling.event as usize;
        facts.tell(
            "A second one of",
            [source.message(doubling.of), ", made ".into(), source.when(event)],
        );
    }
    let start = passage.doubled.map_or(passage.sent, |doubling| doubling.event as usize);
    let end = passage.ended.unwrap_or(source.now).min(start + SEARCHED_EVENTS);
    let done = (start..end).filter(|event| {
        let what = source.event(*event).what;
        matches!(what, What::Duplicate { message, .. } | What::Touch { message, .. } if message == id)
    });
    facts.group("What was done to it", done.map(|event| source.line(event)), MOST);
}
