//! Run until: a goal in plain words, chosen from a list, with a number where it needs one.

use crate::act::Act;
use crate::aim::Aim;
use trading_post::id::PeerId;
use trading_post::run::Goal;
use trading_post::time::Instant;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// The goals to choose from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Choice {
    Election,
    Trader,
    Sale,
    Loss,
    Crash,
    Leads,
    Suspects,
    EventAt,
    LongQueue,
    Time,
    Breach,
}

/// What number a goal needs beside its words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Need {
    Nothing,
    Peer,
    Count,
    Seconds,
}

impl Need {
    /// What the field for it is called; none if it needs nothing.
    const fn name(self) -> Option<&'static str> {
        match self {
            Self::Nothing => None,
            Self::Peer => Some("Which peer"),
            Self::Count => Some("How many requests"),
            Self::Seconds => Some("How many seconds"),
        }
    }

    /// What stands in the field at first.
    const fn usual(self) -> &'static str {
        match self {
            Self::Nothing => "",
            Self::Peer | Self::Count => "2",
            Self::Seconds => "10",
        }
    }
}

impl Choice {
    const ALL: [Self; 11] = [
        Self::Election,
        Self::Trader,
        Self::Sale,
        Self::Loss,
        Self::Crash,
        Self::Leads,
        Self::Suspects,
        Self::EventAt,
        Self::LongQueue,
        Self::Time,
        Self::Breach,
    ];

    const fn words(self) -> &'static str {
        match self {
            Self::Election => "the next election",
            Self::Trader => "the next trader trades",
            Self::Sale => "the next sale",
            Self::Loss => "a message is lost",
            Self::Crash => "a peer crashes: peer …",
            Self::Leads => "a peer leads: peer …",
            Self::Suspects => "a peer suspects its trader: peer …",
            Self::EventAt => "something happens at peer …",
            Self::LongQueue => "the queue is longer than …",
            Self::Time => "the time reaches … s",
            Self::Breach => "a check goes red",
        }
    }

    const fn need(self) -> Need {
        match self {
            Self::Election | Self::Trader | Self::Sale | Self::Loss | Self::Breach => Need::Nothing,
            Self::Crash | Self::Leads | Self::Suspects | Self::EventAt => Need::Peer,
            Self::LongQueue => Need::Count,
            Self::Time => Need::Seconds,
        }
    }

    /// The goal, with what was typed.
    fn aim(self, typed: &str, peers: usize) -> Result<Aim, String> {
        Ok(Aim::Goal(match self {
            Self::Breach => return Ok(Aim::Breach),
            Self::Election => Goal::Election,
            Self::Trader => Goal::Trader,
            Self::Sale => Goal::Sale,
            Self::Loss => Goal::Loss,
            Self::Crash => Goal::Crash(peer(typed, peers)?),
            Self::Leads => Goal::Leads(peer(typed, peers)?),
            Self::Suspects => Goal::Suspects(peer(typed, peers)?),
            Self::EventAt => Goal::EventAt(peer(typed, peers)?),
            Self::LongQueue => {
                let length = whole(typed, "a number of requests", 0, 1_000)?;
                Goal::LongQueue(usize::try_from(length).unwrap_or(usize::MAX))
            }
            Self::Time => Goal::Time(seconds(typed)?),
        }))
    }
}

fn peer(typed: &str, peers: usize) -> Result<PeerId, String> {
    let last = peers.saturating_sub(1) as u64;
    let id = whole(typed, "a peer", 0, last)?;
    Ok(PeerId(u16::try_from(id).unwrap_or(u16::MAX)))
}

fn whole(typed: &str, what: &str, least: u64, most: u64) -> Result<u64, String> {
    let number = typed.trim().parse().ok().filter(|n| (least..=most).contains(n));
    number.ok_or_else(|| {
        format!("Run until: found {typed:?}, expected {what} from {least} to {most}")
    })
}

/// A day is as long as a run can be asked to go.
fn seconds(typed: &str) -> Result<Instant, String> {
    const DAY_S: f64 = 86_400.0;
    let number = typed.trim().parse::<f64>().ok().filter(|n| (0.0..=DAY_S).contains(n));
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within a day")]
    number.map(|s| Instant((s * 1e6).round() as u64)).ok_or_else(|| {
        format!("Run until: found {typed:?}, expected seconds from 0 to {DAY_S}, such as 12.5")
    })
}

/// Its properties.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// How many peers there are.
    pub peers: usize,
    /// The goal to which the run is on its way, in words.
    pub under_way: Option<AttrValue>,
    /// What a person does.
    pub on_act: Callback<Act>,
}

/// The choice of a goal, and the button that runs to it.
#[component]
pub fn RunUntil(props: &Props) -> Html {
    let chosen = use_state(|| Choice::Election);
    let typed = use_state(|| None::<String>);
    if let Some(goal) = &props.under_way {
        let stop = props.on_act.reform(|_: MouseEvent| Act::PlayOrPause);
        return html! {
            <div class="goal">
                <span class="soft">{ format!("runs {goal} …") }</span>
                <button class="small" onclick={stop}>{ "Stop" }</button>
            </div>
        };
    }
    let onchange = {
        let (chosen, typed) = (chosen.clone(), typed.clone());
        move |event: Event| {
            let place = event.target_dyn_into::<HtmlSelectElement>().map(|s| s.selected_index());
            let choice = place.and_then(|place| Choice::ALL.get(usize::try_from(place).ok()?));
            chosen.set(choice.copied().unwrap_or(Choice::Election));
            typed.set(None);
        }
    };
    let (on_act, peers, choice) = (props.on_act.clone(), props.peers, *chosen);
    let text = (*typed).clone().unwrap_or_else(|| choice.need().usual().to_owned());
    let number = number(choice.need(), &text, typed);
    let onsubmit = move |event: SubmitEvent| {
        event.prevent_default();
        on_act.emit(match choice.aim(&text, peers) {
            Ok(aim) => Act::RunTo(aim),
            Err(why) => Act::Complain(why),
        });
    };
    html! {
        <form class="goal" {onsubmit}>
            <label>{ "until " }
                <select aria-label="Run until" {onchange}>
                    { for Choice::ALL.iter().map(|one| html! {
                        <option selected={*one == choice}>{ one.words() }</option>
                    }) }
                </select>
            </label>
            { number }
            <button type="submit" class="small" aria-label="Run to it">{ "Run" }</button>
        </form>
    }
}

fn number(need: Need, text: &str, typed: UseStateHandle<Option<String>>) -> Html {
    let Some(name) = need.name() else {
        return Html::default();
    };
    let oninput = move |event: InputEvent| {
        typed.set(event.target_dyn_into::<HtmlInputElement>().map(|input| input.value()));
    };
    html! {
        <input key={name} class="num" type="text" inputmode="decimal" aria-label={name}
            value={text.to_owned()} {oninput} autocomplete="off" />
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_goal_takes_the_number_that_was_typed() {
        let goal = |choice: Choice, typed| choice.aim(typed, 6);
        assert_eq!(goal(Choice::Crash, " 3 "), Ok(Aim::Goal(Goal::Crash(PeerId(3)))));
        let time = Aim::Goal(Goal::Time(Instant(12_500_000)));
        assert_eq!(goal(Choice::Time, "12.5"), Ok(time));
        assert_eq!(goal(Choice::LongQueue, "4"), Ok(Aim::Goal(Goal::LongQueue(4))));
        assert_eq!(goal(Choice::Breach, ""), Ok(Aim::Breach));
    }

    #[test]
    fn a_number_that_makes_no_sense_is_named() {
        let why = Choice::Crash.aim("9", 6).expect_err("there are six");
        assert_eq!(why, "Run until: found \"9\", expected a peer from 0 to 5");
        assert!(Choice::Time.aim("soon", 6).is_err() && Choice::Time.aim("-1", 6).is_err());
    }
}
