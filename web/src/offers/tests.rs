use super::*;
use std::collections::BTreeSet;
use trading_post::id::MessageId;
use trading_post::scenario::{Scenario, Touch};

fn lab() -> Lab {
    let mut lab = Lab::new(Scenario::report()).expect("it makes sense");
    (0..60).for_each(|_| lab.advance(16.0));
    lab
}

fn first_message(lab: &mut Lab) -> MessageId {
    while lab.world().in_flight().next().is_none() {
        lab.step();
    }
    lab.world().in_flight().next().expect("one is under way").id
}

/// Choices that look at each kind of thing in turn, and at nothing.
fn all_choices(lab: &mut Lab) -> Vec<Choices> {
    let peer = Party::Peer(PeerId(2));
    let subjects = [
        Subject::Peer(PeerId(3)),
        Subject::Peer(PeerId(5)),
        Subject::Message(first_message(lab)),
        Subject::Message(MessageId(0)),
        Subject::Link(peer, Party::Ledger),
    ];
    let looking = subjects.map(|subject| {
        let mut choices = Choices::default();
        choices.look_at(subject);
        choices
    });
    looking.into_iter().chain([Choices::default()]).collect()
}

fn named<'a>(offers: &'a [Offer], name: &str) -> &'a Offer {
    offers.iter().find(|offer| offer.name == name).unwrap_or_else(|| panic!("{name}: {offers:#?}"))
}

#[test]
fn each_act_has_a_key_of_its_own_whatever_is_looked_at_and_whenever() {
    let mut lab = lab();
    for _ in 0..40 {
        (0..10).for_each(|_| lab.step());
        for choices in all_choices(&mut lab) {
            let offers = offers(&lab, &choices);
            let keys: BTreeSet<_> = offers.iter().filter_map(|offer| offer.key).collect();
            assert_eq!(keys.len(), offers.len(), "{offers:#?}");
        }
    }
}

#[test]
fn only_where_very_many_of_a_kind_can_be_acted_upon_do_the_last_have_no_key() {
    let one = Offer::missing(Group::Run, "One", "there is none");
    let keyed = with_keys(vec![one; 3], ["A", "B"]);
    assert_eq!(
        keyed.into_iter().map(|offer| offer.key).collect::<Vec<_>>(),
        [Some("A"), Some("B"), None]
    );
}

#[test]
fn a_key_is_told_to_browsers_in_their_words() {
    let told = |key| Offer::missing(Group::Run, "One", "there is none").by(key).shortcut();
    assert_eq!(told("Shift + Z").as_deref(), Some("Shift+Z"));
    assert_eq!(told("K").as_deref(), Some("K"));
}

#[test]
fn no_two_acts_have_the_same_name() {
    let mut lab = lab();
    for choices in all_choices(&mut lab) {
        let offers = offers(&lab, &choices);
        let names: BTreeSet<_> = offers.iter().map(|offer| &offer.name).collect();
        assert_eq!(names.len(), offers.len(), "{offers:#?}");
    }
}

#[test]
fn what_is_offered_is_possible_and_what_is_refused_has_a_reason() {
    let mut lab = lab();
    for choices in all_choices(&mut lab) {
        for offer in offers(&lab, &choices) {
            match (&offer.refusal, &offer.act) {
                (None, Act::Intervene(act)) => assert_eq!(lab.world().possible(act), Ok(())),
                (None, other) => panic!("{other:?} is no act upon the run"),
                (Some(why), _) => {
                    assert!(!why.is_empty());
                    assert_eq!(offer.chosen(), Act::Complain(complaint(why)));
                }
            }
        }
    }
}

#[test]
fn a_crashed_peer_can_only_be_restarted_and_cut_off() {
    let mut lab = lab();
    lab.act(Intervention::Crash(PeerId(3))).expect("it is up");
    let offers = of_peer(lab.world(), PeerId(3));
    let possible: Vec<_> = offers.iter().filter(|o| o.refusal.is_none()).map(|o| &o.name).collect();
    assert_eq!(possible, ["Restart peer 3", "Cut the links between peer 3 and all others"]);
    let crash = named(&offers, "Crash peer 3");
    assert_eq!(crash.refusal.as_deref(), Some("peer 3 has crashed"));
}

#[test]
fn links_heal_only_while_something_is_wrong_with_them() {
    let mut lab = lab();
    let heal = "Heal the links between peer 3 and all others";
    let refused = |lab: &Lab| named(&of_peer(lab.world(), PeerId(3)), heal).refusal.is_some();
    assert!(refused(&lab));
    let links = Links::Between(PeerId(3).into(), PeerId(4).into());
    lab.act(disturb(links.clone(), Disturbance::Cut)).expect("they are there");
    assert!(!refused(&lab));
    let again = refusal(lab.world(), &disturb(links.clone(), Disturbance::Cut));
    assert_eq!(again.as_deref(), Some("they do so already"));
    lab.act(Intervention::HealLinks(links)).expect("they are there");
    assert!(refused(&lab));
}

#[test]
fn a_message_can_be_put_behind_what_is_due_later_at_its_receiver() {
    let mut lab = lab();
    let postponed = (0..400).any(|_| {
        lab.step();
        let id = first_message(&mut lab);
        let later = of_message(lab.world(), id).into_iter().find(|offer| offer.key == Some("L"));
        let later =
            later.filter(|offer| offer.refusal.is_none() && offer.name.contains("message "));
        let Some(Offer { act: Act::Intervene(act), .. }) = later else {
            return false;
        };
        let Intervention::Touch { touch: Touch::Postpone { until_us }, .. } = act else {
            panic!("{act:?} is no delay");
        };
        lab.act(act).expect("it was offered");
        let envelope = lab.world().in_flight().find(|e| e.id == id).expect("it is under way");
        envelope.due_at.0 == until_us
    });
    assert!(postponed);
}

#[test]
fn a_held_message_is_offered_to_go_on() {
    let mut lab = lab();
    let message = first_message(&mut lab);
    lab.act(Intervention::Touch { message, touch: Touch::Hold }).expect("it is under way");
    let offers = of_message(lab.world(), message);
    let release = named(&offers, &format!("Release message {message}"));
    assert_eq!((release.key, &release.refusal), (Some("H"), &None));
    let envelope = lab.world().in_flight().find(|e| e.id == message).expect("it is held");
    assert!(message_name(envelope).ends_with(", held"));
}

#[test]
fn the_next_timer_to_run_out_has_the_key() {
    let lab = lab();
    let world = lab.world();
    let next = world.node(PeerId(1)).timers.iter().min_by_key(|running| running.key);
    let timer = next.expect("a buyer waits for something").timer;
    let offers = of_peer(world, PeerId(1));
    assert_eq!(named(&offers, &fire_name(PeerId(1), timer)).key, Some("F"));
}
