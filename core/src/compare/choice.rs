//! What is chosen differently from what a scenario says, and its words: `election=ring,without=fencing`.

use super::eligible::{Detection, Eligible};
use crate::market::order::Order;
use crate::peer::rules::{Algorithm, ClockScope, Defence};
use crate::scenario::{Planned, Scenario};
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// The word of a choice that changes nothing.
const AS_IT_IS: &str = "as-it-is";

/// What is chosen instead of what a scenario says. Whatever is not chosen stays as it is.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Choice {
    /// How a new trader is found.
    pub election: Option<Algorithm>,
    /// How the death of one is noticed. Its times follow from the scenario's own detector.
    pub detector: Option<Detection>,
    /// Who is served first.
    pub order: Option<Order>,
    /// What clocks count.
    pub clocks: Option<ClockScope>,
    /// Which defences it surely has (`true`) and which it has not (`false`).
    pub defences: BTreeMap<Defence, bool>,
}

impl Choice {
    /// The scenario with what was chosen, and with these acts at their times. It is not checked.
    #[must_use]
    pub fn of(&self, scenario: &Scenario, acts: &[Planned]) -> Scenario {
        let mut chosen = scenario.clone();
        chosen.election = self.election.unwrap_or(chosen.election);
        chosen.detector = self.detector.map_or(chosen.detector, |kind| kind.rules(scenario));
        chosen.order = self.order.unwrap_or(chosen.order);
        chosen.clocks = self.clocks.unwrap_or(chosen.clocks);
        self.defences.iter().for_each(|(defence, has)| chosen.defences.set(*defence, *has));
        chosen.faults.extend_from_slice(acts);
        chosen
    }

    /// The same choice, told beside others: what any of them chooses it chooses too, and where it left that
    /// to the scenario, as the scenario has it. So "as it is" is called "bully" beside "ring".
    #[must_use]
    pub(super) fn beside(&self, others: &[Self], scenario: &Scenario) -> Self {
        let any = |chosen: fn(&Self) -> bool| others.iter().any(chosen);
        let own = |chosen: fn(&Self) -> bool| any(chosen).then_some(scenario);
        let detector = own(|c| c.detector.is_some()).map(Detection::of);
        let election = own(|c| c.election.is_some()).map(|scenario| scenario.election);
        let order = own(|c| c.order.is_some()).map(|scenario| scenario.order);
        let clocks = own(|c| c.clocks.is_some()).map(|scenario| scenario.clocks);
        let switched = others.iter().flat_map(|other| other.defences.keys());
        let has = |defence: &Defence| (*defence, scenario.defences.has(*defence));
        let mut defences: BTreeMap<_, _> = switched.map(has).collect();
        defences.extend(&self.defences);
        Self {
            election: self.election.or(election),
            detector: self.detector.or(detector),
            order: self.order.or(order),
            clocks: self.clocks.or(clocks),
            defences,
        }
    }

    /// What was chosen, in a few words as they stand in the middle of a sentence; nothing if nothing was.
    fn words(&self) -> Option<String> {
        fn title<T: Eligible>(chosen: Option<T>) -> Option<String> {
            chosen.map(|chosen| chosen.title().to_owned())
        }
        let own =
            [title(self.election), title(self.detector), title(self.order), title(self.clocks)];
        let own: Vec<String> = own.into_iter().flatten().collect();
        let parts = [own.join(", "), self.switched(true), self.switched(false)];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    }

    /// The defences that it surely has, or has not: "without fencing and request table".
    fn switched(&self, has: bool) -> String {
        let switched = self.defences.iter().filter(|(_, switched)| **switched == has);
        let names: Vec<_> = switched.map(|(defence, _)| defence.name().replace('_', " ")).collect();
        match names.is_empty() {
            true => String::new(),
            false => format!("{} {}", if has { "with" } else { "without" }, names.join(" and ")),
        }
    }

    /// The title of its column.
    #[must_use]
    pub fn title(&self) -> String {
        self.words().map_or_else(|| "As it is".to_owned(), capital)
    }

    /// What does something in a sentence.
    pub(super) fn subject(&self) -> String {
        self.words().unwrap_or_else(|| "the scenario as it is".to_owned())
    }
}

/// The same with a capital letter.
pub(super) fn capital(mut text: String) -> String {
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}

impl fmt::Display for Choice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fn word<T: Eligible>(chosen: Option<T>) -> Option<String> {
            chosen.map(|chosen| format!("{}={}", T::KEY, chosen.word()))
        }
        let own = [word(self.election), word(self.detector), word(self.order), word(self.clocks)];
        let defences = self.defences.iter().map(|(defence, has)| {
            let with = if *has { "with" } else { "without" };
            format!("{with}={}", hyphens(*defence))
        });
        let words: Vec<String> = own.into_iter().flatten().chain(defences).collect();
        f.write_str(if words.is_empty() { AS_IT_IS } else { "" })?;
        f.write_str(&words.join(","))
    }
}

fn hyphens(defence: Defence) -> String {
    defence.name().replace('_', "-")
}

/// Words that are no choice.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ChoiceError {
    /// The word that was found.
    pub found: String,
    /// What could stand there.
    pub expected: String,
}

impl fmt::Display for ChoiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "found {:?}, expected {}", self.found, self.expected)
    }
}

impl std::error::Error for ChoiceError {}

impl FromStr for Choice {
    type Err = ChoiceError;

    /// Reads words with commas between them; of two of one kind the later counts.
    fn from_str(text: &str) -> Result<Self, ChoiceError> {
        let mut choice = Self::default();
        if text != AS_IT_IS {
            text.split(',').try_for_each(|word| choice.read(word.trim()))?;
        }
        Ok(choice)
    }
}

impl Choice {
    fn read(&mut self, word: &str) -> Result<(), ChoiceError> {
        let (key, value) = word.split_once('=').unwrap_or((word, ""));
        match key {
            Algorithm::KEY => self.election = Some(eligible(word, value)?),
            Detection::KEY => self.detector = Some(eligible(word, value)?),
            Order::KEY => self.order = Some(eligible(word, value)?),
            ClockScope::KEY => self.clocks = Some(eligible(word, value)?),
            "with" | "without" => {
                self.defences.insert(defence(word, value)?, key == "with");
            }
            _ => {
                let keys = "election=, detector=, order=, clocks=, with= or without=";
                return Err(expected(word, format!("{AS_IT_IS}, or {keys} and what is chosen")));
            }
        }
        Ok(())
    }
}

fn eligible<T: Eligible>(word: &str, value: &str) -> Result<T, ChoiceError> {
    let words = || T::ALL.iter().map(|eligible| eligible.word()).collect::<Vec<_>>().join(", ");
    T::of_word(value).ok_or_else(|| expected(word, format!("{}= and one of {}", T::KEY, words())))
}

fn defence(word: &str, value: &str) -> Result<Defence, ChoiceError> {
    let named = |defence: &Defence| hyphens(*defence) == value.replace('_', "-");
    Defence::ALL.into_iter().find(named).ok_or_else(|| {
        expected(word, format!("a defence: one of {}", Defence::ALL.map(hyphens).join(", ")))
    })
}

fn expected(found: &str, expected: String) -> ChoiceError {
    ChoiceError { found: found.to_owned(), expected }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, title: &str) {
        let choice: Choice = text.parse().expect("it is a choice");
        assert_eq!((choice.to_string(), choice.title()), (text.to_owned(), title.to_owned()));
    }

    #[test]
    fn a_choice_is_written_as_it_is_read() {
        check("as-it-is", "As it is");
        check("election=ring", "Ring");
        check("detector=heartbeat,order=list", "Heartbeats, the list first");
        check(
            "clocks=trade,with=fencing,without=request-table",
            "Clocks that count trade with fencing without request table",
        );
    }

    #[test]
    fn everything_that_can_be_chosen_has_a_word_of_its_own() {
        fn all<T: Eligible + fmt::Debug>() {
            for eligible in T::ALL {
                assert_eq!(T::of_word(eligible.word()), Some(*eligible));
            }
        }
        all::<Algorithm>();
        all::<Detection>();
        all::<Order>();
        all::<ClockScope>();
    }

    #[test]
    fn what_is_no_choice_is_refused_with_what_could_be_one() {
        for (text, word, expected) in [
            ("ring", "ring", "as-it-is, or election="),
            ("election=menhir", "election=menhir", "one of bully, report, modified-bully, ring"),
            ("order=sum,without=helmet", "without=helmet", "one of durable-answers, fencing"),
            ("", "", "as-it-is, or election="),
        ] {
            let error = text.parse::<Choice>().expect_err("it is none");
            assert_eq!(error.found, word);
            assert!(error.to_string().contains(expected), "{error}");
        }
    }

    #[test]
    fn what_one_leaves_to_the_scenario_is_named_where_another_chooses_it() {
        let choices = ["as-it-is", "election=ring,without=fencing"].map(|words| words.parse());
        let choices: Vec<Choice> = choices.into_iter().flatten().collect();
        let told = |choices: &[Choice]| -> Vec<String> {
            let scenario = Scenario::report();
            choices.iter().map(|choice| choice.beside(choices, &scenario).title()).collect()
        };
        assert_eq!(told(&choices), ["Bully with fencing", "Ring without fencing"]);
        assert_eq!(told(&choices[..1]), ["As it is"]);
    }

    #[test]
    fn a_choice_changes_what_it_names_and_nothing_else() {
        let scenario = Scenario::report();
        let as_it_is = Choice::default().of(&scenario, &[]);
        assert_eq!(as_it_is, scenario);
        let choice: Choice = "without=fencing".parse().expect("it is a choice");
        let mut without = scenario.clone();
        without.defences.fencing = false;
        assert_eq!(choice.of(&scenario, &[]), without);
        let back: Choice = "with=fencing".parse().expect("it is a choice");
        assert_eq!(back.of(&without, &[]), scenario);
    }
}
