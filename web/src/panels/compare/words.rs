//! The words of Compare, in the order in which they are read.

use crate::glossary::{Explainer, Word};

/// All of them. What the choices are called stands in the titles of the columns.
pub fn words() -> Explainer {
    Explainer::new(&[
        ("seed", Word::Seed),
        ("crash", Word::Crash),
        ("modified bully", Word::ModifiedBully),
        ("bully", Word::Bully),
        ("report's election", Word::ReportElection),
        ("ring", Word::Ring),
        ("majority vote", Word::MajorityVote),
        ("checks on demand", Word::Check),
        ("heartbeats", Word::Heartbeat),
        ("phi accrual", Word::PhiAccrual),
        ("election", Word::Election),
        ("detector", Word::Detector),
        ("queue", Word::QueueOrder),
        ("clocks", Word::Scope),
        ("defences", Word::Defence),
        ("simulated", Word::Simulated),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glossary::Piece;
    use trading_post::compare::{Choice, Detection, Eligible};
    use trading_post::peer::rules::Algorithm;

    #[test]
    fn every_algorithm_and_detector_is_explained_in_the_title_of_its_column() {
        let algorithms =
            Algorithm::ALL.iter().map(|one| Choice { election: Some(*one), ..Choice::default() });
        let detectors =
            Detection::ALL.iter().map(|one| Choice { detector: Some(*one), ..Choice::default() });
        for choice in algorithms.chain(detectors) {
            let title = choice.title();
            let is_word = |piece: &Piece<'_>| matches!(piece, Piece::Explained(..));
            assert!(words().pieces(&title).iter().any(is_word), "{title}");
        }
    }
}
