use super::*;
use crate::speed::Speed;
use trading_post::id::{MessageId, PeerId, RequestId};
use trading_post::peer::io::Timer;
use trading_post::scenario::{Disturbance, Intervention, Links, Planned, Rule, Scenario, Touch};
use trading_post::trace::{Clocks, raised_by};
use trading_post::world::{What, World};
use tree::{Fact, Part};

/// A laboratory in which trade has gone on for a while, paused.
fn trading(steps: usize) -> Lab {
    let mut lab = Lab::new(Scenario::report()).expect("it makes sense");
    lab.seek(0);
    (0..steps).for_each(|_| lab.step());
    lab
}

/// Plays on until something holds.
fn until(lab: &mut Lab, mut holds: impl FnMut(&World) -> bool) {
    let steps = (0..20_000).find(|_| {
        lab.step();
        holds(lab.world())
    });
    assert!(steps.is_some(), "it never holds");
}

fn act(lab: &mut Lab, act: Intervention) {
    lab.act(act).expect("it is possible");
}

/// The fact of this name, wherever it is in the tree.
fn find<'a>(facts: &'a [Fact], name: &str) -> Option<&'a Fact> {
    let below = || facts.iter().find_map(|fact| find(&fact.children, name));
    facts.iter().find(|fact| fact.name == name).or_else(below)
}

#[track_caller]
fn check(tree: &Tree, name: &str, text: &str) {
    assert_eq!(find(&tree.facts, name).map(Fact::text).as_deref(), Some(text), "{tree:#?}");
}

fn leader(world: &World) -> Option<PeerId> {
    world
        .nodes()
        .find(|(_, node)| node.peer().is_some_and(|p| p.desk().is_some()))
        .map(|(id, _)| id)
}

/// All things to which a tree leads.
fn things(facts: &[Fact]) -> Vec<Subject> {
    let of = |fact: &Fact| {
        let own = fact.value.iter().filter_map(|part| match part {
            Part::Thing(subject, _) => Some(*subject),
            Part::Text(_) | Part::Tag(..) | Part::Moment(..) | Part::When(..) | Part::Clock(_) => {
                None
            }
        });
        own.chain(things(&fact.children)).collect::<Vec<_>>()
    };
    facts.iter().flat_map(of).collect()
}

#[test]
fn whatever_a_tree_leads_to_can_be_looked_at_in_turn() {
    let mut lab = trading(700);
    act(&mut lab, Intervention::Crash(PeerId(5)));
    (0..40).for_each(|_| lab.step());
    let mut next: Vec<Subject> = PeerId::all(6).map(Subject::Peer).collect();
    next.push(Subject::Event(lab.events().end - 1));
    let mut seen: Vec<Subject> = Vec::new();
    while let Some(subject) = next.pop().filter(|_| seen.len() < 400) {
        if !seen.contains(&subject) {
            seen.push(subject);
            let tree = inspect(&mut lab, subject);
            assert!(!tree.title.is_empty() && !tree.facts.is_empty(), "{subject:?}");
            next.extend(things(&tree.facts));
        }
    }
    let kinds: Vec<_> = seen.iter().map(std::mem::discriminant).collect();
    assert!(kinds.iter().any(|kind| *kind != kinds[0]), "only peers");
}

#[test]
fn what_is_not_in_the_run_is_said_not_to_be() {
    let mut lab = trading(10);
    let gone = [
        Subject::Peer(PeerId(9)),
        Subject::Link(PeerId(0).into(), PeerId(9).into()),
        Subject::Message(MessageId(99_999)),
        Subject::Event(99_999),
        Subject::Entry(99_999),
    ];
    for subject in gone {
        let tree = inspect(&mut lab, subject);
        assert!(tree.facts.is_empty() && !tree.title.is_empty(), "{subject:?}");
    }
}

#[test]
fn the_peer_that_leads_says_why_after_three_crashes_and_a_partition() {
    let mut lab = trading(300);
    for peer in [5, 4, 3] {
        until(&mut lab, |world| leader(world) == Some(PeerId(peer)));
        act(&mut lab, Intervention::Crash(PeerId(peer)));
    }
    let links = Links::Around(vec![PeerId(0).into()]);
    act(&mut lab, Intervention::Disturb(Rule { links, disturbance: Disturbance::Cut }));
    until(&mut lab, |world| leader(world) == Some(PeerId(2)));
    let tree = inspect(&mut lab, Subject::Peer(PeerId(2)));
    assert_eq!(tree.questions.len(), 1);
    let why = &tree.questions[0];
    assert_eq!(why.asked, "Why does peer 2 lead?");
    assert_eq!(why.chain[0].text, "Peer 2 has won: it leads");
    let tells = |text: &str| why.chain.iter().any(|reason| reason.text.contains(text));
    assert!(tells("no OK came") && tells("Peer 3 crashes"), "{:#?}", why.chain);
    assert!(find(&tree.facts, "Links that misbehave").is_some());
}

#[test]
fn followers_and_crashed_peers_say_why_too() {
    let mut lab = trading(300);
    until(&mut lab, |world| leader(world) == Some(PeerId(5)));
    (0..100).for_each(|_| lab.step());
    act(&mut lab, Intervention::Crash(PeerId(1)));
    let asked = |lab: &mut Lab, peer| {
        let tree = inspect(lab, Subject::Peer(PeerId(peer)));
        tree.questions.into_iter().next().map(|question| question.asked)
    };
    assert_eq!(asked(&mut lab, 0).as_deref(), Some("Why does peer 0 follow peer 5?"));
    assert_eq!(asked(&mut lab, 1).as_deref(), Some("Why is peer 1 down?"));
}

#[test]
fn a_follower_says_why_also_when_it_has_followed_for_long() {
    let mut lab = trading(30_000);
    let tree = inspect(&mut lab, Subject::Peer(PeerId(0)));
    let why = &tree.questions[0].chain;
    assert_eq!(why[0].text, "Peer 0 follows peer 5");
    assert!(why.iter().any(|reason| reason.text == "Peer 5 tells peer 0: I lead"), "{why:#?}");
}

#[test]
fn a_restarted_follower_says_why_it_follows_since() {
    let mut lab = trading(1_000);
    act(&mut lab, Intervention::Crash(PeerId(1)));
    act(&mut lab, Intervention::Restart(PeerId(1)));
    let restart = lab.events().end;
    (0..200).for_each(|_| lab.step());
    let tree = inspect(&mut lab, Subject::Peer(PeerId(1)));
    assert!(tree.questions[0].chain[0].event >= restart, "{:#?}", tree.questions);
}

#[test]
fn what_the_last_step_changed_is_marked_and_nothing_is_while_it_plays() {
    let mut lab = trading(300);
    act(&mut lab, Intervention::Crash(PeerId(1)));
    let changed = |lab: &mut Lab, peer| {
        let tree = inspect(lab, Subject::Peer(PeerId(peer)));
        find(&tree.facts, "State").is_some_and(|fact| fact.changed)
    };
    assert!(changed(&mut lab, 1) && !changed(&mut lab, 0));
    lab.set_playing(true);
    assert!(!changed(&mut lab, 1));
}

#[test]
fn in_a_long_run_clocks_are_explained_as_in_a_short_one() {
    let mut lab = trading(6_000);
    for peer in PeerId::all(6) {
        let tree = inspect(&mut lab, Subject::Peer(peer));
        let raised = raised_by(lab.run().past(), peer, lab.scenario());
        for entry in tree.clock.iter().flatten() {
            let by_news = raised::by_news(std::slice::from_ref(entry), peer, &Source::new(&lab));
            assert_eq!(by_news[entry.of.index()], raised[entry.of.index()], "{peer} {}", entry.of);
        }
    }
}

#[test]
fn a_restart_is_never_explained_wrongly() {
    let mut lab = trading(2_000);
    act(&mut lab, Intervention::Crash(PeerId(3)));
    act(&mut lab, Intervention::Restart(PeerId(3)));
    (0..60).for_each(|_| lab.step());
    for peer in PeerId::all(6) {
        let tree = inspect(&mut lab, Subject::Peer(peer));
        let raised = raised_by(lab.run().past(), peer, lab.scenario());
        for entry in tree.clock.iter().flatten() {
            let by_news = raised::by_news(std::slice::from_ref(entry), peer, &Source::new(&lab));
            let news = by_news[entry.of.index()];
            assert!(news.is_none() || news == raised[entry.of.index()], "{peer} {}", entry.of);
        }
    }
}

#[test]
fn an_entry_of_a_clock_names_the_message_that_raised_it() {
    let mut lab = trading(400);
    let tree = inspect(&mut lab, Subject::Peer(PeerId(0)));
    let mut raised = tree.clock.iter().flatten().filter_map(|entry| entry.raised.as_ref());
    let sentence = raised.next().expect("it has heard of others").sentence();
    assert!(sentence.starts_with("raised by ") && sentence.contains(" from "), "{sentence}");
    assert!(sentence.contains(", received at ") && sentence.ends_with(" s"), "{sentence}");
}

/// What the entries of a clock that is written out say when they are pointed at; whose clock it is.
fn told_of_entries(clock: &Part, own: PeerId) -> Vec<String> {
    let Part::Clock(counts) = clock else {
        panic!("{clock:?} is not written out");
    };
    assert_eq!(counts[own.index()].raised, None, "a peer's own events raise its own entry");
    counts.iter().filter_map(|count| count.raised.clone()).collect()
}

#[test]
fn a_request_in_the_queue_names_the_messages_that_raised_its_clock() {
    let mut lab = trading(0);
    let desk = |lab: &Lab| {
        let mut nodes = lab.world().nodes();
        nodes.find_map(|(_, node)| Some(node.peer()?.desk()?.queue().tickets().to_vec()))
    };
    let ticket = (0..20_000).find_map(|_| {
        lab.step();
        desk(&lab)?.first().cloned()
    });
    let (ticket, source) = (ticket.expect("somebody waits"), Source::new(&lab));
    let (clock, buyer) = (ticket.turn.clock(), ticket.request.buyer);
    let sent = raised::sent_with(clock, buyer, &source).expect("it was sent");
    assert_eq!(clock::clock_after(sent, &source).as_ref(), Some(clock));
    let shown = queue::clock(&ticket, &lab);
    assert_eq!(shown.text(), clock.to_string());
    let told = told_of_entries(&shown, buyer);
    assert!(
        told.iter().any(|told| told.starts_with("Peer ") && told.contains("raised by ")),
        "{told:?}"
    );
}

#[test]
fn the_clock_of_an_event_or_a_message_names_what_raised_it() {
    let mut lab = trading(400);
    let message = lab.world().in_flight().next().expect("one is under way").id;
    let event = lab.events().end - 1;
    for (subject, name) in
        [(Subject::Message(message), "Clock carried"), (Subject::Event(event), "Clock after it")]
    {
        let tree = inspect(&mut lab, subject);
        let clock = tree.facts.iter().find(|fact| fact.name == name);
        let Some(Part::Clock(counts)) = clock.and_then(|fact| fact.value.first()) else {
            panic!("{tree:#?}");
        };
        assert!(counts.iter().any(|count| count.raised.is_some()), "{counts:?}");
    }
}

#[test]
fn clocks_after_events_are_those_of_the_second_opinion() {
    let lab = trading(900);
    let source = Source::new(&lab);
    let mut clocks = Clocks::new(6, lab.scenario().clocks);
    let mut told = 0;
    for (place, event) in lab.run().past().enumerate() {
        let expected = clocks.take(event).map(|clock| clock.iter().collect::<Vec<_>>());
        if let Some(clock) = clock::clock_after(place, &source) {
            told += 1;
            assert_eq!(Some(clock.iter().collect()), expected, "{place}: {:?}", event.what);
        }
    }
    assert!(told * 2 > lab.events().end, "{told} of {}", lab.events().end);
}

/// The last sale so far, by its place in the ledger.
fn last_sale(lab: &Lab) -> (u32, RequestId) {
    use trading_post::market::ledger::Entry;
    let records = lab.world().ledger().records();
    let sale = records.iter_from(0).rev().find_map(|(place, record)| match record.entry {
        Entry::Sale { request, .. } => Some((u32::try_from(place).expect("few"), request)),
        Entry::Epoch { .. } | Entry::Offer { .. } | Entry::NoSeller { .. } => None,
    });
    sale.expect("something is sold by then")
}

#[test]
fn every_entry_of_the_ledger_knows_its_append_and_its_term() {
    let mut lab = trading(800);
    let entries = lab.world().ledger().length();
    assert!(entries > 10);
    for place in 0..entries {
        let tree = inspect(&mut lab, Subject::Entry(place));
        let append = entry::append_of(place, &Source::new(&lab)).expect("it was carved");
        let What::Append { position, .. } = lab.run().trace()[append].what else {
            panic!("{append} carves nothing");
        };
        assert_eq!(position, place);
        check(&tree, "Written by", "peer 5");
    }
}

#[test]
fn a_sale_leads_to_its_request_and_to_what_was_answered() {
    let mut lab = trading(900);
    let (place, request) = last_sale(&lab);
    (0..40).for_each(|_| lab.step());
    let tree = inspect(&mut lab, Subject::Entry(place));
    check(&tree, "Answers", &format!("request {request}"));
    let told = find(&tree.facts, "Told on").expect("the buyer was told");
    assert!(told.children.iter().any(|fact| fact.text().contains("SOLD")), "{told:#?}");
    let tree = inspect(&mut lab, Subject::Request(request));
    check(&tree, "In the ledger", &format!("entry {place}"));
    let story = find(&tree.facts, "What happened").expect("much did");
    for name in ["BUY", "APPEND", "APPENDED", "SOLD", "NOTICE"] {
        assert!(story.children.iter().any(|fact| fact.text().contains(name)), "{name}: {story:#?}");
    }
}

#[test]
fn a_queue_tells_why_each_place_is_what_it_is() {
    let mut lab = trading(10);
    let waiting = |world: &World| {
        let desks = world.nodes().filter_map(|(_, node)| node.peer()?.desk());
        desks.map(|desk| desk.queue().tickets().len()).max().unwrap_or(0)
    };
    until(&mut lab, |world| waiting(world) > 1);
    let trader = leader(lab.world()).expect("there is a queue");
    let tree = inspect(&mut lab, Subject::Peer(trader));
    let queue = find(&tree.facts, "Queue").expect("two wait");
    let first = find(&queue.children, "1").expect("it is first");
    assert!(first.text().contains("before "), "{first:?}");
    assert_eq!(first.children.len(), 2);
    let request = things(std::slice::from_ref(first))[0];
    let tree = inspect(&mut lab, request);
    let waits = find(&tree.facts, "Waits").expect("it waits").text();
    assert!(waits.starts_with(&format!("number 1 in the queue of peer {trader}")), "{waits}");
}

#[test]
fn a_held_message_says_so_and_one_behind_it_too() {
    let mut lab = trading(300);
    until(&mut lab, |world| world.in_flight().any(|envelope| envelope.loss.is_none()));
    let message = lab.world().in_flight().next().expect("one is").id;
    act(&mut lab, Intervention::Touch { message, touch: Touch::Hold });
    let tree = inspect(&mut lab, Subject::Message(message));
    check(&tree, "Due", "held");
    check(&tree, "Fate", "goes no further: a user holds it");
    assert!(find(&tree.facts, "What was done to it").is_some());
}

#[test]
fn a_lost_message_says_why() {
    let mut scenario = Scenario::report();
    let rule = Rule { links: Links::AllPeers, disturbance: Disturbance::Cut };
    scenario.faults.push(Planned { at_us: 0, act: Intervention::Disturb(rule) });
    let mut lab = Lab::new(scenario).expect("it makes sense");
    lab.seek(0);
    (0..60).for_each(|_| lab.step());
    let lost = lab.run().past().find(|event| matches!(event.what, What::Drop { .. }));
    let lost = lost.and_then(|event| event.message()).expect("all are");
    let tree = inspect(&mut lab, Subject::Message(lost));
    let text = find(&tree.facts, "Lost").expect("it is").text();
    assert!(text.ends_with("its link was cut"), "{text}");
}

#[test]
fn nothing_is_told_of_the_future() {
    let mut lab = trading(600);
    let (place, request) = last_sale(&lab);
    let asked =
        lab.run().past().position(|event| about::About::what(&event.what).request == Some(request));
    let moment = lab.run().moment_of_event(asked.expect("it was asked"));
    lab.seek(moment);
    let tree = inspect(&mut lab, Subject::Request(request));
    check(&tree, "Answer", "none yet");
    assert!(inspect(&mut lab, Subject::Entry(place)).title.contains("not carved yet"));
    lab.seek(moment - 1);
    assert!(inspect(&mut lab, Subject::Request(request)).title.contains("not asked yet"));
}

#[test]
fn a_timer_says_whose_it_is_and_what_follows() {
    let mut lab = trading(300);
    let (peer, timer) = lab
        .world()
        .nodes()
        .find_map(|(id, node)| Some((id, node.timers.first()?.timer)))
        .expect("somebody waits");
    let tree = inspect(&mut lab, Subject::Timer(peer, timer));
    check(&tree, "Whose", &format!("peer {peer}"));
    assert!(find(&tree.facts, "Then").is_some());
    let tree = inspect(&mut lab, Subject::Timer(peer, Timer::Notice(peer)));
    check(&tree, "State", "does not run now");
}

#[test]
fn a_playing_laboratory_is_told_of_without_reasons() {
    let mut lab = trading(300);
    lab.set_speed(Speed::of_step(6));
    lab.set_playing(true);
    let tree = inspect(&mut lab, Subject::Peer(PeerId(5)));
    assert!(tree.questions.is_empty());
    assert!(tree.clock.iter().flatten().all(|entry| entry.raised.is_none()));
}
