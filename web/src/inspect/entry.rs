//! An entry of the ledger: what it says, who wrote it, and what followed.

use super::about::About;
use super::epochs::epoch_of;
use super::source::Source;
use super::tree::{Facts, Part, Tree, clock_text};
use trading_post::id::{Party, PeerId};
use trading_post::market::ledger::{Entry, Record};
use trading_post::trace::entry_text;
use trading_post::world::{Brief, What};

/// So many of a kind are listed.
const MOST: usize = 12;

/// An entry, by its place.
#[must_use]
pub fn tree(place: u32, source: &Source<'_>) -> Tree {
    let records = source.world().ledger().records();
    let Some(record) = records.get(place as usize) else {
        return Tree::nothing(format!("Entry {place} is not carved yet at this moment"));
    };
    let mut facts = Facts::default();
    facts.say("Place", format!("{place}, of {} entries", records.len()));
    fields(&mut facts, record, source);
    epoch(&mut facts, place, &record.entry, source);
    if let Some(append) = append_of(place, source) {
        facts.tell("Carved", [source.when(append), ": ".into(), source.told(append)]);
        if let Some(message) = source.message_of(append) {
            facts.tell("Asked for by", [message]);
        }
        let told = answers(append, place, source);
        facts.group("Told on", told.into_iter().map(|event| source.line(event)), MOST);
    }
    let text = entry_text(&record.entry, source.scenario());
    Tree::new(format!("Entry {place}: {text}"), facts)
}

fn fields(facts: &mut Facts, record: &Record, source: &Source<'_>) {
    let item = |item| source.scenario().item_name(item).to_owned();
    match record.entry {
        Entry::Epoch { epoch, trader } => {
            facts.say("Kind", "an epoch begins");
            facts.say("Epoch", epoch);
            facts.tell("Trader", [Part::peer(trader)]);
        }
        Entry::Offer { seller, lot, item: of, quantity, price } => {
            facts.say("Kind", "an offer");
            facts.tell("Seller", [Part::peer(seller)]);
            facts.say("Lot", format!("number {lot}: {quantity} {} at {price}", item(of)));
        }
        Entry::Sale { request, item: of, price, commission, seller, lot, trader } => {
            facts.say("Kind", "a sale");
            facts.tell("Answers", [Part::request(request)]);
            facts.tell("Buyer", [Part::peer(request.buyer)]);
            facts.tell("Seller", [Part::peer(seller), format!(", of its lot {lot}").into()]);
            facts.say("Item", item(of));
            let share = price - commission;
            facts.say("Price", format!("{price} = {share} + commission {commission}"));
            facts.tell("Trader", [Part::peer(trader)]);
        }
        Entry::NoSeller { request, item: of } => {
            facts.say("Kind", "a refusal");
            facts.tell("Answers", [Part::request(request)]);
            facts.tell("Buyer", [Part::peer(request.buyer)]);
            facts.say("Wanted", item(of));
        }
    }
    if let Some(clock) = &record.clock {
        facts.say("Clock of the registration", clock_text(clock));
    }
}

/// The epoch in which it was carved, and so who wrote it.
fn epoch(facts: &mut Facts, place: u32, entry: &Entry, source: &Source<'_>) {
    let told = |facts: &mut Facts, writer: PeerId| facts.tell("Written by", [Part::peer(writer)]);
    match *entry {
        Entry::Epoch { trader, .. } => told(facts, trader),
        Entry::Offer { .. } | Entry::Sale { .. } | Entry::NoSeller { .. } => {
            let Some(begun) = epoch_of(place, source) else {
                return;
            };
            facts.tell(
                "In epoch",
                [format!("{}, begun in ", begun.epoch).into(), Part::entry(begun.entry)],
            );
            let trader =
                if let Entry::Sale { trader, .. } = entry { *trader } else { begun.trader };
            told(facts, trader);
        }
    }
}

/// The event in which an entry was carved.
#[must_use]
pub fn append_of(place: u32, source: &Source<'_>) -> Option<usize> {
    let line = source.lifelines().lifeline(Party::Ledger);
    // How long the ledger is only grows along its lifeline, though not every event tells it.
    let append = line.partition_point(|event| {
        let told = source.lifelines().back_from(Party::Ledger, *event as usize + 1);
        told.filter_map(|event| length_at(&source.event(event).what)).next() <= Some(place)
    });
    line.get(append).map(|event| *event as usize).filter(|event| *event < source.now)
}

/// How long the ledger is after an event, if the event tells.
const fn length_at(what: &What) -> Option<u32> {
    match what {
        What::Append { position, .. } | What::Send { brief: Brief::Appended { position }, .. } => {
            Some(*position + 1)
        }
        What::Send { brief: Brief::Contents { entries }, .. } => Some(*entries),
        What::Start
        | What::Crash
        | What::Restart
        | What::Pause
        | What::Resume
        | What::Suspect
        | What::Disturb { .. }
        | What::Heal
        | What::HealSome
        | What::Touch { .. }
        | What::Align(_)
        | What::Spread(_)
        | What::Send { .. }
        | What::Receive { .. }
        | What::Drop { .. }
        | What::Duplicate { .. }
        | What::Refuse { .. }
        | What::Tear { .. }
        | What::Timer(_)
        | What::Note(_) => None,
    }
}

/// The messages that tell of an entry, sent when its writer learns that it is durable, or, without
/// that defence, when it was written.
fn answers(append: usize, place: u32, source: &Source<'_>) -> Vec<usize> {
    let mut step = source.step_of(append);
    let reply = step.find(|event| matches!(source.event(*event).what, What::Send { .. }));
    let learnt = reply
        .and_then(|event| source.event(event).message())
        .and_then(|message| source.passage(message)?.ended);
    let asked = source.event(append).message().and_then(|message| source.passage(message));
    let steps = [asked.map(|passage| passage.sent), learnt].into_iter().flatten();
    let record = source.world().ledger().records().get(place as usize);
    let answered = record.and_then(|record| record.entry.answers());
    let tells = |event: &usize| {
        let What::Send { brief: brief @ Brief::Message(_), .. } = source.event(*event).what else {
            return false;
        };
        let about = About::brief(&brief);
        about.entry == Some(place) || about.request.is_some() && about.request == answered
    };
    steps.flat_map(|event| source.step_of(event)).filter(tells).collect()
}
