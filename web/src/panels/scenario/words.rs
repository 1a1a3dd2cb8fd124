//! The words of the form: what the names of its fields and choices mean.

use crate::glossary::{Explainer, Meaning, Word};
use trading_post::peer::rules::Defence;
use trading_post::scenario::fields::Chooser;

/// The words of the sections' headings.
pub fn of_headings() -> Explainer {
    Explainer::new(&[
        ("ledger", Word::Ledger),
        ("timeouts", Word::Timeout),
        ("detector", Word::Detector),
        ("election", Word::Election),
        ("clocks", Word::Clock),
        ("defences", Word::Defence),
        ("faults", Word::Fault),
    ])
}

/// The words of what is said of a choice.
pub fn of_choices() -> Explainer {
    Explainer::new(&[
        ("candidate", Word::Candidate),
        ("PING", Word::Ping),
        ("sound", Word::Sound),
        ("unsound", Word::Sound),
        ("effect", Word::Causality),
        ("happened-before", Word::HappenedBefore),
    ])
}

/// What the name of a field means, where it does not say so itself.
pub fn of_field(path: &str) -> Option<Meaning> {
    Some(match path {
        "seed" => Word::Seed.into(),
        "peers" => Word::Peer.into(),
        "peers[]" => Word::Role.into(),
        "peers[].seller.stock" => Word::Lot.into(),
        "goods[].restock" => Word::Restock.into(),
        "commission_per_mille" => Word::Commission.into(),
        "think" => Word::ThinkingTime.into(),
        "service_us" => Word::ServiceTime.into(),
        "network" => Word::Latency.into(),
        "processing_us" => Word::ProcessingTime.into(),
        "timeouts.ok_us" => Word::WaitForOk.into(),
        "timeouts.coordinator_us" => Word::WaitForCoordinator.into(),
        "timeouts.recheck_us" => Word::Recheck.into(),
        "timeouts.notice_us" => Word::Notice.into(),
        "detector.on_demand.interval_us" => Word::Check.into(),
        "detector.on_demand.pong_us" => Word::Pong.into(),
        "detector.heartbeat.every_us" | "detector.accrual.every_us" => Word::Heartbeat.into(),
        "detector.heartbeat.silence_us" => Word::Silence.into(),
        "detector.accrual.phi" => Word::Phi.into(),
        "detector.accrual.floor_us" => Word::Deviation.into(),
        "election.ring.order" => Word::Ring.into(),
        "order" => Word::QueueOrder.into(),
        "clocks" => Word::Scope.into(),
        path => defence(path)?.into(),
    })
}

fn defence(path: &str) -> Option<Defence> {
    let name = path.strip_prefix("defences.")?;
    Defence::ALL.into_iter().find(|defence| defence.name() == name)
}

/// What the name of a choice means, if it is more than its own sentence says.
pub fn of_choice(chooser: Chooser, name: &str) -> Option<Word> {
    let word = match (chooser, name) {
        (Chooser::Role, "seller") => Word::Seller,
        (Chooser::Role, "buyer") => Word::Buyer,
        (Chooser::Detector, "on_demand") => Word::Check,
        (Chooser::Detector, "heartbeat") => Word::Heartbeat,
        (Chooser::Detector, "accrual") => Word::PhiAccrual,
        (Chooser::Election, "bully") => Word::Bully,
        (Chooser::Election, "report") => Word::ReportElection,
        (Chooser::Election, "modified_bully") => Word::ModifiedBully,
        (Chooser::Election, "ring") => Word::Ring,
        (Chooser::Election, "vote") => Word::MajorityVote,
        _ => return None,
    };
    Some(word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use trading_post::scenario::Scenario;
    use trading_post::scenario::fields::{Choice, Field, Kind, Section};

    /// Fields whose names are everyday words.
    const PLAIN: [&str; 12] = [
        "title",
        "peers[].seller.item",
        "peers[].buyer.wants",
        "goods",
        "goods[].name",
        "goods[].price_cents",
        "timeouts.answer_us",
        "timeouts.ledger_us",
        "election.ring.order.shuffled.by",
        "faults[].at_us",
        "faults[].act",
        "storage",
    ];

    #[test]
    fn every_field_is_explained_by_its_heading_or_by_its_name() {
        for field in Field::all().filter(|field| !PLAIN.contains(&field.path)) {
            let headed = ["detector", "election", "faults"].contains(&field.path);
            assert!(headed || of_field(field.path).is_some(), "{}", field.path);
        }
    }

    #[test]
    fn every_word_of_the_headings_stands_in_one() {
        assert_eq!(of_headings().left_after(Section::ALL.map(Section::title)), [""; 0]);
    }

    /// All that can be chosen anywhere in the form.
    fn choices() -> impl Iterator<Item = (Chooser, Choice)> {
        let scenario = Scenario::report();
        let choosers = Field::all().filter_map(|field| match field.kind {
            Kind::Choice(chooser) => Some(chooser),
            _ => None,
        });
        choosers.flat_map(move |chooser| {
            let choices = chooser.choices(&scenario, &serde_json::Value::Null);
            choices.into_iter().map(move |choice| (chooser, choice))
        })
    }

    #[test]
    fn every_word_of_the_choices_is_said_of_one() {
        let sentences = choices().map(|(_, choice)| choice.sentence);
        assert_eq!(of_choices().left_after(sentences), [""; 0]);
    }

    #[test]
    fn every_election_and_detector_has_a_word() {
        for (chooser, choice) in choices() {
            if matches!(chooser, Chooser::Election | Chooser::Detector) {
                assert!(of_choice(chooser, choice.name()).is_some(), "{choice:?}");
            }
        }
    }
}
