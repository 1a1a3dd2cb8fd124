//! A sequence diagram for Mermaid (<https://mermaid.js.org/syntax/sequenceDiagram.html>).
//!
//! An arrow is drawn where its message arrives, with a cross where it is lost. What peers do by
//! themselves is a note; starts and timers are left out, for what they lead to is told. Mermaid
//! refuses more than 50,000 characters: where the events would take more, the diagram ends, and says
//! so.

use super::Excerpt;
use super::party::{long_name, place_of, short_name};
use crate::id::Party;
use crate::trace::Part;
use crate::trace::{TraceLine, sentence};
use crate::world::{Event, What};
use std::collections::BTreeSet;
use std::fmt;

/// Mermaid's `maxTextSize`, less what the last note takes.
const MOST_CHARACTERS: usize = 50_000 - 100;

pub(super) fn write(excerpt: &Excerpt<'_>, to: &mut dyn fmt::Write) -> fmt::Result {
    let parties: BTreeSet<Party> = excerpt.events().flat_map(|(_, event)| parties(event)).collect();
    let mut written = 0;
    let mut put = |line: &str| {
        written += line.chars().count() + 1;
        writeln!(to, "{line}").map(|()| written)
    };
    put("sequenceDiagram")?;
    for party in &parties {
        let (short, long) = (short_name(Some(*party)), long_name(Some(*party)));
        put(&format!("    participant {short} as {long}"))?;
    }
    let (Some(first), Some(last)) = (parties.first(), parties.last()) else {
        return Ok(());
    };
    let all = format!("{},{}", short_name(Some(*first)), short_name(Some(*last)));
    let mut used = 0;
    for (place, event) in excerpt.events() {
        let Some(line) = line(excerpt, place, event, &all) else { continue };
        if used + line.chars().count() > MOST_CHARACTERS {
            let left = excerpt.events.end - place;
            put(&format!("    Note over {all}: {left} more events find no room here"))?;
            break;
        }
        used = put(&line)?;
    }
    Ok(())
}

/// Whom an event has to do with.
fn parties(event: &Event) -> impl Iterator<Item = Party> {
    let other = match event.what {
        What::Send { to, .. } => Some(to),
        What::Receive { from, .. } | What::Drop { from, .. } => Some(from),
        What::Append { from, .. } | What::Refuse { from, .. } | What::Tear { from, .. } => {
            Some(from)
        }
        What::Start
        | What::Crash
        | What::Restart
        | What::Pause
        | What::Resume
        | What::Suspect
        | What::Disturb { .. }
        | What::Heal
        | What::HealSome
        | What::Touch { .. }
        | What::Align(_)
        | What::Spread(_)
        | What::Duplicate { .. }
        | What::Timer(_)
        | What::Note(_) => None,
    };
    other.into_iter().chain(event.party)
}

/// What is drawn of an event, if anything is. `all` is what a note lies over that is about nobody.
fn line(excerpt: &Excerpt<'_>, place: usize, event: &Event, all: &str) -> Option<String> {
    let told = || escaped(&sentence(event, excerpt.run.scenario()));
    let arrow = |head: &str| Some(arrow(&excerpt.line(place, event, None), event.party?, head));
    match Part::of(event) {
        Part::Sends { .. } => None,
        Part::Arrives { .. } => arrow("->>"),
        Part::Lost(_) => arrow("-x"),
        Part::OnLinks | Part::Doubled { .. } => Some(format!("    Note over {all}: {}", told())),
        Part::Local(_) if matches!(event.what, What::Start | What::Timer(_)) => None,
        Part::Local(_) | Part::Crash(_) => {
            let at = short_name(place_of(event));
            Some(format!("    Note over {at}: {}", told()))
        }
    }
}

fn arrow(line: &TraceLine, to: Party, head: &str) -> String {
    let mut label = line.name.unwrap_or_default().to_owned();
    label.extend(line.item.iter().map(|item| format!(" {}", escaped(item))));
    label.extend(line.request.iter().map(|[buyer, number]| format!(" {buyer}.{number}")));
    format!("    {}{head}{}: {label}", short_name(line.from), short_name(Some(to)))
}

/// Hash and semicolon mean something to Mermaid.
fn escaped(text: &str) -> String {
    let letters = text.chars().map(|letter| match letter {
        '#' => "#35;".to_owned(),
        ';' => "#59;".to_owned(),
        other => other.to_string(),
    });
    letters.collect()
}
