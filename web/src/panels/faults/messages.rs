//! The messages under way, the next to arrive first.

use super::List;
use super::deed::Deed;
use crate::act::{Act, Look};
use crate::subject::Subject;
use trading_post::id::{MessageId, Party};
use trading_post::scenario::{Intervention, Touch};
use trading_post::time::Instant;
use trading_post::world::{Envelope, World};
use yew::prelude::*;

/// What is shown of one message.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MessageRow {
    message: MessageId,
    name: &'static str,
    way: String,
    due: String,
    deeds: [Deed; 4],
}

/// One row a message, at most so many.
pub fn rows(world: &World, most: usize) -> List<MessageRow> {
    let rows = world.in_flight().take(most).map(|envelope| row(world, envelope));
    List::of(rows, world.in_flight().count())
}

fn row(world: &World, envelope: &Envelope) -> MessageRow {
    let message = envelope.id;
    let deed = |word, touch| Deed::new(word, world, Intervention::Touch { message, touch });
    let hold =
        if envelope.held { deed("Release", Touch::Release) } else { deed("Hold", Touch::Hold) };
    MessageRow {
        message,
        name: envelope.cargo.brief().name(),
        way: format!("{} → {}", short(envelope.from), short(envelope.to)),
        due: due(envelope),
        deeds: [
            deed("Deliver", Touch::Deliver),
            deed("Drop", Touch::Drop),
            deed("Duplicate", Touch::Duplicate),
            hold,
        ],
    }
}

fn short(party: Party) -> String {
    party.peer().map_or_else(|| "ledger".to_owned(), |peer| peer.to_string())
}

fn due(envelope: &Envelope) -> String {
    match (envelope.held, envelope.due_at) {
        (true, _) => "held".to_owned(),
        (false, Instant::NEVER) => "stuck".to_owned(),
        (false, due_at) if envelope.loss.is_some() => format!("lost at {due_at}"),
        (false, due_at) => due_at.to_string(),
    }
}

/// The section; `picked` is the message looked at.
pub fn section(rows: &[MessageRow], picked: Option<MessageId>, on_act: &Callback<Act>) -> Html {
    if rows.is_empty() {
        return html! { <p class="soft">{ "No message is under way." }</p> };
    }
    html! {
        <ul class="deeds">{ for rows.iter().map(|row| message_row(row, picked, on_act)) }</ul>
    }
}

fn message_row(row: &MessageRow, picked: Option<MessageId>, on_act: &Callback<Act>) -> Html {
    let subject = Subject::Message(row.message);
    let look = on_act.reform(move |_: MouseEvent| Act::Look(Look::Inspect(subject)));
    let chosen = (picked == Some(row.message)).then_some("chosen");
    html! {
        <li key={row.message.0} class={classes!(chosen)}>
            <span class="what num">
                <button class="link" onclick={look} title="Look at it in the Inspector"
                    aria-label={format!("Look at message {}", row.message)}>
                    <b>{ row.name }</b>{ " " }{ row.message.to_string() }
                </button>
                <span>{ &row.way }</span><span class="soft">{ &row.due }</span>
            </span>
            <span class="acts">{ for row.deeds.iter().map(|deed| deed.button(on_act)) }</span>
        </li>
    }
}
