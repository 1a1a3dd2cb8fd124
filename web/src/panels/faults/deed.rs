//! A button that does something to the run: one word on it, the act's whole name for those who
//! hear it, and the reason where it is not possible.

use crate::act::Act;
use crate::offers::{complaint, refusal};
use trading_post::scenario::Intervention;
use trading_post::world::World;
use yew::prelude::*;

/// Something that can be done, or that cannot.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Deed {
    word: &'static str,
    name: String,
    act: Intervention,
    refusal: Option<String>,
}

impl Deed {
    /// An act, under the name that it has in the record of the run.
    pub fn new(word: &'static str, world: &World, act: Intervention) -> Self {
        Self { word, name: act.to_string(), refusal: refusal(world, &act), act }
    }

    /// An act that a peer's state alone decides about.
    pub fn plain(
        word: &'static str,
        name: String,
        act: Intervention,
        refusal: Option<&str>,
    ) -> Self {
        Self { word, name, act, refusal: refusal.map(str::to_owned) }
    }

    /// The same under another name.
    pub fn named(mut self, name: String) -> Self {
        self.name = name;
        self
    }

    /// The button.
    pub fn button(&self, on_act: &Callback<Act>) -> Html {
        let act = self.act.clone();
        let onclick = on_act.reform(move |_: MouseEvent| Act::Intervene(act.clone()));
        let title = self.refusal.as_deref().map(complaint);
        html! {
            <button key={self.word} class="small" {onclick} {title} disabled={self.refusal.is_some()}
                aria-label={self.name.clone()}>{ self.word }</button>
        }
    }
}
