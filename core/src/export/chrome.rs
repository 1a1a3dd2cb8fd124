//! Trace events in JSON, for Perfetto (<https://ui.perfetto.dev>) and chrome://tracing.
//!
//! The format is Google's "Trace Event Format". A party is a process. What a peer does at once is a
//! slice of one microsecond; a message is a flow from slice to slice (`s`, `f`); what happens on
//! links is a slice of a process of its own, in which the flows of lost messages end. Elections and
//! requests are asynchronous spans (`b`, `e`), for they overlap. Times are simulated microseconds.

use super::party::{long_name, place_of};
use super::{Excerpt, json};
use crate::id::{MessageId, Party, PeerId};
use crate::trace::Part;
use crate::trace::{Span, Spans, TraceLine};
use crate::world::{Event, What};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fmt;

pub(super) fn write(excerpt: &Excerpt<'_>, to: &mut dyn fmt::Write) -> fmt::Result {
    let mut chrome = Chrome { excerpt, flows: flows(excerpt), separator: "", to };
    chrome.to.write_str("{\"displayTimeUnit\":\"ms\",\"traceEvents\":[")?;
    chrome.processes()?;
    chrome.slices()?;
    chrome.spans()?;
    chrome.to.write_str("\n]}\n")
}

/// The messages of which both ends are in the excerpt.
fn flows(excerpt: &Excerpt<'_>) -> BTreeSet<MessageId> {
    let (mut out, mut flows) = (BTreeSet::new(), BTreeSet::new());
    for (_, event) in excerpt.events() {
        match Part::of(event) {
            Part::Sends { message, .. } | Part::Doubled { copy: message, .. } => {
                out.insert(message);
            }
            Part::Arrives { message, .. } | Part::Lost(message) if out.contains(&message) => {
                flows.insert(message);
            }
            Part::Arrives { .. }
            | Part::Lost(_)
            | Part::Local(_)
            | Part::Crash(_)
            | Part::OnLinks => {}
        }
    }
    flows
}

struct Chrome<'a> {
    excerpt: &'a Excerpt<'a>,
    flows: BTreeSet<MessageId>,
    separator: &'static str,
    to: &'a mut dyn fmt::Write,
}

/// What a party does at once.
struct Slice {
    party: Option<Party>,
    at: u64,
    name: String,
    told: Vec<String>,
}

impl Slice {
    fn of(party: Option<Party>, line: &TraceLine) -> Self {
        let name = match line.name {
            Some(message) => format!("{} {message}", line.kind),
            None => line.kind.to_owned(),
        };
        Self { party, at: line.time_us, name, told: Vec::new() }
    }

    /// Whether an event at a party belongs to it: a peer's outputs follow from its input.
    fn goes_on_with(&self, party: Option<Party>, event: &Event) -> bool {
        let follows = matches!(event.what, What::Send { .. } | What::Note(_));
        follows && self.party == party && self.at == event.at.0
    }
}

impl Chrome<'_> {
    fn put(&mut self, event: &Value) -> fmt::Result {
        write!(self.to, "{}\n{}", self.separator, json(event))?;
        self.separator = ",";
        Ok(())
    }

    fn peers(&self) -> usize {
        self.excerpt.run.scenario().peers.len()
    }

    /// Processes are numbered from 1: peers, ledger, network, market.
    fn process(&self, party: Option<Party>) -> usize {
        match party {
            Some(Party::Peer(peer)) => peer.index() + 1,
            Some(Party::Ledger) => self.peers() + 1,
            None => self.peers() + 2,
        }
    }

    fn market(&self) -> usize {
        self.peers() + 3
    }

    fn processes(&mut self) -> fmt::Result {
        let peers = PeerId::all(self.peers()).map(|peer| Some(peer.into()));
        for party in peers.chain([Some(Party::Ledger), None]) {
            self.name(self.process(party), &long_name(party))?;
        }
        self.name(self.market(), "Market")
    }

    fn name(&mut self, process: usize, name: &str) -> fmt::Result {
        let of = |kind: &str, args: Value| {
            json!({
                "ph": "M", "cat": "__metadata", "name": kind, "pid": process, "tid": 1, "ts": 0,
                "args": args,
            })
        };
        self.put(&of("process_name", json!({ "name": name })))?;
        self.put(&of("process_sort_index", json!({ "sort_index": process })))
    }

    fn slices(&mut self) -> fmt::Result {
        let mut open: Option<Slice> = None;
        for (place, event) in self.excerpt.events() {
            let party = place_of(event);
            let line = self.excerpt.line(place, event, None);
            if !open.as_ref().is_some_and(|slice| slice.goes_on_with(party, event)) {
                let before = open.replace(Slice::of(party, &line));
                before.map_or(Ok(()), |slice| self.slice(&slice))?;
            }
            open.iter_mut().for_each(|slice| slice.told.push(line.text.clone()));
            self.flow(party, event, &line)?;
        }
        open.map_or(Ok(()), |slice| self.slice(&slice))
    }

    fn slice(&mut self, slice: &Slice) -> fmt::Result {
        let process = self.process(slice.party);
        self.put(&json!({
            "ph": "X", "cat": "event", "name": slice.name, "pid": process, "tid": 1,
            "ts": slice.at, "dur": 1, "args": {"text": slice.told},
        }))
    }

    fn flow(&mut self, party: Option<Party>, event: &Event, line: &TraceLine) -> fmt::Result {
        let (phase, message) = match Part::of(event) {
            Part::Sends { message, .. } | Part::Doubled { copy: message, .. } => ("s", message),
            Part::Arrives { message, .. } | Part::Lost(message) => ("f", message),
            Part::Local(_) | Part::Crash(_) | Part::OnLinks => return Ok(()),
        };
        if !self.flows.contains(&message) {
            return Ok(());
        }
        let mut flow = json!({
            "ph": phase, "cat": "message", "name": line.name, "id": message,
            "pid": self.process(party), "tid": 1, "ts": line.time_us,
        });
        if phase == "f" {
            flow["bp"] = json!("e");
        }
        self.put(&flow)
    }

    fn spans(&mut self) -> fmt::Result {
        let mut spans = Spans::new(self.peers());
        let events = self.excerpt.events.clone();
        self.excerpt.run.trace().range(0..events.end).for_each(|event| spans.take(event));
        for (number, span) in (1_u32..).zip(spans.elections()) {
            let leader = span.what.leader.map_or_else(String::new, |peer| format!(": peer {peer}"));
            let id = format!("election {number}");
            self.span(span, self.market(), "election", &id, &format!("election{leader}"))?;
        }
        for span in spans.requests_in(events) {
            let request = span.what.request;
            let process = self.process(Some(request.buyer.into()));
            let name = format!("request {request}");
            self.span(span, process, "request", &name, &name)?;
        }
        Ok(())
    }

    /// As much of a span as lies within the excerpt.
    fn span<T>(
        &mut self,
        span: &Span<T>,
        process: usize,
        kind: &str,
        id: &str,
        name: &str,
    ) -> fmt::Result {
        let events = &self.excerpt.events;
        let last = events.end.saturating_sub(1);
        let (from, to) = (span.from.max(events.start), span.to.unwrap_or(last).min(last));
        if from > to {
            return Ok(());
        }
        for (phase, event) in [("b", from), ("e", to)] {
            let at = self.excerpt.run.trace()[event].at.0;
            self.put(&json!({
                "ph": phase, "cat": kind, "name": name, "id": id, "pid": process, "tid": 1,
                "ts": at,
            }))?;
        }
        Ok(())
    }
}
