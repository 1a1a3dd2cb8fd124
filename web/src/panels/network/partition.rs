//! A partition that is drawn by hand: the line while it is drawn, and what is then offered.

use crate::act::Act;
use crate::panels::network::pick::place_of;
use crate::panels::network::{Msg, Network};
use crate::scene::lasso::{enclosed, is_drawn};
use crate::scene::seats::layout;
use crate::scene::shape::Point;
use trading_post::id::Party;
use trading_post::scenario::{Disturbance, Intervention, Links, Rule};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// Two places of a line are at least so far apart, in px.
const STEP: f64 = 3.0;
/// So many peers are named in a sentence; more are counted.
const NAMED: usize = 12;

/// What a pointer does on the picture.
#[derive(Clone)]
pub enum Stroke {
    /// It goes down.
    Down(PointerEvent),
    /// It moves, while it is down.
    Move(PointerEvent),
    /// It goes up.
    Up(PointerEvent),
    /// The browser takes it away.
    Lost,
}

/// The line, from the first touch to the answer to what is offered.
#[derive(Default)]
pub struct Line {
    /// Its picture, which is changed without a comparison of the page.
    pub path: NodeRef,
    places: Vec<Point>,
    pointer: Option<i32>,
}

impl Line {
    /// Begins anew, with a pointer that goes down.
    pub fn begin(&mut self, event: &PointerEvent) {
        self.clear();
        self.pointer = Some(event.pointer_id());
        self.places.push(place_of(event));
        if let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) {
            // A browser that cannot capture a pointer loses a line that leaves the picture.
            let _ = target.set_pointer_capture(event.pointer_id());
        }
    }

    /// Goes on to where the pointer is, if it is the one that draws.
    pub fn go_on(&mut self, event: &PointerEvent) {
        let place = place_of(event);
        let far = self.places.last().is_none_or(|last| last.distance(place) >= STEP);
        if self.pointer == Some(event.pointer_id()) && far {
            self.places.push(place);
            if is_drawn(&self.places) {
                self.show();
            }
        }
    }

    /// Ends; the places of the line, if it is more than a click.
    pub fn end(&mut self) -> Option<&[Point]> {
        self.pointer.take()?;
        is_drawn(&self.places).then_some(&self.places)
    }

    /// Wipes it out.
    pub fn clear(&mut self) {
        self.places.clear();
        self.pointer = None;
        self.show();
    }

    fn show(&self) {
        if let Some(path) = self.path.cast::<Element>() {
            // Without it, the line is not seen, but goes on.
            let _ = path.set_attribute("d", &self.data());
        }
    }

    fn data(&self) -> String {
        let mut data = String::new();
        for (i, Point { x, y }) in self.places.iter().enumerate() {
            data.push_str(&format!("{}{x:.0} {y:.0}", if i == 0 { 'M' } else { 'L' }));
        }
        data
    }
}

impl Network {
    pub(super) fn stroke(&mut self, ctx: &Context<Self>, stroke: &Stroke) -> bool {
        match stroke {
            Stroke::Down(event) => {
                self.line.begin(event);
                self.drawn = false;
                self.side.take().is_some()
            }
            Stroke::Move(event) => {
                self.line.go_on(event);
                false
            }
            Stroke::Up(_) => self.end_line(ctx),
            Stroke::Lost => {
                self.line.clear();
                false
            }
        }
    }

    fn end_line(&mut self, ctx: &Context<Self>) -> bool {
        let props = ctx.props();
        let table = layout(props.peers.len(), self.painting.size().0, self.painting.size().1);
        let Some(side) = self.line.end().map(|line| enclosed(&table, line)) else {
            self.line.clear();
            return false;
        };
        self.drawn = !self.drawing;
        self.drawing = false;
        if side.is_empty() || side.len() > props.peers.len() {
            self.line.clear();
            let who = if side.is_empty() { "nobody" } else { "everybody" };
            let why =
                format!("No partition: {who} is inside the line. Draw it around some of them.");
            props.on_act.emit(Act::Complain(why));
        } else {
            self.side = Some(side);
        }
        true
    }
}

/// A pointer that moves while it is down.
pub fn go_on(ctx: &Context<Network>) -> Callback<PointerEvent> {
    ctx.link().batch_callback(|event: PointerEvent| {
        (event.buttons() & 1 == 1).then(|| Msg::Stroke(Stroke::Move(event)))
    })
}

/// The properties of the question.
#[derive(Properties, PartialEq)]
pub struct QuestionProps {
    /// Who is inside the line.
    pub side: Vec<Party>,
    /// What a person does.
    pub on_act: Callback<Act>,
    /// Called when it is answered.
    pub on_close: Callback<()>,
}

/// What is offered once a line is drawn: to cut off those inside.
#[component]
pub fn Question(props: &QuestionProps) -> Html {
    let first = use_node_ref();
    {
        let first = first.clone();
        use_effect_with((), move |()| {
            if let Some(button) = first.cast::<HtmlElement>() {
                // A browser that will not move the focus leaves it where it is.
                let _ = button.focus();
            }
        });
    }
    let cut = {
        let (on_act, on_close, side) = (&props.on_act, &props.on_close, &props.side);
        let (on_act, on_close, side) = (on_act.clone(), on_close.clone(), side.clone());
        move |_: MouseEvent| {
            let rule = Rule { links: Links::Around(side.clone()), disturbance: Disturbance::Cut };
            on_close.emit(());
            on_act.emit(Act::Intervene(Intervention::Disturb(rule)));
        }
    };
    let onkeydown = {
        let on_close = props.on_close.clone();
        move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                event.stop_propagation();
                on_close.emit(());
            }
        }
    };
    html! {
        <div class="card question" role="dialog" aria-label="Partition" {onkeydown}>
            <p>{ sentence(&props.side) }</p>
            <div class="answers">
                <button ref={first} class="btn primary" onclick={cut}>{ "Cut them off" }</button>
                <button class="btn" onclick={props.on_close.reform(|_: MouseEvent| ())}>{ "Never mind" }</button>
            </div>
        </div>
    }
}

/// "Cut peers 1, 2 off from the rest (the ledger stays with the others)."
fn sentence(side: &[Party]) -> String {
    let peers: Vec<_> = side.iter().filter_map(|party| party.peer()).collect();
    let ledger = side.contains(&Party::Ledger);
    let who = match &peers[..] {
        [] => return "Cut the ledger off from all peers.".to_owned(),
        [one] => format!("peer {one}"),
        few if few.len() <= NAMED => {
            let ids: Vec<_> = few.iter().map(ToString::to_string).collect();
            format!("peers {}", ids.join(", "))
        }
        many => format!("{} peers", many.len()),
    };
    let side = match (ledger, peers.len()) {
        (false, _) => "with the others",
        (true, 1) => "with it",
        (true, _) => "with them",
    };
    format!("Cut {who} off from the rest (the ledger stays {side}).")
}

#[cfg(test)]
mod tests {
    use super::*;
    use trading_post::id::PeerId;

    #[track_caller]
    fn check(peers: &[u16], ledger: bool, expected: &str) {
        let peers = peers.iter().map(|id| Party::Peer(PeerId(*id)));
        let side: Vec<_> = peers.chain(ledger.then_some(Party::Ledger)).collect();
        assert_eq!(sentence(&side), expected);
    }

    #[test]
    fn the_sentence_says_who_is_cut_off_and_where_the_ledger_stays() {
        check(
            &[1, 2],
            false,
            "Cut peers 1, 2 off from the rest (the ledger stays with the others).",
        );
        check(&[4], true, "Cut peer 4 off from the rest (the ledger stays with it).");
        check(&[], true, "Cut the ledger off from all peers.");
    }
}
