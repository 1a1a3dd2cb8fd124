//! States in the Informal Trace Format, for Apalache, Quint and their viewers
//! (<https://apalache-mc.org/docs/adr/015adr-trace.html>).
//!
//! The first state is the one before the window's first step, then comes one after each step.
//! Values keep their types from state to state, as the readers want it: who has no trader, or is
//! down, has the trader -1.

use super::{Excerpt, json};
use crate::id::{Party, PeerId};
use crate::trace::sentence;
use crate::world::{Life, Node, World};
use serde_json::{Value, json};
use std::fmt;

pub(super) fn write(excerpt: &Excerpt<'_>, to: &mut dyn fmt::Write) -> fmt::Result {
    let meta = json!({
        "format": "ITF",
        "format-description": "https://apalache-mc.org/docs/adr/015adr-trace.html",
        "source": excerpt.run.scenario().title,
    });
    let vars = json!(["done", "ledger", "messages", "now_us", "peers"]);
    write!(to, "{{\"#meta\":{meta},\"params\":[],\"vars\":{vars},\"states\":[")?;
    let first = excerpt.run.moment_of_event(excerpt.events.start).saturating_sub(1);
    let mut written = Ok(());
    excerpt.run.visit(first..=excerpt.last_moment().max(first), |moment, world| {
        let separator = if moment == first { "" } else { "," };
        let state = state(excerpt, moment - first, moment, world);
        if written.is_ok() {
            written = write!(to, "{separator}\n{}", json(&state));
        }
    });
    written?;
    to.write_str("\n]}\n")
}

fn state(excerpt: &Excerpt<'_>, index: usize, moment: usize, world: &World) -> Value {
    let peers: Vec<Value> = world.nodes().map(|(id, node)| json!([id, peer(id, node)])).collect();
    let messages: Vec<Value> = world
        .in_flight()
        .map(|envelope| {
            json!({
                "from": party(envelope.from),
                "id": envelope.id,
                "name": envelope.cargo.brief().name(),
                "to": party(envelope.to),
            })
        })
        .collect();
    json!({
        "#meta": {"index": index},
        "done": done(excerpt, moment),
        "ledger": {"epoch": world.ledger().epoch(), "length": world.ledger().length()},
        "messages": {"#set": messages},
        "now_us": world.now(),
        "peers": {"#map": peers},
    })
}

/// What the step that led to a moment was, in sentences.
fn done(excerpt: &Excerpt<'_>, moment: usize) -> Vec<String> {
    let branch = excerpt.run.branch();
    let events = branch.events_between(moment.saturating_sub(1), moment);
    branch.trace().range(events).map(|e| sentence(e, excerpt.run.scenario())).collect()
}

fn peer(id: PeerId, node: &Node) -> Value {
    let life = match node.life {
        Life::Up(_) => "up",
        Life::Paused { .. } => "paused",
        Life::Crashed { .. } => "crashed",
    };
    let peer = node.peer();
    let trader = peer.and_then(|peer| peer.trader());
    json!({
        "clock": peer.map_or_else(Vec::new, |peer| peer.clock().iter().collect()),
        "incarnation": node.incarnation,
        "leads": trader == Some(id),
        "life": life,
        "trader": trader.map_or(-1, |trader| i64::from(trader.0)),
    })
}

fn party(party: Party) -> String {
    party.to_string()
}
