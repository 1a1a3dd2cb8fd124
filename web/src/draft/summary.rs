//! What stands in a section of the form, in a few words.

use super::value_of;
use trading_post::peer::rules::{Defence, DetectorRules};
use trading_post::scenario::fields::{Chooser, Section, Unit};
use trading_post::scenario::{Law, Scenario, Stall};

/// A section in a few words.
#[must_use]
pub fn summary(section: Section, scenario: &Scenario) -> String {
    let s = scenario;
    match section {
        Section::Name => format!("{}, seed {}", s.title, s.seed),
        Section::Market => market(s),
        Section::Trade => {
            let (commission, service) =
                (Unit::Share.told(s.commission_per_mille), ms(s.service_us));
            format!("commission {commission}, thinks {}, serves in {service}", law(s.think))
        }
        Section::Network => format!("{}, ledger {}", law(s.network), law(s.storage)),
        Section::Timeouts => {
            let plan = &s.timeouts;
            format!(
                "T {}, T' {}, answer {}",
                ms(plan.ok_us),
                ms(plan.coordinator_us),
                ms(plan.answer_us)
            )
        }
        Section::Detector => detector(s),
        Section::Election => chosen(Chooser::Election, "election", s).to_owned(),
        Section::Order => {
            let order = chosen(Chooser::Order, "order", s);
            format!("{order}; clocks count {}", chosen(Chooser::Clocks, "clocks", s))
        }
        Section::Defences => match s.defences.missing().count() {
            0 => format!("all {}", Defence::ALL.len()),
            missing => format!("{} of {}", Defence::ALL.len() - missing, Defence::ALL.len()),
        },
        Section::Faults => match s.faults.len() {
            0 => "none".to_owned(),
            count => count.to_string(),
        },
    }
}

fn market(s: &Scenario) -> String {
    let sellers = s.peers.iter().filter(|stall| matches!(stall, Stall::Seller { .. })).count();
    let buyers = s.peers.len() - sellers;
    let goods: Vec<_> = s.goods.iter().take(4).map(|good| good.name.as_str()).collect();
    let more = if s.goods.len() > goods.len() { ", ..." } else { "" };
    format!("{sellers} sell, {buyers} buy: {}{more}", goods.join(", "))
}

fn detector(s: &Scenario) -> String {
    let name = chosen(Chooser::Detector, "detector", s);
    let us = |duration: trading_post::time::Duration| i64::try_from(duration.0).unwrap_or(i64::MAX);
    let every = match s.detector {
        DetectorRules::OnDemand { interval_us, .. } => interval_us,
        DetectorRules::Heartbeat { every_us, .. } | DetectorRules::Accrual { every_us, .. } => {
            every_us
        }
    };
    format!("{name}, every {}", ms(us(every)))
}

/// What is chosen of a few.
fn chosen(chooser: Chooser, name: &str, scenario: &Scenario) -> &'static str {
    let now = value_of(scenario)[name].take();
    let choices = chooser.choices(scenario, &now);
    choices.iter().find(|choice| choice.stands(&now)).map_or("", |choice| choice.label)
}

fn ms(us: i64) -> String {
    Unit::Time.told(us)
}

fn law(law: Law) -> String {
    match law {
        Law::Fixed { us } => ms(us),
        Law::Uniform { min_us, max_us } => format!("{} to {}", Unit::Time.show(min_us), ms(max_us)),
        Law::Skewed { min_us, max_us } => {
            format!("mostly near {}, up to {}", Unit::Time.show(min_us), ms(max_us))
        }
    }
}
