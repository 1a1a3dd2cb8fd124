//! One field of the form: what it is called, what stands in it, its unit, its range, what it means,
//! and what is wrong with it, all from the core's list.

use super::{law, words};
use crate::draft::{Draft, Edit};
use crate::panels::term::{Term, explained};
use std::rc::Rc;
use trading_post::scenario::fields::{Chooser, Field, Kind};
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// What a field is drawn from, and where edits go.
pub struct Pen<'a> {
    /// What stands in the form.
    pub draft: &'a Rc<Draft>,
    /// What a person writes.
    pub on_edit: Callback<Edit>,
}

/// A field that stands at one place only, if it stands there now.
pub fn row(field: &Field, pen: &Pen) -> Html {
    if pen.draft.at(field.path).is_none() {
        return Html::default();
    }
    let place = field.path;
    match field.kind {
        Kind::Switch => switch(field, pen),
        Kind::Law { .. } => law::row(field, pen),
        Kind::Choice(chooser) => framed(
            field,
            place,
            pen,
            select(chooser, field.name, place, pen),
            chosen(chooser, place, pen),
        ),
        Kind::Number { .. }
        | Kind::Seed
        | Kind::Text { .. }
        | Kind::Good
        | Kind::List { .. }
        | Kind::Act => {
            framed(field, place, pen, entry(field, field.name, place, pen), Html::default())
        }
    }
}

/// What a field means, its range, and what is wrong with it, around what it is written in.
pub fn framed(field: &Field, place: &str, pen: &Pen, inside: Html, more: Html) -> Html {
    let changed = pen.draft.changed(place);
    html! {
        <div key={place.to_owned()} class={classes!("field", changed.then_some("changed"))}>
            <div class="named">
                <label for={id(place)}>{ name(field) }</label>
                { mark(changed) }
            </div>
            { inside }
            <p class="about" id={format!("{}-about", id(place))}>{ field.sentence }{ more }{ range(field) }</p>
            { problem(place, pen) }
        </div>
    }
}

/// What a field is called, explained where that is no everyday word.
pub fn name(field: &Field) -> Html {
    match words::of_field(field.path) {
        Some(word) => html! { <Term {word} text={field.name} /> },
        None => html! { field.name },
    }
}

/// A word beside what is not as on screen.
pub fn mark(changed: bool) -> Html {
    html! {
        if changed {
            <span class="mark">{ "changed" }</span>
        }
    }
}

fn range(field: &Field) -> Html {
    let Some(range) = field.range() else {
        return Html::default();
    };
    html! { <span class="range">{ format!(" {range}.") }</span> }
}

/// What is wrong at a place.
pub fn problem(place: &str, pen: &Pen) -> Html {
    let Some(why) = pen.draft.problem(place) else {
        return Html::default();
    };
    html! { <p class="wrong" id={format!("{}-wrong", id(place))}>{ why }</p> }
}

/// The elements that say more of a place: what is wrong there, and what it means.
fn described_by(place: &str, wrong: bool) -> String {
    let about = Field::of(place).map_or(place, |field| field.path);
    let wrong = if wrong { format!("{}-wrong ", id(place)) } else { String::new() };
    format!("{wrong}{}-about", id(about))
}

/// A place as the name of an element.
pub fn id(place: &str) -> String {
    let signs = place.chars().map(|sign| if sign.is_ascii_alphanumeric() { sign } else { '-' });
    format!("field-{}", signs.collect::<String>())
}

/// A text, a number or a time, with its unit.
pub fn entry(field: &Field, name: &str, place: &str, pen: &Pen) -> Html {
    let oninput = {
        let place = place.to_owned();
        pen.on_edit.reform(move |event: InputEvent| {
            let input = event.target_dyn_into::<HtmlInputElement>();
            let text = input.map(|input| input.value()).unwrap_or_default();
            Edit::Type { place: place.clone(), text }
        })
    };
    let words = matches!(field.kind, Kind::Text { .. });
    let wrong = pen.draft.problem(place).is_some();
    html! {
        <span class={classes!("entry", words.then_some("words"))}>
            <input type="text" id={id(place)} aria-label={name.to_owned()} value={pen.draft.text(field, place)}
                inputmode={if words { "text" } else { "decimal" }} autocomplete="off" {oninput}
                aria-invalid={wrong.to_string()} aria-describedby={described_by(place, wrong)} />
            if !field.unit.text().is_empty() {
                <span class="unit">{ field.unit.text() }</span>
            }
        </span>
    }
}

/// One of a few.
pub fn select(chooser: Chooser, name: &str, place: &str, pen: &Pen) -> Html {
    let now = pen.draft.at(place).cloned().unwrap_or_default();
    let choices = chooser.choices(pen.draft.read(), &now);
    let onchange = {
        let place = place.to_owned();
        on_select(pen, move |name| Edit::Choose { place: place.clone(), name })
    };
    html! {
        <select id={id(place)} aria-label={name.to_owned()} {onchange}
            aria-describedby={described_by(place, false)}>
            { for choices.iter().map(|choice| html! {
                <option value={choice.name().to_owned()} selected={choice.stands(&now)}>{ choice.label }</option>
            }) }
        </select>
    }
}

/// What was chosen, and what that means.
pub fn chosen(chooser: Chooser, place: &str, pen: &Pen) -> Html {
    let now = pen.draft.at(place).cloned().unwrap_or_default();
    let choices = chooser.choices(pen.draft.read(), &now);
    let Some(choice) = choices.into_iter().find(|choice| choice.stands(&now)) else {
        return Html::default();
    };
    let sentence = explained(choice.sentence, &words::of_choices());
    match words::of_choice(chooser, choice.name()) {
        Some(word) => {
            html! { <>{ " Here " }<Term {word} text={choice.label} />{ ": " }{ sentence }</> }
        }
        None => html! { <>{ " " }{ sentence }</> },
    }
}

/// One of the scenario's goods; also one that there is no more, if it stands there.
pub fn good(name: &str, place: &str, pen: &Pen) -> Html {
    let now = pen.draft.at(place).and_then(|value| value.as_str()).unwrap_or_default();
    let goods: Vec<_> = pen.draft.read().goods.iter().map(|good| good.name.as_str()).collect();
    let gone = (!goods.contains(&now)).then_some(now);
    let onchange = {
        let place = place.to_owned();
        on_select(pen, move |text| Edit::Type { place: place.clone(), text })
    };
    let wrong = gone.is_some();
    html! {
        <select id={id(place)} aria-label={name.to_owned()} {onchange} aria-invalid={wrong.to_string()}
            aria-describedby={described_by(place, wrong)}>
            { for gone.into_iter().chain(goods.iter().copied()).map(|good| html! {
                <option value={good.to_owned()} selected={good == now}>{ good.to_owned() }</option>
            }) }
        </select>
    }
}

fn on_select(pen: &Pen, edit: impl Fn(String) -> Edit + 'static) -> Callback<Event> {
    pen.on_edit.reform(move |event: Event| {
        let select = event.target_dyn_into::<HtmlSelectElement>();
        edit(select.map(|select| select.value()).unwrap_or_default())
    })
}

/// Yes or no.
fn switch(field: &Field, pen: &Pen) -> Html {
    let place = field.path;
    let checked = pen.draft.at(place).and_then(|value| value.as_bool()).unwrap_or_default();
    let onchange = pen.on_edit.reform(move |event: Event| {
        let input = event.target_dyn_into::<HtmlInputElement>();
        let on = input.is_some_and(|input| input.checked());
        Edit::Switch { place: place.to_owned(), on }
    });
    let changed = pen.draft.changed(place);
    html! {
        <div key={place} class={classes!("field", "switch", changed.then_some("changed"))}>
            <input type="checkbox" id={id(place)} {checked} {onchange} aria-label={field.name}
                aria-describedby={format!("{}-about", id(place))} />
            <div class="named"><label for={id(place)}>{ name(field) }</label>{ mark(changed) }</div>
            <p class="about" id={format!("{}-about", id(place))}>{ field.sentence }</p>
        </div>
    }
}
