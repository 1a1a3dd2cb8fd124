//! The words of Figures.

use crate::glossary::{Explainer, Word};

/// Those of the region, in the order in which they are read.
pub fn of_region() -> Explainer {
    Explainer::new(&[
        ("response times", Word::ResponseTime),
        ("response time", Word::ResponseTime),
        ("mean", Word::Mean),
        ("the report", Word::Report),
        ("elections", Word::Election),
        ("clock", Word::Clock),
        ("packed", Word::Packed),
        ("simulated", Word::Simulated),
        ("report's machine", Word::Machine),
        ("modern network", Word::Modern),
        ("sweeps", Word::Sweep),
        ("formulas", Word::Formula),
        ("suspicion", Word::Suspect),
        ("latency", Word::Latency),
        ("T", Word::WaitForOk),
        ("T'", Word::WaitForCoordinator),
        ("ring", Word::Ring),
        ("vote", Word::MajorityVote),
        ("split vote", Word::SplitVote),
        ("check of the trader", Word::Check),
        ("defences", Word::Defence),
        ("lost", Word::Lost),
        ("ledger", Word::Ledger),
        ("without a trader", Word::FailOver),
        ("epoch", Word::Epoch),
        ("entry", Word::ClockEntry),
    ])
}

/// Those of one plot, its table and what there is to see in it.
pub fn of_plot() -> Explainer {
    Explainer::new(&[
        ("histogram", Word::Histogram),
        ("formulas", Word::Formula),
        ("worst case, worked out", Word::Formula),
        ("bully, worked out", Word::Formula),
        ("its trader always busy", Word::Formula),
        ("latencies", Word::Latency),
        ("bully algorithm", Word::Bully),
        ("modified bully", Word::ModifiedBully),
        ("ring", Word::Ring),
        ("vote", Word::MajorityVote),
        ("split votes", Word::SplitVote),
        ("report's machine", Word::Machine),
        ("modern network", Word::Modern),
        ("mean", Word::Mean),
        ("slowest twentieth", Word::Most),
        ("19 of 20 at most", Word::Most),
        ("timeout", Word::Timeout),
        ("detection", Word::Detection),
        ("recovery", Word::Recovery),
        ("clock", Word::Clock),
        ("packed", Word::Packed),
        ("the report", Word::Report),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use trading_post::figures::Sweep;

    /// Those that stand in what is said of a run on screen and of the experiments.
    const ELSEWHERE: [&str; 9] = [
        "response times",
        "mean",
        "the report",
        "elections",
        "clock",
        "packed",
        "simulated",
        "report's machine",
        "modern network",
    ];

    #[test]
    fn every_word_of_the_sweeps_stands_in_what_is_said_of_one() {
        let told = Sweep::ALL.into_iter().flat_map(|sweep| [sweep.title(), sweep.sentence()]);
        let left = of_region().left_after(["Sweeps", "formulas"].into_iter().chain(told));
        let left: Vec<_> = left.into_iter().filter(|word| !ELSEWHERE.contains(word)).collect();
        assert_eq!(left, [""; 0]);
    }

    #[test]
    fn every_word_of_the_plots_stands_beside_one_or_in_its_table() {
        let told = |sweep: Sweep| {
            let lines = sweep.series().into_iter().map(|series| series.title);
            lines.chain([sweep.finding()])
        };
        let has = |form: &str| {
            let texts = Sweep::ALL.into_iter().flat_map(told);
            texts.into_iter().any(|text| text.to_lowercase().contains(&form.to_lowercase()))
        };
        let forms = of_plot().left_after([""]);
        let left: Vec<_> = forms.into_iter().filter(|form| !has(form)).collect();
        assert_eq!(left, ["histogram"]);
    }
}
