//! The keys of the page.

use crate::act::{Act, Look};
use crate::speed::Speed;
use trading_post::id::PeerId;
use trading_post::scenario::Intervention;

/// Each key and what it does, as the help lists them.
pub const HELP: [(&str, &str); 14] = [
    ("Space", "play or pause"),
    ("→", "step"),
    ("←", "step back"),
    ("Shift + →", "to the next message"),
    ("Shift + ←", "to the message before"),
    ("Home", "to the beginning"),
    ("End", "to the last moment known"),
    ("0 to 9", "select a peer"),
    ("K", "crash the selected peer"),
    ("R", "restart it"),
    ("P", "pause or resume it"),
    ("[ and ]", "slower and faster"),
    ("?", "this help"),
    ("Esc", "close, or select no peer"),
];

/// What a key does now, if anything.
#[must_use]
pub fn act_of(
    key: &str,
    shift: bool,
    speed: Speed,
    selected: Option<PeerId>,
    peers: usize,
) -> Option<Act> {
    let on_peer = |act: fn(PeerId) -> Act| selected.map(act);
    match (key, shift) {
        (" ", _) => Some(Act::PlayOrPause),
        ("ArrowRight", false) => Some(Act::Step),
        ("ArrowLeft", false) => Some(Act::StepBack),
        ("ArrowRight", true) => Some(Act::NextMessage),
        ("ArrowLeft", true) => Some(Act::PreviousMessage),
        ("Home", _) => Some(Act::Start),
        ("End", _) => Some(Act::End),
        ("[", _) => Some(Act::Speed(speed.slower())),
        ("]", _) => Some(Act::Speed(speed.faster())),
        ("k" | "K", _) => on_peer(|peer| Act::Intervene(Intervention::Crash(peer))),
        ("r" | "R", _) => on_peer(|peer| Act::Intervene(Intervention::Restart(peer))),
        ("p" | "P", _) => on_peer(Act::PauseOrResume),
        ("?", _) => Some(Act::Look(Look::Help(true))),
        ("Escape", _) => Some(Act::Look(Look::Deselect)),
        (digit, _) => digit
            .parse::<u16>()
            .ok()
            .filter(|id| usize::from(*id) < peers)
            .map(|id| Act::Look(Look::Select(PeerId(id)))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(key: &str, shift: bool, expected: Option<Act>) {
        let act = act_of(key, shift, Speed::default(), Some(PeerId(3)), 6);
        assert_eq!(act, expected);
    }

    #[test]
    fn arrows_step_and_with_shift_go_by_message() {
        check("ArrowRight", false, Some(Act::Step));
        check("ArrowLeft", true, Some(Act::PreviousMessage));
    }

    #[test]
    fn digits_select_peers_that_are_there() {
        check("5", false, Some(Act::Look(Look::Select(PeerId(5)))));
        check("7", false, None);
    }

    #[test]
    fn letters_act_on_the_selected_peer_alone() {
        check("k", false, Some(Act::Intervene(Intervention::Crash(PeerId(3)))));
        assert_eq!(act_of("k", false, Speed::default(), None, 6), None);
    }

    #[test]
    fn other_keys_do_nothing() {
        check("x", false, None);
        check("Tab", false, None);
    }
}
