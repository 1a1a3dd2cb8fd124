//! The keys of the page. Letters do what is on offer for what is looked at.

use crate::act::{Act, Look, Tab, View};
use crate::choices::{Choices, Dialog};
use crate::comparing::{Comparing, Together};
use crate::lab::Lab;
use crate::offers::{Offer, complaint, offers};
use crate::subject::Subject;
use trading_post::id::{MessageId, PeerId};
use trading_post::time::Instant;

/// Each key and what it does, as the help lists them.
pub const HELP: &[(&str, &str)] = &[
    ("Space", "play or pause"),
    ("→", "step"),
    ("←", "step back"),
    ("Shift + →", "to the next message"),
    ("Shift + ←", "to the message before"),
    ("Home", "to the beginning"),
    ("End", "to the last moment known"),
    ("[ and ]", "slower and faster"),
    ("0 to 9", "select a peer"),
    ("K", "crash the selected peer"),
    ("R", "restart it"),
    ("P", "pause or resume it"),
    ("S", "make it suspect its trader"),
    ("I", "cut it off from all others"),
    ("Shift + I", "heal its links"),
    ("F", "end its next wait"),
    ("Shift + F", "end the wait after that"),
    ("Shift + X", "end the third one"),
    (";", "end the fourth one"),
    ("M", "look at the next message under way"),
    ("Shift + M", "look at the one before"),
    ("D", "deliver the message now"),
    ("X", "drop it"),
    ("C", "duplicate it"),
    ("H", "hold it, or let it go on"),
    ("L", "let it arrive one place later"),
    ("Shift + L", "let it arrive two places later"),
    ("Shift + W", "let it arrive three places later"),
    ("Z", "cut the link looked at"),
    ("N", "cut it one way"),
    ("Shift + N", "cut it the other way"),
    ("O", "let it lose messages"),
    ("U", "let it duplicate messages"),
    ("Y", "let it delay messages"),
    ("E", "let it reorder messages"),
    ("Q", "let it clog"),
    ("J", "heal it"),
    ("B", "heal it one way"),
    ("Shift + B", "heal it the other way"),
    ("W", "slow the ledger's links down"),
    ("V", "let the ledger fail to write"),
    ("T", "let it tear what it writes"),
    ("Shift + C", "cut it off from all peers"),
    ("Shift + G", "heal its links"),
    ("G", "heal all links"),
    ("Shift + Z", "cut all links between peers"),
    ("Shift + O", "let them lose messages"),
    ("Shift + U", "let them duplicate messages"),
    ("Shift + Y", "let them delay messages"),
    ("Shift + E", "let them reorder messages"),
    ("Shift + Q", "let them clog"),
    ("A", "let all checks of the trader end together"),
    ("Shift + A", "let them end apart"),
    ("Shift + T", "let all waits of another kind end together"),
    ("Shift + D", "let these end apart"),
    ("Shift + J", "let those of a third kind end together"),
    ("Shift + V", "let these end apart"),
    ("Shift + K", "let those of a fourth kind end together"),
    ("Shift + R", "let these end apart"),
    ("Shift + P", "let those of a fifth kind end together"),
    ("Shift + H", "let these end apart"),
    ("/", "all acts, to search"),
    ("?", "this help"),
    ("Esc", "close, or look at nothing"),
];

/// What a key does now, if anything.
#[must_use]
pub fn act_of(key: &str, shift: bool, lab: &Lab, choices: &Choices) -> Option<Act> {
    match (key, shift) {
        (" ", _) => Some(Act::PlayOrPause),
        ("ArrowRight", false) => Some(Act::Step),
        ("ArrowLeft", false) => Some(Act::StepBack),
        ("ArrowRight", true) => Some(Act::NextMessage),
        ("ArrowLeft", true) => Some(Act::PreviousMessage),
        ("Home", _) => Some(Act::Start),
        ("End", _) => Some(Act::End),
        ("[", _) => Some(Act::Speed(lab.speed().slower())),
        ("]", _) => Some(Act::Speed(lab.speed().faster())),
        ("m" | "M", back) => Some(another_message(lab, choices, back)),
        ("/", _) => Some(Act::Look(Look::Dialog(Some(Dialog::Palette)))),
        ("?", _) => Some(Act::Look(Look::Dialog(Some(Dialog::Help)))),
        ("Escape", _) => Some(Act::Look(Look::Away)),
        (other, _) => peer_of(other, lab).or_else(|| offered(other, shift, lab, choices)),
    }
}

/// Whether a key does something in a view, whatever is looked at, for which the browser has another use.
#[must_use]
pub fn takes(view: View, key: &str) -> bool {
    match key {
        " " | "ArrowRight" | "ArrowLeft" | "Home" | "End" => view != View::Figures,
        "/" => view == View::Run,
        _ => false,
    }
}

/// What a key does to the columns of Compare, if anything.
#[must_use]
pub fn together_of(key: &str, comparing: &Comparing) -> Option<Act> {
    let together = match key {
        " " => Together::PlayOrPause,
        "ArrowRight" => Together::Step,
        "ArrowLeft" => Together::StepBack,
        "Home" => Together::GoTo(Instant::START),
        "End" => Together::GoTo(comparing.furthest()),
        "[" => Together::Speed(comparing.speed().slower()),
        "]" => Together::Speed(comparing.speed().faster()),
        "?" => return Some(Act::Look(Look::Dialog(Some(Dialog::Help)))),
        _ => return None,
    };
    Some(Act::Together(together))
}

fn peer_of(digit: &str, lab: &Lab) -> Option<Act> {
    let id = digit.parse::<u16>().ok()?;
    let there = usize::from(id) < lab.scenario().peers.len();
    there.then_some(Act::Look(Look::At(Subject::Peer(PeerId(id)))))
}

/// What is on offer under this key, or why it is not. With Shift a letter stands for another act, if there is
/// such a one; else for the same.
fn offered(key: &str, shift: bool, lab: &Lab, choices: &Choices) -> Option<Act> {
    let plain = key.to_ascii_uppercase();
    let with_shift = format!("Shift + {plain}");
    let listed = |key: &str| HELP.iter().any(|(listed, _)| *listed == key);
    let meant = if shift && listed(&with_shift) { with_shift } else { plain };
    if key.len() != 1 || !listed(&meant) {
        return None;
    }
    let offers = offers(lab, choices);
    let offer = offers.iter().find(|offer| offer.key == Some(&*meant));
    let nothing = || Act::Complain(complaint("there is nothing that this key acts upon"));
    Some(offer.map_or_else(nothing, Offer::chosen))
}

/// The message under way that comes next after the one looked at, by when they arrive.
fn another_message(lab: &Lab, choices: &Choices, back: bool) -> Act {
    let under_way: Vec<MessageId> = lab.world().in_flight().map(|envelope| envelope.id).collect();
    let here = choices.message().and_then(|id| under_way.iter().position(|other| *other == id));
    let count = under_way.len();
    let next = match (here, back) {
        (None, false) => 0,
        (None, true) => count.saturating_sub(1),
        (Some(here), false) => (here + 1) % count,
        (Some(here), true) => (here + count - 1) % count,
    };
    let Some(message) = under_way.get(next) else {
        return Act::Complain("No message is under way now.".to_owned());
    };
    let subject = Subject::Message(*message);
    // Faults shows the message as well as the Inspector does.
    let faults = choices.tab == Tab::Faults;
    Act::Look(if faults { Look::At(subject) } else { Look::Inspect(subject) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use trading_post::scenario::{Intervention, Scenario};

    fn lab() -> Lab {
        let mut lab = Lab::new(Scenario::report()).expect("it makes sense");
        (0..60).for_each(|_| lab.advance(16.0));
        lab
    }

    fn looking_at(subject: Subject) -> Choices {
        let mut choices = Choices::default();
        choices.look_at(subject);
        choices
    }

    #[track_caller]
    fn check(key: &str, shift: bool, expected: Option<Act>) {
        let choices = looking_at(Subject::Peer(PeerId(3)));
        assert_eq!(act_of(key, shift, &lab(), &choices), expected);
    }

    #[test]
    fn arrows_step_and_with_shift_go_by_message() {
        check("ArrowRight", false, Some(Act::Step));
        check("ArrowLeft", true, Some(Act::PreviousMessage));
    }

    #[test]
    fn digits_select_peers_that_are_there() {
        check("5", false, Some(Act::Look(Look::At(Subject::Peer(PeerId(5))))));
        check("7", false, None);
    }

    #[test]
    fn letters_act_on_the_selected_peer() {
        check("k", false, Some(Act::Intervene(Intervention::Crash(PeerId(3)))));
        check("S", true, Some(Act::Intervene(Intervention::Suspect(PeerId(3)))));
    }

    #[test]
    fn with_shift_a_letter_stands_for_another_act_where_there_is_one() {
        let cut = |key, shift| match act_of(
            key,
            shift,
            &lab(),
            &looking_at(Subject::Link(PeerId(1).into(), PeerId(2).into())),
        ) {
            Some(Act::Intervene(act)) => act.to_string(),
            other => panic!("{other:?} is no act upon the run"),
        };
        assert_eq!(cut("z", false), "Cut the links between peer 1 and peer 2");
        assert_eq!(cut("Z", false), cut("z", false), "capitals by their lock");
        assert_eq!(cut("Z", true), "Cut all links between peers");
        assert_eq!(cut("z", true), cut("Z", true), "the lock and Shift");
    }

    #[test]
    fn a_key_whose_act_is_not_there_says_so() {
        let choices = looking_at(Subject::Peer(PeerId(3)));
        let waits = lab().world().node(PeerId(3)).timers.len();
        assert!(waits < 4, "it has no fourth wait to end");
        let act = act_of(";", false, &lab(), &choices);
        assert!(matches!(act, Some(Act::Complain(why)) if why.contains("nothing")));
    }

    #[test]
    fn a_letter_that_can_do_nothing_says_why() {
        check("r", false, Some(Act::Complain("Not possible now: peer 3 has not crashed".into())));
        let act = act_of("k", false, &lab(), &Choices::default());
        assert!(matches!(act, Some(Act::Complain(why)) if why.contains("no peer is selected")));
    }

    #[test]
    fn m_goes_through_the_messages_under_way_and_back() {
        let mut lab = lab();
        while lab.world().in_flight().count() < 3 {
            lab.step();
        }
        let mut choices = Choices::default();
        let mut seen = Vec::new();
        for back in [false, false, true] {
            let Some(Act::Look(Look::Inspect(subject))) = act_of("m", back, &lab, &choices) else {
                panic!("M looks at a message");
            };
            choices.look_at(subject);
            seen.push(subject);
        }
        assert!(seen[0] != seen[1] && seen[0] == seen[2]);
    }

    #[test]
    fn what_is_taken_from_the_browser_does_something() {
        let (lab, choices) = (lab(), Choices::default());
        let comparing = Comparing::of(&lab);
        for key in [" ", "ArrowRight", "ArrowLeft", "Home", "End", "/", "k", "ArrowDown"] {
            let run = act_of(key, false, &lab, &choices).is_some();
            assert!(run || !takes(View::Run, key), "{key:?}");
            assert!(
                together_of(key, &comparing).is_some() || !takes(View::Compare, key),
                "{key:?}"
            );
            assert!(!takes(View::Figures, key), "{key:?}");
        }
    }

    #[test]
    fn other_keys_do_nothing() {
        for key in ["#", "Tab", "é", "F5", "→", "Home and more"] {
            check(key, false, None);
        }
    }

    #[test]
    fn the_help_lists_every_key_of_an_offer() {
        let lab = lab();
        let link = Subject::Link(PeerId(1).into(), PeerId(2).into());
        let message = lab.world().in_flight().next().expect("one is under way").id;
        for looked_at in [Subject::Peer(PeerId(3)), Subject::Message(message), link] {
            for offer in offers(&lab, &looking_at(looked_at)) {
                let listed = |key| HELP.iter().any(|(listed, _)| *listed == key);
                assert!(offer.key.is_none_or(listed), "{offer:?}");
            }
        }
    }

    #[test]
    fn the_help_lists_no_key_twice() {
        for (i, (key, _)) in HELP.iter().enumerate() {
            assert!(HELP[i + 1..].iter().all(|(other, _)| other != key), "{key}");
        }
    }
}
