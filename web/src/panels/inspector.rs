//! Inspector: all the state of what is looked at, what the last step changed of it, and why.

use crate::act::{Act, Look};
use crate::glossary::{Explainer, Word};
use crate::inspect::inspect;
use crate::inspect::tree::{Count, Entry, Fact, Part, Question, Tree};
use crate::lab::Lab;
use crate::panels::term::{Term, explained};
use crate::subject::Subject;
use trading_post::id::PeerId;
use trading_post::trace::{Reason, sentence};
use yew::prelude::*;

/// So many events of the last step are listed.
const STEP_MOST: usize = 12;
/// Above so many peers, there are no buttons to choose one.
const CHOOSER_MOST: usize = 50;
/// A cause that lies further back is set in no further.
const DEPTH_MAX: u8 = 8;
/// Two facts of so many letters fit beside each other.
const SHORT_MOST: usize = 22;
/// So far one can go back.
const TRAIL_MAX: usize = 40;

/// The words by which the facts of a thing are called.
fn words() -> Explainer {
    Explainer::new(&[
        ("incarnation", Word::Incarnation),
        ("bully", Word::Bully),
        ("report's election", Word::ReportElection),
        ("modified bully", Word::ModifiedBully),
        ("ring", Word::Ring),
        ("majority vote", Word::MajorityVote),
        ("election", Word::Election),
        ("term", Word::Term),
        ("voted", Word::Vote),
        ("votes", Word::Vote),
        ("rule", Word::Rule),
        ("step", Word::Step),
        ("lot", Word::Lot),
        ("desk", Word::Trader),
        ("epoch", Word::Epoch),
        ("timers", Word::Timer),
        ("queue", Word::Queue),
        ("open request", Word::Request),
        ("in the ledger", Word::Ledger),
        ("latency", Word::Latency),
        ("clock", Word::Clock),
        ("commission", Word::Commission),
        ("under way", Word::InFlight),
    ])
}

/// What Inspector shows.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct InspectorView {
    subject: Option<Subject>,
    tree: Tree,
    step: Vec<(usize, String)>,
    playing: bool,
}

impl InspectorView {
    /// What there is to see of what is looked at, and of the step that led to this moment.
    #[must_use]
    pub fn of(lab: &mut Lab, subject: Option<Subject>) -> Self {
        let tree = subject.map(|subject| inspect(lab, subject)).unwrap_or_default();
        Self { subject, tree, step: step_texts(lab), playing: lab.playing() }
    }
}

fn step_texts(lab: &Lab) -> Vec<(usize, String)> {
    let trace = lab.run().trace();
    let step = lab.run().last_step().take(STEP_MOST);
    step.map(|event| (event, sentence(&trace[event], lab.scenario()))).collect()
}

/// What was looked at before.
#[derive(Default)]
struct Trail(Vec<(Subject, String)>);

impl Trail {
    /// Goes on to what is looked at now, or back to it. Gives what was looked at before it.
    fn visit(&mut self, subject: Subject, title: &str) -> Option<(Subject, String)> {
        let trail = &mut self.0;
        if trail.len() > 1 && trail[trail.len() - 2].0 == subject {
            trail.pop();
        } else if trail.last().is_none_or(|(last, _)| *last != subject) {
            trail.push((subject, String::new()));
        }
        if let Some((_, last)) = trail.last_mut() {
            title.clone_into(last);
        }
        if trail.len() > TRAIL_MAX {
            trail.remove(0);
        }
        trail.len().checked_sub(2).map(|before| trail[before].clone())
    }
}

/// Its properties.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What is shown.
    pub view: InspectorView,
    /// The peers, for the choice among them.
    pub peers: usize,
    /// What a person does.
    pub on_act: Callback<Act>,
}

/// The region.
#[component]
pub fn Inspector(props: &Props) -> Html {
    let trail = use_mut_ref(Trail::default);
    let (view, on_act) = (&props.view, &props.on_act);
    let words = words();
    let before =
        view.subject.and_then(|subject| trail.borrow_mut().visit(subject, &view.tree.title));
    html! {
        <section class="panel inspector" role="region" aria-label="Inspector">
            { chooser(props) }
            if let Some((subject, title)) = before {
                { way_back(subject, &title, on_act) }
            }
            if view.subject.is_some() {
                <h3 class="subject">{ &view.tree.title }</h3>
                if view.playing {
                    <p class="soft">{ "Pause to see why it is so, and what the last step changed." }</p>
                }
                { for view.tree.questions.iter().map(|asked| question(asked, view, on_act)) }
                { facts(&view.tree.facts, &words, on_act) }
                { for view.tree.clock.iter().map(|entries| clock(entries, on_act)) }
            } else {
                { invitation() }
            }
            { last_step(view, on_act) }
        </section>
    }
}

fn invitation() -> Html {
    html! {
        <>
        <h3 class="subject">{ "Nothing is looked at" }</h3>
        <p class="soft">{ "Choose a peer above, or select anything of the run: a message or a link in \
            the picture, an event in the diagram or the log, a request or an entry in Market. All \
            of its state is shown here, what the last step changed of it, and why." }</p>
        </>
    }
}

fn chooser(props: &Props) -> Html {
    let button = |i: usize| {
        let subject = Subject::Peer(PeerId(u16::try_from(i).unwrap_or(u16::MAX)));
        let chosen = props.view.subject == Some(subject);
        let onclick = looking(subject, &props.on_act);
        html! {
            <button class={classes!("small", chosen.then_some("on"))} aria-pressed={chosen.to_string()}
                aria-label={format!("Look at peer {i}")} {onclick}>{ i }</button>
        }
    };
    html! {
        <div class="chooser" role="group" aria-label="Look at a peer">
            { for (0..props.peers.min(CHOOSER_MOST)).map(button) }
        </div>
    }
}

fn way_back(subject: Subject, title: &str, on_act: &Callback<Act>) -> Html {
    html! {
        <button class="link back" onclick={looking(subject, on_act)}>{ format!("Back to: {title}") }</button>
    }
}

fn looking(subject: Subject, on_act: &Callback<Act>) -> Callback<MouseEvent> {
    on_act.reform(move |_| Act::Look(Look::At(subject)))
}

fn jumping(event: usize, on_act: &Callback<Act>) -> Callback<MouseEvent> {
    on_act.reform(move |_| Act::JumpTo(event))
}

/// A question, open to the eye where it is all that one would ask.
fn question(question: &Question, view: &InspectorView, on_act: &Callback<Act>) -> Html {
    let open = matches!(view.subject, Some(Subject::Event(_)));
    html! {
        <details class="why" key={question.asked.clone()} {open}>
            <summary>{ &question.asked }</summary>
            <ol>{ for question.chain.iter().map(|reason| cause(reason, on_act)) }</ol>
        </details>
    }
}

fn cause(reason: &Reason, on_act: &Callback<Act>) -> Html {
    let depth = format!("--depth: {}", reason.depth.min(DEPTH_MAX));
    html! { <li style={depth}>{ moment(reason.event, &reason.text, on_act) }</li> }
}

/// Facts: those to which nothing belongs in one list, each of the others to fold away.
fn facts(facts: &[Fact], words: &Explainer, on_act: &Callback<Act>) -> Html {
    let runs = facts.chunk_by(|a, b| !folds(a) && !folds(b));
    html! { <>{ for runs.map(|run| match run {
        [one] if folds(one) => group(one, words, on_act),
        rows => html! {
            <dl class="facts" key={format!("{} and more", rows[0].name)}>
                { for rows.iter().map(|fact| row(fact, words, on_act)) }
            </dl>
        },
    }) }</> }
}

/// Whether a fact is a heading for others; one with links in it is a line like any other.
fn folds(fact: &Fact) -> bool {
    let links = |part: &Part| match part {
        Part::Thing(..) | Part::Moment(..) | Part::When(..) => true,
        Part::Text(_) | Part::Tag(..) | Part::Clock(_) => false,
    };
    !fact.children.is_empty() && !fact.value.iter().any(links)
}

fn group(fact: &Fact, words: &Explainer, on_act: &Callback<Act>) -> Html {
    html! {
        <details class={classes!("group", fact.changed.then_some("changed"))} key={fact.name.clone()} open={true}>
            <summary>{ explained(&fact.name, words) }{ " " }<span class="num soft">{ fact.text() }</span>{ changed(fact.changed) }</summary>
            { facts(&fact.children, words, on_act) }
        </details>
    }
}

/// Whether a fact needs a line of its own.
fn is_wide(fact: &Fact) -> bool {
    !fact.children.is_empty() || fact.text().chars().count() > SHORT_MOST
}

fn row(fact: &Fact, words: &Explainer, on_act: &Callback<Act>) -> Html {
    html! {
        <div class={classes!(is_wide(fact).then_some("wide"), fact.changed.then_some("changed"))}>
            <dt class="num">{ explained(&fact.name, words) }</dt>
            <dd class="num">
                { for fact.value.iter().map(|value| part(value, on_act)) }
                { changed(fact.changed) }
                if !fact.children.is_empty() {
                    { facts(&fact.children, words, on_act) }
                }
            </dd>
        </div>
    }
}

/// A part of a fact, with what it leads to.
pub fn part(part: &Part, on_act: &Callback<Act>) -> Html {
    match part {
        Part::Text(text) => html! { text },
        Part::Tag(kind, text) => html! { <span class={classes!("tag", *kind)}>{ text }</span> },
        Part::Thing(subject, text) => html! {
            <button class="link thing" title={name(*subject)} onclick={looking(*subject, on_act)}>{ text }</button>
        },
        Part::Moment(event, text) => moment(*event, text, on_act),
        Part::When(event, at) => html! {
            <button class="link" aria-label={format!("Go to {at} s")}
                onclick={jumping(*event, on_act)}>{ format!("{at} s") }</button>
        },
        Part::Clock(counts) => written_clock(counts),
    }
}

/// A clock whose entries say, when they are pointed at, which message raised them.
fn written_clock(counts: &[Count]) -> Html {
    let entry = |(i, entry): (usize, &Count)| {
        let gap = if i == 0 { "[" } else { " " };
        html! { <>{ gap }<span class={entry.raised.is_some().then_some("raised")} title={entry.raised.clone()}>{ entry.count }</span></> }
    };
    html! { <>{ for counts.iter().enumerate().map(entry) }{ "]" }</> }
}

fn moment(event: usize, text: &str, on_act: &Callback<Act>) -> Html {
    html! {
        <button class="link" title="Go to this moment" onclick={jumping(event, on_act)}>{ text.to_owned() }</button>
    }
}

/// What a link to a thing does.
fn name(subject: Subject) -> String {
    match subject {
        Subject::Peer(peer) => format!("Look at peer {peer}"),
        Subject::Message(message) => format!("Look at message {message}"),
        Subject::Event(event) => format!("Look at event {event}"),
        Subject::Timer(peer, timer) => format!("Look at peer {peer}'s wait for {}", timer.text()),
        Subject::Entry(place) => format!("Look at entry {place} of the ledger"),
        Subject::Link(from, to) => format!("Look at the link from {from} to {to}"),
        Subject::Request(request) => format!("Look at request {request}"),
    }
}

fn changed(changed: bool) -> Html {
    if changed {
        html! { <span class="mark">{ " changed" }</span> }
    } else {
        Html::default()
    }
}

fn clock(entries: &[Entry], on_act: &Callback<Act>) -> Html {
    if entries.is_empty() {
        return html! { <p class="soft">{ "Its clock is lost, but for its own entry." }</p> };
    }
    html! {
        <table aria-label="Clock">
            <caption><Term word={Word::Clock} text="Vector clock" />{ ", by " }<Term word={Word::ClockEntry} text="entry" /></caption>
            <tbody>{ for entries.iter().map(|entry| clock_row(entry, on_act)) }</tbody>
        </table>
    }
}

fn clock_row(entry: &Entry, on_act: &Callback<Act>) -> Html {
    let of = entry.of.index();
    html! {
        <tr key={of} class={classes!(entry.own.then_some("own"), entry.changed.then_some("changed"))}
            title={entry.raised.as_ref().map(|raised| raised.sentence())}>
            <th scope="row">{ part(&Part::peer(entry.of), on_act) }</th>
            <td class="num">{ entry.count }{ changed(entry.changed) }</td>
            <td class="soft">{ raised(entry, on_act) }</td>
        </tr>
    }
}

/// Which message raised an entry.
fn raised(entry: &Entry, on_act: &Callback<Act>) -> Html {
    match &entry.raised {
        Some(raised) => html! {
            <>
            { "by " }{ part(&raised.by, on_act) }{ format!(" from {}, ", raised.from) }
            { part(&Part::When(raised.event, raised.at), on_act) }
            </>
        },
        None if entry.own => html! { "its own events" },
        None if entry.count == 0 => html! { "has heard of none" },
        None => html! { "events it can know of" },
    }
}

fn last_step(view: &InspectorView, on_act: &Callback<Act>) -> Html {
    html! {
        <>
        <h3>{ "The last step" }</h3>
        <ol class="last-step">
            { for view.step.iter().map(|(event, text)| html! {
                <li key={*event}>{ moment(*event, text, on_act) }</li>
            }) }
        </ol>
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_trail_leads_back_step_by_step() {
        let [one, two, three] = [1, 2, 3].map(|id| Subject::Peer(PeerId(id)));
        let mut trail = Trail::default();
        let mut before = |subject| trail.visit(subject, "").map(|(before, _)| before);
        assert_eq!(
            [one, two, two, three].map(&mut before),
            [None, Some(one), Some(one), Some(two)]
        );
        assert_eq!([two, one].map(before), [Some(one), None]);
    }
}
