//! How something stands that can be measured: the button that begins it, how far it has come, the way to
//! cancel it.

use crate::act::Act;
use crate::measuring::{State, Task};
use yew::prelude::*;

/// What of something is measured, and what there is to do about that; nothing, once it is known.
pub fn standing<T>(state: &State<T>, task: Task, what: &str, on_act: &Callback<Act>) -> Html {
    match state {
        State::Open => {
            let onclick = on_act.reform(move |_: MouseEvent| Act::Measure(task));
            let label = format!("Measure {what}");
            html! { <button class="small" {onclick} aria-label={label}>{ "Measure" }</button> }
        }
        State::Waits => html! {
            <>
                <span class="soft">{ "waits its turn" }</span>
                { cancel(task, what, on_act) }
            </>
        },
        State::UnderWay(done, all) => html! {
            <>
                <progress aria-label={what.to_owned()} value={done.to_string()} max={all.to_string()}></progress>
                <span class="soft num">{ format!("{done} of {all}") }</span>
                { cancel(task, what, on_act) }
            </>
        },
        State::Known(_) => html! { <span class="soft done">{ "measured" }</span> },
    }
}

fn cancel(task: Task, what: &str, on_act: &Callback<Act>) -> Html {
    let onclick = on_act.reform(move |_: MouseEvent| Act::StopMeasuring(task));
    html! { <button class="small" {onclick} aria-label={format!("Cancel {what}")}>{ "Cancel" }</button> }
}
