//! Rules: the one that the event told of applied, below the sentence and in Inspector.

use anyhow::{Context, Result, bail, ensure};
use visit::page::Page;
use visit::story::with_page;
use visit::tree::Thing;

use crate::SEED_77;

/// What the second rule of the bully algorithm says.
const ANSWER: &str = "ELECTION from a lower peer: answer OK, and hold an election of one's own \
                      unless one is under way";

/// So many steps after a suspicion, somebody has answered.
const STEPS: usize = 60;

/// The heading of the rules below the sentence.
async fn heading(page: &Page<'_>) -> Result<String> {
    let headings = page.whole().all("DisclosureTriangle").await?;
    let rules = headings.into_iter().find(|heading| heading.name.contains(" rule"));
    Ok(rules.context("no rules stand below the sentence")?.name)
}

/// Stands still when trade is under way, and lets peer 1 suspect the trader.
async fn peer_1_suspects(page: &Page<'_>) -> Result<()> {
    page.run_to("2.000").await?;
    page.strike("1s").await?;
    page.whole().tells("Peer 1 suspects trader 5").await.map(|_| ())
}

/// Steps until the event told of applied such a rule.
async fn step_to_rule(page: &Page<'_>, label: &str) -> Result<()> {
    for _ in 0..STEPS {
        if heading(page).await?.starts_with(label) {
            return Ok(());
        }
        let before = page.step().await?;
        page.region("Transport").click("button", "Step").await?;
        page.step_is(|step| step > before).await?;
    }
    bail!("{STEPS} steps apply no {label}")
}

#[test]
fn below_the_sentence_stands_the_rule_that_its_event_applied() -> Result<()> {
    with_page(SEED_77, async |page| {
        peer_1_suspects(page).await?;
        let first = heading(page).await?;
        ensure!(first.starts_with("Bully, rule 1: Who starts or suspects the trader"), "{first}");
        step_to_rule(page, "Bully, rule 2").await?;
        let second = heading(page).await?;
        ensure!(second == format!("Bully, rule 2: {ANSWER}"), "{second}");
        step_to_rule(page, "Bully, rule 4: OK from a higher peer: stand down").await
    })
}

#[test]
fn the_rules_unfold_to_the_whole_algorithm_with_its_source() -> Result<()> {
    with_page(SEED_77, async |page| {
        peer_1_suspects(page).await?;
        step_to_rule(page, "Bully, rule 2").await?;
        let whole = page.whole();
        whole.unfold("Bully, rule 2").await?;
        whole.tells("By Garcia-Molina 1982, in the textbook form.").await?;
        let all = whole.thing("list", "Rules: Bully").await?;
        ensure!(all.name == "Rules: Bully", "{all:?}");
        for words in
            ["Who starts or suspects", ANSWER, "No OK in time", "COORDINATOR from a higher"]
        {
            whole.tells(words).await?;
        }
        Ok(())
    })
}

#[test]
fn the_event_log_ends_a_row_with_the_rule_of_its_event() -> Result<()> {
    with_page(SEED_77, async |page| {
        peer_1_suspects(page).await?;
        let log = page.region("Event log");
        let rows = log.all("button").await?;
        let is = |row: &&Thing| row.name.contains("Peer 1 suspects trader 5");
        let row = rows.iter().find(is).context("the suspicion is no row")?;
        ensure!(row.name.ends_with("bully 1"), "{row:?}");
        Ok(())
    })
}

#[test]
fn the_inspector_tells_the_rules_of_an_event() -> Result<()> {
    with_page("#preset=elections-at-once", async |page| {
        page.run_until("the next election").await?;
        page.region("Event log").click("button", "3.371").await?;
        page.whole().click("tab", "Inspector").await?;
        let inspector = page.region("Inspector");
        inspector.becomes("term", "report's election", |term| !term.description.is_empty()).await?;
        let told =
            inspector.tells("Who suspects the trader sends ELECTION to every higher").await?;
        ensure!(told.contains("Clocks, rule "), "{told}");
        Ok(())
    })
}
