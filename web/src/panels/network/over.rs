//! What lies over the picture: what listens to pointers, and the buttons, questions and menus.

use crate::panels::network::partition::{Question, Stroke, go_on};
use crate::panels::network::{Msg, Network, seals, stalls};
use crate::scene::seats::seats;
use yew::prelude::*;

impl Network {
    /// The canvas that can be pointed at. A mouse draws on it where there is nothing else.
    pub(super) fn top_canvas(&self, ctx: &Context<Self>) -> Html {
        let link = ctx.link();
        let onpointerdown = link.batch_callback(|event: PointerEvent| {
            (event.pointer_type() == "mouse" && event.button() == 0)
                .then(|| Msg::Stroke(Stroke::Down(event)))
        });
        let oncontextmenu = link.callback(|event: MouseEvent| {
            event.prevent_default();
            Msg::AskMenu(event)
        });
        html! {
            <canvas ref={self.painting.moving.canvas.clone()} aria-hidden="true" onclick={link.callback(Msg::Pick)}
                {oncontextmenu} {onpointerdown} onpointermove={go_on(ctx)}
                onpointerup={link.callback(|event| Msg::Stroke(Stroke::Up(event)))}
                onpointercancel={link.callback(|_: PointerEvent| Msg::Stroke(Stroke::Lost))}></canvas>
        }
    }

    pub(super) fn over_picture(&self, ctx: &Context<Self>) -> Html {
        let (props, link) = (ctx.props(), ctx.link());
        let places = seats(props.peers.len(), self.painting.size().0, self.painting.size().1);
        let stalls = props.peers.iter().zip(&places);
        html! {
            <>
                <div class="stalls">{ for stalls.map(|(peer, seat)| stalls::peer_button(peer, seat, ctx)) }</div>
                if !self.seals.is_empty() {
                    { seals::group(&self.seals, ctx) }
                }
                if self.drawing {
                    <div class="drawing" onpointerdown={link.callback(|event| Msg::Stroke(Stroke::Down(event)))}
                        onpointermove={go_on(ctx)}
                        onpointerup={link.callback(|event| Msg::Stroke(Stroke::Up(event)))}
                        onpointercancel={link.callback(|_: PointerEvent| Msg::Stroke(Stroke::Lost))}>
                        if self.side.is_none() {
                            <p>{ "Draw a line around those who are to be cut off" }</p>
                        }
                    </div>
                }
                <svg class="lasso" aria-hidden="true"><path ref={self.line.path.clone()} /></svg>
                if let Some(side) = &self.side {
                    <Question side={side.clone()} on_act={props.on_act.clone()}
                        on_close={link.callback(|()| Msg::ForgetPartition)} />
                }
                { self.menu(ctx) }
            </>
        }
    }
}
