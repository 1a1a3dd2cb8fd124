//! A log for ShiViz (<https://bestchai.bitbucket.io/shiviz/>), which TSViz, GoVector's tools and P's
//! Peasy read too.
//!
//! Line 1 is the expression that reads an event, line 2 the one that divides executions (none),
//! then come two lines an event: host and clock, and what happened.
//!
//! ShiViz wants a clock in which a host's own entry counts the events logged of it, from 1, and
//! every other entry names as many as are there. The protocol's clock counts otherwise and starts
//! before the window, so a clock over the logged events is worked out here, and the protocol's
//! own is carried as a field. A restarted peer is a new host (`P3#2`), whose first event knows all
//! that its former life had known. What happens on links is logged at the host `network`, from
//! which nothing is learnt.

use super::Excerpt;
use super::party::{place_of, short_name};
use crate::clock::VectorClock;
use crate::id::{MessageId, Party};
use crate::trace::{Part, sentence};
use crate::world::Event;
use std::collections::BTreeMap;
use std::fmt;

/// Reads an event, by its name; the line break in it is a real one for ShiViz.
const EXPRESSION: &str =
    r"(?<host>\S+) (?<clock>\{[^}]*\}) \[(?<time>[^\]]*)\] \[(?<protocol>[^\]]*)\]\n(?<event>.*)";

pub(super) fn write(excerpt: &Excerpt<'_>, to: &mut dyn fmt::Write) -> fmt::Result {
    writeln!(to, "{EXPRESSION}\n")?;
    let mut hosts = Hosts::default();
    excerpt.with_clocks(|_, event, protocol| {
        let host = hosts.take(event);
        write!(to, "{} {} ", hosts.names[host], hosts.clock(host))?;
        writeln!(to, "[{}] [{}]", event.at, entries(protocol))?;
        writeln!(to, "{}", sentence(event, excerpt.run.scenario()))
    })
}

fn entries(clock: Option<&VectorClock>) -> String {
    let entries = clock.into_iter().flat_map(VectorClock::iter);
    entries.map(|entry| entry.to_string()).collect::<Vec<_>>().join(" ")
}

/// For each host that is known of, how many of its events.
type Counts = BTreeMap<usize, u32>;

/// The hosts that were logged so far, and what each knows.
#[derive(Default)]
struct Hosts {
    names: Vec<String>,
    known: Vec<Counts>,
    /// The last host of each party.
    last: BTreeMap<Option<Party>, usize>,
    under_way: BTreeMap<MessageId, Counts>,
}

impl Hosts {
    /// Takes the next event, and gives the host at which it happened.
    fn take(&mut self, event: &Event) -> usize {
        let host = self.host(event);
        let part = Part::of(event);
        self.hear(host, part);
        *self.known[host].entry(host).or_default() += 1;
        if let Part::Sends { message, .. } = part {
            self.under_way.insert(message, self.known[host].clone());
        }
        host
    }

    fn hear(&mut self, host: usize, part: Part) {
        match part {
            Part::Arrives { message, .. } | Part::Lost(message) => {
                if let Some(carried) = self.under_way.remove(&message) {
                    self.merge(host, &carried);
                }
            }
            Part::Doubled { message, copy } => {
                if let Some(carried) = self.under_way.get(&message).cloned() {
                    self.merge(host, &carried);
                    self.under_way.insert(copy, carried);
                }
            }
            Part::Local(_) | Part::Crash(_) | Part::Sends { .. } | Part::OnLinks => {}
        }
    }

    fn merge(&mut self, host: usize, carried: &Counts) {
        for (other, count) in carried {
            let known = self.known[host].entry(*other).or_default();
            *known = (*known).max(*count);
        }
    }

    /// The host of an event: a new one, if its party has none or has restarted.
    fn host(&mut self, event: &Event) -> usize {
        let party = place_of(event);
        let name = match event.incarnation {
            0 | 1 => short_name(party),
            life if party.is_some() => format!("{}#{life}", short_name(party)),
            _ => short_name(party),
        };
        let last = self.last.get(&party).copied();
        if let Some(host) = last.filter(|host| self.names[*host] == name) {
            return host;
        }
        let known = last.map(|host| self.known[host].clone()).unwrap_or_default();
        self.names.push(name);
        self.known.push(known);
        self.last.insert(party, self.names.len() - 1);
        self.names.len() - 1
    }

    fn clock(&self, host: usize) -> String {
        let entries = self.known[host].iter();
        let told = entries.map(|(other, count)| format!("\"{}\":{count}", self.names[*other]));
        format!("{{{}}}", told.collect::<Vec<_>>().join(","))
    }
}
