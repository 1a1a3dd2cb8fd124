//! The palette: all acts that are possible now, each with its key, and those that are not with the
//! reason.

use crate::act::{Act, Look};
use crate::offers::{Group, Offer};
use crate::panels::dialog::Dialog;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDialogElement, HtmlElement, HtmlInputElement};
use yew::prelude::*;

/// Its properties.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What can be done, and what cannot.
    pub offers: Vec<Offer>,
    /// What a person does.
    pub on_act: Callback<Act>,
}

/// The dialog.
#[component]
pub fn Palette(props: &Props) -> Html {
    let wanted = use_state(String::new);
    let on_close = props.on_act.reform(|()| Act::Look(Look::Dialog(None)));
    let found: Vec<&Offer> = found(&props.offers, &wanted);
    let meant = meant(&found, &wanted);
    let first = meant.map(|offer| offer.act.clone());
    let oninput = {
        let wanted = wanted.clone();
        move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                wanted.set(input.value());
            }
        }
    };
    html! {
        <Dialog name="Palette" {on_close}>
            <h2>{ "What do you want to do?" }</h2>
            <div class="acts-palette" onkeydown={keys(first, &props.on_act)}>
                <input type="text" aria-label="Find an act" placeholder="Find an act: crash, cut, deliver …"
                    autofocus=true autocomplete="off" value={(*wanted).clone()} {oninput} />
                <div class="found">
                    { for groups(&found).into_iter().map(|(group, offers)| section(group, &offers, meant, &props.on_act)) }
                    if found.is_empty() {
                        <p class="soft">{ "No act has all these words in its name." }</p>
                    }
                </div>
            </div>
        </Dialog>
    }
}

/// The acts in whose names all the words are, wherever.
fn found<'a>(offers: &'a [Offer], wanted: &str) -> Vec<&'a Offer> {
    let wanted = wanted.to_lowercase();
    let fits = |offer: &&Offer| {
        let name = offer.name.to_lowercase();
        wanted.split_whitespace().all(|word| name.contains(word))
    };
    offers.iter().filter(fits).collect()
}

/// The act that Enter does: the possible one whose name begins with what is wanted or has it as a
/// whole; else the first possible one. None, before anything is typed.
fn meant<'a>(found: &[&'a Offer], wanted: &str) -> Option<&'a Offer> {
    let wanted = wanted.trim().to_lowercase();
    let rank = |offer: &&Offer| match offer.name.to_lowercase().find(&wanted) {
        Some(0) => 0,
        Some(_) => 1,
        None => 2,
    };
    let possible = found.iter().copied().filter(|offer| offer.refusal.is_none());
    possible.filter(|_| !wanted.is_empty()).min_by_key(rank)
}

/// Enter does the act that is meant; up and down go along the acts.
fn keys(first: Option<Act>, on_act: &Callback<Act>) -> Callback<KeyboardEvent> {
    let on_act = on_act.clone();
    Callback::from(move |event: KeyboardEvent| {
        let Some(here) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else {
            return;
        };
        match event.key().as_str() {
            "Enter" if here.tag_name() == "INPUT" => {
                if let Some(act) = first.clone() {
                    close(&here);
                    on_act.emit(act);
                }
            }
            "ArrowDown" => {
                event.prevent_default();
                go_along(&here, 1);
            }
            "ArrowUp" => {
                event.prevent_default();
                go_along(&here, -1);
            }
            _ => {}
        }
    })
}

/// Moves the focus along the field and the acts under it.
fn go_along(here: &Element, by: i32) {
    let all = here.closest(".acts-palette").ok().flatten();
    let Some(all) = all.and_then(|all| all.query_selector_all("input, button").ok()) else {
        return;
    };
    let count = all.length();
    let place = (0..count).find(|i| all.get(*i).as_ref() == Some(here.as_ref()));
    let next = place.and_then(|place| place.checked_add_signed(by)).and_then(|next| all.get(next));
    if let Some(next) = next.and_then(|next| next.dyn_into::<HtmlElement>().ok()) {
        // A browser that will not move the focus leaves it where it is.
        let _ = next.focus();
    }
}

/// Closes the dialog by the browser, which gives the focus back to where it was.
fn close(here: &Element) {
    let dialog = here.closest("dialog").ok().flatten();
    if let Some(dialog) = dialog.and_then(|dialog| dialog.dyn_into::<HtmlDialogElement>().ok()) {
        dialog.close();
    }
}

/// The acts by what they are done to; those to which nothing can be done now come last.
fn groups<'a>(found: &[&'a Offer]) -> Vec<(Group, Vec<&'a Offer>)> {
    let of = |group| found.iter().copied().filter(|offer| offer.group == group).collect::<Vec<_>>();
    let mut groups: Vec<_> = Group::ALL.into_iter().map(|group| (group, of(group))).collect();
    groups.retain(|(_, offers)| !offers.is_empty());
    groups.sort_by_key(|(_, offers)| offers.iter().all(|offer| offer.refusal.is_some()));
    groups
}

/// Why nothing can be done, if that is the same for all of several acts.
fn common_refusal<'a>(offers: &[&'a Offer]) -> Option<&'a str> {
    let why = offers.first()?.refusal.as_deref()?;
    let same = offers.iter().all(|offer| offer.refusal.as_deref() == Some(why));
    (same && offers.len() > 1).then_some(why)
}

fn section(group: Group, offers: &[&Offer], meant: Option<&Offer>, on_act: &Callback<Act>) -> Html {
    let common = common_refusal(offers);
    let row = |offer: &Offer| row(offer, common.is_some(), meant == Some(offer), on_act);
    html! {
        <section key={group.name()} aria-label={group.name()}>
            <h3>{ group.name() }
                if let Some(why) = common {
                    <small>{ why }</small>
                }
            </h3>
            <ul>{ for offers.iter().map(|offer| row(offer)) }</ul>
        </section>
    }
}

fn row(offer: &Offer, told: bool, meant: bool, on_act: &Callback<Act>) -> Html {
    let (act, on_act, possible) = (offer.act.clone(), on_act.clone(), offer.refusal.is_none());
    let onclick = move |event: MouseEvent| {
        if let Some(here) = event.target_dyn_into::<Element>().filter(|_| possible) {
            close(&here);
            on_act.emit(act.clone());
        }
    };
    html! {
        <li key={offer.name.clone()}>
            <button class={classes!("offer", meant.then_some("meant"))} {onclick} aria-label={offer.name.clone()}
                aria-description={offer.refusal.clone()} aria-disabled={(!possible).to_string()}
                aria-keyshortcuts={offer.shortcut()}>
                <span>{ &offer.name }</span>
                if let Some(key) = offer.key {
                    <kbd>{ key }</kbd>
                }
                if let Some(why) = offer.refusal.as_ref().filter(|_| !told) {
                    <small>{ why }</small>
                }
            </button>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::choices::Choices;
    use crate::lab::Lab;
    use crate::offers::offers;
    use trading_post::scenario::{Disturbance, Intervention, Links, Rule, Scenario};

    fn names(wanted: &str) -> Vec<String> {
        let lab = Lab::new(Scenario::report()).expect("it makes sense");
        let offers = offers(&lab, &Choices::default());
        found(&offers, wanted).into_iter().map(|offer| offer.name.clone()).collect()
    }

    #[test]
    fn enter_does_what_was_typed_rather_than_what_merely_has_its_words() {
        let mut lab = Lab::new(Scenario::report()).expect("it makes sense");
        let links = Links::AllPeers;
        let rule = Rule { links, disturbance: Disturbance::Cut };
        lab.act(Intervention::Disturb(rule)).expect("it is possible");
        let offers = offers(&lab, &Choices::default());
        let name = |wanted| meant(&found(&offers, wanted), wanted).map(|offer| &*offer.name);
        assert_eq!(name("heal all"), Some("Heal all links"));
        assert_eq!(name("crash"), None);
        assert_eq!(name(""), None);
    }

    #[test]
    fn where_nothing_is_looked_at_the_reason_is_told_once() {
        let lab = Lab::new(Scenario::report()).expect("it makes sense");
        let offers = offers(&lab, &Choices::default());
        let groups = groups(&found(&offers, ""));
        let told: Vec<_> = groups.iter().map(|(_, offers)| common_refusal(offers)).collect();
        assert!(told[0].is_none(), "what can be done comes first");
        let peer = groups.iter().position(|(group, _)| *group == Group::Peer).expect("it is there");
        assert!(told[peer].is_some_and(|why| why.contains("no peer is selected")));
    }

    #[test]
    fn an_act_is_found_by_words_of_its_name_in_any_order() {
        assert_eq!(names("LINKS heal all between"), names("heal links all between"));
        assert!(names("heal").contains(&"Heal all links".to_owned()));
        assert_eq!(names("no such act"), Vec::<String>::new());
    }
}
