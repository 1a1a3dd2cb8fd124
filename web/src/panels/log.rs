//! Event log: one sentence an event, newest first, to filter, search and jump from.

use crate::act::{Act, Filter, Look};
use crate::glossary::Word;
use crate::lab::Lab;
use crate::panels::term::Term;
use crate::system;
use trading_post::id::Party;
use trading_post::peer::io::{Note, Timer};
use trading_post::peer::message::Message;
use trading_post::trace::{Rule, RuleSet};
use trading_post::world::{Brief, Event, What};
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// How many events are shown.
const ROWS: usize = 60;
/// How many are looked through for them, from the newest back.
const SEARCHED: usize = 20_000;

/// What the log shows of one event.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LogRow {
    event: usize,
    time: String,
    text: String,
    tag: &'static str,
    rule: Option<Rule>,
}

/// The newest events that pass, newest first.
#[must_use]
pub fn rows(lab: &Lab, filter: Filter, search: &str) -> Vec<LogRow> {
    let trace = lab.run().trace();
    let search = search.to_lowercase();
    lab.events()
        .rev()
        .take(SEARCHED)
        .filter(|event| passes(&trace[*event], filter))
        .map(|event| LogRow {
            event,
            time: trace[event].at.to_string(),
            text: lab.sentence(event),
            tag: tag(&trace[event]),
            rule: None,
        })
        .filter(|row| search.is_empty() || row.text.to_lowercase().contains(&search))
        .take(ROWS)
        .map(|row| LogRow { rule: rule(lab, row.event), ..row })
        .collect()
}

/// The rule that an event applied first, but for those of the clocks, which nearly every event applies.
fn rule(lab: &Lab, event: usize) -> Option<Rule> {
    lab.rules_of(event).into_iter().find(|rule| rule.set() != RuleSet::Clocks)
}

fn passes(event: &Event, filter: Filter) -> bool {
    match filter {
        Filter::All => true,
        Filter::Elections => tag(event) == "election",
        Filter::Trade => tag(event) == "trade",
        Filter::Ledger => tag(event) == "ledger",
        Filter::Faults => tag(event) == "fault",
    }
}

/// What kind of thing the event is about; also its colour.
const fn tag(event: &Event) -> &'static str {
    if matches!(event.party, Some(Party::Ledger)) {
        return "ledger";
    }
    match &event.what {
        What::Crash | What::Restart | What::Pause | What::Resume | What::Suspect => "fault",
        What::Disturb { .. } | What::Heal | What::HealSome | What::Drop { .. } => "fault",
        What::Duplicate { .. } | What::Touch { .. } | What::Align(_) | What::Spread(_) => "fault",
        What::Start => "election",
        What::Append { .. } | What::Refuse { .. } | What::Tear { .. } => "ledger",
        What::Send { brief, .. } | What::Receive { brief, .. } => brief_tag(brief),
        What::Timer(timer) => timer_tag(timer),
        What::Note(note) => note_tag(note),
    }
}

const fn brief_tag(brief: &Brief) -> &'static str {
    match brief {
        Brief::Message(Message::Ballot(_)) => "election",
        Brief::Message(message) if message.is_trade() => "trade",
        Brief::Message(_) => "check",
        Brief::Read
        | Brief::Append(_)
        | Brief::Contents { .. }
        | Brief::Appended { .. }
        | Brief::Refused { .. } => "ledger",
    }
}

const fn timer_tag(timer: &Timer) -> &'static str {
    match timer {
        Timer::Think | Timer::Answer | Timer::Serve | Timer::Notice(_) => "trade",
        Timer::Check | Timer::Pong | Timer::Beat | Timer::Silence => "check",
        Timer::Election => "election",
        Timer::Write | Timer::Ledger => "ledger",
    }
}

const fn note_tag(note: &Note) -> &'static str {
    match note {
        Note::Suspects { .. }
        | Note::Holds
        | Note::Leads
        | Note::Follows { .. }
        | Note::Opens { .. }
        | Note::StepsDown { .. } => "election",
        Note::Queues { .. }
        | Note::Serves { .. }
        | Note::Restocks { .. }
        | Note::Wishes { .. }
        | Note::Spends { .. }
        | Note::Earns { .. }
        | Note::Settles
        | Note::Ignores { .. } => "trade",
    }
}

/// Its properties.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What is shown.
    pub rows: Vec<LogRow>,
    /// Which kind passes.
    pub filter: Filter,
    /// What the sentences must contain.
    pub search: String,
    /// What a person does.
    pub on_act: Callback<Act>,
}

/// The region.
#[component]
pub fn EventLog(props: &Props) -> Html {
    html! {
        <section class="card log" role="region" aria-label="Event log">
            <div class="head">
                <h2><Term word={Word::Event} text="Event" />{ " log" }</h2>
                { filter_box(props) }
                { search_box(props) }
            </div>
            <ol class="rows" aria-label="Events, newest first" onkeydown={system::move_down}>
                { for props.rows.iter().enumerate().map(|(i, row)| log_row(i, row, &props.on_act)) }
            </ol>
            if props.rows.is_empty() {
                <p class="soft empty">{ "No event so far is of this kind." }</p>
            }
        </section>
    }
}

fn filter_box(props: &Props) -> Html {
    let on_act = props.on_act.clone();
    let onchange = move |event: DomEvent| {
        let chosen = event.target_dyn_into::<HtmlSelectElement>().map(|select| select.value());
        if let Some(filter) = Filter::ALL.into_iter().find(|f| Some(f.name()) == chosen.as_deref())
        {
            on_act.emit(Act::Look(Look::Filter(filter)));
        }
    };
    html! {
        <select aria-label="Filter" {onchange}>
            { for Filter::ALL.into_iter().map(|filter| html! {
                <option value={filter.name()} selected={filter == props.filter}>{ filter.name() }</option>
            }) }
        </select>
    }
}

fn search_box(props: &Props) -> Html {
    let on_act = props.on_act.clone();
    let oninput = move |event: InputEvent| {
        if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
            on_act.emit(Act::Look(Look::Search(input.value())));
        }
    };
    html! {
        <input type="search" aria-label="Search events" placeholder="search" value={props.search.clone()} {oninput} />
    }
}

/// The newest event is a stop of the Tab key; the arrows lead to the others.
fn log_row(i: usize, row: &LogRow, on_act: &Callback<Act>) -> Html {
    let (on_act, event) = (on_act.clone(), row.event);
    let onclick = move |_: MouseEvent| on_act.emit(Act::JumpTo(event));
    html! {
        <li key={row.event}>
            <button class="row" tabindex={if i == 0 { "0" } else { "-1" }} {onclick} title="Go to this moment">
                <span class="time num">{ &row.time }</span>
                <span class={classes!("dot", row.tag)}></span>
                <span>{ &row.text }</span>
                if let Some(rule) = row.rule {
                    <span class="rule num" title={rule.words()}>{ rule.mark() }</span>
                }
            </button>
        </li>
    }
}

/// The browser's event, beside the run's.
type DomEvent = web_sys::Event;

#[cfg(test)]
mod tests {
    use super::*;
    use trading_post::id::PeerId;
    use trading_post::scenario::{Intervention, Scenario};

    fn lab() -> Lab {
        let mut lab = Lab::new(Scenario::report()).expect("it makes sense");
        lab.seek(0);
        (0..200).for_each(|_| lab.step());
        lab
    }

    #[test]
    fn shows_the_newest_event_first() {
        let lab = lab();
        let rows = rows(&lab, Filter::All, "");
        assert_eq!(rows.len(), ROWS);
        assert_eq!(rows[0].event + 1, lab.run().trace_length());
    }

    #[test]
    fn a_filter_lets_only_its_kind_pass() {
        let shown = rows(&lab(), Filter::Ledger, "");
        assert!(!shown.is_empty() && shown.iter().all(|row| row.tag == "ledger"));
    }

    #[test]
    fn a_row_has_the_rule_of_its_event_if_it_applied_one_but_of_the_clocks() {
        let mut lab = lab();
        let marks: Vec<_> = rows(&lab, Filter::Elections, "COORDINATOR from peer 5")
            .iter()
            .map(|row| row.rule.map(Rule::mark))
            .collect();
        assert!(marks.contains(&Some("bully 5".to_owned())), "{marks:?}");
        lab.act(Intervention::Crash(PeerId(0))).expect("it is up");
        assert_eq!(rows(&lab, Filter::All, "crashes")[0].rule, None);
    }

    #[test]
    fn a_search_ignores_case() {
        let shown = rows(&lab(), Filter::All, "coordinator FROM peer 5");
        assert!(!shown.is_empty());
        assert!(shown.iter().all(|row| row.text.contains("COORDINATOR from peer 5")));
    }

    #[test]
    fn the_future_is_not_shown() {
        let mut lab = lab();
        lab.seek(20);
        let newest = rows(&lab, Filter::All, "").first().map(|row| row.event);
        assert!(newest.is_some_and(|event| event < lab.run().trace_length()));
    }
}
