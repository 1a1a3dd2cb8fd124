//! What ShiViz demands of a log: its parser and its `ModelGraph`, by their error messages.

use std::collections::BTreeMap;

/// An event's host and clock.
pub struct Stamp {
    host: String,
    clock: BTreeMap<String, u32>,
}

impl Stamp {
    /// The host, and how many of its events there are with this one.
    pub fn own(&self) -> (&str, u32) {
        (&self.host, self.entry(&self.host))
    }

    /// How many events of a host it knows of.
    pub fn entry(&self, host: &str) -> u32 {
        self.clock.get(host).copied().unwrap_or(0)
    }
}

/// Reads a log, and gives how many events each host has.
pub fn read(log: &str) -> Result<BTreeMap<String, u32>, String> {
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    let stamps = clocks(log)?;
    for stamp in &stamps {
        let (host, own) = stamp.own();
        let count = counts.entry(host.to_owned()).or_default();
        *count += 1;
        if own != *count {
            return Err(format!("event {count} of {host} has {own} as its own entry"));
        }
    }
    for (other, known) in stamps.iter().flat_map(|stamp| &stamp.clock) {
        if counts.get(other).is_none_or(|count| known > count) {
            return Err(format!("somebody knows of event {known} of {other}, which is not there"));
        }
    }
    Ok(counts)
}

/// Reads the events of a log, as its expression says.
pub fn clocks(log: &str) -> Result<Vec<Stamp>, String> {
    if log.contains('\r') {
        return Err("a line ends in more than \\n".to_owned());
    }
    let mut lines = log.lines();
    let expression = lines.next().ok_or("it has no expression")?;
    for group in ["(?<host>", "(?<clock>", "(?<event>"] {
        if !expression.contains(group) {
            return Err(format!("the expression has no {group}...)"));
        }
    }
    if lines.next() != Some("") {
        return Err("line 2 is for the delimiter, and there is none".to_owned());
    }
    let lines: Vec<&str> = lines.collect();
    lines.chunks(2).map(event).collect()
}

fn event(lines: &[&str]) -> Result<Stamp, String> {
    let [stamp, told] = lines else { return Err("an event has no text".to_owned()) };
    let wrong = |what: &str| format!("{what} in {stamp:?}");
    let (host, rest) = stamp.split_once(' ').ok_or_else(|| wrong("no host"))?;
    let end = rest.find('}').ok_or_else(|| wrong("no clock"))? + 1;
    let clock = serde_json::from_str(&rest[..end]).map_err(|error| wrong(&error.to_string()))?;
    let fields: Vec<&str> = rest[end..].split(['[', ']']).collect();
    if told.is_empty() || fields.len() != 5 || fields[0] != " " || fields[2] != " " {
        return Err(wrong("other fields than the expression has"));
    }
    Ok(Stamp { host: host.to_owned(), clock })
}
