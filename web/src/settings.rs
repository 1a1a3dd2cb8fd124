//! What the address of the page asks for, and what the browser remembers for it.

use crate::lab::Lab;
use crate::tour::Tour;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use trading_post::check::Breach;
use trading_post::run::{Record, Run};
use trading_post::scenario::{Preset, Problems, Scenario};
use web_sys::{UrlSearchParams, Window};

const STORE: &str = "trading-post";

/// The colours of the page.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// Its name, as a person reads it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::System => "as system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The one after it.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::System => Self::Light,
            Self::Light => Self::Dark,
            Self::Dark => Self::System,
        }
    }
}

/// What is remembered from visit to visit.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The colours.
    pub theme: Theme,
    /// Whether a tour was begun or declined: nobody is invited twice.
    pub greeted: bool,
    /// The tours whose last step was reached.
    pub taken: BTreeSet<Tour>,
}

impl Settings {
    /// What was remembered; the usual, where nothing was or the browser will not tell.
    #[must_use]
    pub fn load(window: &Window) -> Self {
        let stored = window.local_storage().ok().flatten();
        stored
            .and_then(|store| store.get_item(STORE).ok().flatten())
            .and_then(|text| serde_json::from_str(&text).ok())
            .unwrap_or_default()
    }

    /// Remembers it. A browser that does not allow that forgets it, and nothing else happens.
    pub fn save(&self, window: &Window) {
        let stored = window.local_storage().ok().flatten();
        if let (Some(store), Ok(text)) = (stored, serde_json::to_string(self)) {
            drop(store.set_item(STORE, &text));
        }
    }
}

/// What an address can name, beside a run.
const FIELDS: [&str; 3] = ["preset", "seed", "peers"];

/// The scenario that a part of an address asks for, `seed=77&peers=50`.
fn scenario_of(query: &str, fresh: u64) -> Result<Scenario, String> {
    let names =
        query.trim_start_matches('?').split('&').filter_map(|field| field.split('=').next());
    for name in names.filter(|name| !name.is_empty()) {
        if !FIELDS.contains(&name) {
            return Err(format!("found {name:?}, expected preset, seed, peers or run"));
        }
    }
    let params = UrlSearchParams::new_with_str(query)
        .map_err(|_| "the address has no readable question part".to_owned())?;
    let seed = params.get("seed").map(|text| number("seed", &text)).transpose()?;
    let scenario = match (params.get("preset"), params.get("peers")) {
        (Some(_), Some(_)) => {
            return Err("found preset and peers, expected one of them".to_owned());
        }
        (Some(name), None) => preset(&name, seed)?,
        (None, peers) => {
            let peers = peers.map(|text| number("peers", &text)).transpose()?;
            let peers = peers.map(|n| usize::try_from(n).unwrap_or(usize::MAX).min(10_000));
            let size = peers.unwrap_or(Scenario::report().peers.len());
            Scenario { seed: seed.unwrap_or(fresh), ..Scenario::of_size(size) }
        }
    };
    scenario.check().map_err(|problems| problems.to_string())?;
    Ok(scenario)
}

/// A preset, with another seed if one is named: its own is part of what it shows.
fn preset(name: &str, seed: Option<u64>) -> Result<Scenario, String> {
    let scenario = Scenario::preset(name).ok_or_else(|| {
        let names: Vec<_> = Scenario::presets().into_iter().map(|preset| preset.name).collect();
        format!("found preset {name:?}, expected one of {}", names.join(", "))
    })?;
    Ok(Scenario { seed: seed.unwrap_or(scenario.seed), ..scenario })
}

/// What an address says of a scenario that has a name: `seed=77&peers=50`, `preset=late-write`.
#[must_use]
pub fn address_of(scenario: &Scenario) -> Option<String> {
    let seed = scenario.seed;
    let of_size = Scenario { seed, ..Scenario::of_size(scenario.peers.len()) };
    if of_size == *scenario {
        return Some(format!("seed={seed}&peers={}", scenario.peers.len()));
    }
    let preset = Preset::of(scenario)?;
    Some(format!("preset={}&seed={seed}", preset.name))
}

/// The fragment of an address that opens a run of this scenario from its beginning: by its name, if it has
/// one.
///
/// # Errors
/// All that makes no sense in the scenario.
pub fn fragment_of(scenario: &Scenario) -> Result<String, Problems> {
    if let Some(address) = address_of(scenario) {
        return Ok(address);
    }
    Ok(format!("run={}", Run::new(scenario.clone())?.record().to_link()))
}

/// The most events that a link's run may take to be made again: more than a run on the page has,
/// for what leads from a checkpoint to a branch is made again too.
const MOST_EVENTS: usize = 10_000_000;

/// The laboratory that an address asks for: the run of a share link (`#run=...`), paused where it
/// was left, or a new run (`#seed=77&peers=50`, or the same behind `?`), with `fresh` as the seed
/// where it names none.
///
/// # Errors
/// What is wrong with it, without a full stop.
pub fn lab_of_address(query: &str, fragment: &str, fresh: u64) -> Result<Lab, String> {
    let fragment = fragment.trim_start_matches('#');
    if let Some(link) = fragment.strip_prefix("run=") {
        return run_of_link(link).map(Lab::of_run).map_err(|why| format!("The link: {why}"));
    }
    let asked = if fragment.is_empty() { query } else { fragment };
    let scenario = scenario_of(asked, fresh).map_err(|why| format!("The address: {why}"))?;
    Lab::new(scenario).map_err(|problems| problems.to_string())
}

/// What a file holds.
#[derive(Debug)]
pub struct Opened {
    /// Its run, or a new one of its scenario.
    pub lab: Lab,
    /// In what that is another run than the file's, where the file tells so (I12).
    pub differs: Option<Breach>,
}

/// The tour that an address asks for, if it asks for one: `#tour=an-election`.
///
/// # Errors
/// Which tours there are, if it is none of them, without a full stop.
pub fn tour_of_address(fragment: &str) -> Result<Option<Tour>, String> {
    let name = fragment.trim_start_matches('#').strip_prefix("tour=");
    name.map(Tour::named).transpose().map_err(|why| format!("The address: {why}"))
}

/// The laboratory of a file's text: the run of a `run.jsonl`, paused where it was left, or a new run of
/// a scenario.
///
/// # Errors
/// What is wrong with it, with line and column where there are such, without a full stop.
pub fn lab_of_file(text: &str) -> Result<Opened, String> {
    let head = text.lines().next().unwrap_or_default();
    if head.contains("\"format\"") {
        let record = Record::of_jsonl(text).map_err(|why| why.to_string())?;
        let run = Run::of_record(&record, MOST_EVENTS).map_err(|why| why.to_string())?;
        let differs = run.reproduces(&record).err();
        return Ok(Opened { lab: Lab::of_run(run), differs });
    }
    let scenario = Scenario::from_json(text).map_err(|problems| problems.to_string())?;
    let lab = Lab::new(scenario).map_err(|problems| problems.to_string())?;
    Ok(Opened { lab, differs: None })
}

fn run_of_link(text: &str) -> Result<Run, String> {
    let record = Record::of_link(text).map_err(|why| why.to_string())?;
    Run::of_record(&record, MOST_EVENTS).map_err(|why| why.to_string())
}

/// A whole number, as a person or an address writes it.
///
/// # Errors
/// One sentence with the place, what was found and what was expected.
pub fn number(place: &str, text: &str) -> Result<u64, String> {
    text.trim().parse().map_err(|_| {
        format!("{place}: found {text:?}, expected a whole number from 0 to {}", u64::MAX)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use trading_post::check::Invariant;
    use trading_post::digest::Digest;
    use trading_post::export::{Format, export};

    #[test]
    fn a_number_that_is_none_is_named_with_its_place() {
        assert_eq!(number("seed", " 77 "), Ok(77));
        assert_eq!(
            number("seed", "seven"),
            Err("seed: found \"seven\", expected a whole number from 0 to 18446744073709551615"
                .to_owned())
        );
    }

    #[test]
    fn a_scenario_with_a_name_has_an_address() {
        let fifty = Scenario { seed: 5, ..Scenario::of_size(50) };
        assert_eq!(address_of(&fifty).as_deref(), Some("seed=5&peers=50"));
        let preset = preset("without-durable-answers", Some(9)).expect("there is such a preset");
        let address = address_of(&preset);
        assert_eq!(address.as_deref(), Some("preset=without-durable-answers&seed=9"));
        let other = Scenario { service_us: 1, ..Scenario::report() };
        assert_eq!(address_of(&other), None);
        assert!(super::preset("late", None).is_err_and(|why| why.contains("late-write")));
    }

    #[test]
    fn a_scenario_without_a_name_has_a_link_that_opens_it() {
        let other = Scenario { service_us: 1, ..Scenario::report() };
        let fragment = fragment_of(&other).expect("it makes sense");
        let lab = lab_of_address("", &fragment, 0).expect("it was made so");
        assert_eq!((lab.scenario(), lab.run().moment()), (&other, 0));
        let fragment = fragment_of(&Scenario { seed: 5, ..Scenario::report() });
        assert_eq!(fragment.as_deref(), Ok("seed=5&peers=6"));
        assert!(fragment_of(&Scenario { service_us: -1, ..Scenario::report() }).is_err());
    }

    #[test]
    fn a_file_is_a_run_or_a_scenario_or_refused_with_its_place() {
        let scenario = Scenario { seed: 8, ..Scenario::report() };
        let mut lab = lab_of_file(&scenario.to_json()).expect("it is a scenario").lab;
        assert_eq!(lab.scenario(), &scenario);
        lab.seek(usize::MAX);
        let record = export(Format::Run, lab.run(), 0..0);
        let again = lab_of_file(&record).expect("it is a run");
        assert_eq!(again.lab.run().record(), lab.run().record());
        assert_eq!(again.differs, None);
        let of_another = lab.run().record().with_digest(Digest(7)).to_jsonl();
        let breach = lab_of_file(&of_another).expect("it is a run").differs;
        assert_eq!(breach.map(|breach| breach.invariant), Some(Invariant::Replay));
        let damaged = record.replace("\"seed\":8", "\"seed\":\"eight\"");
        let why = lab_of_file(&damaged).expect_err("a seed is a number");
        assert!(why.contains("line 1") && why.contains("column"), "{why}");
        let why = lab_of_file("{\n \"peers\": 3}").expect_err("peers are a list");
        assert!(why.contains("line 2"), "{why}");
    }

    #[test]
    fn an_address_can_name_a_tour() {
        assert_eq!(tour_of_address("#tour=why-epochs"), Ok(Some(Tour::Epochs)));
        assert_eq!(tour_of_address("#seed=77"), Ok(None));
        let why = tour_of_address("#tour=round").expect_err("there is no such tour");
        assert!(why.contains("found tour \"round\", expected one of an-election"), "{why}");
    }

    #[test]
    fn what_an_earlier_page_remembered_is_not_lost() {
        let old: Settings = serde_json::from_str(r#"{"theme":"dark","greeted":true}"#)
            .expect("it was written so before tours were marked");
        assert_eq!((old.theme, old.greeted, old.taken.len()), (Theme::Dark, true, 0));
        let new = Settings { taken: Tour::ALL.into(), ..old };
        let text = serde_json::to_string(&new).expect("it has plain values");
        assert_eq!(serde_json::from_str::<Settings>(&text).ok(), Some(new), "{text}");
    }

    #[test]
    fn themes_go_round() {
        let theme = Theme::System;
        assert_eq!(theme.next().next().next(), theme);
    }
}
